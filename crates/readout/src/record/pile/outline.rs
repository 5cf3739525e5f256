//! What stays in memory of a document of a large pile, and how it is kept between runs.

use super::places;
use crate::document::{Document, Span};
use crate::facts::relation::Relation;
use crate::facts::{Facts, Report};
use crate::reading::{Credit, Debris, Entity, Mention, Reading};
use crate::record::judged::Judgement;
use crate::record::provenance::Trace;
use crate::record::stories::{self, Sketch};

#[derive(Debug)]
pub struct Outline {
    /// Text and credits; of a judged document all that was read.
    pub(super) report: Report,
    /// Whom it names and what offices it tells, packed until they are asked for.
    pub(super) named: Option<Box<[u8]>>,
    pub(super) sketch: Sketch,
    pub(super) trace: Trace,
    /// Where its words stand.
    pub(super) words: Box<[u8]>,
    /// By which whoever made the outline finds the document again.
    pub(super) key: usize,
}

/// Entities, mentions and offices of a document.
type Named = (Vec<Entity>, Vec<Mention>, Vec<Relation>);
/// What is kept of a document between runs; of debris only the place is asked.
type Kept = (Document, Vec<Span>, Vec<Credit>, Box<[u8]>, Sketch, Trace, Box<[u8]>);

impl Outline {
    /// What people have judged is bound to the words of a document: those that are judged stay as they are.
    pub fn of(report: Report, key: usize, judgements: &[Judgement]) -> Outline {
        let (sketch, trace) = (stories::sketch(&report), Trace::of(&report));
        let words = places::packed(&stories::word_places(&report.reading));
        let is_judged = is_judged(&report.reading.document.id, judgements);
        let (report, named) = if is_judged { (report, None) } else { without_grammar(report) };
        Outline { report, named, sketch, trace, words, key }
    }

    /// The outline without its text as bytes, which `unpacked` of the same program reads. Not for judged documents.
    pub fn packed(&self) -> Vec<u8> {
        let reading = &self.report.reading;
        let document = Document { text: String::new(), ..reading.document.clone() };
        let debris: Vec<Span> = reading.debris.iter().map(|debris| debris.at).collect();
        let named = self.named.as_deref().unwrap_or_default();
        let kept = (&document, &debris, &reading.credits, named, &self.sketch, &self.trace, &self.words);
        postcard::to_stdvec(&kept).unwrap_or_default()
    }

    /// `None` where these are not the bytes of an outline.
    pub fn unpacked(bytes: &[u8], text: String, key: usize) -> Option<Outline> {
        let (document, debris, credits, named, sketch, trace, words): Kept = postcard::from_bytes(bytes).ok()?;
        let debris = debris.into_iter().map(|at| Debris { at, why: "" }).collect();
        let reading = Reading { debris, credits, ..Reading::of(Document { text, ..document }) };
        let report = Report { reading, facts: Facts::default() };
        Some(Outline { report, named: Some(named), sketch, trace, words, key })
    }
}

/// Whether somebody has judged something that this document says.
pub fn is_judged(document: &str, judgements: &[Judgement]) -> bool {
    judgements.iter().any(|judgement| judgement.is_about(document))
}

/// The report without grammar and facts, and apart from it whom it names, packed.
fn without_grammar(report: Report) -> (Report, Option<Box<[u8]>>) {
    let Report { reading: Reading { document, debris, credits, entities, mut mentions, .. }, facts } = report;
    // Nobody asks for a mention of somebody who is not known.
    mentions.retain(|mention| mention.entity.is_some());
    let named = postcard::to_stdvec(&(&entities, &mentions, &facts.relations)).unwrap_or_default();
    let reading = Reading { debris, credits, ..Reading::of(document) };
    (Report { reading, facts: Facts::default() }, Some(named.into()))
}

/// Puts back whom a document names and what offices it tells.
pub fn unpack_names(report: &mut Report, named: Option<&[u8]>) {
    let unpacked = named.and_then(|bytes| postcard::from_bytes::<Named>(bytes).ok());
    if let Some((entities, mentions, relations)) = unpacked {
        (report.reading.entities, report.reading.mentions, report.facts.relations) = (entities, mentions, relations);
    }
}
