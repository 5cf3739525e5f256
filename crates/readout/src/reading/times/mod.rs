//! Times with their value against the day of publication (TIMEX3).

mod absolute;
mod calendar;
mod clock;
mod dates;
mod direction;
mod durations;
mod grammar;
mod lexicon;
mod numbers;
mod parts;
mod point;
mod refuse;
mod relative;
mod resolve;
mod scan;
mod sense;
mod vague;

use super::Reading;
use crate::document::{Document, Span};
use crate::value::when;
pub use absolute::date_in;
use serde::Serialize;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum TimeKind {
    Date,
    Time,
    Duration,
    Set,
}

/// What the value was reckoned from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Anchor {
    Published,
    Text,
    Tense,
    None,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Time {
    pub at: Span,
    pub kind: TimeKind,
    /// TIMEX3 value, intervals with "/"; `None` where it stays open.
    pub value: Option<String>,
    /// TIMEX3 mod: START, END, MID, APPROX, BEFORE, AFTER, LESS_THAN, MORE_THAN ...
    pub modifier: Option<&'static str>,
    pub anchor: Anchor,
}

/// Tags every expression of time outside the debris and reckons its value, in one pass over the text.
pub fn find(reading: &mut Reading) {
    let table = lexicon::table(reading.language());
    let text = &reading.document.text;
    let scan = scan::scan(text, Span::new(0, text.len()), table);
    let mut context = resolve::Context::at(published(&reading.document));
    let mut times = vec![];
    let mut seen = 0;
    for found in grammar::tag(&scan) {
        let at = scan.span(found.start, found.expression.end);
        if in_debris(reading, at)
            || refuse::is_name(reading, at)
            || adverb(&scan, &found) && refuse::is_bound_adverb(reading, at)
        {
            continue;
        }
        if scan.breaks_between(seen, found.start) {
            context.enter_paragraph();
        }
        seen = found.start;
        let direction = direction::direction(&scan, found.start, at, &reading.syntax, table);
        let value = resolve::resolve(&found.expression, at.end, direction, &mut context);
        times.push(time(at, found.expression, value));
    }
    reading.times = times;
}

fn adverb(scan: &scan::Scan, found: &grammar::Found) -> bool {
    scan.role(found.start, lexicon::Role::Formerly).is_some()
}

fn time(at: Span, expression: sense::Expression, value: resolve::Value) -> Time {
    let interval = value.text.as_ref().is_some_and(|v| v.contains('/'));
    let kind = if interval { TimeKind::Duration } else { expression.kind };
    Time { at, kind, value: value.text, modifier: expression.modifier, anchor: value.anchor }
}

/// The day of publication, or the month or year where no more is known.
fn published(document: &Document) -> Option<point::Point> {
    let value = document.published.value.as_deref()?;
    let days = when::days(value)?;
    let (first, last) = days.first.zip(days.last)?;
    let grain = match days_of(first, last) {
        1 => point::Grain::Day,
        2..=31 => point::Grain::Month,
        365..=366 => point::Grain::Year,
        _ => return None,
    };
    let exact = grain != point::Grain::Month || first.day() == 1 && last == first.last_of_month();
    exact.then_some(point::Point { first, grain })
}

fn days_of(first: jiff::civil::Date, last: jiff::civil::Date) -> i32 {
    first.until(last).map_or(0, |span| span.get_days() + 1)
}

fn in_debris(reading: &Reading, at: Span) -> bool {
    reading.debris.iter().any(|d| d.at.overlaps(at))
}
