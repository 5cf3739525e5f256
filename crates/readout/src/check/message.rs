//! What is said of a finding, and the words that change what a sentence says, in the draft's language.

use super::{Outcome, Scope};
use crate::document::one_line;
use crate::words::{Lexicon, fill};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// What makes a statement hold only sometimes.
    pub conditions: BTreeSet<String>,
    /// What bounds a statement where it is left out: a condition, a time, a reservation.
    pub limits: BTreeSet<String>,
    pub negations: BTreeSet<String>,
    /// Dictionary forms of what denies without a negation.
    pub refusals: BTreeSet<String>,
    /// Words of each degree of certainty.
    pub certainty: BTreeMap<String, BTreeSet<String>>,
    /// Degrees that other words may say too, or a tense: they count only against a word of another degree.
    pub weak: BTreeSet<String>,
    /// Prepositions that say where.
    pub places: BTreeSet<String>,
    /// By which a text speaks of itself.
    itself: Vec<String>,
    /// Turns of phrase by which a text judges or reasons.
    opinions: Vec<String>,
    /// A message for each outcome, with slots: {draft}, {source}, {from}, {also}, {sources}.
    messages: BTreeMap<String, String>,
    scope: ScopeWords,
}

/// How the sources are counted: {count}, {from}, {to}.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ScopeWords {
    none: String,
    one: String,
    many: String,
    dated: String,
    day: String,
}

pub static WORDS: Lexicon<Words> = Lexicon::new("check");

impl Words {
    pub fn of_outcome(&self, outcome: Outcome, slots: &[(&str, &str)]) -> String {
        fill(self.messages.get(outcome.key()).map_or("", String::as_str), slots)
    }

    /// Whether a sentence in small letters, with blanks around it, judges or reasons.
    pub fn is_opinion(&self, printed: &str) -> bool {
        contains(printed, &self.opinions)
    }

    /// Whether it speaks of the draft itself.
    pub fn is_of_itself(&self, printed: &str) -> bool {
        contains(printed, &self.itself)
    }

    /// "these 3 sources of 2024-10-21 to 2024-10-24".
    pub fn scope(&self, scope: &Scope) -> String {
        let count = scope.documents.to_string();
        let pattern = match scope.documents {
            0 => return self.scope.none.clone(),
            1 => &self.scope.one,
            _ => &self.scope.many,
        };
        let counted = fill(pattern, &[("count", &count)]);
        match (&scope.from, &scope.to) {
            (Some(from), Some(to)) if from == to => format!("{counted} {}", fill(&self.scope.day, &[("from", from)])),
            (Some(from), Some(to)) => format!("{counted} {}", fill(&self.scope.dated, &[("from", from), ("to", to)])),
            _ => counted,
        }
    }
}

fn contains(printed: &str, phrases: &[String]) -> bool {
    let spaced: String = printed.chars().map(|c| if c.is_alphanumeric() || c == '\'' { c } else { ' ' }).collect();
    let plain = format!(" {} ", one_line(&spaced));
    phrases.iter().any(|phrase| plain.contains(&format!(" {phrase} ")))
}
