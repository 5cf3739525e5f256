//! Wordings that are nearly the same: there one changed word says something else, which in a paraphrase it need not.

use super::runs::{self, Run, Word};
use super::{Difference, Kind, Side, WORDS, Words, names};
use crate::document::Span;
use crate::reading::amounts;
use crate::value::amount::Change;
use crate::value::when;
use std::collections::BTreeSet;

/// So much of the longer wording stands in the other.
const CLOSE: f32 = 0.75;
/// More words in one place are a clause of their own.
const SHORT: usize = 3;

/// What differs between two wordings; where they are nearly the same also a "not" that comes or goes, another degree of
/// certainty, a reservation left out, up for down, and any name for another.
pub fn differences(a: &Side, b: &Side) -> Vec<Difference> {
    let mut out = super::differences(a, b);
    let runs = runs::runs(a, b);
    if closeness(a, b, &runs) < CLOSE {
        return out;
    }
    let words = WORDS.of(a.reading.language());
    for run in &runs {
        let place = (run.at_a(), run.at_b());
        let is_told = |d: &Difference| d.kind.alters() && (meet(d.a, place.0) || meet(d.b, place.1));
        if out.iter().any(is_told) {
            continue;
        }
        let Some(found) = turned(run, a, b, words) else { continue };
        // What is told by its own name is told once.
        out.retain(|d| (d.a, d.b) != place);
        out.push(found);
    }
    out.sort_by_key(|d| (d.a.or(d.b), d.kind, d.b));
    out
}

/// How much of the longer wording stands in the other, in the same order, from 0 to 1.
pub fn closeness(a: &Side, b: &Side, runs: &[Run]) -> f32 {
    let (in_a, in_b) = (runs::count(a), runs::count(b));
    let common = in_a.saturating_sub(runs.iter().map(|r| r.a.len()).sum());
    common as f32 / in_a.max(in_b).max(1) as f32
}

fn turned(run: &Run, a: &Side, b: &Side, words: &Words) -> Option<Difference> {
    let told = |kind| Some(Difference { kind, a: run.at_a(), b: run.at_b() });
    if run.a.len().max(run.b.len()) > SHORT {
        return None;
    }
    let has = |list: &BTreeSet<String>, side: &[Word]| side.iter().any(|w| list.contains(&w.0));
    let differs = |list: &BTreeSet<String>| has(list, &run.a) != has(list, &run.b);
    let refuses = has(&words.refusal, &run.a) || has(&words.refusal, &run.b);
    if differs(&words.negation) && !refuses {
        return told(Kind::Negation);
    }
    if run.at_a().zip(run.at_b()).is_some_and(|(x, y)| other_days(a, x, b, y)) {
        return told(Kind::Date);
    }
    if let (Some(x), Some(y)) = (direction(a, &run.a), direction(b, &run.b))
        && x != y
    {
        return told(Kind::Direction);
    }
    let degree = |side: &[Word]| words.degrees.iter().find(|(_, list)| has(list, side)).map(|(name, _)| name);
    match (degree(&run.a), degree(&run.b)) {
        (Some(x), Some(y)) if x != y => return told(Kind::Degree),
        (Some(only), None) | (None, Some(only)) if words.doubts.contains(only) => return told(Kind::Degree),
        _ => {}
    }
    if differs(&words.limits) {
        return told(Kind::Limit);
    }
    names::of_any_class(a, b, run)
}

/// Which way the only word of a run that tells a direction goes.
fn direction(side: &Side, run: &[Word]) -> Option<Change> {
    let syntax = &side.reading.syntax;
    let lemmas = run.iter().filter_map(|(_, at)| syntax.token_at(at.start)).map(|t| syntax.lemma(t));
    let mut told = lemmas.filter_map(|lemma| amounts::direction(side.reading.language(), &lemma));
    told.next().filter(|_| told.next().is_none())
}

/// "Friday" and "Monday": other wordings name a day in many ways, here one name stands in the place of the other.
fn other_days(a: &Side, x: Span, b: &Side, y: Span) -> bool {
    let value =
        |side: &Side, at: Span| side.reading.times.iter().find(|t| t.at.contains(at)).and_then(|t| t.value.clone());
    let days = value(a, x).zip(value(b, y));
    days.is_some_and(|(x, y)| when::agree(&x, &y) == when::Agreement::Disjoint)
}

fn meet(x: Option<Span>, y: Option<Span>) -> bool {
    x.zip(y).is_some_and(|(x, y)| x.overlaps(y))
}
