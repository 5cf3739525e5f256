//! Transcripts: the paragraphs behind "Name: what is said" go on with the same speaker until the next name.

use super::Found;
use super::unmarked::has_first_person;
use crate::reading::layout::BlockKind;
use crate::reading::{Reading, Syntax};

pub const RULE: &str = "turn-goes-on";

/// Adds a turn for each paragraph that goes on. `opened`: what each block's own label gives.
pub fn go_on(reading: &Reading, opened: Vec<Option<Found>>) -> Vec<Found> {
    let syntax = &reading.syntax;
    let labels = opened.iter().skip(1).flatten().filter(|f| is_turn(f)).count();
    let last = opened.iter().rposition(|f| f.as_ref().is_some_and(is_turn)).unwrap_or(0);
    let mut out: Vec<Found> = vec![];
    let mut turn: Option<Found> = None;
    for (block, own) in opened.into_iter().enumerate() {
        if let Some(mut own) = own {
            if own.rule == "name-and-colon" && block > 0 && opens(syntax, &own) {
                own.rule = "turn-of-transcript";
            }
            turn = Some(own.clone()).filter(|f| is_turn(f) && (labels > 1 || opens(syntax, f)));
            out.push(own);
            continue;
        }
        let at = reading.blocks[block].at;
        let speaks = syntax.tokens_in(at).any(|t| is_spoken(&syntax.tokens[t].morph));
        let goes_on = reading.blocks[block].kind == BlockKind::Paragraph && (speaks || labels > 1 && block < last);
        turn = turn.filter(|_| goes_on);
        out.extend(turn.as_ref().map(|turn| Found { content: vec![at], cue: None, rule: RULE, ..turn.clone() }));
    }
    out
}

/// "I", "we" or "you": an outlet that tells of others needs none of them.
fn is_spoken(morph: &str) -> bool {
    morph.contains("Person=1") || morph.contains("Person=2")
}

/// A paragraph of speech behind a name, not a headline with one.
fn is_turn(found: &Found) -> bool {
    matches!(found.rule, "name-and-colon" | "turn-of-transcript" | RULE) && found.cue.is_some()
}

/// One label alone opens a transcript where its words are spoken to somebody.
fn opens(syntax: &Syntax, found: &Found) -> bool {
    found.content.iter().any(|at| has_first_person(syntax, syntax.tokens_in(*at)))
}
