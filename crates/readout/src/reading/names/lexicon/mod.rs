//! The words and lists names are told by, indexed once: words/<language>/names.toml and countries.toml, world/.

mod build;
mod files;

pub use files::{Visits, Words};

use super::Class;
use files::WORDS;
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::{Mutex, PoisonError};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Gender {
    Male,
    Female,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Speaks {
    First,
    FirstPlural,
    Second,
    Third,
    ThirdPlural,
    Relative,
}

/// What a name on the lists is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listed {
    Country,
    Adjective,
    /// The inhabitants, as a plural noun.
    People,
    RegionAdjective,
    Region,
    Capital,
    City,
    Organisation,
}

#[derive(Clone, Debug)]
pub struct Hit {
    pub listed: Listed,
    /// The same for all names of one thing: ISO code of a country, first name of an organisation.
    pub key: &'static str,
    /// ISO code of the country it is in or of.
    pub country: Option<&'static str>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pronoun {
    pub gender: Option<Gender>,
    pub speaks: Speaks,
}

/// All lists of one language, ready to be looked up by lower-cased words with one space between.
#[derive(Debug, Default)]
pub struct Index {
    names: HashMap<String, Hit>,
    /// Names printed in capitals only, which their small letters are not ("US", "WHO").
    acronyms: HashMap<String, Hit>,
    /// Words in the longest name.
    pub longest: usize,
    pub given: HashMap<String, Option<Gender>>,
    pub honorifics: HashMap<&'static str, Option<Gender>>,
    /// Office to its entry in `like`.
    offices: HashMap<&'static str, usize>,
    like: Vec<HashSet<&'static str>>,
    office_gender: HashMap<&'static str, Gender>,
    office_of: HashMap<&'static str, Class>,
    anyone: HashSet<&'static str>,
    fields: HashSet<&'static str>,
    by_country: HashSet<&'static str>,
    mirrored: HashSet<&'static str>,
    predecessors: HashSet<&'static str>,
    pub office_modifiers: HashSet<&'static str>,
    pub past: HashSet<&'static str>,
    pub pronouns: HashMap<&'static str, Pronoun>,
    heads: HashMap<&'static str, Vec<Class>>,
    kinds: HashMap<&'static str, Class>,
    pub country_nouns: HashSet<&'static str>,
    pub never: HashSet<&'static str>,
    pub speaking: HashSet<&'static str>,
    country_names: HashMap<&'static str, &'static str>,
}

/// Words in the language of a document.
pub fn words(language: &str) -> &'static Words {
    WORDS.of(language)
}

/// The index for a language; one is built for each language that has words.
pub fn index(language: &str) -> &'static Index {
    static BUILT: Mutex<BTreeMap<usize, &'static Index>> = Mutex::new(BTreeMap::new());
    let words = words(language);
    let mut built = BUILT.lock().unwrap_or_else(PoisonError::into_inner);
    built
        .entry(std::ptr::from_ref(words) as usize)
        .or_insert_with(|| Box::leak(Box::new(build::build(language, words))))
}

impl Index {
    /// What the lists say of a name as it is printed, without its article.
    pub fn listed(&self, printed: &str) -> Option<&Hit> {
        self.acronyms.get(printed).or_else(|| self.names.get(&printed.to_lowercase()))
    }

    pub fn country_name(&self, code: &str) -> Option<&'static str> {
        self.country_names.get(code).copied()
    }

    /// The office these lower-cased words end with.
    pub fn office(&self, words: &str) -> Option<&'static str> {
        self.offices.get_key_value(words).map(|(name, _)| *name)
    }

    pub fn office_gender(&self, office: &str) -> Option<Gender> {
        self.office_gender.get(office).copied()
    }

    /// What kind of thing the office is held in, where it tells.
    pub fn office_of(&self, office: &str) -> Option<Class> {
        self.office_of.get(office).copied()
    }

    /// Whether whoever holds an office in a country may be called so ("the guest from X").
    pub fn is_by_country(&self, office: &str) -> bool {
        self.by_country.contains(office)
    }

    /// Whether who is called so holds the office of another person: "his counterpart".
    pub fn is_mirrored(&self, office: &str) -> bool {
        self.mirrored.contains(office)
    }

    /// Whether who is called so held the office of another person before: "his predecessor".
    pub fn is_predecessor(&self, office: &str) -> bool {
        self.predecessors.contains(office)
    }

    /// Whether the office is held in a field ("minister of defence"), which names nothing.
    pub fn is_of_field(&self, office: &str) -> bool {
        self.fields.contains(office)
    }

    /// Whether people with any office are called so.
    pub fn is_anyone(&self, office: &str) -> bool {
        self.anyone.contains(office)
    }

    /// Whether somebody who is the one may be called the other.
    pub fn alike(&self, one: &str, other: &str) -> bool {
        // A president is not meant by who is only known as the head of a company.
        let apart = matches!((self.office_of(one), self.office_of(other)), (Some(a), Some(b)) if a != b);
        one == other
            || !apart && (self.stands_for(one, other) || self.stands_for(other, one) || self.shortens(one, other))
    }

    /// "the minister" for a foreign minister: the last word of a title in the same entry.
    fn shortens(&self, one: &str, other: &str) -> bool {
        let last_of = |long: &str, short: &str| long.strip_suffix(short).is_some_and(|rest| rest.ends_with(' '));
        self.offices.get(one).is_some_and(|entry| self.offices.get(other) == Some(entry))
            && (last_of(one, other) || last_of(other, one))
    }

    fn stands_for(&self, one: &str, other: &str) -> bool {
        self.offices.get(one).is_some_and(|entry| self.like[*entry].contains(other))
    }

    pub fn head(&self, word: &str) -> &[Class] {
        self.heads.get(word).map_or(&[], Vec::as_slice)
    }

    pub fn kind(&self, word: &str) -> Option<Class> {
        self.kinds.get(word).copied()
    }
}
