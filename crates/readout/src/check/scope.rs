//! What a draft was held against: how many sources, of which days, and what of them could not be read.

use crate::record::Report;
use serde::Serialize;

/// The sources as a whole. Of a store it counts all documents, though only those are read that share something with the draft.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Scope {
    pub documents: usize,
    /// First and last day of publication.
    pub from: Option<String>,
    pub to: Option<String>,
    /// What could not be read, and why.
    pub unread: Vec<String>,
}

impl Scope {
    pub fn of(sources: &[Report], unread: Vec<String>) -> Scope {
        let days = || sources.iter().filter_map(|s| s.reading.document.published.value.clone());
        Scope { documents: sources.len(), from: days().min(), to: days().max(), unread }
    }
}
