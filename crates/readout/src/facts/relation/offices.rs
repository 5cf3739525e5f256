//! Offices that stand beside a name ("Energy Minister X", "X, head of Y") or take it up again ("the Kazakh leader").

use super::words::{WORDS, Words};
use super::{HELD, HOLDS, Office, Relation};
use crate::reading::{Reading, names};

pub fn find(reading: &Reading) -> Vec<Relation> {
    let words = WORDS.of(reading.language());
    let people = reading.entities.iter().enumerate();
    let all = people.flat_map(|(person, entity)| entity.offices.iter().map(move |o| (person, o)));
    all.filter(|(_, o)| words.is_office(&o.noun, !o.of.is_empty()))
        .flat_map(|(person, o)| told(person, o, words))
        .collect()
}

/// An office held in several things is one in each: "the president of A and B".
fn told(person: usize, office: &names::Office, words: &Words) -> Vec<Relation> {
    let relation = relation(office, words);
    let one = |object: Option<usize>| Relation {
        subject: person,
        relation: relation.clone(),
        office: Some(Office { title: office.title.clone(), leading: office.leading, joined: office.joined.clone() }),
        object,
        from: None,
        to: None,
        at: vec![office.at],
    };
    if office.of.is_empty() {
        return vec![one(None)];
    }
    // "the Kenyan ambassador to France": what comes first has the office.
    office.of[..1].iter().map(|o| one(Some(*o))).collect()
}

fn relation(office: &names::Office, words: &Words) -> String {
    if office.past {
        return HELD.into();
    }
    let by_title = words.relation_of(&office.title).filter(|_| !office.of.is_empty());
    by_title.map_or_else(|| HOLDS.to_string(), |r| r.to_string())
}
