//! What people have judged, and what in the record it is about: bound by the document's hash and the words quoted from it.
//!
//! Ids change whenever an article is added; a hash and words do not. What a judgement can no longer find is told, and
//! the judgement stays where it is.

mod file;
#[cfg(test)]
mod tests;

pub use file::{File, Mistake};

use super::{Cite, Record, Report};
pub use crate::entry::judged::{Bound, Evidence, Judgement, Kind, Mark, Ruling, Told};
use crate::facts::statement::Statement;
use crate::facts::{Fact, figure::Figure, id_of};
use crate::reading::names::Form;
use crate::reading::{Mention, Reading};
use crate::value::who::fold;
use std::collections::BTreeMap;

/// Finds what each judgement is about. What was judged wrong is taken out of the reports.
pub fn bind(judgements: &[Judgement], reports: &mut [Report]) -> Bound {
    let mut bound = Bound::of(judgements);
    let by_id: BTreeMap<String, usize> =
        reports.iter().enumerate().map(|(i, r)| (r.reading.document.id.clone(), i)).collect();
    for (n, judgement) in judgements.iter().enumerate() {
        for (is_b, evidence) in sides(judgement) {
            let Some(doc) = by_id.get(&evidence.doc).copied() else { continue };
            let (mark, report) = (Mark { judgement: n, is_b }, &mut reports[doc]);
            let is_found = match (judgement.kind, judgement.ruling) {
                (kind, Ruling::Wrong) => remove(report, kind, evidence),
                (Kind::Entities, _) => {
                    let local = meant_entity(&report.reading, evidence);
                    local.map(|local| bound.mark_entity(mark, doc, local)).is_some()
                }
                (Kind::Statements, _) => bound.mark_facts(mark, doc, meant(&report.facts.statements, report, evidence)),
                (Kind::Figures, _) => bound.mark_facts(mark, doc, meant(&report.facts.figures, report, evidence)),
            };
            if is_found {
                bound.find(mark);
            }
        }
    }
    bound
}

/// The entity of a document that is called so, or that these words mean.
fn meant_entity(reading: &Reading, evidence: &Evidence) -> Option<usize> {
    let wanted = fold(&evidence.words);
    let mut printed = reading.mentions.iter().filter(|m| fold(reading.printed(m.at)) == wanted);
    let named = reading.entities.iter().position(|e| fold(&e.name) == wanted);
    named.or_else(|| printed.find_map(|m| m.entity))
}

/// The names of the facts that stand in these words.
fn meant<F: Fact>(facts: &[F], report: &Report, evidence: &Evidence) -> Vec<String> {
    let all = facts.iter().enumerate();
    all.filter(|(_, fact)| is_meant(*fact, &report.reading, evidence)).map(|(i, _)| id_of::<F>(i)).collect()
}

/// Takes what was judged wrong out of one document's facts.
pub fn without_wrong(report: &mut Report, judgements: &[Judgement]) {
    let doc = report.reading.document.id.clone();
    for judgement in judgements.iter().filter(|j| j.ruling == Ruling::Wrong) {
        for evidence in judgement.a.iter().filter(|e| e.doc == doc) {
            remove(report, judgement.kind, evidence);
        }
    }
}

fn sides(judgement: &Judgement) -> impl Iterator<Item = (bool, &Evidence)> {
    judgement.a.iter().map(|e| (false, e)).chain(judgement.b.iter().map(|e| (true, e)))
}

fn remove(report: &mut Report, kind: Kind, evidence: &Evidence) -> bool {
    let Report { reading, facts } = report;
    match kind {
        Kind::Statements => retain(&mut facts.statements, reading, evidence),
        Kind::Figures => retain(&mut facts.figures, reading, evidence),
        Kind::Entities => false,
    }
}

fn retain<F: Fact>(facts: &mut Vec<F>, reading: &Reading, evidence: &Evidence) -> bool {
    let before = facts.len();
    facts.retain(|fact| !is_meant(fact, reading, evidence));
    facts.len() < before
}

/// Whether these are the words, in that sentence.
fn is_meant<F: Fact>(fact: &F, reading: &Reading, evidence: &Evidence) -> bool {
    let found = evidence_of(fact, reading);
    let is_there = |wanted: &String| found.sentence.as_ref().is_none_or(|s| fold(s) == fold(wanted));
    fold(&found.words) == fold(&evidence.words) && evidence.sentence.as_ref().is_none_or(is_there)
}

/// What binds a judgement to a fact.
pub fn evidence_of<F: Fact>(fact: &F, reading: &Reading) -> Evidence {
    let at = fact.at();
    let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let words: Vec<String> = at.iter().map(|s| one_line(reading.printed(*s))).collect();
    let around = at.first().and_then(|first| reading.syntax.sentences.iter().find(|s| s.at.contains(*first)));
    Evidence {
        doc: reading.document.id.clone(),
        words: words.join(" … "),
        sentence: around.map(|s| one_line(reading.printed(s.at))),
    }
}

/// What binds a judgement to an entity, a statement or a figure: one place in each of its documents.
pub fn evidence(record: &Record, id: &str) -> Option<(Kind, Vec<Evidence>)> {
    if let Some(entity) = record.entities.iter().find(|e| e.id == id) {
        let place = |cite: &Cite| {
            let reading = &record.reports[cite.doc].reading;
            let names = cite.at.iter().filter(|at| {
                let is_name = |m: &Mention| m.at == **at && m.form == Form::Name;
                reading.mentions.iter().any(is_name)
            });
            let longest = names.max_by_key(|at| at.len()).or(cite.at.first())?;
            let words = reading.printed(*longest).split_whitespace().collect::<Vec<_>>().join(" ");
            Some(Evidence { doc: reading.document.id.clone(), words, sentence: None })
        };
        return Some((Kind::Entities, entity.reports.iter().filter_map(place).collect()));
    }
    let entry = record.entries.iter().find(|e| e.id == id)?;
    let (statements, figures) = (<Statement as Fact>::KEY, <Figure as Fact>::KEY);
    let of = |cite: &Cite| {
        let Report { reading, facts } = &record.reports[cite.doc];
        match entry.kind {
            k if k == statements => fact_evidence(&facts.statements, reading, &cite.id),
            k if k == figures => fact_evidence(&facts.figures, reading, &cite.id),
            _ => None,
        }
    };
    let kind = if entry.kind == statements { Kind::Statements } else { Kind::Figures };
    let found: Vec<Evidence> = entry.reports.iter().filter_map(of).collect();
    (!found.is_empty()).then_some((kind, found))
}

fn fact_evidence<F: Fact>(facts: &[F], reading: &Reading, id: &str) -> Option<Evidence> {
    let place = (0..facts.len()).find(|i| id_of::<F>(*i) == id)?;
    Some(evidence_of(&facts[place], reading))
}
