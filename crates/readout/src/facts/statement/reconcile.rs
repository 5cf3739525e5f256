//! The same statement in several texts: candidates by shared rare words, joined when speaker, occasion and wording fit.

use super::Statement;
use crate::document::Span;
use crate::facts::{Fact, Reported};
use crate::record::difference::{Difference, Side, differences};
use crate::record::{Cell, CellValue, Cite, Context, Entry, Verdict};
use crate::value::wording::Wordings;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// Wordings of one speaker on one occasion that share this much say the same.
const SAME: f32 = 0.5;
/// On another occasion, or from an unnamed mouth, only nearly the same words do.
const VERBATIM: f32 = 0.8;
/// A part of a statement: nearly all its words stand in the whole one.
const CONTAINED: f32 = 0.85;
/// Fewer words than this are too few to tell a part from a turn of phrase.
const FEWEST_WORDS: usize = 5;

/// A statement with what joining asks of it.
struct Told<'r> {
    doc: usize,
    speaker: Option<usize>,
    story: usize,
    words: usize,
    text: String,
    id: &'r str,
    at: Vec<Span>,
}

pub fn reconcile(reports: &[Reported<Statement>], context: &Context) -> Vec<Entry> {
    let told: Vec<Told> = reports.iter().map(|r| told(r, context)).collect();
    let wordings = Wordings::of(told.iter().map(|t| t.text.as_str()));
    let groups = groups(&told, &wordings);
    groups.iter().enumerate().map(|(i, group)| entry(i, group, &told, reports, context)).collect()
}

fn told<'r>(report: &'r Reported<Statement>, context: &Context) -> Told<'r> {
    let at = report.fact.at();
    let text = at.iter().map(|s| report.reading.printed(*s)).collect::<Vec<_>>().join(" ");
    let speaker = report.fact.voice.speaker().and_then(|local| context.entity_of.get(report.doc)?.get(local).copied());
    let story = context.places.get(report.doc).map_or(report.doc, |p| p.story);
    Told { doc: report.doc, speaker, story, words: text.split_whitespace().count(), text, id: &report.id, at }
}

/// Statements that say the same, each group sorted, groups in the order of their first member.
fn groups(told: &[Told], wordings: &Wordings) -> Vec<Vec<usize>> {
    let mut pairs = vec![];
    for a in 0..told.len() {
        for b in wordings.candidates(a).into_iter().filter(|b| *b > a) {
            if let Some(score) = sameness(a, b, told, wordings) {
                pairs.push((score, a, b));
            }
        }
    }
    pairs.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    let mut group_of: Vec<usize> = (0..told.len()).collect();
    let mut members: BTreeMap<usize, Vec<usize>> = (0..told.len()).map(|i| (i, vec![i])).collect();
    for (_, a, b) in pairs {
        join(group_of[a], group_of[b], &mut group_of, &mut members, |x, y| sameness(x, y, told, wordings).is_some());
    }
    let mut out: Vec<Vec<usize>> = members.into_values().collect();
    out.iter_mut().for_each(|g| g.sort_unstable());
    out.sort();
    out
}

/// Two groups become one only where most of their members say the same: no chain of small steps joins strangers.
fn join(
    a: usize,
    b: usize,
    group_of: &mut [usize],
    members: &mut BTreeMap<usize, Vec<usize>>,
    same: impl Fn(usize, usize) -> bool,
) {
    if a == b {
        return;
    }
    let (left, right) = (&members[&a], &members[&b]);
    let fitting = left.iter().flat_map(|x| right.iter().map(move |y| (*x, *y))).filter(|(x, y)| same(*x, *y)).count();
    if fitting * 2 <= left.len() * right.len() {
        return;
    }
    let moved = members.remove(&b).unwrap_or_default();
    for m in &moved {
        group_of[*m] = a;
    }
    members.entry(a).or_default().extend(moved);
}

/// How sure it is that both report one statement; `None` where it is not sure.
fn sameness(a: usize, b: usize, told: &[Told], wordings: &Wordings) -> Option<f32> {
    let (x, y) = (&told[a], &told[b]);
    if x.speaker.is_some() && y.speaker.is_some() && x.speaker != y.speaker {
        return None;
    }
    if x.doc == y.doc && overlap(&x.at, &y.at) {
        return None;
    }
    let score = wordings.similarity(a, b);
    let is_one_mouth = x.speaker.is_some() && x.speaker == y.speaker;
    if !is_one_mouth || x.story != y.story {
        return (score >= VERBATIM && x.words.min(y.words) >= FEWEST_WORDS).then_some(score);
    }
    if score >= SAME {
        return Some(score);
    }
    let (part, whole) = if x.words <= y.words { (a, b) } else { (b, a) };
    let is_part = x.words.min(y.words) >= FEWEST_WORDS && wordings.containment(part, whole) >= CONTAINED;
    is_part.then_some(score)
}

fn overlap(a: &[Span], b: &[Span]) -> bool {
    a.iter().any(|x| b.iter().any(|y| x.overlaps(*y)))
}

/// One entry: its fullest wording, who reports it, and how the other wordings differ from that one.
fn entry(index: usize, group: &[usize], told: &[Told], reports: &[Reported<Statement>], context: &Context) -> Entry {
    let fullest = *group.iter().max_by_key(|i| (told[**i].words, std::cmp::Reverse(**i))).unwrap_or(&group[0]);
    let differing: Vec<(usize, Vec<Difference>)> = group
        .iter()
        .filter(|i| **i != fullest)
        .map(|i| (*i, differences(&side(fullest, told, reports), &side(*i, told, reports))))
        .collect();
    let verdict = verdict(group, fullest, told, &differing);
    let cites: Vec<Cite> = group.iter().map(|i| cite(&told[*i])).collect();
    let speaker = speaker(group, told, context);
    let fields = fields(fullest, speaker.as_deref(), verdict, told, &differing, context);
    Entry {
        kind: Statement::KEY,
        id: format!("{}-{}", Statement::KEY, index + 1),
        title: told[fullest].text.clone(),
        group: speaker.unwrap_or_default(),
        cells: cells(group, reports, told),
        reports: cites,
        verdict,
        note: None,
        fields,
    }
}

fn side<'r>(i: usize, told: &[Told], reports: &[Reported<'r, Statement>]) -> Side<'r> {
    Side { reading: reports[i].reading, at: told[i].at.clone() }
}

fn speaker(group: &[usize], told: &[Told], context: &Context) -> Option<String> {
    let known = group.iter().find_map(|i| told[*i].speaker)?;
    context.entities.get(known).map(|e| e.name.clone())
}

fn cite(t: &Told) -> Cite {
    Cite { doc: t.doc, id: t.id.to_string(), at: t.at.clone() }
}

/// Altered where a number, name, date or negation differs; partial where words are missing; the same otherwise.
fn verdict(group: &[usize], fullest: usize, told: &[Told], differing: &[(usize, Vec<Difference>)]) -> Verdict {
    if group.len() == 1 {
        return Verdict::Single;
    }
    if differing.iter().flat_map(|(_, d)| d).any(|d| d.kind.alters()) {
        return Verdict::Altered;
    }
    let is_short = |i: &usize| told[*i].words * 3 < told[fullest].words * 2;
    if group.iter().any(is_short) { Verdict::Partial } else { Verdict::Same }
}

/// A cell for each thing the reports say of the statement, with who says which.
fn cells(group: &[usize], reports: &[Reported<Statement>], told: &[Told]) -> Vec<Cell> {
    let names = ["wording", "source", "venue", "addressee", "reported_by", "when"];
    let collected = names.map(|name| {
        let mut values: Vec<CellValue> = vec![];
        for i in group {
            let Some((text, at)) = cell(name, &reports[*i], &told[*i]) else { continue };
            let cite = Cite { doc: told[*i].doc, id: told[*i].id.to_string(), at };
            match values.iter_mut().find(|v| v.text == text) {
                Some(known) => known.cites.push(cite),
                None => values.push(CellValue { text, cites: vec![cite] }),
            }
        }
        let verdict = if values.len() > 1 { Verdict::Altered } else { Verdict::Same };
        Cell { name, values, verdict }
    });
    collected.into_iter().filter(|c| !c.values.is_empty()).collect()
}

fn cell(name: &str, report: &Reported<Statement>, told: &Told) -> Option<(String, Vec<Span>)> {
    let voice = &report.fact.voice;
    let span = match name {
        "wording" => return Some((told.text.clone(), told.at.clone())),
        "source" => voice.source,
        "venue" => voice.venue,
        "addressee" => voice.addressee,
        "reported_by" => voice.reported_by,
        _ => voice.when.and_then(|t| report.reading.times.get(t)).map(|t| t.at),
    }?;
    Some((report.reading.printed(span).to_string(), vec![span]))
}

fn fields(
    fullest: usize,
    speaker: Option<&str>,
    verdict: Verdict,
    told: &[Told],
    differing: &[(usize, Vec<Difference>)],
    context: &Context,
) -> Map<String, Value> {
    let relation = match verdict {
        Verdict::Altered => "altered",
        Verdict::Partial => "partial",
        _ => "same",
    };
    let listed: Vec<Value> = differing
        .iter()
        .flat_map(|(i, many)| many.iter().map(move |d| (i, d)))
        .map(|(i, d)| {
            let place = |t: &Told, at: Option<Span>| {
                at.map(|s| context.cites.one(&Cite { doc: t.doc, id: t.id.to_string(), at: vec![s] }))
            };
            json!({"kind": d.kind, "a": place(&told[fullest], d.a), "b": place(&told[*i], d.b)})
        })
        .collect();
    let fields =
        json!({"speaker": speaker, "wording": told[fullest].text, "relation": relation, "differences": listed});
    crate::record::json::object(fields)
}
