//! One person, organisation or place under all its names over all documents; different ones kept apart.
//!
//! Countries and other listed names are the same by the list. People and organisations are the same when their names are
//! by `value::who`, and nobody who is surely another would come in with them. A surname alone is the person of that
//! surname only where the record knows one, and both texts speak of the same things. What is unsure is not merged.

mod classes;
mod evidence;
mod groups;
mod looked;

use super::judged::{Bound, Mark};
use super::{Cite, Entity, Report};
use crate::reading::names::{Class, Form};
use crate::value::who::Verdict;
use groups::Groups;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// An entity of one document, or several that bear exactly the same name.
#[derive(Clone, Debug)]
struct Named {
    class: Class,
    name: String,
    /// The same for all names of one listed thing.
    listed: Option<String>,
    variants: BTreeSet<String>,
    /// What people have judged about it.
    marks: Vec<Mark>,
    /// Document and number in it.
    members: Vec<(usize, usize)>,
}

/// A pair of names that was looked at: what came of it, and why.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Looked {
    /// Ids of the entities; one and the same where the names were found to be one.
    pub entities: [String; 2],
    pub names: [String; 2],
    pub verdict: Verdict,
    /// Key of the reason.
    pub why: &'static str,
    pub score: f64,
}

/// The entities of the record, for each document which of them its own entities are, and the pairs that were looked at.
pub fn merge(reports: &[Report], judged: &Bound) -> (Vec<Entity>, Vec<Vec<usize>>, Vec<Looked>) {
    let named = by_name(reports, judged);
    let (groups, seen) = groups::group(&named, reports, judged);
    let mut entities: Vec<(Entity, Vec<(usize, usize)>)> =
        groups.lists().into_iter().map(|list| entity(reports, judged, &named, &list)).collect();
    entities.sort_by(|(a, of_a), (b, of_b)| (&a.reports, of_a).cmp(&(&b.reports, of_b)));
    let mut entity_of: Vec<Vec<usize>> = reports.iter().map(|r| vec![0; r.reading.entities.len()]).collect();
    for (i, (entity, members)) in entities.iter_mut().enumerate() {
        entity.id = format!("entities-{}", i + 1);
        members.iter().for_each(|(doc, local)| entity_of[*doc][*local] = i);
    }
    let entities: Vec<Entity> = entities.into_iter().map(|(e, _)| e).collect();
    let looked = looked::told(&named, &seen, &entities, &entity_of);
    (entities, entity_of, looked)
}

/// What bears the same name in several documents, in one; a surname alone stays by document.
fn by_name(reports: &[Report], judged: &Bound) -> Vec<Named> {
    let mut out: BTreeMap<(Class, String, usize, Vec<Mark>), Named> = BTreeMap::new();
    let settled = classes::settle(reports);
    for (doc, report) in reports.iter().enumerate() {
        for (local, entity) in report.reading.entities.iter().enumerate() {
            let listed = crate::reading::names::listed_key(report.reading.language(), &entity.name, entity.class);
            let class = if listed.is_some() { entity.class } else { settled.class(entity) };
            let alone = class == Class::Person && groups::is_alone(&entity.name);
            let key = listed.clone().unwrap_or_else(|| groups::plain(&entity.name));
            let apart = if alone { doc + 1 } else { 0 };
            let marks = judged.entity(doc, local).to_vec();
            let named = out.entry((class, key, apart, marks.clone())).or_insert_with(|| Named {
                marks,
                class,
                name: entity.name.clone(),
                listed,
                variants: BTreeSet::new(),
                members: vec![],
            });
            named.variants.insert(entity.name.clone());
            named.members.push((doc, local));
        }
    }
    let mut out: Vec<Named> = out.into_values().collect();
    add_variants(reports, &mut out);
    out
}

fn add_variants(reports: &[Report], named: &mut [Named]) {
    let mut of: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for (i, n) in named.iter().enumerate() {
        of.extend(n.members.iter().map(|m| (*m, i)));
    }
    for (doc, report) in reports.iter().enumerate() {
        for mention in report.reading.mentions.iter().filter(|m| m.form == Form::Name) {
            let Some(i) = mention.entity.and_then(|local| of.get(&(doc, local))) else { continue };
            named[*i].variants.insert(report.reading.printed(mention.at).to_string());
        }
    }
}

fn entity(reports: &[Report], judged: &Bound, named: &[Named], list: &[usize]) -> (Entity, Vec<(usize, usize)>) {
    let mut members: Vec<(usize, usize)> = list.iter().flat_map(|i| named[*i].members.iter().copied()).collect();
    members.sort();
    let variants: BTreeSet<String> = list.iter().flat_map(|i| named[*i].variants.iter().cloned()).collect();
    let first = &named[list[0]];
    let marks: Vec<Mark> = list.iter().flat_map(|i| named[*i].marks.iter().copied()).collect();
    let given = judged.name(&marks).map(str::to_string);
    let entity = Entity {
        id: String::new(),
        class: first.class,
        name: given.unwrap_or_else(|| name_of(named, list)),
        variants: variants.into_iter().collect(),
        offices: vec![],
        reports: cites(reports, &members),
    };
    (entity, members)
}

/// The fullest name, of several as full the one in most documents, then the first in the alphabet.
fn name_of(named: &[Named], list: &[usize]) -> String {
    let rank = |n: &Named| (n.listed.is_none().then(|| n.name.split(' ').count()), n.members.len());
    let best = list.iter().map(|i| &named[*i]).max_by(|a, b| rank(a).cmp(&rank(b)).then(b.name.cmp(&a.name)));
    best.map(|n| n.name.clone()).unwrap_or_default()
}

/// One cite for each document, with all mentions in it.
fn cites(reports: &[Report], members: &[(usize, usize)]) -> Vec<Cite> {
    let mut out: BTreeMap<usize, Cite> = BTreeMap::new();
    for (doc, local) in members {
        let reading = &reports[*doc].reading;
        let cite = out.entry(*doc).or_insert_with(|| Cite { doc: *doc, id: String::new(), at: vec![] });
        cite.at.extend(reading.mentions.iter().filter(|m| m.entity == Some(*local)).map(|m| m.at));
        if cite.at.is_empty() {
            cite.at.push(reading.entities[*local].name_at);
        }
    }
    out.into_values()
        .map(|mut cite| {
            cite.at.sort();
            cite.at.dedup();
            cite
        })
        .collect()
}

impl Groups {
    /// The members of every group, in order.
    fn lists(mut self) -> Vec<Vec<usize>> {
        let mut out: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for i in 0..self.len() {
            out.entry(self.find(i)).or_default().push(i);
        }
        out.into_values().collect()
    }
}
