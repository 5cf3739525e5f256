//! The record of a pile that is too large to be in memory: what all its documents share is found by outlines of them, then
//! story after story is read again and reconciled by itself.

mod outline;
mod part;
mod places;

use super::judged::{self, Judgement};
use super::provenance::{self, Provenance};
use super::stories;
use super::{Entity, Place, Record, Report, names, names_of, place_of};
use crate::facts::Facts;
use crate::reading::Syntax;
pub use outline::{Outline, is_judged};
use std::collections::{BTreeMap, BTreeSet};

/// Up to so many documents all are held against all; in a larger pile the facts of a story are held against each other.
pub const WHOLE: usize = 5_000;

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
    /// Of each story what its entries are called after.
    names: Vec<String>,
}

impl Pile {
    /// The order in which the outlines come makes no difference.
    pub fn of(mut outlines: Vec<Outline>, judgements: &[Judgement]) -> Pile {
        outlines.sort_by(|a, b| place_of(&a.report).cmp(&place_of(&b.report)));
        let (mut reports, mut named, mut keys) = (vec![], vec![], vec![]);
        let (mut sketches, mut traces, mut words) = (vec![], vec![], vec![]);
        for outline in outlines {
            reports.push(outline.report);
            named.push(outline.named);
            sketches.push(outline.sketch);
            traces.push(outline.trace);
            words.push(outline.words);
            keys.push(outline.key);
        }
        let places = stories::find_sketched(&reports, sketches, &|doc| places::unpacked(&words[doc]));
        drop(words);
        let provenance = provenance::of_traced(&reports, &places, &traces);
        drop(traces);
        reports.iter_mut().zip(named).for_each(|(report, named)| outline::unpack_names(report, named.as_deref()));
        let judged = judged::bind(judgements, &mut reports);
        let (mut entities, entity_of, mut looked) = names_of(&reports, &judged);
        name_entities(&mut entities, &mut looked, &reports);
        reports.iter_mut().for_each(forget);
        let stories = by_story(&places);
        let names = name_stories(&stories, &reports);
        let record = Record { reports, places, entities, entries: vec![], conflicts: vec![], names: looked, judged };
        let documents = keys.iter().enumerate().map(|(doc, key)| (*key, doc)).collect();
        Pile { record, provenance, keys, documents, entity_of, stories, names }
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

/// A story is called after its first document, so that its entries keep their names when other stories come.
fn name_stories(stories: &[Vec<usize>], reports: &[Report]) -> Vec<String> {
    let mut called = Called::default();
    let first = |docs: &Vec<usize>| docs.first().map_or("", |doc| reports[*doc].reading.document.id.as_str());
    stories.iter().map(|docs| called.after(first(docs))).collect()
}

/// A person, organisation or place is called after the first characters that name it, for the same reason.
fn name_entities(entities: &mut [Entity], looked: &mut [names::Looked], reports: &[Report]) {
    let mut called = Called::default();
    let mut new: BTreeMap<String, String> = BTreeMap::new();
    for entity in entities {
        let first = entity.reports.first().and_then(|cite| Some((cite.doc, cite.at.first()?)));
        let (doc, at) = first.map_or(("", 0), |(doc, at)| (reports[doc].reading.document.id.as_str(), at.start));
        let id = format!("entities-{}", called.after(&format!("{doc} {at}")));
        let before = std::mem::replace(&mut entity.id, id);
        new.insert(before, entity.id.clone());
    }
    for id in looked.iter_mut().flat_map(|looked| &mut looked.entities) {
        if let Some(known) = new.get(id) {
            *id = known.clone();
        }
    }
}

/// Names that are short hashes, each given once.
#[derive(Default)]
struct Called(BTreeSet<u64>);

impl Called {
    fn after(&mut self, words: &str) -> String {
        let mut hash = stories::hash(words.as_bytes()) >> SHORT;
        while !self.0.insert(hash) {
            hash = stories::hash(&hash.to_le_bytes()) >> SHORT;
        }
        format!("{hash:012x}")
    }
}

/// Of a hash 48 bits stay.
const SHORT: u32 = 16;
