//! In which month a text that does not say so came out: after what it tells as past, before what it tells as to come.

use super::direction::{Direction, of_verbs};
use super::{Time, lexicon};
use crate::document::Span;
use crate::reading::Reading;
use crate::value::when;
use jiff::ToSpan;
use jiff::civil::Date;

/// The first and the last day on which the text can have come out, as far as times with a year tell.
#[derive(Clone, Copy, Debug, Default)]
struct Window {
    first: Option<Date>,
    last: Option<Date>,
}

/// How many blocks at the head of a text tell its news.
const HEAD: usize = 3;
/// A window wider than this holds every day of the year twice: it decides nothing.
const YEAR: i32 = 366;

/// An ISO month with the characters that show it: a day without a year in the head of the text which falls into the window only once. `None` where the text leaves a choice.
pub fn published_between(reading: &Reading) -> Option<(Span, String)> {
    let table = lexicon::table(reading.language());
    let directed: Vec<(&Time, Direction)> =
        reading.times.iter().map(|t| (t, of_verbs(t.at, &reading.syntax, table))).collect();
    // What is still to come first: nothing later than that can be told as past, whatever the verb above it.
    let ahead = directed.iter().filter(|(_, d)| *d == Direction::Ahead);
    let window = ahead.fold(Window::default(), |window, (time, _)| before(window, time));
    let back = directed.iter().filter(|(_, d)| *d == Direction::Back);
    let window = back.fold(window, |window, (time, _)| after(window, time));
    let (first, last) = window.first.zip(window.last)?;
    if last < first || first.until(last).ok()?.get_days() > YEAR {
        return None;
    }
    let end_of_head = reading.blocks.get(HEAD - 1).or(reading.blocks.last())?.at.end;
    let in_head = reading.times.iter().take_while(|t| t.at.end <= end_of_head);
    in_head.into_iter().find_map(|time| Some((time.at, value(time, first, last)?)))
}

/// The first and the last day of a time whose year is told, and whether it is a year as a whole.
fn days(time: &Time) -> Option<(Date, Date, bool)> {
    let value = time.value.as_deref()?;
    let (from, to) = when::days(value).and_then(|d| d.first.zip(d.last))?;
    Some((from, to, value.len() == "2000".len()))
}

/// The text came out before this. A year may have begun already when something is still to come in it; "from January 1, 2024" is told
/// within a year of that day.
fn before(window: Window, time: &Time) -> Window {
    let Some((from, to, is_year)) = days(time) else { return window };
    let end = if is_year { to } else { from };
    if window.last.is_some_and(|last| last < end) {
        return window;
    }
    let start = if from == to { from.checked_sub(1.year()).ok() } else { None };
    Window { first: window.first.max(start), last: Some(end) }
}

/// The text came out after this. A year that something happened in may still be under way.
fn after(window: Window, time: &Time) -> Window {
    let Some((from, to, is_year)) = days(time) else { return window };
    let start = if is_year { from } else { to };
    if window.last.is_some_and(|last| last < start) {
        return window;
    }
    Window { first: window.first.max(Some(start)), ..window }
}

/// The month of a day without a year that falls between the two only once: news is told within the month, give or take.
fn value(time: &Time, first: Date, last: Date) -> Option<String> {
    let (month, day) = bare_days(time.value.as_deref()?)?;
    let falls = |year: &i16| Date::new(*year, month, day).is_ok_and(|d| first <= d && d <= last);
    let years: Vec<i16> = (first.year()..=last.year()).filter(falls).collect();
    let [year] = years[..] else { return None };
    Some(format!("{year:04}-{month:02}"))
}

/// Month and day of "XXXX-11-09", or of the first of "XXXX-11-27/XXXX-11-28".
fn bare_days(value: &str) -> Option<(i8, i8)> {
    let (month, day) = value.split('/').next()?.strip_prefix("XXXX-")?.split_once('-')?;
    Some((month.parse().ok()?, day.parse().ok()?))
}
