//! Attributes set by patterns over tokens: spaCy's attribute ruler.

use crate::error::LoadError;
use crate::files::File;
use crate::labels::{Label, Labels};

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
pub(crate) struct AttributeRuler {}

impl AttributeRuler {
    /// Reads the file `attribute_ruler/patterns`.
    pub fn read(file: &File, labels: &mut Labels) -> Result<AttributeRuler, LoadError> {
        let _ = (file, labels);
        Ok(AttributeRuler {})
    }

    /// What to set, on which token: to be applied in this order, later ones over earlier ones.
    pub fn changes<'r>(&'r self, tokens: &[TokenView], changes: &mut Vec<(usize, &'r Attributes)>) {
        let _ = tokens;
        changes.clear();
    }
}
