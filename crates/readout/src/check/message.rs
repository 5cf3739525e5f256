//! What is said of a finding, in the words of the draft's language.

use super::{Outcome, Scope};
use crate::words::Lexicon;
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// A message for each outcome, with slots: {draft}, {source}, {who}, {from}, {sources}.
    messages: BTreeMap<String, String>,
    /// How the sources are counted: {count}, {from}, {to}.
    scope: ScopeWords,
}

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
    /// The message of an outcome or of one of its kinds; slots that are not filled stay empty.
    pub fn message(&self, key: &str, slots: &[(&str, &str)]) -> String {
        fill(self.messages.get(key).map_or("", String::as_str), slots)
    }

    pub fn of_outcome(&self, outcome: Outcome, slots: &[(&str, &str)]) -> String {
        self.message(outcome.key(), slots)
    }

    /// "3 sources of 2024-10-21 to 2024-10-24".
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

fn fill(pattern: &str, slots: &[(&str, &str)]) -> String {
    slots.iter().fold(pattern.to_string(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
}

/// Words as one line.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
