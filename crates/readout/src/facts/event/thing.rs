//! What a deed is done with, where that tells it from others: the document that is signed, the plant that is opened.

use super::clause;
use super::frames::Found;
use super::who;
use super::words::Words;
use crate::document::Span;
use crate::reading::{Reading, Syntax};
use smol_str::SmolStr;
use std::collections::BTreeSet;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thing {
    pub at: Span,
    head: SmolStr,
    /// More than one, and how many where that is said.
    several: bool,
    number: Option<SmolStr>,
    /// One that the text has told of: "the treaty".
    definite: bool,
    /// The other words that tell which one it is.
    words: BTreeSet<SmolStr>,
}

impl Thing {
    pub fn noun(&self) -> SmolStr {
        self.head.clone()
    }
}

/// No longer phrase names one thing.
const LONGEST: usize = 16;

pub fn of(reading: &Reading, words: &Words, found: &Found) -> Option<Thing> {
    if !found.kind.thing {
        return None;
    }
    let syntax = &reading.syntax;
    let acts = |t: &usize| {
        let at = syntax.tokens[*t].at;
        found.participants.iter().any(|(_, w)| w.at.contains(at))
    };
    let own = if found.nominal { behind(syntax, words, found.token) } else { clause::of(syntax, found.token).objects };
    let token = own.into_iter().find(|t| syntax.is_noun(*t) && !acts(t))?;
    Some(thing(reading, token))
}

/// "the signing of the treaty"
fn behind(syntax: &Syntax, words: &Words, noun: usize) -> Vec<usize> {
    let telling = clause::noun_prepositions(syntax, noun).into_iter().filter(|(p, _)| words.near.telling.contains(p));
    telling.map(|(_, t)| t).collect()
}

fn thing(reading: &Reading, token: usize) -> Thing {
    let syntax = &reading.syntax;
    let end = end_of(syntax, token);
    let start = syntax.tokens_in(who::phrase(reading, token)).start.min(token);
    let number = syntax.child(token, &["nummod"]);
    let start = number.map_or(start, |n| syntax.subtree(n).start.max(token.saturating_sub(LONGEST)).min(start));
    let tells = |t: &usize| *t != token && Some(*t) != number && is_content(syntax, *t);
    Thing {
        at: syntax.span(start..end),
        head: syntax.lemma(token),
        several: syntax.tokens[token].is_plural(),
        definite: syntax.child(token, &["det"]).is_some_and(|d| syntax.tokens[d].morph.contains("Definite=Def")),
        number: number.map(|n| syntax.tokens[n].lower.clone()),
        words: (start..end).filter(tells).map(|t| syntax.lemma(t)).collect(),
    }
}

/// Behind the noun its own phrases, up to a clause or a comma.
fn end_of(syntax: &Syntax, token: usize) -> usize {
    let inside = syntax.subtree(token);
    let stops = |t: &usize| {
        let t = &syntax.tokens[*t];
        t.pos == "PUNCT" && !t.lower.starts_with('-')
            || matches!(t.dep.as_str(), "relcl" | "appos")
            || t.tag.starts_with('W')
    };
    let end = (token + 1..inside.end.min(token + LONGEST)).find(stops).unwrap_or(inside.end.min(token + LONGEST));
    // A participle that says who did it belongs to the deed.
    let done = syntax.child(token, &["acl"]).filter(|c| syntax.tokens[*c].tag != "TO" && *c > token);
    done.map_or(end, |c| end.min(syntax.subtree(c).start)).max(token + 1)
}

fn is_content(syntax: &Syntax, token: usize) -> bool {
    matches!(syntax.tokens[token].pos.as_str(), "NOUN" | "PROPN" | "ADJ" | "VERB")
}

/// Two deeds are not one where one is done with many and the other with one, with other numbers, or with things of other names.
pub fn may_be_one(a: Option<&Thing>, b: Option<&Thing>) -> bool {
    let Some((a, b)) = a.zip(b) else { return true };
    let number = |t: &Thing| t.number.is_some();
    let counted_apart = number(a) && number(b) && a.number != b.number;
    if a.several != b.several && (number(a) || number(b)) || counted_apart {
        return false;
    }
    is_called_alike(a, b)
}

/// They share a word that tells which, or the one adds nothing to the other's noun.
fn is_called_alike(a: &Thing, b: &Thing) -> bool {
    if a.words.is_empty() || b.words.is_empty() {
        return a.head == b.head || a.words.contains(&b.head) || b.words.contains(&a.head);
    }
    a.words.intersection(&b.words).next().is_some()
}

/// Surely the same: called alike in so many words.
pub fn is_same(a: Option<&Thing>, b: Option<&Thing>) -> bool {
    a.zip(b).is_some_and(|(a, b)| may_be_one(Some(a), Some(b)) && a.head == b.head)
}

/// The same noun, and a word beside it that tells which.
pub fn is_told_alike(a: Option<&Thing>, b: Option<&Thing>) -> bool {
    is_same(a, b) && a.zip(b).is_some_and(|(a, b)| !a.words.is_disjoint(&b.words))
}

/// Several things of one noun, nothing else told of them, in another number.
pub fn is_count_of_same(a: Option<&Thing>, b: Option<&Thing>) -> bool {
    let bare = |t: &Thing| t.several && t.number.is_some() && t.words.is_empty();
    a.zip(b).is_some_and(|(a, b)| bare(a) && bare(b) && a.head == b.head)
}

/// One thing that is told alike, or is called again by its noun alone.
pub fn is_called_again(known: &Thing, again: &Thing) -> bool {
    let one = !known.several && !again.several;
    let noun = || again.definite && again.words.is_empty() && known.head == again.head;
    one && (is_told_alike(Some(known), Some(again)) || noun())
}
