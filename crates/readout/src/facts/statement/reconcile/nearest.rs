//! Other words for one statement: of all that a speaker says in two texts of a story, two wordings that are each the other's nearest.

use super::{FEWEST_WORDS, Told};
use crate::difference::differences;
use crate::value::wording::Wordings;
use std::collections::BTreeMap;

/// Less than this is chance: names of the matter that all is about.
const LEAST: f32 = 0.25;
/// So much nearer than what comes next.
const AHEAD: f32 = 1.25;

/// A wording and the text in which the nearest one is looked for.
type Place = (usize, usize);

/// What was seen of all pairs of a collection, each looked at once.
#[derive(Default)]
pub struct Seen {
    nearest: BTreeMap<Place, Nearest>,
    /// Alike enough, the lower index first.
    known: BTreeMap<(usize, usize), f32>,
}

impl Seen {
    pub fn look(&mut self, (a, b): (usize, usize), told: &[Told], wordings: &Wordings) {
        if !is_one_mouth(&told[a], &told[b]) {
            return;
        }
        let score = wordings.similarity(a, b);
        if score >= LEAST {
            self.known.insert((a.min(b), a.max(b)), score);
            self.nearest.entry((a, told[b].doc)).or_default().note(score, b);
            self.nearest.entry((b, told[a].doc)).or_default().note(score, a);
        }
    }

    /// Pairs that are clearly each other's nearest and do not contradict each other, with how alike they are.
    pub fn pairs(self, told: &[Told]) -> BTreeMap<(usize, usize), f32> {
        let Seen { nearest, mut known } = self;
        let is_clear = |of: usize, other: usize| {
            let found = nearest.get(&(of, told[other].doc));
            found.is_some_and(|n| n.best == Some(other) && n.score >= n.next * AHEAD)
        };
        let plain = |a: usize, b: usize| !differences(&told[a].side(), &told[b].side()).iter().any(|d| d.kind.alters());
        known.retain(|(a, b), _| is_clear(*a, *b) && is_clear(*b, *a) && plain(*a, *b));
        known
    }
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
