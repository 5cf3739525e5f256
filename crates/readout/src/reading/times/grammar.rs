//! All rules in one pass over a text: at each word the longest expression wins.

use super::lexicon::{Role, Unit};
use super::scan::{Kind, Scan};
use super::sense::{Expression, Sense};
use super::{TimeKind, calendar, clock, dates, durations, parts, relative, vague};

/// An expression and the index of its first piece.
#[derive(Clone, Debug)]
pub struct Found {
    pub start: usize,
    pub expression: Expression,
}

type Rule = fn(&Scan, usize) -> Option<Expression>;

/// Where two are equally long, the first wins.
const RULES: &[Rule] = &[
    dates::date,
    dates::days,
    dates::week_of_month,
    parts::part,
    parts::months,
    parts::season,
    parts::fiscal,
    relative::deictic,
    relative::stepped,
    relative::weekday,
    relative::holiday,
    relative::month,
    relative::counted,
    relative::within,
    relative::compared,
    relative::period,
    relative::ends,
    dates::decade,
    dates::century,
    dates::year,
    durations::set,
    durations::duration,
    relative::bare,
    vague::vague,
];

/// Every expression of time, in text order, none inside another.
pub fn tag(scan: &Scan) -> Vec<Found> {
    let mut found: Vec<Found> = vec![];
    let mut i = 0;
    while i < scan.len() {
        let expression = if scan.may_begin(i) { at(scan, i) } else { None };
        let Some(expression) = expression.or_else(|| further_day(scan, i, found.last())) else {
            i += 1;
            continue;
        };
        let start = i + usize::from(scan.role(i, Role::And).is_some() || scan.is_mark(i, ','));
        i = expression.end.max(i + 1);
        let modifier =
            expression.modifier.or_else(|| led_by(scan, start).filter(|_| expression.kind == TimeKind::Date));
        found.push(Found { start, expression: Expression { modifier, ..expression } });
    }
    found
}

/// What the words before a date make of it: "by 2035" ends, "from June 1" starts.
fn led_by(scan: &Scan, start: usize) -> Option<&'static str> {
    let roles = [Role::EndingBy, Role::FollowingOn, Role::StartingFrom];
    let (_, role) =
        (start.saturating_sub(3)..start).filter_map(|k| scan.any_role(k, &roles)).find(|(end, _)| *end == start)?;
    Some(match role {
        Role::EndingBy => "BEFORE",
        Role::FollowingOn => "AFTER",
        _ => "START",
    })
}

/// The longest expression that begins here.
fn at(scan: &Scan, i: usize) -> Option<Expression> {
    let plain = || best(scan, i);
    let parted = parted(scan, i);
    let timed = clock::clock(scan, i, |next| best(scan, next));
    longest([timed, parted, plain()])
}

fn best(scan: &Scan, i: usize) -> Option<Expression> {
    let found = longest(RULES.iter().map(|rule| rule(scan, i)))?;
    Some(if found.is_day() && found.clock.is_none() { clock::behind(scan, found) } else { found })
}

fn longest(found: impl IntoIterator<Item = Option<Expression>>) -> Option<Expression> {
    found.into_iter().flatten().reduce(|best, next| if next.end > best.end { next } else { best })
}

/// "early next year", "late November", "mid-1996", "the end of 2024", "about 10:35 a.m.".
fn parted(scan: &Scan, i: usize) -> Option<Expression> {
    let the = scan.skip(i, Role::The);
    let roles = [Role::Early, Role::Middle, Role::Late];
    // "end-March".
    let joined = || scan.role(i, Role::EndOf).filter(|end| scan.is_hyphen(*end)).map(|end| (end, Role::Late));
    let (next, role) = scan.any_role(i, &roles).or_else(|| scan.any_role(the, &roles)).or_else(joined)?;
    let next = super::numbers::skip_hyphen(scan, next);
    let found = best(scan, next).or_else(|| whole(scan, next)).or_else(|| part_of_day(scan, next))?;
    let dated = !matches!(found.sense, Sense::Ready(_));
    dated.then(|| {
        found.modified(match role {
            Role::Early => "START",
            Role::Middle => "MID",
            _ => "END",
        })
    })
}

/// "the year", "the month" behind "the end of".
fn whole(scan: &Scan, i: usize) -> Option<Expression> {
    let the = scan.role(i, Role::The)?;
    let (end, (unit, many)) = scan.unit(the)?;
    let dated = !many && matches!(unit, Unit::Week | Unit::Month | Unit::Year | Unit::Decade | Unit::Century);
    dated.then(|| Expression::date(end, Sense::Unit(unit, 0, super::sense::From::Published)))
}

/// "mid-afternoon", "late evening", with the day behind it.
fn part_of_day(scan: &Scan, i: usize) -> Option<Expression> {
    let (end, part) = scan.part(i)?;
    let day = Expression::date(end, Sense::Unit(Unit::Day, 0, super::sense::From::Day));
    let day = best(scan, scan.skip(end, Role::On)).filter(Expression::is_day).unwrap_or(day);
    Some(Expression { clock: Some(super::sense::Clock::Part(part)), kind: TimeKind::Time, ..day })
}

/// "April 24 and 25": the second day takes its month from the first.
fn further_day(scan: &Scan, i: usize, last: Option<&Found>) -> Option<Expression> {
    let last = last.filter(|f| f.expression.end == i)?;
    let Sense::Date(printed, year) = last.expression.sense else { return None };
    let next = scan.role(i, Role::And).or_else(|| scan.is_mark(i, ',').then_some(i + 1))?;
    let (end, day) = calendar::day_number(scan, next).filter(|_| printed.day.is_some() && printed.year.is_none())?;
    let ends = !matches!(scan.kind(end), Some(Kind::Word))
        || scan.pieces[end].capital
        || scan.any_role(end, &[Role::And, Role::In, Role::At, Role::To]).is_some();
    let printed = calendar::Printed { day: Some(day), weekday: None, ..printed };
    ends.then(|| Expression::date(end, Sense::Date(printed, year)))
}
