//! What people have judged, and what in the record it is about: bound by the document's hash and the words quoted from it.
//!
//! Ids change whenever an article is added; a hash and words do not. What a judgement can no longer find is told, and
//! the judgement stays where it is.

mod file;
#[cfg(test)]
mod tests;

pub use file::{File, Mistake};

use super::Report;
use crate::facts::statement::Statement;
use crate::facts::{Fact, figure::Figure, id_of};
use crate::reading::Reading;
use crate::value::who::fold;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    Entities,
    Statements,
    Figures,
}

/// What somebody found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Ruling {
    /// `a` and `b` are one.
    Same,
    /// `a` and `b` are two.
    Different,
    /// `b` does not belong to the rest, `a`.
    Split,
    /// `a` is called `name`.
    Rename,
    /// `a` is none: nobody said it, or it counts nothing.
    Wrong,
}

/// Words of one document, and of which sentence where they may stand in several.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    pub doc: String,
    pub words: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sentence: Option<String>,
}

/// One line of the file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Judgement {
    pub kind: Kind,
    pub ruling: Ruling,
    pub a: Vec<Evidence>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub b: Vec<Evidence>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Why, for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// On which side of a judgement a thing stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    pub judgement: usize,
    pub is_b: bool,
}

/// Judgements and the things of a record they are about.
#[derive(Debug, Default)]
pub struct Bound {
    pub judgements: Vec<Judgement>,
    /// By document and number of the entity in it.
    entities: BTreeMap<(usize, usize), Vec<Mark>>,
    /// By kind, document and the name of the fact in it.
    facts: BTreeMap<(Kind, usize, String), Vec<Mark>>,
    /// Whether each side of each judgement has found what it is about.
    found: Vec<[bool; 2]>,
}

/// Finds what each judgement is about. What was judged wrong is taken out of the reports.
pub fn bind(judgements: &[Judgement], reports: &mut [Report]) -> Bound {
    let mut bound = Bound { judgements: judgements.to_vec(), ..Bound::default() };
    bound.found = judgements.iter().map(|j| [false, j.b.is_empty()]).collect();
    let by_id: BTreeMap<String, usize> =
        reports.iter().enumerate().map(|(i, r)| (r.reading.document.id.clone(), i)).collect();
    for (n, judgement) in judgements.iter().enumerate() {
        for (is_b, evidence) in sides(judgement) {
            let Some(doc) = by_id.get(&evidence.doc).copied() else { continue };
            let mark = Mark { judgement: n, is_b };
            bound.found[n][usize::from(is_b)] |= match (judgement.kind, judgement.ruling) {
                (kind, Ruling::Wrong) => remove(&mut reports[doc], kind, evidence),
                (Kind::Entities, _) => bound.mark_entities(mark, doc, &reports[doc].reading, evidence),
                (Kind::Statements, _) => {
                    bound.mark_facts(mark, doc, &reports[doc].facts.statements, &reports[doc], evidence)
                }
                (Kind::Figures, _) => bound.mark_facts(mark, doc, &reports[doc].facts.figures, &reports[doc], evidence),
            };
        }
    }
    bound
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

/// A judgement, and whether what it is about is here.
#[derive(Debug, Serialize)]
pub struct Told<'j> {
    pub judgement: &'j Judgement,
    pub found: bool,
}

impl Bound {
    /// Every judgement, for the outputs.
    pub fn told(&self) -> Vec<Told<'_>> {
        let told = |(i, judgement)| Told { judgement, found: self.is_found(i) };
        self.judgements.iter().enumerate().map(told).collect()
    }

    fn mark_entities(&mut self, mark: Mark, doc: usize, reading: &Reading, evidence: &Evidence) -> bool {
        let wanted = fold(&evidence.words);
        let printed = reading.mentions.iter().filter(|m| fold(reading.printed(m.at)) == wanted);
        let named = reading.entities.iter().position(|e| fold(&e.name) == wanted);
        let Some(local) = named.or_else(|| printed.filter_map(|m| m.entity).next()) else { return false };
        self.entities.entry((doc, local)).or_default().push(mark);
        true
    }

    fn mark_facts<F: Fact>(
        &mut self,
        mark: Mark,
        doc: usize,
        facts: &[F],
        report: &Report,
        evidence: &Evidence,
    ) -> bool {
        let kind = self.judgements[mark.judgement].kind;
        let mut is_found = false;
        for (i, _) in facts.iter().enumerate().filter(|(_, fact)| is_meant(*fact, &report.reading, evidence)) {
            self.facts.entry((kind, doc, id_of::<F>(i))).or_default().push(mark);
            is_found = true;
        }
        is_found
    }

    /// The marks of a document's entity.
    pub fn entity(&self, doc: usize, local: usize) -> &[Mark] {
        self.entities.get(&(doc, local)).map_or(&[], Vec::as_slice)
    }

    pub fn statement(&self, doc: usize, id: &str) -> &[Mark] {
        self.facts.get(&(Kind::Statements, doc, id.to_string())).map_or(&[], Vec::as_slice)
    }

    pub fn figure(&self, doc: usize, id: &str) -> &[Mark] {
        self.facts.get(&(Kind::Figures, doc, id.to_string())).map_or(&[], Vec::as_slice)
    }

    /// Whether two things were judged to be one, or two; `None` where nobody has judged them.
    pub fn are_one(&self, a: &[Mark], b: &[Mark]) -> Option<bool> {
        let both = a.iter().flat_map(|x| b.iter().map(move |y| (x, y))).filter(|(x, y)| x.judgement == y.judgement);
        let rule = |(x, y): (&Mark, &Mark)| match self.judgements[x.judgement].ruling {
            Ruling::Same => Some(true),
            Ruling::Different | Ruling::Split if x.is_b != y.is_b => Some(false),
            _ => None,
        };
        // That two things are two weighs more: it undoes a merging, which is the greater mistake.
        both.filter_map(rule).min()
    }

    /// The name somebody gave to the thing with these marks.
    pub fn name(&self, marks: &[Mark]) -> Option<&str> {
        let given = marks.iter().map(|m| &self.judgements[m.judgement]).filter(|j| j.ruling == Ruling::Rename);
        given.filter_map(|j| j.name.as_deref()).next_back()
    }

    /// Whether a judgement has found what it is about.
    pub fn is_found(&self, judgement: usize) -> bool {
        self.found.get(judgement).is_some_and(|sides| sides.iter().all(|s| *s))
    }

    /// Judgements whose evidence is gone.
    pub fn gone(&self) -> Vec<&Judgement> {
        (0..self.judgements.len()).filter(|i| !self.is_found(*i)).map(|i| &self.judgements[i]).collect()
    }
}

/// What binds a judgement to an entity, a statement or a figure: one place in each of its documents.
pub fn evidence(record: &super::Record, id: &str) -> Option<(Kind, Vec<Evidence>)> {
    if let Some(entity) = record.entities.iter().find(|e| e.id == id) {
        let place = |cite: &super::Cite| {
            let reading = &record.reports[cite.doc].reading;
            let names = cite.at.iter().filter(|at| {
                let is_name = |m: &crate::reading::Mention| m.at == **at && m.form == crate::reading::names::Form::Name;
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
    let of = |cite: &super::Cite| {
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
