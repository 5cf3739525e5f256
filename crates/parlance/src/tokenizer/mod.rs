//! Where tokens begin and end: spaCy's rules of affixes and exceptions.

/// The contents of a pipeline's `tokenizer` file.
#[derive(Debug, Clone, Default)]
pub struct TokenizerRules {
    pub prefix_search: Option<String>,
    pub suffix_search: Option<String>,
    pub infix_finditer: Option<String>,
    pub token_match: Option<String>,
    pub url_match: Option<String>,
    /// A chunk and the pieces it is cut into.
    pub exceptions: Vec<(String, Vec<ExceptionPiece>)>,
    pub faster_heuristics: bool,
}

/// One token of an exception.
#[derive(Debug, Clone)]
pub struct ExceptionPiece {
    pub text: String,
    pub norm: Option<String>,
}

/// The tokenizer of a pipeline, ready to run; shared by all threads.
#[derive(Debug)]
pub struct Tokenizer {}

/// What a thread remembers between texts; bounded, and without effect on results.
#[derive(Debug, Default)]
pub struct TokenizerCache {}

/// A token found: bytes `start..end` of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RawToken {
    pub start: usize,
    pub end: usize,
    /// One space follows, which belongs to no token.
    pub space_after: bool,
    /// The norm that a token exception gives: see [`Tokenizer::norm`].
    pub norm: Option<u32>,
}

/// Why a tokenizer cannot be built.
#[derive(Debug, thiserror::Error)]
#[error("{what}")]
pub struct TokenizerError {
    pub what: String,
}

impl Tokenizer {
    pub fn new(rules: TokenizerRules) -> Result<Tokenizer, TokenizerError> {
        let _ = rules;
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
