//! Which documents are about the same happening, and which are copies of each other.

mod copies;
mod days;
mod link;
mod terms;

use super::{Place, Report, TakenFrom};
use crate::reading::credits::Role;
use days::Days;
use terms::Terms;

/// Two documents are about one thing when their words are so much alike; in a small collection words say less about it.
const ALIKE: f64 = 0.087;
const ALIKE_IN_FEW: f64 = 0.04;
const FEW: f64 = 20.0;

pub fn find(reports: &[Report]) -> Vec<Place> {
    let copies = copies::find(reports);
    let stories = stories(reports, &copies);
    let place = |doc: usize| Place {
        story: stories[doc],
        copies: copies[doc].clone(),
        taken_from: taken_from(reports, doc, &copies[doc]),
    };
    (0..reports.len()).map(place).collect()
}

/// Numbers of the stories, in the order of their first documents.
fn stories(reports: &[Report], copies: &[Vec<usize>]) -> Vec<usize> {
    let terms = Terms::of(reports);
    let days: Vec<Days> = reports.iter().map(|r| Days::of(&r.reading)).collect();
    let mut pairs: Vec<(f64, usize, usize)> = vec![];
    for (a, b) in terms.candidates() {
        let alike = if copies[a].contains(&b) { 1.0 } else { terms.alike(a, b) * days[a].near(&days[b]) };
        if alike > ALIKE / 4.0 {
            pairs.push((alike, a, b));
        }
    }
    let least = ALIKE + ALIKE_IN_FEW * FEW / (FEW + reports.len() as f64);
    link::average(reports.len(), &pairs, least)
}

/// What a document says it took from others, and earlier documents with the same text.
fn taken_from(reports: &[Report], doc: usize, copies: &[usize]) -> Vec<TakenFrom> {
    let reading = &reports[doc].reading;
    let mut out: Vec<TakenFrom> = vec![];
    for credit in reading.credits.iter().filter(|c| c.role != Role::Author) {
        let how = match credit.role {
            Role::Interview | Role::Article => "quotation",
            _ => "credit",
        };
        if !out.iter().any(|t| t.from == credit.name) {
            out.push(TakenFrom { from: credit.name.clone(), how, at: Some(credit.at) });
        }
    }
    let day = |i: usize| reports[i].reading.document.published.value.as_deref();
    for copy in copies.iter().copied().filter(|copy| day(*copy) < day(doc) && day(*copy).is_some()) {
        let earlier = &reports[copy].reading.document;
        let from = earlier.outlet.clone().or_else(|| earlier.path.clone()).unwrap_or_else(|| earlier.id.clone());
        out.push(TakenFrom { from, how: "reprint", at: None });
    }
    out
}

#[cfg(test)]
mod tests;
