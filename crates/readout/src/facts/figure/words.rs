//! The words of figures, from words/<language>/figure.toml.

use crate::words::{Lexicon, fill};
use serde::Deserialize;
use smol_str::SmolStr;
use std::collections::BTreeMap;

pub static WORDS: Lexicon<Words> = Lexicon::new("figure");

type List = Vec<SmolStr>;

/// What happened to those who are counted, and how it is said.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fate {
    /// Verbs of which they are the object.
    #[serde(default)]
    pub done: List,
    /// Verbs of which they are the subject.
    #[serde(default)]
    pub befallen: List,
    /// Adjectives beside the number.
    #[serde(default)]
    pub state: List,
    /// Nouns that are counted instead.
    #[serde(default)]
    pub things: List,
    /// Verbs that say it only with one of these nouns: "lost their lives", "taken to hospital".
    #[serde(default)]
    pub verbs: List,
    #[serde(default)]
    pub nouns: List,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measures {
    pub quantities: List,
    pub with_complement: List,
    pub changes: List,
    pub about: List,
    pub of: List,
    pub worth: List,
    pub between: Vec<SmolStr>,
    pub rates: List,
    pub value: SmolStr,
    pub share: SmolStr,
    pub age: SmolStr,
    pub vague: List,
    pub qualifiers: List,
    pub verbs: List,
    pub standing: List,
    /// Verbs that give the value of their object.
    pub valued: List,
    /// Stretches of time.
    pub stretches: List,
    /// Verbs whose object is what is measured.
    pub objects: List,
    /// Verbs whose subject gives a number.
    pub tells: List,
    /// Verbs that do so only behind a clause where somebody else gave one.
    pub tells_too: List,
    /// Before who gives a number.
    pub by: List,
    /// Verbs that name a measure of their subject, and how it is written.
    pub named: BTreeMap<SmolStr, SmolStr>,
    /// How a verb is written of what it was done to, and where that is still to come.
    pub states: BTreeMap<SmolStr, SmolStr>,
    pub to_be: SmolStr,
    /// Verbs whose subject has a share of what was spoken of.
    pub shared: List,
    /// What leads from things that are counted to one of them: "including".
    pub including: List,
    /// How far one place is from another.
    pub distance: SmolStr,
    /// Measures by other names.
    pub same: BTreeMap<SmolStr, List>,
    /// Measures of what is to be as well as of what is.
    pub ahead: List,
    /// What is signed at one occasion, whatever a text calls it.
    pub papers: List,
    /// What two countries have between them, where the text is about two.
    pub mutual: List,
    pub pronouns: List,
    /// What adds up to a measure.
    pub sums: BTreeMap<SmolStr, List>,
    /// Before the level from which something moved, and before that to which.
    pub from: List,
    /// Verbs that tell what a thing is for: what it is for is no part of what is counted.
    pub purposes: List,
    /// Nouns that say that a number is a share.
    pub shares: List,
    pub to: List,
    /// Between two levels of one thing.
    pub held_against: List,
    /// Between a length of time and its last day: "the 12 months to September".
    pub ends: List,
    /// Between an amount and the same said otherwise.
    pub or: List,
    /// Measures of how far two numbers are apart, and what they count where those are shares.
    pub margins: List,
    pub points: List,
    /// Before what is left of a whole.
    pub remaining: List,
    /// What can be given but once, so that its shares are no more than the whole; words of several givings.
    pub given_once: List,
    pub rounds: List,
    /// Behind the price of one, and before what a price and a volume come to.
    pub each: List,
    pub comes_to: List,
    /// Nouns for whoever it may be.
    pub anybody: List,
    /// How badly somebody is hurt.
    pub degrees: List,
    pub fates: BTreeMap<SmolStr, Fate>,
    pub deeds: BTreeMap<SmolStr, SmolStr>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Periods {
    pub past: List,
    /// Before a measure as it was before it changed.
    pub earlier: List,
    /// Before an event in whose time something falls.
    pub after: List,
    /// Before the survey or report that tells a number for its time.
    pub told_by: List,
    /// Before a clause that says what happened at a time just named.
    pub when: List,
    /// Before the day on which something is paid back or ends.
    pub due: List,
    /// Between an amount and the time against which it is held.
    pub than: List,
    /// The same, where "the same period" follows.
    pub over: List,
    pub same: List,
    pub stretch: List,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Roles {
    pub known: List,
    /// Nouns of those who meet, two of which are no count.
    pub pairs: List,
    pub pairing: List,
    pub wholes: List,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Status {
    pub implemented: List,
    pub under_way: List,
    pub under_way_phrases: List,
    pub under_way_name: SmolStr,
    pub working: List,
    pub planned: List,
    pub signed: List,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    pub measures: Measures,
    pub periods: Periods,
    pub roles: Roles,
    pub status: Status,
    pub notes: BTreeMap<SmolStr, SmolStr>,
}

impl Words {
    /// A sentence of a note with its slots filled.
    pub fn note(&self, key: &str, slots: &[(&str, &str)]) -> String {
        let template = self.notes.get(key).map_or("", SmolStr::as_str);
        fill(template, slots)
    }
}

/// A template with one slot.
pub fn filled(template: &str, value: &str) -> String {
    template.replace("{}", value)
}
