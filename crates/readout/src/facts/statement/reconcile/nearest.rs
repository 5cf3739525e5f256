//! Other words for one statement: of all that a speaker says in two texts of a story, two wordings that are each the other's nearest.

use super::{FEWEST_WORDS, Told};
use crate::difference::differences;
use crate::value::wording::Wordings;
use std::collections::{BTreeMap, BTreeSet};

/// Less than this is chance: names of the matter that all is about.
const LEAST: f32 = 0.25;
/// So much nearer than what comes next.
const AHEAD: f32 = 1.25;

/// A wording and the text in which the nearest one is looked for.
type Place = (usize, usize);

/// Pairs, the lower index first, with how alike they are.
pub fn pairs(told: &[Told], wordings: &Wordings) -> BTreeMap<(usize, usize), f32> {
    let mut nearest: BTreeMap<Place, Nearest> = BTreeMap::new();
    let mut known: BTreeSet<(usize, usize)> = BTreeSet::new();
    for a in 0..told.len() {
        for b in wordings.candidates(a).into_iter().filter(|b| *b > a && is_one_mouth(&told[a], &told[*b])) {
            let score = wordings.similarity(a, b);
            if score >= LEAST && known.insert((a, b)) {
                nearest.entry((a, told[b].doc)).or_default().note(score, b);
                nearest.entry((b, told[a].doc)).or_default().note(score, a);
            }
        }
    }
    let is_clear = |of: usize, other: usize| {
        nearest.get(&(of, told[other].doc)).is_some_and(|n| n.best == Some(other) && n.score >= n.next * AHEAD)
    };
    let clear = known.into_iter().filter(|(a, b)| is_clear(*a, *b) && is_clear(*b, *a));
    let plain = clear.filter(|(a, b)| !differences(&told[*a].side(), &told[*b].side()).iter().any(|d| d.kind.alters()));
    plain.map(|(a, b)| ((a, b), wordings.similarity(a, b))).collect()
}

#[derive(Default)]
struct Nearest {
    best: Option<usize>,
    score: f32,
    /// Of the one that comes next.
    next: f32,
}

impl Nearest {
    fn note(&mut self, score: f32, of: usize) {
        if self.best.is_none() || score > self.score {
            self.next = self.score;
            (self.best, self.score) = (Some(of), score);
        } else if score > self.next {
            self.next = score;
        }
    }
}

/// The same speaker in two texts of one story, in more than a turn of phrase.
fn is_one_mouth(a: &Told, b: &Told) -> bool {
    let known = !a.speakers.is_empty() && a.speakers == b.speakers && a.is_denied == b.is_denied;
    known && a.doc != b.doc && a.story == b.story && a.words.min(b.words) >= FEWEST_WORDS
}
