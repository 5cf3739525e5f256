//! The place of one document among the others: its story, its copies, and from where it took what it prints.

use crate::document::Span;
use serde::Serialize;

/// In which way something was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Taking {
    /// The source is named.
    Credit,
    /// Somebody is quoted from an interview or an article.
    Quotation,
    /// The same words stand in both.
    Reprint,
}

/// Where one document took something from.
#[derive(Clone, Debug, PartialEq)]
pub struct TakenFrom {
    /// The id of a document of the record that is reprinted, else the name of an outlet, agency or office.
    pub from: String,
    pub how: Taking,
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
    /// Numbers of other stories that may be this one: their texts are nearly as much alike as those of one.
    pub unsure: Vec<usize>,
    /// Indices of documents with the same text.
    pub copies: Vec<usize>,
    pub taken_from: Vec<TakenFrom>,
}
