//! Two or more who speak together, and groups that are only groups.

use super::lexicon::Words;
use crate::document::Span;
use crate::reading::Reading;
use crate::reading::names::{Class, Form};

/// How many sentences back the two people are looked for that "they" or "the two leaders" means.
const BACK: usize = 10;
/// The same for a pronoun.
const PRONOUN_BACK: usize = 2;
/// How often one such phrase may lead to the next.
const STEPS: usize = 3;

/// A bare plural ("economists", "Kazakh experts") names nobody but the group itself, which is then the speaker.
pub fn group(reading: &Reading, at: Span) -> Option<String> {
    let syntax = &reading.syntax;
    let head = head_of(reading, at)?;
    let bare = syntax.child(head, &["det", "poss", "nummod"]).is_none();
    (syntax.tokens[head].tag == "NNS" && bare).then(|| reading.printed(at).to_string())
}

/// The people who speak together: named side by side here, or before a plural that means them.
pub fn together(reading: &Reading, words: &Words, at: Span) -> Vec<usize> {
    lead_to(reading, words, at, STEPS)
}

fn lead_to(reading: &Reading, words: &Words, at: Span, steps: usize) -> Vec<usize> {
    let syntax = &reading.syntax;
    let Some(head) = head_of(reading, at).filter(|_| steps > 0) else { return vec![] };
    let named = coordinated(reading, head, &speaks);
    if named.len() > 1 {
        return named;
    }
    let token = &syntax.tokens[head];
    if !token.morph.contains("Number=Plur") {
        return vec![];
    }
    if token.pos == "PRON" {
        return pronoun(reading, words, head, steps);
    }
    let Some(count) = syntax.child(head, &["nummod"]) else { return vec![] };
    let sentence = token.sentence;
    let first = syntax.sentences[sentence.saturating_sub(BACK)].tokens.start;
    let before = (first..head).rev().map(|t| coordinated(reading, t, &is_person));
    let side_by_side = before.into_iter().find(|people| people.len() > 1);
    let is_pair = words.subject.pair.iter().any(|w| *w == syntax.tokens[count].lower.as_str());
    side_by_side.or_else(|| is_pair.then(|| only_pair(reading, sentence)).flatten()).unwrap_or_default()
}

/// "the two leaders": the two people of the nearest sentence before that names more than one, if it names just two.
fn only_pair(reading: &Reading, sentence: usize) -> Option<Vec<usize>> {
    let named = |s: usize| {
        let mentions = reading.mentions_in(reading.syntax.sentences[s].at);
        let mut people: Vec<usize> = vec![];
        for entity in mentions.filter(|m| m.class == Class::Person).filter_map(|m| m.entity) {
            if !people.contains(&entity) {
                people.push(entity);
            }
        }
        people
    };
    let nearest = (sentence.saturating_sub(BACK)..sentence).rev().map(named).find(|people| people.len() > 1)?;
    (nearest.len() == 2).then_some(nearest)
}

/// "They": the nearest plural subject before, if that is two people or leads to them.
fn pronoun(reading: &Reading, words: &Words, head: usize, steps: usize) -> Vec<usize> {
    let syntax = &reading.syntax;
    let first = syntax.sentences[syntax.tokens[head].sentence.saturating_sub(PRONOUN_BACK)].tokens.start;
    for subject in (first..head).rev().filter(|t| matches!(syntax.tokens[*t].dep.as_str(), "nsubj" | "nsubjpass")) {
        let named = coordinated(reading, subject, &is_person);
        if named.len() > 1 {
            return named;
        }
        if syntax.tokens[subject].morph.contains("Number=Plur") {
            return lead_to(reading, words, syntax.span(syntax.subtree(subject)), steps - 1);
        }
    }
    vec![]
}

/// Two or more different ones joined by a conjunction, this token the first of them or a noun they stand in apposition to.
fn coordinated(reading: &Reading, token: usize, fits: &dyn Fn(Class) -> bool) -> Vec<usize> {
    let syntax = &reading.syntax;
    let one = |t: usize| {
        let at = syntax.tokens[t].at;
        let near = reading.mentions.partition_point(|m| m.at.start + 200 < at.start);
        let covers = reading.mentions[near..].iter().take_while(|m| m.at.start < at.end).filter(|m| m.at.contains(at));
        covers.into_iter().find(|m| fits(m.class) && m.form != Form::Pronoun).and_then(|m| m.entity)
    };
    let mut out = vec![];
    let mut here = Some(one(token).map_or_else(|| syntax.child(token, &["appos"]).unwrap_or(token), |_| token));
    while let Some(t) = here.filter(|_| out.len() < 4) {
        let Some(entity) = one(t) else { break };
        if !out.contains(&entity) {
            out.push(entity);
        }
        here = syntax.child(t, &["conj"]);
    }
    out
}

fn is_person(class: Class) -> bool {
    class == Class::Person
}

/// Countries and capitals speak together as people do: "Corvane and Elmet denied the report".
fn speaks(class: Class) -> bool {
    matches!(class, Class::Person | Class::Organisation | Class::Country | Class::Place)
}

/// The token of a phrase that the others hang on.
fn head_of(reading: &Reading, at: Span) -> Option<usize> {
    let syntax = &reading.syntax;
    let mut tokens = syntax.tokens_in(at);
    let inside = tokens.clone();
    tokens.find(|t| !inside.contains(&syntax.tokens[*t].head) || syntax.tokens[*t].head == *t)
}
