//! What amounts that stand side by side take from each other: conversions in brackets, parts of what was counted, a currency.

use super::pieces::Piece;
use super::words::{CURRENCIES, Words};
use super::{Amount, Kind};
use crate::document::Span;
use crate::reading::Reading;
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// "93.4 billion tenge (20.2 billion rubles)": the amount in brackets right behind another, in another unit of its kind.
pub fn tie_conversions(amounts: &mut [Amount], first: usize, text: &str, words: &Words) {
    for i in 1..amounts.len() {
        let (before, here) = (&amounts[i - 1], &amounts[i]);
        let between = text.get(before.at.end..here.phrase.start).unwrap_or("");
        let brackets = matches!(between.trim(), "(" | "[") || is_said_again(between, before, here, words);
        let units =
            before.quantity.unit != here.quantity.unit && before.kind == Kind::Measured && here.kind == Kind::Measured;
        let percent = |a: &Amount| a.quantity.unit.as_deref() == Some("%");
        if brackets && units && !percent(before) && !percent(here) {
            amounts[i].converts = Some(first + i - 1);
        }
    }
}

/// "3.2 trillion tessens, or $7.84 billion": the same in another unit of its dimension.
fn is_said_again(between: &str, before: &Amount, here: &Amount, words: &Words) -> bool {
    let link = between.strip_prefix(',').map(str::trim);
    link.is_some_and(|link| words.numbers.or.iter().any(|w| w == link)) && dimension(before) == dimension(here)
}

/// What a unit is a unit of; all currencies are of one.
fn dimension(amount: &Amount) -> Option<String> {
    let unit = amount.quantity.unit.as_deref()?;
    if CURRENCIES.get().contains_key(unit) {
        return Some(String::new());
    }
    let dimension = super::size_of(unit)?.dimension;
    // Degrees of two scales have no common size, and are of one dimension all the same.
    dimension.split('-').next().map(str::to_string)
}

/// A bare number behind a counted one, with no verb between them, counts some of the same things.
pub fn tie_parts(amounts: &mut [Amount], first: usize, reading: &Reading, words: &Words) {
    for i in 1..amounts.len() {
        let (before, here) = (&amounts[i - 1], &amounts[i]);
        let bare =
            here.kind == Kind::Count && here.quantity.unit.is_none() && here.quantity.value < before.quantity.value;
        let Some(noun) = before.counted.filter(|_| bare) else { continue };
        if !continues(reading, words, before, here) {
            continue;
        }
        amounts[i].quantity.unit = amounts[i - 1].quantity.unit.clone();
        amounts[i].counted = Some(noun);
        amounts[i].part_of = Some(first + i - 1);
    }
}

/// "76 out of 89 bridges": a bare number before the whole of which it is a part counts the same things.
pub fn tie_wholes(amounts: &mut [Amount], first: usize, reading: &Reading, words: &Words) {
    for i in 1..amounts.len() {
        let (part, whole) = (&amounts[i - 1], &amounts[i]);
        let bare = part.kind == Kind::Count && part.quantity.unit.is_none() && part.counted.is_none();
        let smaller = bare && part.quantity.value < whole.quantity.value && whole.kind == Kind::Count;
        let between = reading.document.text.get(part.at.end..whole.phrase.start).unwrap_or("").trim().to_lowercase();
        let Some(noun) = whole.counted.filter(|_| smaller && words.out_of.iter().any(|w| *w == between)) else {
            continue;
        };
        amounts[i - 1].quantity.unit = amounts[i].quantity.unit.clone();
        amounts[i - 1].counted = Some(noun);
        amounts[i - 1].part_of = Some(first + i);
        amounts[i - 1].phrase = amounts[i - 1].phrase.join(amounts[i].phrase);
    }
}

/// "rose to 17.2 billion dollars, compared with 16.7 billion": a large bare number held against a sum is a sum.
pub fn share_currency(amounts: &mut [Amount], reading: &Reading, pieces: &[Piece], words: &Words) {
    for i in 1..amounts.len() {
        let (before, here) = (&amounts[i - 1], &amounts[i]);
        let money = before.quantity.unit.as_ref().filter(|u| CURRENCIES.get().contains_key(*u)).cloned();
        let large =
            here.kind == Kind::Count && here.quantity.unit.is_none() && here.quantity.grain >= Decimal::ONE_THOUSAND;
        let Some(unit) = money.filter(|_| large) else { continue };
        let first = pieces.partition_point(|p| p.at.start < here.phrase.start);
        let against = first.checked_sub(1).is_some_and(|p| pieces[p].is_one_of(&words.changes.against));
        let gap = Span::new(before.phrase.end, here.at.start);
        let near = gap.len() < 80 && !reading.printed(gap).contains(['.', ';', '\n']);
        if against && near {
            amounts[i].quantity.unit = Some(unit);
            amounts[i].kind = Kind::Measured;
        }
    }
}

fn continues(reading: &Reading, words: &Words, before: &Amount, here: &Amount) -> bool {
    let gap = Span::new(before.phrase.end, here.at.start);
    let Some(between) = reading.document.text.get(gap.range()).map(str::to_lowercase) else { return false };
    let tokens = &reading.syntax.tokens[reading.syntax.tokens_in(gap)];
    let verb = tokens.iter().any(|t| t.is_verb() && !words.partitives.contains(&t.lower));
    let rest = reading.document.text.get(here.at.end..).unwrap_or("").trim_start();
    let behind: String = rest.chars().take(16).collect::<String>().to_lowercase();
    let said = words.partitives.iter().any(|p| between.contains(p.as_str()) || behind.starts_with(p.as_str()));
    let aside = between.trim_end().ends_with(',') && words.part_openers.iter().any(|p| behind.starts_with(p.as_str()));
    !verb && gap.len() < 80 && !between.contains('.') && (said || aside)
}

/// "36.6 billion korels ($6.98 billion)": what stands in millions right before a sum in brackets is a currency that no list has;
/// so is the same noun elsewhere in the text.
pub fn find_unknown_currencies(amounts: &mut [Amount], reading: &Reading, words: &Words) {
    let million = Decimal::from(1_000_000);
    let mut names = BTreeSet::new();
    for i in 1..amounts.len() {
        let (before, here) = (&amounts[i - 1], &amounts[i]);
        let sum = here.quantity.unit.as_ref().is_some_and(|u| CURRENCIES.get().contains_key(u));
        let large = before.quantity.grain.checked_mul(Decimal::TEN).is_some_and(|g| g >= million)
            && here.quantity.value >= million;
        let between = reading.document.text.get(before.phrase.end..here.phrase.start).unwrap_or("");
        let said_again = |link: &str| words.numbers.or.iter().any(|w| w == link.trim());
        let brackets = between.trim() == "(" || between.strip_prefix(',').is_some_and(said_again);
        if before.counted.is_some() && sum && large && brackets {
            names.extend(before.quantity.unit.clone());
            amounts[i].converts = Some(i - 1);
        }
    }
    let named = |a: &Amount| a.quantity.unit.as_ref().is_some_and(|u| names.contains(u));
    for amount in amounts.iter_mut().filter(|a| a.kind == Kind::Count && named(a)) {
        let Some(noun) = amount.counted.take() else { continue };
        amount.at = amount.at.join(reading.syntax.tokens[noun].at);
        amount.kind = Kind::Measured;
    }
}
