//! Two amounts of one measure side by side: "to 82 million from 72", "up from 69%", "compared with 234 million".

use super::words::Words;
use crate::document::Span;
use crate::reading::{Amount, Reading};

/// How many words may stand between the two.
const WORDS_BETWEEN: usize = 5;

/// Only words that hold one level against another stand between these two amounts.
pub fn is_paired(reading: &Reading, words: &Words, before: &Amount, here: &Amount) -> bool {
    if here.counted.is_some() || before.phrase.end > here.phrase.start {
        return false;
    }
    let unit = |a: &Amount| a.quantity.unit.clone();
    let same = unit(before) == unit(here) || unit(here).is_none() || before.quantity.change.is_some();
    let syntax = &reading.syntax;
    let between = &syntax.tokens[syntax.tokens_in(Span::new(before.phrase.end, here.phrase.start))];
    let links = |lower: &smol_str::SmolStr| {
        [&words.measures.from, &words.measures.to, &words.measures.held_against].iter().any(|l| l.contains(lower))
    };
    let last = between.iter().rev().find(|t| t.pos != "DET");
    let only = |t: &crate::reading::syntax::Token| {
        matches!(t.pos.as_str(), "ADP" | "ADV" | "PART" | "SCONJ" | "DET") || t.lower == "," || links(&t.lower)
    };
    same && between.len() <= WORDS_BETWEEN && between.iter().all(only) && last.is_some_and(|t| links(&t.lower))
}
