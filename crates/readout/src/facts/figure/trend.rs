//! Figures without an amount: a direction without a rate ("in the last two years, turnover has been falling"), places in an order.

use super::phrase;
use super::window;
use super::words::Words;
use super::{Figure, Measure, Role, clause};
use crate::document::Span;
use crate::reading::amounts::{self, Kind};
use crate::reading::{Reading, Time};
use crate::value::amount::{Change, Quantity};
use crate::value::when;

/// Lengths of time over which a measure moved, in text order. They are no statistics; only their direction is compared.
pub fn find(reading: &Reading, words: &Words) -> Vec<Figure> {
    reading.times.iter().enumerate().filter_map(|(i, time)| trend(reading, words, i, time)).collect()
}

fn trend(reading: &Reading, words: &Words, index: usize, time: &Time) -> Option<Figure> {
    let value = window::value_of(reading, words, time).filter(|v| when::days(v).is_some())?;
    let length = amounts::length(reading, time.at)?;
    let syntax = &reading.syntax;
    let verb = clause::verb_of(syntax, syntax.outer(time.at)?)?;
    let change = direction(reading, verb)?;
    if has_amount(reading, verb) {
        return None;
    }
    let subject = clause::subject(syntax, verb).filter(|s| syntax.tokens[*s].pos == "NOUN")?;
    let measured = phrase::phrase(reading, words, subject, true)?;
    let figure = bare(time.at, Quantity { change: Some(change), ..length }, Role::DatePart, measured);
    Some(Figure { period: Some(index), period_value: Some(value), ..figure })
}

/// "the second visit": places in an order, never compared with numbers of things.
pub fn ordinals(reading: &Reading, words: &Words) -> Vec<Figure> {
    let ordinals = amounts::ordinals(reading).into_iter();
    ordinals.filter_map(|(at, quantity)| ordinal(reading, words, at, quantity)).collect()
}

fn ordinal(reading: &Reading, words: &Words, at: Span, quantity: Quantity) -> Option<Figure> {
    let token = reading.syntax.outer(at)?;
    let measured = phrase::phrase(reading, words, reading.syntax.tokens[token].head, false)?;
    Some(bare(at, quantity, Role::Ordinal, measured))
}

/// A figure that no amount stands behind.
fn bare(at: Span, quantity: Quantity, role: Role, measured: Measure) -> Figure {
    Figure {
        at,
        quantity,
        measure: Some((measured.text.clone(), measured.at)),
        of: measured.of.clone(),
        around: vec![],
        measured: Some(measured),
        period: None,
        period_value: None,
        as_of: None,
        now: false,
        claimant: None,
        teller: None,
        status: None,
        role,
        kind: Kind::Measured,
        amount: None,
        converts: None,
        part_of: None,
    }
}

fn direction(reading: &Reading, verb: usize) -> Option<Change> {
    amounts::direction(reading.language(), &reading.syntax.lemma(verb))
}

/// The clause says by how much: that figure tells the direction already.
fn has_amount(reading: &Reading, verb: usize) -> bool {
    let at = reading.syntax.sentence_of(verb).at;
    let from = reading.amounts.partition_point(|a| a.at.start < at.start);
    let inside = reading.amounts[from..].iter().take(64).take_while(|a| a.at.start < at.end);
    let own = |a: &&amounts::Amount| {
        reading.syntax.outer(a.at).and_then(|t| clause::verb_of(&reading.syntax, t)) == Some(verb)
    };
    inside.filter(own).count() > 0
}
