//! All relations of a text: each way of telling one asked in turn, then those that say the same put together.

use super::words::{WORDS, Words};
use super::{HELD, HOLDS, Relation, changes, members, nouns, offices, verbs};
use crate::reading::Reading;
use crate::words::has;
use std::collections::BTreeMap;

pub fn find(reading: &Reading) -> Vec<Relation> {
    let mut found = offices::find(reading);
    found.extend(nouns::find(reading));
    found.extend(members::find(reading));
    found.extend(verbs::find(reading));
    found.extend(changes::find(reading));
    found.sort_by(|a, b| a.at.cmp(&b.at));
    let mut out = with_fuller(WORDS.of(reading.language()), together(found));
    changes::add_tenure(reading, &mut out);
    out.sort_by(|a, b| a.at.cmp(&b.at));
    out
}

/// One relation for all places that tell the same.
fn together(found: Vec<Relation>) -> Vec<Relation> {
    let mut out: Vec<Relation> = vec![];
    let mut places: BTreeMap<(usize, String, String, Option<usize>), usize> = BTreeMap::new();
    for relation in found {
        let title = relation.office.as_ref().map_or(String::new(), |o| o.title.to_lowercase());
        let key = (relation.subject, relation.relation.clone(), title, relation.object);
        match places.get(&key) {
            Some(place) => add(&mut out[*place], relation),
            None => {
                places.insert(key, out.len());
                out.push(relation);
            }
        }
    }
    out
}

fn add(known: &mut Relation, other: Relation) {
    known.at.extend(other.at);
    known.at.sort();
    known.at.dedup();
    known.from = known.from.take().or(other.from);
    known.to = known.to.take().or(other.to);
}

/// "President X" tells no more than "X, the President of Osmeria": it goes with it.
fn with_fuller(words: &Words, found: Vec<Relation>) -> Vec<Relation> {
    let is_office = |r: &Relation| r.relation == HOLDS || r.relation == HELD;
    let last = |r: &Relation| r.office.as_ref().map_or(String::new(), |o| o.title.to_lowercase());
    // "minister", "minister of foreign relations".
    let begins = |long: &str, short: &str| {
        let rest = long.strip_prefix(short).filter(|rest| rest.starts_with(' '));
        rest.and_then(|r| r.split_whitespace().next()).is_some_and(|w| has(&words.prepositions.of, w))
    };
    let (bare, mut out): (Vec<Relation>, Vec<Relation>) =
        found.into_iter().partition(|r| is_office(r) && r.object.is_none());
    for relation in bare {
        let fuller = out.iter_mut().find(|f| {
            let (title, bare) = (last(f), last(&relation));
            let same = f.subject == relation.subject && f.relation == relation.relation;
            same && (ends_alike(&title, &bare) || begins(&title, &bare))
        });
        match fuller {
            Some(fuller) => add(fuller, relation),
            None => out.push(relation),
        }
    }
    out
}

/// One title is the end of the other: "minister", "energy minister".
pub fn ends_alike(a: &str, b: &str) -> bool {
    let is_end =
        |short: &str, long: &str| long == short || long.strip_suffix(short).is_some_and(|rest| rest.ends_with(' '));
    is_end(a, b) || is_end(b, a)
}
