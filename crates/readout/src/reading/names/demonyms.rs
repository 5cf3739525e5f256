//! Adjectives of countries that no list has: where a text speaks of "Osmeria", its "Osmerian" is the adjective of it.

use super::classify::Name;
use super::scan::Shape;
use super::segment::Text;
use super::{Class, Form};
use std::collections::{BTreeMap, BTreeSet};

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
            && (matches!(names[i].class, Class::Group | Class::Country | Class::Place | Class::Language)
                || is_adjective(text, &names[i]));
        let Some(place) = may_be.then(|| stem_of(text, &places, &lower(&names[i]))).flatten() else { continue };
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

/// Which of these names in small letters, as far as they are one word, have an adjective in the text.
pub fn with_adjective<'n>(text: &Text, names: &BTreeSet<&'n str>) -> BTreeSet<&'n str> {
    let places: BTreeMap<String, &'n str> =
        names.iter().filter(|n| !n.contains(' ')).map(|n| (n.to_string(), *n)).collect();
    let mut out = BTreeSet::new();
    for (i, word) in text.words.iter().enumerate().filter(|(_, w)| w.shape == Shape::Capitalised) {
        let token = &text.reading.syntax.tokens[word.token];
        if (modifies(text, word.token) || token.entity == "NORP")
            && text.index.listed(text.reading.document.printed(word.at)).is_none()
            && !text.is_given(i)
        {
            out.extend(stem_of(text, &places, &word.lower));
        }
    }
    out
}

/// An unknown country is often taken for an organisation.
fn is_place(class: Class) -> bool {
    matches!(class, Class::Place | Class::Country | Class::Organisation)
}

fn is_adjective(text: &Text, name: &Name) -> bool {
    modifies(text, text.words[name.words.start].token)
}

/// An adjective, or whatever stands right before a noun that is no name.
fn modifies(text: &Text, token: usize) -> bool {
    let tokens = &text.reading.syntax.tokens;
    let (token, next) = (&tokens[token], tokens.get(token + 1));
    let before_noun = next.is_some_and(|n| matches!(n.pos.as_str(), "NOUN" | "ADJ"));
    token.pos == "ADJ" || token.dep == "amod" || token.dep == "compound" && before_noun
}

fn is_unlisted(name: &Name) -> bool {
    name.words.len() == 1 && name.hit.is_none()
}

/// The place whose name is the adjective without its ending, a vowel or two put back.
fn stem_of<T: Copy>(text: &Text, places: &BTreeMap<String, T>, adjective: &str) -> Option<T> {
    let stems = text.lexicon.demonyms.endings.iter().filter_map(|e| adjective.strip_suffix(e.as_str()));
    let long = stems.filter(|s| s.chars().count() >= SHORTEST);
    long.filter_map(|stem| {
        let near = places.range(stem.to_string()..).take_while(|(name, _)| name.starts_with(stem));
        near.filter(|(name, _)| *name != adjective && is_ending(text, &name[stem.len()..])).map(|(_, i)| *i).next()
    })
    .next()
}

/// What a country's name has and its adjective has not: a vowel or two, or a word for a land.
fn is_ending(text: &Text, rest: &str) -> bool {
    let vowels = rest.chars().count() <= MISSING && rest.chars().all(|c| "aeiouys".contains(c));
    vowels || text.lexicon.demonyms.tails.iter().any(|t| t == rest)
}
