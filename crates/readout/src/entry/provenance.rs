//! The place of one document among the others: its story, its copies, and from where it took what it prints.

use crate::document::Span;

/// Where one document took something from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TakenFrom {
    /// The id of a document of the record that is reprinted, else the name of an outlet, agency or office.
    pub from: String,
    /// "credit", "reprint" or "quotation".
    pub how: &'static str,
    /// Where the text names its source; of a reprint without such words the first passage.
    pub at: Option<Span>,
    /// What stands in the reprinted document too: the rest of the text is the outlet's own.
    pub passages: Vec<Span>,
}

/// One document's place among the others.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Place {
    /// Number of the story: documents about the same happening share it.
    pub story: usize,
    /// Indices of documents with the same text.
    pub copies: Vec<usize>,
    pub taken_from: Vec<TakenFrom>,
}
