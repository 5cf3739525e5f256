//! Statements: who said what, in which words, where and to whom.

mod reconcile;

use super::{Fact, Reported};
use crate::document::{CodePoints, Span};
use crate::entry::{Conflict, Context, Entry};
use crate::reading::Reading;
use crate::reading::voices::{Voice, VoiceKind};
use serde_json::{Map, Value, json};

#[derive(Clone, Debug)]
pub struct Statement {
    pub voice: Voice,
}

impl Fact for Statement {
    const KEY: &'static str = "statements";

    fn find(reading: &Reading) -> Vec<Self> {
        reading.voices.iter().map(|voice| Statement { voice: voice.clone() }).collect()
    }

    fn at(&self) -> Vec<Span> {
        self.voice.content.clone()
    }

    fn json(&self, reading: &Reading, points: &CodePoints) -> Map<String, Value> {
        let v = &self.voice;
        let printed = |s: Span| reading.printed(s).to_string();
        let fields = json!({
            "kind": v.kind,
            "content": points.spans(&v.content),
            "quoted": points.spans(&v.quoted),
            "cue": v.cue.map(|s| points.span(s)),
            "source": v.source.map(|s| points.span(s)),
            "speaker": v.speaker_name(reading),
            "reported_by": v.reported_by.map(printed),
            "venue": v.venue.map(printed),
            "addressee": v.addressee.map(printed),
            "when": v.when.and_then(|t| reading.times.get(t)).and_then(|t| t.value.clone()),
            "stance": v.stance,
            "voice": if v.kind == VoiceKind::Direct { "own" } else { "reported" },
        });
        match fields {
            Value::Object(map) => map,
            _ => Map::new(),
        }
    }

    fn reconcile(reports: &[Reported<Self>], context: &Context) -> (Vec<Entry>, Vec<Conflict>) {
        reconcile::reconcile(reports, context)
    }
}
