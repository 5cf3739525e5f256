//! Runs of words in which two wordings differ, between the words of their longest common subsequence.

use super::{Difference, Kind, Side, Words};
use crate::document::Span;
use std::collections::BTreeSet;
use std::ops::Range;

/// A word in small letters, its apostrophe as a typewriter has it.
pub type Word = (String, Span);

/// Words of one side that stand where the other side has other words, or none.
#[derive(Clone, Debug)]
pub struct Run {
    pub a: Vec<Word>,
    pub b: Vec<Word>,
    /// The two wordings have too few words in common for a place in one to answer to a place in the other.
    pub is_loose: bool,
}

impl Run {
    pub fn at_a(&self) -> Option<Span> {
        span_of(&self.a)
    }

    pub fn at_b(&self) -> Option<Span> {
        span_of(&self.b)
    }

    /// What the run does to the statement; `None` where only words without a meaning of their own differ.
    pub fn difference(&self, words: &Words) -> Option<Difference> {
        let kind = self.kind(words)?;
        Some(Difference { kind, a: self.at_a(), b: self.at_b() })
    }

    fn kind(&self, words: &Words) -> Option<Kind> {
        let (a, b) = (&self.a, &self.b);
        let empty = |run: &[Word]| run.iter().all(|w| words.empty.contains(&w.0));
        let few = |run: &[Word]| run.iter().filter(|w| !words.empty.contains(&w.0)).count() <= FEW;
        let has = |list: &BTreeSet<String>, run: &[Word]| run.iter().any(|w| list.contains(&w.0));
        let one_has = |list: &BTreeSet<String>| has(list, a) != has(list, b) && few(a) && few(b);
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
}

/// A longer run is a clause of its own, whatever words stand in it.
const FEW: usize = 4;
/// Longest wordings that are compared word by word; longer ones differ as a whole.
const LONGEST: usize = 600;

/// Runs that differ, in the order of the first side.
pub fn runs(a: &Side, b: &Side) -> Vec<Run> {
    let (left, right) = (words_of(a), words_of(b));
    if left.len() > LONGEST || right.len() > LONGEST {
        let is_same = left.iter().map(|w| &w.0).eq(right.iter().map(|w| &w.0));
        return if is_same { vec![] } else { vec![Run { a: left, b: right, is_loose: true }] };
    }
    let pairs = common(&left, &right);
    let is_loose = pairs.len() * 2 < left.len().min(right.len());
    let run = |x: Range<usize>, y: Range<usize>| Run { a: left[x].to_vec(), b: right[y].to_vec(), is_loose };
    let mut out = vec![];
    let (mut i, mut j) = (0, 0);
    for (x, y) in pairs.into_iter().chain([(left.len(), right.len())]) {
        if i < x || j < y {
            out.push(run(i..x, j..y));
        }
        (i, j) = (x + 1, y + 1);
    }
    out
}

fn words_of(side: &Side) -> Vec<Word> {
    let syntax = &side.reading.syntax;
    let inside = side.at.iter().flat_map(|at| syntax.tokens_in(*at)).map(|i| &syntax.tokens[i]);
    inside.filter(|t| t.pos != "PUNCT" && t.pos != "SPACE").map(|t| (plain(&t.lower), t.at)).collect()
}

/// How many words a side has.
pub fn count(side: &Side) -> usize {
    words_of(side).len()
}

/// The same word whatever its printer's apostrophe.
pub fn plain(lower: &str) -> String {
    lower.replace(['’', '‘', 'ʼ', '`'], "'")
}

fn span_of(words: &[Word]) -> Option<Span> {
    Some(words.first()?.1.join(words.last()?.1))
}

/// The longest common subsequence, as pairs of places.
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
