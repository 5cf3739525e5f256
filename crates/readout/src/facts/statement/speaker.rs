//! Who a statement is by, as the outputs name him: one person, two who speak together, or a group that is only a group.

use crate::document::Span;
use crate::reading::Reading;
use crate::reading::names::{Class, Form};
use crate::reading::voices::Voice;
use crate::reading::voices::lexicon::WORDS;

/// How many sentences back the two people are looked for that "they" or "the two leaders" means.
const BACK: usize = 10;
/// The same for a pronoun.
const PRONOUN_BACK: usize = 2;
/// How often one such phrase may lead to the next.
const STEPS: usize = 3;

/// The fullest name of the speaker; `None` where the text does not decide who speaks.
pub fn name(reading: &Reading, voice: &Voice) -> Option<String> {
    let full = |e: usize| reading.entities.get(e).map(|e| e.name.clone());
    let together = voice.source.map(|at| together(reading, at, STEPS)).unwrap_or_default();
    if together.len() > 1 {
        let names: Vec<String> = together.into_iter().filter_map(full).collect();
        return Some(names.join(&format!(" {} ", WORDS.of(reading.language()).subject.together)));
    }
    voice.speaker.and_then(full).or_else(|| group(reading, voice.source?))
}

/// A bare plural ("economists", "Kazakh experts") names nobody but the group itself, which is then the speaker.
fn group(reading: &Reading, at: Span) -> Option<String> {
    let syntax = &reading.syntax;
    let head = head_of(reading, at)?;
    let bare = syntax.child(head, &["det", "poss", "nummod"]).is_none();
    (syntax.tokens[head].tag == "NNS" && bare).then(|| reading.printed(at).to_string())
}

/// The people who speak together: named side by side here, or side by side before a plural that means them.
fn together(reading: &Reading, at: Span, steps: usize) -> Vec<usize> {
    let syntax = &reading.syntax;
    let Some(head) = head_of(reading, at).filter(|_| steps > 0) else { return vec![] };
    let named = coordinated(reading, head);
    if named.len() > 1 {
        return named;
    }
    let token = &syntax.tokens[head];
    if !token.morph.contains("Number=Plur") {
        return vec![];
    }
    if token.pos == "PRON" {
        return pronoun(reading, head, steps);
    }
    if syntax.child(head, &["nummod"]).is_none() {
        return vec![];
    }
    let sentence = token.sentence;
    let first = syntax.sentences[sentence.saturating_sub(BACK)].tokens.start;
    let before = (first..head).rev().map(|t| coordinated(reading, t));
    before.into_iter().find(|people| people.len() > 1).unwrap_or_default()
}

/// "They": the nearest plural subject before, if that is two people or leads to them.
fn pronoun(reading: &Reading, head: usize, steps: usize) -> Vec<usize> {
    let syntax = &reading.syntax;
    let first = syntax.sentences[syntax.tokens[head].sentence.saturating_sub(PRONOUN_BACK)].tokens.start;
    for subject in (first..head).rev().filter(|t| matches!(syntax.tokens[*t].dep.as_str(), "nsubj" | "nsubjpass")) {
        let named = coordinated(reading, subject);
        if named.len() > 1 {
            return named;
        }
        if syntax.tokens[subject].morph.contains("Number=Plur") {
            return together(reading, syntax.span(syntax.subtree(subject)), steps - 1);
        }
    }
    vec![]
}

/// Two or more different people joined by a conjunction, this token the first of them or a noun they stand in apposition to.
fn coordinated(reading: &Reading, token: usize) -> Vec<usize> {
    let syntax = &reading.syntax;
    let person = |t: usize| {
        let at = syntax.tokens[t].at;
        let near = reading.mentions.partition_point(|m| m.at.start + 200 < at.start);
        let covers = reading.mentions[near..].iter().take_while(|m| m.at.start < at.end).filter(|m| m.at.contains(at));
        covers.into_iter().find(|m| m.class == Class::Person && m.form != Form::Pronoun).and_then(|m| m.entity)
    };
    let mut out = vec![];
    let mut here = Some(person(token).map_or_else(|| syntax.child(token, &["appos"]).unwrap_or(token), |_| token));
    while let Some(t) = here.filter(|_| out.len() < 4) {
        let Some(entity) = person(t) else { break };
        if !out.contains(&entity) {
            out.push(entity);
        }
        here = syntax.child(t, &["conj"]);
    }
    out
}

/// The token of a phrase that the others hang on.
fn head_of(reading: &Reading, at: Span) -> Option<usize> {
    let syntax = &reading.syntax;
    let mut tokens = syntax.tokens_in(at);
    let inside = tokens.clone();
    tokens.find(|t| !inside.contains(&syntax.tokens[*t].head) || syntax.tokens[*t].head == *t)
}
