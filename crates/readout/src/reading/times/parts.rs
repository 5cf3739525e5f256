//! Parts of a year: quarters, halves, seasons, and years of accounting.

use super::calendar::{self, Printed};
use super::dates::told_year;
use super::lexicon::{Role, Unit};
use super::numbers::{self, skip_hyphen};
use super::scan::{Kind, Scan};
use super::sense::{Expression, From, Piece, Sense, Year};

/// "the third quarter", "third-quarter", "the first half of 2024", "next year's first quarter", "the 1988 third quarter", "Q3 2023".
pub fn part(scan: &Scan, i: usize) -> Option<Expression> {
    let start = scan.skip(i, Role::The);
    let (start, before) = year_before(scan, start);
    let start = skip_hyphen(scan, scan.skip(start, Role::Fiscal));
    let (end, piece) = lettered(scan, start).or_else(|| numbered(scan, start))?;
    let (end, year) = match before {
        Year::Open => year_behind(scan, end),
        known => (end, known),
    };
    // The first half of a match is no part of a year, and "the last quarter" is the one before this.
    let last = scan.any_role(start, &[Role::Last, Role::Final]).is_some();
    let bare = year == Year::Open && (last || matches!(piece, Piece::Half(_)));
    (!bare).then(|| Expression::date(end, Sense::Piece(piece, year)))
}

/// "the first eight months of 2024", "eight months of this year", "the last three months of 2023": from month to month.
pub fn months(scan: &Scan, i: usize) -> Option<Expression> {
    let start = scan.skip(i, Role::The);
    let last = scan.any_role(start, &[Role::Last, Role::Final]).map(|(end, _)| end);
    let first = numbers::ordinal(scan, start).filter(|(_, n)| *n == 1).map(|(end, _)| end);
    let (end, count) = numbers::count(scan, last.or(first).unwrap_or(start))?;
    let count = count.whole().filter(|n| (2..=11).contains(n))? as i8;
    let (end, _) = scan.unit(skip_hyphen(scan, end)).filter(|(_, (unit, _))| *unit == Unit::Month)?;
    let (end, year) = year_behind(scan, end);
    let (from, to) = if last.is_some() { (13 - count, 12) } else { (1, count) };
    let month = |month: i8| Box::new(Sense::Date(Printed { month: Some(month), ..Printed::default() }, year));
    (year != Year::Open).then(|| Expression::date(end, Sense::Interval(month(from), month(to))))
}

fn numbered(scan: &Scan, i: usize) -> Option<(usize, Piece)> {
    let last = scan.any_role(i, &[Role::Last, Role::Final]);
    let (end, number) = match last {
        Some((end, _)) => (end, 0),
        None => numbers::ordinal(scan, i).filter(|(_, n)| (1..=4).contains(n))?,
    };
    let next = skip_hyphen(scan, scan.skip(skip_hyphen(scan, end), Role::Fiscal));
    let (end, (unit, _)) = scan.unit(next)?;
    match unit {
        Unit::Quarter if last.is_some() => Some((end, Piece::Quarter(4))),
        Unit::Half if last.is_some() => Some((end, Piece::Half(2))),
        Unit::Quarter => Some((end, Piece::Quarter(number as i8))),
        Unit::Half if number <= 2 => Some((end, Piece::Half(number as i8))),
        _ => None,
    }
}

/// "Q3", "3Q", "H1".
fn lettered(scan: &Scan, i: usize) -> Option<(usize, Piece)> {
    let (number, letter) = match scan.kind(i)? {
        Kind::Word => (i + 1, i),
        Kind::Digits(_) => (i, i + 1),
        _ => return None,
    };
    let (value, length) = scan.digits(number)?;
    let (_, role) = scan.any_role(letter, &[Role::QuarterLetter, Role::HalfLetter])?;
    let good = length == 1 && scan.is_glued(i + 1) && !scan.is_glued(i + 2) && scan.pieces[letter].capital;
    match role {
        _ if !good => None,
        Role::QuarterLetter if (1..=4).contains(&value) => Some((i + 2, Piece::Quarter(value as i8))),
        Role::HalfLetter if (1..=2).contains(&value) => Some((i + 2, Piece::Half(value as i8))),
        _ => None,
    }
}

/// "1988", "this year's", "last year's", "year-earlier" before a part of the year.
fn year_before(scan: &Scan, i: usize) -> (usize, Year) {
    if let Some((end, year)) = calendar::four_digit_year(scan, i) {
        return (end, Year::Given(year));
    }
    if let Some(end) = scan.role(i, Role::YearBefore) {
        return (end, Year::Steps(-1, From::Text));
    }
    match told_year(scan, i).filter(|(end, _)| scan.kind(*end) == Some(Kind::Possessive)) {
        Some((end, year)) => (end + 1, year),
        None => (i, Year::Open),
    }
}

/// "of 2024", "2024", "of this year", "last year", "of fiscal 1990", "a year ago".
fn year_behind(scan: &Scan, end: usize) -> (usize, Year) {
    let next = scan.skip(if scan.is_mark(end, ',') { end + 1 } else { end }, Role::Of);
    let fiscal = skip_hyphen(scan, scan.skip(scan.skip(next, Role::The), Role::Fiscal));
    let year = scan.skip(fiscal, Role::Year);
    if let Some((end, year)) = calendar::four_digit_year(scan, year).or_else(|| numbers::year_in_words(scan, year)) {
        return (end, Year::Given(year));
    }
    if let Some(found) = told_year(scan, next) {
        return found;
    }
    // "of the year": the year the text speaks of.
    let the_year =
        scan.role(next, Role::The).and_then(|the| scan.unit(the)).filter(|(_, (u, many))| *u == Unit::Year && !many);
    if let Some((end, _)) = the_year.filter(|_| next > end) {
        return (end, Year::Steps(0, From::Published));
    }
    (end, Year::Open)
}

/// "last summer", "the summer of 1994", "this spring", "summer 2020", "in the fall".
pub fn season(scan: &Scan, i: usize) -> Option<Expression> {
    let start = scan.skip(i, Role::The);
    let roles = [Role::This, Role::Last, Role::Next, Role::Past, Role::Coming, Role::Previous, Role::Following];
    let (next, role) = scan.any_role(start, &roles).map_or((start, None), |(e, r)| (e, Some(r)));
    let next = if role == Some(Role::This) { scan.skip(next, Role::Past) } else { next };
    let (end, season) = scan.season(next)?;
    let piece = Piece::Season(season);
    if let Some(role) = role {
        return Some(Expression::date(end, Sense::Piece(piece, stepped(role))));
    }
    let (behind, year) = year_behind(scan, end);
    if year != Year::Open {
        return Some(Expression::date(behind, Sense::Piece(piece, year)));
    }
    let led = start > i
        || i > 0 && scan.any_role(i - 1, &[Role::In, Role::Early, Role::Late, Role::Middle, Role::Until]).is_some();
    let name = scan.pieces[next].capital || scan.pieces.get(end).is_some_and(|p| p.capital);
    // "the fall of the government" is no season.
    let falls = scan.has(next, super::lexicon::Class::Doubtful) && scan.role(end, Role::Of).is_some();
    (led && !name && !falls).then(|| Expression::date(end, Sense::Piece(piece, Year::Open)))
}

/// Which year "last", "this", "next" before a season mean.
fn stepped(role: Role) -> Year {
    match role {
        Role::Last | Role::Past => Year::Nearest(-1),
        Role::Next | Role::Coming => Year::Nearest(1),
        Role::Previous => Year::Steps(-1, From::Text),
        Role::Following => Year::Steps(1, From::Text),
        _ => Year::Nearest(0),
    }
}

/// "fiscal 1990", "fiscal year 2024", "the 2023-24 financial year", "FY2024".
pub fn fiscal(scan: &Scan, i: usize) -> Option<Expression> {
    if let Some(fiscal) = scan.role(i, Role::Fiscal) {
        let next = scan.skip(fiscal, Role::Year);
        let (end, year) = calendar::four_digit_year(scan, next)?;
        return Some(Expression::date(end, Sense::Year(year)));
    }
    let (end, year) = calendar::four_digit_year(scan, i)?;
    let (end, last) = match scan.digits(end + 1) {
        Some((_, 2 | 4)) if scan.is_hyphen(end) || scan.is_mark(end, '/') => (end + 2, year + 1),
        _ => (end, year),
    };
    let end = scan.role(scan.role(end, Role::Fiscal)?, Role::Year)?;
    Some(Expression::date(end, Sense::Year(last)))
}
