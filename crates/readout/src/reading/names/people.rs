//! What a document tells of its people besides their names: gender, offices, and of which country or organisation.

use super::lexicon::{Gender, Index, Listed};
use super::segment::Text;
use super::{Class, Entity, Form, Mention};
use crate::document::Span;

/// Whose president, of what the head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    Country(&'static str),
    Entity(usize),
}

/// An office somebody holds by the text.
#[derive(Clone, Debug)]
pub struct Held {
    pub office: &'static str,
    pub of: Vec<Of>,
    pub past: bool,
}

#[derive(Clone, Debug, Default)]
pub struct Person {
    pub gender: Option<Gender>,
    pub held: Vec<Held>,
}

/// One for each entity; those that are no persons stay empty.
pub fn people(text: &Text, entities: &[Entity], mentions: &[Mention]) -> Vec<Person> {
    let mut people: Vec<Person> =
        entities.iter().map(|e| Person { gender: given_gender(text.index, e), held: vec![] }).collect();
    for mention in mentions.iter().filter(|m| m.class == Class::Person && m.form == Form::Name) {
        let Some(entity) = mention.entity else { continue };
        if let Some(gender) = title_gender(text, mention.at) {
            people[entity].gender = Some(gender);
        }
    }
    people
}

fn given_gender(index: &Index, entity: &Entity) -> Option<Gender> {
    if entity.class != Class::Person {
        return None;
    }
    let first = entity.name.split(' ').next().unwrap_or("").to_lowercase();
    index.given.get(&first).copied().flatten()
}

/// "Mrs", "spokeswoman": what the word before the name says.
fn title_gender(text: &Text, at: Span) -> Option<Gender> {
    let i = text.words.partition_point(|w| w.at.start < at.start);
    let word = text.words.get(i.checked_sub(1)?)?;
    let follows = text.words.get(i).is_some_and(|w| w.follows);
    // A name that was cut out of a longer word has no word before it.
    let gap = at.start.checked_sub(word.at.end)?;
    if !follows && gap > 2 {
        return None;
    }
    let honorific = text.index.honorifics.get(word.lower.as_str()).copied().flatten();
    honorific.or_else(|| text.index.office_gender(&word.lower))
}

/// The country a name stands for or lies in by the lists: "Russian", "Kremlin", "Astana".
pub fn country_of(text: &Text, mention: &Mention) -> Option<Of> {
    if !matches!(mention.class, Class::Country | Class::Place | Class::Organisation) {
        return None;
    }
    let printed = text.reading.document.printed(mention.at).trim_start_matches("the ");
    // "Republic of X" is X.
    let last = || printed.rsplit(' ').next().filter(|_| mention.class == Class::Country);
    let hit = text.index.listed(printed).or_else(|| text.index.listed(last()?));
    let national = |h: &&&super::lexicon::Hit| {
        matches!(h.listed, Listed::Country | Listed::Adjective | Listed::Capital | Listed::Organisation)
    };
    let country = hit.as_ref().filter(national).and_then(|h| h.country).map(Of::Country);
    country.or(mention.entity.map(Of::Entity))
}

impl Person {
    /// Whether somebody with these offices may be called so: an office alike, of the same country or organisation.
    pub fn may_be(&self, index: &Index, office: &str, of: &[Of]) -> bool {
        // "the guest from X" may be anybody who holds an office there.
        let anyone = !of.is_empty() && index.is_by_country(office);
        let there = |h: &Held| of.is_empty() || h.of.iter().any(|o| of.contains(o));
        self.held.iter().any(|h| (anyone || index.alike(h.office, office)) && there(h))
    }
}
