//! Two or more who speak together, and groups that are only groups.

use crate::document::Span;
use crate::reading::Reading;
use crate::reading::together;

/// A bare plural ("economists", "Kazakh experts") names nobody but the group itself, which is then the speaker.
pub fn group(reading: &Reading, at: Span) -> Option<String> {
    let syntax = &reading.syntax;
    let head = syntax.head_of(at)?;
    let bare = syntax.child(head, &["det", "poss", "nummod"]).is_none();
    (syntax.tokens[head].tag == "NNS" && bare).then(|| reading.printed(at).to_string())
}

/// The people who speak together: named side by side here, or before a plural that means them.
pub fn together(reading: &Reading, at: Span) -> Vec<usize> {
    reading.syntax.head_of(at).map(|head| together::meant(reading, head)).unwrap_or_default()
}
