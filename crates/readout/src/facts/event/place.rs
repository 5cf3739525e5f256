//! Where an event was, and which rank an occasion has.

use super::clause;
use super::frames::Found;
use super::who;
use super::words::Words;
use crate::document::Span;
use crate::reading::{Class, Reading};

/// The first place behind a preposition of place, in the phrase of the noun or the clause of the verb.
pub fn place(reading: &Reading, words: &Words, found: &Found) -> Option<(String, Span)> {
    let syntax = &reading.syntax;
    let mut behind = clause::noun_prepositions(syntax, found.token);
    if let Some(verb) = found.verb.filter(|_| found.asserted) {
        behind.extend(clause::of(syntax, verb).prepositions);
    }
    let slots = behind.into_iter().filter(|(p, _)| words.near.places.contains(p));
    slots.into_iter().find_map(|(_, t)| {
        let mention = who::mention_at(reading, t)?;
        let is_place = matches!(mention.class, Class::Place | Class::Country);
        is_place.then(|| (name(reading, mention), mention.at))
    })
}

fn name(reading: &Reading, mention: &crate::reading::Mention) -> String {
    let known = mention.entity.and_then(|e| reading.entities.get(e)).map(|e| e.name.clone());
    known.unwrap_or_else(|| reading.printed(mention.at).to_string())
}

/// "second state visit": the noun with the words before it that give its rank and count.
pub fn rank(reading: &Reading, words: &Words, found: &Found) -> Option<(String, Span)> {
    if !found.nominal {
        return None;
    }
    let syntax = &reading.syntax;
    let mut before = syntax.children(found.token).iter().copied().filter(|c| *c < found.token);
    let first = before.find(|c| words.rank.words.contains(&syntax.tokens[*c].lower))?;
    // An ordinal before the rank counts it.
    let counts = |c: usize| syntax.tokens[c].morph.contains("NumType=Ord") && syntax.tokens[c].head == found.token;
    let first = (0..first).rev().take(1).find(|c| counts(*c)).unwrap_or(first);
    let at = syntax.span(first..found.token + 1);
    Some((reading.printed(at).to_lowercase(), at))
}
