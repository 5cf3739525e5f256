//! Lengths of time that end on the day of the report: "over the last ten months" are ten months of the calendar.

use super::words::Words;
use crate::reading::amounts;
use crate::reading::{Reading, Time};
use crate::value::when::{self, Days};
use jiff::civil::Date;
use jiff::{Span, ToSpan};

/// The days a time covers: its own value's, or those of a window that ends with the report.
pub fn value_of(reading: &Reading, words: &Words, time: &Time) -> Option<String> {
    let value = time.value.as_deref()?;
    if when::days(value).is_some() {
        return Some(when::canonical(value));
    }
    window(reading, words, time).or_else(|| value.starts_with(when::NO_YEAR).then(|| value.to_string()))
}

/// Whole months before the month of the report; days and weeks up to its day.
fn window(reading: &Reading, words: &Words, time: &Time) -> Option<String> {
    let printed = reading.printed(time.at).to_lowercase();
    let past = printed.split_whitespace().any(|w| words.periods.past.iter().any(|p| p == w));
    if !past {
        return None;
    }
    let (count, unit) = match amounts::length(reading, time.at) {
        Some(length) => {
            let count: i64 = length.value.trunc().try_into().ok().filter(|n| (1..=1200).contains(n))?;
            (count, length.unit?.to_string())
        }
        // "over the past year": one, without its number.
        None => (1, single(time.value.as_deref()?)?.to_string()),
    };
    let published = when::days(reading.document.published.value.as_deref()?)?;
    let days = match unit.as_str() {
        "a" => months(published.first?, count.checked_mul(12)?)?,
        "mo" => months(published.first?, count)?,
        "wk" => back(published.last?, count.weeks())?,
        "d" => back(published.last?, count.days())?,
        _ => return None,
    };
    Some(when::period(days))
}

fn single(duration: &str) -> Option<&'static str> {
    match duration {
        "P1Y" => Some("a"),
        "P1M" => Some("mo"),
        "P1W" => Some("wk"),
        _ => None,
    }
}

fn months(published: Date, count: i64) -> Option<Days> {
    let this_month = published.first_of_month();
    let first = this_month.checked_sub(count.months()).ok()?;
    Some(Days { first: Some(first), last: this_month.checked_sub(1.day()).ok() })
}

fn back(published: Date, length: Span) -> Option<Days> {
    Some(Days { first: Some(published.checked_sub(length).ok()?), last: Some(published) })
}
