//! Ordinals, kept apart from amounts: "the second visit", "the 20th forum".

use super::pieces::{self, Piece};
use super::words::{WORDS, Words};
use crate::document::Span;
use crate::reading::Reading;
use crate::value::amount::{Bound, Quantity};
use rust_decimal::Decimal;

/// The unit that figures give for an ordinal.
const UNIT: &str = "ordinal";

/// Every ordinal outside of the times of a text, with its place in the order.
pub fn ordinals(reading: &Reading) -> Vec<(Span, Quantity)> {
    let words = WORDS.of(reading.language());
    let mut out = vec![];
    for block in &reading.blocks {
        let pieces = pieces::cut(&reading.document.text, block.at);
        let found = (0..pieces.len()).filter_map(|i| ordinal(&pieces, i, words));
        out.extend(found.filter(|(at, _)| !in_time(reading, *at) && is_modifier(reading, *at)));
    }
    out
}

fn ordinal(pieces: &[Piece], i: usize, words: &Words) -> Option<(Span, Quantity)> {
    let piece = &pieces[i];
    if let Some(value) = words.numbers.ordinals.get(&piece.lower) {
        return Some((piece.at, quantity((*value).into())));
    }
    let ending = pieces.get(i + 1).filter(|p| !p.spaced && p.is_one_of(&words.numbers.ordinal_endings))?;
    let value: u32 = piece.text.parse().ok().filter(|_| piece.is_digits())?;
    Some((piece.at.join(ending.at), quantity(value.into())))
}

fn quantity(value: Decimal) -> Quantity {
    Quantity { value, high: None, unit: Some(UNIT.into()), bound: Bound::Exactly, change: None, grain: Decimal::ONE }
}

fn in_time(reading: &Reading, at: Span) -> bool {
    let from = reading.times.partition_point(|t| t.at.end <= at.start);
    let amounts = reading.amounts.partition_point(|a| a.at.end <= at.start);
    let amount = reading.amounts.get(amounts).is_some_and(|a| a.at.overlaps(at));
    amount || reading.times.get(from).is_some_and(|t| t.at.overlaps(at))
}

/// "the second visit", not "a second" of time nor "first of all".
fn is_modifier(reading: &Reading, at: Span) -> bool {
    let syntax = &reading.syntax;
    let tokens = syntax.tokens_in(at);
    let Some(token) = tokens.clone().last() else { return false };
    let this = &syntax.tokens[token];
    let noun = syntax.is_noun(this.head) && this.head > token;
    noun && matches!(this.dep.as_str(), "amod" | "nummod" | "compound")
}
