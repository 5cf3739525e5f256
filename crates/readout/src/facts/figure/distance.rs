//! How far one place is from another: "60 km from the coast" measures no noun of its sentence.

use super::phrase::{entity_at, is_person};
use super::words::Words;
use crate::reading::{Amount, Reading};

/// "60 km from Tarn".
pub fn is_distance(reading: &Reading, words: &Words, amount: &Amount) -> bool {
    let syntax = &reading.syntax;
    let next = syntax.tokens_in(amount.phrase).end;
    let length = amount.quantity.unit.as_deref().is_some_and(|u| LENGTHS.contains(&u));
    let from = syntax.tokens.get(next).is_some_and(|t| t.dep == "prep" && words.measures.from.contains(&t.lower));
    let place = |t: usize| entity_at(reading, t).is_some() && !is_person(reading, t);
    length && from && syntax.child(next, &["pobj"]).is_some_and(place)
}

const LENGTHS: &[&str] = &["km", "m", "[mi_i]", "[nmi_i]", "mi"];
