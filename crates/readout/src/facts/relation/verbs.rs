//! Relations told by a verb: who chairs, leads, owns, founded or joined what, who followed whom.

use super::Relation;
use super::words::{Reach, Verb, WORDS};
use crate::document::Span;
use crate::reading::Reading;
use crate::reading::clauses::{Certainty, of_verb};
use crate::reading::names::{Class, Form};
use crate::reading::roles::{agents, named, objects, times_of};
use crate::words::has;

pub fn find(reading: &Reading) -> Vec<Relation> {
    let words = WORDS.of(reading.language());
    let mut out = vec![];
    for (i, token) in reading.syntax.tokens.iter().enumerate().filter(|(_, t)| t.pos == "VERB") {
        let lemma = token.lower_lemma();
        for verb in words.verbs.iter().filter(|v| has(&v.words, &lemma)) {
            out.extend(told(reading, verb, i));
        }
    }
    out
}

fn told(reading: &Reading, verb: &Verb, i: usize) -> Vec<Relation> {
    let certainty = of_verb(reading, i);
    let is_so = certainty.is_some_and(Certainty::is_so);
    if !(is_so || certainty == Some(Certainty::Planned) && verb.reach == Reach::Planned) {
        return vec![];
    }
    if verb.begins && reading.syntax.tokens[i].tag == "VBG" {
        return vec![];
    }
    let (mut from, to) = times(reading, i, verb.reach);
    if !verb.begins && verb.reach == Reach::Actual {
        from = None;
    }
    let mut out = vec![];
    for s in agents(&reading.syntax, i) {
        for o in objects(&reading.syntax, i) {
            let (Some(subject), Some(object)) =
                (of_class(reading, s, &verb.subject), of_class(reading, o, &verb.object))
            else {
                continue;
            };
            if subject == object {
                continue;
            }
            let at = vec![span(reading, &[s, i, o])];
            out.push(Relation {
                subject,
                relation: verb.relation.to_string(),
                office: None,
                object: Some(object),
                from: from.clone(),
                to: to.clone(),
                at,
            });
        }
    }
    out
}

fn of_class(reading: &Reading, token: usize, classes: &[Class]) -> Option<usize> {
    let mention = named(reading, token)?;
    let fits = classes.contains(&mention.class) && mention.form != Form::Adjective;
    fits.then_some(mention.entity).flatten()
}

fn span(reading: &Reading, tokens: &[usize]) -> Span {
    let of = |t: &usize| {
        named(reading, *t)
            .map(|m| m.at)
            .filter(|m| m.contains(reading.syntax.tokens[*t].at))
            .unwrap_or(reading.syntax.tokens[*t].at)
    };
    tokens.iter().map(of).reduce(|a, b| a.join(b)).unwrap_or_default()
}

/// From when to when, by the times that hang on the verb: "from 2015 to 2019", "since May", "in 2024".
pub fn times(reading: &Reading, verb: usize, reach: Reach) -> (Option<String>, Option<String>) {
    let words = &WORDS.of(reading.language()).prepositions;
    let syntax = &reading.syntax;
    let (mut from, mut to) = (None, None);
    for time in times_of(reading, verb) {
        let Some(value) = time.value.clone() else { continue };
        if let Some((first, last)) = value.split_once('/') {
            let end = |v: &str| (!v.is_empty() && v != super::OPEN).then(|| v.to_string());
            (from, to) = (end(first), end(last));
            continue;
        }
        if !value.starts_with(|c: char| c.is_ascii_digit()) {
            continue;
        }
        let first = syntax.tokens_in(time.at).start;
        let printed = syntax.tokens.get(first).map_or("", |t| t.lower.as_str());
        let before = first.checked_sub(1).map_or("", |i| syntax.tokens[i].lower.as_str());
        let leads = |list| has(list, printed) || has(list, before);
        if leads(&words.until) {
            to = Some(value);
        } else if leads(&words.since) {
            from = Some(value);
        } else if reach == Reach::Planned {
            (from, to) = (Some(value.clone()), Some(value));
        } else {
            from = Some(value);
        }
    }
    (from, to)
}
