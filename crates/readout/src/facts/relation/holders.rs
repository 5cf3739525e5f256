//! Two people in one office at one time: each called so by other documents, and no document that knows both.

use super::words::WORDS;
use super::{HELD, Relation};
use crate::entry::{Cite, Conflict, ConflictKind, Context, Severity};
use crate::facts::Reported;
use crate::value::when::{Agreement, agree, first_day};
use crate::value::who;
use std::collections::{BTreeMap, BTreeSet};

/// Documents further apart than this may each be right.
const DAYS: i32 = 365;

/// Everything that is told of one person in one office.
#[derive(Default)]
struct Holder<'r> {
    docs: BTreeSet<usize>,
    cites: Vec<Cite>,
    facts: Vec<&'r Relation>,
}

pub fn two_in_one(reports: &[Reported<Relation>], context: &Context) -> Vec<Conflict> {
    let mut offices: BTreeMap<(String, usize), BTreeMap<usize, Holder>> = BTreeMap::new();
    for report in reports.iter().filter(|r| r.fact.relation != HELD) {
        let Some((title, of, person)) = office(report, context) else { continue };
        let holder = offices.entry((title, of)).or_default().entry(person).or_default();
        holder.docs.insert(report.doc);
        holder.cites.push(Cite { doc: report.doc, id: report.id.clone(), at: report.fact.at.clone() });
        holder.facts.push(report.fact);
    }
    let mut out = vec![];
    for ((title, of), holders) in &offices {
        let all: Vec<(&usize, &Holder)> = holders.iter().collect();
        for (i, a) in all.iter().enumerate() {
            for b in all[i + 1..].iter().filter(|b| contradict(a, b, context)) {
                out.push(conflict(title, *of, a, b, context));
            }
        }
    }
    out
}

/// An office that only one can hold, in what, and who.
fn office(report: &Reported<Relation>, context: &Context) -> Option<(String, usize, usize)> {
    let of = |local: usize| context.entity_of.get(report.doc)?.get(local).copied();
    let title = report.fact.office.as_ref()?.title.to_lowercase();
    let sole = WORDS.of(report.reading.language()).is_sole(&title);
    sole.then_some(())?;
    Some((title, of(report.fact.object?)?, of(report.fact.subject)?))
}

fn contradict(a: &(&usize, &Holder), b: &(&usize, &Holder), context: &Context) -> bool {
    let name = |e: usize| context.entities.get(e).map_or("", |e| e.name.as_str());
    let apart = a.1.docs.is_disjoint(&b.1.docs);
    let may_be_one = who::compare(name(*a.0), name(*b.0)).verdict != who::Verdict::Different;
    let terms = a.1.facts.iter().any(|x| b.1.facts.iter().any(|y| overlap(x, y)));
    let times = a.1.docs.iter().any(|x| b.1.docs.iter().any(|y| is_near(*x, *y, context)));
    apart && !may_be_one && terms && times
}

/// Terms that the texts do not set one after the other.
fn overlap(a: &Relation, b: &Relation) -> bool {
    let before = |end: &Option<String>, begin: &Option<String>| match (end, begin) {
        (Some(end), Some(begin)) => agree(end, begin) == Agreement::Disjoint && first_day(end) < first_day(begin),
        _ => false,
    };
    !before(&a.to, &b.from) && !before(&b.to, &a.from)
}

/// Two documents of about one time; where one has no day, nothing is known.
fn is_near(a: usize, b: usize, context: &Context) -> bool {
    let day = |doc: usize| first_day(context.readings.get(doc)?.document.published.value.as_deref()?);
    let Some((x, y)) = day(a).zip(day(b)) else { return false };
    x.until(y).is_ok_and(|span| span.get_days().abs() <= DAYS)
}

fn conflict(title: &str, of: usize, a: &(&usize, &Holder), b: &(&usize, &Holder), context: &Context) -> Conflict {
    let name = |e: usize| context.entities.get(e).map_or("", |e| e.name.as_str());
    Conflict {
        kind: ConflictKind::Office,
        severity: Severity::Note,
        entries: vec![],
        why: format!("{title}, {}: {} / {}", name(of), name(*a.0), name(*b.0)),
        at: a.1.cites.iter().chain(&b.1.cites).cloned().collect(),
    }
}
