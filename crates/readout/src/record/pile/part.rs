//! The part of the record that one story gives: it hangs on nothing but what `stamp` counts, so that whoever keeps it needs
//! to make it again only where the stamp is another.

use super::Pile;
use crate::reading::Reading;
use crate::record::cites::Cites;
use crate::record::judged::{self, Judgement};
use crate::record::provenance::Provenance;
use crate::record::{Context, Entity, Place, Record, Report, told};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// What a story takes from the pile beside its documents.
#[derive(Debug)]
struct Shared {
    places: Vec<Place>,
    /// The entities that its documents name, in the order of the pile, called by their place among them.
    entities: Vec<Entity>,
    entity_of: Vec<Vec<usize>>,
    provenance: Provenance,
    judgements: Vec<Judgement>,
}

impl Pile {
    /// What the reports of one story say together; these are its documents, read again, in the order of `stories`.
    pub fn part(&self, story: usize, mut reports: Vec<Report>) -> (Record, Provenance) {
        let Shared { places, entities, entity_of, provenance, judgements } = self.shared(story);
        let judged = judged::bind(&judgements, &mut reports);
        let readings: Vec<&Reading> = reports.iter().map(|r| &r.reading).collect();
        let cites = Cites::of(&readings);
        let context = Context {
            readings: &readings,
            places: &places,
            entities: &entities,
            entity_of: &entity_of,
            judged: &judged,
            cites: &cites,
        };
        let (mut entries, mut conflicts) = told(&reports, &context);
        let name = &self.names[story];
        entries.iter_mut().for_each(|entry| entry.id = of_story(&entry.id, name));
        conflicts.iter_mut().flat_map(|c| &mut c.entries).for_each(|id| *id = of_story(id, name));
        (Record { reports, places, entities: vec![], entries, conflicts, names: vec![], judged }, provenance)
    }

    /// Everything that a story's part hangs on, as a hash; `document` answers what stands for the document of a key, its
    /// text and the grammar that is kept of it.
    pub fn stamp(&self, story: usize, document: &dyn Fn(usize) -> [u8; 32]) -> [u8; 32] {
        let shared = self.shared(story);
        let mut hash = Sha256::new();
        hash.update(format!("{} {} {shared:?}", crate::RULES, self.names[story]));
        for doc in &self.stories[story] {
            hash.update(format!("{:?}", self.record.reports[*doc].reading.document.id));
            hash.update(document(self.keys[*doc]));
        }
        hash.finalize().into()
    }

    fn shared(&self, story: usize) -> Shared {
        let docs = &self.stories[story];
        let here = docs.iter().flat_map(|doc| self.entity_of[*doc].iter().copied());
        let here: BTreeSet<usize> = here.collect();
        let number: BTreeMap<usize, usize> = here.iter().enumerate().map(|(i, entity)| (*entity, i)).collect();
        let local = |doc: &usize| self.entity_of[*doc].iter().map(|entity| number[entity]).collect();
        let place = |doc: &usize| Place { story: 0, copies: vec![], ..self.record.places[*doc].clone() };
        Shared {
            places: docs.iter().map(place).collect(),
            entities: here.iter().enumerate().map(|(i, entity)| called(&self.record.entities[*entity], i)).collect(),
            entity_of: docs.iter().map(local).collect(),
            provenance: self.provenance.part(docs),
            judgements: self.judgements_about(docs),
        }
    }

    fn judgements_about(&self, docs: &[usize]) -> Vec<Judgement> {
        let id = |doc: &usize| &self.record.reports[*doc].reading.document.id;
        let is_here = |j: &&Judgement| docs.iter().any(|doc| j.is_about(id(doc)));
        self.record.judged.judgements.iter().filter(is_here).cloned().collect()
    }
}

/// What a room may ask of an entity; who else names it is nothing to a story.
fn called(entity: &Entity, number: usize) -> Entity {
    Entity {
        id: format!("entities-{}", number + 1),
        class: entity.class,
        name: entity.name.clone(),
        variants: vec![],
        offices: vec![],
        reports: vec![],
    }
}

/// "figures-12" of a story is "figures-5f3c09d1a2b4-12".
fn of_story(id: &str, story: &str) -> String {
    match id.rsplit_once('-') {
        Some((kind, number)) => format!("{kind}-{story}-{number}"),
        None => id.to_string(),
    }
}
