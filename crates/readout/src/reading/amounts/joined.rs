//! Numbers that belong together: ranges, whole and hundredth parts of a currency, feet and inches.

use super::pieces::{Piece, is_dash};
use super::unit::{Place, Sort};
use super::{Item, Kind};
use rust_decimal::Decimal;

/// Joins neighbours, left to right.
pub fn join(items: Vec<Item>, place: &Place) -> Vec<Item> {
    let mut out: Vec<Item> = vec![];
    for item in items {
        let Some(last) = out.last() else {
            out.push(item);
            continue;
        };
        let joined = spread(last, &item, place).or_else(|| range(last, &item, place));
        let joined = joined.or_else(|| with_parts(last, &item, place));
        match joined.or_else(|| one_in_many(last, &item, place)) {
            Some(Joined::One(joined)) => {
                out.pop();
                out.push(joined);
            }
            Some(Joined::Neither) => drop(out.pop()),
            None => {
                let (last, item) = shared_unit(last.clone(), item, place);
                out.pop();
                out.extend([last, item]);
            }
        }
    }
    out
}

enum Joined {
    One(Item),
    /// A result of a game: neither is an amount.
    Neither,
}

// --- ranges ----------------------------------------------------------------------------------------------

fn range(low: &Item, high: &Item, place: &Place) -> Option<Joined> {
    if low.high.is_some() || low.kind == Kind::Multiple && high.kind != Kind::Multiple {
        return None;
    }
    let link = link_between(low, high, place)?;
    let same_unit = low.unit.is_none() || high.unit.is_none() || low.unit == high.unit;
    if !same_unit || !compatible(low, high) {
        return None;
    }
    let bare = low.unit.is_none() && high.unit.is_none();
    if link == Link::Dash && bare && is_score(low, high, place) {
        return Some(Joined::Neither);
    }
    let factor = inherited_scale(low, high);
    let value = low.value.checked_mul(factor)?;
    let (first, last) = (value, high.value);
    if link == Link::Dash && first > last && bare && high.scale.is_none() {
        return Some(Joined::Neither);
    }
    Some(Joined::One(Item {
        value: first.min(last),
        high: Some(first.max(last)),
        grain: high.grain,
        unit: high.unit.clone().or_else(|| low.unit.clone()),
        sort: high.sort.or(low.sort),
        start: low.start,
        kind: if high.kind == Kind::Count { low.kind } else { high.kind },
        ..high.clone()
    }))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Link {
    Dash,
    Words,
}

/// What stands between two numbers, when it makes them a range.
fn link_between(low: &Item, high: &Item, place: &Place) -> Option<Link> {
    let reader = place.reader;
    let numbers = &place.words.numbers;
    let first = reader.piece(low.end)?;
    let one_between = high.start == low.end + 1;
    let hanging = high.start == low.end + 2
        && is_dash(first)
        && reader.piece(low.end + 1).is_some_and(|p| p.is_one_of(&numbers.to));
    if hanging || (one_between && (is_dash(first) || first.is("…"))) {
        let tight = first.spaced == reader.piece(low.end + 1).is_some_and(|p| p.spaced);
        // "75 -300mm": the dash hangs on the second number.
        let leaning = first.spaced && low.unit.is_none() && high.unit.is_some() && low.value < high.value;
        return (tight || hanging || leaning).then_some(Link::Dash);
    }
    if !one_between {
        return None;
    }
    let between = place.reader.before(low.start).is_some_and(|p| p.is_one_of(&numbers.between));
    let to = first.is_one_of(&numbers.to);
    let and = between && first.is_one_of(&numbers.and);
    // "cut by 20 to 226": how much, and to what.
    let by = place.reader.before(low.start).is_some_and(|p| p.is_one_of(&place.words.changes.by_itself));
    let moved = to && (by || changes_before(low, place));
    let near = low.value < high.value && low.value.checked_mul(Decimal::TWO).is_some_and(|double| high.value <= double);
    let or = first.is_one_of(&numbers.or)
        && low.unit.is_none()
        && near
        && (low.in_words == high.in_words || low.in_words && low.value < Decimal::TEN);
    (and || (to && !moved) || or).then_some(Link::Words)
}

/// "46% plus or minus 3", "9.8 ± 0.1": from so much less to so much more.
fn spread(middle: &Item, off: &Item, place: &Place) -> Option<Joined> {
    let between = place.reader.pieces.get(middle.end..off.start)?;
    let signs: String = between.iter().map(|p| p.text.as_str()).collect();
    let words = &place.words.numbers.plus_or_minus;
    let said = between.len() == words.len() && between.iter().zip(words).all(|(p, w)| p.lower == *w);
    let same_unit = off.unit.is_none() || middle.unit.is_none() || off.unit == middle.unit;
    let small = off.value > Decimal::ZERO && off.value < middle.value.abs();
    if !(said || matches!(signs.as_str(), "±" | "+/-")) || !same_unit || !small || middle.high.is_some() {
        return None;
    }
    Some(Joined::One(Item {
        value: middle.value.checked_sub(off.value)?,
        high: Some(middle.value.checked_add(off.value)?),
        unit: middle.unit.clone().or_else(|| off.unit.clone()),
        sort: middle.sort.or(off.sort),
        end: off.end,
        number: (middle.number.0, off.number.1),
        kind: if middle.kind == Kind::Count { off.kind } else { middle.kind },
        ..middle.clone()
    }))
}

/// "rose from 5 to 7": two levels and no range.
fn changes_before(low: &Item, place: &Place) -> bool {
    let changes = &place.words.changes;
    let from = place.reader.before(low.start).is_some_and(|p| p.is_one_of(&place.words.numbers.from));
    let start = low.start.saturating_sub(if from { 7 } else { 3 });
    place.reader.pieces[start..low.start].iter().any(|p| {
        // The word but for its last letter, which endings may change ("rise", "rising").
        let stem = |w: &smol_str::SmolStr| {
            let kept = w.len().saturating_sub(usize::from(w.len() > 3));
            w.len() > 2 && w.is_char_boundary(kept) && p.lower.starts_with(&w[..kept]) && p.lower.len() <= w.len() + 4
        };
        changes.up.iter().chain(&changes.down).any(stem) || changes.irregular.contains(&p.lower)
    })
}

fn compatible(low: &Item, high: &Item) -> bool {
    let money = |i: &Item| i.sort == Some(Sort::Money);
    let one_sided = low.unit.is_some() && high.unit.is_none() && !money(low);
    !one_sided && low.fraction == high.fraction
}

/// "3 to 5 million": the scale counts for both, where the lower end would be out of all proportion without.
fn inherited_scale(low: &Item, high: &Item) -> Decimal {
    match (low.scale, high.scale) {
        (None, Some(scale))
            if low.value < high.mantissa
                || low.value < Decimal::ONE_HUNDRED && high.mantissa < Decimal::ONE_HUNDRED =>
        {
            scale
        }
        _ => Decimal::ONE,
    }
}

/// "won 3-1", "by 5-4".
fn is_score(low: &Item, high: &Item, place: &Place) -> bool {
    let small = low.value < Decimal::from(200) && high.value < Decimal::from(200) && high.scale.is_none();
    let falling = low.value >= high.value;
    let around = low.start.saturating_sub(4)..low.start;
    let said = place.reader.pieces[around].iter().any(|p| p.is_one_of(&place.words.labels.scores));
    let reader = place.reader;
    let digits = |i: Option<usize>| i.and_then(|i| reader.piece(i)).is_some_and(|p| p.is_digits());
    let dash = |i: Option<usize>| i.and_then(|i| reader.piece(i)).is_some_and(is_dash);
    let in_row = digits(low.start.checked_sub(1)) && dash(low.start.checked_sub(2))
        || digits(Some(high.end)) && dash(Some(high.end + 1));
    small && (falling || said || in_row)
}

// --- wholes and parts ------------------------------------------------------------------------------------

/// "13 dollars and 45 cents", "15 dollars 50", "5 feet 2 inches".
fn with_parts(whole: &Item, part: &Item, place: &Place) -> Option<Joined> {
    let and = usize::from(place.reader.piece(whole.end).is_some_and(|p| p.is_one_of(&place.words.numbers.and)));
    if part.start != whole.end + and || whole.high.is_some() || part.high.is_some() || !whole.grain.fract().is_zero() {
        return None;
    }
    let size = part_size(whole, part, place, and == 1)?;
    let value = whole.value.checked_add(part.value.checked_mul(size)?)?;
    let grain = part.grain.checked_mul(size)?;
    Some(Joined::One(Item { value, grain, end: part.end, number: (whole.number.0, part.number.1), ..whole.clone() }))
}

/// How much of the whole one of the parts is.
fn part_size(whole: &Item, part: &Item, place: &Place, and: bool) -> Option<Decimal> {
    let hundredth = Decimal::new(1, 2);
    let (unit, below_hundred) =
        (whole.unit.as_deref()?, part.value < Decimal::ONE_HUNDRED && part.value > Decimal::ZERO);
    if whole.sort == Some(Sort::Money) && below_hundred {
        let minor = part.unit.as_deref().and_then(|u| place.words.minor.get(u));
        if let Some(minor) = minor.filter(|m| part.sort == Some(Sort::Minor) && m.of.iter().any(|c| c == unit)) {
            return Decimal::ONE.checked_div(minor.in_whole.into());
        }
        let named = place.reader.piece(whole.end - 1).is_some_and(|p| p.is_word());
        let bare = part.unit.is_none() && part.scale.is_none() && part.value >= Decimal::TEN && named;
        // "costs 15 dollars and 50": nothing may follow that the second number could count.
        let ends = place.reader.piece(part.end).is_none_or(|p| if and { is_stop(p) } else { !p.is_word() });
        return (bare && ends).then_some(hundredth);
    }
    let inches = unit == "ft" && part.unit.as_deref() == Some("in") && part.value < Decimal::from(12);
    inches.then(|| Decimal::ONE.checked_div(Decimal::from(12))).flatten()
}

fn is_stop(piece: &Piece) -> bool {
    matches!(piece.text.as_str(), "." | "," | ";" | "!" | "?")
}

/// "one in five", "three out of ten": a share.
fn one_in_many(part: &Item, whole: &Item, place: &Place) -> Option<Joined> {
    let numbers = &place.words.numbers;
    let reader = place.reader;
    let out_of = whole.start == part.end + 2
        && (0..2).all(|k| {
            reader.piece(part.end + k).is_some_and(|p| p.lower == numbers.out_of.get(k).map_or("", |w| w.as_str()))
        });
    let within = whole.start == part.end + 1
        && reader.piece(part.end).is_some_and(|p| p.is_one_of(&numbers.one_in) || p.is_one_of(&numbers.over));
    let bare = part.unit.is_none() && whole.unit.is_none() && part.high.is_none() && whole.high.is_none();
    // "six in 10 voters".
    let round = whole.value == Decimal::TEN || whole.value == Decimal::ONE_HUNDRED;
    let alike = part.in_words == whole.in_words || part.value.abs() == Decimal::ONE || round;
    let smaller = !part.value.is_zero() && part.value.abs() < whole.value && part.value.fract().is_zero();
    let common = out_of || (part.value < Decimal::TEN && whole.value <= Decimal::ONE_THOUSAND);
    // "76 out of 89 regions" are regions, "nine out of ten" is a share.
    let counted = out_of && whole.value > Decimal::TEN && !round && reader.piece(whole.end).is_some_and(Piece::is_word);
    if !(out_of || within) || !bare || !alike || !smaller || !common || counted {
        return None;
    }
    let value = part.value.checked_div(whole.value)?;
    let number = (part.start, whole.end);
    Some(Joined::One(Item {
        value,
        grain: Decimal::new(1, 2),
        kind: Kind::Part,
        fraction: true,
        start: part.start,
        number,
        ..whole.clone()
    }))
}

/// "45 and 50 mg", "two or three years": the unit behind the second counts for both.
fn shared_unit(first: Item, second: Item, place: &Place) -> (Item, Item) {
    let numbers = &place.words.numbers;
    let link = place
        .reader
        .piece(first.end)
        .is_some_and(|p| p.is_one_of(&numbers.and) || p.is_one_of(&numbers.or) || p.is_one_of(&numbers.to));
    let adjacent = link && second.start == first.end + 1;
    let shares = adjacent
        && first.unit.is_none()
        && second.unit.is_some()
        && second.number.0 == second.start
        && first.kind != Kind::Age;
    if !shares || second.kind == Kind::Age {
        return (first, second);
    }
    let first = Item { unit: second.unit.clone(), sort: second.sort, kind: second.kind, ..first };
    (first, second)
}
