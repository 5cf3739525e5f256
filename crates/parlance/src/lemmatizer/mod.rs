//! Base forms of words: spaCy's lemmatizers, by tables and rules.

use crate::attribute_ruler::TokenView;
use crate::error::LoadError;
use crate::files::File;
use crate::labels::Labels;
use std::sync::Arc;

/// A lemmatizer with its tables, ready to run; shared by all threads.
#[derive(Debug, Default)]
pub(crate) struct Lemmatizer {}

/// What a thread remembers between texts; bounded, and without effect on results.
#[derive(Debug, Default)]
pub(crate) struct LemmaCache {}

impl Lemmatizer {
    /// Reads the file `lemmatizer/lookups/lookups.bin`; `mode` is the component's, `rule` or `lookup`.
    /// Call it when every label of the pipeline is known.
    pub fn read(file: &File, language: &str, mode: &str, labels: &Labels) -> Result<Lemmatizer, LoadError> {
        let _ = (file, language, mode, labels);
        Ok(Lemmatizer {})
    }

    /// The lemma of `tokens[at]`, to be asked for tokens whose lemma nothing has set.
    pub fn lemma(&self, tokens: &[TokenView], at: usize, labels: &Labels, cache: &mut LemmaCache) -> Arc<str> {
        let _ = (labels, cache);
        tokens[at].lower.into()
    }
}
