//! Page debris in a text that was already stripped of its markup: found, given a reason, never read for facts.

use super::Reading;
use crate::document::Span;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Debris {
    pub at: Span,
    /// Key of the reason: "shortcode", "repeated-headline", "comment-counter" ...
    pub why: &'static str,
}

pub fn find(_reading: &mut Reading) {}
