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

    /// The draft shows by its dots that it leaves something out between these pieces.
    pub fn is_marked(&self, text: &str, words: &[Word]) -> bool {
        self.pieces.windows(2).all(|pair| {
            let (from, to) = (pair[0].0 + pair[0].1.length, pair[1].0);
            let gap = words.get(from.max(1) - 1).zip(words.get(to)).and_then(|(a, b)| text.get(a.1.end..b.1.start));
            gap.is_some_and(shows_dots)
        })
    }
}

/// Dots that say that something was left out.
pub fn shows_dots(text: &str) -> bool {
    text.contains('…') || text.contains("...") || text.contains(". . .")
}

/// From left to right the longest run each time; of runs of one length the one nearest behind the run before it.
pub fn cover(passages: &Passages, words: &[Word]) -> Cover {
    let mut out = Cover::default();
    let mut here = 0;
    while here < words.len() {
        let found = passages.longest(&words[here..]);
        let before = out.pieces.last().map(|(_, s)| *s);
        let distance = |s: &Stretch| match before {
            Some(b) if b.stream == s.stream && s.from >= b.from => s.from - b.from,
            // Words that were said before stand nearer than they are.
            Some(b) if b.stream == s.stream => 2 * (b.from - s.from),
            _ => usize::MAX,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_say_that_something_was_left_out() {
        assert!(shows_dots("we will … go") && shows_dots("will ... go") && shows_dots("will . . . go"));
        assert!(!shows_dots("we will. We go.") && !shows_dots(""));
    }

    #[test]
    fn the_part_of_no_words_is_no_division_by_nothing() {
        assert!(Cover::default().part(0).abs() < f32::EPSILON);
    }
}
