//! Whose agreement it is: the parties, and the people who signed it.

use super::Status;
use super::deeds::Done;
use super::phrase::Phrase;
use super::words::{Words, has};
use crate::document::Span;
use crate::reading::Reading;
use crate::reading::names::{Class, Form, Mention};
use crate::reading::roles::{agents, conjuncts, mention_at};

/// Sentences before it in which "the two countries" may have been named.
const BACK: usize = 3;

#[derive(Clone, Debug, Default)]
pub struct Sides {
    pub parties: Vec<usize>,
    pub signers: Vec<usize>,
}

/// Parties told by the phrase itself, by who does it, or by adjectives before it.
pub fn sides(reading: &Reading, words: &Words, phrase: &Phrase, done: &[Done]) -> Sides {
    let mut out = Sides::default();
    let mut between = false;
    for (token, joins) in partners(reading, words, phrase) {
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
    out.parties = distinct(out.parties);
    out.signers = distinct(out.signers);
    out
}

fn distinct(list: Vec<usize>) -> Vec<usize> {
    let mut out = vec![];
    list.into_iter().for_each(|e| {
        if !out.contains(&e) {
            out.push(e)
        }
    });
    out
}

/// Nouns behind "between" and "with", inside the phrase or hanging on the verb of the deed.
fn partners(reading: &Reading, words: &Words, phrase: &Phrase) -> Vec<(usize, bool)> {
    let syntax = &reading.syntax;
    // "on the partnership between A and B": wherever in the title it stands.
    let inside = phrase.title.clone().filter(|i| {
        let of_noun = syntax.tokens[*i].head == phrase.noun;
        of_noun || has(&words.phrases.between, &syntax.tokens[*i].lower)
    });
    let token = &syntax.tokens[phrase.noun];
    let of_verb = if matches!(token.dep.as_str(), "dobj" | "nsubjpass") { syntax.children(token.head) } else { &[] };
    let mut out = vec![];
    for preposition in inside.chain(of_verb.iter().copied()).filter(|c| syntax.tokens[*c].dep == "prep") {
        let lower = syntax.tokens[preposition].lower.as_str();
        let joins = has(&words.phrases.between, lower);
        if !joins && !has(&words.phrases.partner, lower) {
            continue;
        }
        let objects = syntax.child(preposition, &["pobj"]).map(|t| conjuncts(syntax, t)).unwrap_or_default();
        out.extend(objects.into_iter().map(|t| (t, joins)));
    }
    out
}

/// A person signs for whom he stands; a country or an organisation is a party; "the two sides" are those named before.
fn add(reading: &Reading, words: &Words, token: usize, out: &mut Sides) {
    let syntax = &reading.syntax;
    let phrase = syntax.span(syntax.subtree(token));
    let people: Vec<usize> = people_in(reading, token);
    if !people.is_empty() {
        out.signers.extend(&people);
        let offices = people.iter().filter_map(|p| reading.entities.get(*p)?.offices.iter().find_map(|o| o.of.first()));
        out.parties.extend(offices);
        return;
    }
    if let Some(party) = mention_at(reading, token).filter(|m| is_party(m)).and_then(|m| m.entity) {
        out.parties.push(party);
        return;
    }
    let stand_for = has(&words.phrases.sides, &syntax.tokens[token].lemma.to_lowercase());
    let named = if stand_for { countries_in(reading, phrase) } else { vec![] };
    if !named.is_empty() {
        out.parties.extend(named);
        return;
    }
    if has(&words.phrases.sides, &syntax.tokens[token].lemma.to_lowercase())
        && syntax.tokens[token].morph.contains("Number=Plur")
    {
        out.parties.extend(the_two(reading, token));
    }
}

/// People named by a token, or by the names that stand beside it ("the ministers, X and Y").
fn people_in(reading: &Reading, token: usize) -> Vec<usize> {
    let syntax = &reading.syntax;
    let beside = syntax
        .children(token)
        .iter()
        .copied()
        .filter(|c| syntax.tokens[*c].dep == "appos")
        .flat_map(|t| conjuncts(syntax, t));
    let person = |t: usize| mention_at(reading, t).filter(|m| m.class == Class::Person)?.entity;
    let own = person(token);
    // The parser may join a second name to what the first one's office is held in.
    let clause = |a: usize| matches!(syntax.tokens[a].dep.as_str(), "relcl" | "acl");
    let own_clause = |t: &usize| !syntax.ancestors(*t).take_while(|a| *a != token).any(clause);
    let beside_it = |t: &usize| *t > token && matches!(syntax.tokens[*t].dep.as_str(), "conj" | "appos");
    let inside = syntax.subtree(token).filter(beside_it).filter(own_clause).filter_map(person);
    let all = own.into_iter().chain(beside.filter_map(person)).chain(inside).chain(by_office(reading, token));
    distinct(all.collect())
}

/// People whose description holds the token: "the energy ministers, X and Y".
fn by_office(reading: &Reading, token: usize) -> Vec<usize> {
    let at = reading.syntax.tokens[token].at;
    let holds = |e: &crate::reading::Entity| e.offices.iter().any(|o| o.at.contains(at));
    reading.entities.iter().enumerate().filter(|(_, e)| holds(e)).map(|(i, _)| i).collect()
}

fn is_party(mention: &Mention) -> bool {
    matches!(mention.class, Class::Country | Class::Organisation | Class::Place) && mention.form != Form::Adjective
}

fn countries_in(reading: &Reading, at: Span) -> Vec<usize> {
    let countries = reading.mentions_in(at).filter(|m| matches!(m.class, Class::Country | Class::Organisation));
    distinct(countries.filter_map(|m| m.entity).collect())
}

/// "the Kenyan-Ugandan agreement".
fn adjectives(reading: &Reading, phrase: &Phrase) -> Vec<usize> {
    let syntax = &reading.syntax;
    if phrase.title.start >= phrase.noun {
        return vec![];
    }
    let before = syntax.span(phrase.title.start..phrase.noun);
    distinct(reading.mentions_in(before).filter(|m| m.class == Class::Country).filter_map(|m| m.entity).collect())
}

/// The two countries that the nearest sentence before names, if it names two and no third.
fn the_two(reading: &Reading, token: usize) -> Vec<usize> {
    let syntax = &reading.syntax;
    let here = syntax.tokens[token].sentence;
    for sentence in (here.saturating_sub(BACK)..=here).rev() {
        let mut at = syntax.sentences[sentence].at;
        if sentence == here {
            at.end = syntax.tokens[token].at.start;
        }
        let countries = reading.mentions_in(at).filter(|m| m.class == Class::Country);
        let named = distinct(countries.filter_map(|m| m.entity).collect());
        match named.len() {
            0 | 1 => continue,
            2 => return named,
            _ => return vec![],
        }
    }
    vec![]
}
