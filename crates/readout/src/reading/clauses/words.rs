//! The words of how sure a clause is, from words/<language>/clause.toml.

use crate::words::Lexicon;
use serde::Deserialize;
use smol_str::SmolStr;

pub static WORDS: Lexicon<Words> = Lexicon::new("clause");

type List = Vec<SmolStr>;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Auxiliaries of what is to come, of what may be, of what a report puts for the future, and of a demand.
    pub future: List,
    pub possible: List,
    pub shifted: List,
    pub obliging: List,
    pub negations: List,
    /// Behind a negation that denies nothing: "not only".
    pub only: List,
    pub conditions: List,
    pub questions: List,
    /// Conjunctions before the present of what is done again and again, or has not been done yet.
    pub whenever: List,
    pub pending: List,
    pub once: List,
    /// Prepositions and conjunctions before what comes later than what is told, and before what came earlier.
    pub ahead: List,
    pub after: List,
    /// Before an occasion that lies ahead of what is told: "ahead of the talks".
    pub upcoming: List,
    pub without: List,
    /// Before what something is only compared with.
    pub unreal: List,
    pub habitual: List,
    /// What a clause is governed by: it came about, is said to have, did not, was only tried, is wished, or is to come.
    pub achieved: List,
    pub motion: List,
    pub obliged: List,
    pub taken_for: List,
    pub alleged: List,
    pub failed: List,
    pub denials: List,
    pub attempted: List,
    pub wanted: List,
    pub doubted: List,
    pub wished: List,
    pub planned: List,
    pub accepting: List,
    pub invitation: List,
    /// Nouns and adjectives of what is only thought of, and of what is to come.
    pub hypothetical: List,
    pub plans: List,
    pub ordinals: List,
    /// "consider the visit as a success": the preposition.
    pub judged_as: List,
    pub of: List,
}
