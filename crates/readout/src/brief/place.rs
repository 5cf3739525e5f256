//! Places in texts as a page shows them: citations in their sentence, and the characters that a printed citation names.

use super::page::{Page, clip, one_line};
use crate::document::{CodePoints, Span};
use crate::reading::Reading;
use crate::record::{Cite, Record};

/// A part of a sentence that is shown around a citation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    pub text: String,
    pub is_cited: bool,
}

/// Characters of a document, in their paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// Index of the document in the record.
    pub doc: usize,
    pub title: String,
    /// Code points.
    pub at: [usize; 2],
    pub before: String,
    pub inside: String,
    pub after: String,
}

/// Characters of a sentence that are shown on either side of a citation.
const MOST_AROUND: usize = 140;

/// The characters that a citation of a page of this record names: "3:120-188", or "3:120" for what is cited from there on.
pub fn passage(record: &Record, printed: &str) -> Option<Passage> {
    let page = Page::of(record);
    let (number, places) = printed.trim_matches(['[', ']']).split_once(':')?;
    let number: usize = number.parse().ok()?;
    let doc = *page.order.get(number.checked_sub(1)?)?;
    let text = &page.document(doc).text;
    let mut bounds = places.split([',', '-']).map(str::parse::<usize>);
    let start = bounds.next()?.ok()?;
    let last = bounds.map(Result::ok).collect::<Option<Vec<usize>>>()?.last().copied();
    let from = byte(text, start)?;
    let at = match last {
        Some(end) => Span::new(from, byte(text, end).filter(|end| *end >= from)?),
        None => page.cited_from(doc, from),
    };
    let around = line(text, at).join(at);
    let piece = |a: usize, b: usize| text.get(a..b).unwrap_or("").to_string();
    let (before, inside, after) = (piece(around.start, at.start), piece(at.start, at.end), piece(at.end, around.end));
    Some(Passage { doc, title: page.title(doc), at: CodePoints::of(text).span(at), before, inside, after })
}

/// The byte at which a code point begins; the end of the text is one, too.
fn byte(text: &str, point: usize) -> Option<usize> {
    text.char_indices().map(|(i, _)| i).chain([text.len()]).nth(point)
}

impl Page<'_> {
    /// What is cited from these characters on; the rest of their sentence where nothing is.
    fn cited_from(&self, doc: usize, from: usize) -> Span {
        let cites = self.record.entries.iter().flat_map(|e| &e.reports).filter(|c| c.doc == doc);
        let spans = cites.flat_map(|c| c.at.iter().copied()).filter(|at| at.start == from);
        let sentence = || Span::new(from, self.sentence(doc, Span::new(from, from)).end.max(from));
        spans.max_by_key(|at| at.end).unwrap_or_else(sentence)
    }

    /// Citations in their sentence, as much of it as helps; in their line where no sentence is known.
    pub fn around(&self, cites: &[&Cite]) -> Vec<Part> {
        let Some(doc) = cites.first().map(|c| c.doc) else { return vec![] };
        let mut cited: Vec<Span> = cites.iter().flat_map(|c| self.near(c)).collect();
        cited.sort();
        let whole = cited.iter().map(|at| self.sentence(doc, *at)).reduce(|a, b| a.join(b)).unwrap_or_default();
        let mut out = vec![];
        let mut here = whole.start;
        let add = |from: usize, to: usize, is_cited: bool, out: &mut Vec<Part>| {
            let text = one_line_kept(self.document(doc).text.get(from..to).unwrap_or(""));
            if !text.is_empty() {
                out.push(Part { text, is_cited });
            }
        };
        for at in &cited {
            add(here, at.start.max(here), false, &mut out);
            add(at.start.max(here), at.end.max(here), true, &mut out);
            here = here.max(at.end);
        }
        add(here, whole.end, false, &mut out);
        clip_ends(out)
    }

    /// The pieces of a citation that stand in the sentence of the first one.
    fn near(&self, cite: &Cite) -> Vec<Span> {
        let Some(first) = cite.at.first() else { return vec![] };
        let sentence = self.sentence(cite.doc, *first);
        cite.at.iter().copied().filter(|s| s == first || sentence.contains(*s)).collect()
    }

    /// Whether two citations would be shown in one sentence.
    pub fn are_in_one_sentence(&self, a: &Cite, b: &Cite) -> bool {
        let first = |c: &Cite| c.at.first().map(|at| self.sentence(c.doc, *at));
        a.doc == b.doc && first(a) == first(b)
    }

    pub fn sentence(&self, doc: usize, inside: Span) -> Span {
        sentence(self.reading(doc), inside)
    }
}

/// The sentence that holds these characters; their line where no sentence is known.
fn sentence(reading: &Reading, inside: Span) -> Span {
    let sentences = &reading.syntax.sentences;
    let from = sentences.partition_point(|s| s.at.end <= inside.start);
    let near = sentences[from..].iter().take_while(|s| s.at.start < inside.end).map(|s| s.at);
    let block = || reading.blocks.iter().map(|b| b.at).find(|b| b.contains(inside));
    let found = near.reduce(|a, b| a.join(b)).or_else(block).unwrap_or_else(|| line(&reading.document.text, inside));
    found.join(inside)
}

/// What stands before and behind these characters in their sentence, as much of it as helps.
pub fn before_and_after(reading: &Reading, inside: Span) -> (String, String) {
    let whole = sentence(reading, inside);
    let get = |from: usize, to: usize| one_line_kept(reading.document.text.get(from..to).unwrap_or(""));
    let (before, after) = (get(whole.start, inside.start), get(inside.end, whole.end));
    (clip(&before, MOST_AROUND, true), clip(&after, MOST_AROUND, false))
}

/// What stands before and behind the cited words is cut where it is long.
fn clip_ends(mut parts: Vec<Part>) -> Vec<Part> {
    let count = parts.len();
    for (i, part) in parts.iter_mut().enumerate().filter(|(_, part)| !part.is_cited) {
        if i == 0 || i + 1 == count {
            part.text = clip(&part.text, MOST_AROUND, i == 0);
        }
    }
    parts
}

fn line(text: &str, inside: Span) -> Span {
    let start = text.get(..inside.start).and_then(|t| t.rfind('\n')).map_or(0, |i| i + 1);
    let end = text.get(inside.end..).and_then(|t| t.find('\n')).map_or(text.len(), |i| inside.end + i);
    Span::new(start, end.max(start)).trim(text)
}

/// The same, but a space at either end stays.
fn one_line_kept(text: &str) -> String {
    let middle = one_line(text);
    let space = |at_end: bool| if at_end { " " } else { "" };
    if middle.is_empty() {
        return space(!text.is_empty()).to_string();
    }
    let (before, after) = (text.starts_with(char::is_whitespace), text.ends_with(char::is_whitespace));
    format!("{}{middle}{}", space(before), space(after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_at_the_ends_of_a_piece_stays() {
        assert_eq!(one_line_kept(" a\n b "), " a b ");
        assert_eq!(one_line_kept("\n"), " ");
        assert_eq!(one_line_kept(""), "");
    }
}
