//! Two amounts that differ: another scale, an unfair rounding, or another number.

use crate::check::Kind;
use crate::document::Span;
use crate::reading::Reading;
use crate::value::amount::{self, Bound, Quantity, coarseness};
use rust_decimal::Decimal;

/// What sort of difference two amounts are that do not agree.
pub fn kind(draft: &Reading, a: Span, source: &Reading, b: Span) -> Kind {
    let quantity =
        |reading: &Reading, at: Span| reading.amounts.iter().find(|x| x.at == at).map(|x| x.quantity.clone());
    match (quantity(draft, a), quantity(source, b)) {
        (Some(x), Some(y)) => of_quantities(&x, &y),
        _ => Kind::Number,
    }
}

/// The amounts that stand there agree, however they are printed.
pub fn agree_at(draft: &Reading, a: Span, source: &Reading, b: Span) -> bool {
    let there =
        |reading: &Reading, at: Span| reading.amounts.iter().find(|x| x.at.overlaps(at)).map(|x| x.quantity.clone());
    let both = there(draft, a).zip(there(source, b));
    both.is_some_and(|(x, y)| x.unit == y.unit && amount::agree(&x, &y) != amount::Agreement::Different)
}

fn of_quantities(draft: &Quantity, source: &Quantity) -> Kind {
    if is_scale(draft.value, source.value) {
        return Kind::Scale;
    }
    if is_rounder(draft, source) { Kind::Rounding } else { Kind::Number }
}

/// The same digits a thousand, a million ... times as large.
fn is_scale(a: Decimal, b: Decimal) -> bool {
    let (small, large) = if a.abs() < b.abs() { (a, b) } else { (b, a) };
    let Some(ratio) = large.checked_div(small) else { return false };
    let scales = [1_000_i64, 1_000_000, 1_000_000_000, 1_000_000_000_000];
    scales.iter().any(|s| Decimal::from(*s) == ratio)
}

/// The draft's number is rounder or bounded and near, but not what the source's rounds to.
fn is_rounder(draft: &Quantity, source: &Quantity) -> bool {
    let Some(ratio) = draft.value.checked_div(source.value) else { return false };
    let near = (Decimal::ONE - ratio).abs() <= Decimal::new(12, 2);
    near && (draft.bound != Bound::Exactly || coarseness(draft) > coarseness(source))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quantity(value: i64, bound: Bound) -> Quantity {
        let (value, grain) = (Decimal::from(value), Decimal::ONE);
        Quantity { value, high: None, unit: None, bound, change: None, grain }
    }

    fn check(draft: i64, source: i64, bound: Bound, expected: Kind) {
        assert_eq!(
            of_quantities(&quantity(draft, bound), &quantity(source, Bound::Exactly)),
            expected,
            "{draft} {source}"
        );
    }

    #[test]
    fn the_same_digits_a_thousand_times_as_large_are_another_scale() {
        check(4_400_000, 4_400_000_000, Bound::Exactly, Kind::Scale);
        check(28_200_000_000, 28_200_000, Bound::Exactly, Kind::Scale);
        check(4_500_000, 4_400_000_000, Bound::Exactly, Kind::Number);
    }

    #[test]
    fn a_rounder_number_that_is_near_and_not_the_nearest_is_unfair() {
        check(9_000, 8_412, Bound::Exactly, Kind::Rounding);
        check(8_500, 8_412, Bound::Above, Kind::Rounding);
        check(8_413, 8_412, Bound::Exactly, Kind::Number);
        check(3_000, 8_412, Bound::About, Kind::Number);
    }
}
