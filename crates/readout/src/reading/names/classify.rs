//! What a name names: the pipeline's label, the lists, the words in and around it and the rest of the document vote.

use super::acronyms::Introduced;
use super::context::{context_vote, is_address};
use super::lexicon::{Hit, Listed};
use super::scan::Shape;
use super::segment::{Piece, Text, office_of};
use super::votes::Votes;
use super::{Class, Form, refused, witness};
use crate::document::Span;
use crate::value::who::{fold, sound};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

/// One name in the text.
#[derive(Clone, Debug)]
pub struct Name {
    pub at: Span,
    pub words: Range<usize>,
    pub class: Class,
    pub form: Form,
    pub hit: Option<&'static Hit>,
    /// The name it is the adjective of: index into the names.
    pub adjective_of: Option<usize>,
}

/// Every piece that names something, with its class; the same words are the same class in the whole document.
pub fn names(text: &Text, pieces: &[Piece], introduced: &[Introduced]) -> Vec<Name> {
    let keys: Vec<String> = pieces.iter().map(|p| text.lower(&p.words)).collect();
    let mut by_words = votes_by_words(text, pieces, &keys);
    for (key, votes) in witness::votes(text, pieces, &keys) {
        by_words.entry(key).or_default().sum(&votes);
    }
    agree(text, &mut by_words, introduced);
    let parts = parts_of_persons(&by_words);
    // Surnames in another spelling.
    let surnames = parts.iter().filter(|(part, weight)| **weight > 3.0 && part.chars().count() > 4);
    let sounds: HashSet<String> = surnames.map(|(part, _)| sound(&fold(part))).collect();
    let mut out = vec![];
    for (piece, key) in pieces.iter().zip(&keys) {
        if refused::is_family(text, piece, key, &parts, &by_words) {
            let (at, words) = (text.span(&piece.words), piece.words.clone());
            out.push(Name { at, words, class: Class::Group, form: Form::Name, hit: None, adjective_of: None });
            continue;
        }
        if let Some(pair) = pair_of_persons(text, piece, &parts) {
            let named = |at| Name {
                at,
                words: piece.words.clone(),
                class: Class::Person,
                form: Form::Name,
                hit: None,
                adjective_of: None,
            };
            out.extend(pair.into_iter().map(named));
            continue;
        }
        let mut all = by_words.get(key).copied().unwrap_or_default();
        match parts.get(key.as_str()) {
            Some(weight) => all.add(Class::Person, *weight),
            None if sounds.contains(&sound(&fold(key))) && !key.contains(' ') => all.add(Class::Person, 2.0),
            None => {}
        }
        name(text, piece, &all, &mut out);
    }
    out.sort_by_key(|n| (n.at.start, std::cmp::Reverse(n.at.end)));
    out.dedup_by_key(|n| n.at);
    out
}

/// The pipeline's labels count on the average, so that one it often gets wrong does not outvote what the text shows once.
fn votes_by_words(text: &Text, pieces: &[Piece], keys: &[String]) -> BTreeMap<String, Votes> {
    let mut labels: BTreeMap<&str, (Votes, f32)> = BTreeMap::new();
    let mut out: BTreeMap<String, Votes> = BTreeMap::new();
    for (piece, key) in pieces.iter().zip(keys) {
        let (sum, count) = labels.entry(key).or_default();
        label_vote(text, piece, sum);
        *count += 1.0;
        out.entry(key.clone()).or_default().most(&shown(text, piece));
    }
    for (key, (sum, count)) in labels {
        let weight = if count > 2.0 { 1.3 } else { 1.0 };
        out.entry(key.to_string()).or_default().sum(&sum.times(weight / count));
    }
    out
}

/// An acronym is of the class of what it is short for, and a full name of the class of its last word where that stands alone.
fn agree(text: &Text, by_words: &mut BTreeMap<String, Votes>, introduced: &[Introduced]) {
    for pair in introduced {
        let Some(long) = by_words.get(&text.lower(&pair.long)).copied() else { continue };
        by_words.entry(text.lower(&pair.acronym)).and_modify(|v| *v = long);
    }
    let of_class = |classes: &[Class]| -> HashSet<String> {
        let named =
            by_words.iter().filter(|(k, v)| !k.contains(' ') && v.winner(1.0).is_some_and(|c| classes.contains(&c)));
        named.map(|(k, _)| k.clone()).collect()
    };
    let mut persons = of_class(&[Class::Person]);
    persons.extend(surnames(by_words));
    let places = of_class(&[Class::Place, Class::Country]);
    for (key, votes) in by_words.iter_mut() {
        let words = key.split(' ').count();
        if (2..=4).contains(&words) && key.rsplit(' ').next().is_some_and(|last| persons.contains(last)) {
            votes.add(Class::Person, 2.5);
        }
        // "Osmer Evening", where Osmer is a place: people have other given names.
        let first = key.split(' ').next().unwrap_or("");
        if words > 1
            && places.contains(first)
            && text.index.listed(first).is_none()
            && !text.index.given.contains_key(first)
        {
            votes.add(Class::Person, -1.0);
            votes.add(Class::Organisation, 1.2);
        }
    }
}

/// The last words of full names that are surely people's.
fn surnames(by_words: &BTreeMap<String, Votes>) -> Vec<String> {
    let sure = by_words.iter().filter(|(k, v)| k.contains(' ') && v.of(Class::Person) >= SURE);
    let sure = sure.filter(|(_, v)| v.winner(1.0) == Some(Class::Person));
    sure.filter_map(|(k, _)| k.rsplit(' ').next()).map(str::to_string).collect()
}

/// So much speaks for a person that its surname may be looked for elsewhere.
pub const SURE: f32 = 3.0;

/// A surname or a given name alone, where the document has the full name of a person.
fn parts_of_persons(by_words: &BTreeMap<String, Votes>) -> HashMap<&str, f32> {
    let mut out = HashMap::new();
    for (key, votes) in by_words {
        if !key.contains(' ') || votes.winner(1.0) != Some(Class::Person) {
            continue;
        }
        for (i, part) in key.split(' ').enumerate().filter(|(_, part)| part.chars().count() > 1) {
            let weight = if i == 0 { 2.2 } else { 4.0 };
            let kept = out.entry(part).or_insert(weight);
            *kept = f32::max(*kept, weight);
        }
    }
    out
}

/// "the Lind-Okello talks": two people of whom the text has the full names.
fn pair_of_persons(text: &Text, piece: &Piece, parts: &HashMap<&str, f32>) -> Option<Vec<Span>> {
    let at = text.span(&piece.words);
    let printed = text.reading.document.printed(at);
    let known = |part: &str| parts.contains_key(part.to_lowercase().as_str());
    let joined = piece.words.len() == 1 && !text.is_given(piece.words.start) && printed.contains(['-', '–']);
    let split = printed.split(['-', '–']).filter(|_| joined);
    let mut out = vec![];
    for part in split {
        let start = part.as_ptr() as usize - printed.as_ptr() as usize + at.start;
        known(part).then(|| out.push(Span::new(start, start + part.len())))?;
    }
    (out.len() == 2).then_some(out)
}

fn name(text: &Text, piece: &Piece, votes: &Votes, out: &mut Vec<Name>) {
    let at = text.span(&piece.words);
    let named = |at, class, form, hit| Name { at, words: piece.words.clone(), class, form, hit, adjective_of: None };
    if let Some(language) = language(text, piece) {
        out.push(named(language, Class::Language, Form::Name, None));
        return;
    }
    if is_common(text, piece) {
        return;
    }
    let person = votes.winner(1.0) == Some(Class::Person);
    let compound = text.reading.document.printed(at).starts_with(char::is_lowercase);
    if piece.words.len() == 1 && (!person || compound || is_chain(text, at)) {
        let parts = parts_of_compound(text, at);
        if !parts.is_empty() {
            out.extend(parts.into_iter().map(|(at, hit)| named(at, listed_class(hit), listed_form(hit), Some(hit))));
            return;
        }
    }
    let Some(class) = votes.winner(1.0) else { return };
    let hit = text.listed(&piece.words).filter(|h| listed_class(h) == class);
    let hit = hit.or_else(|| country_inside(text, piece, class));
    out.push(named(at, class, hit.map_or(Form::Name, listed_form), hit));
}

/// "Government", "State Corporation": words for kinds of things, which name none. "Minister of Defence": what is held.
fn is_common(text: &Text, piece: &Piece) -> bool {
    if refused::is_of_an_amount(text, piece) {
        return true;
    }
    if text.listed(&piece.words).is_some() {
        return false;
    }
    let plain = |i: usize| {
        !text.index.head(&text.words[i].lower).is_empty()
            || text.index.country_nouns.contains(text.words[i].lower.as_str())
    };
    let number = piece.words.len() == 1 && text.pos(piece.words.start) == "NUM";
    if number || refused::is_word(text, piece) {
        return true;
    }
    let field = office_of(text, piece.words.start).is_some_and(|o| text.index.is_of_field(&text.lower(&o)));
    field || piece.kind.is_none() && !piece.titled && piece.words.clone().all(plain) && !is_of_a_field(text, piece)
}

/// "Energy Ministry": an institution, and before it what it is for; "State Corporation" says no more than its kind.
fn is_of_a_field(text: &Text, piece: &Piece) -> bool {
    let institution = |i: usize| text.lexicon.groups.institutions.iter().any(|n| *n == text.words[i].lower.as_str());
    let last = piece.words.end - 1;
    let field = |i: usize| !institution(i) && !text.index.country_nouns.contains(text.words[i].lower.as_str());
    piece.words.len() > 1 && institution(last) && (piece.words.start..last).all(field)
}

/// "Republic of X" is X.
fn country_inside(text: &Text, piece: &Piece, class: Class) -> Option<&'static Hit> {
    if class != Class::Country {
        return None;
    }
    let found = piece.words.clone().filter_map(|i| text.longest_listed(i, piece.words.end));
    found.map(|(_, hit)| hit).find(|hit| hit.listed == Listed::Country)
}

pub fn listed_class(hit: &Hit) -> Class {
    match hit.listed {
        Listed::Country | Listed::Adjective => Class::Country,
        Listed::People => Class::Group,
        Listed::Region | Listed::RegionAdjective | Listed::Capital | Listed::City => Class::Place,
        Listed::Organisation => Class::Organisation,
    }
}

fn listed_form(hit: &Hit) -> Form {
    if matches!(hit.listed, Listed::Adjective | Listed::RegionAdjective) { Form::Adjective } else { Form::Name }
}

/// A listed adjective with the word for a language after it, or one the pipeline takes for a language.
fn language(text: &Text, piece: &Piece) -> Option<Span> {
    let at = text.span(&piece.words);
    let next = piece.words.end;
    let adjective =
        text.listed(&piece.words).is_some_and(|h| matches!(h.listed, Listed::Adjective | Listed::RegionAdjective));
    let last = piece.words.end - 1;
    if piece.words.len() == 2 && text.has_head(last, Class::Language) {
        return Some(at);
    }
    if adjective && piece.words.len() == 1 && is_language_noun(text, piece.words.start) {
        return Some(at);
    }
    if adjective && next < text.words.len() && text.words[next].follows && text.has_head(next, Class::Language) {
        return Some(at.join(text.words[next].at));
    }
    (text.entity(piece.words.start) == "LANGUAGE" && piece.words.len() == 1).then_some(at)
}

/// "fluent in Kazakh", "Kazakh is spoken": an adjective that is a noun in the singular, without an article.
fn is_language_noun(text: &Text, word: usize) -> bool {
    let syntax = &text.reading.syntax;
    let token = &syntax.tokens[text.words[word].token];
    let noun = matches!(token.pos.as_str(), "PROPN" | "NOUN" | "ADJ")
        && matches!(token.dep.as_str(), "nsubj" | "nsubjpass" | "pobj" | "dobj" | "conj");
    let bare = syntax
        .children(text.words[word].token)
        .iter()
        .all(|c| !matches!(syntax.tokens[*c].dep.as_str(), "det" | "poss" | "nummod"));
    let alone =
        text.words.get(word + 1).is_none_or(|w| !w.follows || w.shape == Shape::Lower && text.pos(word + 1) != "NOUN");
    let modifies =
        token.dep == "conj" && matches!(syntax.tokens[token.head].dep.as_str(), "amod" | "compound" | "nmod");
    noun && !modifies && bare && alone && token.entity != "PERSON" && !text.words[word].titled
}

/// "Russian-Kazakh", "US-led", "pro-Western": the parts that are countries, regions and their adjectives.
fn parts_of_compound(text: &Text, at: Span) -> Vec<(Span, &'static Hit)> {
    let printed = text.reading.document.printed(at);
    if !printed.contains('-') || text.index.listed(printed).is_some() {
        return vec![];
    }
    let (mut out, mut start, mut unknown) = (vec![], at.start, false);
    let chain = is_chain(text, at);
    for part in printed.split('-') {
        let span = Span::new(start, start + part.len());
        start = span.end + 1;
        match text.index.listed(part).filter(|h| chain || h.listed != Listed::City) {
            Some(hit) if part.starts_with(char::is_uppercase) => out.push((span, hit)),
            _ => unknown |= part.starts_with(char::is_uppercase),
        }
    }
    if unknown && !chain { vec![] } else { out }
}

/// "the Tarn-Velmora-Ostrand line": more than two joined names, of which two at least are listed.
fn is_chain(text: &Text, at: Span) -> bool {
    let printed = text.reading.document.printed(at);
    let listed = printed.split('-').filter(|p| p.starts_with(char::is_uppercase) && text.index.listed(p).is_some());
    printed.split('-').count() > 2 && listed.count() > 1 && text.index.listed(printed).is_none()
}

/// What the lists, the words of the name and those around it show.
fn shown(text: &Text, piece: &Piece) -> Votes {
    let mut votes = Votes::default();
    list_vote(text, piece, &mut votes);
    word_vote(text, piece, &mut votes);
    context_vote(text, piece, &mut votes);
    votes
}

fn label_vote(text: &Text, piece: &Piece, votes: &mut Votes) {
    let tokens = &text.reading.syntax.tokens;
    let inside = text.reading.syntax.tokens_in(text.span(&piece.words));
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let labelled = inside.clone().filter(|i| !tokens[*i].entity.is_empty());
    labelled.for_each(|i| *counts.entry(tokens[i].entity.as_str()).or_default() += 1);
    let Some((label, count)) = counts.into_iter().max_by_key(|(_, n)| *n) else { return };
    if inside.is_empty() || count * 2 < inside.len() {
        return;
    }
    let goes_on = tokens.get(inside.end).is_some_and(|t| t.entity == label && !t.entity_begin);
    // The label may begin with the article.
    let article = inside.start.checked_sub(1).map(|t| &tokens[t]).filter(|t| t.pos == "DET" && t.entity == label);
    let begins = tokens[inside.start].entity_begin || article.is_some_and(|t| t.entity_begin);
    let exact = begins && !goes_on && count == inside.len();
    let weight = if exact { 1.6 } else { 0.9 };
    match label {
        "PERSON" => votes.add(Class::Person, weight),
        "ORG" => votes.add(Class::Organisation, weight),
        "GPE" | "LOC" | "FAC" => votes.add(Class::Place, weight),
        "NORP" => votes.add(Class::Group, weight),
        "EVENT" => votes.add(Class::Event, weight),
        "WORK_OF_ART" | "LAW" | "PRODUCT" => votes.add(Class::Work, weight * 0.7),
        "LANGUAGE" => votes.add(Class::Language, weight),
        _ => {}
    }
}

fn list_vote(text: &Text, piece: &Piece, votes: &mut Votes) {
    let Some(hit) = text.listed(&piece.words) else { return };
    let weight = match hit.listed {
        Listed::Country | Listed::Adjective => 5.0,
        Listed::RegionAdjective | Listed::People | Listed::Organisation => 4.0,
        Listed::Region => 3.0,
        Listed::Capital => 2.5,
        // Many towns are somebody's name as well.
        Listed::City if text.is_given(piece.words.start) => 1.2,
        Listed::City => 1.9,
    };
    votes.add(listed_class(hit), weight);
}

/// What the words of the name say: heads, given names, initials, capitals.
fn word_vote(text: &Text, piece: &Piece, votes: &mut Votes) {
    if is_address(text, piece) {
        votes.add(Class::Organisation, 3.0);
    }
    let words = piece.words.clone();
    let last = words.end - 1;
    if let Some(class) = piece.kind {
        votes.add(class, 3.5);
    }
    for class in text.index.head(&text.words[last].lower) {
        let weight = if words.len() > 1 { 2.5 } else { 0.3 };
        votes.add(*class, weight);
    }
    if words.len() > 1 && text.index.head(&text.words[last].lower).is_empty() && piece.kind.is_none() {
        let given = text.is_given(words.start);
        let is_initial = |i: usize| text.words[i].lower.chars().filter(|c| c.is_alphabetic()).count() == 1;
        let initial = match words.clone().find(|i| is_initial(*i)) {
            Some(first) if first == words.start => 2.0,
            Some(_) => 1.0,
            None => 0.0,
        };
        if words.len() < 5 {
            votes.add(Class::Person, initial + if given { 1.8 } else { 0.0 });
        }
    }
    // "State Corporation Lind".
    let institution = |i: usize| text.lexicon.groups.institutions.iter().any(|n| *n == text.words[i].lower.as_str());
    if (words.start..last).any(institution) && piece.kind.is_none() {
        votes.add(Class::Organisation, 2.0);
    }
    let word = &text.words[words.start];
    if words.len() == 1 && word.shape == Shape::Capitals && !word.titled && word.lower.chars().count() <= 6 {
        votes.add(Class::Organisation, 0.7);
    }
    if words.len() == 1 && text.is_given(words.start) {
        votes.add(Class::Person, 0.5);
    }
}
