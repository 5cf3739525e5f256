//! Digits that are no amounts: parts of names and codes, labels, telephone numbers, versions, results of games, list numbers.

use super::numeral::{Numeral, Reader};
use super::pieces::{Piece, is_dash};
use super::words::Words;
use rust_decimal::Decimal;

/// Is this number something else than an amount? `unit`: a unit stands beside it.
pub fn is_refused(reader: Reader, words: &Words, n: &Numeral, unit: bool) -> bool {
    if n.in_words {
        return follows_label(reader, words, n, unit) && !unit;
    }
    if is_code(reader, n) {
        return true;
    }
    let joined_name = !unit && (joins_letters_before(reader, n) || joins_letters_behind(reader, n));
    joined_name
        || (!unit && is_age_class(reader, n))
        || (unit && joins_letters_before(reader, n) && !money_letters(reader, words, n))
        || is_chain(reader, n, unit)
        || is_telephone(reader, n)
        || (!unit
            && (follows_label(reader, words, n, unit)
                || is_list_number(reader, n)
                || is_address(reader, words, n)
                || is_year(reader, n)))
}

/// "02077824220", "0800": a zero before other digits.
fn is_code(reader: Reader, n: &Numeral) -> bool {
    reader
        .piece(n.start)
        .is_some_and(|p| p.text.len() > 2 && p.text.starts_with('0') && p.text.bytes().all(|b| b.is_ascii_digit()))
        && !n.value.is_zero()
}

/// "COVID-19", "m212", "G20".
fn joins_letters_before(reader: Reader, n: &Numeral) -> bool {
    let joined = reader.piece(n.start).is_some_and(|p| !p.spaced);
    let Some(before) = reader.before(n.start).filter(|_| joined) else { return false };
    if before.is_word() {
        return true;
    }

    let letters = n.start.checked_sub(2).and_then(|b| reader.piece(b)).is_some_and(Piece::is_word);
    let joined = !before.spaced && (is_hyphen(before) || before.is("+"));
    joined && (letters && !before.is("+") || n.start.checked_sub(2).is_some_and(|b| ends_code(reader, b)))
}

/// "scp2-", "J1149.5+": digits that hang on letters.
fn ends_code(reader: Reader, digits: usize) -> bool {
    let attached = reader.piece(digits).is_some_and(|p| p.is_digits() && !p.spaced);
    attached && reader.before(digits).is_some_and(Piece::is_word)
}

fn is_hyphen(piece: &Piece) -> bool {
    matches!(piece.text.as_str(), "-" | "\u{2010}" | "\u{2011}" | "_" | "#")
}

/// "13F", "5G": letters right behind the digits that are neither unit nor scale.
fn joins_letters_behind(reader: Reader, n: &Numeral) -> bool {
    let letter_scale = n.scale.is_some();
    reader.piece(n.end).is_some_and(|p| (p.is_word() || p.is("_")) && !p.spaced && !letter_scale)
}

/// Letters before digits that are a currency: "USD115".
fn money_letters(reader: Reader, words: &Words, n: &Numeral) -> bool {
    reader.before(n.start).is_some_and(|p| {
        let code = p.text.strip_prefix('M').filter(|c| c.len() == 3).unwrap_or(&p.text);
        words.signs.contains_key(code)
    })
}

/// "under-17s", "the under 17's": a class of players, no count.
fn is_age_class(reader: Reader, n: &Numeral) -> bool {
    let apostrophe = reader.piece(n.end).is_some_and(|p| matches!(p.text.as_str(), "'" | "’") && !p.spaced);
    let next = reader.piece(n.end + 1).filter(|p| p.is_word() && !p.spaced);
    apostrophe && !n.in_words && next.is_some_and(|p| p.text.len() == 1)
}

/// "27/11/2024", "192.168.0.1", "12:30", "555-1234-99", "+1 ...": digits joined by signs to other digits.
fn is_chain(reader: Reader, n: &Numeral, unit: bool) -> bool {
    let links_before = links(reader, n.start, -1);
    let links_behind = links(reader, n.end, 1);
    let colon = |p: Option<&Piece>| p.is_some_and(|p| p.is(":") || p.is("/"));
    let colons =
        (links_before > 0 && colon(reader.before(n.start))) || (links_behind > 0 && colon(reader.piece(n.end)));
    let plus = reader.before(n.start).is_some_and(|p| p.is("+") && p.spaced) && links_behind > 0;
    (!unit && colons) || plus || links_before + links_behind > 1
}

/// "+44 20 7946 0958": groups of digits behind a plus sign.
fn is_telephone(reader: Reader, n: &Numeral) -> bool {
    let part = |p: &Piece| p.is_digits() || is_dash(p) || p.is("(") || p.is(")") || p.is("/");
    let first = (0..n.start).rev().take(8).take_while(|i| reader.piece(*i).is_some_and(part)).last().unwrap_or(n.start);
    let plus = reader.before(first).is_some_and(|p| p.is("+")) && reader.piece(first).is_some_and(|p| !p.spaced);
    let groups = (first..first + 12).map_while(|i| reader.piece(i).filter(|p| part(p))).filter(|p| p.is_digits());
    plus && groups.count() > 2
}

/// How many further digits hang on this side by a sign without a blank.
fn links(reader: Reader, from: usize, step: isize) -> usize {
    let mut count = 0;
    let mut at = from as isize;
    loop {
        let (sign, number) = if step > 0 { (at, at + 1) } else { (at - 1, at - 2) };
        let get = |i: isize| usize::try_from(i).ok().and_then(|i| reader.piece(i));
        let (Some(s), Some(d)) = (get(sign), get(number)) else { return count };
        let right = if step > 0 { d } else { get(sign + 1).unwrap_or(d) };
        let joins = (is_dash(s) || s.is("/") || s.is(":") || s.is(".")) && !s.spaced && !right.spaced && d.is_digits();
        if !joins || count > 3 {
            return count;
        }
        count += 1;
        at = if step > 0 { number + 1 } else { number };
    }
}

/// "Article 51", "No. 5", "page 7".
pub fn follows_label(reader: Reader, words: &Words, n: &Numeral, unit: bool) -> bool {
    let small_whole = n.value.fract().is_zero() && n.scale.is_none() && !unit;
    let Some(mut at) = n.start.checked_sub(1) else { return false };
    if reader.piece(at).is_some_and(|p| p.is(".") || p.is("#")) {
        if reader.piece(at).is_some_and(|p| p.is("#")) {
            return small_whole;
        }
        let Some(before) = at.checked_sub(1) else { return false };
        at = before;
        return small_whole && reader.piece(at).is_some_and(|p| p.text.len() <= 3 && p.is_one_of(&words.labels.before));
    }
    let sign = reader.piece(at).is_some_and(|p| p.is("№") || p.is("§"));
    // "Caption 4 of 59 photos": the second number counts the series.
    let series = at.checked_sub(2).is_some_and(|label| {
        let of = reader.piece(at).is_some_and(|p| p.is_one_of(&words.labels.of));
        let first = reader.piece(at - 1).is_some_and(Piece::is_digits);
        of && first && reader.piece(label).is_some_and(|p| p.is_one_of(&words.labels.series))
    });
    if series {
        return small_whole;
    }
    small_whole && (sign || reader.piece(at).is_some_and(|p| p.is_one_of(&words.labels.before)))
}

/// "1) ...", "2. ..." at the start of a block, "(3)".
fn is_list_number(reader: Reader, n: &Numeral) -> bool {
    let short = n.value < Decimal::ONE_HUNDRED && n.value.fract().is_zero() && n.end == n.start + 1;
    let bracket = reader.piece(n.end).is_some_and(|p| p.is(")"));
    let opens = reader.before(n.start).is_some_and(|p| p.is("(")) || !has_open_bracket(reader, n.start);
    let point = n.start == 0 && reader.piece(n.end).is_some_and(|p| p.is(".")) && reader.piece(n.end + 1).is_some();
    short && ((bracket && opens) || point)
}

/// A bracket was opened before and not closed: "(from 5 to 7)".
fn has_open_bracket(reader: Reader, at: usize) -> bool {
    let near = reader.pieces[at.saturating_sub(60)..at].iter().rev();
    near.map_while(|p| (!p.is(")")).then_some(p)).any(|p| p.is("("))
}

/// "123 Random Street".
fn is_address(reader: Reader, words: &Words, n: &Numeral) -> bool {
    (1..=3).any(|k| {
        let capitals = (0..=k).all(|j| reader.piece(n.end + j).is_some_and(|p| p.is_word() && p.text != p.lower));
        capitals && reader.piece(n.end + k).is_some_and(|p| p.is_one_of(&words.labels.streets))
    })
}

/// Four digits without a separator between 1500 and 2100 that count nothing: a year.
fn is_year(reader: Reader, n: &Numeral) -> bool {
    let four = n.end == n.start + 1
        && reader.piece(n.start).is_some_and(|p| p.text.len() == 4 && p.text.bytes().all(|b| b.is_ascii_digit()));
    let range = Decimal::from(1500) <= n.value && n.value <= Decimal::from(2100);
    let counts =
        reader.piece(n.end).is_some_and(|p| p.is_word() && p.spaced && p.lower.ends_with('s') && p.text.len() > 3);
    four && range && !counts
}

/// Which pieces are part of a web or mail address.
pub fn addresses(pieces: &[Piece]) -> Vec<bool> {
    let mut out = vec![false; pieces.len()];
    let mut start = 0;
    for end in 1..=pieces.len() {
        if end < pieces.len() && !pieces[end].spaced {
            continue;
        }
        let run = &pieces[start..end];
        let scheme = run.windows(3).any(|w| w[0].is(":") && w[1].is("/") && w[2].is("/"));
        if scheme || run.iter().any(|p| p.is("@") || p.lower == "www") {
            out[start..end].fill(true);
        }
        start = end;
    }
    out
}
