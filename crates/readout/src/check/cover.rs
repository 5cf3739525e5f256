//! The words of a quotation laid out in runs that stand somewhere in the sources.

use super::passages::{Passages, Stretch, Word};

/// Runs of words of the sources, each with the place of its first word in the quotation.
#[derive(Debug, Default)]
pub struct Cover {
    pub pieces: Vec<(usize, Stretch)>,
}

impl Cover {
    pub fn covered(&self) -> usize {
        self.pieces.iter().map(|(_, s)| s.length).sum()
    }

    /// How much of so many words is covered, from 0 to 1.
    pub fn part(&self, words: usize) -> f32 {
        self.covered() as f32 / words.max(1) as f32
    }
}

/// From left to right the longest run each time; of runs of one length the one nearest behind the run before it.
pub fn cover(passages: &Passages, words: &[Word]) -> Cover {
    let mut out = Cover::default();
    let mut here = 0;
    while here < words.len() {
        let found = passages.longest(&words[here..]);
        let before = out.pieces.last().map(|(_, s)| *s);
        let distance = |s: &Stretch| match before {
            Some(b) if b.stream == s.stream && s.from >= b.from + b.length => s.from - b.from,
            Some(b) if b.stream == s.stream => usize::MAX / 4,
            _ => usize::MAX / 2,
        };
        let Some(best) = found.into_iter().min_by_key(|s| (distance(s), *s)) else {
            here += 1;
            continue;
        };
        out.pieces.push((here, best));
        here += best.length;
    }
    out
}
