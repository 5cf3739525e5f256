//! An entry of figures as the record shows it: values with period and claimant, and who reports each.

use super::groups::Member;
use super::verdict::{Contradiction, Judged, printed, same_now, written};
use crate::entry::{Cell, CellValue, Cite, Conflict, Context, Entry, Severity, Verdict};
use crate::facts::OUTLET;
use crate::value::amount::plain;
use crate::value::when::{self, NO_YEAR};
use jiff::civil::Date;
use serde_json::{Map, Value, json};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// What makes two reports one value: the number, its period and who says so.
type Key = (String, Option<String>, Option<String>, String);

/// The number and its period, whoever says so.
type Number<'k> = (&'k str, Option<&'k str>, Option<&'k str>);

pub fn entry(id: String, group: &[&Member], judged: &Judged, context: &Context) -> Entry {
    let days = Days::of(group, judged.verdict);
    let values = values(group, &days);
    let title = title(group);
    let reports: Vec<Cite> = group.iter().map(|m| cite(m)).collect();
    let verdict = if judged.verdict == Verdict::Single || values.len() > 1 || reports.len() == 1 {
        judged.verdict
    } else {
        Verdict::Same
    };
    Entry {
        kind: "figures",
        id,
        group: title.clone(),
        cells: cells(group, verdict, &days),
        fields: fields(&title, group, &values, verdict, context).into(),
        title,
        reports,
        verdict,
        note: judged.note.clone(),
    }
}

fn cite(member: &Member) -> Cite {
    Cite { doc: member.doc, id: member.id.to_string(), at: vec![member.figure.at] }
}

/// The name of the measure that most reports give, the shortest and first of those.
fn title(group: &[&Member]) -> String {
    let names = || group.iter().filter_map(|m| m.figure.measure.as_ref()).map(|(text, _)| text);
    let times = |name: &str| names().filter(|n| n.as_str() == name).count();
    names().min_by_key(|n| (Reverse(times(n)), n.len())).cloned().unwrap_or_default()
}

/// The members of each value, in the order of their first report.
fn values<'m>(group: &'m [&Member], days: &Days) -> Vec<Vec<&'m Member<'m>>> {
    let full = full_periods(group);
    let keys: Vec<Key> = group.iter().map(|m| key(m, days, &full)).collect();
    let mut named: BTreeMap<Number, BTreeSet<&str>> = BTreeMap::new();
    for k in keys.iter().filter(|k| k.3 != OUTLET) {
        named.entry((&k.0, k.1.as_deref(), k.2.as_deref())).or_default().insert(&k.3);
    }
    // What one outlet tells in its own voice is the number that another has from the only one who gives it.
    let said_by = |own: &Key| {
        let all = named.get(&(own.0.as_str(), own.1.as_deref(), own.2.as_deref())).filter(|all| all.len() == 1);
        let only = all.and_then(|all| all.first()).filter(|_| own.3 == OUTLET);
        let claimant = only.map_or_else(|| own.3.clone(), |name| name.to_string());
        (own.0.clone(), own.1.clone(), own.2.clone(), claimant)
    };
    let mut order: Vec<Key> = vec![];
    let mut by_key: BTreeMap<Key, Vec<&Member>> = BTreeMap::new();
    for (member, own) in group.iter().zip(&keys) {
        let key = said_by(own);
        if !by_key.contains_key(&key) {
            order.push(key.clone());
        }
        by_key.entry(key).or_default().push(member);
    }
    let mut all: Vec<Vec<&Member>> = order.into_iter().filter_map(|k| by_key.remove(&k)).collect();
    // Whoever names the claimant, and whoever the year, tells what the others leave out.
    let fullness = |m: &&Member| (m.claimant == OUTLET, m.figure.period_value.as_deref().is_some_and(is_open), m.index);
    all.iter_mut().for_each(|members| members.sort_by_key(fullness));
    all
}

fn key(member: &Member, days: &Days, full: &BTreeMap<String, BTreeSet<&str>>) -> Key {
    let q = &member.figure.quantity;
    // "XXXX-01/XXXX-08" beside "2023-01/2023-08" of one other year: the same months.
    let same = |day: &str| full.get(day).filter(|all| all.len() == 1).and_then(|all| all.first());
    let day = days.day(member).map(|day| same(&day).map_or_else(|| day.clone(), ToString::to_string));
    (written(q), q.unit.as_ref().map(ToString::to_string), day, member.claimant.clone())
}

/// The year is not told.
fn is_open(period: &str) -> bool {
    period.starts_with(NO_YEAR)
}

/// The periods whose year is told, by how they are written without it.
fn full_periods<'m>(group: &'m [&Member]) -> BTreeMap<String, BTreeSet<&'m str>> {
    let without_year = |full: &str| {
        let parts = full.split('/').map(|p| p.get(NO_YEAR.len()..).map(|rest| format!("{NO_YEAR}{rest}")));
        parts.collect::<Option<Vec<_>>>().map(|parts| parts.join("/"))
    };
    let mut out: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for period in group.iter().filter_map(|m| m.figure.period_value.as_deref()).filter(|p| !is_open(p)) {
        without_year(period).into_iter().for_each(|open| _ = out.entry(open).or_default().insert(period));
    }
    out
}

/// The days by which the values of an entry are told apart: what holds "now" has none, unless its reports lie so far apart
/// that the figure may have moved.
struct Days {
    /// First days of the report for stretches in which nothing moves.
    now: Vec<Date>,
}

impl Days {
    fn of(group: &[&Member], verdict: Verdict) -> Self {
        let mut all: Vec<Date> = group.iter().filter_map(|m| when::first_day(m.figure.as_of.as_deref()?)).collect();
        all.sort_unstable();
        let mut now: Vec<Date> = vec![];
        for day in all.into_iter().filter(|_| verdict == Verdict::OtherPeriod) {
            if now.last().is_none_or(|last| !same_now(*last, day)) {
                now.push(day);
            }
        }
        Days { now }
    }

    fn day(&self, member: &Member) -> Option<String> {
        let f = member.figure;
        let now = || {
            let day = when::first_day(f.as_of.as_deref()?)?;
            self.now.iter().find(|first| same_now(**first, day)).map(ToString::to_string)
        };
        f.period_value.clone().or_else(now)
    }
}

fn fields(
    title: &str,
    group: &[&Member],
    values: &[Vec<&Member>],
    verdict: Verdict,
    context: &Context,
) -> Map<String, Value> {
    let value = |members: &Vec<&Member>| {
        let first = members[0];
        let (figure, q) = (first.figure, &first.figure.quantity);
        let cites: Vec<Cite> = members.iter().map(|m| cite(m)).collect();
        json!({
            "value": plain(q.value), "high": q.high.map(plain), "unit": q.unit, "bound": q.bound, "change": q.change,
            "period": figure.period_value, "as_of": figure.as_of, "claimant": first.claimant, "status": figure.status,
            "reports": context.cites.all(&cites),
        })
    };
    let fields = json!({
        "measure": title,
        "of": parties(group, context),
        "verdict": verdict,
        "values": values.iter().map(value).collect::<Vec<_>>(),
    });
    crate::json::object(fields)
}

fn parties(group: &[&Member], context: &Context) -> Vec<String> {
    let mut names: Vec<String> = vec![];
    for member in group {
        for entity in &member.figure.of {
            let known = context.entity(member.doc, *entity).map(|e| e.name.clone());
            let name = known.or_else(|| member.reading.entities.get(*entity).map(|e| e.name.clone()));
            names.extend(name.filter(|n| !names.contains(n)));
        }
    }
    names
}

/// Value, period and claimant, each with the reports that give it.
fn cells(group: &[&Member], verdict: Verdict, days: &Days) -> Vec<Cell> {
    let period = |m: &Member| days.day(m);
    let all = [
        cell("value", group, verdict, |m| Some(shown(m))),
        cell("period", group, Verdict::OtherPeriod, period),
        cell("claimant", group, Verdict::Same, |m| Some(m.claimant.clone())),
        cell("status", group, Verdict::Same, |m| m.figure.status.clone()),
    ];
    all.into_iter().filter(|c| !c.values.is_empty()).collect()
}

/// A trend has no number: its words stand for it.
fn shown(member: &Member) -> String {
    if member.figure.amount.is_none() { printed(member) } else { written(&member.figure.quantity) }
}

fn cell(name: &'static str, group: &[&Member], several: Verdict, text: impl Fn(&Member) -> Option<String>) -> Cell {
    let mut values: Vec<CellValue> = vec![];
    for member in group {
        let Some(text) = text(member) else { continue };
        match values.iter_mut().find(|v| v.text == text) {
            Some(value) => value.cites.push(cite(member)),
            None => values.push(CellValue { text, cites: vec![cite(member)] }),
        }
    }
    let reports: usize = values.iter().map(|v| v.cites.len()).sum();
    let verdict = match values.len() {
        0 | 1 if reports < 2 => Verdict::Single,
        0 | 1 => Verdict::Same,
        _ => several,
    };
    Cell { name, values, verdict }
}

pub fn conflict(contradiction: &Contradiction, id: &str, group: &[&Member]) -> Conflict {
    let (i, j) = contradiction.pair;
    let both = if i == j { vec![i] } else { vec![i, j] };
    let at = both.iter().filter_map(|k| group.get(*k)).map(|m| cite(m)).collect();
    Conflict {
        kind: contradiction.kind,
        severity: if contradiction.is_open { Severity::Note } else { Severity::Contradiction },
        entries: vec![id.to_string()],
        why: contradiction.why.clone(),
        at,
    }
}
