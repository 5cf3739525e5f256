//! The files the lists of names are read from, as they are written.

use super::{Gender, Speaks};
use crate::reading::names::Class;
use crate::words::{Lexicon, World};
use serde::Deserialize;
use std::collections::BTreeMap;

pub(super) static WORDS: Lexicon<Words> = Lexicon::new("names");
pub(super) static COUNTRY_WORDS: Lexicon<CountryWords> = Lexicon::new("countries");
pub(super) static COUNTRIES: World<Countries> = World::new("countries");
pub(super) static CITIES: World<Cities> = World::new("cities");
pub(super) static ORGANISATIONS: World<Organisations> = World::new("organisations");
pub(super) static OUTLETS: World<Outlets> = World::new("outlets");
pub(super) static GIVEN_NAMES: World<GivenNames> = World::new("given_names");

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    pub(super) honorifics: Vec<Honorific>,
    pub(super) offices: Vec<Office>,
    pub(super) gendered: Gendered,
    pub office_modifiers: OfficeModifiers,
    pub demonyms: Demonyms,
    pub addresses: Addresses,
    pub groups: Groups,
    pub visits: Visits,
    pub state_heads: StateHeads,
    /// Who somebody is to somebody else: "wife", "first lady".
    pub relatives: WordList,
    pub witnesses: Witnesses,
    pub(super) pronouns: Vec<Pronouns>,
    pub particles: Particles,
    pub(super) heads: BTreeMap<Class, Vec<String>>,
    pub(super) kinds: BTreeMap<Class, Vec<String>>,
    pub(super) country_nouns: WordList,
    pub(super) never: WordList,
    pub(super) speaking: Verbs,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Honorific {
    pub(super) words: Vec<String>,
    pub(super) gender: Option<Gender>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Office {
    pub(super) names: Vec<String>,
    #[serde(default)]
    pub(super) like: Vec<String>,
    pub(super) gender: Option<Gender>,
    pub(super) of: Option<HeldIn>,
    #[serde(default)]
    pub(super) anyone: bool,
    #[serde(default)]
    pub(super) by_country: bool,
    /// Whoever is called so holds the same office as the other one: "her counterpart".
    #[serde(default)]
    pub(super) mirrored: bool,
    /// Whoever is called so held the office of the other one before: "her predecessor".
    #[serde(default)]
    pub(super) predecessor: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Demonyms {
    pub endings: Vec<String>,
    /// Ends of countries' names that their adjectives have not: "stan".
    pub tails: Vec<String>,
}

/// Names of sites.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Addresses {
    /// Words that are codes of countries too: no site ends so.
    pub never: Vec<String>,
}

/// What an office is held in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum HeldIn {
    Place,
    Organisation,
    Field,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Gendered {
    pub(super) male: Vec<String>,
    pub(super) female: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfficeModifiers {
    pub words: Vec<String>,
    pub past: Vec<String>,
    pub passing: Vec<String>,
}

/// Words around a name that show what it names.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Witnesses {
    /// Prepositions that put something in a place, and what takes them without one: "confidence in X".
    pub inside: Vec<String>,
    pub trusting: Vec<String>,
    /// Prepositions of a way, and the verbs and nouns of moving that make what is behind them a place.
    pub toward: Vec<String>,
    pub moving: Vec<String>,
    /// What bears the name of the place it stands in: "the X reservoir".
    pub sites: Vec<String>,
    /// What only countries have.
    pub national: Vec<String>,
    /// What only companies have.
    pub firms: Vec<String>,
    /// What only people have.
    pub kin: Vec<String>,
    /// Pronouns that no person is meant by.
    pub neuter: Vec<String>,
}

/// What means an office only where it is held in a country itself: "the head of Osmeria".
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StateHeads {
    pub words: Vec<String>,
    pub office: String,
}

/// Visits, and the nouns by which guest and host are called again.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Visits {
    pub coming: Vec<String>,
    pub nouns: Vec<String>,
    pub paying: Vec<String>,
    pub whose: Vec<String>,
    pub receiving: Vec<String>,
    pub guest: Vec<String>,
    pub host: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Groups {
    pub determiners: Vec<String>,
    /// Nouns by which a text calls an institution again: "the ministry".
    pub institutions: Vec<String>,
    /// Nouns by which a text calls any firm: "the company".
    pub firms: Vec<String>,
    /// Nouns by which a text calls any body of states: "the organization".
    pub bodies: Vec<String>,
    /// Nouns that stand for the country of the adjective before them: "the Osmerian side".
    pub sides: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Pronouns {
    pub(super) words: Vec<String>,
    pub(super) gender: Option<Gender>,
    pub(super) person: Speaks,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Particles {
    pub person: Vec<String>,
    pub office: Vec<String>,
    pub joining: Vec<String>,
    pub listing: Vec<String>,
    pub articles: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WordList {
    pub words: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Verbs {
    pub(super) verbs: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CountryWords {
    pub(super) countries: BTreeMap<String, CountryForms>,
    pub(super) regions: Vec<CountryForms>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct CountryForms {
    pub(super) adjectives: Vec<String>,
    pub(super) people: Vec<String>,
    pub(super) names: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Countries {
    pub(super) countries: BTreeMap<String, Country>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Country {
    pub(super) name: String,
    pub(super) names: Vec<String>,
    pub(super) capitals: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Cities {
    pub(super) regions: Vec<String>,
    pub(super) cities: BTreeMap<String, Vec<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Organisations {
    pub(super) organisations: Vec<Organisation>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Organisation {
    pub(super) names: Vec<String>,
    pub(super) acronyms: Vec<String>,
    #[serde(default)]
    pub(super) country: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Outlets {
    pub(super) agency: Vec<Outlet>,
    pub(super) outlet: Vec<Outlet>,
    pub(super) aggregator: Vec<Outlet>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Outlet {
    pub(super) names: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct GivenNames {
    pub(super) female: Vec<String>,
    pub(super) male: Vec<String>,
    pub(super) either: Vec<String>,
}
