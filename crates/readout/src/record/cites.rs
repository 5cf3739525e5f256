//! Places in documents as the output contract writes them: `{doc, id, at}` in code points.

use super::{Cite, Report};
use crate::document::{CodePoints, Span};
use serde_json::{Value, json};

#[derive(Debug)]
pub struct Cites<'r> {
    reports: &'r [Report],
    points: Vec<CodePoints<'r>>,
}

impl<'r> Cites<'r> {
    pub fn of(reports: &'r [Report]) -> Self {
        Cites { reports, points: reports.iter().map(|r| CodePoints::of(&r.reading.document.text)).collect() }
    }

    pub fn one(&self, cite: &Cite) -> Value {
        json!({"doc": self.reports[cite.doc].reading.document.id, "id": cite.id, "at": self.points[cite.doc].spans(&cite.at)})
    }

    pub fn all(&self, cites: &[Cite]) -> Vec<Value> {
        cites.iter().map(|c| self.one(c)).collect()
    }

    pub fn span(&self, doc: usize, at: Span) -> [usize; 2] {
        self.points[doc].span(at)
    }
}
