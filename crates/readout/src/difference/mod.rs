//! Where two reports of one statement differ: numbers, dates, names, negations, and the words that are left.

pub mod close;
mod deeds;
mod names;
mod numbers;
pub mod polarity;
pub mod runs;
pub mod why;

use crate::document::Span;
use crate::reading::Reading;
use crate::words::Lexicon;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    Number,
    Rounding,
    Unit,
    Date,
    Name,
    Negation,
    /// Done on one side, still to come on the other.
    Tense,
    /// Who does it and to whom it is done are changed about.
    Subject,
    /// Up on one side, down on the other.
    Direction,
    Certainty,
    /// In nearly the same words: another degree of certainty.
    #[serde(rename = "certainty")]
    Degree,
    Qualifier,
    /// In nearly the same words: a reservation that is left out.
    #[serde(rename = "qualifier")]
    Limit,
    Added,
    Missing,
    Wording,
}

impl Kind {
    /// The statement is another one with it.
    pub fn alters(self) -> bool {
        let of_deed = matches!(self, Kind::Negation | Kind::Tense | Kind::Subject | Kind::Direction);
        let of_words = matches!(self, Kind::Degree | Kind::Limit);
        of_deed || of_words || matches!(self, Kind::Number | Kind::Unit | Kind::Date | Kind::Name)
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
pub struct Words {
    negation: BTreeSet<String>,
    certainty: BTreeSet<String>,
    qualifier: BTreeSet<String>,
    empty: BTreeSet<String>,
    /// Verbs and nouns that deny what follows them, and beginnings that turn an adjective round.
    refusal: BTreeSet<String>,
    negative_beginnings: Vec<String>,
    /// Words of each degree of certainty; those of `doubts` change a sentence even where the other has none.
    degrees: BTreeMap<String, BTreeSet<String>>,
    doubts: Vec<String>,
    /// What makes a sentence hold only in part or only sometimes.
    limits: BTreeSet<String>,
}

static WORDS: Lexicon<Words> = Lexicon::new("wording");

/// What differs between two reports of one statement, by place in the first one.
pub fn differences(a: &Side, b: &Side) -> Vec<Difference> {
    let words = WORDS.of(a.reading.language());
    let mut out = numbers::differences(a, b);
    out.extend(polarity::differences(a, b, words));
    out.extend(deeds::differences(a, b));
    let taken = |side: fn(&Difference) -> Option<Span>| out.iter().filter_map(side).collect::<Vec<Span>>();
    let (taken_a, taken_b) = (taken(|d| d.a), taken(|d| d.b));
    for run in runs::runs(a, b) {
        let is_told = |taken: &[Span], at: Option<Span>| at.is_some_and(|s| taken.iter().any(|t| t.contains(s)));
        if is_told(&taken_a, run.at_a()) || is_told(&taken_b, run.at_b()) {
            continue;
        }
        if let Some(difference) = names::difference(a, b, &run).or_else(|| run.difference(words)) {
            out.push(difference);
        }
    }
    out.sort_by_key(|d| (d.a.or(d.b), d.kind, d.b));
    out
}

fn inside(side: &Side, at: Span) -> bool {
    side.at.iter().any(|s| s.contains(at))
}
