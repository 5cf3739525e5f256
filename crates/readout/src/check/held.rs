//! Words of the draft held against words of a source: what differs, and how closely the one follows the other.

pub mod amounts;
mod verbs;

use super::message::{WORDS, Words};
use super::{Difference, Kind};
use crate::document::Span;
use crate::reading::times::TimeKind;
use crate::reading::{Reading, Time};
use crate::record::difference::runs::{Run, plain, runs};
use crate::record::difference::{self, Kind as Wording, Side};
use crate::value::{when, who};
use std::collections::BTreeSet;

/// Fewer words cannot follow anything closely.
const FEWEST: usize = 5;

/// So many words differ where hardly anything does.
const TOUCHED: usize = 3;

/// What came of it.
#[derive(Clone, Debug)]
pub struct Held {
    pub differences: Vec<Difference>,
    /// Words of the draft, and how many of them stand in the source in their order.
    pub words: usize,
    pub shared: usize,
    /// Words of the source that the draft has not.
    added: usize,
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

    /// Hardly a word differs: what does was put there.
    fn is_tight(&self) -> bool {
        self.words >= FEWEST && self.shared + TOUCHED >= self.words && self.added <= TOUCHED
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
        added: runs.iter().map(|r| r.b.len()).sum(),
        replaced: runs.iter().filter_map(both).collect(),
        missing: runs.iter().filter(|r| r.a.is_empty()).filter_map(Run::at_b).collect(),
    };
    let is_close = held.is_close();
    let words = WORDS.of(draft.reading.language());
    let house = difference::differences(draft, source);
    held.differences.extend(house.iter().filter_map(|d| carried(d, draft, source, &runs, is_close)));
    held.differences.extend(verbs::differences(draft, source, is_close));
    if is_close {
        let is_tight = held.is_tight();
        let found: Vec<Difference> = runs.iter().filter_map(|run| turned(run, (draft, source), words, &held)).collect();
        held.differences.extend(found);
        let told: Vec<Span> = held.differences.iter().filter(|d| alters(d.kind)).filter_map(|d| d.draft).collect();
        let untold = runs.iter().filter(|r| r.at_a().is_some_and(|a| !told.iter().any(|t| t.overlaps(a))));
        let replaced = untold.filter_map(|r| replaced(r, draft, source, is_tight));
        held.differences.extend(replaced.collect::<Vec<_>>());
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
            if is_length(draft.reading, found.a) && is_length(source.reading, found.b) {
                Kind::Number
            } else {
                Kind::Date
            }
        }
        Wording::Number => amounts::kind(draft.reading, found.a?, source.reading, found.b?),
        Wording::Rounding => Kind::Rounding,
        Wording::Unit => Kind::Unit,
        Wording::Date => Kind::Date,
        Wording::Name => Kind::Name,
        Wording::Negation => Kind::Negation,
        Wording::Qualifier => Kind::Qualifier,
        // A check tells how sure a draft is by its own rules; whose deed it is, it asks of the speakers.
        Wording::Certainty | Wording::Tense | Wording::Subject => return None,
        Wording::Added => Kind::Added,
        Wording::Missing => Kind::Missing,
        Wording::Wording => Kind::Wording,
    };
    // Where the one follows the other closely, what differs stands in the same place of both.
    let (Some(a), Some(b)) = (found.a, found.b) else {
        return Some(Difference { draft: found.a, source: found.b, kind });
    };
    let placed = matches!(kind, Kind::Number | Kind::Scale | Kind::Date | Kind::Unit);
    if matches!(kind, Kind::Number | Kind::Scale) && amounts::agree_at(draft.reading, a, source.reading, b) {
        return None;
    }
    if is_close && placed && !runs.iter().any(|r| meets(r.at_a(), a) && meets(r.at_b(), b)) {
        return None;
    }
    Some(Difference { draft: Some(a), source: Some(b), kind })
}

fn meets(run: Option<Span>, at: Span) -> bool {
    run.is_some_and(|run| run.overlaps(at))
}

fn is_length(reading: &Reading, at: Option<Span>) -> bool {
    at.is_some_and(|at| reading.times.iter().any(|t| t.at == at && (t.kind == TimeKind::Duration || is_span(t))))
}

/// "the last 50 years": its length is counted.
fn is_span(time: &Time) -> bool {
    time.value.as_deref().is_some_and(|v| v.contains('/') || v.starts_with('P'))
}

fn is_time(reading: &Reading, at: Option<Span>) -> bool {
    at.is_some_and(|at| reading.times.iter().any(|t| t.at == at))
}

/// A negation, a condition or a degree of certainty that stands in one of two places that answer to each other, and nowhere
/// else in the other sentence.
fn turned(run: &Run, (draft, source): (&Side, &Side), words: &Words, held: &Held) -> Option<Difference> {
    let at = |kind| Some(Difference { draft: run.at_a(), source: run.at_b(), kind });
    let here = |list: &BTreeSet<String>| holds(list, run.at_a(), draft);
    let there = |list: &BTreeSet<String>| holds(list, run.at_b(), source);
    let is_tight = held.is_tight();
    let differs = |list: &BTreeSet<String>| match (here(list), there(list)) {
        (true, false) => is_tight || !stands_in(list, source),
        (false, true) => is_tight || !stands_in(list, draft),
        _ => false,
    };
    if run.a.len() + 2 < run.b.len() && there(&words.conditions) && differs(&words.conditions) {
        return at(Kind::Condition);
    }
    let is_left_out = run.a.is_empty() && run.b.len() > 2;
    if is_left_out || run.a.len().max(run.b.len()) > LONGEST {
        return None;
    }
    if held.closeness() >= VERY_CLOSE && differs(&words.negations) && !refuses(run, source, words) {
        return at(Kind::Negation);
    }
    let both = words.certainty.values().any(here) && words.certainty.values().any(there);
    let is_short = run.a.len() + run.b.len() <= SHORT;
    let counts = |degree: &String| both || (is_short && !words.weak.contains(degree));
    words.certainty.iter().any(|(degree, list)| counts(degree) && differs(list)).then(|| at(Kind::Certainty)).flatten()
}

/// So few words were changed that what one of them says is changed with it.
const SHORT: usize = 3;
/// A word that denies counts where nearly all others are the same.
const VERY_CLOSE: f32 = 0.84;

/// Other digits in the same place, or another name for the one who speaks.
fn replaced(run: &Run, draft: &Side, source: &Side, is_tight: bool) -> Option<Difference> {
    let (a, b) = (run.at_a()?, run.at_b()?);
    let at = |kind| Some(Difference { draft: Some(a), source: Some(b), kind });
    let digits = |run: &[(String, Span)]| -> String {
        run.iter().flat_map(|w| w.0.chars().filter(char::is_ascii_digit)).collect()
    };
    let (left, right) = (digits(&run.a), digits(&run.b));
    if let Some(kind) = other_day(run, draft, source, is_tight) {
        return at(kind);
    }
    if is_tight
        && !left.is_empty()
        && !right.is_empty()
        && left != right
        && !amounts::agree_at(draft.reading, a, source.reading, b)
    {
        let is_day = |side: &Side, at: Span| {
            side.reading.times.iter().any(|t| t.at.overlaps(at) && t.kind != TimeKind::Duration)
        };
        return at(if is_day(draft, a) || is_day(source, b) { Kind::Date } else { Kind::Number });
    }
    let speaks = draft.reading.voices.iter().filter_map(|v| v.source).any(|s| s.overlaps(a));
    let is_name = |side: &Side, at: Span| {
        let syntax = &side.reading.syntax;
        let mut tokens = syntax.tokens[syntax.tokens_in(at)].iter();
        // A month is a proper noun, but nobody.
        if side.reading.times.iter().any(|t| t.at.overlaps(at)) {
            return false;
        }
        if is_tight { tokens.any(|t| t.pos == "PROPN") } else { tokens.all(|t| t.pos == "PROPN") }
    };
    let (x, y) = (draft.reading.printed(a), source.reading.printed(b));
    let differ = who::compare(x, y).verdict == who::Verdict::Different;
    ((speaks || is_tight) && is_name(draft, a) && is_name(source, b) && differ).then(|| at(Kind::Name)).flatten()
}

/// Another day or month in the same place; of times whose days cannot be told, the words where hardly anything else differs.
fn other_day(run: &Run, draft: &Side, source: &Side, is_tight: bool) -> Option<Kind> {
    let date = |side: &Side, at: Span| {
        side.reading
            .times
            .iter()
            .find(|t| t.at.overlaps(at) && matches!(t.kind, TimeKind::Date | TimeKind::Time))
            .map(|t| t.value.clone())
    };
    let (x, y) = (date(draft, run.at_a()?)?, date(source, run.at_b()?)?);
    let differs = match (&x, &y) {
        (Some(x), Some(y)) => when::agree(x, y) == when::Agreement::Disjoint,
        _ => is_tight,
    };
    (differs && run.a.len().max(run.b.len()) <= SHORT).then_some(Kind::Date)
}

/// One of the words stands there, and not as a name.
fn holds(list: &BTreeSet<String>, at: Option<Span>, side: &Side) -> bool {
    let syntax = &side.reading.syntax;
    let tokens = at.map_or(0..0, |at| syntax.tokens_in(at));
    syntax.tokens[tokens].iter().any(|t| t.pos != "PROPN" && list.contains(&plain(&t.lower)))
}

fn stands_in(list: &BTreeSet<String>, side: &Side) -> bool {
    let syntax = &side.reading.syntax;
    side.at.iter().flat_map(|at| syntax.tokens_in(*at)).any(|i| list.contains(&plain(&syntax.tokens[i].lower)))
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
