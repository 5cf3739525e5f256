//! What depends on a token's text alone: norm, prefix, suffix, shape, white space.

use std::collections::HashMap;

/// Norms of words that differ from their lower-case form.
#[derive(Debug, Default)]
pub struct Norms {
    by_id: HashMap<u64, Box<str>>,
}

/// The string ids of a token's features, as spaCy's embedding layers want them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lexeme {
    pub orth: u64,
    pub norm: u64,
    pub prefix: u64,
    pub suffix: u64,
    pub shape: u64,
    pub is_space: bool,
}

impl Norms {
    /// From a pipeline's `lexeme_norm` table: string id of the word, its norm.
    pub fn new(table: impl IntoIterator<Item = (u64, String)>) -> Norms {
        Norms { by_id: table.into_iter().map(|(id, norm)| (id, norm.into())).collect() }
    }

    /// The norm of a word that no token exception gave one to.
    pub fn norm(&self, text: &str) -> String {
        match self.by_id.get(&crate::strings::string_id(text)) {
            Some(norm) => norm.to_string(),
            None => text.to_lowercase(),
        }
    }
}

/// The features of a token; `norm` is what its token exception says, if anything.
pub fn lexeme(text: &str, norm: Option<&str>, norms: &Norms) -> Lexeme {
    let id = crate::strings::string_id;
    let norm = norm.map_or_else(|| id(&norms.norm(text)), id);
    Lexeme { orth: id(text), norm, prefix: 0, suffix: 0, shape: 0, is_space: false }
}
