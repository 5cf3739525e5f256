//! The words of agreements, from words/<language>/agreement.toml.

use super::Status;
use crate::words::Lexicon;
use serde::Deserialize;
use smol_str::SmolStr;
use std::collections::BTreeMap;

pub static WORDS: Lexicon<Words> = Lexicon::new("agreement");

type List = Vec<SmolStr>;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    pub kinds: Vec<Kind>,
    pub verbs: Vec<Deed>,
    pub nouns: Vec<Deed>,
    /// "the planned treaty": a word before it tells how far it came.
    pub adjectives: Vec<Deed>,
    pub presupposed: BTreeMap<Status, Status>,
    pub changes: Changes,
    pub phrases: Phrases,
}

/// What agreements of a kind are called.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kind {
    pub kind: SmolStr,
    pub words: List,
    /// Names of two words, the last one the head.
    #[serde(default)]
    pub phrases: List,
    /// One of these must stand before it.
    #[serde(default)]
    pub modifiers: List,
    /// What it must be one of: "a package of agreements".
    #[serde(default)]
    pub of: List,
    /// An agreement also where no status is told.
    #[serde(default)]
    pub topical: bool,
    /// One only where it is signed, ratified or extended.
    #[serde(default)]
    pub strict: bool,
    /// One only where it is signed, not where it is extended or ends.
    #[serde(default)]
    pub signed: bool,
    /// A word that may stand for any kind.
    #[serde(default)]
    pub loose: bool,
    /// Several, by their number or in the plural: "20 documents", "agreements on trade", "a number of contracts".
    #[serde(default)]
    pub counted: bool,
    /// One only where two or more do it together.
    #[serde(default)]
    pub joint: bool,
    pub fires: List,
    pub silent: List,
}

/// Which part of the deed the agreement is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    #[default]
    Object,
    Subject,
    /// Behind "from" or "out of".
    From,
}

/// A verb or a noun for what is done with an agreement.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deed {
    pub status: Status,
    pub words: List,
    #[serde(default)]
    pub role: Role,
    /// One of these must hang on it.
    #[serde(default, rename = "with")]
    pub needed: List,
    /// One of these must be who does it.
    #[serde(default)]
    pub agent: List,
    #[serde(default)]
    pub strict: bool,
    /// Of a known agreement too, though it only comes to be: "the treaty is being prepared".
    #[serde(default)]
    pub definite: bool,
    /// Done only with agreements of these kinds.
    #[serde(default)]
    pub kinds: List,
    pub fires: List,
    pub silent: List,
}

/// What one agreement does to another.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Changes {
    pub extends: List,
    pub replaces: List,
    pub amends: List,
    pub annex: List,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phrases {
    pub about: List,
    pub topic: List,
    pub between: List,
    #[serde(rename = "with")]
    pub partner: List,
    pub of: List,
    pub by: List,
    pub participles: List,
    pub vague: List,
    pub sides: List,
    /// Of these, bodies for which no person of the text signs.
    pub bodies: List,
    pub fields: List,
    pub wanted: List,
    pub provides: List,
    pub until: List,
    pub including: List,
    pub documents: List,
    pub definite: List,
    pub none: List,
    /// Nouns behind "with" that nobody is: "with a view to".
    pub manner: List,
    /// Endings of a plural, which the lemma of a name keeps.
    pub plural: List,
    /// Nouns for an occasion on which two sides talk.
    pub talks: List,
}
