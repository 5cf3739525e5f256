//! Whether the clause round a time looks back or ahead.

use super::lexicon::{Class, Role, Table};
use super::scan::{Kind, Scan};
use crate::document::Span;
use crate::reading::Syntax;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Back,
    Ahead,
    /// The verb stands in the present.
    Now,
    /// The words do not say.
    Open,
}

/// Whether the verbs above a time look back or ahead; open where there is no parse.
pub fn of_verbs(at: Span, syntax: &Syntax, table: &Table) -> Direction {
    syntax.head_of(at).map_or(Direction::Open, |token| by_verbs(syntax, token, table))
}

/// By the tense of the verbs that govern the time; by the words before it where there is no parse.
pub fn direction(scan: &Scan, start: usize, at: Span, syntax: &Syntax, table: &Table) -> Direction {
    match syntax.head_of(at) {
        Some(token) => by_verbs(syntax, token, table),
        None => by_words(scan, start),
    }
}

/// Whether a sentence begins with this time and speaks of a state of things: "Today it is transport that counts" is no day.
pub fn is_state(at: Span, syntax: &Syntax) -> bool {
    let Some(token) = syntax.head_of(at) else { return false };
    let t = &syntax.tokens[token];
    let head = &syntax.tokens[t.head];
    let first = syntax.tokens[syntax.sentence_of(token).tokens.start..token].iter().all(|t| t.pos == "PUNCT");
    first
        && t.dep != "nsubj"
        && t.head != token
        && matches!(head.tag.as_str(), "VBZ" | "VBP")
        && helpers(syntax, t.head).next().is_none()
}

/// Climbs from the time to the verbs above it. A time that belongs to a noun has the tense of the verb only where that looks ahead:
/// what is done to the talks of Monday says nothing of when Monday was.
fn by_verbs(syntax: &Syntax, token: usize, table: &Table) -> Direction {
    let (mut infinitive, mut nominal) = (false, false);
    // The depth of a sentence is bounded; a time is rarely told further than this from its verb.
    for here in syntax.ancestors(token).skip(1).take(12) {
        let t = &syntax.tokens[here];
        if is_past_perfect(syntax, here) {
            return Direction::Back;
        }
        if means_ahead(syntax, here, infinitive, table) {
            return Direction::Ahead;
        }
        if t.pos == "NOUN" || t.pos == "PROPN" || t.pos == "NUM" {
            if t.dep == "nsubj" || t.dep == "nsubjpass" || syntax.tokens[token].dep == "poss" {
                return Direction::Open;
            }
            nominal = true;
            continue;
        }
        match tense(syntax, here) {
            Some(_) if infinitive => return if nominal { Direction::Open } else { Direction::Ahead },
            None if is_infinitive(syntax, here) => {
                infinitive = true;
                // The aim of what was done: the day may be that of the deed.
                nominal |= !matches!(t.dep.as_str(), "xcomp" | "ccomp" | "ROOT");
            }
            None => {}
            Some(_) if nominal => return Direction::Open,
            Some(tense) => return tense,
        }
    }
    if infinitive { Direction::Ahead } else { Direction::Open }
}

/// "had been due on Friday": what was to come then is over now.
fn is_past_perfect(syntax: &Syntax, verb: usize) -> bool {
    let helper = |h: usize| syntax.tokens[h].tag == "VBD" && syntax.tokens[h].dep == "aux";
    syntax.tokens[verb].tag == "VBN" && helpers(syntax, verb).any(helper)
}

fn is_infinitive(syntax: &Syntax, verb: usize) -> bool {
    syntax.tokens[verb].tag == "VB" && helpers(syntax, verb).any(|h| syntax.tokens[h].tag == "TO")
}

fn helpers(syntax: &Syntax, verb: usize) -> impl Iterator<Item = usize> + '_ {
    let is_helper = |c: &usize| matches!(syntax.tokens[*c].dep.as_str(), "aux" | "auxpass");
    syntax.children(verb).iter().copied().filter(is_helper)
}

/// A verb or noun that looks ahead, or one with a helping verb that does.
fn means_ahead(syntax: &Syntax, here: usize, infinitive: bool, table: &Table) -> bool {
    let t = &syntax.tokens[here];
    let participle =
        infinitive && matches!(t.tag.as_str(), "VBN" | "JJ") && has_role(table, &t.lower, Role::AheadParticiple);
    let helped = t.pos == "VERB" || t.pos == "AUX";
    let helper = || helpers(syntax, here).any(|h| has_role(table, &syntax.tokens[h].lower, Role::Ahead));
    participle || has_role(table, &t.lower, Role::Ahead) || helped && helper()
}

/// The tense of a finite verb, or of a participle with its helping verb; nothing for an infinitive.
fn tense(syntax: &Syntax, verb: usize) -> Option<Direction> {
    let t = &syntax.tokens[verb];
    if t.pos != "VERB" && t.pos != "AUX" {
        return None;
    }
    let past_helper = || helpers(syntax, verb).any(|h| syntax.tokens[h].tag == "VBD");
    match t.tag.as_str() {
        "VBD" | "VBN" => Some(Direction::Back),
        "VBG" if past_helper() => Some(Direction::Back),
        // Who reports something in the present tense reports it after the fact.
        "VBZ" | "VBP" if syntax.child(verb, &["ccomp"]).is_some() => Some(Direction::Back),
        "VBZ" | "VBP" => Some(Direction::Now),
        "VBG" if helpers(syntax, verb).next().is_some() => Some(Direction::Now),
        _ => None,
    }
}

fn has_role(table: &Table, lower: &str, role: Role) -> bool {
    table.get(lower).is_some_and(|e| e.alone.contains(&Class::Role(role)))
}

/// The words before the time, back to the start of the sentence.
fn by_words(scan: &Scan, start: usize) -> Direction {
    let from = start.saturating_sub(25);
    let ends =
        |i: usize| matches!(scan.kind(i), Some(Kind::Mark('.' | '!' | '?' | ';' | '\n'))) && !scan.is_glued(i + 1);
    let before = (from..start).rev().take_while(|i| !ends(*i));
    if before.into_iter().any(|i| scan.role(i, Role::Ahead).is_some()) { Direction::Ahead } else { Direction::Open }
}
