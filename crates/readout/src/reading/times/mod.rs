//! Times with their value against the day of publication (TIMEX3).

mod absolute;
mod calendar;
mod clock;
mod dates;
mod direction;
mod durations;
mod grammar;
mod inferred;
mod lexicon;
mod numbers;
mod parts;
mod point;
mod refuse;
mod relative;
mod resolve;
mod scan;
mod sense;
#[cfg(test)]
mod tests;
mod vague;

use super::{Reading, Syntax};
use crate::document::{Document, Span};
use crate::value::when;
pub use absolute::date_in;
pub use inferred::published_between;
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
        if is_debris(reading, at)
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
        // "soon became" is over by now.
        let ahead = found.expression.sense == sense::Sense::Ready("FUTURE_REF".into());
        if ahead && direction == direction::Direction::Back && found.expression.end == found.start + 1 {
            continue;
        }
        let today = scan.role(found.start, lexicon::Role::Today) == Some(found.expression.end);
        let expression =
            if today && direction::is_state(at, &reading.syntax) { nowadays(&found) } else { found.expression };
        let spoken_of = context.spoken_of();
        let value = resolve::resolve(&expression, at.end, direction, &mut context);
        if spoken_of.is_some_and(|said| is_aside(&reading.syntax, at, said)) {
            context.speak_again_of(spoken_of);
        }
        times.push(time(at, expression, value));
    }
    reading.times = times;
}

/// "in the summer of 2022, the driest since records began in 1931": the time of a clause inside the sentence is not the one
/// that "that year" takes up, where the sentence has said one before.
fn is_aside(syntax: &Syntax, at: Span, said: (point::Point, usize)) -> bool {
    let Some(token) = syntax.token_at(at.start) else { return false };
    let sentence = syntax.sentence_of(token).at;
    let clause = syntax.ancestors(token).find(|t| syntax.tokens[*t].pos == "VERB");
    let hangs =
        clause.is_some_and(|verb| matches!(syntax.tokens[verb].dep.as_str(), "advcl" | "relcl" | "acl" | "pcomp"));
    hangs && sentence.start <= said.1 && said.1 < at.start
}

fn nowadays(found: &grammar::Found) -> sense::Expression {
    sense::Expression::date(found.expression.end, sense::Sense::Ready("PRESENT_REF".into()))
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
    let days = when::days(document.published.value.as_deref()?)?;
    let (first, last) = days.first.zip(days.last)?;
    if first == last {
        return Some(point::Point::day(first));
    }
    if first.first_of_month() == last.first_of_month() {
        return point::Point::month(first.year(), first.month());
    }
    point::Point::year(first.year()).filter(|_| first.year() == last.year())
}

/// Lines of the page's own that say when and where a text was written.
const DATED_LINES: [&str; 5] = ["dateline", "date-line", "byline", "agency-line", "repeated-headline"];

/// A caption is marked and read all the same.
fn is_read(reading: &Reading, at: Span) -> bool {
    let from = reading.blocks.partition_point(|b| b.at.end <= at.start);
    reading.blocks.get(from).is_some_and(|b| b.at.start <= at.start)
}

fn is_debris(reading: &Reading, at: Span) -> bool {
    let from = reading.debris.partition_point(|d| d.at.end <= at.start);
    let mut over = reading.debris[from..].iter().take_while(|d| d.at.start < at.end);
    over.any(|d| !DATED_LINES.contains(&d.why) && !is_read(reading, at))
}
