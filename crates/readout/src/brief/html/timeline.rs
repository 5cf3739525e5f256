//! What happened when, drawn: a mark for each dated entry, as wide as its day is vague, with its sentence on hover and focus.

use super::markup::{Html, foreign, tag};
use super::spots::Spots;
use crate::brief::page::{Page, clip};
use crate::brief::views::{Kind, View};
use crate::brief::words::{Words, fill, label};
use crate::record::Entry;
use crate::value::when;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// Entries that a picture can hold; of more, those that most sources tell are drawn.
const MOST: usize = 150;
const LANES: usize = 24;
/// Between two marks of one lane, in parts of the width.
const APART: f64 = 0.028;
/// Between two dates below the picture.
const TICKS_APART: f64 = 0.2;
/// The last mark and the last date need room at the end.
const RIGHT: f64 = 0.97;

/// One entry with the first and the last of its days.
struct Mark<'v, 'r> {
    view: &'v View<'r>,
    name: &'v str,
    first: Date,
    last: Date,
}

pub fn timeline(page: &Page, kind: &Kind, spots: &mut Spots) -> Html {
    let mut marks = marks(kind);
    let all = marks.len();
    if all < 2 {
        return Html::new();
    }
    marks.sort_by_key(|m| std::cmp::Reverse(m.view.sources));
    marks.truncate(MOST);
    marks.sort_by_key(|m| (m.first, m.last));
    let scale = Scale::of(marks.iter().flat_map(|m| [m.first, m.last]));
    let mut ends: Vec<f64> = vec![];
    let mut drawn = Html::new();
    for mark in &marks {
        let (from, to) = (scale.at(mark.first), scale.at(mark.last));
        let free = ends.iter().position(|end| *end <= from).unwrap_or(ends.len()).min(LANES - 1);
        ends.resize(ends.len().max(free + 1), 0.0);
        ends[free] = to.max(from + APART);
        let place = format!("{} {}", spots.at(from, to), spots.lane(free));
        drawn.push(tag("li", &[], one(page, mark, &place, from > 0.5)));
    }
    let list = tag("ol", &[("class", &format!("line {}", spots.lanes(ends.len())))], drawn);
    let mut note = label(&page.words.headings, "timeline_note").to_string();
    if marks.len() < all {
        let (count, drawn) = (all.to_string(), marks.len().to_string());
        let part = fill(label(&page.words.headings, "timeline_part"), &[("count", &count), ("drawn", &drawn)]);
        note = format!("{note} {part}");
    }
    let caption = tag("figcaption", &[], note);
    tag("figure", &[("class", "timeline")], list.and(ticks(page.words, &marks, &scale, spots)).and(caption))
}

fn marks<'v, 'r>(kind: &'v Kind<'r>) -> Vec<Mark<'v, 'r>> {
    let groups = kind.groups.iter().flat_map(|g| g.views.iter().map(|v| (g.name.as_str(), v)));
    let mark = |(name, view): (&'v str, &'v View<'r>)| {
        let days = when::days(view.entry.group.trim())?;
        let (first, last) = (days.first.or(days.last)?, days.last.or(days.first)?);
        Some(Mark { view, name, first, last })
    };
    groups.filter_map(mark).collect()
}

fn one(page: &Page, mark: &Mark, place: &str, is_late: bool) -> Html {
    let entry = mark.view.entry;
    let title = mark.view.title.as_deref().unwrap_or(mark.name);
    let head = tag("b", &[], mark.name).and(" ").and(foreign(title));
    let tip = head.and(tag("span", &[("class", "said-so")], foreign(&sentence(page, entry))));
    let tip_class = if is_late { "tip late" } else { "tip" };
    let name = format!("{}: {title}", mark.name);
    let class = format!("mark {place}{}{}", certainty(entry), if mark.first < mark.last { " vague" } else { "" });
    let attributes = [("class", class.as_str()), ("href", &format!("#{}", entry.id)), ("aria-label", &name)];
    tag("a", &attributes, tag("span", &[("class", tip_class)], tip))
}

/// The first report in its sentence.
fn sentence(page: &Page, entry: &Entry) -> String {
    let first = page.sorted(&entry.reports).into_iter().next();
    let parts = first.map(|c| page.around(&[c])).unwrap_or_default();
    clip(parts.into_iter().map(|p| p.text).collect::<String>().trim(), 300, false)
}

/// How sure it is, as a class of its own.
fn certainty(entry: &Entry) -> &'static str {
    let cell = entry.cells.iter().find(|c| c.name == "certainty");
    let says = |text: &str| cell.is_some_and(|c| c.values.iter().all(|v| v.text == text));
    match (says("planned") || says("conditional"), says("denied")) {
        (true, _) => " planned",
        (_, true) => " denied",
        _ => "",
    }
}

/// Days along the width: stretches without any are shortened, the more the longer they are.
struct Scale {
    days: Vec<(Date, f64)>,
}

impl Scale {
    fn of(days: impl Iterator<Item = Date>) -> Self {
        let days: BTreeSet<Date> = days.collect();
        let mut out: Vec<(Date, f64)> = vec![];
        for day in days {
            let step = |(before, at): &(Date, f64)| at + f64::from((day - *before).get_days().max(0)).ln_1p();
            let at = out.last().map_or(0.0, step);
            out.push((day, at));
        }
        let length = out.last().map_or(1.0, |(_, at)| at.max(1.0));
        out.iter_mut().for_each(|(_, at)| *at *= RIGHT / length);
        Scale { days: out }
    }

    fn at(&self, day: Date) -> f64 {
        self.days.binary_search_by_key(&day, |(d, _)| *d).map_or(0.0, |place| self.days[place].1)
    }
}

/// Months below the picture, as many as there is room for.
fn ticks(words: &Words, marks: &[Mark], scale: &Scale, spots: &mut Spots) -> Html {
    let mut out = Html::new();
    let mut last: Option<(f64, String)> = None;
    for day in marks.iter().map(|m| m.first) {
        let (at, name) = (scale.at(day), words.short_date(&day.to_string()[..7]));
        let is_free = last.as_ref().is_none_or(|(before, known)| at - before >= TICKS_APART && *known != name);
        // A name needs its room before the end too.
        if is_free && at <= 1.0 - TICKS_APART {
            out.push(tag("span", &[("class", &spots.at(at, at))], &name));
            last = Some((at, name));
        }
    }
    tag("div", &[("class", "ticks"), ("aria-hidden", "true")], out)
}
