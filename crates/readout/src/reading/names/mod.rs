//! Who and what is named, and which mentions mean the same person, organisation, country or place.

mod acronyms;
mod beside;
mod classify;
mod context;
mod datelines;
mod demonyms;
mod entities;
mod grammar;
mod guests;
mod holders;
mod institutions;
mod lexicon;
mod namesakes;
mod nominals;
mod offices;
mod people;
mod refused;
mod resolve;
mod scan;
mod segment;
mod sides;
#[cfg(test)]
mod tests;
mod votes;
mod witness;

use super::Reading;
use super::credits::Role;
use super::syntax::Token;
use super::voices::VoiceKind;
use crate::document::Span;
use segment::Text;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Class {
    Person,
    Organisation,
    Country,
    Place,
    Event,
    Work,
    Group,
    Language,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    Name,
    Title,
    Pronoun,
    Nominal,
    Adjective,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    pub at: Span,
    pub class: Class,
    pub form: Form,
    /// Index into `Reading::entities`; `None` where the text does not decide it.
    pub entity: Option<usize>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entity {
    pub class: Class,
    /// The fullest name the document gives.
    pub name: String,
    pub name_at: Span,
    /// Offices and descriptions the document gives.
    pub offices: Vec<Office>,
}

/// What a person is said to be: "former Energy Minister of Osmeria".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Office {
    /// The whole description.
    pub at: Span,
    /// The office in the singular, without article, country and passing adjectives: "Energy Minister".
    pub title: String,
    /// Its last word, in small letters.
    pub noun: String,
    /// What it is held in: indices into `Reading::entities`, in the order of the text.
    pub of: Vec<usize>,
    /// What it is held in stands before the title and is no adjective: "Kremlin aide".
    pub leading: bool,
    /// The words between the title and what it is held in, where they are not the usual ones: "for the".
    pub joined: Option<String>,
    pub past: bool,
}

pub fn find(reading: &mut Reading) {
    (reading.entities, reading.mentions) = seen(reading);
    // Names show where the grammar is wrong, and the mended grammar shows more offices.
    if grammar::mend(reading) {
        (reading.entities, reading.mentions) = seen(reading);
    }
}

fn seen(reading: &Reading) -> (Vec<Entity>, Vec<Mention>) {
    let language = reading.language();
    let index = lexicon::index(language);
    let words = scan::words(reading, index);
    let mut text = Text::new(reading, &words, index, lexicon::words(language));
    let introduced = acronyms::introduced(&text);
    text.acronyms = introduced.iter().map(|i| words[i.acronym.start].lower.as_str()).collect();
    let pieces = acronyms::with_long_forms(segment::pieces(&text), &introduced);
    let mut names = classify::names(&text, &pieces, &introduced);
    demonyms::relate(&text, &mut names);
    let (mut entities, of) = entities::group(&text, &names, &introduced);
    let mention = |(name, entity): (&classify::Name, &Option<usize>)| Mention {
        at: name.at,
        class: name.class,
        form: name.form,
        entity: *entity,
    };
    let mut mentions: Vec<Mention> = names.iter().zip(&of).map(mention).collect();
    sort(&mut mentions);
    let nominals = nominals::find(&text, &mentions);
    let mut people = people::people(&text, &entities, &mentions);
    offices::note(&nominals, &text, &mentions, &mut people, &mut entities);
    let institutions = institutions::find(&text, &entities, &mentions);
    let (described, learned) = resolve::resolve(&text, &mentions, &nominals, &mut people);
    offices::note_learned(&learned, &nominals, &text, &mentions, &mut entities);
    mentions.extend(described);
    mentions.extend(institutions);
    mentions.extend(sides::find(&text, &mentions));
    sort(&mut mentions);
    mentions.extend(guests::find(&text, &entities, &mentions));
    add_credits(reading, &mut entities, &mut mentions);
    datelines::add(reading, &mut entities, &mut mentions);
    sort(&mut mentions);
    (entities, mentions)
}

/// Authors and outlets named where the text is not read for facts.
fn add_credits(reading: &Reading, entities: &mut Vec<Entity>, mentions: &mut Vec<Mention>) {
    for credit in &reading.credits {
        let class = match credit.role {
            Role::Author => Class::Person,
            Role::Agency | Role::Outlet => Class::Organisation,
            _ => continue,
        };
        if mentions.iter().any(|m| m.at.overlaps(credit.at)) {
            continue;
        }
        let known = entities.iter().position(|e| e.class == class && e.name == credit.name);
        if known.is_none() {
            entities.push(Entity { class, name: credit.name.clone(), name_at: credit.at, offices: vec![] });
        }
        let entity = known.unwrap_or(entities.len() - 1);
        mentions.push(Mention { at: credit.at, class, form: Form::Name, entity: Some(entity) });
    }
}

/// The same for all names of one listed thing: "country KZ".
pub fn listed_key(language: &str, name: &str, class: Class) -> Option<String> {
    let index = lexicon::index(language);
    let articles = &lexicon::words(language).particles.articles;
    let bare = name
        .split_once(' ')
        .filter(|(first, _)| articles.contains(&first.to_lowercase()))
        .map_or(name, |(_, rest)| rest);
    // "Republic of X" is X.
    let state = |w: &str| index.country_nouns.contains(w.to_lowercase().as_str());
    let last = || bare.rsplit(' ').next().filter(|_| class == Class::Country && bare.split(' ').any(state));
    let hit = index.listed(bare).or_else(|| index.listed(last()?)).filter(|h| classify::listed_class(h) == class)?;
    Some(format!("{class:?} {}", hit.key).to_lowercase())
}

/// Whether the name of a site may end so: the code of a country that is no word of the language.
pub fn is_site_ending(language: &str, ending: &str) -> bool {
    let (words, lower) = (lexicon::words(language), ending.to_lowercase());
    let is_word = words.addresses.never.contains(&lower);
    !is_word && lexicon::index(language).country_name(&ending.to_uppercase()).is_some()
}

/// The town a name is listed as, and the country in which it lies; of a country only that.
pub fn located(language: &str, name: &str) -> Option<(Option<&'static str>, &'static str)> {
    let hit = lexicon::index(language).listed(name)?;
    match hit.listed {
        lexicon::Listed::Country => Some((None, hit.country.unwrap_or(hit.key))),
        lexicon::Listed::City | lexicon::Listed::Capital => Some((Some(hit.key), hit.country?)),
        _ => None,
    }
}

/// The key of the country that a name is, or whose capital it is.
pub fn state_of(language: &str, name: &str) -> Option<&'static str> {
    let hit = lexicon::index(language).listed(name)?;
    matches!(hit.listed, lexicon::Listed::Country | lexicon::Listed::Capital).then_some(hit.country).flatten()
}

/// Whether a word is the name of an office.
pub fn is_office(language: &str, word: &str) -> bool {
    lexicon::index(language).office(word).is_some()
}

/// Whether somebody who holds the one office may be called by the other.
pub fn is_alike(language: &str, one: &str, other: &str) -> bool {
    lexicon::index(language).alike(one, other)
}

/// By place, the longer first: what stands inside another mention comes after it.
fn sort(mentions: &mut Vec<Mention>) {
    mentions.sort_by_key(|m| (m.at.start, Reverse(m.at.end), m.class, m.form));
    mentions.dedup_by_key(|m| m.at);
}

/// "I", "my", "we" inside a voice mean the speaker; "I" that nobody says is the only author.
pub fn resolve_first_person(reading: &mut Reading) {
    let index = lexicon::index(reading.language());
    let mut found = vec![];
    for voice in &reading.voices {
        let Some(entity) = voice.speaker().and_then(|s| reading.entities.get(s).map(|e| (s, e.class))) else {
            continue;
        };
        let said = if voice.kind == VoiceKind::Direct { &voice.content } else { &voice.quoted };
        for token in said.iter().flat_map(|at| reading.syntax.tokens_in(*at)).map(|i| &reading.syntax.tokens[i]) {
            found.extend(first_person(index, token, entity));
        }
    }
    found.extend(written(reading, index));
    reading.mentions.extend(found);
    sort(&mut reading.mentions);
}

/// "As I read him": outside of all quotations and of all that somebody says, in a text with one author.
fn written(reading: &Reading, index: &lexicon::Index) -> Vec<Mention> {
    let mut authors = reading.credits.iter().filter(|c| c.role == Role::Author);
    let (Some(author), None) = (authors.next(), authors.next()) else { return vec![] };
    let person = |e: &Entity| e.class == Class::Person && e.name == author.name;
    let Some(entity) = reading.entities.iter().position(person) else { return vec![] };
    let mut said: Vec<Span> = reading.quotations.iter().map(|q| q.at).collect();
    said.extend(reading.voices.iter().filter(|v| v.kind == VoiceKind::Direct).flat_map(|v| v.content.iter().copied()));
    said.sort_by_key(|at| at.start);
    let mut next = 0;
    let mut reached = 0;
    let mut is_said = |at: Span| {
        while said.get(next).is_some_and(|s| s.start <= at.start) {
            reached = reached.max(said[next].end);
            next += 1;
        }
        at.start < reached
    };
    let own = reading.syntax.tokens.iter().filter(|t| !is_said(t.at));
    own.filter_map(|token| first_person(index, token, (entity, Class::Person))).collect()
}

/// A person says "I" of himself; "we" is he with others, which the text does not name. An organisation says either of itself.
fn first_person(index: &lexicon::Index, token: &Token, (entity, class): (usize, Class)) -> Option<Mention> {
    let pronoun = index.pronouns.get(token.lower.as_str()).filter(|_| token.pos != "PROPN")?;
    let entity = match pronoun.speaks {
        lexicon::Speaks::First => entity,
        lexicon::Speaks::FirstPlural if class != Class::Person => entity,
        _ => return None,
    };
    Some(Mention { at: token.at, class, form: Form::Pronoun, entity: Some(entity) })
}
