//! Writes tokens in columns.

use super::bytes::{number, zigzag};
use readout::reading::syntax::Token;
use std::collections::BTreeMap;

/// Lemmas that are written without being spelled.
pub const LOWER: usize = 0;
pub const PRINTED: usize = 1;
pub const SPELLED: usize = 2;

#[derive(Default)]
pub struct Columns {
    pub gaps: Vec<u8>,
    pub lengths: Vec<u8>,
    pub heads: Vec<u8>,
    pub labels: Vec<u8>,
    pub lemmas: Vec<u8>,
    pub names: Vec<String>,
    index: BTreeMap<String, usize>,
    sets: BTreeMap<[usize; 5], usize>,
}

impl Columns {
    pub fn add(&mut self, text: &str, tokens: &[Token]) {
        let (mut end, mut sentence) = (0, 0);
        for (i, token) in tokens.iter().enumerate() {
            number(&mut self.gaps, token.at.start.saturating_sub(end));
            number(&mut self.lengths, token.at.len());
            number(&mut self.heads, zigzag(token.head as i64 - i as i64));
            self.label(token, usize::from(token.sentence != sentence) + 2 * usize::from(token.entity_begin));
            self.lemma(text.get(token.at.range()).unwrap_or(""), token);
            (end, sentence) = (token.at.end, token.sentence);
        }
    }

    /// A token's labels come in a few hundred sets: the first time its parts are written, afterwards its number.
    fn label(&mut self, token: &Token, marks: usize) {
        let labels = [&token.tag, &token.pos, &token.morph, &token.dep, &token.entity];
        let set = labels.map(|label| self.name(label));
        let next = self.sets.len() + 1;
        let known = self.sets.get(&set).copied();
        number(&mut self.labels, known.unwrap_or(0) * 4 + marks);
        if known.is_none() {
            self.sets.insert(set, next);
            set.iter().for_each(|part| number(&mut self.labels, *part));
        }
    }

    fn lemma(&mut self, printed: &str, token: &Token) {
        if token.lemma == token.lower {
            return number(&mut self.lemmas, LOWER);
        }
        if token.lemma == printed {
            return number(&mut self.lemmas, PRINTED);
        }
        let name = self.name(&token.lemma);
        number(&mut self.lemmas, SPELLED + name);
    }

    fn name(&mut self, text: &str) -> usize {
        // The list is joined by line breaks; no label has one, and a lemma that has is written without.
        let text = text.replace('\n', " ");
        if let Some(known) = self.index.get(&text) {
            return *known;
        }
        self.names.push(text.clone());
        self.index.insert(text, self.names.len() - 1);
        self.names.len() - 1
    }
}
