//! Attributes set by patterns over tokens: spaCy's attribute ruler.
//!
//! All patterns look at the tokens as they were before any attribute is set;
//! what they set is applied in the order of the patterns. Each pattern is
//! filed under what it asks of its first token, so that a token meets only the
//! few patterns that may begin with it.

mod index;
mod read;
mod test;

use crate::labels::Label;
use crate::pattern::Scratch;
use index::Index;
use test::TokenTest;

/// What a pattern or a lemmatizer may look at in a token.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct TokenView<'a> {
    pub text: &'a str,
    /// The text in lower case.
    pub lower: &'a str,
    /// Empty while nothing has set it.
    pub lemma: &'a str,
    pub tag: Label,
    pub pos: Label,
    pub morph: Label,
    pub dep: Label,
    pub is_space: bool,
    pub sentence_start: bool,
}

/// The attributes that a pattern sets; `None` leaves one as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Attributes {
    pub tag: Option<Label>,
    pub pos: Option<Label>,
    pub morph: Option<Label>,
    pub dep: Option<Label>,
    pub lemma: Option<Box<str>>,
}

/// An attribute ruler, ready to run; shared by all threads.
#[derive(Debug, Default)]
pub(crate) struct AttributeRuler {
    rules: Vec<Rule>,
    sequences: Vec<Sequence>,
    index: Index,
}

/// What the patterns with one number set.
#[derive(Debug)]
struct Rule {
    attributes: Attributes,
    /// On which token of the sequence found.
    index: usize,
}

/// Tests for tokens that follow one another; any sequence of a rule will do.
#[derive(Debug)]
struct Sequence {
    rule: u32,
    tokens: Vec<Vec<TokenTest>>,
}

impl AttributeRuler {
    /// What to set, on which token: to be applied in this order, later ones over earlier ones.
    pub fn changes<'r>(&'r self, tokens: &[TokenView], changes: &mut Vec<(usize, &'r Attributes)>) {
        changes.clear();
        let mut scratch = Scratch::default();
        let mut found: Vec<(u32, u32, u32)> = Vec::with_capacity(2 * tokens.len());
        for (start, token) in tokens.iter().enumerate() {
            self.index.for_each_likely(token, |number| {
                let sequence = &self.sequences[number as usize];
                if sequence.matches(&tokens[start..], &mut scratch) {
                    found.push((sequence.rule, start as u32, sequence.tokens.len() as u32));
                }
            });
        }
        found.sort_unstable();
        changes.extend(found.into_iter().map(|(rule, start, _)| {
            let rule = &self.rules[rule as usize];
            (start as usize + rule.index, &rule.attributes)
        }));
    }
}

impl Sequence {
    fn matches(&self, tokens: &[TokenView], scratch: &mut Scratch) -> bool {
        self.tokens.len() <= tokens.len()
            && self.tokens.iter().zip(tokens).all(|(tests, token)| tests.iter().all(|test| test.holds(token, scratch)))
    }
}

#[cfg(test)]
mod tests;
