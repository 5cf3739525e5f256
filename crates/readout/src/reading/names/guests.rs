//! Guest and host, called by the part they play in the visit that the text tells of: "the guest", "his host".

use super::lexicon::Visits;
use super::nominals::mentions_around;
use super::segment::Text;
use super::{Class, Entity, Form, Mention};
use crate::reading::syntax::Syntax;
use std::collections::BTreeSet;

/// Who comes and who receives: the only ones of whom the text tells it.
#[derive(Default)]
struct Parts {
    guests: BTreeSet<usize>,
    hosts: BTreeSet<usize>,
}

/// Mentions by "guest" and "host" alone.
pub fn find(text: &Text, entities: &[Entity], mentions: &[Mention]) -> Vec<Mention> {
    let (syntax, visits) = (&text.reading.syntax, &text.lexicon.visits);
    let is_called = |list: &[String], t: usize| list.contains(&syntax.tokens[t].lower.to_string());
    let called = |t: &usize| is_called(&visits.guest, *t) || is_called(&visits.host, *t);
    let places: Vec<usize> = (0..syntax.tokens.len()).filter(called).filter(|t| is_alone(syntax, *t)).collect();
    if places.is_empty() {
        return vec![];
    }
    let parts = parts(text, entities, mentions);
    let (guest, host) = (only(&parts.guests), only(&parts.hosts));
    let mention = |t: usize| {
        let entity = if is_called(&visits.guest, t) { guest } else { host }?;
        let start = syntax.subtree(t).start;
        let at = syntax.span(start..t + 1);
        Some(Mention { at, class: Class::Person, form: Form::Nominal, entity: Some(entity) })
    };
    places.into_iter().filter_map(mention).collect()
}

/// "the distinguished guest", "her host": one who is known, and nothing more is said of him.
fn is_alone(syntax: &Syntax, token: usize) -> bool {
    let t = &syntax.tokens[token];
    let known = |c: &usize| syntax.tokens[*c].morph.contains("Definite=Def") || syntax.tokens[*c].dep == "poss";
    let children = syntax.children(token);
    let plain = |c: &usize| {
        let child = &syntax.tokens[*c];
        matches!(child.dep.as_str(), "det" | "amod" | "punct" | "case") || child.dep == "poss" && child.pos == "PRON"
    };
    let role = t.dep != "compound" && t.dep != "conj" && syntax.child(token, &["conj"]).is_none();
    t.tag == "NN" && role && children.iter().any(known) && children.iter().all(plain)
}

fn only(told: &BTreeSet<usize>) -> Option<usize> {
    match told.iter().collect::<Vec<_>>()[..] {
        [one] => Some(*one),
        _ => None,
    }
}

fn parts(text: &Text, entities: &[Entity], mentions: &[Mention]) -> Parts {
    let (syntax, visits) = (&text.reading.syntax, &text.lexicon.visits);
    // Whoever holds no office is no guest of state.
    let person = |t: usize| {
        let m = person_at(mentions, syntax, t)?;
        m.entity.filter(|e| !entities[*e].offices.is_empty())
    };
    let mut parts = Parts::default();
    for token in 0..syntax.tokens.len() {
        let (guest, host) = told_at(syntax, visits, token);
        parts.guests.extend(guest.and_then(person));
        parts.hosts.extend(host.and_then(person));
    }
    parts
}

/// The tokens of guest and host where this token is the verb or the noun of a visit.
fn told_at(syntax: &Syntax, visits: &Visits, token: usize) -> (Option<usize>, Option<usize>) {
    let lemma = syntax.lemma(token);
    let is = |list: &[String]| list.iter().any(|w| *w == lemma.as_str());
    let subject = || syntax.child(token, &["nsubj"]);
    let object = || syntax.child(token, &["dobj"]);
    if syntax.is_noun(token) && is(&visits.nouns) {
        let behind =
            syntax.child(token, &["prep"]).filter(|p| visits.whose.contains(&syntax.tokens[*p].lower.to_string()));
        let of = behind.and_then(|p| syntax.child(p, &["pobj"]));
        return (syntax.child(token, &["poss"]).or(of), None);
    }
    if !syntax.is_verb(token) {
        return (None, None);
    }
    if is(&visits.receiving) {
        let agent = || syntax.child(token, &["agent"]).and_then(|by| syntax.child(by, &["pobj"]));
        let passive = syntax.is_passive(token);
        return if passive { (syntax.child(token, &["nsubjpass"]), agent()) } else { (object(), subject()) };
    }
    let paid = || object().is_some_and(|o| visits.nouns.iter().any(|n| *n == syntax.lemma(o).as_str()));
    let comes = is(&visits.coming) || is(&visits.paying) && paid();
    (subject().filter(|_| comes), None)
}

/// The smallest mention of a person that holds this token.
fn person_at<'m>(mentions: &'m [Mention], syntax: &Syntax, token: usize) -> Option<&'m Mention> {
    let at = syntax.tokens[token].at;
    let around = mentions_around(mentions, at).filter(|m| m.at.contains(at) && m.class == Class::Person);
    around.min_by_key(|m| m.at.len())
}
