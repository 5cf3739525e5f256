//! An amount: an exact number with a unit, a bound and a direction.

use rust_decimal::Decimal;
use serde::Serialize;
use smol_str::SmolStr;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub enum Bound {
    #[default]
    #[serde(rename = "=")]
    Exactly,
    #[serde(rename = "~")]
    About,
    #[serde(rename = "<")]
    Below,
    #[serde(rename = ">")]
    Above,
    #[serde(rename = "<=")]
    AtMost,
    #[serde(rename = ">=")]
    AtLeast,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Change {
    Up,
    Down,
}

/// ISO 4217 code, "%", a UCUM-like symbol, or the counted noun's lemma.
pub type Unit = SmolStr;

#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    pub value: Decimal,
    /// Upper end of a range.
    pub high: Option<Decimal>,
    pub unit: Option<Unit>,
    pub bound: Bound,
    pub change: Option<Change>,
    /// How coarsely it was printed: the value of one unit of its last printed digit ("24.7 billion": 100,000,000).
    pub grain: Decimal,
}

/// A decimal without an exponent and without zeros at its end: "28200000000".
pub fn plain(value: Decimal) -> String {
    value.normalize().to_string()
}

/// How two amounts of one unit and kind lie to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Agreement {
    Same,
    /// The finer one, rounded as coarsely as the other was printed, gives the other.
    Rounding,
    /// The one lies within the bound or the range of the other.
    Within,
    Different,
}

/// What an amount is measured on: only amounts of one dimension are compared.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Dimension {
    /// So many per cent more or less.
    Growth,
    /// A part of a whole.
    Share,
    Money,
    Multiple,
    /// A physical dimension, or the noun that is counted.
    Of(SmolStr),
    Bare,
}

/// Two amounts agree when the finer one, rounded as coarsely as the other was printed, gives the other.
pub fn agree(a: &Quantity, b: &Quantity) -> Agreement {
    if a.value == b.value && a.high == b.high {
        return Agreement::Same;
    }
    if a.high.is_some() || b.high.is_some() {
        return if inside_range(a, b) || inside_range(b, a) { Agreement::Within } else { Agreement::Different };
    }
    let (fine, coarse) = if coarseness(a) <= coarseness(b) { (a, b) } else { (b, a) };
    if is_nearest(fine.value, coarse) && on_its_side(fine.value, coarse) {
        return Agreement::Rounding;
    }
    if within_bound(fine, coarse) || within_bound(coarse, fine) { Agreement::Within } else { Agreement::Different }
}

/// How coarsely a number was printed. Zeros at the end of a whole number may be rounding: two digits are taken as meant,
/// one where the text says "about".
pub fn coarseness(q: &Quantity) -> Decimal {
    let meant = if q.bound == Bound::Exactly { 2 } else { 1 };
    let digits = q.value.abs().checked_div(q.grain).filter(|d| d.fract().is_zero());
    let Some(mut digits) = digits.filter(|d| !d.is_zero()) else { return q.grain };
    let mut grain = q.grain;
    let floor = power(meant);
    while digits >= floor && (digits % Decimal::TEN).is_zero() {
        let Some(coarser) = grain.checked_mul(Decimal::TEN) else { break };
        digits /= Decimal::TEN;
        grain = coarser;
    }
    grain
}

fn power(digits: u32) -> Decimal {
    (0..digits).fold(Decimal::ONE, |p, _| p * Decimal::TEN)
}

/// Of all numbers printed as coarsely, none is nearer; what lies in the middle may be rounded to either side.
fn is_nearest(fine: Decimal, coarse: &Quantity) -> bool {
    let twice = (fine - coarse.value).abs().checked_mul(Decimal::TWO);
    twice.is_some_and(|twice| twice <= coarseness(coarse))
}

fn inside_range(point: &Quantity, range: &Quantity) -> bool {
    let Some(high) = range.high else { return false };
    range.value <= point.value && point.high.unwrap_or(point.value) <= high
}

/// "more than 28 billion" is no rounding of 27.9 billion.
fn on_its_side(fine: Decimal, coarse: &Quantity) -> bool {
    match coarse.bound {
        Bound::Above | Bound::AtLeast => fine >= coarse.value,
        Bound::Below | Bound::AtMost => fine <= coarse.value,
        Bound::Exactly | Bound::About => true,
    }
}

/// "more than 350" leaves room for 360, "about 20" for 19: a tenth on the side that the bound leaves open.
fn within_bound(other: &Quantity, bound: &Quantity) -> bool {
    let Some(ratio) = other.value.checked_div(bound.value) else { return false };
    let (tenth, one) = (Decimal::new(1, 1), Decimal::ONE);
    match bound.bound {
        Bound::Exactly => false,
        Bound::About => (one - ratio).abs() <= Decimal::new(5, 2),
        Bound::Above | Bound::AtLeast => ratio >= one && ratio <= one + tenth,
        Bound::Below | Bound::AtMost => ratio <= one && ratio >= one - tenth,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amount(printed: &str, scale: i64, bound: Bound) -> Quantity {
        let value: Decimal = printed.parse().expect("digits");
        let grain = Decimal::new(1, value.scale()) * Decimal::from(scale);
        Quantity { value: value * Decimal::from(scale), high: None, unit: None, bound, change: None, grain }
    }

    fn check(a: &Quantity, b: &Quantity, expected: Agreement) {
        assert_eq!(agree(a, b), expected, "{a:?} {b:?}");
        assert_eq!(agree(b, a), expected, "the other way round");
    }

    #[test]
    fn a_rounder_figure_is_not_a_conflict() {
        let billion = 1_000_000_000;
        check(&amount("24.7", billion, Bound::Exactly), &amount("25", billion, Bound::Exactly), Agreement::Rounding);
        check(&amount("28.6", billion, Bound::Exactly), &amount("25", billion, Bound::Exactly), Agreement::Different);
        check(&amount("6012", 1, Bound::Exactly), &amount("6000", 1, Bound::Exactly), Agreement::Rounding);
        check(&amount("6400", 1, Bound::Exactly), &amount("6000", 1, Bound::Exactly), Agreement::Different);
        check(&amount("6400", 1, Bound::Exactly), &amount("6000", 1, Bound::About), Agreement::Rounding);
    }

    #[test]
    fn the_middle_may_be_rounded_to_either_side() {
        check(&amount("145", 1000, Bound::Exactly), &amount("140", 1000, Bound::About), Agreement::Rounding);
        check(&amount("145", 1000, Bound::Exactly), &amount("150", 1000, Bound::About), Agreement::Rounding);
    }

    #[test]
    fn a_bound_is_not_rounded_away() {
        check(&amount("0.9", 1, Bound::Exactly), &amount("1", 1, Bound::Above), Agreement::Different);
        check(&amount("25.2", 1, Bound::Exactly), &amount("25", 1, Bound::Above), Agreement::Rounding);
    }

    #[test]
    fn a_bound_leaves_room_on_its_own_side() {
        check(&amount("364", 1, Bound::Exactly), &amount("350", 1, Bound::Above), Agreement::Within);
        check(&amount("331", 1, Bound::Exactly), &amount("350", 1, Bound::Above), Agreement::Different);
        check(&amount("21", 1, Bound::Exactly), &amount("20", 1, Bound::About), Agreement::Rounding);
    }

    #[test]
    fn thirteen_and_seventeen_are_a_conflict_however_they_are_printed() {
        check(&amount("13", 1, Bound::Exactly), &amount("17", 1, Bound::About), Agreement::Different);
    }
}
