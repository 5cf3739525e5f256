//! Words of the draft held against words of a source: what differs, and how closely the one follows the other.

pub mod amounts;
mod verbs;

use super::message::{WORDS, Words};
use super::{Difference, Kind};
use crate::difference::runs::{Run, plain, runs};
use crate::difference::{self, Kind as Wording, Side};
use crate::document::Span;
use crate::reading::times::TimeKind;
use crate::reading::{Reading, Time};
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
    /// Words of the draft that stand nowhere there.
    pub inserted: Vec<Span>,
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

    /// All words of the draft stand there, in their order.
    pub fn is_all_there(&self) -> bool {
        self.words > 0 && self.shared == self.words
    }

    /// Something differs that makes it another statement.
    pub fn alters(&self) -> bool {
        self.differences.iter().any(|d| alters(d.kind))
    }
}

pub fn alters(kind: Kind) -> bool {
    use Kind::{Certainty, Condition, Date, Name, Negation, Number, Scale, Speaker, Status, Unit};
    let is_value = matches!(kind, Number | Scale | Unit | Date | Name);
    is_value || matches!(kind, Negation | Status | Certainty | Speaker | Condition)
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
        inserted: runs.iter().filter(|r| r.b.is_empty()).filter_map(Run::at_a).collect(),
        missing: inner(source, &runs),
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

/// Words of the source that stand between words of both.
fn inner(source: &Side, runs: &[Run]) -> Vec<Span> {
    let missing = runs.iter().filter(|r| r.a.is_empty()).filter_map(Run::at_b);
    let differing: Vec<Span> = runs.iter().filter_map(Run::at_b).collect();
    let shared = words_of(source).filter(|at| !differing.iter().any(|d| d.contains(*at)));
    let Some(shared) = shared.reduce(|a, b| a.join(b)) else { return vec![] };
    missing.filter(|at| shared.contains(*at)).collect()
}

fn words_of<'s>(side: &'s Side) -> impl Iterator<Item = Span> + 's {
    let syntax = &side.reading.syntax;
    let inside = side.at.iter().flat_map(|at| syntax.tokens_in(*at)).map(|i| &syntax.tokens[i]);
    inside.filter(|t| t.pos != "PUNCT" && t.pos != "SPACE").map(|t| t.at)
}

fn count(side: &Side) -> usize {
    words_of(side).count()
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
        Wording::Direction | Wording::Degree | Wording::Limit => return None,
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
    at.is_some_and(|at| reading.times.iter().any(|t| t.at == at && is_counted(t)))
}

/// "the last 50 years": its length is counted. From one day to another is no length.
fn is_counted(time: &Time) -> bool {
    let is_of_days = |v: &str| v.split_once('/').is_some_and(|(a, b)| a.len() >= DAY && b.len() >= DAY);
    let value = time.value.as_deref().unwrap_or_default();
    !is_of_days(value) && (time.kind == TimeKind::Duration || value.contains('/') || value.starts_with('P'))
}

/// So many characters has a day.
const DAY: usize = "2024-11-27".len();

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
    if held.closeness() >= VERY_CLOSE
        && differs(&words.negations)
        && !refuses(run.at_a(), draft, words)
        && !refuses(run.at_b(), source, words)
    {
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
    if let Some(day) = other_day(run, draft, source, is_tight) {
        return Some(Difference { draft: Some(a), source: Some(day), kind: Kind::Date });
    }
    if is_tight
        && !left.is_empty()
        && !right.is_empty()
        && left != right
        && !amounts::agree_at(draft.reading, a, source.reading, b)
    {
        let is_day = |side: &Side, at: Span| side.reading.times.iter().any(|t| t.at.overlaps(at) && !is_counted(t));
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

/// The other day or month in the same place there; of times whose days cannot be told, the words where hardly anything else differs.
fn other_day(run: &Run, draft: &Side, source: &Side, is_tight: bool) -> Option<Span> {
    if run.a.len() > SHORT {
        return None;
    }
    let x = day_in(draft, &run.a)?;
    // A clause more on the other side: what answers stands where it begins or where it ends.
    let few = if run.b.len() > SHORT { run.a.len().min(run.b.len()) } else { run.b.len() };
    let y = day_in(source, &run.b[..few]).or_else(|| day_in(source, &run.b[run.b.len() - few..]))?;
    let differs = match (x.value.as_deref(), y.value.as_deref()) {
        (Some(x), Some(y)) => when::agree(x, y) == when::Agreement::Disjoint || is_tight && are_two_names(run),
        _ => is_tight && run.b.len() <= SHORT,
    };
    differs.then_some(y.at)
}

/// "Friday 4 June" and "Thursday 4 June": one day by its number, two by its name. "Sept" is short for "September".
fn are_two_names(run: &Run) -> bool {
    let ([(a, _)], [(b, _)]) = (&run.a[..], &run.b[..]) else { return false };
    let are_words = [a, b].iter().all(|w| w.chars().all(char::is_alphabetic));
    are_words && a.chars().take(3).ne(b.chars().take(3))
}

/// The day or the time of day that stands in these words.
fn day_in<'r>(side: &Side<'r>, words: &[(String, Span)]) -> Option<&'r Time> {
    let is_day = |t: &&Time| matches!(t.kind, TimeKind::Date | TimeKind::Time);
    side.reading.times.iter().filter(is_day).find(|t| words.iter().any(|w| t.at.overlaps(w.1)))
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

/// "failed to win" and "did not win": a word in the run that denies without a negation.
fn refuses(at: Option<Span>, side: &Side, words: &Words) -> bool {
    let syntax = &side.reading.syntax;
    let mut tokens = at.map_or(0..0, |at| syntax.tokens_in(at));
    tokens.any(|t| words.refusals.contains(syntax.tokens[t].lemma.as_str()))
}
