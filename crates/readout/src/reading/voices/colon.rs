//! Attributions by a mark alone: "Name: what is said" and "what is said – Name".

use super::lexicon::Words;
use super::quotes::{is_punctuation, near};
use super::{Found, source};
use crate::document::Span;
use crate::reading::syntax::Syntax;
use crate::reading::{Block, Quotation, Reading};
use std::ops::Range;

/// The longest name with its title that a mark may attribute to.
const NAME: usize = 9;

/// A paragraph or headline that begins with a speaker's name and a colon.
pub fn find(reading: &Reading, _words: &Words) -> Vec<Found> {
    reading.blocks.iter().enumerate().filter_map(|(i, block)| labelled(reading, block, i == 0)).collect()
}

fn labelled(reading: &Reading, block: &Block, is_first: bool) -> Option<Found> {
    let syntax = &reading.syntax;
    let tokens = syntax.tokens_in(block.at);
    let colon = tokens.clone().take(NAME + 1).find(|t| syntax.tokens[*t].lower == ":")?;
    let name = tokens.start..colon;
    if !is_name(syntax, name.clone()) || !(is_person(syntax, name.clone()) || is_first) {
        return None;
    }
    let after = Span::new(syntax.tokens[colon].at.end, block.at.end).trim(&reading.document.text);
    let quotation = near(reading, after.start).iter().find(|q| q.at.start == after.start && q.inside_of.is_none());
    let content = match quotation {
        Some(q) => q.inside,
        None if is_only_person(syntax, name.clone()) && is_clause(syntax, after) => after,
        None => return None,
    };
    (!content.is_empty()).then(|| found(syntax, name, syntax.tokens[colon].at, content, "name-and-colon"))
}

/// A quotation with a dash and its speaker behind it.
pub fn signed(reading: &Reading, q: &Quotation, behind: Span) -> Option<Found> {
    let syntax = &reading.syntax;
    let mut tokens = syntax.tokens_in(behind);
    let dash = tokens.next().filter(|t| is_dash(syntax, *t))?;
    let end = (dash + 1..tokens.end).find(|t| is_punctuation(syntax, *t)).unwrap_or(tokens.end);
    let name = dash + 1..end;
    if name.len() > NAME || !is_name(syntax, name.clone()) {
        return None;
    }
    Some(found(syntax, name, syntax.tokens[dash].at, q.inside, "dash-and-name"))
}

fn found(syntax: &Syntax, name: Range<usize>, cue: Span, content: Span, rule: &'static str) -> Found {
    let name = source::trimmed(syntax, name);
    let who = name.clone().rev().find(|t| syntax.tokens[*t].pos == "PROPN").or(Some(name.end - 1));
    Found { content: vec![content], cue: Some(cue), head: None, source: Some(name), who, rule }
}

fn is_dash(syntax: &Syntax, token: usize) -> bool {
    matches!(syntax.tokens[token].lower.as_str(), "–" | "—" | "―" | "-" | "--")
}

/// A noun phrase with a name or a noun of a speaker, and no verb.
fn is_name(syntax: &Syntax, tokens: Range<usize>) -> bool {
    let fits = |i: usize| {
        matches!(
            syntax.tokens[i].pos.as_str(),
            "PROPN" | "NOUN" | "ADJ" | "DET" | "PUNCT" | "ADP" | "PART" | "CCONJ" | "NUM"
        )
    };
    !tokens.is_empty()
        && tokens.clone().all(fits)
        && tokens.clone().any(|i| matches!(syntax.tokens[i].pos.as_str(), "PROPN" | "NOUN"))
}

/// The name of a person and nothing else.
fn is_only_person(syntax: &Syntax, tokens: Range<usize>) -> bool {
    is_person(syntax, tokens.clone())
        && tokens.clone().all(|i| matches!(syntax.tokens[i].pos.as_str(), "PROPN" | "PUNCT"))
}

fn is_clause(syntax: &Syntax, at: Span) -> bool {
    syntax.tokens_in(at).any(|i| matches!(syntax.tokens[i].tag.as_str(), "VBD" | "VBP" | "VBZ" | "MD"))
}

fn is_person(syntax: &Syntax, tokens: Range<usize>) -> bool {
    tokens.clone().any(|i| syntax.tokens[i].entity == "PERSON")
}
