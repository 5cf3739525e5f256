//! Amounts as exact decimals with unit, bound and direction.

use super::Reading;
use crate::document::Span;
use crate::value::amount::Quantity;

#[derive(Clone, Debug, PartialEq)]
pub struct Amount {
    pub at: Span,
    pub quantity: Quantity,
    /// Index of the amount of which this one, in brackets behind it, is a conversion.
    pub converts: Option<usize>,
}

pub fn find(_reading: &mut Reading) {}
