//! How somebody came into an office, left it, or held it: "was appointed minister in 2019", "took office in 2021".

use super::verbs::times;
use super::words::{Change, ChangeVerb, Reach, WORDS, Words};
use super::{HELD, HOLDS, Office, Relation};
use crate::reading::Reading;
use crate::reading::clauses::{Certainty, of_verb};
use crate::reading::names::{Class, Form};
use crate::reading::roles::{agents, conjuncts, mention_at, named, objects, times_of};
use crate::words::has;

pub fn find(reading: &Reading) -> Vec<Relation> {
    let words = WORDS.of(reading.language());
    let mut out = vec![];
    for (i, token) in reading.syntax.tokens.iter().enumerate().filter(|(_, t)| t.pos == "VERB") {
        let lemma = token.lower_lemma();
        let known = words.changes.iter().filter(|c| has(&c.words, &lemma));
        out.extend(known.filter_map(|c| told(reading, words, c, i)));
    }
    out
}

fn told(reading: &Reading, words: &Words, verb: &ChangeVerb, i: usize) -> Option<Relation> {
    if !of_verb(reading, i).is_some_and(Certainty::is_so) {
        return None;
    }
    let syntax = &reading.syntax;
    let people = if verb.passive { objects(syntax, i) } else { agents(syntax, i) };
    let person =
        people.iter().find_map(|p| named(reading, *p).filter(|m| m.class == Class::Person && m.form == Form::Name))?;
    if verb.passive && !syntax.is_passive(i) && syntax.child(i, &["dobj"]).is_none() {
        return None;
    }
    let told = matches!(syntax.tokens[i].tag.as_str(), "VBD" | "VBN") || verb.change == Change::Hold;
    let office = office_token(reading, words, i).filter(|_| told)?;
    let noun = syntax.lemma(office);
    let of = held_in(reading, words, office);
    if !words.is_office(&noun, of.is_some()) && !words.is_office(&syntax.tokens[office].lower, of.is_some()) {
        return None;
    }
    let (from, to) = times(reading, i, Reach::Actual);
    let (from, to) = match verb.change {
        Change::Begin => (from, None),
        Change::End => (None, to.or(from)),
        Change::Hold => (from, to),
    };
    let past = verb.change == Change::End || verb.change == Change::Hold && syntax.tokens[i].tag == "VBD";
    let title = title(reading, office);
    let at = vec![person.at.join(syntax.span(syntax.subtree(office)))];
    let relation = if past { HELD } else { HOLDS }.to_string();
    Some(Relation {
        subject: person.entity?,
        relation,
        office: Some(Office { title, leading: false, joined: None }),
        object: of,
        from,
        to,
        at,
    })
}

/// The noun of the office behind the verb: its predicate, or what "as" leads to.
fn office_token(reading: &Reading, words: &Words, verb: usize) -> Option<usize> {
    let syntax = &reading.syntax;
    let direct = syntax.child(verb, &["oprd", "attr"]);
    let role = || {
        let preposition = syntax
            .children(verb)
            .iter()
            .copied()
            .find(|c| syntax.tokens[*c].dep == "prep" && has(&words.prepositions.role, &syntax.tokens[*c].lower))?;
        syntax.child(preposition, &["pobj"])
    };
    direct.or_else(role).filter(|t| syntax.is_noun(*t))
}

/// What stands behind "of" or before the office as an adjective or with a possessive mark.
fn held_in(reading: &Reading, words: &Words, office: usize) -> Option<usize> {
    let syntax = &reading.syntax;
    let prepositions =
        syntax.children(office).iter().copied().filter(|c| has(&words.prepositions.of, &syntax.tokens[*c].lower));
    let behind = prepositions.filter_map(|p| syntax.child(p, &["pobj"])).flat_map(|t| conjuncts(syntax, t));
    let before = syntax
        .children(office)
        .iter()
        .copied()
        .filter(|c| matches!(syntax.tokens[*c].dep.as_str(), "amod" | "poss" | "compound" | "nmod"));
    let of = |t: usize| {
        mention_at(reading, t).filter(|m| {
            matches!(m.class, Class::Country | Class::Organisation | Class::Place) && m.form != Form::Pronoun
        })
    };
    behind.chain(before).find_map(of).and_then(|m| m.entity)
}

/// The office with its nouns and adjectives, what it is held in left out.
fn title(reading: &Reading, office: usize) -> String {
    let syntax = &reading.syntax;
    let mut start = office;
    while start > 0 {
        let token = &syntax.tokens[start - 1];
        let belongs = token.head == office && matches!(token.dep.as_str(), "compound" | "amod");
        if !belongs || mention_at(reading, start - 1).is_some() {
            break;
        }
        start -= 1;
    }
    reading.printed(syntax.span(start..office + 1)).to_string()
}

/// "X took office in 2021" dates the office that X is known to hold, if it is one.
pub fn add_tenure(reading: &Reading, known: &mut [Relation]) {
    let words = &WORDS.of(reading.language()).tenure;
    for (i, token) in reading.syntax.tokens.iter().enumerate().filter(|(_, t)| t.pos == "VERB") {
        let lemma = token.lower_lemma();
        let object =
            reading.syntax.child(i, &["dobj"]).filter(|o| has(&words.objects, &reading.syntax.tokens[*o].lower));
        if object.is_none() || !has(&words.verbs, &lemma) || !of_verb(reading, i).is_some_and(Certainty::is_so) {
            continue;
        }
        let Some(value) = times_of(reading, i).iter().find_map(|t| t.value.clone()) else { continue };
        let people = agents(&reading.syntax, i).into_iter().filter_map(|t| named(reading, t)?.entity);
        for person in people {
            let mut held = known.iter_mut().filter(|r| r.subject == person && r.office.is_some() && r.relation != HELD);
            let (Some(only), None) = (held.next(), held.next()) else { continue };
            let end = if has(&words.begin, &lemma) { &mut only.from } else { &mut only.to };
            end.get_or_insert(value.clone());
        }
    }
}
