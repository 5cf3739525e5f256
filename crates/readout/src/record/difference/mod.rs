//! Where two reports of one statement differ: numbers, dates, names, negations, and the words that are left.

mod numbers;

use crate::document::Span;
use crate::reading::names::Form;
use crate::reading::{Mention, Reading};
use crate::value::who;
use crate::words::Lexicon;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::ops::Range;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    Number,
    Rounding,
    Unit,
    Date,
    Name,
    Negation,
    Certainty,
    Qualifier,
    Added,
    Missing,
    Wording,
}

impl Kind {
    /// The statement is another one with it.
    pub fn alters(self) -> bool {
        matches!(self, Kind::Number | Kind::Unit | Kind::Date | Kind::Name | Kind::Negation)
    }
}

/// One place where two wordings differ; `a` or `b` is empty where the other has something more.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    pub kind: Kind,
    pub a: Option<Span>,
    pub b: Option<Span>,
}

/// The characters of one text that are compared.
#[derive(Clone, Debug)]
pub struct Side<'r> {
    pub reading: &'r Reading,
    pub at: Vec<Span>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    negation: BTreeSet<String>,
    certainty: BTreeSet<String>,
    qualifier: BTreeSet<String>,
    empty: BTreeSet<String>,
}

static WORDS: Lexicon<Words> = Lexicon::new("wording");

/// What differs between two reports of one statement, by place in the first one.
pub fn differences(a: &Side, b: &Side) -> Vec<Difference> {
    let mut out = vec![];
    out.extend(numbers::differences(a, b));
    out.extend(names(a, b));
    let taken = |side: fn(&Difference) -> Option<Span>| out.iter().filter_map(side).collect::<Vec<Span>>();
    let (taken_a, taken_b) = (taken(|d| d.a), taken(|d| d.b));
    out.extend(wording(a, b, &taken_a, &taken_b));
    out.sort_by_key(|d| (d.a.or(d.b), d.kind, d.b));
    out
}

// --- names ---------------------------------------------------------------------------------------------------------

/// Names of one class on both sides that nothing on the other side can be.
fn names(a: &Side, b: &Side) -> Vec<Difference> {
    let (left, mut right) = (only(a, b), only(b, a));
    let mut out = vec![];
    for x in left {
        let Some(j) = right.iter().position(|y| y.class == x.class) else { continue };
        let y = right.remove(j);
        out.push(Difference { kind: Kind::Name, a: Some(x.at), b: Some(y.at) });
    }
    out
}

/// Names of one side that no name of the other can be.
fn only<'r>(side: &Side<'r>, other: &Side) -> Vec<&'r Mention> {
    let others = named(other);
    named(side).into_iter().filter(|m| !others.iter().any(|o| can_be_one(side, m, other, o))).collect()
}

fn named<'r>(side: &Side<'r>) -> Vec<&'r Mention> {
    side.reading
        .mentions
        .iter()
        .filter(|m| matches!(m.form, Form::Name | Form::Adjective) && inside(side, m.at))
        .collect()
}

fn can_be_one(a: &Side, x: &Mention, b: &Side, y: &Mention) -> bool {
    let full = |side: &Side, m: &Mention| m.entity.and_then(|e| side.reading.entities.get(e)).map(|e| e.name.clone());
    let printed = |side: &Side, m: &Mention| side.reading.printed(m.at).to_string();
    let (p, q) = (printed(a, x), printed(b, y));
    let (f, g) = (full(a, x).unwrap_or_else(|| p.clone()), full(b, y).unwrap_or_else(|| q.clone()));
    let may_be = |a: &str, b: &str| who::compare(a, b).verdict != who::Verdict::Different;
    may_be(&p, &q) || may_be(&f, &g)
}

// --- words ----------------------------------------------------------------------------------------------------------

/// The words that one side has and the other has not, run by run, as the longest common subsequence leaves them.
fn wording(a: &Side, b: &Side, taken_a: &[Span], taken_b: &[Span]) -> Vec<Difference> {
    let words = WORDS.of(a.reading.language());
    let (left, right) = (tokens(a), tokens(b));
    let mut out = vec![];
    for (x, y) in runs(&left, &right) {
        let (x, y) = (&left[x], &right[y]);
        let kind = kind_of_run(x, y, words);
        let (at_a, at_b) = (span_of(x), span_of(y));
        let is_told = at_a.is_some_and(|s| inside_of(taken_a, s)) || at_b.is_some_and(|s| inside_of(taken_b, s));
        if let Some(kind) = kind.filter(|_| !is_told) {
            out.push(Difference { kind, a: at_a, b: at_b });
        }
    }
    out
}

type Word<'r> = (&'r str, Span);

fn tokens<'r>(side: &Side<'r>) -> Vec<Word<'r>> {
    let syntax = &side.reading.syntax;
    let inside = side.at.iter().flat_map(|at| syntax.tokens_in(*at));
    inside
        .map(|i| &syntax.tokens[i])
        .filter(|t| t.pos != "PUNCT" && t.pos != "SPACE")
        .map(|t| (t.lower.as_str(), t.at))
        .collect()
}

fn span_of(words: &[Word]) -> Option<Span> {
    Some(words.first()?.1.join(words.last()?.1))
}

fn kind_of_run(a: &[Word], b: &[Word], words: &Words) -> Option<Kind> {
    let has = |list: &BTreeSet<String>, run: &[Word]| run.iter().any(|w| list.contains(w.0));
    let one_has = |list: &BTreeSet<String>| has(list, a) != has(list, b);
    let empty = |run: &[Word]| run.iter().all(|w| words.empty.contains(w.0));
    if one_has(&words.negation) {
        return Some(Kind::Negation);
    }
    if one_has(&words.certainty) {
        return Some(Kind::Certainty);
    }
    if one_has(&words.qualifier) {
        return Some(Kind::Qualifier);
    }
    match (empty(a), empty(b)) {
        (true, true) => None,
        (true, false) if a.is_empty() => Some(Kind::Added),
        (false, true) if b.is_empty() => Some(Kind::Missing),
        _ => Some(Kind::Wording),
    }
}

/// Longest wordings that are compared word by word; longer ones differ as a whole.
const LONGEST: usize = 600;

/// Runs that differ: ranges into both lists between the words of their longest common subsequence.
fn runs(a: &[Word], b: &[Word]) -> Vec<(Range<usize>, Range<usize>)> {
    if a.len() > LONGEST || b.len() > LONGEST {
        return vec![(0..a.len(), 0..b.len())];
    }
    let mut out = vec![];
    let (mut i, mut j) = (0, 0);
    for (x, y) in common(a, b).into_iter().chain([(a.len(), b.len())]) {
        if i < x || j < y {
            out.push((i..x, j..y));
        }
        (i, j) = (x + 1, y + 1);
    }
    out
}

fn common(a: &[Word], b: &[Word]) -> Vec<(usize, usize)> {
    let mut length = vec![vec![0u16; b.len() + 1]; a.len() + 1];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            length[i][j] =
                if a[i].0 == b[j].0 { length[i + 1][j + 1] + 1 } else { length[i + 1][j].max(length[i][j + 1]) };
        }
    }
    let (mut i, mut j, mut out) = (0, 0, vec![]);
    while i < a.len() && j < b.len() {
        if a[i].0 == b[j].0 {
            out.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if length[i + 1][j] >= length[i][j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    out
}

fn inside(side: &Side, at: Span) -> bool {
    inside_of(&side.at, at)
}

fn inside_of(spans: &[Span], at: Span) -> bool {
    spans.iter().any(|s| s.contains(at))
}
