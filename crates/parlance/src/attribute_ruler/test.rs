//! What a pattern asks of one attribute of a token.

use super::TokenView;
use crate::labels::Label;
use crate::pattern::{Pattern, Presence, Scratch};
use std::collections::BTreeSet;

/// An attribute whose values are labels of the pipeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LabelOf {
    Tag,
    Pos,
    Morph,
    Dep,
}

/// An attribute with any text for its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TextOf {
    Text,
    Lower,
    Lemma,
}

#[derive(Debug)]
pub(crate) enum TokenTest {
    /// The label is one of these, or none of them.
    Label {
        of: LabelOf,
        labels: Vec<Label>,
        wanted: bool,
    },
    Text {
        of: TextOf,
        texts: BTreeSet<Box<str>>,
        wanted: bool,
    },
    Search {
        of: TextOf,
        pattern: Box<Pattern>,
    },
    IsSpace(bool),
}

impl LabelOf {
    pub fn get(self, token: &TokenView) -> Label {
        match self {
            LabelOf::Tag => token.tag,
            LabelOf::Pos => token.pos,
            LabelOf::Morph => token.morph,
            LabelOf::Dep => token.dep,
        }
    }
}

impl TextOf {
    fn get<'a>(self, token: &TokenView<'a>) -> &'a str {
        match self {
            TextOf::Text => token.text,
            TextOf::Lower => token.lower,
            TextOf::Lemma => token.lemma,
        }
    }
}

impl TokenTest {
    pub fn holds(&self, token: &TokenView, scratch: &mut Scratch) -> bool {
        match self {
            TokenTest::Label { of, labels, wanted } => labels.contains(&of.get(token)) == *wanted,
            TokenTest::Text { of, texts, wanted } => texts.contains(of.get(token)) == *wanted,
            TokenTest::Search { of, pattern } => found(pattern, of.get(token), scratch),
            TokenTest::IsSpace(wanted) => token.is_space == *wanted,
        }
    }
}

fn found(pattern: &Pattern, text: &str, scratch: &mut Scratch) -> bool {
    // Most words are dismissed by their first letter, before they are taken apart.
    if !pattern.may_start(text.chars().next()) {
        return false;
    }
    let text = pattern.characters(text);
    pattern.search(&text, Presence::of(&text), scratch).is_some()
}
