//! Dates of the calendar as they are printed: as many parts as the text gives.

use super::lexicon::{Class, Role};
use super::numbers::skip_hyphen;
use super::scan::{Kind, Scan, is_apostrophe, is_dash};

/// A date with the parts that are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Printed {
    pub year: Option<i16>,
    pub month: Option<i8>,
    pub day: Option<i8>,
    /// 1 (Monday) to 7.
    pub weekday: Option<i8>,
    /// Only the last two digits of the year are printed.
    pub short_year: bool,
    /// Printed as 3/4: whether the first is the day is not said.
    pub ambiguous: bool,
}

/// A date that gives at least a month or a year with a month; the index behind it.
pub fn date(scan: &Scan, i: usize) -> Option<(usize, Printed)> {
    if let Some((end, weekday)) = scan.weekday(i) {
        let next = after_comma(scan, skip_dot(scan, end));
        let (end, date) = dated(scan, next).filter(|(_, d)| d.day.is_some())?;
        return Some((end, Printed { weekday: Some(weekday), ..date }));
    }
    dated(scan, i)
}

fn dated(scan: &Scan, i: usize) -> Option<(usize, Printed)> {
    numeric(scan, i).or_else(|| month_first(scan, i)).or_else(|| day_first(scan, i))
}

/// "November 26, 2024", "Nov. 26", "November 2024", "November".
fn month_first(scan: &Scan, i: usize) -> Option<(usize, Printed)> {
    let (end, month) = scan.month(i)?;
    let only = Printed { month: Some(month), ..Printed::default() };
    let next = skip_dot(scan, end);
    if let Some((behind, year)) = year_behind_month(scan, next) {
        return Some((behind, Printed { year: Some(year), ..only }));
    }
    let (next, the) = match scan.role(next, Role::The) {
        Some(next) => (next, true),
        None => (next, false),
    };
    let Some((behind, day)) = day_number(scan, next).filter(|(behind, _)| !the || *behind > next + 1) else {
        return Some((end, only));
    };
    let dated = Printed { day: Some(day), ..only };
    match year_behind_day(scan, behind) {
        Some((behind, year)) => Some((behind, Printed { year: Some(year), ..dated })),
        None => Some((behind, dated)),
    }
}

/// "26 November 2024", "the 26th of November", "26 Nov"; "26, November, 2024" only with its year.
fn day_first(scan: &Scan, i: usize) -> Option<(usize, Printed)> {
    let start = scan.skip(i, Role::The);
    let (end, day) = day_number(scan, start).or_else(|| ordinal_day(scan, start))?;
    let comma = scan.is_mark(end, ',') && !scan.is_mark(end + 1, ',');
    let of = if comma { end + 1 } else { scan.skip(skip_hyphen(scan, end), Role::Of) };
    let (end, month) = scan.month(of)?;
    let dated = Printed { day: Some(day), month: Some(month), ..Printed::default() };
    let next = skip_hyphen(scan, skip_dot(scan, end));
    match year_behind_day(scan, next).or_else(|| year_behind_month(scan, next)) {
        Some((behind, year)) => Some((behind, Printed { year: Some(year), ..dated })),
        None => (!comma).then_some((end, dated)),
    }
}

/// 1 to 31 in digits, with or without an ending; not a part of a longer number or of a clock time.
pub fn day_number(scan: &Scan, i: usize) -> Option<(usize, i8)> {
    let (value, length) = scan.digits(i)?;
    if length > 2 || !(1..=31).contains(&value) || starts_inside_number(scan, i) {
        return None;
    }
    let ending = scan.is_glued(i + 1) && scan.has(i + 1, Class::OrdinalEnding);
    let end = if ending { i + 2 } else { i + 1 };
    let glued = scan.is_glued(end);
    let goes_on = match scan.kind(end) {
        Some(Kind::Word) => glued,
        Some(Kind::Mark('%' | '°')) => glued,
        Some(Kind::Mark('.' | ',' | '/' | ':')) => glued && scan.is_glued(end + 1) && scan.digits(end + 1).is_some(),
        _ => false,
    };
    if goes_on { None } else { Some((end, value as i8)) }
}

fn starts_inside_number(scan: &Scan, i: usize) -> bool {
    if i == 0 || !scan.is_glued(i) {
        return false;
    }
    match scan.kind(i - 1) {
        Some(Kind::Mark('.' | ',' | '/' | ':')) => scan.is_glued(i - 1) && i >= 2 && scan.digits(i - 2).is_some(),
        Some(Kind::Word) => true,
        Some(Kind::Mark(mark)) => !may_stand_before(mark),
        _ => false,
    }
}

/// Marks that may stand close before a date; every other (a currency sign, a number sign) makes it something else.
pub fn may_stand_before(mark: char) -> bool {
    is_dash(mark) || is_apostrophe(mark) || "([{<>\"“”„«*_…\n".contains(mark)
}

/// "the first of May", "the twenty-first of May".
fn ordinal_day(scan: &Scan, i: usize) -> Option<(usize, i8)> {
    let (end, value) = super::numbers::ordinal(scan, i)?;
    ((1..=31).contains(&value)).then_some((end, value as i8))
}

/// ", 2024", " 2024" or " of 2024".
fn year_behind_day(scan: &Scan, i: usize) -> Option<(usize, i16)> {
    let next = scan.skip(if scan.is_mark(i, ',') { i + 1 } else { i }, Role::Of);
    four_digit_year(scan, next).or_else(|| super::numbers::year_in_words(scan, next).filter(|_| next == i))
}

/// " 2024", ", 2024", " of 2024", " '24".
fn year_behind_month(scan: &Scan, i: usize) -> Option<(usize, i16)> {
    if let Some(found) = year_behind_day(scan, i) {
        return Some(found);
    }
    let apostrophe = matches!(scan.kind(i), Some(Kind::Mark(c)) if is_apostrophe(c));
    let (value, length) = scan.digits(i + 1).filter(|_| apostrophe && scan.is_glued(i + 1))?;
    (length == 2).then(|| (i + 2, full_year(value as i16)))
}

/// The hundred years round the turn of the millennium: '98 is 1998, '24 is 2024.
fn full_year(short: i16) -> i16 {
    if short < 50 { 2000 + short } else { 1900 + short }
}

/// Four digits that can be a year and do not go on.
pub fn four_digit_year(scan: &Scan, i: usize) -> Option<(usize, i16)> {
    let (value, length) = scan.digits(i)?;
    let glued = scan.is_glued(i + 1);
    let goes_on = match scan.kind(i + 1) {
        Some(Kind::Word | Kind::Digits(_)) => glued,
        Some(Kind::Mark('.' | ',' | ':' | '/')) => glued && scan.is_glued(i + 2) && scan.digits(i + 2).is_some(),
        Some(Kind::Mark('%' | '°')) => true,
        _ => false,
    };
    (length == 4 && (1000..=2199).contains(&value) && !goes_on && !starts_inside_number(scan, i))
        .then_some((i + 1, value as i16))
}

/// "2024-11-26", "26.11.2024", "11/26/2024": digits with the same mark twice and no blanks.
fn numeric(scan: &Scan, i: usize) -> Option<(usize, Printed)> {
    let (first, length) = scan.digits(i)?;
    let mark = mark_before_digits(scan, i + 1).filter(|_| !starts_inside_number(scan, i))?;
    let (second, _) = scan.digits(i + 2)?;
    if mark_before_digits(scan, i + 3) != Some(mark) {
        return None;
    }
    let (third, last_length) = scan.digits(i + 4)?;
    // An address goes on behind the day: /2024/11/26/4711.
    let goes_on = mark_before_digits(scan, i + 5) == Some(mark);
    if goes_on && length != 4 {
        return None;
    }
    let date = match (length, last_length, mark) {
        (4, 1..=2, _) => printed(first, second, third)?,
        (1..=2, 4, '.') => printed(third, second, first)?,
        (1..=2, 4, _) => of_two_orders(third, first, second)?,
        (1..=2, 2, '/') => {
            Printed { short_year: true, ..of_two_orders(full_year(third as i16) as u32, first, second)? }
        }
        _ => return None,
    };
    Some((i + 5, date))
}

fn mark_before_digits(scan: &Scan, i: usize) -> Option<char> {
    let Some(Kind::Mark(mark @ ('-' | '.' | '/'))) = scan.kind(i) else { return None };
    (scan.is_glued(i) && scan.is_glued(i + 1) && scan.digits(i + 1).is_some()).then_some(mark)
}

fn printed(year: u32, month: u32, day: u32) -> Option<Printed> {
    let good = (1000..=2199).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    let date = jiff::civil::Date::new(year as i16, month as i8, day as i8).ok().filter(|_| good)?;
    Some(Printed { year: Some(date.year()), month: Some(date.month()), day: Some(date.day()), ..Printed::default() })
}

/// Month and day in either order: a number above 12 tells; where none does, month first and marked as ambiguous.
fn of_two_orders(year: u32, first: u32, second: u32) -> Option<Printed> {
    if first > 12 {
        return printed(year, second, first);
    }
    let date = printed(year, first, second)?;
    Some(Printed { ambiguous: second <= 12 && first != second, ..date })
}

pub fn skip_dot(scan: &Scan, i: usize) -> usize {
    if scan.is_mark(i, '.') && scan.is_glued(i) { i + 1 } else { i }
}

fn after_comma(scan: &Scan, i: usize) -> usize {
    if scan.is_mark(i, ',') { i + 1 } else { i }
}
