//! Adjectives of countries that no list has: where a text speaks of "Osmeria", its "Osmerian" is the adjective of it.

use super::classify::Name;
use super::segment::Text;
use super::{Class, Form};
use std::collections::BTreeMap;

/// A shorter stem is too little to tell.
const SHORTEST: usize = 4;
/// So many letters of the country's name may be missing before the ending.
const MISSING: usize = 2;

/// Joins the adjectives to their countries; a place that has an adjective is taken for a country.
pub fn relate(text: &Text, names: &mut [Name]) {
    let lower = |n: &Name| text.lower(&n.words);
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for (i, name) in names.iter().enumerate().filter(|(_, n)| is_unlisted(n) && is_place(n.class)) {
        places.entry(lower(name)).or_insert(i);
    }
    let mut countries = vec![];
    for i in 0..names.len() {
        let may_be = is_unlisted(&names[i])
            && matches!(names[i].class, Class::Group | Class::Country | Class::Place | Class::Language);
        let Some(place) = may_be.then(|| country_of(text, &places, &lower(&names[i]))).flatten() else { continue };
        names[i].class = Class::Country;
        names[i].form = Form::Adjective;
        names[i].adjective_of = Some(place);
        countries.push(lower(&names[place]));
    }
    for name in names.iter_mut().filter(|n| is_unlisted(n) && is_place(n.class)) {
        if countries.contains(&text.lower(&name.words)) {
            name.class = Class::Country;
        }
    }
}

/// An unknown country is often taken for an organisation.
fn is_place(class: Class) -> bool {
    matches!(class, Class::Place | Class::Country | Class::Organisation)
}

fn is_unlisted(name: &Name) -> bool {
    name.words.len() == 1 && name.hit.is_none()
}

/// The place whose name is the adjective without its ending, a vowel or two put back.
fn country_of(text: &Text, places: &BTreeMap<String, usize>, adjective: &str) -> Option<usize> {
    let stems = text.lexicon.demonyms.endings.iter().filter_map(|e| adjective.strip_suffix(e.as_str()));
    let long = stems.filter(|s| s.chars().count() >= SHORTEST);
    long.filter_map(|stem| {
        let near = places.range(stem.to_string()..).take_while(|(name, _)| name.starts_with(stem));
        near.filter(|(name, _)| *name != adjective && is_vowels(&name[stem.len()..])).map(|(_, i)| *i).next()
    })
    .next()
}

fn is_vowels(rest: &str) -> bool {
    rest.chars().count() <= MISSING && rest.chars().all(|c| "aeiouy".contains(c))
}
