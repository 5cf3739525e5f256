//! Quotation marks of every form, paired inside a paragraph; what does not pair is a gap.

use super::Reading;
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

pub fn find(_reading: &mut Reading) {}
