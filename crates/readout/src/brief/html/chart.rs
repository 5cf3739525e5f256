//! The values of one measure drawn against their periods: a row for each period, a dot for each value, from nought on.

use super::markup::{Html, foreign, tag};
use crate::brief::page::Page;
use crate::brief::views::Group;
use crate::brief::words::Words;
use crate::document::Span;
use crate::record::{Cite, Entry, Verdict};
use crate::value::when;
use serde_json::Value;
use std::collections::BTreeMap;

/// One value that somebody gives for a period.
#[derive(Debug)]
struct Point<'r> {
    cite: &'r Cite,
    value: f64,
    unit: String,
    period: String,
    is_planned: bool,
    is_disputed: bool,
}

/// A drawing of the group, where it has at least two values of one unit to compare.
pub fn chart(page: &Page, group: &Group) -> Option<Html> {
    let all: Vec<Point> = group.views.iter().flat_map(|v| points(page, v.entry)).collect();
    let unit = most_frequent(&all)?;
    let mut kept: Vec<Point> = all.into_iter().filter(|p| p.unit == unit && !p.period.is_empty()).collect();
    kept.sort_by(|a, b| {
        (when::first_day(&a.period), &a.period)
            .cmp(&(when::first_day(&b.period), &b.period))
            .then(a.value.total_cmp(&b.value))
    });
    kept.dedup_by(|b, a| a.period == b.period && a.value == b.value);
    let most = kept.iter().map(|p| p.value).fold(0.0, f64::max);
    let differ = kept.iter().any(|p| p.value != kept[0].value);
    if !differ || most <= 0.0 || kept.iter().any(|p| p.value < 0.0) {
        return None;
    }
    let rows: Html = kept.chunk_by(|a, b| a.period == b.period).map(|row| one_row(page, row, most)).collect();
    Some(tag("table", &[("class", "chart")], tag("tbody", &[], rows)))
}

/// The values an entry lists among its further fields, each with the report that gives it first.
fn points<'r>(page: &Page<'r>, entry: &'r Entry) -> Vec<Point<'r>> {
    let listed = entry.fields.get("values").and_then(Value::as_array);
    listed.into_iter().flatten().filter_map(|v| point(page, entry, v)).collect()
}

fn point<'r>(page: &Page<'r>, entry: &'r Entry, value: &Value) -> Option<Point<'r>> {
    let text = |name: &str| value.get(name).and_then(Value::as_str);
    let first = value.get("reports")?.as_array()?.first()?;
    let (doc, id) = (first.get("doc")?.as_str()?, first.get("id")?.as_str()?);
    let cite = entry.reports.iter().find(|c| c.id == id && page.document(c.doc).id == doc)?;
    Some(Point {
        cite,
        value: text("value")?.parse().ok().filter(|v: &f64| v.is_finite())?,
        unit: text("unit").unwrap_or("").to_string(),
        period: text("period").or(text("as_of")).unwrap_or("").to_string(),
        is_planned: text("status").is_some(),
        is_disputed: entry.verdict == Verdict::Conflict,
    })
}

fn most_frequent(points: &[Point]) -> Option<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    points.iter().for_each(|p| *counts.entry(&p.unit).or_default() += 1);
    counts.into_iter().max_by_key(|(_, count)| *count).map(|(unit, _)| unit.to_string())
}

fn one_row(page: &Page, row: &[Point], most: f64) -> Html {
    let mut track = Html::new();
    track.push(tag("line", &[("x1", "0"), ("x2", "100%"), ("y1", "9"), ("y2", "9")], ""));
    row.iter().for_each(|p| track.push(dot(p, most)));
    let track = tag("svg", &[("width", "100%"), ("height", "18"), ("aria-hidden", "true")], track);
    let values: Html = row.iter().map(|p| named(page, p)).collect();
    let head = tag("th", &[("scope", "row")], period(page.words, &row[0].period));
    tag("tr", &[], head.and(tag("td", &[("class", "track")], track)).and(tag("td", &[], values)))
}

fn dot(point: &Point, most: f64) -> Html {
    let x = format!("{:.1}%", 2.0 + point.value / most * 94.0);
    let class = match (point.is_disputed, point.is_planned) {
        (true, _) => "dot disputed",
        (_, true) => "dot planned",
        _ => "dot",
    };
    tag("circle", &[("class", class), ("cx", &x), ("cy", "9"), ("r", "5")], "")
}

fn named(page: &Page, point: &Point) -> Html {
    let href = format!("#{}", super::marks::target(page, point.cite.doc, &point.cite.at));
    let printed: Vec<&str> = point.cite.at.iter().map(|s: &Span| page.document(point.cite.doc).printed(*s)).collect();
    tag("a", &[("href", &href)], foreign(&printed.join(" "))).and(" ")
}

/// A period as a reader writes it.
fn period(words: &Words, value: &str) -> String {
    match value.split_once('/') {
        Some((from, to)) => words.short_dates(from, to),
        None => words.short_date(value),
    }
}
