//! How a measure is written: the noun with what tells it from others, places and people taken out.

use super::clause;
use super::measure::{Measure, has_number, is_time};
use super::owner;
use super::words::Words;
use crate::document::Span;
use crate::reading::names::Class;
use crate::reading::{Mention, Reading, Syntax};
use smol_str::SmolStr;
use std::collections::BTreeSet;

/// The noun with what tells it from others: modifiers before it, one "of" or "in" behind it; places and people taken out.
pub fn phrase(reading: &Reading, words: &Words, noun: usize, further: bool) -> Option<Measure> {
    let syntax = &reading.syntax;
    let mut out = Measure { at: syntax.tokens[noun].at, head: syntax.lemma(noun), ..Measure::default() };
    let mut text: Vec<String> = vec![];
    for child in syntax.children(noun).iter().copied().filter(|c| *c < noun) {
        modifier(reading, words, child, &mut out, &mut text);
    }
    let counted = syntax.child(noun, &["nummod"]).is_some();
    // "two bridges", "number of bridges".
    let plural = syntax.tokens[noun].tag == "NNS" && (counted || !further);
    add_word(reading, noun, &mut out, &mut text, !plural);
    if further {
        for child in syntax.children(noun).iter().copied().filter(|c| *c > noun) {
            behind(reading, words, child, &mut out, &mut text);
        }
    }
    out.text = text.join(" ");
    (!out.text.is_empty()).then_some(out)
}

fn modifier(reading: &Reading, words: &Words, token: usize, out: &mut Measure, text: &mut Vec<String>) {
    let syntax = &reading.syntax;
    let this = &syntax.tokens[token];
    if let Some(entity) = entity_at(reading, token) {
        // "Norland-Osmeria trade" is trade of both.
        let joined =
            syntax.children(token).iter().filter(|c| **c < token).filter_map(|c| entity_at(reading, *c)).flatten();
        for entity in joined.chain(entity) {
            out.of.extend(Some(entity).filter(|e| !out.of.contains(e)));
        }
        return;
    }
    if this.pos == "PRON" && this.morph.contains("Poss=Yes") {
        let owner = owner::of_pronoun(reading, token);
        out.of.extend(owner.filter(|e| !out.of.contains(e)));
        return;
    }
    if this.dep == "poss" || this.dep == "nmod" && this.pos == "PROPN" {
        return;
    }
    let named = !matches!(this.dep.as_str(), "amod" | "compound" | "nmod" | "advmod")
        || this.pos == "PROPN" && this.dep != "compound";
    if named || is_time(reading, token) || has_number(reading, token) || this.pos == "NUM" || is_counted(syntax, token)
    {
        return;
    }
    if words.measures.vague.contains(&this.lower) {
        if words.measures.qualifiers.contains(&this.lower) {
            out.qualifiers.push(this.lower.to_string());
        }
        return;
    }
    for inner in syntax.children(token).iter().copied().filter(|c| *c < token) {
        modifier(reading, words, inner, out, text);
    }
    add_word(reading, token, out, text, false);
}

/// "two-way trade", "five-year plans": a noun that a number is tied to tells no measure apart.
fn is_counted(syntax: &Syntax, token: usize) -> bool {
    let tied = syntax.children(token).iter().any(|c| syntax.tokens[*c].dep == "punct" && *c + 1 == token);
    tied && syntax.child(token, &["nummod"]).is_some_and(|n| n + 2 == token)
}

fn add_word(reading: &Reading, token: usize, out: &mut Measure, text: &mut Vec<String>, head: bool) {
    let this = &reading.syntax.tokens[token];
    let word = reading.syntax.lemma(token);
    if !word.chars().any(char::is_alphanumeric) {
        return;
    }
    out.at = out.at.join(this.at);
    text.push(if head { word.to_string() } else { this.lower.to_string() });
    out.key.insert(word);
}

/// "of trade", "with foreign participation", "regulating relations": what stands behind the noun.
fn behind(reading: &Reading, words: &Words, token: usize, out: &mut Measure, text: &mut Vec<String>) {
    let syntax = &reading.syntax;
    let this = &syntax.tokens[token];
    match this.dep.as_str() {
        // "11 documents, including a treaty": one of them does not tell what is counted.
        "prep" if words.measures.including.contains(&this.lower) => {}
        "prep" if !words.measures.rates.contains(&this.lower) => {
            let Some(object) = syntax.child(token, &["pobj"]) else { return };
            let object =
                if syntax.tokens[object].is_relative() { told_before(syntax, this.head) } else { Some(object) };
            let Some(object) = object else { return };
            for entity in reading.mentions_in(syntax.span(syntax.subtree(token))).take(8).filter_map(|m| m.entity) {
                out.of.extend(Some(entity).filter(|e| !out.of.contains(e)));
            }
            let named = entity_at(reading, object);
            let is_party = words.measures.between.contains(&this.lower);
            let skipped = is_party
                || named.is_some()
                || is_time(reading, object)
                || has_number(reading, object)
                || !syntax.is_noun(object)
                || (words.measures.quantities.contains(&syntax.lemma(object)) && syntax.tokens[object].tag != "NNS")
                || syntax.tokens[object].pos == "PROPN";
            let Some(inner) = phrase(reading, words, object, false).filter(|_| !skipped) else { return };
            text.push(this.lower.to_string());
            text.push(inner.text);
            join(out, inner.at, inner.key, inner.of);
        }
        "acl" | "relcl" if this.pos == "VERB" && !words.measures.purposes.contains(&syntax.lemma(token)) => {
            let Some(pronoun) = clause_of_noun(reading, token).filter(|_| !holds_amount(reading, token)) else {
                return;
            };
            text.extend(pronoun);
            text.push(this.lower.to_string());
            out.key.insert(syntax.lemma(token));
            let object = syntax
                .child(token, &["dobj"])
                .filter(|o| syntax.is_noun(*o) && entity_at(reading, *o).is_none() && !has_number(reading, *o));
            let Some(inner) = object.and_then(|o| phrase(reading, words, o, false)) else { return };
            text.push(inner.text);
            join(out, this.at, inner.key, inner.of);
        }
        _ => {}
    }
}

/// "trade, the volume of which": the noun before the comma.
fn told_before(syntax: &Syntax, noun: usize) -> Option<usize> {
    let start = syntax.subtree(noun).start.min(noun);
    let comma = start.checked_sub(1).filter(|c| syntax.tokens[*c].pos == "PUNCT")?;
    comma.checked_sub(1).filter(|n| syntax.tokens[*n].sentence == syntax.tokens[noun].sentence && syntax.is_noun(*n))
}

/// The clause says how much: it tells the amount and no measure ("a film that cost 70 million").
fn holds_amount(reading: &Reading, verb: usize) -> bool {
    let clause = reading.syntax.span(reading.syntax.subtree(verb));
    let from = reading.amounts.partition_point(|a| a.at.start < clause.start);
    reading.amounts.get(from).is_some_and(|a| a.at.end <= clause.end)
}

/// "jobs created", "documents that regulate ...": the words between the noun and its clause; `None` where the noun is not
/// what the clause speaks of ("documents that they signed").
fn clause_of_noun(reading: &Reading, verb: usize) -> Option<Option<String>> {
    let syntax = &reading.syntax;
    if syntax.tokens[verb].dep == "acl" {
        return matches!(syntax.tokens[verb].tag.as_str(), "VBN" | "VBG").then_some(None);
    }
    let subject = &syntax.tokens[syntax.child(verb, clause::SUBJECTS)?];
    let passive = syntax.child(verb, &["auxpass"]).is_some();
    let relative = subject.is_relative();
    relative.then(|| (!passive).then(|| subject.lower.to_string()))
}

pub fn join(out: &mut Measure, at: Span, key: BTreeSet<SmolStr>, of: Vec<usize>) {
    out.at = out.at.join(at);
    out.key.extend(key);
    for entity in of {
        if !out.of.contains(&entity) {
            out.of.push(entity);
        }
    }
}

/// The mention on this token, and the entity it means: `Some(None)` where the text does not decide which.
pub fn entity_at(reading: &Reading, token: usize) -> Option<Option<usize>> {
    mention_at(reading, token).map(|m| m.entity)
}

/// The token is part of the name of a person, or means one.
pub fn is_person(reading: &Reading, token: usize) -> bool {
    mention_at(reading, token).is_some_and(|m| m.class == Class::Person)
}

fn mention_at(reading: &Reading, token: usize) -> Option<&Mention> {
    let at = reading.syntax.tokens[token].at;
    let end = reading.mentions.partition_point(|m| m.at.start < at.end);
    reading.mentions[..end].iter().rev().take(8).find(|m| m.at.overlaps(at))
}
