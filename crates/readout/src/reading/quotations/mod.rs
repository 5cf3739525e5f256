//! Quotation marks of every form, paired inside a paragraph; what does not pair is a gap.

mod marks;
mod pairs;

use super::{Gap, Reading};
use crate::document::Span;

/// One quotation: the marks and what stands between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// What stands between the marks.
    pub inside: Span,
    /// With the marks.
    pub at: Span,
    /// Index of the quotation around it.
    pub inside_of: Option<usize>,
    /// It goes on in the next paragraph, whose own opening mark repeats it.
    pub continues: bool,
}

const UNBALANCED: &str = "unbalanced-quotation-mark";

/// Pairs the marks of each block by itself, so that an odd mark never reaches the next paragraph.
pub fn find(reading: &mut Reading) {
    let marked: Vec<_> = reading.blocks.iter().map(|b| marks::in_block(&reading.document.text, b.at)).collect();
    for (i, marks) in marked.iter().enumerate() {
        let next = marked.get(i + 1).zip(reading.blocks.get(i + 1));
        let goes_on = next.is_some_and(|(marks, block)| marks::opens(marks, block.at.start));
        let found = pairs::of(&reading.document.text, marks, reading.blocks[i].at, goes_on);
        let mut odd = found.odd;
        let mut index = vec![None; found.quotations.len()];
        for (k, mut q) in found.quotations.into_iter().enumerate() {
            if q.continues && q.at.end < reading.blocks[i].at.end && ends_with_cue(reading, &q) {
                odd.push(Span::new(q.at.start, q.inside.start));
                continue;
            }
            q.inside_of = q.inside_of.and_then(|outer| index[outer]);
            index[k] = Some(reading.quotations.len());
            reading.quotations.push(q);
        }
        odd.sort_unstable();
        reading.gaps.extend(odd.into_iter().map(|at| Gap { at, why: UNBALANCED }));
    }
}

/// How near the end of a sentence its cue stands: "…, the mayor of the town said."
const NEAR: usize = 6;

/// A quotation that seems to be opened again, but whose sentence ends in an attribution: its closing mark is missing.
fn ends_with_cue(reading: &Reading, quotation: &Quotation) -> bool {
    let words = super::voices::lexicon::WORDS.of(reading.language());
    let tokens = reading.syntax.tokens_in(quotation.inside);
    let last = tokens.start.max(tokens.end.saturating_sub(NEAR))..tokens.end;
    let cue = |t: usize| {
        let token = &reading.syntax.tokens[t];
        matches!(token.tag.as_str(), "VBD" | "VBZ" | "VBP") && words.is_verb(&token.lower, &token.lemma)
    };
    last.into_iter().any(cue)
}

#[cfg(test)]
mod tests;
