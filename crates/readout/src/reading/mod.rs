//! What every kind of fact needs to see in one text.

pub mod addresses;
pub mod amounts;
pub mod clauses;
pub mod credits;
pub mod debris;
pub mod layout;
pub mod names;
pub mod published;
pub mod quotations;
pub mod roles;
pub mod syntax;
pub mod times;
pub mod together;
pub mod voices;

use crate::document::{Document, Span};
use crate::words::{self, DEFAULT_LANGUAGE};
pub use amounts::Amount;
pub use credits::Credit;
pub use debris::Debris;
pub use layout::Block;
pub use names::{Class, Entity, Mention};
pub use quotations::Quotation;
pub use syntax::Syntax;
pub use times::Time;
pub use voices::Voice;

/// Something that could not be read, shown instead of guessed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    pub at: Span,
    pub why: &'static str,
}

/// A document in a language without words.
pub const UNREAD_LANGUAGE: &str = "unread-language";

/// One document with everything that was seen in it. Every list is sorted by span.
#[derive(Debug)]
pub struct Reading {
    pub document: Document,
    /// Page debris: never read for facts.
    pub debris: Vec<Debris>,
    pub credits: Vec<Credit>,
    /// Paragraphs and headings that are read.
    pub blocks: Vec<Block>,
    pub syntax: Syntax,
    pub quotations: Vec<Quotation>,
    pub entities: Vec<Entity>,
    pub mentions: Vec<Mention>,
    pub times: Vec<Time>,
    pub amounts: Vec<Amount>,
    pub voices: Vec<Voice>,
    pub gaps: Vec<Gap>,
}

impl Reading {
    /// A document of which nothing was seen yet.
    pub fn of(document: Document) -> Self {
        Reading {
            document,
            debris: vec![],
            credits: vec![],
            blocks: vec![],
            syntax: Syntax::default(),
            quotations: vec![],
            entities: vec![],
            mentions: vec![],
            times: vec![],
            amounts: vec![],
            voices: vec![],
            gaps: vec![],
        }
    }

    pub fn language(&self) -> &str {
        self.document.language.as_deref().unwrap_or(DEFAULT_LANGUAGE)
    }

    /// The language has words; a document in another one is listed, and nothing is taken from it.
    pub fn is_read(&self) -> bool {
        words::speaks(self.language())
    }

    /// What was printed there.
    pub fn printed(&self, at: Span) -> &str {
        self.document.printed(at)
    }

    pub fn mentions_in(&self, at: Span) -> impl Iterator<Item = &Mention> {
        let from = self.mentions.partition_point(|m| m.at.start < at.start);
        self.mentions[from..].iter().take_while(move |m| m.at.start < at.end).filter(move |m| m.at.end <= at.end)
    }

    pub fn times_in(&self, at: Span) -> impl Iterator<Item = &Time> {
        let from = self.times.partition_point(|t| t.at.start < at.start);
        self.times[from..].iter().take_while(move |t| t.at.start < at.end).filter(move |t| t.at.end <= at.end)
    }

    /// It stands under a picture, which may be of another day.
    pub fn in_caption(&self, at: Span) -> bool {
        let block = self.blocks.get(self.blocks.partition_point(|b| b.at.end <= at.start));
        block.is_some_and(|b| b.kind == layout::BlockKind::Caption && b.at.start <= at.start)
    }

    /// It stands between quotation marks, whoever speaks there.
    pub fn is_quoted(&self, at: Span) -> bool {
        let mut next = self.quotations.partition_point(|q| q.at.start <= at.start).checked_sub(1);
        while let Some(quotation) = next.map(|i| &self.quotations[i]) {
            if quotation.inside.contains(at) {
                return true;
            }
            next = quotation.inside_of;
        }
        false
    }

    /// The innermost voice that speaks at this byte; `None` is the outlet's own.
    pub fn voice_at(&self, byte: usize) -> Option<&Voice> {
        let inside = self.voices.iter().filter(|v| v.content.iter().any(|s| s.holds(byte)));
        inside.min_by_key(|v| v.content.iter().map(Span::len).sum::<usize>())
    }
}

/// Reads one document: a pass each for layout, grammar, quotation marks, names, times, amounts and voices.
pub fn read(document: Document, pipeline: &parlance::Pipeline) -> Reading {
    read_with(document, &|texts| syntax::annotate(texts, pipeline))
}

/// The same with grammar that may have been kept from an earlier reading.
pub fn read_with(document: Document, annotate: &syntax::Annotate) -> Reading {
    let mut reading = Reading::of(document);
    // Each pass reads what the passes before it filled in, and fills in its own list.
    debris::find(&mut reading);
    layout::find(&mut reading);
    credits::find(&mut reading);
    published::find(&mut reading);
    if !reading.is_read() {
        let at = Span::new(0, reading.document.text.len()).trim(&reading.document.text);
        reading.gaps.push(Gap { at, why: UNREAD_LANGUAGE });
        return reading;
    }
    syntax::parse(&mut reading, annotate);
    quotations::find(&mut reading);
    names::find(&mut reading);
    times::find(&mut reading);
    if published::infer(&mut reading) {
        times::find(&mut reading);
    }
    amounts::find(&mut reading);
    voices::find(&mut reading);
    names::resolve_first_person(&mut reading);
    reading
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_in(language: Option<&str>, text: &str) -> Reading {
        let document = Document { language: language.map(Into::into), text: text.into(), ..Document::default() };
        read_with(document, &|_| panic!("the model is asked"))
    }

    #[test]
    fn a_text_in_a_language_without_words_is_a_gap_and_nothing_is_taken_from_it() {
        let reading = read_in(Some("fr"), " Le pont a coûté 4 millions, a dit Mme Arnal le 4 mai 2023.\n");
        let gap = &reading.gaps[0];
        assert_eq!((gap.why, reading.printed(gap.at).len()), (UNREAD_LANGUAGE, reading.document.text.len() - 2));
        assert!(reading.times.is_empty() && reading.amounts.is_empty() && reading.mentions.is_empty());
    }

    #[test]
    #[should_panic(expected = "the model is asked")]
    fn a_text_whose_language_cannot_be_told_is_read() {
        read_in(None, "The bridge cost 4 million, Ms Arnal said.");
    }
}
