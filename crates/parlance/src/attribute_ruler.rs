//! Attributes set by patterns over tokens: spaCy's attribute ruler.

/// What a pattern or a lemmatizer may look at in a token. Unset is the empty string.
#[derive(Debug, Clone, Copy, Default)]
pub struct TokenView<'a> {
    pub text: &'a str,
    pub tag: &'a str,
    pub pos: &'a str,
    pub morph: &'a str,
    pub dep: &'a str,
    pub lemma: &'a str,
}

/// The attributes that a pattern sets; `None` leaves one as it is, `Some("")` clears it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Attributes {
    pub tag: Option<Box<str>>,
    pub pos: Option<Box<str>>,
    pub morph: Option<Box<str>>,
    pub dep: Option<Box<str>>,
    pub lemma: Option<Box<str>>,
}

/// An attribute ruler, ready to run; shared by all threads.
#[derive(Debug, Default)]
pub struct AttributeRuler {}

impl AttributeRuler {
    /// What to set, on which token: to be applied in this order, later ones over earlier ones.
    pub fn changes(&self, tokens: &[TokenView]) -> Vec<(usize, &Attributes)> {
        let _ = tokens;
        Vec::new()
    }
}
