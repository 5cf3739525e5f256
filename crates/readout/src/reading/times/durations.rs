//! Stretches of time without a place in the calendar, and times that come again.

use super::lexicon::{Role, Unit};
use super::numbers::{self, Count, skip_hyphen};
use super::scan::{Kind, Scan};
use super::sense::{Expression, Sense};

/// "two weeks", "nearly three years", "a five-year", "2 1/2 hours", "several months", "the last 10 months", "day-long".
pub fn duration(scan: &Scan, i: usize) -> Option<Expression> {
    let (start, modifier) = bound(scan, i);
    let found = half_of_unit(scan, start)
        .or_else(|| in_window(scan, start))
        .or_else(|| amount(scan, start))
        .or_else(|| lasting(scan, start))?;
    Some(Expression { modifier: modifier.or(found.modifier), ..found })
}

/// The modifier before an amount, and the index behind it.
pub fn bound(scan: &Scan, i: usize) -> (usize, Option<&'static str>) {
    // "over the last two years" tells where, not how much.
    let found = scan
        .any_role(i, &[Role::MoreThan, Role::LessThan, Role::About])
        .filter(|(end, _)| scan.role(*end, Role::The).is_none());
    match found {
        Some((end, Role::MoreThan)) => (end, Some("MORE_THAN")),
        Some((end, Role::LessThan)) => (end, Some("LESS_THAN")),
        Some((end, _)) => (end, Some("APPROX")),
        None => (i, None),
    }
}

/// A count, or an article for one.
pub fn some(scan: &Scan, i: usize) -> Option<(usize, Count)> {
    numbers::count(scan, i).or_else(|| scan.role(i, Role::Article).map(|end| (end, Count::Halves(2))))
}

/// "the last 10 months", "the past two years", "the next few days", "the first nine months", "the nine months".
fn in_window(scan: &Scan, i: usize) -> Option<Expression> {
    let the = scan.skip(i, Role::The);
    let roles = [
        Role::Last,
        Role::Past,
        Role::Next,
        Role::Coming,
        Role::Previous,
        Role::Following,
        Role::Initial,
        Role::Final,
        Role::Latest,
    ];
    let window = scan.any_role(the, &roles);
    let (next, role) = window.map_or((the, None), |(e, r)| (e, Some(r)));
    if role.is_none() && the == i {
        return None;
    }
    let past_unit = matches!(role, Some(Role::Past));
    let (next, count) = match numbers::count(scan, next) {
        Some(found) => found,
        None if past_unit && scan.unit(next).is_some_and(|(_, (_, many))| !many) => (next, Count::Halves(2)),
        None => return None,
    };
    let next = scan.skip(next, Role::More);
    let (end, (unit, _)) = scan.unit(next).filter(|(end, _)| !super::relative::capital(scan, end - 1))?;
    let (end, count) = with_half(scan, end, count);
    Some(Expression::duration(end, value(count, unit)?))
}

/// "and a half" behind a unit.
fn with_half(scan: &Scan, end: usize, count: Count) -> (usize, Count) {
    match (numbers::half_behind(scan, end), count) {
        (Some(end), Count::Halves(halves)) => (end, Count::Halves(halves + 1)),
        (end_of_half, _) => (end_of_half.unwrap_or(end), count),
    }
}

/// "two weeks", "five-year", "an hour", "two more weeks", "a year and a half".
fn amount(scan: &Scan, i: usize) -> Option<Expression> {
    let another = scan.role(i, Role::Another);
    let (next, count) = match another {
        Some(end) => numbers::count(scan, end).unwrap_or((end, Count::Halves(2))),
        None => some(scan, i)?,
    };
    let counted = numbers::count(scan, i).is_some() || another.is_some();
    let next = skip_hyphen(scan, scan.skip(next, Role::More));
    let (end, (unit, many)) = scan.unit(next)?;
    let joined = next > 0 && scan.is_hyphen(next - 1);
    // "1986 year" counts no years.
    let year = !many && !joined && scan.digits(i).is_some_and(|(value, length)| length == 4 && value > 1000);
    let vague = year || !counted && matches!(unit, Unit::Second | Unit::Weekend);
    let fraction = unit == Unit::Quarter && (joined || !many || scan.role(end, Role::Of).is_some());
    if vague || fraction || unit == Unit::Half || super::relative::capital(scan, end - 1) {
        return None;
    }
    if is_age(scan, end) || scan.role(next, Role::YearBefore).is_some() {
        return None;
    }
    let (end, count) = if joined { (end, count) } else { with_half(scan, end, count) };
    let end = joined_lasting(scan, end);
    Some(Expression::duration(end, value(count, unit)?))
}

/// "-long" behind a unit.
fn joined_lasting(scan: &Scan, end: usize) -> usize {
    let next = skip_hyphen(scan, end);
    if next == end { end } else { scan.role(next, Role::Lasting).unwrap_or(end) }
}

/// "44-year-old", "37 years old": the age of somebody.
fn is_age(scan: &Scan, end: usize) -> bool {
    scan.role(skip_hyphen(scan, end), Role::Old).is_some()
}

/// "half an hour", "half a century".
fn half_of_unit(scan: &Scan, i: usize) -> Option<Expression> {
    let half = scan.role(i, Role::Half)?;
    let article = scan.role(half, Role::Article)?;
    let (end, (unit, many)) = scan.unit(article).filter(|(_, (u, _))| *u != Unit::Half)?;
    if many {
        return None;
    }
    Some(Expression::duration(end, value(Count::Halves(1), unit)?))
}

/// "day-long", "years-long", "for years", "in the weeks": a unit without a number.
fn lasting(scan: &Scan, i: usize) -> Option<Expression> {
    let the = scan.skip(i, Role::The);
    let (end, (unit, many)) = scan.unit(the)?;
    let behind = joined_lasting(scan, end);
    if behind > end {
        return Some(Expression::duration(behind, value(if many { Count::Unsaid } else { Count::Halves(2) }, unit)?));
    }
    let led = i > 0 && scan.any_role(i - 1, &[Role::For, Role::In, Role::MoreThan, Role::LessThan]).is_some();
    let long = unit >= Unit::Day || the == i;
    let follows = the == i || !matches!(scan.kind(end), Some(Kind::Mark('-')));
    (many && led && long && follows && unit != Unit::Quarter && unit != Unit::Half).then_some(())?;
    Some(Expression::duration(end, value(Count::Unsaid, unit)?))
}

/// A TIMEX3 duration. Months and years of a half are told in the next smaller unit where that is exact.
pub fn value(count: Count, unit: Unit) -> Option<String> {
    let (time, letter, scale) = match unit {
        Unit::Second => ("T", "S", 1),
        Unit::Minute => ("T", "M", 1),
        Unit::Hour => ("T", "H", 1),
        Unit::Day | Unit::Night => ("", "D", 1),
        Unit::Weekend => ("", "WE", 1),
        Unit::Week => ("", "W", 1),
        Unit::Fortnight => ("", "W", 2),
        Unit::Month => ("", "M", 1),
        Unit::Quarter => ("", "Q", 1),
        Unit::Half => return None,
        Unit::Year => ("", "Y", 1),
        Unit::Decade => ("", "Y", 10),
        Unit::Century => ("", "Y", 100),
        Unit::Millennium => ("", "Y", 1000),
    };
    Some(match count {
        Count::Unsaid if unit == Unit::Century => "PXC".into(),
        Count::Unsaid => format!("P{time}X{letter}"),
        Count::Range(low, high) => format!("P{time}{}{letter}/P{time}{}{letter}", low * scale, high * scale),
        Count::Decimal(whole, part) => format!("P{time}{whole}.{part}{letter}"),
        Count::Halves(halves) => halved(time, letter, halves.checked_mul(scale)?, unit),
    })
}

fn halved(time: &str, letter: &str, halves: u32, unit: Unit) -> String {
    let whole = halves / 2;
    let smaller = match unit {
        Unit::Minute => Some("30S"),
        Unit::Hour => Some("30M"),
        Unit::Year => Some("6M"),
        _ => None,
    };
    match (halves % 2, smaller) {
        (0, _) => format!("P{time}{whole}{letter}"),
        (_, Some(rest)) if whole == 0 => format!("P{time}{rest}"),
        (_, Some(rest)) => format!("P{time}{whole}{letter}{rest}"),
        (_, None) => format!("P{time}{whole}.5{letter}"),
    }
}

/// "every day", "each July", "every two weeks", "daily", "Mondays", "twice a year", "$5 a month", "per day".
pub fn set(scan: &Scan, i: usize) -> Option<Expression> {
    if let Some((end, unit)) = scan.repeated(i) {
        // "The Daily Mail", "the Weekly".
        return (!scan.pieces[i].capital || i == 0)
            .then(|| value(Count::Halves(2), unit))
            .flatten()
            .map(|v| Expression::set(end, v));
    }
    if let Some((end, day)) = scan.weekdays(i) {
        return Some(Expression::set(end, format!("XXXX-WXX-{day}")));
    }
    if let Some(end) = scan.role(i, Role::EveryOther) {
        let (end, (unit, many)) = scan.unit(end)?;
        return if many { None } else { value(Count::Halves(4), unit).map(|v| Expression::set(end, v)) };
    }
    if let Some(end) = scan.role(i, Role::Every) {
        return every(scan, end);
    }
    rate(scan, i)
}

fn every(scan: &Scan, i: usize) -> Option<Expression> {
    if let Some((end, day)) = scan.weekday(i).filter(|_| scan.pieces[i].capital) {
        return Some(Expression::set(end, format!("XXXX-WXX-{day}")));
    }
    if let Some((end, month)) = scan.month(i).filter(|_| scan.pieces[i].capital) {
        return Some(Expression::set(end, format!("XXXX-{month:02}")));
    }
    if let Some((end, season)) = scan.season(i) {
        return Some(Expression::set(end, format!("XXXX-{}", SEASONS[season.min(3)])));
    }
    if let Some((end, part)) = scan.part(i) {
        return Some(Expression::set(end, format!("XXXX-XX-XXT{part:?}")));
    }
    let (next, count) = numbers::count(scan, i).unwrap_or((i, Count::Halves(2)));
    let (end, (unit, _)) = scan.unit(next)?;
    if unit == Unit::Half {
        return None;
    }
    value(count, unit).map(|v| Expression::set(end, v))
}

pub const SEASONS: [&str; 4] = ["SP", "SU", "FA", "WI"];

/// "a year" behind what is counted by it: "twice a year", "$5 billion a year", "200 barrels per day".
fn rate(scan: &Scan, i: usize) -> Option<Expression> {
    let end = scan.role(i, Role::Per).filter(|_| i > 0)?;
    let (end, (unit, many)) = scan.unit(end)?;
    if many || matches!(unit, Unit::Half | Unit::Weekend | Unit::Second | Unit::Decade | Unit::Century) {
        return None;
    }
    let article = scan.role(i, Role::Article).is_some();
    let before = i - 1;
    let counted = scan.role(before, Role::Times).is_some()
        || scan.digits(before).is_some()
        || scan.number_word(before).is_some()
        || matches!(scan.kind(before), Some(Kind::Mark('%')))
        || before > 0 && (scan.digits(before - 1).is_some() || scan.number_word(before - 1).is_some());
    if article && !counted {
        return None;
    }
    let further = scan.any_role(end, &[Role::Ago, Role::Earlier, Role::Later]).is_some();
    if further {
        return None;
    }
    let end_value = value(Count::Halves(2), unit)?;
    Some(Expression { sense: Sense::Ready(end_value.clone()), ..Expression::set(end, end_value) })
}
