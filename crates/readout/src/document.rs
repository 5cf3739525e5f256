//! What was printed, and the way back to it: a document, spans in its text, values with the span that says them.

pub mod address;

use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A stretch of a document's text, in bytes, end exclusive; always on character boundaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Span {
    pub start: usize,
    pub end: usize,
}

impl Span {
    pub fn new(start: usize, end: usize) -> Self {
        Span { start, end }
    }

    pub fn len(&self) -> usize {
        self.end.saturating_sub(self.start)
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub fn contains(&self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    pub fn overlaps(&self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    pub fn holds(&self, byte: usize) -> bool {
        self.start <= byte && byte < self.end
    }

    /// The smallest span that holds both.
    pub fn join(&self, other: Span) -> Span {
        Span::new(self.start.min(other.start), self.end.max(other.end))
    }

    pub fn range(&self) -> Range<usize> {
        self.start..self.end
    }

    /// The span without white space at its ends.
    pub fn trim(&self, text: &str) -> Span {
        let inside = &text[self.range()];
        let start = self.start + (inside.len() - inside.trim_start().len());
        Span::new(start, start + inside.trim().len())
    }
}

/// A value and the characters of one document that say it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cited<T> {
    value: T,
    at: Vec<Span>,
}

impl<T> Cited<T> {
    pub fn value(&self) -> &T {
        &self.value
    }

    pub fn at(&self) -> &[Span] {
        &self.at
    }
}

/// Where the day of publication was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PublishedFrom {
    Stated,
    Metadata,
    Given,
    Inferred,
}

/// Where the name of the outlet was found, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// The page or the file says it of itself.
    Metadata,
    /// A line at the edge of the text.
    Stated,
    /// The address is an outlet's that is known.
    Url,
    /// The agency of the dateline: it wrote the text, whoever printed it.
    Credit,
}

/// Where a day was found, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// The page's own JSON-LD.
    LinkedData,
    /// A field at the head of the page.
    Meta,
    Feed,
    /// The head of a mail or an office file.
    Head,
    /// The record of a web archive.
    Archive,
    /// A field of the export that held the text.
    Export,
    /// An element that readers of the page see.
    Element,
    /// The address of the page.
    Url,
    /// Somewhere else on the page.
    Page,
}

/// How sure a day is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sureness {
    /// Somebody says that this is the day.
    Declared,
    /// It stands where such a day stands.
    Likely,
    /// It follows from what the text says, or is found anywhere on the page.
    Inferred,
}

impl Place {
    pub fn sureness(self) -> Sureness {
        match self {
            Place::Element | Place::Url => Sureness::Likely,
            Place::Page => Sureness::Inferred,
            _ => Sureness::Declared,
        }
    }
}

/// The day of publication as an ISO date (or a coarser ISO value), and how it is known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Published {
    pub value: Option<String>,
    pub from: Option<PublishedFrom>,
    pub at: Option<Span>,
}

/// One text as it was read. `text` is never altered: debris is marked, not cut.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Document {
    /// Hash of the bytes that were given (hex).
    pub id: String,
    /// SHA-256 of the bytes that were given (hex), where the document had bytes of its own.
    pub bytes_hash: Option<String>,
    pub path: Option<String>,
    pub url: Option<String>,
    /// The address that the page names as its own.
    pub canonical_url: Option<String>,
    pub title: Option<String>,
    pub author: Option<String>,
    pub outlet: Option<String>,
    pub outlet_from: Option<Origin>,
    /// Whoever printed what another outlet had written, where both are known.
    pub aggregator: Option<String>,
    /// The outlet for which the text was written.
    pub original_outlet: Option<String>,
    /// ISO 639-1 code, when it could be told.
    pub language: Option<String>,
    pub published: Published,
    /// Where in the page or file the day of publication stands.
    pub published_in: Option<Place>,
    /// ISO date of the last change, as the page says.
    pub modified: Option<String>,
    pub modified_in: Option<Place>,
    /// ISO date on which the page was fetched.
    pub crawled: Option<String>,
    pub crawled_in: Option<Place>,
    /// What took the text out of its page, with its version.
    pub extractor: Option<String>,
    pub text: String,
    /// Lines that other articles of the outlet print too: found by comparing the documents of a collection.
    pub repeated: Vec<Span>,
}

impl Document {
    /// The only way to state a value: with the characters that say it.
    pub fn cite<T>(&self, value: T, at: impl IntoIterator<Item = Span>) -> Cited<T> {
        let at: Vec<Span> = at.into_iter().filter(|s| self.text.get(s.range()).is_some()).collect();
        Cited { value, at }
    }

    /// How sure the day of publication is.
    pub fn published_sureness(&self) -> Option<Sureness> {
        match self.published.from? {
            PublishedFrom::Metadata => Some(self.published_in.map_or(Sureness::Declared, Place::sureness)),
            PublishedFrom::Stated | PublishedFrom::Given => Some(Sureness::Declared),
            PublishedFrom::Inferred => Some(Sureness::Inferred),
        }
    }

    /// What was printed there.
    pub fn printed(&self, at: Span) -> &str {
        self.text.get(at.range()).unwrap_or("")
    }
}

/// Turns byte offsets of a text into offsets in Unicode code points, which is what every output counts in.
#[derive(Clone, Debug)]
pub struct CodePoints<'t> {
    text: &'t str,
    /// Code points before every `STEP` bytes.
    before: Vec<usize>,
}

const STEP: usize = 256;

impl<'t> CodePoints<'t> {
    pub fn of(text: &'t str) -> Self {
        let mut before = Vec::with_capacity(text.len() / STEP + 1);
        let mut count = 0;
        for (i, byte) in text.bytes().enumerate() {
            if i % STEP == 0 {
                before.push(count);
            }
            count += usize::from(!is_continuation(byte));
        }
        before.push(count);
        CodePoints { text, before }
    }

    /// Code points before this byte.
    pub fn at(&self, byte: usize) -> usize {
        let byte = byte.min(self.text.len());
        let step = byte / STEP;
        let rest = &self.text.as_bytes()[step * STEP..byte];
        self.before.get(step).copied().unwrap_or(0) + rest.iter().filter(|b| !is_continuation(**b)).count()
    }

    pub fn span(&self, at: Span) -> [usize; 2] {
        [self.at(at.start), self.at(at.end)]
    }

    pub fn spans(&self, at: &[Span]) -> Vec<[usize; 2]> {
        at.iter().map(|s| self.span(*s)).collect()
    }
}

/// White space of any kind as single spaces.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_continuation(byte: u8) -> bool {
    byte & 0b1100_0000 == 0b1000_0000
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_are_counted_in_code_points() {
        let text = "Ünïcode — Қазақ ".repeat(90);
        let points = CodePoints::of(&text);
        for (count, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(points.at(byte), count);
        }
        assert_eq!(points.at(text.len()), text.chars().count());
    }

    #[test]
    fn a_span_outside_the_text_is_never_cited() {
        let document = Document { text: "short".into(), ..Document::default() };
        assert!(document.cite(1, [Span::new(0, 99)]).at().is_empty());
        assert_eq!(document.cite(1, [Span::new(0, 2)]).at(), [Span::new(0, 2)]);
    }
}
