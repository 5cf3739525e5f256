//! Events: what happened or is planned, when, where, with whom in which role, how sure, and the political code of it.

mod beside;
mod chapter;
mod clause;
mod control;
mod day;
mod disagree;
mod find;
mod force;
mod format;
mod frames;
mod keys;
mod near;
mod nouns;
mod occasion;
mod one;
mod outside;
mod place;
mod reconcile;
mod roles;
mod same;
mod sure;
mod thing;
mod when;
mod who;
pub mod words;

use super::{Fact, Reported};
use crate::document::{CodePoints, Span, one_line};
use crate::entry::{Conflict, Context, Entry};
use crate::reading::Reading;
use crate::reading::clauses::Certainty;
use serde_json::{Map, Value, json};
use smol_str::SmolStr;
pub use who::Who;

/// Somebody in an event, and what he is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Participant {
    pub role: SmolStr,
    pub who: Who,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Every place of the text that tells of it or means it, in text order.
    pub at: Vec<Span>,
    pub kind: SmolStr,
    pub plover: Option<SmolStr>,
    pub mode: Option<SmolStr>,
    /// The root of the CAMEO code.
    pub cameo: Option<SmolStr>,
    /// ISO date or interval, and the characters it was taken from.
    pub date: Option<(String, Span)>,
    /// Name of the place, and the characters that name it.
    pub place: Option<(String, Span)>,
    pub participants: Vec<Participant>,
    pub certainty: Certainty,
    /// Done by speaking.
    pub said: bool,
    /// "state visit", "second state visit".
    pub rank: Option<(String, Span)>,
    /// "in a narrow format", "one-on-one", "via video link".
    pub format: Option<(String, Span)>,
    /// 2 of "the second visit".
    pub ordinal: Option<(u32, Span)>,
    /// What it is done with, where that tells it from others.
    pub thing: Option<thing::Thing>,
}

impl Event {
    /// The fullest name of somebody in it, else the words that name him.
    pub fn name(&self, who: &Who, reading: &Reading) -> String {
        let known = who.entity.and_then(|e| reading.entities.get(e)).map(|e| e.name.clone());
        known.unwrap_or_else(|| one_line(reading.printed(who.at)))
    }

    /// The words for what it is done with, on one line.
    pub fn printed(&self, thing: &thing::Thing, reading: &Reading) -> String {
        one_line(reading.printed(thing.at))
    }
}

impl Fact for Event {
    const KEY: &'static str = "events";

    fn find(reading: &Reading) -> Vec<Self> {
        find::find(reading)
    }

    fn at(&self) -> Vec<Span> {
        self.at.clone()
    }

    fn json(&self, reading: &Reading, points: &CodePoints) -> Map<String, Value> {
        let people: Vec<Value> = self
            .participants
            .iter()
            .map(|p| json!({"name": self.name(&p.who, reading), "role": p.role, "at": points.span(p.who.at)}))
            .collect();
        let said = |field: &Option<(String, Span)>| field.as_ref().map(|(text, _)| text.clone());
        let fields = json!({
            "type": self.kind,
            "at": points.spans(&self.at),
            "date": said(&self.date),
            "date_at": self.date.as_ref().map(|(_, at)| points.span(*at)),
            "place": said(&self.place),
            "participants": people,
            "certainty": self.certainty,
            "rank": said(&self.rank),
            "format": said(&self.format),
            "ordinal": self.ordinal.map(|(nth, _)| nth),
            "object": self.thing.as_ref().map(|t| self.printed(t, reading)),
            "plover": self.plover,
            "mode": self.mode,
            "cameo": self.cameo,
        });
        crate::json::object(fields)
    }

    fn reconcile(reports: &[Reported<Self>], context: &Context) -> (Vec<Entry>, Vec<Conflict>) {
        reconcile::reconcile(reports, context)
    }
}
