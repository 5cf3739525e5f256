//! What lemmatizers ask of a label: which part of speech it is, which features it has.

use crate::strings::string_id;

/// A label, seen as a part of speech and as morphological features: it is one
/// of both, and the other reading says nothing.
#[derive(Debug)]
pub(crate) struct Kind {
    /// The part of speech in lower case.
    pub pos: Box<str>,
    /// The string id of `pos`: the key of the tables.
    pub id: u64,
    number: Number,
    infinitive: bool,
    positive: bool,
    finite_present: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Number {
    None,
    Singular,
    Other,
}

impl Kind {
    pub fn of(label: &str) -> Kind {
        let pos = label.to_lowercase();
        let value = |feature: &str| features(label).find(|(name, _)| *name == feature).map(|(_, value)| value);
        Kind {
            id: string_id(&pos),
            pos: pos.into(),
            number: match value("Number") {
                None => Number::None,
                Some("Sing") => Number::Singular,
                Some(_) => Number::Other,
            },
            infinitive: matches!(value("VerbForm"), Some("Inf" | "None")),
            positive: value("Degree") == Some("Pos"),
            finite_present: value("VerbForm") == Some("Fin") && value("Tense") == Some("Pres"),
        }
    }

    /// Whether a word of this morphology and of that part of speech is its own base form in English.
    pub fn is_base_form(&self, pos: &Kind) -> bool {
        match &*pos.pos {
            "noun" if self.number == Number::Singular => true,
            "verb" if self.finite_present && self.number == Number::None => true,
            _ => self.infinitive || self.positive,
        }
    }

    /// Whether nothing is said of words of this kind: they are in lower case.
    pub fn is_none(&self) -> bool {
        matches!(&*self.pos, "" | "eol" | "space")
    }
}

/// The features of `Number=Sing|Person=3`, by name.
pub(crate) fn features(morph: &str) -> impl Iterator<Item = (&str, &str)> {
    morph.split('|').filter_map(|feature| feature.split_once('='))
}
