//! Words of time that belong to a name: the Sunday Times, June Carter, Black Friday.

use crate::document::Span;
use crate::reading::{Class, Reading};

/// Whether the characters are a part of a longer name, or the name of somebody.
pub fn is_name(reading: &Reading, at: Span) -> bool {
    in_mention(reading, at) || in_entity(reading, at)
}

/// Whether an adverb ("previously") only goes with the participle or verb beside it: it then tells no time of its own.
pub fn is_bound_adverb(reading: &Reading, at: Span) -> bool {
    let tokens = reading.syntax.tokens_in(at);
    let verbal = |t: usize| reading.syntax.tokens.get(t).is_some_and(|t| t.pos == "VERB" || t.pos == "AUX");
    tokens.len() == 1 && (verbal(tokens.end) || tokens.start > 0 && verbal(tokens.start - 1))
}

fn in_mention(reading: &Reading, at: Span) -> bool {
    let from = reading.mentions.partition_point(|m| m.at.end <= at.start);
    let near = reading.mentions[from..].iter().take(4).take_while(|m| m.at.start <= at.start);
    let mut names = near.filter(|m| m.form == crate::reading::names::Form::Name && m.at.contains(at));
    names.any(|m| m.at != at || m.class == Class::Person)
}

/// The pipeline's own names: those of people, and those of organisations and works that go on beyond the time.
fn in_entity(reading: &Reading, at: Span) -> bool {
    const LONGER: [&str; 4] = ["ORG", "WORK_OF_ART", "FAC", "PRODUCT"];
    let syntax = &reading.syntax;
    let tokens = syntax.tokens_in(at);
    if tokens.is_empty() {
        return false;
    }
    let all = |labels: &[&str]| tokens.clone().all(|t| labels.contains(&syntax.tokens[t].entity.as_str()));
    let label = &syntax.tokens[tokens.start].entity;
    let before = tokens.start > 0
        && !syntax.tokens[tokens.start].entity_begin
        && syntax.tokens[tokens.start - 1].entity == *label;
    let after = syntax.tokens.get(tokens.end).is_some_and(|t| t.entity == *label && !t.entity_begin);
    all(&["PERSON"]) || all(&LONGER) && (before || after)
}
