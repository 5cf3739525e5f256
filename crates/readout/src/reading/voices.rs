//! Who speaks in which characters: cue, source and content of every attribution. What no voice covers is the outlet's own.

use super::Reading;
use crate::document::Span;
use serde::Serialize;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum VoiceKind {
    Direct,
    Mixed,
    Indirect,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voice {
    pub kind: VoiceKind,
    /// What is said; several pieces when an attribution stands in the middle.
    pub content: Vec<Span>,
    /// The verbatim parts, without their marks.
    pub quoted: Vec<Span>,
    pub cue: Option<Span>,
    /// The characters that name the speaker here ("he", "the Kazakh leader").
    pub source: Option<Span>,
    /// Index into `Reading::entities`.
    pub speaker: Option<usize>,
    /// Who passes it on ("Tokayev's press service quotes").
    pub reported_by: Option<Span>,
    /// Interview, article, talks, briefing, telephone: the characters that say it.
    pub venue: Option<Span>,
    pub addressee: Option<Span>,
    /// Index into `Reading::times`.
    pub when: Option<usize>,
    /// Key of the rule that found it, for `readout why`.
    pub rule: &'static str,
}

pub fn find(_reading: &mut Reading) {}
