//! Times told from the day of publication or from the last time mentioned: last year, the following day, next Friday, a year earlier.

use super::TimeKind;
use super::dates;
use super::durations::value;
use super::lexicon::{Class, Role, Unit};
use super::numbers::{self, Count, skip_hyphen};
use super::scan::{Kind, Scan};
use super::sense::{Clock, Expression, From, Sense, Year};

/// "today", "yesterday", "the day after tomorrow", "tonight".
pub fn deictic(scan: &Scan, i: usize) -> Option<Expression> {
    const DAYS: [(Role, i32); 6] = [
        (Role::DayBeforeYesterday, -2),
        (Role::Yesterday, -1),
        (Role::Today, 0),
        (Role::Tonight, 0),
        (Role::Tomorrow, 1),
        (Role::DayAfterTomorrow, 2),
    ];
    let (end, role, steps) = DAYS.iter().find_map(|(role, steps)| Some((scan.role(i, *role)?, *role, *steps)))?;
    // "Radio Four's Today" is the name of something.
    let inside = i > 0 && matches!(scan.kind(i - 1), Some(Kind::Word | Kind::Possessive));
    if inside && scan.pieces[i].capital {
        return None;
    }
    let found = Expression::date(end, Sense::Unit(Unit::Day, steps, From::Published));
    if role == Role::Tonight {
        return Some(Expression { clock: Some(Clock::Part(super::lexicon::Part::NI)), kind: TimeKind::Time, ..found });
    }
    Some(found)
}

/// "last year", "this week", "the following day", "that month", "the latest quarter", "the next morning".
pub fn stepped(scan: &Scan, i: usize) -> Option<Expression> {
    let start = scan.skip(i, Role::The);
    let the = start > i;
    let roles =
        [Role::This, Role::Last, Role::Next, Role::Coming, Role::Previous, Role::Following, Role::That, Role::Latest];
    let (next, role) = scan.any_role(i, &roles).or_else(|| scan.any_role(start, &roles))?;
    let next = skip_hyphen(scan, scan.skip(next, Role::Fiscal));
    if let Some((end, part)) = scan.part(next) {
        return part_of_day(end, part, role, the);
    }
    let (end, (unit, many)) = scan.unit(next).filter(|(_, (u, _))| *u >= Unit::Day)?;
    if many || unit == Unit::Night || unit == Unit::Half || capital(scan, end - 1) {
        return None;
    }
    let narrated = the && role == Role::Next && matches!(unit, Unit::Day) || role == Role::That;
    let (steps, from) = match role {
        Role::Last => (-1, From::Published),
        Role::Next if narrated => (1, From::Text),
        Role::Next | Role::Coming if unit >= Unit::Decade => {
            return Some(Expression::duration(end, value(Count::Halves(2), unit)?));
        }
        Role::Next | Role::Coming => (1, From::Published),
        Role::Previous => (-1, From::Text),
        Role::Following => (1, From::Text),
        Role::That => (0, From::Text),
        Role::Latest => return Some(Expression::date(end, Sense::Period(unit))),
        _ => (0, From::Published),
    };
    // "this day", "last day" say nothing of the calendar.
    let idle = unit == Unit::Day && matches!(role, Role::This | Role::Last | Role::Coming);
    (!idle).then(|| Expression::date(end, Sense::Unit(unit, steps, from)))
}

/// A unit with a capital belongs to a name ("This Week") unless the whole line is set in capitals.
pub fn capital(scan: &Scan, unit: usize) -> bool {
    scan.pieces[unit].capital && scan.printed(unit).chars().any(char::is_lowercase)
}

/// "this morning", "last night", "the next morning", "that evening".
fn part_of_day(end: usize, part: super::lexicon::Part, role: Role, the: bool) -> Option<Expression> {
    let (steps, from) = match role {
        Role::This => (0, From::Published),
        Role::Last => (-1, From::Published),
        Role::Next | Role::Following if the => (1, From::Text),
        Role::Previous => (-1, From::Text),
        Role::That => (0, From::Text),
        _ => return None,
    };
    let day = Expression::date(end, Sense::Unit(Unit::Day, steps, from));
    Some(Expression { clock: Some(Clock::Part(part)), kind: TimeKind::Time, ..day })
}

/// "Friday", "last Friday", "next Monday", "Tuesday last week".
pub fn weekday(scan: &Scan, i: usize) -> Option<Expression> {
    let start = scan.skip(i, Role::The);
    let (next, role) = scan
        .any_role(start, &[Role::Last, Role::Past, Role::Next, Role::This, Role::Coming])
        .map_or((i, None), |(e, r)| (e, Some(r)));
    let this = next;
    let next = if role == Some(Role::This) { scan.skip(scan.skip(next, Role::Past), Role::Coming) } else { next };
    let (end, day) = scan.weekday(next).filter(|_| scan.pieces[next].capital || scan.printed(next).len() > 5)?;
    let dot = super::calendar::skip_dot(scan, end);
    if scan.has(next, Class::Doubtful)
        && role.is_none()
        && (dot == end || i > 0 && scan.role(i - 1, Role::On).is_none())
    {
        return None;
    }
    if let Some((end, steps)) = week_behind(scan, end).filter(|_| role.is_none()) {
        return Some(Expression::date(end, Sense::Weekday(day, Some(steps))));
    }
    // "the Sunday Courier" is a paper.
    let named = scan.kind(end) == Some(Kind::Word)
        && scan.pieces[end].capital
        && scan.month(end).is_none()
        && scan.part(end).is_none();
    if role.is_none() && named && i > 0 && scan.role(i - 1, Role::The).is_some() {
        return None;
    }
    let coming = role == Some(Role::This) && scan.role(this, Role::Coming).is_some();
    let steps = match role {
        _ if coming => Some(11),
        Some(Role::Last | Role::Past) => Some(-10),
        Some(Role::Next) => Some(10),
        Some(Role::Coming) => Some(11),
        _ => None,
    };
    Some(Expression::date(end, Sense::Weekday(day, steps)))
}

/// "last week", "of next week" behind a weekday: weeks from that of publication.
fn week_behind(scan: &Scan, end: usize) -> Option<(usize, i32)> {
    let (next, role) = scan.any_role(scan.skip(end, Role::Of), &[Role::Last, Role::Next, Role::This])?;
    let (end, (unit, many)) = scan.unit(next)?;
    let steps = match role {
        Role::Last => -1,
        Role::Next => 1,
        _ => 0,
    };
    (unit == Unit::Week && !many).then_some((end, steps))
}

/// "Christmas", "last Thanksgiving", "Easter Monday 2021".
pub fn holiday(scan: &Scan, i: usize) -> Option<Expression> {
    let (next, role) = scan
        .any_role(i, &[Role::Last, Role::Next, Role::This, Role::Past, Role::Coming])
        .map_or((i, None), |(e, r)| (e, Some(r)));
    let (end, holiday) = scan.holiday(next).filter(|_| scan.pieces[next].capital)?;
    let behind = scan.skip(if scan.is_mark(end, ',') { end + 1 } else { end }, Role::Of);
    if let Some((end, year)) = super::calendar::four_digit_year(scan, behind) {
        return Some(Expression::date(end, Sense::Holiday(holiday, Year::Given(year))));
    }
    let year = match role {
        Some(Role::Last | Role::Past) => Year::Nearest(-1),
        Some(Role::Next | Role::Coming) => Year::Nearest(1),
        Some(_) => Year::Nearest(0),
        None => Year::Open,
    };
    Some(Expression::date(end, Sense::Holiday(holiday, year)))
}

/// "this past March", "last November", "next May".
pub fn month(scan: &Scan, i: usize) -> Option<Expression> {
    let (next, role) = scan.any_role(i, &[Role::Last, Role::Next, Role::This, Role::Past, Role::Coming])?;
    let next = if role == Role::This { scan.skip(scan.skip(next, Role::Past), Role::Coming) } else { next };
    let (end, month) = scan.month(next).filter(|_| scan.pieces[next].capital)?;
    let steps = match role {
        Role::Last | Role::Past => -1,
        Role::Next | Role::Coming => 1,
        _ => 0,
    };
    let printed = super::calendar::Printed { month: Some(month), ..Default::default() };
    match super::calendar::day_number(scan, super::calendar::skip_dot(scan, end)) {
        Some((end, day)) => {
            let printed = super::calendar::Printed { day: Some(day), ..printed };
            Some(Expression::date(end, Sense::Date(printed, Year::Nearest(steps))))
        }
        None => Some(Expression::date(end, Sense::Date(printed, Year::Nearest(steps)))),
    }
}

/// "two weeks ago", "a year earlier", "three days later", "five years from now", "a week before".
pub fn counted(scan: &Scan, i: usize) -> Option<Expression> {
    let (start, modifier) = super::durations::bound(scan, i);
    let (next, count) = super::durations::some(scan, start)?;
    let next = scan.skip(next, Role::More);
    let (end, (unit, _)) = scan.unit(next)?;
    let (behind, role) = scan.any_role(end, &[Role::Ago, Role::FromNow, Role::Earlier, Role::Later])?;
    let bare = adverb(scan, end, behind);
    let steps = match role {
        Role::Ago | Role::Earlier => -1,
        _ => 1,
    };
    if matches!(role, Role::Earlier | Role::Later) && !bare {
        return None;
    }
    let sense = match count {
        Count::Unsaid | Count::Range(..) => match role {
            Role::Ago => Sense::Ready("PAST_REF".into()),
            Role::FromNow => Sense::Ready("FUTURE_REF".into()),
            _ => return Some(Expression::duration(behind, value(count, unit)?)),
        },
        _ => stepped_by(count, unit, steps, role)?,
    };
    let found = Expression::date(behind, sense);
    let modifier = modifier.map(|m| if role == Role::Ago { ago(m) } else { m });
    Some(Expression { modifier, ..found })
}

fn ago(modifier: &'static str) -> &'static str {
    match modifier {
        "MORE_THAN" => "BEFORE",
        "LESS_THAN" => "AFTER",
        other => other,
    }
}

fn stepped_by(count: Count, unit: Unit, direction: i32, role: Role) -> Option<Sense> {
    let number = i32::try_from(count.whole()?).ok()?.checked_mul(direction)?;
    if unit < Unit::Day {
        return Some(Sense::Unknown);
    }
    let text = matches!(role, Role::Earlier | Role::Later);
    if unit == Unit::Year && (text || number == -1) {
        return Some(Sense::SamePeriod(number, None));
    }
    // "a decade ago" is a year, not one of the decades that are counted by tens.
    let (unit, number) = match unit {
        Unit::Decade => (Unit::Year, number.checked_mul(10)?),
        Unit::Century => (Unit::Year, number.checked_mul(100)?),
        unit => (unit, number),
    };
    Some(Sense::Unit(unit, number, if text { From::Text } else { From::Published }))
}

/// "before" and "after" count as adverbs only where nothing follows that they could govern.
fn adverb(scan: &Scan, from: usize, end: usize) -> bool {
    let governing = scan.role(from, Role::MinutesTo).is_some() || scan.role(from, Role::MinutesPast).is_some();
    !governing || !matches!(scan.kind(end), Some(Kind::Word | Kind::Digits(_)))
}

/// "earlier this week", "later that year", "earlier Friday", "sometime next year", "later in the day".
pub fn within(scan: &Scan, i: usize) -> Option<Expression> {
    let (next, _) = scan.any_role(i, &[Role::Sooner, Role::LaterIn, Role::Sometime])?;
    if let Some(found) = stepped(scan, next).or_else(|| weekday(scan, next)).or_else(|| deictic(scan, next)) {
        return Some(found);
    }
    let the = scan.role(next, Role::The)?;
    let (end, (unit, many)) = scan.unit(the)?;
    (!many && unit >= Unit::Day).then(|| Expression::date(end, Sense::Unit(unit, 0, From::Published)))
}

/// "the weekend", "the quarter", "the week": the one the text is about.
pub fn bare(scan: &Scan, i: usize) -> Option<Expression> {
    let the = scan.role(i, Role::The)?;
    if let Some(year_before) = scan.role(the, Role::YearBefore) {
        let unit = scan.unit(year_before).map(|(end, (unit, _))| (end, unit));
        let end = scan.role(year_before, Role::ComparedPeriod).or_else(|| Some(unit?.0))?;
        return Some(Expression::date(end, Sense::SamePeriod(-1, unit.map(|(_, unit)| unit))));
    }
    if let Some(found) = beside(scan, the) {
        return Some(found);
    }
    let full = scan.skip(scan.skip(the, Role::Full), Role::Fiscal);
    let (end, (unit, many)) = scan.unit(full)?;
    match unit {
        _ if many || capital(scan, end - 1) || scan.is_hyphen(end) && scan.is_glued(end) => None,
        Unit::Quarter if ending(scan, end).is_some() => {
            Some(Expression::date(end, Sense::PeriodEnding(unit, ending(scan, end)?)))
        }
        Unit::Year if ending(scan, end).is_some() => Some(Expression::duration(end, "P1Y".into())),
        Unit::Weekend | Unit::Quarter => Some(Expression::date(end, Sense::Period(unit))),
        Unit::Week if full == the => Some(Expression::date(end, Sense::Period(unit))),
        Unit::Year => Some(Expression::date(end, Sense::Unit(unit, 0, From::Published))),
        _ => None,
    }
}

/// "the year before", "the day after": the one beside that of which the text speaks.
fn beside(scan: &Scan, i: usize) -> Option<Expression> {
    let (end, (unit, many)) = scan.unit(i).filter(|(_, (u, _))| *u >= Unit::Day)?;
    let (behind, role) = scan.any_role(end, &[Role::Earlier, Role::Later])?;
    let steps = if role == Role::Earlier { -1 } else { 1 };
    (!many && adverb(scan, end, behind)).then(|| Expression::date(behind, Sense::Unit(unit, steps, From::Text)))
}

/// The day behind "ended", "ending".
fn ending(scan: &Scan, end: usize) -> Option<super::calendar::Printed> {
    super::calendar::date(scan, scan.role(end, Role::Ended)?).map(|(_, day)| day)
}

/// "year-earlier", "year-ago" before what is compared: "the year-earlier quarter", "a year-earlier loss".
pub fn compared(scan: &Scan, i: usize) -> Option<Expression> {
    let end = scan.role(i, Role::YearBefore)?;
    let unit = scan.unit(end).map(|(end, (unit, _))| (end, unit));
    let behind = scan.role(end, Role::ComparedPeriod).or_else(|| Some(unit?.0));
    Some(Expression::date(behind.unwrap_or(end), Sense::SamePeriod(-1, unit.map(|(_, unit)| unit))))
}

/// "the 1988 period", "the latest period", "the corresponding period last year".
pub fn period(scan: &Scan, i: usize) -> Option<Expression> {
    let the = scan.skip(i, Role::The);
    if let Some((end, year)) = super::calendar::four_digit_year(scan, the) {
        let end = scan
            .role(end, Role::ComparedPeriod)
            .or_else(|| scan.unit(end).filter(|(_, (u, _))| *u == Unit::Quarter).map(|(e, _)| e))?;
        return Some(Expression::date(end, Sense::PeriodIn(year)));
    }
    let latest = scan.role(the, Role::Latest)?;
    let end = scan.role(latest, Role::ComparedPeriod)?;
    Some(Expression::date(end, Sense::Period(Unit::Half)))
}

/// "year-end", "the week of March 6".
pub fn ends(scan: &Scan, i: usize) -> Option<Expression> {
    let start = scan.skip(i, Role::The);
    if let Some(week) = scan.role(start, Role::WeekOf) {
        let Expression { end, sense: Sense::Date(day, year), .. } = dates::date(scan, scan.skip(week, Role::The))?
        else {
            return None;
        };
        let monday = Sense::Interval(Box::new(Sense::Date(day, year)), Box::new(Sense::Unknown));
        return day.day.is_some().then(|| Expression::date(end, monday));
    }
    let (next, (unit, many)) =
        scan.unit(start).filter(|(_, (u, _))| matches!(u, Unit::Year | Unit::Month | Unit::Quarter))?;
    let joined = if scan.kind(next) == Some(Kind::Possessive) { next + 1 } else { numbers::skip_hyphen(scan, next) };
    let end = scan.role(joined, Role::EndOf).filter(|_| !many)?;
    Some(Expression::date(end, Sense::Unit(unit, 0, From::Published)).modified("END"))
}
