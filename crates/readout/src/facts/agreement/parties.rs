//! Whose agreement it is: the parties, and the people who signed it.

use super::Status;
use super::deeds::Done;
use super::phrase::Phrase;
use super::words::Words;
use crate::document::Span;
use crate::reading::Reading;
use crate::reading::names::{Class, Form, Mention};
use crate::reading::roles::{agents, conjuncts, mention_at, times_of};
use crate::reading::together::{countries_before, distinct, meant, parties, people, side_of};
use crate::words::has;
use std::collections::BTreeMap;

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
    if !between {
        out.parties.extend(done.iter().filter_map(|d| ratifier(reading, d)));
    }
    if out.parties.is_empty() && out.signers.is_empty() && is_of_talks(reading, words, phrase, done) {
        out.parties.extend(talking(reading, phrase.noun));
    }
    out.parties = distinct(std::mem::take(&mut out.parties));
    out.signers = distinct(std::mem::take(&mut out.signers));
    with_host(reading, phrase.noun, &mut out);
    out
}

/// "Osmeria's parliament", "the Osmer senate": the country whose parliament ratifies is a party.
fn ratifier(reading: &Reading, done: &Done) -> Option<usize> {
    let syntax = &reading.syntax;
    let own = |t: usize| countries_in(reading, syntax.span(syntax.subtree(t)));
    let ratifies = done.deed.status == Status::Ratified && !done.deed.words.is_empty();
    let countries = distinct(agents(syntax, done.token).into_iter().filter(|_| ratifies).flat_map(own));
    let country = countries.first().filter(|_| countries.len() == 1)?;
    reading.entities.get(*country).filter(|e| e.class == Class::Country).map(|_| *country)
}

/// How many sentences back talks are looked for.
const BACK: usize = 4;

/// "After the talks a memorandum was signed", "a joint statement was issued": nobody is named who does it, and two sides
/// talked shortly before.
fn is_of_talks(reading: &Reading, words: &Words, phrase: &Phrase, done: &[Done]) -> bool {
    let syntax = &reading.syntax;
    let made = |d: &Done| d.status(words) == Some(Status::Signed) && syntax.is_passive(d.token);
    let nobody = |d: &Done| agents(syntax, d.token).is_empty() && syntax.child(d.token, &["nsubj"]).is_none();
    // What is known, or has a name, may be of another day.
    let undated = || done.iter().all(|d| times_of(reading, d.token).is_empty());
    let new = !phrase.definite && !phrase.capital && phrase.names.is_empty() || undated();
    let here = syntax.tokens[phrase.noun].sentence;
    let first = syntax.sentences[here.saturating_sub(BACK)].tokens.start;
    let talks = |t: usize| has(&words.phrases.talks, &syntax.lemma(t));
    new && done.iter().any(|d| made(d) && nobody(d)) && (first..syntax.sentences[here].tokens.end).any(talks)
}

/// The countries or organisations for which those stand who talked.
fn talking(reading: &Reading, noun: usize) -> Vec<usize> {
    let side = |e: usize| {
        let person = reading.entities.get(e).is_some_and(|e| e.class == Class::Person);
        if person { side_of(reading, e) } else { Some(e) }
    };
    let sides = distinct(parties(reading, noun).into_iter().filter_map(side));
    let sides = if sides.len() == 2 { sides } else { countries_before(reading, noun) };
    if is_between(reading, noun, &sides) { sides } else { vec![] }
}

/// The text so far speaks of no third country as often: at a summit of many, nobody knows who signed.
fn is_between(reading: &Reading, noun: usize, sides: &[usize]) -> bool {
    let end = reading.mentions.partition_point(|m| m.at.start < reading.syntax.tokens[noun].at.start);
    let told = reading.mentions[..end].iter().filter(|m| m.class == Class::Country).filter_map(|m| m.entity);
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    told.for_each(|e| *counts.entry(e).or_default() += 1);
    let of = |e: &usize| counts.get(e).copied().unwrap_or(0);
    let third = counts.keys().filter(|e| !sides.contains(e)).map(of).max().unwrap_or(0);
    sides.len() == 2 && sides.iter().all(|s| of(s) > third || of(s) == 0)
}

/// "signed by Minister X and Osmer Minister Y": X is of the other country of which the text tells.
fn with_host(reading: &Reading, noun: usize, out: &mut Sides) {
    let ([party], 2) = (&out.parties[..], out.signers.len()) else { return };
    let countries = countries_before(reading, noun);
    let known = out.signers.iter().filter(|s| side_of(reading, **s).is_some()).count();
    if countries.contains(party) && known == 1 && is_between(reading, noun, &countries) {
        out.parties = countries;
    }
}

/// Nouns behind "between" and "with", inside the phrase or hanging on the verb of the deed.
fn partners(reading: &Reading, words: &Words, phrase: &Phrase, done: &[Done]) -> Vec<(usize, bool)> {
    let syntax = &reading.syntax;
    // "on the partnership between A and B": wherever in the title it stands.
    let inside = phrase.title.clone().filter(|i| {
        let of_noun = syntax.tokens[*i].head == phrase.noun;
        // "a treaty on trade with B": the parser may hang it on the noun in between.
        let country = |t: usize| mention_at(reading, t).is_some_and(|m| m.class == Class::Country && is_party(m));
        let partner = has(&words.phrases.partner, &syntax.tokens[*i].lower);
        let with = || partner && syntax.child(*i, &["pobj"]).is_some_and(country);
        of_noun || has(&words.phrases.between, &syntax.tokens[*i].lower) || with()
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
        let authors = has(&words.phrases.by, lower) && syntax.tokens[preposition].head == phrase.noun;
        let joins = has(&words.phrases.between, lower) || authors;
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
    if !people.is_empty() && !has(&words.phrases.bodies, &syntax.lemma(token)) {
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
    // "the two ministries": no people sign.
    if has(&words.phrases.bodies, &syntax.lemma(token)) {
        out.parties.extend(several.into_iter().filter_map(|e| side_of(reading, e)));
        return;
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
