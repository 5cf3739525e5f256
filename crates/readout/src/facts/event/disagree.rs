//! Where reports of one event contradict each other: its day, its rank, whether it was planned or took place, or was denied.

use super::Event;
use super::one::is_same;
use super::reconcile::{Member, cite, word};
use crate::entry::steps::{Step, steps};
use crate::entry::{Cell, CellValue, Cite, Conflict, ConflictKind, Context, Entry, Severity, Verdict};
use crate::reading::clauses::Certainty;
use crate::reading::{Class, names};
use crate::value::when::{Agreement, agree};

/// Inside one entry.
pub fn within(entry: &Entry, group: &[&Member], context: &Context) -> Vec<Conflict> {
    let mut out: Vec<Conflict> =
        entry.cells.iter().filter(|c| c.verdict == Verdict::Conflict).map(|c| contradiction(entry, c)).collect();
    out.extend(rank(entry));
    out.extend(
        [other(entry, "place", ConflictKind::Place), other(entry, "participants", ConflictKind::Participants)]
            .into_iter()
            .flatten(),
    );
    let told: Vec<Step> = group.iter().filter_map(|m| step(m)).collect();
    out.extend(steps(&entry.id, &told, context));
    out
}

/// How far the event came, as one report has it.
fn step(member: &Member) -> Option<Step> {
    let stage = match member.report.fact.certainty {
        Certainty::Reported | Certainty::Happened => Certainty::Happened,
        Certainty::Planned => Certainty::Planned,
        _ => return None,
    };
    let cite = cite(member, member.report.fact.at.clone());
    // Of an event of nobody it is not sure that it is the same.
    let is_open = stage == Certainty::Planned && !member.people.is_empty();
    Some(Step { word: word(stage), is_open, cite })
}

/// Values that cannot both be.
fn contradiction(entry: &Entry, cell: &Cell) -> Conflict {
    Conflict {
        kind: ConflictKind::Events,
        severity: Severity::Contradiction,
        entries: vec![entry.id.clone()],
        why: cell.values.iter().map(|v| v.text.as_str()).collect::<Vec<_>>().join(" / "),
        at: cell.values.iter().filter_map(|v| v.cites.first().cloned()).collect(),
    }
}

/// Another place, or other people, than in another text: there may be a good reason.
fn other(entry: &Entry, name: &str, kind: ConflictKind) -> Option<Conflict> {
    let cell = entry.cells.iter().find(|c| c.name == name && c.verdict == Verdict::Altered)?;
    Some(Conflict { kind, severity: Severity::Note, ..contradiction(entry, cell) })
}

/// Two towns or two countries are apart; a house may stand in a town, and a town in a country.
pub fn places(group: &[&Member], values: &[CellValue]) -> Verdict {
    let language = group.first().map_or(crate::words::DEFAULT_LANGUAGE, |m| m.report.reading.language());
    let known = |v: &CellValue, class| names::listed_key(language, &v.text, class);
    let apart = |a: &CellValue, b: &CellValue| {
        [Class::Place, Class::Country].into_iter().any(|c| known(a, c).zip(known(b, c)).is_some_and(|(x, y)| x != y))
    };
    let any = values.iter().any(|a| values.iter().any(|b| apart(a, b)));
    if any { Verdict::Altered } else { Verdict::Partial }
}

/// In the same part of an event one text names these people and another only others.
pub fn people(group: &[&Member]) -> Verdict {
    let any = group.iter().any(|a| group.iter().any(|b| a.names_others(b)));
    if any { Verdict::Altered } else { Verdict::Partial }
}

/// "A state visit" here, "a working visit" there.
fn rank(entry: &Entry) -> Option<Conflict> {
    let cell = entry.cells.iter().find(|c| c.name == "rank")?;
    let fuller = |a: &str, b: &str| a.ends_with(b) || b.ends_with(a);
    let apart = cell.values.iter().any(|a| cell.values.iter().any(|b| !fuller(&a.text, &b.text)));
    let found = contradiction(entry, cell);
    apart.then_some(Conflict { kind: ConflictKind::Rank, severity: Severity::Note, ..found })
}

/// One document tells of what another says did not happen.
pub fn denials(members: &[Member], entries: &[Entry]) -> Vec<Conflict> {
    let is_denied = |m: &&Member| m.report.fact.certainty == Certainty::Denied;
    let told = |m: &Member| matches!(m.report.fact.certainty, Certainty::Happened | Certainty::Reported);
    let mut out = vec![];
    for denied in members.iter().filter(is_denied).take(MOST) {
        let other = members.iter().find(|m| told(m) && contradicts(m, denied));
        let Some(other) = other else { continue };
        let both = [other, denied].map(|m| cite(m, m.report.fact.at.clone()));
        let entry = |c: &Cite| entries.iter().find(|e| e.reports.iter().any(|r| r.doc == c.doc && r.id == c.id));
        let ids: Vec<String> = both.iter().filter_map(entry).map(|e| e.id.clone()).collect();
        out.push(Conflict {
            kind: ConflictKind::ClaimAndDenial,
            severity: Severity::Contradiction,
            entries: ids,
            why: both.iter().filter_map(entry).map(|e| e.title.clone()).next().unwrap_or_default(),
            at: both.to_vec(),
        });
    }
    out
}

/// So many denials of a record are held against its events.
const MOST: usize = 500;

/// Told by another document of the same event: its type, days that fit, and the same people in the same parts.
fn contradicts(told: &Member, denied: &Member) -> bool {
    let (a, b) = (told.report, denied.report);
    let date = |e: &Event| e.date.as_ref().map(|(d, _)| d.clone());
    let apart = date(a.fact).zip(date(b.fact)).is_some_and(|(x, y)| agree(&x, &y) == Agreement::Disjoint);
    let named = !a.fact.participants.is_empty() && !b.fact.participants.is_empty();
    a.doc != b.doc
        && a.fact.kind == b.fact.kind
        && !a.fact.said
        && named
        && !apart
        && told.roles.match_all(&denied.roles)
        && is_same(told, denied)
}
