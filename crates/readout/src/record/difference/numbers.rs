//! Numbers and dates of two wordings, paired off: what agrees, what is rounded, what is another number.

use super::{Difference, Kind, Side, inside};
use crate::document::Span;
use crate::reading::{Reading, Time};
use crate::value::amount::{Bound, Unit};
use crate::value::when::{self, Agreement};
use rust_decimal::Decimal;
use std::collections::BTreeSet;
use std::str::FromStr;

/// A number in a text: an amount, or digits that are neither in an amount nor in a date.
#[derive(Clone, Debug)]
struct Numeral {
    at: Span,
    value: Decimal,
    unit: Option<Unit>,
    bound: Bound,
    grain: Decimal,
}

/// Numbers that agree are set aside first, then those that agree when rounded; what stays on both sides is another number.
pub fn differences(a: &Side, b: &Side) -> Vec<Difference> {
    let (mut left, mut right) = (numerals(a), numerals(b));
    let mut out = pair_off(&mut left, &mut right, |x, y| same_value(x, y) && same_unit(x, y), qualified);
    out.extend(pair_off(&mut left, &mut right, same_value, other_unit));
    out.extend(pair_off(&mut left, &mut right, |x, y| fit(x, y) && rounded(x, y), |_, _| Some(Kind::Rounding)));
    let (mut days_a, mut days_b) = (times(a), times(b));
    out.extend(dates(a, b, &mut days_a, &mut days_b));
    out.extend(pair_off(&mut left, &mut right, same_unit, |_, _| Some(Kind::Number)));
    out.extend(pair_off(&mut left, &mut right, fit, |_, _| Some(Kind::Number)));
    out.extend(left.iter().map(|x| Difference { kind: Kind::Missing, a: Some(x.at), b: None }));
    out.extend(right.iter().map(|y| Difference { kind: Kind::Added, a: None, b: Some(y.at) }));
    out
}

/// Takes out pairs that fit, each with the first that fits it, and tells what the pair is.
fn pair_off<T: Placed>(
    left: &mut Vec<T>,
    right: &mut Vec<T>,
    fits: impl Fn(&T, &T) -> bool,
    kind: impl Fn(&T, &T) -> Option<Kind>,
) -> Vec<Difference> {
    let mut out = vec![];
    left.retain(|x| {
        let Some(j) = right.iter().position(|y| fits(x, y)) else { return true };
        let y = right.remove(j);
        out.extend(kind(x, &y).map(|kind| Difference { kind, a: Some(x.place()), b: Some(y.place()) }));
        false
    });
    out
}

trait Placed {
    fn place(&self) -> Span;
}

impl Placed for Numeral {
    fn place(&self) -> Span {
        self.at
    }
}

impl Placed for &Time {
    fn place(&self) -> Span {
        self.at
    }
}

// --- numbers ----------------------------------------------------------------------------------------------------------

fn numerals(side: &Side) -> Vec<Numeral> {
    let reading = side.reading;
    // A range is its two ends: another translator may have said them as two amounts.
    let amounts = reading.amounts.iter().filter(|x| inside(side, x.at)).flat_map(|x| {
        let q = &x.quantity;
        let numeral = |value| Numeral { at: x.at, value, unit: q.unit.clone(), bound: q.bound, grain: q.grain };
        [Some(q.value), q.high].into_iter().flatten().map(numeral)
    });
    let mut out: Vec<Numeral> = amounts.chain(loose(side)).collect();
    out.sort_by_key(|n| n.at);
    out
}

/// Digits that nothing has read: still a number to a reader.
fn loose(side: &Side) -> Vec<Numeral> {
    let reading = side.reading;
    let tokens = side.at.iter().flat_map(|at| reading.syntax.tokens_in(*at)).map(|i| &reading.syntax.tokens[i]);
    let plain = tokens.filter(|t| t.lower.chars().all(|c| c.is_ascii_digit()) && !is_read(reading, t.at));
    let value = |t: &crate::reading::syntax::Token| Decimal::from_str(&t.lower).ok();
    plain
        .filter_map(|t| {
            Some(Numeral { at: t.at, value: value(t)?, unit: None, bound: Bound::Exactly, grain: Decimal::ONE })
        })
        .collect()
}

fn is_read(reading: &Reading, at: Span) -> bool {
    reading.amounts.iter().any(|a| a.at.overlaps(at)) || reading.times.iter().any(|t| t.at.overlaps(at))
}

fn same_value(a: &Numeral, b: &Numeral) -> bool {
    a.value == b.value
}

fn same_unit(a: &Numeral, b: &Numeral) -> bool {
    a.unit == b.unit
}

/// Of one kind, as far as another translator may say it: counted nouns have many names, currencies and measures few.
fn fit(a: &Numeral, b: &Numeral) -> bool {
    a.unit == b.unit || !(is_code(a) && is_code(b))
}

/// A currency code or a symbol, not a counted noun.
fn is_code(n: &Numeral) -> bool {
    n.unit.as_deref().is_some_and(|u| u.chars().count() <= 3 && !u.chars().any(char::is_lowercase))
}

fn qualified(a: &Numeral, b: &Numeral) -> Option<Kind> {
    (a.bound != b.bound).then_some(Kind::Qualifier)
}

fn other_unit(a: &Numeral, b: &Numeral) -> Option<Kind> {
    if !fit(a, b) { Some(Kind::Unit) } else { qualified(a, b) }
}

/// Two amounts agree when the finer one, rounded as coarsely as the other was printed, gives the other.
fn rounded(a: &Numeral, b: &Numeral) -> bool {
    rounds_to(a, b) || rounds_to(b, a)
}

fn rounds_to(fine: &Numeral, coarse: &Numeral) -> bool {
    let grain = grain_of(coarse);
    let distance = (fine.value - coarse.value).abs();
    let is_coarser =
        grain > fine.grain || (grain == fine.grain && coarse.bound == Bound::About && fine.bound != Bound::About);
    let is_far = distance * Decimal::TEN > coarse.value.abs();
    if !is_coarser || distance.is_zero() || distance + distance > grain || is_far {
        return false;
    }
    // Round numbers that do not say "about" are taken for rounded ones only where they come close.
    coarse.bound != Bound::Exactly || grain == coarse.grain || distance * Decimal::from(40) <= coarse.value.abs()
}

/// One unit of the last digit that is not zero: "340" may stand for anything from 335 to 345.
fn grain_of(n: &Numeral) -> Decimal {
    let mut grain = n.grain;
    for _ in 0..28 {
        let Some(next) = grain.checked_mul(Decimal::TEN) else { return grain };
        if n.value.is_zero() || !n.value.checked_rem(next).is_some_and(|r| r.is_zero()) {
            return grain;
        }
        grain = next;
    }
    grain
}

// --- dates --------------------------------------------------------------------------------------------------------------

fn times<'r>(side: &Side<'r>) -> Vec<&'r Time> {
    side.reading.times.iter().filter(|t| inside(side, t.at) && t.value.is_some()).collect()
}

/// Dates on both sides that nothing on the other side agrees with: another number where their digits differ.
fn dates<'r>(a: &Side, b: &Side, left: &mut Vec<&'r Time>, right: &mut Vec<&'r Time>) -> Vec<Difference> {
    let digits = |side: &Side, t: &Time| numbers_in(side.reading.printed(t.at));
    pair_off(left, right, |x, y| agree(x, y), |_, _| None);
    let is_same_numbers = |x: &&Time, y: &&Time| digits(a, x) == digits(b, y);
    pair_off(left, right, |x, y| x.kind == y.kind && is_same_numbers(x, y), |_, _| None);
    let kind = |x: &&Time, y: &&Time| {
        let (of_a, of_b) = (digits(a, x), digits(b, y));
        let is_number = !of_a.is_subset(&of_b) && !of_b.is_subset(&of_a);
        Some(if is_number { Kind::Number } else { Kind::Date })
    };
    pair_off(left, right, |x, y| x.kind == y.kind, kind)
}

fn agree(x: &Time, y: &Time) -> bool {
    let (Some(a), Some(b)) = (&x.value, &y.value) else { return false };
    a == b || matches!(when::agree(a, b), Agreement::Same | Agreement::Inside | Agreement::Around)
}

/// The numbers printed in digits.
fn numbers_in(text: &str) -> BTreeSet<String> {
    text.split(|c: char| !c.is_ascii_digit())
        .filter(|d| !d.is_empty())
        .map(|d| d.trim_start_matches('0').to_string())
        .collect()
}
