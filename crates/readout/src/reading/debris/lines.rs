//! The lines of a text that are not blank, and what can be seen of each without grammar.

use crate::document::Span;

/// A sentence of an article has so many words.
const SENTENCE: usize = 8;

#[derive(Clone, Debug)]
pub struct Line<'t> {
    /// Without white space at the ends.
    pub at: Span,
    pub text: &'t str,
    /// Lower case, single blanks, no punctuation but a colon at a word's end.
    pub folded: String,
    pub words: usize,
}

/// Longer lines are paragraphs: folding them would cost time and never match.
const LONGEST: usize = 600;
/// Lines of old newswires and of mail are broken at this width or before it.
const NARROW: usize = 100;

/// The lines of a text; where lines were broken at a width, the paragraphs that they make.
pub fn of(text: &str) -> Vec<Line<'_>> {
    let spans = printed_lines(text);
    let spans = if is_wrapped(text, &spans) { joined(text, &spans) } else { spans };
    spans.into_iter().map(|at| Line::new(at, &text[at.range()])).collect()
}

fn printed_lines(text: &str) -> Vec<Span> {
    let mut start = 0;
    let line = |line: &str| {
        let at = Span::new(start, start + line.len()).trim(text);
        start += line.len();
        at
    };
    text.split_inclusive('\n').map(line).filter(|at| !at.is_empty()).collect()
}

/// Lines go on in lower case in the next one, and none is wide.
fn is_wrapped(text: &str, lines: &[Span]) -> bool {
    let (mut pairs, mut open, mut go_on) = (0, 0, 0);
    for pair in lines.windows(2) {
        if text[pair[0].end..pair[1].start].matches('\n').count() > 1 {
            continue;
        }
        pairs += 1;
        if ends_sentence(&text[pair[0].range()]) {
            continue;
        }
        open += 1;
        go_on += usize::from(text[pair[1].range()].starts_with(char::is_lowercase));
    }
    let wide = lines.iter().filter(|l| text[l.range()].chars().nth(NARROW).is_some()).count();
    pairs >= 2 && open * 5 >= pairs * 2 && go_on * 3 >= open && wide * 20 <= lines.len()
}

/// Lines that go on in the next one as one paragraph; a blank line, an indented one or an item ends it.
fn joined(text: &str, lines: &[Span]) -> Vec<Span> {
    let width = lines.iter().map(Span::len).max().unwrap_or(0);
    let mut out: Vec<Span> = vec![];
    let mut above: Option<Span> = None;
    for line in lines {
        let goes_on = above.is_some_and(|above| goes_on(text, above, *line, width));
        match out.last_mut().filter(|_| goes_on) {
            Some(last) => *last = last.join(*line),
            None => out.push(*line),
        }
        above = Some(*line);
    }
    out
}

fn goes_on(text: &str, above: Span, below: Span, width: usize) -> bool {
    if text[above.end..below.start].matches('\n').count() > 1 {
        return false;
    }
    let indent = |line: Span| text[..line.start].bytes().rev().take_while(|b| matches!(b, b' ' | b'\t')).count();
    if indent(below) > indent(above) || is_item(&text[below.range()]) {
        return false;
    }
    // A short line that ends a sentence ends its paragraph.
    !(ends_sentence(&text[above.range()]) && above.len() * 10 < width * 7)
}

impl<'t> Line<'t> {
    pub fn new(at: Span, text: &'t str) -> Self {
        let folded = if text.len() <= LONGEST { fold(text) } else { String::new() };
        let words = text.split_whitespace().filter(|w| w.chars().any(char::is_alphanumeric)).count();
        Line { at, text, folded, words }
    }

    /// A span of the line's own text as a span of the whole text.
    pub fn place(&self, inside: Span) -> Span {
        Span::new(self.at.start + inside.start, self.at.start + inside.end)
    }

    /// It ends as sentences do, closing marks and brackets left out.
    pub fn is_sentence(&self) -> bool {
        ends_sentence(self.text) && self.words > 1
    }

    /// A paragraph that was cut off, or that has a credit behind it: longer than a headline or with a sentence in it, and more
    /// words in lower case than with a capital.
    pub fn is_prose(&self) -> bool {
        const HEADLINE: usize = 20;
        let small = self.text.split_whitespace().filter(|w| w.starts_with(char::is_lowercase)).count();
        let full = |(stop, _): (usize, &str)| self.text[..stop].split_whitespace().count() >= SENTENCE;
        let sentence = self.text.rmatch_indices(". ").next().is_some_and(full);
        (self.words > HEADLINE || sentence) && small * 2 > self.words
    }

    /// Long and ended as a sentence: a paragraph of an article.
    pub fn is_paragraph(&self) -> bool {
        self.is_sentence() && self.words >= SENTENCE
    }

    pub fn is_item(&self) -> bool {
        is_item(self.text)
    }

    /// "— Ada Lindqvist (@ada) March 3, 2031": who said what stands above.
    pub fn is_attribution(&self) -> bool {
        self.text.starts_with(['—', '–', '―']) && self.words > 1
    }

    pub fn is_quoted(&self) -> bool {
        self.text.starts_with(is_quotation_mark)
    }
}

/// It begins as an item of a list does.
fn is_item(text: &str) -> bool {
    if text.starts_with(['-', '–', '—', '•', '*', '·', '●', '▪', '‣']) {
        return true;
    }
    text.starts_with(|c: char| c.is_ascii_digit())
        && text.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with([')', '.'])
        && !text
            .trim_start_matches(|c: char| c.is_ascii_digit())
            .trim_start_matches('.')
            .starts_with(|c: char| c.is_ascii_digit())
}

pub fn is_quotation_mark(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '‘' | '’' | '\'' | '‚' | '‹' | '›')
}

pub fn ends_sentence(text: &str) -> bool {
    let closing = |c: char| is_quotation_mark(c) || matches!(c, ')' | ']' | ' ' | '\u{a0}' | '*' | '_');
    text.trim_end_matches(closing).ends_with(['.', '!', '?', '…', '。', '！', '？'])
}

/// "Read more:" is a label where "read more" may begin a sentence: the colon stays.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    let mut gap = false;
    while let Some(c) = chars.next() {
        let c = if c == '’' { '\'' } else { c };
        let joins = matches!(c, '-' | '‑') && !gap && chars.peek().is_some_and(|n| n.is_alphanumeric());
        if joins && out.ends_with(char::is_alphanumeric) {
            out.push('-');
            continue;
        }
        if c == ':' && !gap && out.ends_with(char::is_alphanumeric) {
            out.push(':');
        }
        if !c.is_alphanumeric() && !matches!(c, '©' | '@' | '\'' | '&' | '#') {
            gap = true;
            continue;
        }
        if gap && !out.is_empty() {
            out.push(' ');
        }
        gap = false;
        out.extend(c.to_lowercase());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_keeps_words_and_labels() {
        assert_eq!(fold("  READ MORE: Ships – “collide”!  "), "read more: ships collide");
        assert_eq!(fold("E-mail »"), "e-mail");
        assert_eq!(fold("Editor’s note: -"), "editor's note:");
        assert_eq!(fold("12:30"), "12: 30");
        assert_eq!(fold("***"), "");
    }

    #[test]
    fn a_sentence_may_end_inside_marks() {
        assert!(ends_sentence("He said: “We will go.”"));
        assert!(ends_sentence("(It was closed.)"));
        assert!(!ends_sentence("What the minister said"));
    }
}
