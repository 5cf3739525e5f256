//! Pairs of names that were looked at: the same, different or unsure, each with its reason.

use super::groups::plain;
use super::{Looked, Named};
use crate::reading::names::Class;
use crate::record::Entity;
use crate::value::who::{self, Verdict};
use std::collections::{BTreeMap, HashMap};

/// Two names by their numbers, and what their comparison said.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Seen {
    pub a: usize,
    pub b: usize,
    pub verdict: Verdict,
    pub why: &'static str,
    pub score: f64,
}

/// Surnames with the same consonants that are compared each with each.
const LARGEST_BLOCK: usize = 60;

/// One for each pair of entities, that of the most alike names; what the record keeps apart is never called the same.
pub fn told(named: &[Named], seen: &[Seen], entities: &[Entity], entity_of: &[Vec<usize>]) -> Vec<Looked> {
    let entity = |i: usize| named[i].members.first().map(|(doc, local)| entity_of[*doc][*local]);
    let mut best: BTreeMap<(usize, usize, &str, &str), Looked> = BTreeMap::new();
    for s in seen {
        let (Some(x), Some(y)) = (entity(s.a), entity(s.b)) else { continue };
        let (a, b, x, y) = if x <= y { (s.a, s.b, x, y) } else { (s.b, s.a, y, x) };
        let verdict = match s.verdict {
            _ if x == y => Verdict::Same,
            Verdict::Different => Verdict::Different,
            _ => Verdict::Unsure,
        };
        // Inside one entity each pair of names is told, between two the most alike pair.
        let names = if x == y { (named[a].name.as_str(), named[b].name.as_str()) } else { ("", "") };
        let found = Looked {
            entities: [entities[x].id.clone(), entities[y].id.clone()],
            names: [named[a].name.clone(), named[b].name.clone()],
            verdict,
            why: s.why,
            score: s.score,
        };
        let rank = |l: &Looked| (l.verdict == Verdict::Unsure, (l.score * 1000.0) as u32);
        let known = best.entry((x, y, names.0, names.1)).or_insert_with(|| found.clone());
        if rank(&found) > rank(known) {
            *known = found;
        }
    }
    best.into_values().collect()
}

/// Names that are spelled nearly alike, or stand for things of two classes: offered, never merged.
pub fn spelled_alike(named: &[Named]) -> Vec<Seen> {
    let mut out = vec![];
    let mut by_consonants: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut others: HashMap<String, usize> = HashMap::new();
    for (i, n) in named.iter().enumerate().rev() {
        match n.class {
            Class::Person => by_consonants.entry(consonants(&last(n))).or_default().push(i),
            Class::Organisation | Class::Place => {
                others.insert(plain(&n.name), i);
            }
            _ => {}
        }
    }
    for block in by_consonants.values().filter(|b| b.len() > 1 && b.len() <= LARGEST_BLOCK) {
        for (n, a) in block.iter().enumerate() {
            out.extend(block[n + 1..].iter().filter_map(|b| surname(named, *a, *b)));
        }
    }
    for (i, n) in named.iter().enumerate().filter(|(_, n)| n.class == Class::Person) {
        let known = others.get(&last(n)).filter(|_| last(n).len() > SHORTEST);
        out.extend(known.map(|j| Seen { a: i, b: *j, verdict: Verdict::Unsure, why: "two-classes", score: 0.5 }));
    }
    out
}

/// A shorter word is too many things.
const SHORTEST: usize = 3;

/// A surname alone beside one of nearly the same letters.
fn surname(named: &[Named], a: usize, b: usize) -> Option<Seen> {
    let is_alone = |i: usize| super::groups::is_alone(&named[i].name);
    let (x, y) = (last(&named[a]), last(&named[b]));
    if x == y || !(is_alone(a) || is_alone(b)) || x.len().min(y.len()) <= SHORTEST {
        return None;
    }
    let found = who::compare(&x, &y);
    (found.verdict == Verdict::Same).then_some(Seen {
        a,
        b,
        verdict: Verdict::Unsure,
        why: "spelled-alike",
        score: found.score,
    })
}

pub fn last(named: &Named) -> String {
    let folded = plain(&named.name);
    folded.rsplit(' ').next().unwrap_or("").to_string()
}

fn consonants(word: &str) -> String {
    who::sound(word).chars().filter(|c| !"aeiou".contains(*c)).take(4).collect()
}
