//! The words of deeds that happen once, from words/<language>/deed.toml.

use crate::words::Lexicon;
use serde::Deserialize;
use smol_str::SmolStr;
use std::collections::BTreeMap;

pub static WORDS: Lexicon<Words> = Lexicon::new("deed");

type List = Vec<SmolStr>;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// What happens to a thing once, by the name of the deed.
    pub once: BTreeMap<SmolStr, List>,
    /// What may be kept from happening until a day.
    pub held: BTreeMap<SmolStr, List>,
    pub order: Order,
    pub words: Lists,
    /// Things by other names.
    pub same: BTreeMap<SmolStr, List>,
    pub notes: Notes,
}

/// How a clash is told: {thing}, and its sides {a} and {b}.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notes {
    pub date: String,
    pub sequence: String,
    pub direction: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Order {
    /// The first of a pair comes before the second.
    pub pairs: Vec<[SmolStr; 2]>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lists {
    /// Deeds that are done to one thing again and again.
    pub again: List,
    pub ordinals: List,
    pub until: List,
    pub of: List,
    pub vague: List,
    /// Things that begin and end every day.
    pub common: List,
}

impl Words {
    /// The name of the deed that a verb says.
    pub fn once(&self, lemma: &str) -> Option<&SmolStr> {
        named(&self.once, lemma)
    }

    pub fn held(&self, lemma: &str) -> Option<&SmolStr> {
        named(&self.held, lemma)
    }

    /// One name for things of several.
    pub fn thing<'w>(&'w self, lemma: &'w str) -> &'w str {
        named(&self.same, lemma).map_or(lemma, SmolStr::as_str)
    }
}

fn named<'w>(lists: &'w BTreeMap<SmolStr, List>, lemma: &str) -> Option<&'w SmolStr> {
    lists.iter().find(|(_, verbs)| verbs.iter().any(|v| v == lemma)).map(|(name, _)| name)
}
