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
    /// How coarsely it was printed: the value of one unit of its last printed digit ("28.2 billion": 100,000,000).
    pub grain: Decimal,
}

/// A decimal without an exponent and without zeros at its end: "28200000000".
pub fn plain(value: Decimal) -> String {
    value.normalize().to_string()
}
