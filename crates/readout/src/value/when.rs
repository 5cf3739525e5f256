//! A time as TIMEX3 says it, and the days it covers.

use jiff::civil::{Date, ISOWeekDate, Weekday};
use jiff::{Span, ToSpan};

/// The days a time covers, both included. An end that is open is `None`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Days {
    pub first: Option<Date>,
    pub last: Option<Date>,
}

/// How the days of one time lie to those of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Agreement {
    /// The same days.
    Same,
    /// The first is a part of the second.
    Inside,
    /// The second is a part of the first.
    Around,
    /// They share days, and each has others.
    Overlaps,
    /// They share no day.
    Disjoint,
    /// One of them does not say its days ("XXXX-11-26", "PAST_REF", "P2M").
    Unknown,
}

/// The days of a TIMEX3 or ISO 8601 value: "2024", "2024-H1", "2023-01/2023-08", "2024-11-26T09:30", "1991/..", "199", "19".
/// `None` for durations, sets, vague references and values with unknown parts.
pub fn days(value: &str) -> Option<Days> {
    if let Some((from, to)) = value.split_once('/') {
        let first = if is_open(from) { None } else { days(from)?.first };
        let last = if is_open(to) { None } else { days(to)?.last };
        let ordered = first.zip(last).is_none_or(|(a, b)| a <= b);
        return ordered.then_some(Days { first, last });
    }
    let (first, last) = stretch(value.split('T').next()?)?;
    Some(Days { first: Some(first), last: Some(last) })
}

/// The first day, when the value has one.
pub fn first_day(value: &str) -> Option<Date> {
    days(value)?.first
}

/// The last day, when the value has one.
pub fn last_day(value: &str) -> Option<Date> {
    days(value)?.last
}

/// TIMEX3 for a year that is not told.
pub const NO_YEAR: &str = "XXXX";
/// A year that has every day.
pub const LEAP_YEAR: &str = "2000";

/// The date with this year where it tells none.
pub fn in_year(date: &str, year: &str) -> String {
    date.strip_prefix(NO_YEAR).map_or_else(|| date.to_string(), |rest| format!("{year}{rest}"))
}

/// Whether two times mean the same days. Where a part is unknown, they can only be told apart by a part both give.
pub fn agree(a: &str, b: &str) -> Agreement {
    match (days(a), days(b)) {
        (Some(a), Some(b)) => agree_days(a, b),
        _ if parts_differ(a, b) || weekdays_differ(a, b) => Agreement::Disjoint,
        _ => Agreement::Unknown,
    }
}

pub fn agree_days(a: Days, b: Days) -> Agreement {
    let (a, b) = (bounds(a), bounds(b));
    if a == b {
        return Agreement::Same;
    }
    if a.1 < b.0 || b.1 < a.0 {
        return Agreement::Disjoint;
    }
    if b.0 <= a.0 && a.1 <= b.1 {
        return Agreement::Inside;
    }
    if a.0 <= b.0 && b.1 <= a.1 {
        return Agreement::Around;
    }
    Agreement::Overlaps
}

/// The shortest value that says exactly these days: "2023", "2024-H1", "2023-Q3", "2023-08", "2023-01/2023-08", "2024-11-27/2024-11-28".
pub fn period(days: Days) -> String {
    match (days.first, days.last) {
        (Some(first), Some(last)) => closed(first, last),
        (Some(first), None) => format!("{first}/.."),
        (None, Some(last)) => format!("../{last}"),
        (None, None) => "../..".into(),
    }
}

/// One way to write a time: the shortest value with the same days; what says no days stays as it is.
pub fn canonical(value: &str) -> String {
    if value.contains('T') {
        return value.into();
    }
    days(value).map_or_else(|| value.into(), period)
}

fn is_open(end: &str) -> bool {
    end.is_empty() || end == ".."
}

fn bounds(days: Days) -> (Date, Date) {
    (days.first.unwrap_or(Date::MIN), days.last.unwrap_or(Date::MAX))
}

/// The first and the last day of a value without a time of day.
fn stretch(value: &str) -> Option<(Date, Date)> {
    let mut parts = value.split('-');
    let year = parts.next()?;
    if let Some(before_christ) = year.strip_prefix("BC") {
        let year = -number::<i16>(before_christ, 4)?;
        return Some((Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?));
    }
    if year.len() < 4 {
        return if parts.next().is_none() { decade_or_century(year) } else { None };
    }
    let year: i16 = number(year, 4)?;
    let Some(part) = parts.next() else { return months(year, 1, 12) };
    let stretch = match parts.next() {
        None if part.starts_with("W") && part != "WI" => week(year, part, None),
        None => part_of_year(year, part),
        Some(day) if part.starts_with('W') => week(year, part, Some(day)),
        Some(day) => {
            let day = Date::new(year, number(part, 2)?, number(day, 2)?).ok()?;
            Some((day, day))
        }
    };
    if parts.next().is_some() { None } else { stretch }
}

/// "199" is a decade, "19" the hundred years that begin with 1900.
fn decade_or_century(digits: &str) -> Option<(Date, Date)> {
    let length: i16 = match digits.len() {
        3 => 10,
        2 => 100,
        _ => return None,
    };
    let first = number::<i16>(digits, digits.len())? * length;
    Some((Date::new(first, 1, 1).ok()?, Date::new(first + length - 1, 12, 31).ok()?))
}

fn part_of_year(year: i16, part: &str) -> Option<(Date, Date)> {
    match part {
        "H1" => months(year, 1, 6),
        "H2" => months(year, 7, 12),
        "Q1" => months(year, 1, 3),
        "Q2" => months(year, 4, 6),
        "Q3" => months(year, 7, 9),
        "Q4" => months(year, 10, 12),
        "SP" => months(year, 3, 5),
        "SU" => months(year, 6, 8),
        "FA" => months(year, 9, 11),
        // The winter of a year is the one it begins with or the one it ends with: both fit.
        "WI" => Some((Date::new(year - 1, 12, 1).ok()?, Date::new(year + 1, 3, 1).ok()?.yesterday().ok()?)),
        _ => {
            let month = number(part, 2)?;
            months(year, month, month)
        }
    }
}

fn months(year: i16, from: i8, to: i8) -> Option<(Date, Date)> {
    Some((Date::new(year, from, 1).ok()?, Date::new(year, to, 1).ok()?.last_of_month()))
}

fn week(year: i16, part: &str, day: Option<&str>) -> Option<(Date, Date)> {
    let monday = ISOWeekDate::new(year, number(part.strip_prefix('W')?, 2)?, Weekday::Monday).ok()?.date();
    let (from, to) = match day {
        None => (0, 6),
        Some("WE") => (5, 6),
        Some(day) => {
            let day = number::<i8>(day, 1).filter(|d| (1..=7).contains(d))?;
            (day - 1, day - 1)
        }
    };
    Some((after(monday, from)?, after(monday, to)?))
}

fn after(day: Date, days: i8) -> Option<Date> {
    let span: Span = i64::from(days).days();
    day.checked_add(span).ok()
}

/// A number of at most so many digits and nothing else.
fn number<N: std::str::FromStr>(digits: &str, most: usize) -> Option<N> {
    let good = !digits.is_empty() && digits.len() <= most && digits.bytes().all(|b| b.is_ascii_digit());
    if good { digits.parse().ok() } else { None }
}

fn closed(first: Date, last: Date) -> String {
    if first == last {
        return first.to_string();
    }
    if first.day() != 1 || last != last.last_of_month() {
        return format!("{first}/{last}");
    }
    if first.year() != last.year() {
        return years(first, last);
    }
    let year = year_of(first);
    match (first.month(), last.month()) {
        (1, 12) => year,
        (1, 6) => format!("{year}-H1"),
        (7, 12) => format!("{year}-H2"),
        (1, 3) => format!("{year}-Q1"),
        (4, 6) => format!("{year}-Q2"),
        (7, 9) => format!("{year}-Q3"),
        (10, 12) => format!("{year}-Q4"),
        (a, b) if a == b => format!("{year}-{a:02}"),
        (a, b) => format!("{year}-{a:02}/{year}-{b:02}"),
    }
}

fn years(first: Date, last: Date) -> String {
    let (from, to) = (year_of(first), year_of(last));
    if (first.month(), last.month()) != (1, 12) {
        return format!("{from}-{:02}/{to}-{:02}", first.month(), last.month());
    }
    let length = last.year() - first.year() + 1;
    match length {
        10 | 100 if first.year() >= 1000 && first.year() % length == 0 => {
            from[..if length == 10 { 3 } else { 2 }].to_string()
        }
        _ => format!("{from}/{to}"),
    }
}

fn year_of(day: Date) -> String {
    if day.year() < 0 { format!("BC{:04}", -day.year()) } else { format!("{:04}", day.year()) }
}

/// Whether two single dates, of which one may have unknown parts, differ in a part that both give.
fn parts_differ(a: &str, b: &str) -> bool {
    let known = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let is_date = |value: &str| value.split('-').all(|p| known(p) || p.bytes().all(|b| b == b'X')) && value.len() >= 4;
    let (a, b) = (a.split('T').next().unwrap_or(a), b.split('T').next().unwrap_or(b));
    is_date(a) && is_date(b) && a.split('-').zip(b.split('-')).any(|(a, b)| known(a) && known(b) && a != b)
}

/// "XXXX-WXX-1", a Monday of some week, and a day that is none.
fn weekdays_differ(a: &str, b: &str) -> bool {
    let [a, b] = [a, b].map(|value| value.split('T').next().unwrap_or(value));
    let weekday = |value: &str| match value.strip_prefix("XXXX-WXX-") {
        Some(day) => number::<i8>(day, 1),
        None => days(value).filter(|d| d.first == d.last).and_then(|d| Some(d.first?.weekday().to_monday_one_offset())),
    };
    let is_open = |value: &str| value.starts_with("XXXX-WXX-");
    (is_open(a) || is_open(b)) && weekday(a).zip(weekday(b)).is_some_and(|(a, b)| a != b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_monday_is_no_saturday_whatever_the_week() {
        assert_eq!(agree("XXXX-WXX-1", "2031-03-01"), Agreement::Disjoint);
        assert_eq!(agree("2031-03-03", "XXXX-WXX-1"), Agreement::Unknown);
        assert_eq!(agree("XXXX-WXX-1", "2031-03"), Agreement::Unknown);
    }

    fn covers(value: &str, first: &str, last: &str) {
        let text = |day: Option<Date>| day.map_or("..".to_string(), |d| d.to_string());
        let days = days(value).unwrap_or_else(|| panic!("{value} says no days"));
        assert_eq!((text(days.first), text(days.last)), (first.to_string(), last.to_string()), "{value}");
    }

    #[test]
    fn every_kind_of_value_says_its_days() {
        covers("2024", "2024-01-01", "2024-12-31");
        covers("2024-02", "2024-02-01", "2024-02-29");
        covers("2024-11-26T09:30", "2024-11-26", "2024-11-26");
        covers("2024-H1", "2024-01-01", "2024-06-30");
        covers("2023-Q4", "2023-10-01", "2023-12-31");
        covers("2024-W01", "2024-01-01", "2024-01-07");
        covers("2024-W01-WE", "2024-01-06", "2024-01-07");
        covers("2023-01/2023-08", "2023-01-01", "2023-08-31");
        covers("1991/..", "1991-01-01", "..");
        covers("199", "1990-01-01", "1999-12-31");
        covers("19", "1900-01-01", "1999-12-31");
        covers("2023-WI", "2022-12-01", "2024-02-29");
    }

    #[test]
    fn what_says_no_days_has_none() {
        for value in
            ["", "P2M", "PAST_REF", "XXXX-11-26", "2024-13", "2024-02-30", "T09:00", "é", "2024-W99", "1/2", "FY2023"]
        {
            assert_eq!(days(value), None, "{value}");
        }
    }

    #[test]
    fn a_month_lies_inside_its_year() {
        assert_eq!(agree("2023-05", "2023"), Agreement::Inside);
        assert_eq!(agree("2023", "2023-05"), Agreement::Around);
        assert_eq!(agree("2023-01/2023-12", "2023"), Agreement::Same);
        assert_eq!(agree("2023-01/2023-08", "2023-H2"), Agreement::Overlaps);
        assert_eq!(agree("2022", "2023-01/2023-08"), Agreement::Disjoint);
        assert_eq!(agree("1991/..", "2020"), Agreement::Around);
    }

    #[test]
    fn an_unknown_year_is_told_apart_only_by_what_is_known() {
        assert_eq!(agree("XXXX-11-26", "2024-11-26"), Agreement::Unknown);
        assert_eq!(agree("XXXX-11-26", "2024-11-27"), Agreement::Disjoint);
        assert_eq!(agree("XXXX-11", "2024-10-27"), Agreement::Disjoint);
        assert_eq!(agree("PAST_REF", "2024"), Agreement::Unknown);
        assert_eq!(agree("P2M", "P3M"), Agreement::Unknown);
    }

    #[test]
    fn a_period_is_written_as_shortly_as_it_can_be() {
        let same = [
            "2023",
            "2024-H1",
            "2023-Q3",
            "2023-08",
            "2023-01/2023-08",
            "2024-11-27/2024-11-28",
            "2019/2023",
            "199",
            "19",
            "1991-01-01/..",
        ];
        for value in same {
            assert_eq!(canonical(value), value);
        }
        assert_eq!(canonical("2023-01/2023-12"), "2023");
        assert_eq!(canonical("2023-01-01/2023-03-31"), "2023-Q1");
        assert_eq!(canonical("P2M"), "P2M");
    }
}
