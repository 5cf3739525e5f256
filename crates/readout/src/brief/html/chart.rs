//! The values of one measure drawn against their periods, each with whoever gives it: a row for each period, from nought on.

use super::entries::number;
use super::marks::target;
use super::markup::{Html, foreign, tag};
use super::spots::Spots;
use crate::brief::page::{Page, one_line};
use crate::brief::views::Group;
use crate::brief::words::Words;
use crate::record::{Cite, Entry, Verdict};
use crate::value::when;
use serde_json::Value;
use std::collections::BTreeMap;

/// One value that somebody gives for a period.
#[derive(Debug)]
struct Point<'r> {
    cite: &'r Cite,
    value: f64,
    /// As far as the number may have been rounded, or as it reaches.
    reach: (f64, f64),
    unit: String,
    period: String,
    claimant: Option<String>,
    is_planned: bool,
    is_disputed: bool,
}

/// Where the greatest value stands.
const WIDE: f64 = 0.92;

/// Values that can be told apart in one drawing.
const MOST: usize = 30;

/// Where most values would stand on one spot, a drawing shows nothing.
fn is_lopsided(points: &[Point], most: f64) -> bool {
    points.iter().filter(|p| p.value < most / 50.0).count() * 2 > points.len()
}

/// A drawing of the group, where it has at least two values of one unit to compare.
pub fn chart(page: &Page, group: &Group, spots: &mut Spots) -> Html {
    let all: Vec<Point> = group.views.iter().flat_map(|v| points(page, v.entry)).collect();
    let Some(unit) = most_frequent(&all) else { return Html::new() };
    let mut kept: Vec<Point> = all.into_iter().filter(|p| p.unit == unit).collect();
    kept.sort_by(|a, b| {
        let period = |p: &Point| (p.period.is_empty(), when::first_day(&p.period), p.period.clone());
        period(a).cmp(&period(b)).then(a.value.total_cmp(&b.value)).then(a.cite.cmp(b.cite))
    });
    let most = kept.iter().map(|p| p.reach.1).fold(0.0, f64::max);
    let differ = kept.iter().any(|p| p.value != kept[0].value);
    if !differ || most <= 0.0 || kept.len() > MOST || kept.iter().any(|p| p.value < 0.0) || is_lopsided(&kept, most) {
        return Html::new();
    }
    let rows: Html = kept.chunk_by(|a, b| a.period == b.period).map(|row| one_row(page, row, most, spots)).collect();
    tag("table", &[("class", "chart"), ("aria-label", &group.name)], tag("tbody", &[], rows))
}

/// The values an entry lists among its further fields, each with the report that gives it first.
fn points<'r>(page: &Page<'r>, entry: &'r Entry) -> Vec<Point<'r>> {
    let fields = entry.fields.map();
    let listed = fields.get("values").and_then(Value::as_array);
    listed.into_iter().flatten().filter_map(|v| point(page, entry, v)).collect()
}

fn point<'r>(page: &Page<'r>, entry: &'r Entry, value: &Value) -> Option<Point<'r>> {
    let text = |name: &str| value.get(name).and_then(Value::as_str);
    let first = value.get("reports")?.as_array()?.first()?;
    let (doc, id) = (first.get("doc")?.as_str()?, first.get("id")?.as_str()?);
    let cite = entry.reports.iter().find(|c| c.id == id && page.document(c.doc).id == doc)?;
    let number = |name: &str| text(name)?.parse().ok().filter(|v: &f64| v.is_finite());
    let (low, bound) = (number("value")?, text("bound").unwrap_or(""));
    Some(Point {
        cite,
        value: low,
        reach: reach(low, number("high"), text("value")?, bound),
        unit: format!("{} {}", text("unit").unwrap_or(""), text("change").unwrap_or("")),
        period: text("period").or(text("as_of")).filter(|p| !p.contains("XX")).unwrap_or("").to_string(),
        claimant: text("claimant").filter(|c| !page.words.is_unsaid("claimant", c)).map(one_line),
        is_planned: text("status").is_some_and(|s| s == "planned"),
        is_disputed: entry.verdict == Verdict::Conflict,
    })
}

/// From where to where the value may lie: half of what its last meant digit stands for, a range to its end, a bound on its side.
fn reach(value: f64, high: Option<f64>, digits: &str, bound: &str) -> (f64, f64) {
    if let Some(high) = high.filter(|high| *high > value) {
        return (value, high);
    }
    let room = grain(digits, bound) / 2.0;
    match bound.chars().next() {
        Some('>') => (value, value * 1.08),
        Some('<') => (value * 0.92, value),
        _ => ((value - room).max(0.0), value + room),
    }
}

/// What the last meant digit stands for: zeros at the end may be rounding, two digits are taken as meant, one of "about".
fn grain(digits: &str, bound: &str) -> f64 {
    if let Some((_, decimals)) = digits.split_once('.') {
        return 0.1_f64.powi(decimals.len().min(12) as i32);
    }
    let meant = if bound == "~" { 1 } else { 2 };
    let zeros = digits.len() - digits.trim_end_matches('0').len();
    10_f64.powi(zeros.min(digits.len().saturating_sub(meant)) as i32)
}

fn most_frequent(points: &[Point]) -> Option<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    points.iter().for_each(|p| *counts.entry(&p.unit).or_default() += 1);
    let (unit, count) = counts.into_iter().max_by_key(|(_, count)| *count)?;
    (count > 1).then(|| unit.to_string())
}

fn one_row(page: &Page, row: &[Point], most: f64, spots: &mut Spots) -> Html {
    let mut track = Html::new();
    for point in row {
        let at = |value: f64| value / most * WIDE;
        let wide = format!("reach {}{}", spots.at(at(point.reach.0), at(point.reach.1)), class(point));
        track.push(tag("span", &[("class", &wide)], ""));
        let dot = format!("dot {}{}", spots.at(at(point.value), at(point.value)), class(point));
        track.push(tag("span", &[("class", &dot)], ""));
    }
    let track = tag("div", &[("class", "track"), ("aria-hidden", "true")], track);
    let values: Html = row.iter().map(|p| tag("li", &[], named(page, p))).collect();
    let head = tag("th", &[("scope", "row")], period(page.words, &row[0].period));
    tag("tr", &[], head.and(tag("td", &[("class", "drawn")], track)).and(tag("td", &[], tag("ul", &[], values))))
}

fn class(point: &Point) -> &'static str {
    match (point.is_disputed, point.is_planned) {
        (true, _) => " disputed",
        (_, true) => " planned",
        _ => "",
    }
}

/// The value as printed, who gives it, and where.
fn named(page: &Page, point: &Point) -> Html {
    let href = format!("#{}", target(page, point.cite.doc, &point.cite.at));
    let printed: Vec<String> =
        point.cite.at.iter().map(|s| one_line(page.document(point.cite.doc).printed(*s))).collect();
    let by = point.claimant.clone().unwrap_or_else(|| page.printed_by(point.cite.doc));
    let value = tag("a", &[("href", &href)], foreign(&printed.join(" ")));
    value.and(" ").and(tag("span", &[("class", "by")], foreign(&by))).and(" ").and(number(
        page,
        point.cite.doc,
        &point.cite.at,
    ))
}

/// A period as a reader writes it.
fn period(words: &Words, value: &str) -> String {
    match value.split_once('/') {
        Some((from, to)) => words.short_dates(from, to),
        None if value.is_empty() => words.no_period.clone(),
        None => words.short_date(value.split('T').next().unwrap_or(value)),
    }
}
