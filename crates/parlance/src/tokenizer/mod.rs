//! Where tokens begin and end: spaCy's rules of affixes and exceptions.

use crate::error::LoadError;
use crate::files::File;

/// The tokenizer of a pipeline, ready to run; shared by all threads.
#[derive(Debug)]
pub(crate) struct Tokenizer {}

/// What a thread remembers between texts; bounded, and without effect on results.
#[derive(Debug, Default)]
pub(crate) struct TokenizerCache {}

/// A token found: bytes `start..end` of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RawToken {
    pub start: usize,
    pub end: usize,
    /// One space follows, which belongs to no token.
    pub space_after: bool,
    /// The norm that a token exception gives: see [`Tokenizer::norm`].
    pub norm: Option<u32>,
}

impl Tokenizer {
    /// Reads a pipeline's file `tokenizer`.
    pub fn read(file: &File) -> Result<Tokenizer, LoadError> {
        let _ = file;
        Ok(Tokenizer {})
    }

    /// The tokens of a text, in order. Together with the spaces after them they are the text.
    pub fn tokenize(&self, text: &str, cache: &mut TokenizerCache) -> Vec<RawToken> {
        let _ = cache;
        let mut tokens = Vec::new();
        for word in text.split(' ').filter(|w| !w.is_empty()) {
            let start = word.as_ptr() as usize - text.as_ptr() as usize;
            let end = start + word.len();
            tokens.push(RawToken { start, end, space_after: end < text.len(), norm: None });
        }
        tokens
    }

    /// The norm behind [`RawToken::norm`].
    pub fn norm(&self, index: u32) -> &str {
        let _ = index;
        ""
    }
}
