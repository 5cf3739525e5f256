//! What a name names, where the documents see it differently: one document may show too little to tell a town from a surname.

use super::Report;
use super::groups::{is_alone, plain};
use crate::reading::names::{Class, Entity, Form};
use std::collections::{BTreeMap, BTreeSet};

/// The class of every name that some documents take for one thing and some for another.
#[derive(Debug)]
pub struct Settled(BTreeMap<String, Class>);

impl Settled {
    pub fn class(&self, entity: &Entity) -> Class {
        if !is_open(entity) {
            return entity.class;
        }
        self.0.get(&plain(&entity.name)).copied().unwrap_or(entity.class)
    }
}

/// Names by what most documents take them for. A surname of somebody whom the documents name in full stays a person's.
pub fn settle(reports: &[Report]) -> Settled {
    let entities = || reports.iter().flat_map(|r| r.reading.entities.iter());
    let full = entities().filter(|e| e.class == Class::Person && !is_alone(&e.name));
    let surnames: BTreeSet<String> =
        full.filter_map(|e| plain(&e.name).rsplit(' ').next().map(str::to_string)).collect();
    let mut seen: BTreeMap<String, BTreeMap<Class, usize>> = BTreeMap::new();
    for entity in entities().filter(|e| is_open(e)) {
        *seen.entry(plain(&entity.name)).or_default().entry(entity.class).or_default() += 1;
    }
    seen.retain(|name, classes| classes.len() > 1 && !surnames.contains(name));
    let called = called_again(reports);
    let settled = seen.into_iter().map(|(name, classes)| {
        let most = most(&classes, called.contains(&name));
        (name, most)
    });
    Settled(settled.collect())
}

/// Names of people whom a document calls "she" or "Ms Orsin" further on.
fn called_again(reports: &[Report]) -> BTreeSet<String> {
    let again = |r: &Report| {
        let called = r.reading.mentions.iter().filter(|m| m.class == Class::Person && m.form != Form::Name);
        let people = called.filter_map(|m| r.reading.entities.get(m.entity?));
        people.map(|e| plain(&e.name)).collect::<Vec<_>>()
    };
    reports.iter().flat_map(again).collect()
}

/// What other documents may know better: anything but somebody whose office the text tells.
fn is_open(entity: &Entity) -> bool {
    match entity.class {
        Class::Person => entity.offices.is_empty(),
        Class::Organisation | Class::Place | Class::Country => true,
        _ => false,
    }
}

/// A country is shown by its adjective or its parliament, which a text need not have; otherwise most documents count.
/// Where as many say one thing as another, it is nobody's name, unless a text calls somebody so again.
fn most(classes: &BTreeMap<Class, usize>, called: bool) -> Class {
    if classes.contains_key(&Class::Country) {
        return Class::Country;
    }
    let rank = |class: &Class, documents: usize| (documents, (*class == Class::Person) == called);
    let best = classes.iter().max_by_key(|(class, documents)| rank(class, **documents));
    best.map_or(Class::Person, |(class, _)| *class)
}
