//! Numbers that say how many times ("doubled", "threefold", "three times as many") and how old.

use super::pieces::{Kind as PieceKind, is_dash};
use super::unit::{Place, Sort};
use super::{Item, Kind};
use crate::value::amount::Change;
use rust_decimal::Decimal;
use smol_str::SmolStr;

/// The symbol of a multiple in world/units.toml.
const TIMES: &str = "x";

/// A word that says a multiple by itself.
pub fn word(place: &Place, i: usize) -> Option<Item> {
    let piece = place.reader.piece(i).filter(|p| p.is_word())?;
    let multiples = &place.words.multiples;
    let (value, change) = match (multiples.up.get(&piece.lower), multiples.down.get(&piece.lower)) {
        (Some(value), _) => (value.as_str(), Change::Up),
        (_, Some(value)) => (value.as_str(), Change::Down),
        _ => return folded(place, i),
    };
    Some(multiple(value.parse().ok()?, i, i + 1, Some(change)))
}

/// "threefold", "tenfold": a cardinal and the ending in one word.
fn folded(place: &Place, i: usize) -> Option<Item> {
    let piece = place.reader.piece(i)?;
    let number = place.words.multiples.folds.iter().find_map(|f| piece.lower.strip_suffix(f.as_str()))?;
    let value = place.words.numbers.cardinals.get(number)?;
    Some(multiple((*value).into(), i, i + 1, None))
}

fn multiple(value: Decimal, start: usize, end: usize, change: Option<Change>) -> Item {
    Item {
        value,
        high: None,
        grain: Decimal::ONE,
        unit: Some(TIMES.into()),
        sort: Some(Sort::Measure),
        start,
        end,
        number: (start, end),
        scale: None,
        mantissa: value,
        in_words: true,
        fraction: false,
        kind: Kind::Multiple,
        change,
        bound: None,
    }
}

/// "three times more", "2.5 times the", "10-fold", "5x".
pub fn times(place: &Place, item: Item) -> Item {
    if item.unit.is_some() {
        return item;
    }
    let hyphen = usize::from(place.reader.piece(item.end).is_some_and(|p| is_dash(p) && !p.spaced));
    let Some(piece) = place.reader.piece(item.end + hyphen) else { return item };
    let multiples = &place.words.multiples;
    let fold = multiples.folds.contains(&piece.lower);
    let sign = (piece.lower == TIMES || piece.is("×"))
        && !piece.spaced
        && place.reader.piece(item.end + 1).is_none_or(|p| p.spaced || p.kind == PieceKind::Sign);
    let plural = piece.lower.strip_suffix('s').unwrap_or(&piece.lower);
    let next = place.reader.piece(item.end + hyphen + 1);
    // "grew 2.5 times", "grew by five times": nobody does something two and a half times.
    let by = item.start.checked_sub(1).and_then(|b| place.reader.piece(b));
    let multiplies = !item.value.fract().is_zero() || by.is_some_and(|p| p.is_one_of(&place.words.changes.by_itself));
    let times = multiples.times.iter().any(|t| t == plural)
        && (multiplies || next.is_some_and(|p| p.is_one_of(&multiples.compared)));
    if let Some(item) = frequency(place, &item, plural) {
        return item;
    }
    if !(fold || sign || times) {
        return item;
    }
    Item {
        unit: Some(TIMES.into()),
        sort: Some(Sort::Measure),
        kind: Kind::Multiple,
        end: item.end + hyphen + 1,
        ..item
    }
}

/// "four times a week": how often, in the unit "/wk".
fn frequency(place: &Place, item: &Item, word: &str) -> Option<Item> {
    place.words.multiples.times.iter().find(|t| *t == word)?;
    let (below, end) = place.below(item.end + 1).filter(|(below, _)| super::is_length_of_time(below))?;
    let unit = Some(SmolStr::from(format!("/{below}")));
    Some(Item { unit, sort: Some(Sort::Measure), kind: Kind::Measured, end, ..item.clone() })
}

/// "28-year-old", "five years old", "3 months of age", "aged 87".
pub fn age(place: &Place, item: Item) -> Item {
    let ages = &place.words.ages;
    if item.sort == Some(Sort::Measure) && item.unit.as_deref().is_some_and(super::is_length_of_time) {
        return match phrase_behind(place, item.end, &ages.behind) {
            Some(end) => Item { kind: Kind::Age, end, ..item },
            None => item,
        };
    }
    if item.unit.is_some() || item.scale.is_some() {
        return item;
    }
    if let Some(end) = phrase_behind(place, item.end, &ages.behind) {
        return Item { kind: Kind::Age, unit: Some(ages.unit.clone()), sort: Some(Sort::Measure), end, ..item };
    }
    match phrase_before(place, item.start, &ages.before) {
        Some(start) => {
            Item { kind: Kind::Age, unit: Some(ages.unit.clone()), sort: Some(Sort::Measure), start, ..item }
        }
        None => item,
    }
}

/// The piece behind one of these phrases, hyphens between its words allowed.
fn phrase_behind(place: &Place, at: usize, phrases: &[SmolStr]) -> Option<usize> {
    phrases.iter().filter_map(|phrase| follow(place, at, phrase)).max()
}

fn follow(place: &Place, at: usize, phrase: &str) -> Option<usize> {
    let mut i = at;
    for word in phrase.split(' ') {
        i += usize::from(place.reader.piece(i).is_some_and(is_dash));
        if place.reader.piece(i)?.lower != word {
            return None;
        }
        i += 1;
    }
    Some(i)
}

fn phrase_before(place: &Place, start: usize, phrases: &[SmolStr]) -> Option<usize> {
    phrases
        .iter()
        .filter_map(|phrase| {
            let from = start.checked_sub(phrase.split(' ').count())?;
            (follow(place, from, phrase) == Some(start)).then_some(from)
        })
        .min()
}
