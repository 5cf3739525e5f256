//! Agreements of many texts brought together by kind, title, parties and date; how far they came, and where texts differ.

use super::{Agreement, How, Status};
use crate::entry::steps::{Step, steps};
use crate::entry::{Cell, CellValue, Cite, Conflict, ConflictKind, Context, Entry, Severity, Verdict};
use crate::facts::{OUTLET, Reported};
use crate::json::object;
use crate::value::when::{Agreement as Dates, agree};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// Two titles that share this part of their words are of one agreement.
const ALIKE: f64 = 0.5;
/// In one story so much, where they share a word that no other agreement of either text has.
const ALIKE_IN_STORY: f64 = 0.3;
/// So much of two words, where one text says "treaty" and the other "convention".
const NEARLY_ALL: f64 = 0.65;

pub(super) struct Member<'r, 'f> {
    pub(super) report: &'f Reported<'r, Agreement>,
    parties: BTreeSet<usize>,
    story: usize,
    /// The words that tell which one it is; its parties are told by themselves.
    topic: Vec<&'f str>,
    /// Beginnings of such words that no other agreement of its text has.
    own: BTreeSet<&'f str>,
}

pub fn reconcile(reports: &[Reported<Agreement>], context: &Context) -> (Vec<Entry>, Vec<Conflict>) {
    let mut members: Vec<Member> = reports.iter().map(|r| member(r, context)).collect();
    note_own(&mut members);
    let (mut entries, mut conflicts) = (vec![], vec![]);
    for group in groups(&members) {
        let id = format!("agreements-{}", entries.len() + 1);
        let entry = entry(id, &group, context);
        conflicts.extend(conflict(&entry));
        conflicts.extend(super::sequence::impossible(&entry.id, &group));
        let told = |m: &&Member| {
            let status = m.report.fact.status()?;
            Some(Step { word: word(status), is_open: is_open(m), cite: cite(m) })
        };
        conflicts.extend(steps(&entry.id, &group.iter().filter_map(told).collect::<Vec<_>>(), context));
        entries.push(entry);
    }
    (entries, conflicts)
}

fn member<'r, 'f>(report: &'f Reported<'r, Agreement>, context: &Context) -> Member<'r, 'f> {
    let of = |local: &usize| context.entity_of.get(report.doc)?.get(*local).copied();
    let story = context.places.get(report.doc).map_or(report.doc, |p| p.story);
    let fact = report.fact;
    let parties: BTreeSet<usize> = fact.parties.iter().filter_map(of).collect();
    let entities = &report.reading.entities;
    let names = fact.parties.iter().filter_map(|p| entities.get(*p)).map(|e| e.name.to_lowercase());
    let names: Vec<String> = names.flat_map(|n| n.split(' ').map(str::to_string).collect::<Vec<_>>()).collect();
    let topic = || fact.topic.iter().map(String::as_str);
    let telling: Vec<&str> = topic().filter(|w| !names.iter().any(|n| n == w)).collect();
    let topic = if telling.is_empty() { topic().collect() } else { telling };
    Member { report, parties, story, topic, own: BTreeSet::new() }
}

/// Words that begin alike may be one: "fishery", "Fisheries".
fn beginning(word: &str) -> &str {
    const LETTERS: usize = 4;
    word.char_indices().nth(LETTERS).map_or(word, |(end, _)| &word[..end])
}

/// The same word, but for its ending.
fn is_one_word(a: &str, b: &str) -> bool {
    let common = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
    let shorter = a.chars().count().min(b.chars().count());
    a == b || beginning(a) == beginning(b) && common + 1 >= shorter && !a.contains(|c: char| c.is_ascii_digit())
}

fn note_own(members: &mut [Member]) {
    let mut told: BTreeMap<(usize, &str), usize> = BTreeMap::new();
    for m in members.iter() {
        let own: BTreeSet<&str> = m.topic.iter().map(|w| beginning(w)).collect();
        own.into_iter().for_each(|w| *told.entry((m.report.doc, w)).or_default() += 1);
    }
    for m in members.iter_mut() {
        let doc = m.report.doc;
        m.own = m.topic.iter().map(|w| beginning(w)).filter(|w| told[&(doc, *w)] == 1).collect();
    }
}

/// Each joins the first group all of whose members may be the same; only those that share a word are compared.
fn groups<'m, 'r, 'f>(members: &'m [Member<'r, 'f>]) -> Vec<Vec<&'m Member<'r, 'f>>> {
    let mut out: Vec<Vec<&Member>> = vec![];
    let mut by_word: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for member in members {
        let keys: Vec<&str> = member.topic.iter().map(|w| beginning(w)).collect();
        let near: BTreeSet<usize> = keys.iter().filter_map(|k| by_word.get(k)).flatten().copied().collect();
        let likeness = |g: &usize| out[*g].iter().map(|m| likeness(m, member)).reduce(f64::min).unwrap_or(0.0);
        let scored = near.into_iter().map(|g| (likeness(&g), g)).filter(|(score, _)| *score > 0.0);
        let best = scored.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        let place = best.map(|(_, g)| g);
        let place = place.unwrap_or_else(|| {
            out.push(vec![]);
            out.len() - 1
        });
        out[place].push(member);
        keys.into_iter().for_each(|k| by_word.entry(k).or_default().push(place));
    }
    out
}

/// How much of their titles is the same; 0 where they are not one.
fn likeness(a: &Member, b: &Member) -> f64 {
    let (x, y) = (a.report.fact, b.report.fact);
    if a.report.doc == b.report.doc
        || !a.parties.is_empty() && !b.parties.is_empty() && a.parties.is_disjoint(&b.parties)
    {
        return 0.0;
    }
    // "20 documents" are the same only where the same is told.
    if x.counted != y.counted || x.counted && a.story != b.story {
        return 0.0;
    }
    let years = |d: &Option<String>| d.as_deref().and_then(|d| d.get(..4)).map(str::to_string);
    if matches!((years(&x.date), years(&y.date)), (Some(p), Some(q)) if p != q) {
        return 0.0;
    }
    let is_shared = |w: &&&str| b.topic.iter().any(|v| if x.counted { **w == *v } else { is_one_word(w, v) });
    let shared = a.topic.iter().filter(is_shared).count();
    let least = a.topic.len().min(b.topic.len()).max(1);
    let dice = 2.0 * shared as f64 / (a.topic.len() + b.topic.len()).max(1) as f64;
    let plain = x.changes.is_empty() && y.changes.is_empty();
    let same_kind = x.kind == y.kind || x.loose != y.loose && plain;
    let nearly_all = plain && !x.counted && shared > 1 && dice >= NEARLY_ALL;
    if !(same_kind || nearly_all) {
        return 0.0;
    }
    let named = a.story == b.story && x.names.iter().any(|n| y.names.contains(n)) && shared == least;
    let part = shared == least && shared > 1 && !a.parties.is_disjoint(&b.parties);
    let only = a.story == b.story && plain && !a.own.is_disjoint(&b.own) && dice >= ALIKE_IN_STORY;
    if named || part || only || dice >= ALIKE { dice } else { 0.0 }
}

fn cite(m: &Member) -> Cite {
    Cite { doc: m.report.doc, id: m.report.id.clone(), at: m.report.fact.at.clone() }
}

fn entry(id: String, group: &[&Member], context: &Context) -> Entry {
    let name = |e: &usize| context.entities.get(*e).map(|e| e.name.clone()).unwrap_or_default();
    let parties: BTreeSet<usize> = group.iter().flat_map(|m| m.parties.iter().copied()).collect();
    let mut names: Vec<String> = parties.iter().map(name).collect();
    names.sort();
    let fullest = group.iter().max_by_key(|m| (m.report.fact.topic.len(), std::cmp::Reverse(m.report.doc)));
    let title = fullest.map(|m| m.report.fact.title.clone()).unwrap_or_default();
    let cells = cells(group, context);
    let status = group.iter().filter_map(|m| m.report.fact.status()).max();
    let verdict = verdict(group, &cells);
    let signers: BTreeSet<String> = group.iter().flat_map(|m| people(m, context)).collect();
    let date = cells.iter().find(|c| c.name == "date").and_then(|c| c.values.first()).map(|v| v.text.clone());
    Entry {
        kind: "agreements",
        id,
        title: title.clone(),
        group: names.join(" – "),
        reports: group.iter().map(|m| cite(m)).collect(),
        verdict,
        note: None,
        fields: object(
            json!({"title": title, "kind": group[0].report.fact.kind, "parties": names, "signers": signers, "date": date, "status": status}),
        )
        .into(),
        cells,
    }
}

fn people(m: &Member, context: &Context) -> Vec<String> {
    m.report.fact.signers.iter().filter_map(|p| context.entity(m.report.doc, *p)).map(|e| e.name.clone()).collect()
}

fn cells(group: &[&Member], context: &Context) -> Vec<Cell> {
    let mut out = vec![cell("status", group, |m| m.report.fact.status().map(word))];
    let mut date = cell("date", group, |m| m.report.fact.date.clone());
    if differ(group) {
        date.verdict = Verdict::Conflict;
    }
    out.push(date);
    out.push(cell("place", group, |m| {
        m.report.fact.place.and_then(|p| context.entity(m.report.doc, p)).map(|e| e.name.clone())
    }));
    out.push(cell("signers", group, |m| Some(people(m, context).join(", ")).filter(|s| !s.is_empty())));
    for (name, how) in [("extends", How::Extends), ("replaces", How::Replaces), ("amends", How::Amends)] {
        let changed = |m: &Member| {
            let all = m.report.fact.changes.iter().filter(|c| c.how == how);
            Some(all.map(|c| c.title.clone()).collect::<Vec<_>>().join(", ")).filter(|s| !s.is_empty())
        };
        out.push(cell(name, group, changed));
    }
    out.push(cell("claimant", group, |m| Some(m.report.fact.claimant(m.report.reading)).filter(|c| c != OUTLET)));
    out.push(cell("until", group, |m| m.report.fact.until().map(str::to_string)));
    out.push(cell("subject", group, |m| m.report.fact.subject.map(|s| m.report.reading.printed(s).to_string())));
    out.retain(|c| !c.values.is_empty());
    out
}

fn cell(name: &'static str, group: &[&Member], text: impl Fn(&Member) -> Option<String>) -> Cell {
    let mut values: Vec<CellValue> = vec![];
    for m in group {
        let Some(text) = text(m) else { continue };
        match values.iter_mut().find(|v| v.text == text) {
            Some(known) => known.cites.push(cite(m)),
            None => values.push(CellValue { text, cites: vec![cite(m)] }),
        }
    }
    let verdict = if values.len() > 1 { Verdict::Partial } else { Verdict::Same };
    Cell { name, values, verdict }
}

/// Two days that cannot be one, of one step: the day of a signing is not that of the ratification, nor that of the plan.
fn differ(group: &[&Member]) -> bool {
    let dated = group.iter().filter_map(|m| Some((m.report.fact.date.as_deref()?, step(m), is_open(m))));
    let dated: Vec<(&str, Option<Status>, bool)> = dated.collect();
    let clash = |(a, x, open): &(&str, Option<Status>, bool), (b, y, other): &(&str, Option<Status>, bool)| {
        let is_one_step = open == other && (x.is_none() || y.is_none() || x == y);
        is_one_step && agree(a, b) == Dates::Disjoint
    };
    dated.iter().enumerate().any(|(i, a)| dated[i + 1..].iter().any(|b| clash(a, b)))
}

/// What was done on the day that is given for the whole.
fn step(m: &Member) -> Option<Status> {
    let fact = m.report.fact;
    fact.stages.iter().find(|stage| stage.date.is_some() && stage.date == fact.date).map(|stage| stage.status)
}

/// Still to come.
fn is_open(m: &Member) -> bool {
    m.report.fact.status().is_some_and(|status| status <= Status::Planned)
}

fn word(status: Status) -> String {
    crate::json::key(status)
}

fn verdict(group: &[&Member], cells: &[Cell]) -> Verdict {
    if cells.iter().any(|c| c.verdict == Verdict::Conflict) {
        return Verdict::Conflict;
    }
    let steps = cells.iter().any(|c| c.name == "status" && c.values.len() > 1);
    match group.len() {
        0 | 1 => Verdict::Single,
        // A plan and a signing: steps of one agreement, which do not say the same.
        _ if steps => Verdict::Partial,
        _ => Verdict::Same,
    }
}

/// Reports that give the signing two days which cannot be one.
fn conflict(entry: &Entry) -> Option<Conflict> {
    let cell = entry.cells.iter().find(|c| c.verdict == Verdict::Conflict)?;
    let at: Vec<Cite> = cell.values.iter().flat_map(|v| v.cites.iter().cloned()).collect();
    let why = cell.values.iter().map(|v| v.text.as_str()).collect::<Vec<_>>().join(" / ");
    Some(Conflict {
        kind: ConflictKind::Date,
        severity: Severity::Contradiction,
        entries: vec![entry.id.clone()],
        why,
        at,
    })
}
