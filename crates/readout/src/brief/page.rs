//! What every format needs to know of a record: document numbers, dates, copies, citations, what was printed around them.

use super::words::{Words, fill, words};
pub use crate::document::one_line;
use crate::document::{CodePoints, Document, Span};
use crate::reading::Reading;
use crate::reading::layout::BlockKind;
use crate::record::provenance::{self, Dependence, Provenance};
use crate::record::{Cite, Entity, Entry, Record, Taking, Verdict, json};
use std::collections::BTreeMap;

/// A record with everything in the order in which it is shown.
#[derive(Debug)]
pub struct Page<'r> {
    pub record: &'r Record,
    pub words: &'static Words,
    /// Indices of the documents, the first to be published first, undated ones last.
    pub order: Vec<usize>,
    number: Vec<usize>,
    /// Of each document the earliest one with the same text; itself where it is no copy.
    original: Vec<usize>,
    /// The same, where a reprint of a part is no source of its own either.
    source: Vec<usize>,
    provenance: Provenance,
    points: Vec<CodePoints<'r>>,
    entries: BTreeMap<&'r str, &'r Entry>,
    labels: BTreeMap<&'r str, String>,
}

/// Stands between the pieces of what is told in several places.
pub const BETWEEN: &str = " … ";
/// Citations of the same words that are told with outlet and day.
const MOST_TOLD: usize = 8;

impl<'r> Page<'r> {
    pub fn of(record: &'r Record) -> Self {
        let order = order(record);
        let mut number = vec![0; order.len()];
        for (i, doc) in order.iter().enumerate() {
            number[*doc] = i + 1;
        }
        let words = words();
        let points = record.reports.iter().map(|r| CodePoints::of(&r.reading.document.text)).collect();
        let entries = record.entries.iter().map(|e| (e.id.as_str(), e)).collect();
        let labels = labels(record, words);
        let original = oldest(record, &copies(record), &number);
        let source = oldest(record, &reprints(record), &number);
        let provenance = provenance::of(&record.reports, &record.places);
        Page { record, words, original, source, provenance, order, number, points, entries, labels }
    }

    pub fn reading(&self, doc: usize) -> &'r Reading {
        &self.record.reports[doc].reading
    }

    pub fn document(&self, doc: usize) -> &'r Document {
        &self.reading(doc).document
    }

    /// The number of a document on this page, from 1.
    pub fn number(&self, doc: usize) -> usize {
        self.number[doc]
    }

    pub fn original(&self, doc: usize) -> usize {
        self.original[doc]
    }

    pub fn is_copy(&self, doc: usize) -> bool {
        self.original[doc] != doc
    }

    pub fn entry(&self, id: &str) -> Option<&'r Entry> {
        self.entries.get(id).copied()
    }

    /// "S12": the entry's name in the margin.
    pub fn label(&self, id: &str) -> &str {
        self.labels.get(id).map_or("", String::as_str)
    }

    pub fn date(&self, doc: usize) -> Option<&'r str> {
        self.document(doc).published.value.as_deref()
    }

    /// The day of publication as a reader writes it.
    pub fn day(&self, doc: usize) -> String {
        self.date(doc).map_or_else(|| self.words.undated.clone(), |d| self.words.date(d))
    }

    pub fn outlet(&self, doc: usize) -> Option<&'r str> {
        self.document(doc).outlet.as_deref().map(str::trim).filter(|o| !o.is_empty())
    }

    /// Who printed it; where no outlet is named, the file or the address.
    pub fn printed_by(&self, doc: usize) -> String {
        let d = self.document(doc);
        self.outlet(doc).or(d.url.as_deref().map(site)).or(d.path.as_deref().map(file)).unwrap_or(&d.id).to_string()
    }

    /// The title the document states, else its first line that was read.
    pub fn title(&self, doc: usize) -> String {
        let reading = self.reading(doc);
        let first = || reading.blocks.iter().find(|b| b.kind == BlockKind::Title).or(reading.blocks.first());
        let stated = reading.document.title.clone().filter(|t| !t.trim().is_empty());
        let title = stated.or_else(|| first().map(|b| reading.printed(b.at).to_string())).unwrap_or_default();
        clip(&one_line(&title), 160, false)
    }

    /// "3:120-188": document number and code points; pieces joined by commas.
    pub fn citation(&self, doc: usize, at: &[Span]) -> String {
        let pieces: Vec<String> =
            self.points[doc].spans(at).iter().map(|[start, end]| format!("{start}-{end}")).collect();
        format!("{}:{}", self.number(doc), pieces.join(","))
    }

    /// What was printed there, its pieces joined by an ellipsis, with the quotation marks that stand around it.
    pub fn printed(&self, cite: &Cite) -> String {
        let document = self.document(cite.doc);
        let is_quoted = |s: &Span| is_quoted(&document.text, *s) || self.quotation_opens(cite.doc, *s);
        let pieces: Vec<String> = cite.at.iter().map(|s| one_line(document.printed(*s))).collect();
        let text = pieces.join(BETWEEN);
        if !cite.at.first().is_some_and(is_quoted) || text.starts_with(is_mark) {
            return text;
        }
        let [open, close] = &self.words.quotes;
        format!("{open}{text}{close}")
    }

    /// Whether the first quotation mark before these characters opens a quotation that holds them.
    fn quotation_opens(&self, doc: usize, at: Span) -> bool {
        let reading = self.reading(doc);
        let opens =
            |inside: Span| inside.contains(at) && reading.printed(Span::new(inside.start, at.start)).trim().is_empty();
        reading.quotations.iter().any(|q| opens(q.inside))
    }

    /// "copy of Talvik News Agency [5]" for a copy.
    pub fn copy_note(&self, doc: usize) -> Option<String> {
        let source = self.original(doc);
        let name = format!("{} [{}]", self.printed_by(source), self.number(source));
        self.is_copy(doc).then(|| fill(&self.words.copy_of, &[("source", &name)]))
    }

    /// Citations in document order, each once.
    pub fn sorted<'c>(&self, cites: impl IntoIterator<Item = &'c Cite>) -> Vec<&'c Cite> {
        let mut out: Vec<&Cite> = cites.into_iter().filter(|c| c.doc < self.number.len()).collect();
        out.sort_by_key(|c| (self.number(c.doc), &c.at, &c.id));
        out.dedup_by_key(|c| (c.doc, &c.at));
        out
    }

    /// Of many citations of the same words the first few that are no copies, and the rest.
    pub fn told_of<'c>(&self, cites: &[&'c Cite]) -> (Vec<&'c Cite>, Vec<&'c Cite>) {
        if cites.len() <= MOST_TOLD {
            return (cites.to_vec(), vec![]);
        }
        let (mut told, mut others): (Vec<&Cite>, Vec<&Cite>) = cites.iter().partition(|c| !self.is_copy(c.doc));
        if told.is_empty() {
            std::mem::swap(&mut told, &mut others);
        }
        others.extend(told.drain(told.len().min(MOST_TOLD)..));
        others.sort_by_key(|c| (self.number(c.doc), &c.at));
        (told, others)
    }

    /// How many documents are sources of their own.
    pub fn independent_documents(&self) -> usize {
        self.source.iter().enumerate().filter(|(doc, source)| doc == *source).count()
    }

    /// How many sources of their own say it: copies, one newsroom and one agency are counted once.
    pub fn independent<'c>(&self, cites: impl IntoIterator<Item = &'c Cite>) -> usize {
        self.provenance.independent(cites)
    }

    /// "agree · 3 sources"
    pub fn verdict(&self, verdict: Verdict, sources: usize) -> String {
        let told = self.words.verdict(&json::key(verdict)).to_string();
        if sources < 2 { told } else { format!("{told} · {}", self.words.count(sources, "sources")) }
    }

    /// The document that reported before all others.
    pub fn first(&self, cites: &[Cite]) -> Option<usize> {
        self.provenance.first(cites)
    }

    /// Whom a document depends on.
    pub fn dependences(&self, doc: usize) -> &[Dependence] {
        self.provenance.of_document(doc)
    }

    /// From whom a document took what, each with the place that says so: "credits Reuters".
    pub fn taken_from(&self, doc: usize) -> Vec<(String, Option<Span>)> {
        let told = |d: &Dependence| {
            let from = d.from.map(|from| format!("{} [{}]", self.printed_by(from), self.number(from)));
            (
                format!("{} {}", self.words.how(&json::key(d.how)), one_line(&from.unwrap_or_else(|| d.name.clone()))),
                d.at,
            )
        };
        let mut out: Vec<(String, Option<Span>)> = self.provenance.of_document(doc).iter().map(told).collect();
        out.dedup_by(|b, a| a.0 == b.0);
        out
    }

    /// Entities by the number of documents that name them, then of mentions, then by name.
    pub fn entities(&self) -> Vec<&'r Entity> {
        let mut out: Vec<(usize, &Entity)> =
            self.record.entities.iter().map(|e| (self.independent(&e.reports), e)).collect();
        out.sort_by(|(a_docs, a), (b_docs, b)| {
            (b_docs, b.reports.len())
                .cmp(&(a_docs, a.reports.len()))
                .then_with(|| (&a.name, &a.id).cmp(&(&b.name, &b.id)))
        });
        out.into_iter().map(|(_, e)| e).collect()
    }
}

fn order(record: &Record) -> Vec<usize> {
    let mut order: Vec<usize> = (0..record.reports.len()).collect();
    order.sort_by_key(|doc| {
        let d = &record.reports[*doc].reading.document;
        (d.published.value.is_none(), &d.published.value, &d.id, &d.path)
    });
    order
}

/// Of each document the ones with the same text.
fn copies(record: &Record) -> Vec<Vec<usize>> {
    let count = record.reports.len();
    let known = |c: &usize| *c < count;
    let mut out: Vec<Vec<usize>> =
        record.places.iter().take(count).map(|p| p.copies.iter().copied().filter(known).collect()).collect();
    out.resize(count, vec![]);
    out
}

/// The same, and the ones it reprints a part of.
fn reprints(record: &Record) -> Vec<Vec<usize>> {
    let id = |doc: usize| record.reports[doc].reading.document.id.as_str();
    let by_id: BTreeMap<&str, usize> = (0..record.reports.len()).map(|doc| (id(doc), doc)).collect();
    let mut out = copies(record);
    for (place, linked) in record.places.iter().zip(&mut out) {
        let taken = place.taken_from.iter().filter(|t| t.how == Taking::Reprint);
        linked.extend(taken.filter_map(|t| by_id.get(t.from.as_str())));
    }
    out
}

/// Of each document the oldest one that it is linked with. Copying is mutual and passed on, so links are walked to their end.
fn oldest(record: &Record, links: &[Vec<usize>], number: &[usize]) -> Vec<usize> {
    let mut next: Vec<Vec<usize>> = links.to_vec();
    for (doc, linked) in links.iter().enumerate() {
        linked.iter().for_each(|other| next[*other].push(doc));
    }
    // Of two copies of one day the shorter is the original: who reprints adds a page around it.
    let age = |doc: usize| {
        let d = &record.reports[doc].reading.document;
        (d.published.value.is_none(), &d.published.value, d.text.len(), number[doc])
    };
    let mut by_age: Vec<usize> = (0..number.len()).collect();
    by_age.sort_by_key(|doc| age(*doc));
    let mut out = vec![usize::MAX; number.len()];
    for first in by_age {
        let mut open = vec![first];
        while let Some(doc) = open.pop() {
            if out[doc] == usize::MAX {
                out[doc] = first;
                open.extend(&next[doc]);
            }
        }
    }
    out
}

fn labels<'r>(record: &'r Record, words: &Words) -> BTreeMap<&'r str, String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut out = BTreeMap::new();
    for entry in &record.entries {
        let count = counts.entry(entry.kind).or_default();
        *count += 1;
        out.insert(entry.id.as_str(), format!("{}{count}", words.short(entry.kind)));
    }
    out
}

/// The host of an address.
pub fn site(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().filter(|host| !host.is_empty()).unwrap_or(url)
}

/// The name of a file without its folder and its ending.
pub fn file(path: &str) -> &str {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

fn is_quoted(text: &str, at: Span) -> bool {
    let mut before = text.get(..at.start).unwrap_or("").chars().rev();
    before.next().is_some_and(is_mark) && before.next().is_none_or(|c| c.is_whitespace() || "([—–-".contains(c))
}

fn is_mark(c: char) -> bool {
    "\"“”„‟«»‹›‘‚".contains(c)
}

/// At most so many characters, cut between words, with an ellipsis where it was cut.
pub fn clip(text: &str, most: usize, keep_end: bool) -> String {
    let count = text.chars().count();
    if count <= most {
        return text.to_string();
    }
    if keep_end {
        let kept: String = text.chars().skip(count - most).collect();
        let from = kept.find(' ').map_or(0, |i| i + 1);
        return format!("… {}", &kept[from..]);
    }
    let kept: String = text.chars().take(most).collect();
    let to = kept.rfind(' ').unwrap_or(kept.len());
    format!("{} …", &kept[..to])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_sentence_is_cut_between_words() {
        assert_eq!(clip("one two three", 8, false), "one two …");
        assert_eq!(clip("one two three", 9, true), "… three");
        assert_eq!(clip("short", 9, true), "short");
        assert_eq!(clip("unbroken", 3, false), "unb …");
    }
}
