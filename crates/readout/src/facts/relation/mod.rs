//! Offices and relations: who is what of what, from when to when, as the text tells it.

mod changes;
mod find;
mod holders;
mod members;
mod nouns;
mod offices;
mod reconcile;
mod sequence;
mod verbs;
pub mod words;

use super::{Fact, Reported};
use crate::document::{CodePoints, Span};
use crate::entry::{Conflict, Context, Entry};
use crate::reading::Reading;
pub use reconcile::offices_of;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use words::WORDS;

/// What an office is called, and what it is held in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Office {
    /// "Energy Minister".
    pub title: String,
    /// What it is held in stands before the title: "Kremlin aide".
    pub leading: bool,
    /// Between the title and what it is held in, where it is not the usual word: "for the".
    pub joined: Option<String>,
}

/// One report of a relation, all characters of a document that tell it together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Relation {
    /// Index into `Reading::entities`.
    pub subject: usize,
    /// "holds-office", "heads", "member-of" ...
    pub relation: String,
    pub office: Option<Office>,
    /// Index into `Reading::entities`: what the office is held in, or the other side of the relation.
    pub object: Option<usize>,
    /// ISO dates as far as the text tells them.
    pub from: Option<String>,
    pub to: Option<String>,
    pub at: Vec<Span>,
}

pub const HOLDS: &str = "holds-office";
pub const HELD: &str = "held-office";
pub const MEMBER: &str = "member-of";

impl Relation {
    pub fn subject_name<'r>(&self, reading: &'r Reading) -> &'r str {
        reading.entities.get(self.subject).map_or("", |e| e.name.as_str())
    }

    pub fn of_name<'r>(&self, reading: &'r Reading) -> Option<&'r str> {
        self.object.and_then(|o| reading.entities.get(o)).map(|e| e.name.as_str())
    }

    /// The office as it is called with what it is held in, or the name of the other side.
    pub fn object_name(&self, reading: &Reading) -> String {
        let of = self.of_name(reading);
        match &self.office {
            Some(office) if self.relation == HOLDS || self.relation == HELD => {
                WORDS.of(reading.language()).office(office, of)
            }
            _ => of.unwrap_or("").to_string(),
        }
    }

    /// Who says it first.
    pub fn claimant(&self, reading: &Reading) -> String {
        self.at.first().map_or(super::OUTLET.into(), |at| super::claimant(reading, *at))
    }

    /// "2021/2024", open where the text tells only one end.
    pub fn time(&self) -> Option<String> {
        if self.from.is_none() && self.to.is_none() {
            return None;
        }
        let open = || OPEN.to_string();
        Some(format!("{}/{}", self.from.clone().unwrap_or_else(open), self.to.clone().unwrap_or_else(open)))
    }
}

/// The open end of an interval.
const OPEN: &str = "..";

impl Fact for Relation {
    const KEY: &'static str = "relations";

    fn find(reading: &Reading) -> Vec<Self> {
        find::find(reading)
    }

    fn at(&self) -> Vec<Span> {
        self.at.clone()
    }

    fn json(&self, reading: &Reading, points: &CodePoints) -> Map<String, Value> {
        crate::json::object(json!({
            "subject": self.subject_name(reading),
            "relation": self.relation,
            "object": self.object_name(reading),
            "title": self.office.as_ref().map(|o| &o.title),
            "of": self.of_name(reading),
            "from": self.from,
            "to": self.to,
            "time": self.time(),
            "claimant": self.claimant(reading),
            "at": points.spans(&self.at),
        }))
    }

    fn reconcile(reports: &[Reported<Self>], context: &Context) -> (Vec<Entry>, Vec<Conflict>) {
        reconcile::reconcile(reports, context)
    }
}
