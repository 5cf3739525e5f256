//! Statements: who said what, in which words, where and to whom.

mod reconcile;

use super::{Fact, Reported};
use crate::document::{CodePoints, Span};
use crate::reading::Reading;
use crate::reading::voices::{Voice, VoiceKind};
use crate::record::{Conflict, Context, Entry};
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
        let name = |e: usize| reading.entities.get(e).map(|e| e.name.clone());
        let printed = |s: Span| reading.printed(s).to_string();
        let fields = json!({
            "kind": v.kind,
            "content": points.spans(&v.content),
            "quoted": points.spans(&v.quoted),
            "cue": v.cue.map(|s| points.span(s)),
            "source": v.source.map(|s| points.span(s)),
            "speaker": v.speaker.and_then(name).or_else(|| group(reading, v)),
            "reported_by": v.reported_by.map(printed),
            "venue": v.venue.map(printed),
            "addressee": v.addressee.map(printed),
            "when": v.when.and_then(|t| reading.times.get(t)).and_then(|t| t.value.clone()),
            "voice": if v.kind == VoiceKind::Direct { "own" } else { "reported" },
        });
        match fields {
            Value::Object(map) => map,
            _ => Map::new(),
        }
    }

    fn reconcile(reports: &[Reported<Self>], context: &Context) -> (Vec<Entry>, Vec<Conflict>) {
        (reconcile::reconcile(reports, context), vec![])
    }
}

/// A bare plural ("economists", "Kazakh experts") names nobody but the group itself, which is then the speaker.
fn group(reading: &Reading, voice: &Voice) -> Option<String> {
    let at = voice.source?;
    let syntax = &reading.syntax;
    let tokens = syntax.tokens_in(at);
    let head = tokens.clone().find(|t| !tokens.contains(&syntax.tokens[*t].head) || syntax.tokens[*t].head == *t)?;
    let bare = syntax.child(head, &["det", "poss", "nummod"]).is_none();
    (syntax.tokens[head].tag == "NNS" && bare).then(|| reading.printed(at).to_string())
}
