//! What a draft was held against: how many sources, of which days, and what of them could not be read.

use crate::record::{Report, compare};
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

/// Parts of speech by whose words a sentence is looked up.
const LOOKED_UP: &[&str] = &["NOUN", "PROPN", "VERB", "NUM", "ADJ"];

/// The words by which the sentences of a draft can be looked up in an index, a list for each sentence.
pub fn terms(draft: &Report) -> Vec<Vec<String>> {
    let reading = &draft.reading;
    let of = |at| {
        let tokens = reading.syntax.tokens[reading.syntax.tokens_in(at)].iter();
        let full = tokens.filter(|t| LOOKED_UP.contains(&t.pos.as_str()) && t.lower.chars().any(char::is_alphanumeric));
        full.map(|t| t.lower.to_string()).collect()
    };
    compare::sentences(reading).into_iter().map(of).collect()
}
