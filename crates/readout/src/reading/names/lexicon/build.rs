//! The lists of names, put into the index they are looked up in.

use super::files::{
    CITIES, COUNTRIES, COUNTRY_WORDS, CountryWords, GIVEN_NAMES, HeldIn, ORGANISATIONS, OUTLETS, Words,
};
use super::{Gender, Hit, Index, Listed, Pronoun};
use crate::reading::names::Class;

pub(super) fn build(language: &str, words: &'static Words) -> Index {
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
        list.iter().for_each(|w| index.heads.entry(w).or_default().push(*class));
    }
    for (class, list) in &words.kinds {
        index.kinds.extend(list.iter().map(|w| (w.as_str(), *class)));
    }
    index.office_modifiers.extend(words.office_modifiers.words.iter().map(String::as_str));
    index.past.extend(words.office_modifiers.past.iter().map(String::as_str));
    index.country_nouns.extend(words.country_nouns.words.iter().map(String::as_str));
    index.never.extend(words.never.words.iter().map(String::as_str));
    index.speaking.extend(words.speaking.verbs.iter().map(String::as_str));
    index.longest = index.names.keys().map(|k| k.split(' ').count()).max().unwrap_or(1);
    index
}

fn add(index: &mut Index, name: &str, hit: Hit) {
    if !name.chars().any(char::is_lowercase) {
        index.acronyms.entry(name.to_string()).or_insert(hit);
        return;
    }
    index.names.entry(name.to_lowercase()).or_insert(hit);
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
    let outlets = OUTLETS.get();
    for outlet in outlets.agency.iter().chain(&outlets.outlet).chain(&outlets.aggregator) {
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
            match office.of {
                Some(HeldIn::Place) => drop(index.office_of.insert(name, Class::Place)),
                Some(HeldIn::Organisation) => drop(index.office_of.insert(name, Class::Organisation)),
                Some(HeldIn::Field) => drop(index.fields.insert(name)),
                None => {}
            }
            index.by_country.extend(office.by_country.then_some(name.as_str()));
            index.mirrored.extend(office.mirrored.then_some(name.as_str()));
            index.predecessors.extend(office.predecessor.then_some(name.as_str()));
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
