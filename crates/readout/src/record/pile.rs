//! The record of a pile that is too large to be in memory: what all its documents share is found by outlines of them, then
//! story after story is read again and reconciled by itself.

mod places;

use super::cites::Cites;
use super::judged::{self, Bound, Judgement};
use super::provenance::{self, Provenance, Trace};
use super::stories::{self, Sketch};
use super::{Context, Entity, Place, Record, Report, names, place_of, told};
use crate::facts::Facts;
use crate::reading::{Reading, Syntax};
use std::collections::BTreeMap;

/// Up to so many documents all are held against all; in a larger pile the facts of a story are held against each other.
pub const WHOLE: usize = 5_000;

/// What stays in memory of a document of a large pile.
#[derive(Debug)]
pub struct Outline {
    /// Text, names and credits; no grammar, and no facts but offices.
    report: Report,
    sketch: Sketch,
    trace: Trace,
    /// Where its words stand.
    words: Box<[u8]>,
    /// By which whoever made the outline finds the document again.
    key: usize,
}

impl Outline {
    /// What people have judged is bound to the words of a document: those that are judged stay as they are.
    pub fn of(report: Report, key: usize, judgements: &[Judgement]) -> Outline {
        let (sketch, trace) = (stories::sketch(&report), Trace::of(&report));
        let words = places::packed(&stories::word_places(&report.reading));
        let id = &report.reading.document.id;
        let is_judged = judgements.iter().any(|judgement| judgement.is_about(id));
        let report = if is_judged { report } else { without_grammar(report) };
        Outline { report, sketch, trace, words, key }
    }
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

/// A large pile: its documents by stories, its names and its sources.
#[derive(Debug)]
pub struct Pile {
    /// What all documents share; it has no entries.
    pub record: Record,
    pub provenance: Provenance,
    keys: Vec<usize>,
    /// Index of the document of each key.
    documents: BTreeMap<usize, usize>,
    entity_of: Vec<Vec<usize>>,
    stories: Vec<Vec<usize>>,
}

impl Pile {
    /// The order in which the outlines come makes no difference.
    pub fn of(mut outlines: Vec<Outline>, judgements: &[Judgement]) -> Pile {
        outlines.sort_by(|a, b| place_of(&a.report).cmp(&place_of(&b.report)));
        let (mut reports, mut sketches, mut traces, mut words, mut keys) = (vec![], vec![], vec![], vec![], vec![]);
        for outline in outlines {
            reports.push(outline.report);
            sketches.push(outline.sketch);
            traces.push(outline.trace);
            words.push(outline.words);
            keys.push(outline.key);
        }
        let places = stories::find_sketched(&reports, &sketches, &|doc| places::unpacked(&words[doc]));
        drop((sketches, words));
        let provenance = provenance::of_traced(&reports, &places, &traces);
        drop(traces);
        let judged = judged::bind(judgements, &mut reports);
        let (entities, entity_of, names) = names_of(&reports, &judged);
        reports.iter_mut().for_each(forget);
        let stories = by_story(&places);
        let record = Record { reports, places, entities, entries: vec![], conflicts: vec![], names, judged };
        let documents = keys.iter().enumerate().map(|(doc, key)| (*key, doc)).collect();
        Pile { record, provenance, keys, documents, entity_of, stories }
    }

    /// The keys of the documents of each story.
    pub fn stories(&self) -> Vec<Vec<usize>> {
        let keys = |docs: &Vec<usize>| docs.iter().map(|doc| self.keys[*doc]).collect();
        self.stories.iter().map(keys).collect()
    }

    /// The text of the document with this key.
    pub fn text(&self, key: usize) -> Option<&str> {
        let doc = self.documents.get(&key)?;
        Some(self.record.reports[*doc].reading.document.text.as_str())
    }

    /// What the reports of one story say together; these are its documents, read again, in the order of `stories`.
    pub fn part(&self, story: usize, mut reports: Vec<Report>) -> (Record, Provenance) {
        let docs = &self.stories[story];
        let judged = judged::bind(&self.judgements_about(&reports), &mut reports);
        let own = |doc: &usize| Place { copies: vec![], ..self.record.places[*doc].clone() };
        let places: Vec<Place> = docs.iter().map(own).collect();
        let entity_of: Vec<Vec<usize>> = docs.iter().map(|doc| self.entity_of[*doc].clone()).collect();
        let readings: Vec<&Reading> = reports.iter().map(|r| &r.reading).collect();
        let cites = Cites::of(&readings);
        let context = Context {
            readings: &readings,
            places: &places,
            entities: &self.record.entities,
            entity_of: &entity_of,
            judged: &judged,
            cites: &cites,
        };
        let (mut entries, mut conflicts) = told(&reports, &context);
        entries.iter_mut().for_each(|entry| entry.id = of_story(&entry.id, story));
        conflicts.iter_mut().flat_map(|c| &mut c.entries).for_each(|id| *id = of_story(id, story));
        let record = Record { reports, places, entities: vec![], entries, conflicts, names: vec![], judged };
        (record, self.provenance.part(docs))
    }

    fn judgements_about(&self, reports: &[Report]) -> Vec<Judgement> {
        let judgements = &self.record.judged.judgements;
        let is_here = |j: &&Judgement| reports.iter().any(|r| j.is_about(&r.reading.document.id));
        judgements.iter().filter(is_here).cloned().collect()
    }
}

fn names_of(reports: &[Report], judged: &Bound) -> (Vec<Entity>, Vec<Vec<usize>>, Vec<names::Looked>) {
    let (mut entities, entity_of, names) = names::merge(reports, judged);
    let offices = crate::facts::relation::offices_of(reports, &entities, &entity_of);
    entities.iter_mut().zip(offices).for_each(|(entity, held)| entity.offices = held);
    (entities, entity_of, names)
}

/// What is asked of a document no more when its names are known.
fn forget(report: &mut Report) {
    report.facts = Facts::default();
    let reading = &mut report.reading;
    (reading.debris, reading.credits, reading.entities, reading.mentions) = (vec![], vec![], vec![], vec![]);
    reading.syntax = Syntax::default();
}

fn by_story(places: &[Place]) -> Vec<Vec<usize>> {
    let count = places.iter().map(|place| place.story + 1).max().unwrap_or_default();
    let mut out = vec![vec![]; count];
    places.iter().enumerate().for_each(|(doc, place)| out[place.story].push(doc));
    out
}

/// "figures-12" of the third story is "figures-3-12".
fn of_story(id: &str, story: usize) -> String {
    match id.rsplit_once('-') {
        Some((kind, number)) => format!("{kind}-{}-{number}", story + 1),
        None => id.to_string(),
    }
}
