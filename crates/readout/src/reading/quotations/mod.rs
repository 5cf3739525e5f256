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
    let text = &reading.document.text;
    let marked: Vec<_> = reading.blocks.iter().map(|b| marks::in_block(text, b.at)).collect();
    for (i, marks) in marked.iter().enumerate() {
        let next = marked.get(i + 1).zip(reading.blocks.get(i + 1));
        let goes_on = next.is_some_and(|(marks, block)| marks::opens(marks, block.at.start));
        let found = pairs::of(text, marks, reading.blocks[i].at, goes_on);
        reading.gaps.extend(found.odd.into_iter().map(|at| Gap { at, why: UNBALANCED }));
        let first = reading.quotations.len();
        reading.quotations.extend(found.quotations.into_iter().map(|mut q| {
            q.inside_of = q.inside_of.map(|outer| outer + first);
            q
        }));
    }
}

#[cfg(test)]
mod tests;
