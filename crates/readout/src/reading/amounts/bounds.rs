//! Words and signs around a number that bound it: "more than", "about", "at least", "or so", "~", "+".

use super::pieces::Piece;
use super::words::Words;
use crate::value::amount::Bound;
use smol_str::SmolStr;

/// The bound of the number between these pieces, the first piece of the words before it and the piece behind those behind it.
pub fn bound(pieces: &[Piece], start: usize, end: usize, words: &Words) -> (Bound, usize, usize) {
    if let Some((bound, from)) = before(pieces, start, words) {
        return (bound, from, end);
    }
    if let Some((bound, to)) = behind(pieces, end, words) {
        return (bound, start, to);
    }
    (Bound::Exactly, start, end)
}

fn before(pieces: &[Piece], start: usize, words: &Words) -> Option<(Bound, usize)> {
    let last = start.checked_sub(1)?;
    let dot = pieces[last].is(".") && !pieces[last].spaced;
    if dot && last.checked_sub(1).is_some_and(|b| pieces[b].is_one_of(&words.abbreviated)) {
        return before(pieces, last, words);
    }
    if let Some(bound) = sign(&pieces[last]) {
        return Some((bound, last));
    }
    words.bounds.iter().find_map(|(bound, phrase)| {
        let from = start.checked_sub(phrase.len())?;
        stands(&pieces[from..start], phrase).then_some((bound_of(bound)?, from))
    })
}

fn behind(pieces: &[Piece], end: usize, words: &Words) -> Option<(Bound, usize)> {
    let plus = pieces.get(end).is_some_and(|p| p.is("+") && !p.spaced);
    if plus {
        return Some((Bound::AtLeast, end + 1));
    }
    words.bounds_behind.iter().find_map(|(bound, phrase)| {
        let to = end + phrase.len();
        stands(pieces.get(end..to)?, phrase).then_some((bound_of(bound)?, to))
    })
}

fn stands(pieces: &[Piece], phrase: &[SmolStr]) -> bool {
    pieces.len() == phrase.len() && pieces.iter().zip(phrase).all(|(p, w)| p.lower == *w)
}

fn sign(piece: &Piece) -> Option<Bound> {
    match piece.text.as_str() {
        "~" | "≈" => Some(Bound::About),
        ">" => Some(Bound::Above),
        "<" => Some(Bound::Below),
        "≥" => Some(Bound::AtLeast),
        "≤" => Some(Bound::AtMost),
        _ => None,
    }
}

fn bound_of(sign: &str) -> Option<Bound> {
    match sign {
        "=" => Some(Bound::Exactly),
        "~" => Some(Bound::About),
        "<" => Some(Bound::Below),
        ">" => Some(Bound::Above),
        "<=" => Some(Bound::AtMost),
        ">=" => Some(Bound::AtLeast),
        _ => None,
    }
}
