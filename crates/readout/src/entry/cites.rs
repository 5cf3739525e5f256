//! Places in documents as the output contract writes them: `{doc, id, at}` in code points.

use super::Cite;
use crate::document::{CodePoints, Span};
use crate::reading::Reading;
use serde_json::{Value, json};

#[derive(Debug)]
pub struct Cites<'r> {
    ids: Vec<&'r str>,
    points: Vec<CodePoints<'r>>,
}

impl<'r> Cites<'r> {
    pub fn of(readings: &[&'r Reading]) -> Self {
        let documents = || readings.iter().map(|r| &r.document);
        Cites {
            ids: documents().map(|d| d.id.as_str()).collect(),
            points: documents().map(|d| CodePoints::of(&d.text)).collect(),
        }
    }

    pub fn one(&self, cite: &Cite) -> Value {
        json!({"doc": self.ids[cite.doc], "id": cite.id, "at": self.points[cite.doc].spans(&cite.at)})
    }

    pub fn all(&self, cites: &[Cite]) -> Vec<Value> {
        cites.iter().map(|c| self.one(c)).collect()
    }

    pub fn span(&self, doc: usize, at: Span) -> [usize; 2] {
        self.points[doc].span(at)
    }
}
