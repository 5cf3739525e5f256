//! Whether the clause round a time looks back or ahead.

use super::lexicon::{Class, Role, Table};
use super::scan::{Kind, Scan};
use crate::document::Span;
use crate::reading::Syntax;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Back,
    Ahead,
    /// The words do not say.
    Open,
}

/// By the tense of the verbs that govern the time; by the words before it where there is no parse.
pub fn direction(scan: &Scan, start: usize, at: Span, syntax: &Syntax, table: &Table) -> Direction {
    match governing(syntax, at) {
        Some(token) => by_verbs(syntax, token, table),
        None => by_words(scan, start),
    }
}

/// The token inside the time whose head lies outside of it.
fn governing(syntax: &Syntax, at: Span) -> Option<usize> {
    let tokens = syntax.tokens_in(at);
    tokens.clone().find(|t| !tokens.contains(&syntax.tokens[*t].head) || syntax.tokens[*t].head == *t)
}

fn by_verbs(syntax: &Syntax, token: usize, table: &Table) -> Direction {
    let mut infinitive = false;
    // The depth of a sentence is bounded; a time is rarely told further than this from its verb.
    for verb in syntax.ancestors(token).take(12) {
        let t = &syntax.tokens[verb];
        if looks_ahead(table, &t.lower) && verb != token {
            return Direction::Ahead;
        }
        if t.pos != "VERB" && t.pos != "AUX" {
            continue;
        }
        let helpers = || {
            syntax.children(verb).iter().map(|c| &syntax.tokens[*c]).filter(|c| c.dep == "aux" || c.dep == "auxpass")
        };
        if helpers().any(|h| looks_ahead(table, &h.lower)) {
            return Direction::Ahead;
        }
        let past_helper = helpers().any(|h| h.tag == "VBD");
        match t.tag.as_str() {
            "VBD" => return if infinitive { Direction::Ahead } else { Direction::Back },
            "VBN" | "VBG" if past_helper => return if infinitive { Direction::Ahead } else { Direction::Back },
            "VBN" => return Direction::Back,
            "VB" if helpers().any(|h| h.tag == "TO") => infinitive = true,
            "VBZ" | "VBP" => return if infinitive { Direction::Ahead } else { Direction::Open },
            _ => {}
        }
    }
    if infinitive { Direction::Ahead } else { Direction::Open }
}

fn looks_ahead(table: &Table, lower: &str) -> bool {
    table.get(lower).is_some_and(|e| e.alone.contains(&Class::Role(Role::Ahead)))
}

/// The words before the time, back to the start of the sentence.
fn by_words(scan: &Scan, start: usize) -> Direction {
    let from = start.saturating_sub(25);
    let ends =
        |i: usize| matches!(scan.kind(i), Some(Kind::Mark('.' | '!' | '?' | ';' | '\n'))) && !scan.is_glued(i + 1);
    let before = (from..start).rev().take_while(|i| !ends(*i));
    if before.into_iter().any(|i| scan.role(i, Role::Ahead).is_some()) { Direction::Ahead } else { Direction::Open }
}
