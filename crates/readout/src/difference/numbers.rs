//! Numbers and dates of two wordings, paired off: what agrees, what is rounded, what is another number.

use super::{Difference, Kind, Side, inside};
use crate::document::Span;
use crate::reading::amounts::UNITS;
use crate::reading::{Reading, Time};
use crate::value::amount::{self, Bound, Quantity};
use crate::value::when;
use rust_decimal::Decimal;
use std::collections::BTreeSet;
use std::str::FromStr;

/// A number in a text: an amount, or digits that are neither in an amount nor in a date.
#[derive(Clone, Debug)]
struct Numeral {
    at: Span,
    quantity: Quantity,
}

/// Numbers that agree are set aside first, then those that agree when rounded; what stays on both sides is another number.
pub fn differences(a: &Side, b: &Side) -> Vec<Difference> {
    let (mut left, mut right) = (numerals(a), numerals(b));
    let mut out = pair_off(&mut left, &mut right, |x, y| same_value(x, y) && same_unit(x, y), qualified);
    out.extend(pair_off(&mut left, &mut right, same_value, other_unit));
    out.extend(pair_off(&mut left, &mut right, |x, y| fit(x, y) && rounded(x, y), |_, _| Some(Kind::Rounding)));
    let (mut days_a, mut days_b) = (times(a), times(b));
    out.extend(dates(&mut days_a, &mut days_b));
    let number = |_: &Numeral, _: &Numeral| Some(Kind::Number);
    set_aside_told(&mut left, &mut days_b);
    set_aside_told(&mut right, &mut days_a);
    out.extend(pair_off(&mut left, &mut right, same_unit, number));
    out.extend(pair_off(&mut left, &mut right, fit, number));
    out.extend(pair_off(&mut left, &mut days_b, stands_for_date, |_, _| Some(Kind::Number)));
    out.extend(pair_off(&mut days_a, &mut right, |x, y| stands_for_date(y, x), |_, _| Some(Kind::Number)));
    out.extend(left.iter().map(|x| Difference { kind: Kind::Missing, a: Some(x.at), b: None }));
    out.extend(right.iter().map(|y| Difference { kind: Kind::Added, a: None, b: Some(y.at) }));
    out
}

/// Takes out pairs that fit, each with the first that fits it, and tells what the pair is.
fn pair_off<T: Placed, U: Placed>(
    left: &mut Vec<T>,
    right: &mut Vec<U>,
    fits: impl Fn(&T, &U) -> bool,
    kind: impl Fn(&T, &U) -> Option<Kind>,
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

impl Placed for Day<'_> {
    fn place(&self) -> Span {
        self.time.at
    }
}

// --- numbers ----------------------------------------------------------------------------------------------------------

fn numerals(side: &Side) -> Vec<Numeral> {
    let reading = side.reading;
    // A range is its two ends: another translator may have said them as two amounts.
    let amounts = reading.amounts.iter().filter(|x| inside(side, x.at)).flat_map(|x| {
        let end = |value| Numeral { at: x.at, quantity: Quantity { value, high: None, ..x.quantity.clone() } };
        [Some(x.quantity.value), x.quantity.high].into_iter().flatten().map(end)
    });
    let mut out: Vec<Numeral> = amounts.chain(loose(side)).collect();
    out.sort_by_key(|n| n.at);
    out
}

/// Digits that nothing has read, by themselves or in a row ("2014/15"): still numbers to a reader.
fn loose(side: &Side) -> Vec<Numeral> {
    let reading = side.reading;
    let tokens = side.at.iter().flat_map(|at| reading.syntax.tokens_in(*at)).map(|i| &reading.syntax.tokens[i]);
    let plain = tokens.filter(|t| !t.lower.chars().any(char::is_alphabetic) && !is_read(reading, t.at));
    let digits = plain.flat_map(|t| {
        let printed = reading.printed(t.at);
        // "636.3" is one number, "2014/15" are two.
        let whole = Decimal::from_str(printed).is_ok().then_some((Span::new(0, t.at.len()), printed));
        let parts = digits_in(printed).filter(move |_| whole.is_none());
        whole.into_iter().chain(parts).map(|(at, text)| (Span::new(at.start + t.at.start, at.end + t.at.start), text))
    });
    let numeral = |(at, text): (Span, &str)| {
        let value = Decimal::from_str(text).ok()?;
        let grain = Decimal::new(1, value.scale());
        let quantity = Quantity { value, high: None, unit: None, bound: Bound::Exactly, change: None, grain };
        Some(Numeral { at, quantity })
    };
    digits.filter_map(numeral).collect()
}

/// Every run of digits with its place.
fn digits_in(text: &str) -> impl Iterator<Item = (Span, &str)> {
    let runs = text.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty());
    runs.map(|run| {
        let start = run.as_ptr() as usize - text.as_ptr() as usize;
        (Span::new(start, start + run.len()), run)
    })
}

fn is_read(reading: &Reading, at: Span) -> bool {
    reading.amounts.iter().any(|a| a.at.overlaps(at)) || reading.times.iter().any(|t| t.at.overlaps(at))
}

fn same_value(a: &Numeral, b: &Numeral) -> bool {
    a.quantity.value == b.quantity.value
}

fn same_unit(a: &Numeral, b: &Numeral) -> bool {
    a.quantity.unit == b.quantity.unit
}

/// Of one kind, as far as another translator may say it: counted nouns have many names, currencies and measures few.
fn fit(a: &Numeral, b: &Numeral) -> bool {
    same_unit(a, b) || !(is_code(a) && is_code(b))
}

/// A currency code or the symbol of a unit, not a counted noun.
fn is_code(n: &Numeral) -> bool {
    let is_symbol = |u: &str| u.chars().count() <= 3 && !u.chars().any(char::is_lowercase);
    let is_unit = |u: &str| UNITS.get().unit.iter().any(|known| known.symbol == u);
    let is_multiple = |u: &str| u.strip_prefix(PREFIXES).is_some_and(is_unit);
    n.quantity.unit.as_deref().is_some_and(|u| is_symbol(u) || is_unit(u) || is_multiple(u))
}

/// Letters before the symbol of a unit: "km", "ml".
const PREFIXES: [char; 8] = ['k', 'm', 'c', 'd', 'h', 'M', 'G', 'µ'];

fn qualified(a: &Numeral, b: &Numeral) -> Option<Kind> {
    (a.quantity.bound != b.quantity.bound).then_some(Kind::Qualifier)
}

fn other_unit(a: &Numeral, b: &Numeral) -> Option<Kind> {
    if !fit(a, b) { Some(Kind::Unit) } else { qualified(a, b) }
}

fn rounded(a: &Numeral, b: &Numeral) -> bool {
    amount::agree(&a.quantity, &b.quantity) == amount::Agreement::Rounding
}

// --- dates --------------------------------------------------------------------------------------------------------------

/// A time, and the numbers printed in it.
#[derive(Clone, Debug)]
struct Day<'r> {
    time: &'r Time,
    digits: BTreeSet<Decimal>,
}

fn times<'r>(side: &Side<'r>) -> Vec<Day<'r>> {
    let inside = side.reading.times.iter().filter(|t| inside(side, t.at) && t.value.is_some());
    let numbers =
        |t: &Time| digits_in(side.reading.printed(t.at)).filter_map(|(_, d)| Decimal::from_str(d).ok()).collect();
    inside.map(|time| Day { time, digits: numbers(time) }).collect()
}

/// Dates that agree are set aside, then those with the same numbers, then those of which one says more; what a date says
/// beyond the other stays, for a number of the other side may stand in its place.
fn dates<'r>(left: &mut Vec<Day<'r>>, right: &mut Vec<Day<'r>>) -> Vec<Difference> {
    pair_off(left, right, |x, y| agreement(x, y) == when::Agreement::Same, |_, _| None);
    let same_kind = |x: &Day, y: &Day| x.time.kind == y.time.kind;
    pair_off(left, right, |x, y| same_kind(x, y) && x.digits == y.digits, |_, _| None);
    let beyond = set_aside_finer(left, right);
    let kind = |x: &Day, y: &Day| {
        let is_number = !x.digits.is_subset(&y.digits) && !y.digits.is_subset(&x.digits);
        Some(if is_number { Kind::Number } else { Kind::Date })
    };
    let out = pair_off(left, right, same_kind, kind);
    left.extend(beyond.0);
    right.extend(beyond.1);
    out
}

/// Takes out pairs of which one is a part of the other; gives back what each says in digits beyond the other.
fn set_aside_finer<'r>(left: &mut Vec<Day<'r>>, right: &mut Vec<Day<'r>>) -> (Vec<Day<'r>>, Vec<Day<'r>>) {
    let (mut of_left, mut of_right) = (vec![], vec![]);
    left.retain(|x| {
        let nested = |y: &Day| is_nested(x, y);
        let Some(j) = right.iter().position(nested) else { return true };
        let y = right.remove(j);
        of_left.extend(beyond(x, &y));
        of_right.extend(beyond(&y, x));
        false
    });
    (of_left, of_right)
}

/// One is a part of the other; of two that do not say their year, the one that prints all the numbers of the other.
fn is_nested(x: &Day, y: &Day) -> bool {
    let printed = || x.digits.is_subset(&y.digits) || y.digits.is_subset(&x.digits);
    match agreement(x, y) {
        when::Agreement::Inside | when::Agreement::Around => true,
        when::Agreement::Unknown => x.time.kind == y.time.kind && printed(),
        _ => false,
    }
}

fn beyond<'r>(this: &Day<'r>, other: &Day) -> Option<Day<'r>> {
    let digits: BTreeSet<Decimal> = this.digits.difference(&other.digits).copied().collect();
    (!digits.is_empty()).then_some(Day { time: this.time, digits })
}

fn agreement(x: &Day, y: &Day) -> when::Agreement {
    match (&x.time.value, &y.time.value) {
        (Some(a), Some(b)) if a == b => when::Agreement::Same,
        (Some(a), Some(b)) => when::agree(a, b),
        _ => when::Agreement::Unknown,
    }
}

/// Takes out bare numbers that are printed in a date of the other side.
fn set_aside_told(numerals: &mut Vec<Numeral>, days: &mut Vec<Day>) {
    let mut told =
        |n: &Numeral| days.iter_mut().any(|day| stands_for_date(n, day) && day.digits.remove(&n.quantity.value));
    numerals.retain(|n| !told(n));
    days.retain(|day| !day.digits.is_empty());
}

/// A bare whole number on one side and a date on the other: both can only be meant for one thing.
fn stands_for_date(n: &Numeral, day: &Day) -> bool {
    let q = &n.quantity;
    let is_bare = q.unit.is_none() && q.grain == Decimal::ONE && q.value.fract().is_zero();
    is_bare && !day.digits.is_empty()
}
