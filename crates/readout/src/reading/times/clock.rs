//! Times of day: on the clock, by name, and the day they belong to.

use super::TimeKind;
use super::lexicon::{Part, Role, Unit};
use super::scan::{Kind, Scan};
use super::sense::{Clock, Expression, From, Sense};

/// "9 a.m. EST Tuesday", "10:35 a.m.", "noon Thursday", "0735 GMT", "4 in the morning on April 6".
pub fn clock(scan: &Scan, i: usize, day: impl Fn(usize) -> Option<Expression>) -> Option<Expression> {
    let (end, clock) = reading(scan, i)?;
    let led = i > 0
        && scan
            .any_role(i - 1, &[Role::At, Role::Until, Role::About, Role::From, Role::LessThan, Role::Early])
            .is_some();
    let own = Expression {
        clock: Some(clock),
        kind: TimeKind::Time,
        ..Expression::date(end, Sense::Unit(Unit::Day, 0, From::Day))
    };
    let comma = if scan.is_mark(end, ',') { end + 1 } else { end };
    let next = scan.skip(comma, Role::On);
    // "8 a.m. this morning": the hour is finer than the part of the day.
    let open = |d: &Expression| !matches!(d.clock, Some(Clock::Time { .. }));
    match day(next).filter(Expression::is_day).filter(open) {
        Some(found) => Some(Expression { clock: Some(clock), kind: TimeKind::Time, ..found }),
        // "High Noon" is no time of day.
        None => (led || scan.digits(i).is_some() || scan.role(i, Role::Midnight).is_some()).then_some(own),
    }
}

/// What follows a day: "Friday night", "Tuesday at 9 a.m.", "July 4 at noon", "yesterday afternoon".
pub fn behind(scan: &Scan, day: Expression) -> Expression {
    let end = day.end;
    if let Some((end, part)) = scan.part(end).filter(|(e, _)| !scan.is_mark(*e, '-')) {
        return Expression { end, clock: Some(Clock::Part(part)), kind: TimeKind::Time, ..day };
    }
    let comma = if scan.is_mark(end, ',') { end + 1 } else { end };
    let at = scan.any_role(comma, &[Role::At, Role::About]).map(|(e, _)| scan.skip(e, Role::About));
    // "tomorrow 8:00 a.m.": the hour right behind the day.
    let found = match at {
        Some(at) => reading(scan, at),
        None => in_digits(scan, comma).filter(|_| scan.digits(end).is_some() || comma > end),
    };
    match found {
        Some((end, clock)) => Expression { end, clock: Some(clock), kind: TimeKind::Time, ..day },
        None => day,
    }
}

fn reading(scan: &Scan, i: usize) -> Option<(usize, Clock)> {
    if let Some(end) = scan.role(i, Role::Noon) {
        return Some((zone(scan, end).0, Clock::Time { hour: 12, minute: Some(0), universal: false }));
    }
    if let Some(end) = scan.role(i, Role::Midnight) {
        return Some((zone(scan, end).0, Clock::Time { hour: 24, minute: None, universal: false }));
    }
    in_digits(scan, i)
}

/// Hours of twelve need "a.m." or "p.m."; hours of twenty-four need their minutes and "at" before or a zone behind.
fn in_digits(scan: &Scan, i: usize) -> Option<(usize, Clock)> {
    let (end, hour, minute) = digits(scan, i)?;
    if let Some((end, role)) = scan.any_role(end, &[Role::MorningHours, Role::EveningHours]) {
        if hour == 0 || hour > 12 {
            return None;
        }
        let hour = match (role, hour) {
            (Role::MorningHours, 12) => 0,
            (Role::MorningHours, hour) | (_, hour @ 12) => hour,
            (_, hour) => hour + 12,
        };
        let (end, universal) = zone(scan, end);
        return Some((end, Clock::Time { hour, minute: Some(minute.unwrap_or(0)), universal }));
    }
    let four_digits = scan.digits(i).is_some_and(|(_, length)| length == 4);
    let o_clock = scan
        .role(end, Role::OClock)
        .filter(|e| if *e == end + 1 { four_digits } else { hour <= 12 && minute.is_none() });
    if let Some(end) = o_clock {
        return Some((end, Clock::Time { hour, minute: Some(minute.unwrap_or(0)), universal: false }));
    }
    let (behind, universal) = zone(scan, end);
    let led = i > 0 && scan.any_role(i - 1, &[Role::At, Role::Until]).is_some();
    let sure = minute.is_some() && (behind > end || led && scan.is_mark(i + 1, ':'));
    sure.then_some((behind, Clock::Time { hour, minute, universal }))
}

/// "9", "9:30", "9.30", "0735".
fn digits(scan: &Scan, i: usize) -> Option<(usize, u32, Option<u32>)> {
    let (value, length) = scan.digits(i)?;
    let inside = scan.is_glued(i) && i > 0 && !matches!(scan.kind(i - 1), Some(Kind::Mark('(' | '[' | '"' | '“')));
    if inside {
        return None;
    }
    if length == 4 && value < 2400 && value % 100 < 60 {
        return Some((i + 1, value / 100, Some(value % 100)));
    }
    let hour = Some(value).filter(|v| length <= 2 && *v <= 24)?;
    let split = matches!(scan.kind(i + 1), Some(Kind::Mark(':' | '.'))) && scan.is_glued(i + 1) && scan.is_glued(i + 2);
    match scan.digits(i + 2).filter(|(m, l)| split && *l == 2 && *m < 60) {
        Some((minute, _)) => Some((i + 3, hour, Some(minute))),
        None => Some((i + 1, hour, None)),
    }
}

/// The index behind a time zone, and whether it is that of Greenwich.
fn zone(scan: &Scan, i: usize) -> (usize, bool) {
    match scan.any_role(i, &[Role::UniversalZone, Role::Zone]) {
        Some((end, role)) => (end, role == Role::UniversalZone),
        None => (i, false),
    }
}

/// What a TIMEX3 value has behind the day.
pub fn suffix(clock: Clock) -> String {
    match clock {
        Clock::Part(part) => format!("T{}", part_code(part)),
        Clock::Time { hour, minute: None, .. } => format!("T{hour:02}"),
        Clock::Time { hour, minute: Some(minute), universal } => {
            format!("T{hour:02}:{minute:02}{}", if universal { "Z" } else { "" })
        }
    }
}

fn part_code(part: Part) -> String {
    format!("{part:?}")
}
