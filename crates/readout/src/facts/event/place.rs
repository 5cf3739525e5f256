//! Where an event was, which rank an occasion has, and which one of its kind it is.

use super::Participant;
use super::clause;
use super::frames::Found;
use super::who;
use super::words::Words;
use crate::document::Span;
use crate::reading::{Class, Reading};
use crate::value::when::{LEAP_YEAR, first_day, in_year};

/// The first place behind a preposition of place, in the phrase of the noun or the clause of the verb.
pub fn place(reading: &Reading, words: &Words, found: &Found) -> Option<(String, Span)> {
    let syntax = &reading.syntax;
    let mut behind = clause::noun_prepositions(syntax, found.token);
    if let Some(verb) = found.verb.filter(|_| found.asserted) {
        behind.extend(clause::of(syntax, verb).prepositions);
    }
    // "the forum, which was taking place in Oslo"
    if let Some(clause) = syntax.child(found.token, &["relcl", "acl"]).filter(|_| found.nominal) {
        behind.extend(clause::of(syntax, clause).prepositions);
    }
    // "met Tomas Reyl in Oslo": a name takes no place, whatever the parser hangs it on.
    let people = found.participants.iter().filter_map(|(_, w)| syntax.tokens_in(w.at).last());
    let names = people.filter(|t| syntax.tokens[*t].pos == "PROPN");
    behind.extend(names.flat_map(|t| clause::noun_prepositions(syntax, t)));
    let slots = behind.into_iter().filter(|(p, _)| words.near.places.contains(p)).map(|(_, t)| t);
    let behind: Vec<_> = slots.into_iter().filter_map(|t| who::mention_at(reading, t)).collect();
    let mut places = behind.iter().copied().filter(|m| matches!(m.class, Class::Place | Class::Country));
    // "in the Kremlin": an occasion takes place in an institution's house.
    let house = |m: &&crate::reading::Mention| m.class == Class::Organisation && found.kind.occasion;
    let mut houses = behind.iter().copied().filter(house);
    let before = syntax.children(found.token).iter().filter(|c| found.nominal && syntax.tokens[**c].dep == "compound");
    let mut towns = before.filter_map(|c| who::mention_at(reading, *c)).filter(|m| m.class == Class::Place);
    let place = places.next().or_else(|| towns.next()).or_else(|| houses.next())?;
    Some((name(reading, place), place.at))
}

/// "visited Karsenne": a town is where a visit leads, and nobody's host.
pub fn of_hosts(reading: &Reading, words: &Words, participants: &mut Vec<Participant>) -> Option<(String, Span)> {
    let is_town = |p: &Participant| {
        let class = p.who.entity.and_then(|e| reading.entities.get(e)).map(|e| e.class);
        p.role == words.near.inviter && class == Some(Class::Place)
    };
    let town = participants.iter().find(|p| is_town(p)).map(|p| (p.who.entity, p.who.at));
    // "visited the stricken village": nobody's host either.
    let somewhere = |p: &Participant| {
        let head = reading.syntax.tokens_in(p.who.at).next_back().map(|t| reading.syntax.lemma(t));
        p.role == words.near.inviter && p.who.entity.is_none() && head.is_some_and(|h| words.is_somewhere(&h))
    };
    participants.retain(|p| !is_town(p) && !somewhere(p));
    let (entity, at) = town?;
    let name = entity.and_then(|e| reading.entities.get(e)).map(|e| e.name.clone())?;
    Some((name, at))
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

/// 2 of "the second visit", 20 of "the 20th forum".
pub fn ordinal(reading: &Reading, words: &Words, found: &Found) -> Option<(u32, Span)> {
    let syntax = &reading.syntax;
    let counts = |c: &usize| {
        let token = &syntax.tokens[*c];
        let word = words.near.count.iter().position(|w| *w == token.lower).and_then(|i| u32::try_from(i + 1).ok());
        let digits = || token.lower.trim_end_matches(char::is_alphabetic).parse().ok();
        let ordinal = *c < found.token && matches!(token.dep.as_str(), "amod" | "nummod" | "compound");
        word.or_else(|| (token.tag == "JJ").then(digits).flatten()).filter(|_| ordinal).map(|nth| (nth, token.at))
    };
    let told = found.nominal && found.kind.occasion;
    told.then(|| syntax.children(found.token).iter().find_map(counts)).flatten()
}

/// A day or some days, also of a year that is not told; no month or year.
pub fn is_of_days(date: &str) -> bool {
    let is_day = |d: String| first_day(&d).is_some_and(|day| day.to_string() == d);
    date.split('/').all(|d| is_day(in_year(d, LEAP_YEAR)))
}
