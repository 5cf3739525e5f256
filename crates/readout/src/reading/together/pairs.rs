//! The two whom the text has told of: named side by side, the only two of a sentence, the only two leaders.

use super::super::Reading;
use super::super::names::{Class, Form};
use super::super::roles::mention_at;
use super::{BACK, WORDS, distinct, holds, is_person, side_of};
use crate::Span;

/// So many who stand side by side are followed.
const MOST: usize = 12;

/// Those who were last named side by side.
pub fn named_together(reading: &Reading, token: usize, fits: &dyn Fn(&[usize]) -> bool) -> Vec<usize> {
    let syntax = &reading.syntax;
    let first = syntax.sentences[syntax.tokens[token].sentence.saturating_sub(BACK)].tokens.start;
    let found = (first..token).rev().map(|t| side_by_side(reading, t, &is_person)).find(|people| fits(people));
    found.unwrap_or_default()
}

/// The same, or the only two of the nearest sentence that has two, or the only two leaders of the text so far.
pub fn nearest_two(reading: &Reading, token: usize, fits: &dyn Fn(&[usize]) -> bool) -> Vec<usize> {
    let named = named_together(reading, token, fits);
    if !named.is_empty() {
        return named;
    }
    let sentence = reading.syntax.tokens[token].sentence;
    let pair = only_pair(reading, sentence).filter(|people| fits(people));
    pair.or_else(|| only_leaders(reading, token).filter(|people| fits(people))).unwrap_or_default()
}

/// The two who lead, named side by side or alone before, ministers and advisers beside them or not.
pub fn leading_two(reading: &Reading, token: usize) -> Vec<usize> {
    let leader = &WORDS.of(reading.language()).leader;
    nearest_two(reading, token, &|people| people.len() == 2 && people.iter().all(|p| holds(reading, *p, leader)))
}

/// Two people who lead different countries, or the only two people, where the text has told of no third one.
fn only_leaders(reading: &Reading, token: usize) -> Option<Vec<usize>> {
    let leader = &WORDS.of(reading.language()).leader;
    let end = reading.mentions.partition_point(|m| m.at.start < reading.syntax.tokens[token].at.start);
    let named = |m: &&super::super::Mention| m.class == Class::Person && m.form == Form::Name;
    let all = distinct(reading.mentions[..end].iter().filter(named).filter_map(|m| m.entity));
    let leaders: Vec<usize> = all.iter().copied().filter(|p| holds(reading, *p, leader)).collect();
    // A president and her prime minister lead one country.
    let sides: Vec<usize> = leaders.iter().filter_map(|p| side_of(reading, *p)).collect();
    if leaders.len() == 2 && (sides.len() < 2 || sides[0] != sides[1]) {
        return Some(leaders);
    }
    (all.len() == 2).then_some(all)
}

/// The two people of the nearest sentence before that names more than one, if it names just two.
pub fn only_pair(reading: &Reading, sentence: usize) -> Option<Vec<usize>> {
    let named = |s: usize| {
        let mentions = reading.mentions_in(reading.syntax.sentences[s].at);
        distinct(mentions.filter(|m| m.class == Class::Person).filter_map(|m| m.entity))
    };
    let nearest = (sentence.saturating_sub(BACK)..sentence).rev().map(named).find(|people| people.len() > 1)?;
    (nearest.len() == 2).then_some(nearest)
}

/// The only two people named there, one the subject and the other an object: "X met Y".
pub fn who_met(reading: &Reading, at: Span) -> Option<Vec<usize>> {
    let syntax = &reading.syntax;
    let people = || reading.mentions_in(at).filter(|m| m.class == Class::Person);
    let two = distinct(people().filter_map(|m| m.entity));
    let (mut subject, mut object) = (None, None);
    for mention in people() {
        let Some(head) = syntax.head_of(mention.at) else { continue };
        match syntax.tokens[head].dep.as_str() {
            "nsubj" => subject = subject.or(mention.entity),
            "dobj" | "pobj" => object = object.or(mention.entity),
            _ => {}
        }
    }
    let (subject, object) = (subject?, object?);
    (two.len() == 2 && subject != object).then(|| vec![subject, object])
}

/// Two or more different ones joined by a conjunction, this token the first of them or a noun they stand in apposition to.
pub fn side_by_side(reading: &Reading, token: usize, fits: &dyn Fn(Class) -> bool) -> Vec<usize> {
    let syntax = &reading.syntax;
    let one = |t: usize| {
        let m = mention_at(reading, t).filter(|m| fits(m.class) && m.form != Form::Pronoun);
        m.map_or_else(|| members_of(reading, t).filter(|_| fits(Class::Organisation)), |m| m.entity)
    };
    let mut out = vec![];
    let mut here = Some(one(token).map_or_else(|| syntax.child(token, &["appos"]).unwrap_or(token), |_| token));
    while let Some(t) = here.filter(|_| out.len() < MOST) {
        let Some(entity) = one(t) else { break };
        if !out.contains(&entity) {
            out.push(entity);
        }
        here = syntax.child(t, &["conj"]);
    }
    out
}

/// "EU countries": the organisation speaks for them.
fn members_of(reading: &Reading, token: usize) -> Option<usize> {
    let (syntax, words) = (&reading.syntax, WORDS.of(reading.language()));
    let plural = syntax.tokens[token].is_plural() && words.countries.contains(&syntax.lemma(token));
    let before = syntax.child(token, &["compound", "nmod"]).filter(|_| plural)?;
    mention_at(reading, before).filter(|m| m.class == Class::Organisation)?.entity
}
