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
    /// Text, names and credits; no grammar, and no facts but offices.
    pub(super) report: Report,
    pub(super) sketch: Sketch,
    pub(super) trace: Trace,
    /// Where its words stand.
    pub(super) words: Box<[u8]>,
    /// By which whoever made the outline finds the document again.
    pub(super) key: usize,
}

/// What is kept of a document beside its grammar; of debris only the place is asked.
type Seen = (Document, Vec<Span>, Vec<Credit>, Vec<Entity>, Vec<Mention>, Vec<Relation>);
/// What it is compared by with all others.
type Compared = (Sketch, Trace, Box<[u8]>);

impl Outline {
    /// What people have judged is bound to the words of a document: those that are judged stay as they are.
    pub fn of(report: Report, key: usize, judgements: &[Judgement]) -> Outline {
        let (sketch, trace) = (stories::sketch(&report), Trace::of(&report));
        let words = places::packed(&stories::word_places(&report.reading));
        let report = if is_judged(&report.reading.document.id, judgements) { report } else { without_grammar(report) };
        Outline { report, sketch, trace, words, key }
    }

    /// The outline without its text as bytes, which `unpacked` of the same program reads. Not for judged documents.
    pub fn packed(&self) -> Vec<u8> {
        let Report { reading, facts } = &self.report;
        let document = Document { text: String::new(), ..reading.document.clone() };
        let debris: Vec<Span> = reading.debris.iter().map(|debris| debris.at).collect();
        let seen = (&document, &debris, &reading.credits, &reading.entities, &reading.mentions, &facts.relations);
        let compared = (&self.sketch, &self.trace, &self.words);
        postcard::to_stdvec(&(seen, compared)).unwrap_or_default()
    }

    /// `None` where these are not the bytes of an outline.
    pub fn unpacked(bytes: &[u8], text: String, key: usize) -> Option<Outline> {
        let (seen, (sketch, trace, words)): (Seen, Compared) = postcard::from_bytes(bytes).ok()?;
        let (document, debris, credits, entities, mentions, relations) = seen;
        let debris = debris.into_iter().map(|at| Debris { at, why: "" }).collect();
        let document = Document { text, ..document };
        let reading = Reading { debris, credits, entities, mentions, ..Reading::of(document) };
        let facts = Facts { relations, ..Facts::default() };
        Some(Outline { report: Report { reading, facts }, sketch, trace, words, key })
    }
}

/// Whether somebody has judged something that this document says.
pub fn is_judged(document: &str, judgements: &[Judgement]) -> bool {
    judgements.iter().any(|judgement| judgement.is_about(document))
}

fn without_grammar(report: Report) -> Report {
    let Report { reading, facts } = report;
    let mut mentions = reading.mentions;
    mentions.shrink_to_fit();
    let reading = Reading {
        document: reading.document,
        debris: reading.debris,
        credits: reading.credits,
        entities: reading.entities,
        mentions,
        ..Reading::of(Default::default())
    };
    Report { reading, facts: Facts { relations: facts.relations, ..Facts::default() } }
}
