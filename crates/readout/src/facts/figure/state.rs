//! What is done with the things that are counted, and what they do: "projects implemented", "voters cast ballots".

use super::clause;
use super::find::is_under_way;
use super::measure::{Measure, has_number, is_named, is_time};
use super::phrase::phrase;
use super::words::{Words, filled};
use crate::reading::{Reading, Syntax};

/// The measure with the state of what is counted, and with whether the work is still going on.
pub fn in_state(reading: &Reading, words: &Words, noun: usize, mut measure: Measure) -> Measure {
    let syntax = &reading.syntax;
    let verb = syntax.tokens[noun].head;
    match syntax.tokens[noun].dep.as_str() {
        _ if !syntax.is_verb(verb) => {}
        "nsubjpass" => {
            measure.text = format!("{} {}", measure.text, syntax.tokens[verb].lower);
            measure.key.insert(syntax.lemma(verb));
        }
        "dobj" => done(reading, words, verb, &mut measure),
        "nsubj" => doing(reading, words, verb, &mut measure),
        _ => {}
    }
    if is_under_way(reading, words, noun) {
        measure.text = format!("{} {}", measure.text, words.status.under_way_name);
        measure.key.insert(words.status.under_way_name.clone());
    }
    measure
}

/// "signed 20 documents": documents signed; "plans to build 20 bridges": bridges to be built.
fn done(reading: &Reading, words: &Words, verb: usize, measure: &mut Measure) {
    let Some(participle) = words.measures.states.get(&reading.syntax.lemma(verb)) else { return };
    let state = if is_ahead(&reading.syntax, verb) {
        filled(&words.measures.to_be, participle)
    } else {
        participle.to_string()
    };
    measure.text = format!("{} {state}", measure.text);
    measure.key.insert(reading.syntax.lemma(verb));
}

fn is_ahead(syntax: &Syntax, verb: usize) -> bool {
    syntax.is_infinitive(verb) || clause::tense(syntax, verb) == clause::Tense::Future
}

/// "60,000 students choose to study there": what those who are counted do tells the reader which ones they are. It is no
/// part of what is compared: another text says it in other words.
fn doing(reading: &Reading, words: &Words, verb: usize, measure: &mut Measure) {
    let syntax = &reading.syntax;
    let chosen = syntax.child(verb, &["xcomp"]).filter(|v| syntax.is_infinitive(*v) && syntax.is_verb(*v));
    let verb = chosen.unwrap_or(verb);
    let name = syntax.lemma(verb);
    let says_how_many = words.measures.verbs.contains(&name) || words.measures.tells.contains(&name);
    let at = syntax.tokens[verb].at;
    let speaks = reading.voices.iter().any(|v| v.cue.is_some_and(|cue| cue.overlaps(at)));
    if syntax.tokens[verb].pos != "VERB" || says_how_many || speaks {
        return;
    }
    let object = syntax.child(verb, &["dobj"]).filter(|o| syntax.is_noun(*o) && !is_named(reading, *o));
    let object = object.filter(|o| !has_number(reading, *o) && !is_time(reading, *o));
    let object = object.and_then(|o| phrase(reading, words, o, false));
    // "regions developing", "voters cast ballots"; "students study" would tell nothing.
    if syntax.tokens[verb].tag == "VBG" || object.is_some() {
        measure.text = format!("{} {}", measure.text, syntax.tokens[verb].lower);
    }
    if let Some(object) = object {
        measure.text = format!("{} {}", measure.text, object.text);
    }
}

/// "5 million tons of grain": the noun stands right below the amount.
pub fn is_complement(syntax: &Syntax, amount: usize, noun: usize) -> bool {
    let preposition = syntax.tokens[noun].head;
    syntax.tokens[noun].dep == "pobj" && syntax.tokens[preposition].head == amount
}
