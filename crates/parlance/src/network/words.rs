//! The words a thread has met, each with a number and its features, so that what depends on the word alone is done once.

use crate::lexeme::{Lexeme, Norms, lexeme};
use foldhash::HashMap;

/// Words numbered as they come. A word is a text together with the norm of a token exception.
#[derive(Debug, Default)]
pub(crate) struct Words {
    numbers: HashMap<Box<str>, u32>,
    with_norm: HashMap<(u32, u32), u32>,
    lexemes: Vec<Lexeme>,
}

/// More words than this are forgotten between two texts, to bound the memory of a thread.
const MOST_WORDS: usize = 50_000;

impl Words {
    /// The number of a word; `norm` is the number and the text of the norm that a token exception gave.
    pub fn number(&mut self, text: &str, norm: Option<(u32, &str)>, norms: &Norms) -> u32 {
        let word = match self.numbers.get(text) {
            Some(word) => *word,
            None => {
                let word = self.push(lexeme(text, None, norms));
                self.numbers.insert(text.into(), word);
                word
            }
        };
        let Some((number, norm)) = norm else { return word };
        if let Some(word) = self.with_norm.get(&(word, number)) {
            return *word;
        }
        let special = self.push(lexeme(text, Some(norm), norms));
        self.with_norm.insert((word, number), special);
        special
    }

    pub fn len(&self) -> usize {
        self.lexemes.len()
    }

    pub fn lexeme(&self, word: u32) -> &Lexeme {
        &self.lexemes[word as usize]
    }

    /// Forgets all words if there are too many; says whether it did.
    pub fn forget_if_many(&mut self) -> bool {
        if self.lexemes.len() <= MOST_WORDS {
            return false;
        }
        *self = Words::default();
        true
    }

    fn push(&mut self, lexeme: Lexeme) -> u32 {
        self.lexemes.push(lexeme);
        self.lexemes.len() as u32 - 1
    }
}
