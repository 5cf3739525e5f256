//! Verbs of two wordings: the same deed told as done and as still to come, or with the doer and the other changed about.

use super::{Difference, Kind, Side};
use crate::document::Span;
use crate::reading::clauses::{self, Certainty};
use crate::reading::names::{Class, Form, Mention};
use crate::reading::roles;
use crate::value::who;
use smol_str::SmolStr;
use std::collections::BTreeMap;

/// For each verb that stands once on either side: another time, or another doer.
pub fn differences(a: &Side, b: &Side) -> Vec<Difference> {
    let (left, right) = (verbs(a), verbs(b));
    let both = left.iter().filter_map(|(lemma, x)| Some(((*x)?, (*right.get(lemma)?)?)));
    both.filter_map(|(x, y)| tense(a, x, b, y).or_else(|| subject(a, x, b, y))).collect()
}

/// The place of every verb, nothing for those that stand there twice.
fn verbs(side: &Side) -> BTreeMap<SmolStr, Option<usize>> {
    let syntax = &side.reading.syntax;
    let mut out = BTreeMap::new();
    for token in side.at.iter().flat_map(|at| syntax.tokens_in(*at)).filter(|t| syntax.tokens[*t].pos == "VERB") {
        let lemma = syntax.lemma(token);
        out.entry(lemma).and_modify(|known| *known = None).or_insert(Some(token));
    }
    out
}

/// "signed" against "will sign".
fn tense(a: &Side, x: usize, b: &Side, y: usize) -> Option<Difference> {
    let (p, q) = (is_done(a, x)?, is_done(b, y)?);
    let at = |side: &Side, verb: usize| Some(with_auxiliaries(side, verb));
    (p != q).then(|| Difference { kind: Kind::Tense, a: at(a, x), b: at(b, y) })
}

/// Done, or still to come; nothing where the clause does not say.
fn is_done(side: &Side, verb: usize) -> Option<bool> {
    let syntax = &side.reading.syntax;
    let token = &syntax.tokens[verb];
    let helper = |tag: &str| {
        syntax.children(verb).iter().map(|c| &syntax.tokens[*c]).any(|t| t.dep.starts_with("aux") && t.tag == tag)
    };
    match clauses::of_verb(side.reading, verb) {
        // Only a modal says it outright: "agreed to sign", "after signing" are told in too many ways.
        Some(Certainty::Planned) => helper("MD").then_some(false),
        Some(Certainty::Happened | Certainty::Habitual) => (token.tag == "VBD"
            || token.tag == "VBN" && (helper("VBD") || helper("VBZ") || helper("VBP")))
        .then_some(true)
        .filter(|_| !helper("MD")),
        _ => None,
    }
}

fn with_auxiliaries(side: &Side, verb: usize) -> Span {
    let syntax = &side.reading.syntax;
    let helpers = syntax.children(verb).iter().filter(|c| **c < verb && syntax.tokens[**c].dep.starts_with("aux"));
    helpers.fold(syntax.tokens[verb].at, |at, c| at.join(syntax.tokens[*c].at))
}

/// "Norland sued Ostmark" against "Ostmark sued Norland": each doer stands on the other side as something else.
fn subject(a: &Side, x: usize, b: &Side, y: usize) -> Option<Difference> {
    let (p, q) = (doer(a, x)?, doer(b, y)?);
    let one = |m: &Mention, of: &Side, n: &Mention, at: &Side| {
        let printed = |side: &Side, mention: &Mention| who::fold(side.reading.printed(mention.at));
        printed(of, m) == printed(at, n)
    };
    let elsewhere = |m: &Mention, of: &Side, side: &Side, doer: &Mention| {
        let mut named = side.at.iter().flat_map(|at| side.reading.mentions_in(*at));
        named.any(|n| n.at != doer.at && one(m, of, n, side))
    };
    let changed = !one(p, a, q, b) && elsewhere(p, a, b, q) && elsewhere(q, b, a, p);
    changed.then_some(Difference { kind: Kind::Subject, a: Some(p.at), b: Some(q.at) })
}

/// The one named doer of a verb.
fn doer<'r>(side: &Side<'r>, verb: usize) -> Option<&'r Mention> {
    let agents = roles::agents(&side.reading.syntax, verb);
    let mention = roles::named(side.reading, *agents.first().filter(|_| agents.len() == 1)?)?;
    let party = matches!(mention.class, Class::Person | Class::Country | Class::Organisation | Class::Place);
    // "He" may be anybody that the other side names.
    (party && mention.form != Form::Pronoun && side.at.iter().any(|at| at.contains(mention.at))).then_some(mention)
}
