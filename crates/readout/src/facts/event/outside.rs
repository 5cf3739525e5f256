//! Who takes part in what a noun tells of, though he is named outside its phrase.

use super::clause;
use super::who::{self, Who};
use super::words::{Frame, Words};
use crate::reading::{Reading, Syntax};
use smol_str::SmolStr;

/// "Despite constant contacts, the two presidents have much to discuss": those of whom the clause tells.
pub fn beside(reading: &Reading, words: &Words, frame: &Frame, noun: usize) -> Vec<(SmolStr, Who)> {
    let syntax = &reading.syntax;
    let preposition = syntax.tokens[noun].head;
    let verb = syntax.tokens[preposition].head;
    let stands_beside =
        syntax.tokens[noun].dep == "pobj" && words.near.beside.contains(&syntax.tokens[preposition].lower);
    let Some(role) = frame.subject.as_ref().filter(|_| stands_beside && syntax.is_verb(verb)) else { return vec![] };
    let subjects = clause::of(syntax, verb).subjects;
    let named: Vec<Who> = subjects.iter().flat_map(|s| who::named(reading, words, *s)).collect();
    if named.len() < 2 { vec![] } else { named.into_iter().map(|w| (role.clone(), w)).collect() }
}

/// "met Lind, during a rare trip", "On a visit to Oslo, Lind said": whoever is named right before it, or whose clause it is.
pub fn traveller(reading: &Reading, words: &Words, frame: &Frame, noun: usize) -> Option<(SmolStr, Who)> {
    let syntax = &reading.syntax;
    let preposition = syntax.tokens[noun].head;
    let above = syntax.tokens[preposition].head;
    let word = &syntax.tokens[preposition].lower;
    let away = words.near.during.contains(word) || words.near.away.contains(word);
    if syntax.tokens[noun].dep != "pobj" || !away {
        return None;
    }
    let person = if syntax.is_noun(above) { above } else { whose(syntax, words, preposition, above)? };
    let [who] = &who::named(reading, words, person)[..] else { return None };
    if who::is_person(reading, who) { Some((frame.subject.clone()?, who.clone())) } else { None }
}

/// The one of whom the clause tells, where that is only one.
fn whose(syntax: &Syntax, words: &Words, preposition: usize, verb: usize) -> Option<usize> {
    let clause = clause::of(syntax, verb);
    let [subject] = clause.subjects[..] else { return None };
    let away = words.near.away.contains(&syntax.tokens[preposition].lower);
    let alone = preposition < verb || clause.objects.is_empty();
    (away && alone && !clause.passive && syntax.is_verb(verb)).then_some(subject)
}

/// "said in an interview": who speaks there gives it.
pub fn speaker(reading: &Reading, words: &Words, frame: &Frame, noun: usize) -> Option<(SmolStr, Who)> {
    let syntax = &reading.syntax;
    let preposition = syntax.tokens[noun].head;
    let word = &syntax.tokens[preposition].lower;
    if syntax.tokens[noun].dep != "pobj" || !(words.near.places.contains(word) || words.is_timed(word)) {
        return None;
    }
    let verb = syntax.ancestors(preposition).find(|a| syntax.is_verb(*a))?;
    let says = || reading.voices.iter().filter_map(|v| v.cue).any(|cue| cue.contains(syntax.tokens[verb].at));
    let speaks = || words.verbs(&syntax.lemma(verb)).any(|f| words.types.get(&f.kind).is_some_and(|t| t.telling));
    if syntax.tokens[preposition].head != verb && !speaks() || !(speaks() || says()) {
        return None;
    }
    let [subject] = clause::of(syntax, verb).subjects[..] else { return None };
    let [who] = &who::named(reading, words, subject)[..] else { return None };
    if who::is_person(reading, who) { Some((frame.subject.clone()?, who.clone())) } else { None }
}
