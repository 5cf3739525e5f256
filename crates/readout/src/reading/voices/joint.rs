//! Two or more who speak together, and groups that are only groups.

use crate::document::Span;
use crate::reading::names::{self, Class};
use crate::reading::roles::mention_at;
use crate::reading::together;
use crate::reading::{Mention, Reading};

/// A bare plural ("economists", "Kazakh experts") names nobody but the group itself, which is then the speaker.
pub fn group(reading: &Reading, at: Span) -> Option<String> {
    let syntax = &reading.syntax;
    let head = syntax.head_of(at)?;
    let known = |c: &usize| {
        let t = &syntax.tokens[*c];
        let told = ["Definite=Def", "PronType=Dem", "PronType=Neg"].iter().any(|m| t.morph.contains(m));
        matches!(t.dep.as_str(), "poss" | "nummod") || t.dep == "det" && told
    };
    let bare = !syntax.children(head).iter().any(known);
    let plural = syntax.tokens[head].tag == "NNS" && bare;
    let printed = if plural { Some(at) } else { body(reading, at, head).or_else(|| described(reading, at, head)) };
    printed.map(|at| reading.printed(at).to_string())
}

/// "the Osmerian government", "Osmeria's police", "the government of Osmeria": a body of the place named with it,
/// without its article.
fn body(reading: &Reading, at: Span, head: usize) -> Option<Span> {
    let syntax = &reading.syntax;
    let words = super::lexicon::WORDS.of(reading.language());
    let token = &syntax.tokens[head];
    words.subject.bodies.iter().find(|w| **w == token.lemma.to_lowercase())?;
    let place = |m: &&Mention| matches!(m.class, Class::Country | Class::Place) && m.at != at;
    let mut tokens = syntax.tokens_in(at);
    reading.mentions_in(at).find(place)?;
    let own = |t: usize| !matches!(syntax.tokens[t].dep.as_str(), "relcl" | "acl" | "appos" | "conj" | "cc" | "prep");
    let of_place = |t: usize| {
        syntax.tokens[t].dep == "prep" && syntax.child(t, &["pobj"]).is_some_and(|p| mention_at(reading, p).is_some())
    };
    let plain = syntax.children(head).iter().all(|c| own(*c) || of_place(*c));
    tokens.start += usize::from(syntax.tokens[tokens.start].pos == "DET");
    (plain && !tokens.is_empty() && tokens.len() <= LONGEST).then(|| syntax.span(tokens))
}

/// "a Kazakh official", "a spokesman for the Osmer ministry": somebody whom the text does not name, by his office.
fn described(reading: &Reading, at: Span, head: usize) -> Option<Span> {
    let syntax = &reading.syntax;
    let mut tokens = syntax.tokens_in(at);
    let new = syntax.tokens[tokens.start].morph.contains("Definite=Ind") && syntax.tokens[tokens.start].head == head;
    let office = names::is_office(reading.language(), &syntax.tokens[head].lemma);
    let held = |m: &Mention| matches!(m.class, Class::Country | Class::Place | Class::Organisation);
    tokens.start += 1;
    let told =
        reading.mentions_in(at).any(held) && !reading.mentions_in(at).any(|m| m.class == Class::Person && m.at != at);
    (new && office && told && tokens.len() <= LONGEST).then(|| syntax.span(tokens))
}

/// A longer phrase tells more than who it is.
const LONGEST: usize = 6;

/// The people who speak together: named side by side here, or before a plural that means them.
pub fn together(reading: &Reading, at: Span) -> Vec<usize> {
    reading.syntax.head_of(at).map(|head| together::meant(reading, head)).unwrap_or_default()
}
