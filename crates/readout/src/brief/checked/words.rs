//! The words around a checked draft, read from words/<language>/checked.toml.

use crate::brief::words::{fill, label};
use crate::check::Outcome;
use crate::words::{DEFAULT_LANGUAGE, Lexicon};
use serde::Deserialize;
use std::collections::BTreeMap;

type Labels = BTreeMap<String, String>;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    page: Labels,
    nouns: BTreeMap<String, Noun>,
    findings: Labels,
    claims: Labels,
    relations: Labels,
    /// A sentence on each finding, for programs that list what can be found.
    rules: Labels,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Noun {
    one: String,
    other: String,
}

static WORDS: Lexicon<Words> = Lexicon::new("checked");

pub fn words() -> &'static Words {
    WORDS.of(DEFAULT_LANGUAGE)
}

impl Words {
    pub fn page<'a>(&'a self, key: &'a str) -> &'a str {
        label(&self.page, key)
    }

    pub fn filled(&self, key: &str, slots: &[(&str, &str)]) -> String {
        fill(self.page(key), slots)
    }

    pub fn finding(&self, outcome: Outcome) -> String {
        label(&self.findings, outcome.key()).to_string()
    }

    pub fn rule(&self, outcome: Outcome) -> String {
        self.rules.get(outcome.key()).cloned().unwrap_or_else(|| self.finding(outcome))
    }

    pub fn claim<'a>(&'a self, key: &'a str) -> &'a str {
        label(&self.claims, key)
    }

    pub fn relation<'a>(&'a self, key: &'a str) -> &'a str {
        label(&self.relations, key)
    }

    /// "3 sources".
    pub fn count(&self, count: usize, noun: &str) -> String {
        let noun = self.nouns.get(noun).map_or(noun, |n| if count == 1 { &n.one } else { &n.other });
        format!("{count} {noun}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_finding_has_its_words() {
        for outcome in Outcome::ALL {
            let key = outcome.key();
            assert!(words().findings.contains_key(key), "{key} has no label");
            assert!(outcome.agrees() || words().rules.contains_key(key), "{key} has no rule");
        }
    }
}
