//! Words of the draft held against words of a source: what differs, and how closely the one follows the other.

pub mod amounts;
mod verbs;

use super::message::{WORDS, Words};
use super::{Difference, Kind};
use crate::document::Span;
use crate::reading::Reading;
use crate::record::difference::runs::{Run, runs};
use crate::record::difference::{self, Kind as Wording, Side};
use std::collections::BTreeSet;

/// Fewer words cannot follow anything closely.
const FEWEST: usize = 5;

/// What came of it.
#[derive(Clone, Debug)]
pub struct Held {
    pub differences: Vec<Difference>,
    /// Words of the draft, and how many of them stand in the source in their order.
    pub words: usize,
    pub shared: usize,
    /// Words that stand only here and in another order or not at all there: what was replaced, in both texts.
    pub replaced: Vec<(Span, Span)>,
    /// Words of the source between shared words that the draft leaves out.
    pub missing: Vec<Span>,
}

impl Held {
    /// How much of the draft's words follows the source, from 0 to 1.
    pub fn closeness(&self) -> f32 {
        if self.words == 0 { 0.0 } else { self.shared as f32 / self.words as f32 }
    }

    /// The draft repeats the source with few changes.
    pub fn is_close(&self) -> bool {
        self.words >= FEWEST && self.shared * 100 >= self.words * 72
    }

    /// Something differs that makes it another statement.
    pub fn alters(&self) -> bool {
        self.differences.iter().any(|d| alters(d.kind))
    }
}

pub fn alters(kind: Kind) -> bool {
    use Kind::{Certainty, Condition, Date, Name, Negation, Number, Scale, Speaker, Unit};
    matches!(kind, Number | Scale | Unit | Date | Name | Negation | Certainty | Speaker | Condition)
}

pub fn hold(draft: &Side, source: &Side) -> Held {
    let runs = runs(draft, source);
    let words = count(draft);
    let changed: usize = runs.iter().map(|r| r.a.len()).sum();
    let both = |r: &Run| Some((r.at_a()?, r.at_b()?));
    let mut held = Held {
        differences: vec![],
        words,
        shared: words.saturating_sub(changed),
        replaced: runs.iter().filter_map(both).collect(),
        missing: runs.iter().filter(|r| r.a.is_empty()).filter_map(Run::at_b).collect(),
    };
    let is_close = held.is_close();
    let words = WORDS.of(draft.reading.language());
    let house = difference::differences(draft, source);
    held.differences.extend(house.iter().filter_map(|d| carried(d, draft, source, &runs, is_close)));
    held.differences.extend(verbs::differences(draft, source, is_close));
    if is_close {
        held.differences.extend(runs.iter().filter_map(|run| turned(run, (draft, source), words)));
    }
    held.differences.sort_by_key(|d| (d.draft.or(d.source), d.kind, d.source));
    let mut seen = BTreeSet::new();
    held.differences.retain(|d| seen.insert((d.kind, d.draft)));
    held
}

fn count(side: &Side) -> usize {
    let syntax = &side.reading.syntax;
    let inside = side.at.iter().flat_map(|at| syntax.tokens_in(*at)).map(|i| &syntax.tokens[i]);
    inside.filter(|t| t.pos != "PUNCT" && t.pos != "SPACE").count()
}

/// A difference as the record sees it, with what a check wants to know of it besides.
fn carried(
    found: &difference::Difference,
    draft: &Side,
    source: &Side,
    runs: &[Run],
    is_close: bool,
) -> Option<Difference> {
    let kind = match found.kind {
        Wording::Number | Wording::Date if is_time(draft.reading, found.a) || is_time(source.reading, found.b) => {
            Kind::Date
        }
        Wording::Number => amounts::kind(draft.reading, found.a?, source.reading, found.b?),
        Wording::Rounding => Kind::Rounding,
        Wording::Unit => Kind::Unit,
        Wording::Date => Kind::Date,
        Wording::Name => Kind::Name,
        Wording::Negation => Kind::Negation,
        Wording::Qualifier => Kind::Qualifier,
        Wording::Certainty => return None,
        Wording::Added => Kind::Added,
        Wording::Missing => Kind::Missing,
        Wording::Wording => Kind::Wording,
    };
    // Where the one follows the other closely, what differs stands in the same place of both.
    let (Some(a), Some(b)) = (found.a, found.b) else {
        return Some(Difference { draft: found.a, source: found.b, kind });
    };
    let placed = matches!(kind, Kind::Number | Kind::Scale | Kind::Date | Kind::Unit);
    if is_close && placed && !runs.iter().any(|r| meets(r.at_a(), a) && meets(r.at_b(), b)) {
        return None;
    }
    Some(Difference { draft: Some(a), source: Some(b), kind })
}

fn meets(run: Option<Span>, at: Span) -> bool {
    run.is_some_and(|run| run.overlaps(at))
}

fn is_time(reading: &Reading, at: Option<Span>) -> bool {
    at.is_some_and(|at| reading.times.iter().any(|t| t.at == at))
}

/// A negation, a condition or a degree of certainty that stands in one of two places that answer to each other, and nowhere
/// else in the other sentence.
fn turned(run: &Run, (draft, source): (&Side, &Side), words: &Words) -> Option<Difference> {
    let at = |kind| Some(Difference { draft: run.at_a(), source: run.at_b(), kind });
    let differs = |list: &BTreeSet<String>| match (holds(list, &run.a), holds(list, &run.b)) {
        (true, false) => !stands_in(list, source),
        (false, true) => !stands_in(list, draft),
        _ => false,
    };
    if run.a.len() < run.b.len() && holds(&words.conditions, &run.b) && differs(&words.conditions) {
        return at(Kind::Condition);
    }
    if run.a.len().max(run.b.len()) > LONGEST {
        return None;
    }
    if differs(&words.negations) && !refuses(run, source, words) {
        return at(Kind::Negation);
    }
    words.certainty.values().any(differs).then(|| at(Kind::Certainty)).flatten()
}

fn holds(list: &BTreeSet<String>, run: &[(String, Span)]) -> bool {
    run.iter().any(|w| list.contains(&w.0))
}

fn stands_in(list: &BTreeSet<String>, side: &Side) -> bool {
    let syntax = &side.reading.syntax;
    side.at.iter().flat_map(|at| syntax.tokens_in(*at)).any(|i| list.contains(syntax.tokens[i].lower.as_str()))
}

/// A longer run is a clause of its own.
const LONGEST: usize = 5;

/// "did not fail" and "managed": a word in the run that denies without a negation.
fn refuses(run: &Run, source: &Side, words: &Words) -> bool {
    let syntax = &source.reading.syntax;
    let lemma = |at: Option<Span>| {
        let tokens = at.map(|at| syntax.tokens_in(at)).unwrap_or(0..0);
        syntax.tokens[tokens].iter().any(|t| words.refusals.contains(t.lemma.as_str()))
    };
    lemma(run.at_b()) || run.a.iter().any(|w| words.refusals.contains(&w.0))
}
