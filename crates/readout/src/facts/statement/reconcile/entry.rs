//! An entry of statements as the record shows it: the fullest wording, who reports it, how the others differ from it.

use super::Told;
use crate::difference::{Difference, close};
use crate::document::Span;
use crate::entry::{Cell, CellValue, Cite, Context, Entry, Verdict};
use crate::facts::Fact;
use crate::facts::statement::Statement;
use crate::json::object;
use crate::reading::voices::lexicon;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The wordings of one statement held against its fullest one.
#[derive(Debug)]
pub struct Differing {
    pub fullest: usize,
    pub others: Vec<(usize, Vec<Difference>)>,
}

pub fn differing(group: &[usize], told: &[Told]) -> Differing {
    let fullest = *group.iter().max_by_key(|i| (told[**i].words, std::cmp::Reverse(**i))).unwrap_or(&group[0]);
    let whole = told[fullest].side();
    // What is printed alike need not be held against the whole again.
    let mut known: BTreeMap<&str, Vec<Difference>> = BTreeMap::from([(told[fullest].text.as_str(), vec![])]);
    let mut others = vec![];
    for i in group.iter().filter(|i| **i != fullest) {
        let is_new = !known.contains_key(told[*i].text.as_str());
        if is_new {
            known.insert(&told[*i].text, close::differences(&whole, &told[*i].side()));
            others.push((*i, known[told[*i].text.as_str()].clone()));
        }
    }
    Differing { fullest, others }
}

/// One entry: its fullest wording, who reports it, and how the other wordings differ from that one.
pub fn entry(index: usize, group: &[usize], told: &[Told], differing: &Differing, context: &Context) -> Entry {
    let fullest = differing.fullest;
    let verdict = verdict(group, told, differing);
    let cites: Vec<Cite> = group.iter().map(|i| told[*i].cite()).collect();
    let speaker = speaker(group, told, context);
    let fields = fields(speaker.as_deref(), verdict, told, differing, context);
    Entry {
        kind: Statement::KEY,
        id: format!("{}-{}", Statement::KEY, index + 1),
        title: told[fullest].text.clone(),
        group: speaker.unwrap_or_default(),
        cells: cells(group, told),
        reports: cites,
        verdict,
        note: None,
        fields: fields.into(),
    }
}

fn speaker(group: &[usize], told: &[Told], context: &Context) -> Option<String> {
    let named = |t: &Told| {
        let reading = t.report.reading;
        let names: Vec<&str> =
            t.speakers.iter().filter_map(|s| context.entities.get(*s)).map(|e| e.name.as_str()).collect();
        let together = &lexicon::WORDS.of(reading.language()).subject.together;
        (!names.is_empty()).then(|| names.join(&format!(" {together} ")))
    };
    let alone = |t: &Told| t.report.fact.voice.speaker_name(t.report.reading);
    group.iter().find_map(|i| named(&told[*i])).or_else(|| group.iter().find_map(|i| alone(&told[*i])))
}

/// Altered where a number, name, date or negation differs; partial where words are missing; the same otherwise.
fn verdict(group: &[usize], told: &[Told], differing: &Differing) -> Verdict {
    if group.len() == 1 {
        return Verdict::Single;
    }
    if differing.others.iter().flat_map(|(_, d)| d).any(|d| d.kind.alters()) {
        return Verdict::Altered;
    }
    let is_short = |i: &usize| told[*i].words * 3 < told[differing.fullest].words * 2;
    if group.iter().any(is_short) { Verdict::Partial } else { Verdict::Same }
}

/// A cell for each thing the reports say of the statement, with who says which.
fn cells(group: &[usize], told: &[Told]) -> Vec<Cell> {
    let names = ["wording", "source", "venue", "addressee", "reported_by", "when"];
    let collected = names.map(|name| {
        let mut values: Vec<CellValue> = vec![];
        for i in group {
            let Some((text, at)) = cell(name, &told[*i]) else { continue };
            let cite = Cite { at, ..told[*i].cite() };
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

fn cell(name: &str, told: &Told) -> Option<(String, Vec<Span>)> {
    let report = told.report;
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
    speaker: Option<&str>,
    verdict: Verdict,
    told: &[Told],
    differing: &Differing,
    context: &Context,
) -> Map<String, Value> {
    let relation = match verdict {
        Verdict::Altered => "altered",
        Verdict::Partial => "partial",
        _ => "same",
    };
    let whole = &told[differing.fullest];
    let place = |t: &Told, at: Option<Span>| at.map(|s| context.cites.one(&Cite { at: vec![s], ..t.cite() }));
    let all = differing.others.iter().flat_map(|(i, many)| many.iter().map(move |d| (i, d)));
    let listed: Vec<Value> =
        all.map(|(i, d)| json!({"kind": d.kind, "a": place(whole, d.a), "b": place(&told[*i], d.b)})).collect();
    object(json!({"speaker": speaker, "wording": whole.text, "relation": relation, "differences": listed}))
}
