//! Offices that stand beside a name ("Energy Minister X", "X, head of Y") or take it up again ("the Kazakh leader").

use super::words::{WORDS, Words};
use super::{HELD, HOLDS, Office, Relation};
use crate::reading::names::Class;
use crate::reading::roles::mention_at;
use crate::reading::together::side_of;
use crate::reading::{Reading, names};

pub fn find(reading: &Reading) -> Vec<Relation> {
    let words = WORDS.of(reading.language());
    let people = reading.entities.iter().enumerate();
    let all = people.flat_map(|(person, entity)| entity.offices.iter().map(move |o| (person, o)));
    all.filter(|(_, o)| words.is_office(&o.noun, !o.of.is_empty()) || words.is_post(&o.noun) && is_told(reading, o))
        .flat_map(|(person, o)| told(reading, person, o, words))
        .collect()
}

/// "the customs chief", "the fund's director": another noun tells of what.
fn is_told(reading: &Reading, office: &names::Office) -> bool {
    let syntax = &reading.syntax;
    syntax.tokens_in(office.at).any(|t| {
        let token = &syntax.tokens[t];
        token.is_noun() && token.lower != office.noun && token.lower_lemma() != office.noun
    })
}

/// "her foreign minister", where she is the president of Osmeria; "its director", where it is a bank.
fn of_owner(reading: &Reading, office: &names::Office, words: &Words) -> Option<usize> {
    let syntax = &reading.syntax;
    let first = syntax.tokens_in(office.at).next()?;
    let owner = Some(first).filter(|t| syntax.tokens[*t].pos == "PRON" && syntax.tokens[*t].dep == "poss")?;
    let owner = mention_at(reading, owner)?.entity?;
    let class = |e: usize| reading.entities.get(e).map(|e| e.class);
    match class(owner)? {
        Class::Organisation | Class::Country => Some(owner),
        Class::Person if words.is_of_state(&office.noun) => {
            side_of(reading, owner).filter(|c| class(*c) == Some(Class::Country))
        }
        _ => None,
    }
}

/// An office held in several things is one in each: "the president of A and B".
fn told(reading: &Reading, person: usize, office: &names::Office, words: &Words) -> Vec<Relation> {
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
        return vec![one(of_owner(reading, office, words).filter(|o| *o != person))];
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
