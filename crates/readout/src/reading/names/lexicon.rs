//! The words and lists names are told by, indexed once: words/<language>/names.toml and countries.toml, world/.

use super::Class;
use crate::words::{Lexicon, World};
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::{Mutex, PoisonError};

static WORDS: Lexicon<Words> = Lexicon::new("names");
static COUNTRY_WORDS: Lexicon<CountryWords> = Lexicon::new("countries");
static COUNTRIES: World<Countries> = World::new("countries");
static CITIES: World<Cities> = World::new("cities");
static ORGANISATIONS: World<Organisations> = World::new("organisations");
static OUTLETS: World<Outlets> = World::new("outlets");
static GIVEN_NAMES: World<GivenNames> = World::new("given_names");

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

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    honorifics: Vec<Honorific>,
    offices: Vec<Office>,
    gendered: Gendered,
    pub office_modifiers: OfficeModifiers,
    pub groups: Groups,
    pronouns: Vec<Pronouns>,
    pub particles: Particles,
    heads: BTreeMap<String, Vec<String>>,
    kinds: BTreeMap<String, Vec<String>>,
    country_nouns: WordList,
    never: WordList,
    speaking: Verbs,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Honorific {
    words: Vec<String>,
    gender: Option<Gender>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Office {
    names: Vec<String>,
    #[serde(default)]
    like: Vec<String>,
    gender: Option<Gender>,
    of: Option<String>,
    #[serde(default)]
    anyone: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Gendered {
    male: Vec<String>,
    female: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfficeModifiers {
    pub words: Vec<String>,
    pub past: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Groups {
    pub determiners: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Pronouns {
    words: Vec<String>,
    gender: Option<Gender>,
    person: Speaks,
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
struct WordList {
    words: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Verbs {
    verbs: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CountryWords {
    countries: BTreeMap<String, CountryForms>,
    regions: Vec<CountryForms>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct CountryForms {
    adjectives: Vec<String>,
    people: Vec<String>,
    names: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Countries {
    countries: BTreeMap<String, Country>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Country {
    name: String,
    names: Vec<String>,
    capitals: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Cities {
    regions: Vec<String>,
    cities: BTreeMap<String, Vec<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Organisations {
    organisations: Vec<Organisation>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Organisation {
    names: Vec<String>,
    acronyms: Vec<String>,
    #[serde(default)]
    country: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Outlets {
    agency: Vec<Outlet>,
    outlet: Vec<Outlet>,
}

#[derive(Debug, Deserialize)]
struct Outlet {
    names: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct GivenNames {
    female: Vec<String>,
    male: Vec<String>,
    either: Vec<String>,
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
    built.entry(std::ptr::from_ref(words) as usize).or_insert_with(|| Box::leak(Box::new(build(language, words))))
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
        one == other || !apart && (self.stands_for(one, other) || self.stands_for(other, one))
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

fn build(language: &str, words: &'static Words) -> Index {
    let mut index = Index::default();
    // What comes first keeps a name that several have.
    add_countries(&mut index, COUNTRY_WORDS.of(language));
    add_organisations(&mut index);
    add_cities(&mut index);
    add_offices(&mut index, words);
    add_given_names(&mut index);
    for p in &words.pronouns {
        index.pronouns.extend(p.words.iter().map(|w| (w.as_str(), Pronoun { gender: p.gender, speaks: p.person })));
    }
    for (class, list) in &words.heads {
        let class = class_of(class);
        list.iter().for_each(|w| index.heads.entry(w).or_default().extend(class));
    }
    for (class, list) in &words.kinds {
        let Some(class) = class_of(class) else { continue };
        list.iter().for_each(|w| {
            index.kinds.insert(w, class);
        });
    }
    index.office_modifiers.extend(words.office_modifiers.words.iter().map(String::as_str));
    index.past.extend(words.office_modifiers.past.iter().map(String::as_str));
    index.country_nouns.extend(words.country_nouns.words.iter().map(String::as_str));
    index.never.extend(words.never.words.iter().map(String::as_str));
    index.speaking.extend(words.speaking.verbs.iter().map(String::as_str));
    index.longest = index.names.keys().map(|k| k.split(' ').count()).max().unwrap_or(1);
    index
}

fn class_of(name: &str) -> Option<Class> {
    Some(match name {
        "person" => Class::Person,
        "organisation" => Class::Organisation,
        "country" => Class::Country,
        "place" => Class::Place,
        "event" => Class::Event,
        "work" => Class::Work,
        "language" => Class::Language,
        _ => return None,
    })
}

fn add(index: &mut Index, name: &str, hit: Hit) {
    if !name.chars().any(char::is_lowercase) {
        index.acronyms.entry(name.to_string()).or_insert(hit);
        return;
    }
    let name = name.to_lowercase();
    let name = name.split_once(' ').filter(|(first, _)| *first == "the").map_or(name.as_str(), |(_, rest)| rest);
    index.names.entry(name.to_string()).or_insert(hit);
}

fn add_countries(index: &mut Index, words: &'static CountryWords) {
    for (code, country) in &COUNTRIES.get().countries {
        let hit = |listed| Hit { listed, key: code, country: Some(code) };
        index.country_names.insert(code, &country.name);
        std::iter::once(&country.name).chain(&country.names).for_each(|n| add(index, n, hit(Listed::Country)));
        country
            .capitals
            .iter()
            .filter(|c| **c != country.name)
            .for_each(|n| add(index, n, Hit { key: n, ..hit(Listed::Capital) }));
    }
    for (code, forms) in &words.countries {
        let hit = |listed| Hit { listed, key: code, country: Some(code) };
        let own = forms.names.first().map_or("", String::as_str);
        index.country_names.entry(code).or_insert(own);
        forms.names.iter().for_each(|n| add(index, n, hit(Listed::Country)));
        forms.adjectives.iter().for_each(|n| add(index, n, hit(Listed::Adjective)));
        forms.people.iter().for_each(|n| add(index, n, hit(Listed::People)));
        forms.adjectives.iter().for_each(|n| add(index, &format!("{n}s"), hit(Listed::People)));
    }
    for region in &words.regions {
        for name in &region.names {
            add(index, name, Hit { listed: Listed::Region, key: name, country: None });
        }
        let Some(key) = region.names.first().or(region.adjectives.first()) else { continue };
        for (listed, list) in [(Listed::RegionAdjective, &region.adjectives), (Listed::People, &region.people)] {
            list.iter().for_each(|n| add(index, n, Hit { listed, key, country: None }));
        }
    }
}

fn add_organisations(index: &mut Index) {
    for organisation in &ORGANISATIONS.get().organisations {
        let Some(key) = organisation.names.first() else { continue };
        for name in organisation.names.iter().chain(&organisation.acronyms) {
            let country = organisation.country.as_deref();
            add(index, name, Hit { listed: Listed::Organisation, key, country });
        }
    }
    for outlet in OUTLETS.get().agency.iter().chain(&OUTLETS.get().outlet) {
        let Some(key) = outlet.names.first() else { continue };
        for name in &outlet.names {
            add(index, name, Hit { listed: Listed::Organisation, key, country: None });
        }
    }
}

fn add_cities(index: &mut Index) {
    for name in &CITIES.get().regions {
        add(index, name, Hit { listed: Listed::Region, key: name, country: None });
    }
    for (code, cities) in &CITIES.get().cities {
        for name in cities {
            add(index, name, Hit { listed: Listed::City, key: name, country: Some(code) });
        }
    }
}

fn add_offices(index: &mut Index, words: &'static Words) {
    for h in &words.honorifics {
        index.honorifics.extend(h.words.iter().map(|w| (w.as_str(), h.gender)));
    }
    for (entry, office) in words.offices.iter().enumerate() {
        index.like.push(office.like.iter().map(String::as_str).collect());
        for name in &office.names {
            index.offices.entry(name).or_insert(entry);
            index.office_gender.extend(office.gender.map(|g| (name.as_str(), g)));
            index.office_of.extend(office.of.as_deref().and_then(class_of).map(|c| (name.as_str(), c)));
            index.fields.extend((office.of.as_deref() == Some("field")).then_some(name.as_str()));
            index.anyone.extend(office.anyone.then_some(name.as_str()));
        }
    }
    for (gender, list) in [(Gender::Male, &words.gendered.male), (Gender::Female, &words.gendered.female)] {
        index.office_gender.extend(list.iter().map(|w| (w.as_str(), gender)));
    }
}

/// "Georgia" and "China" are countries before they are given names.
fn is_national(hit: &Hit) -> bool {
    matches!(hit.listed, Listed::Country | Listed::Adjective | Listed::Capital | Listed::Region)
}

fn add_given_names(index: &mut Index) {
    let all = GIVEN_NAMES.get();
    for (gender, list) in [(Some(Gender::Female), &all.female), (Some(Gender::Male), &all.male), (None, &all.either)] {
        let names = list.iter().map(|n| n.to_lowercase()).filter(|n| !index.names.get(n).is_some_and(is_national));
        index.given.extend(names.map(|n| (n, gender)));
    }
}
