//! Whose agreement it is: the parties, and the people who signed it.

use super::Status;
use super::deeds::Done;
use super::phrase::Phrase;
use super::words::Words;
use crate::document::Span;
use crate::reading::Reading;
use crate::reading::names::{Class, Form, Mention};
use crate::reading::roles::{agents, conjuncts, mention_at};
use crate::reading::together::{distinct, meant, people, side_of};
use crate::words::has;

#[derive(Clone, Debug, Default)]
pub struct Sides {
    pub parties: Vec<usize>,
    pub signers: Vec<usize>,
}

/// Parties told by the phrase itself, by who does it, or by adjectives before it.
pub fn sides(reading: &Reading, words: &Words, phrase: &Phrase, done: &[Done]) -> Sides {
    let mut out = Sides::default();
    let mut between = false;
    for (token, joins) in partners(reading, words, phrase, done) {
        between |= joins;
        add(reading, words, token, &mut out);
        // With whom is told here, not who signed.
        if !done.iter().any(|d| d.status(words).is_some()) {
            let partners = std::mem::take(&mut out.signers);
            out.parties.extend(partners);
        }
    }
    let signing = done.iter().filter(|d| !d.deed.words.is_empty() && d.deed.agent.is_empty());
    if !between {
        for deed in signing {
            // A parliament that ratifies is no party; a country is.
            let of_country = |t: &usize| {
                deed.deed.status != Status::Ratified
                    || mention_at(reading, *t).is_some_and(|m| m.class == Class::Country)
            };
            for token in agents(&reading.syntax, deed.token).into_iter().filter(of_country) {
                add(reading, words, token, &mut out);
            }
        }
    }
    if out.parties.len() < 2 {
        let named: Vec<usize> = adjectives(reading, phrase);
        if named.len() > 1 {
            out.parties.extend(named);
        }
    }
    out.parties = distinct(std::mem::take(&mut out.parties));
    out.signers = distinct(std::mem::take(&mut out.signers));
    out
}

/// Nouns behind "between" and "with", inside the phrase or hanging on the verb of the deed.
fn partners(reading: &Reading, words: &Words, phrase: &Phrase, done: &[Done]) -> Vec<(usize, bool)> {
    let syntax = &reading.syntax;
    // "on the partnership between A and B": wherever in the title it stands.
    let inside = phrase.title.clone().filter(|i| {
        let of_noun = syntax.tokens[*i].head == phrase.noun;
        of_noun || has(&words.phrases.between, &syntax.tokens[*i].lower)
    });
    let token = &syntax.tokens[phrase.noun];
    let of_verb = if matches!(token.dep.as_str(), "dobj" | "nsubjpass") { syntax.children(token.head) } else { &[] };
    // "a contract worth $3 million with B": behind the title. "reached between A and B", "in force between them".
    let behind = syntax.children(phrase.noun).iter().copied().filter(|c| *c >= phrase.title.end);
    let of_deeds = done.iter().flat_map(|d| joining(reading, words, d)).filter(|i| *i >= phrase.title.end);
    let mut all: Vec<usize> = inside.chain(of_verb.iter().copied()).chain(behind).chain(of_deeds).collect();
    all.dedup();
    let mut out = vec![];
    for preposition in all.into_iter().filter(|c| syntax.tokens[*c].dep == "prep") {
        let lower = syntax.tokens[preposition].lower.as_str();
        let joins = has(&words.phrases.between, lower);
        if !joins && !has(&words.phrases.partner, lower) {
            continue;
        }
        let objects = syntax.child(preposition, &["pobj"]).map(|t| conjuncts(syntax, t)).unwrap_or_default();
        // "a deal to build a pipeline between two towns": the towns are no parties.
        let inner = phrase.title.contains(&preposition) && syntax.tokens[preposition].head != phrase.noun;
        let far = inner
            && syntax
                .ancestors(preposition)
                .take_while(|t| *t != phrase.noun)
                .any(|t| t > phrase.noun && syntax.is_infinitive(t));
        let town = |t: &usize| mention_at(reading, *t).is_some_and(|m| m.class == Class::Place);
        if far && objects.iter().any(town) {
            continue;
        }
        out.extend(objects.into_iter().map(|t| (t, joins)));
    }
    out
}

/// "reached between A and B", "in force between them": on the verb itself, or on the noun that goes with it.
fn joining(reading: &Reading, words: &Words, done: &Done) -> Vec<usize> {
    let syntax = &reading.syntax;
    let joins = |t: &usize| has(&words.phrases.between, &syntax.tokens[*t].lower);
    let own = syntax.children(done.token).iter().copied();
    let with = own.clone().filter_map(|p| syntax.child(p, &["pobj"]));
    let needed = with.filter(|n| has(&done.deed.needed, &syntax.tokens[*n].lower));
    // "documents that regulate relations between A and B".
    let holds = done.deed.status == Status::InForce;
    let object = syntax.child(done.token, &["dobj"]).filter(|_| holds);
    let below = own.clone().chain(needed).chain(object).flat_map(|t| syntax.children(t).iter().copied());
    let behind_needed = |t: &usize| joins(t) && holds;
    own.clone().filter(joins).chain(below.filter(behind_needed)).collect()
}

/// A person signs for whom he stands; a country or an organisation is a party; "the two sides" are those named before.
fn add(reading: &Reading, words: &Words, token: usize, out: &mut Sides) {
    let syntax = &reading.syntax;
    let people = people(reading, token);
    if !people.is_empty() {
        sign(reading, &people, out);
        return;
    }
    if let Some(party) = mention_at(reading, token).filter(|m| is_party(m)).and_then(|m| m.entity) {
        out.parties.push(party);
        return;
    }
    let stand_for = has(&words.phrases.sides, &syntax.lemma(token));
    if !stand_for {
        return;
    }
    let several = meant(reading, token);
    if several.is_empty() {
        out.parties.extend(countries_in(reading, syntax.span(syntax.subtree(token))));
    }
    sign(reading, &several, out);
}

/// People sign for whom they stand; everybody else is a party.
fn sign(reading: &Reading, all: &[usize], out: &mut Sides) {
    for entity in all.iter().copied() {
        if reading.entities.get(entity).is_none_or(|e| e.class != Class::Person) {
            out.parties.push(entity);
            continue;
        }
        out.signers.push(entity);
        out.parties.extend(side_of(reading, entity));
    }
}

fn is_party(mention: &Mention) -> bool {
    matches!(mention.class, Class::Country | Class::Organisation | Class::Place) && mention.form != Form::Adjective
}

fn countries_in(reading: &Reading, at: Span) -> Vec<usize> {
    let countries = reading.mentions_in(at).filter(|m| matches!(m.class, Class::Country | Class::Organisation));
    distinct(countries.filter_map(|m| m.entity))
}

/// "the Kenyan-Ugandan agreement".
fn adjectives(reading: &Reading, phrase: &Phrase) -> Vec<usize> {
    let syntax = &reading.syntax;
    if phrase.title.start >= phrase.noun {
        return vec![];
    }
    let before = syntax.span(phrase.title.start..phrase.noun);
    distinct(reading.mentions_in(before).filter(|m| m.class == Class::Country).filter_map(|m| m.entity))
}
