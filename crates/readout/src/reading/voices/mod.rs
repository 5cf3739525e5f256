//! Who speaks in which characters: cue, source and content of every attribution. What no voice covers is the outlet's own.

mod according;
mod adjectives;
mod colon;
mod content;
mod cues;
mod details;
mod frames;
pub mod lexicon;
mod loose;
mod nouns;
mod quotes;
mod settle;
mod source;

use super::Reading;
use crate::document::Span;
use serde::Serialize;
use std::ops::Range;

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

/// An attribution on its way to a voice, in tokens where the grammar is still needed.
#[derive(Clone, Debug)]
struct Found {
    content: Vec<Span>,
    cue: Option<Span>,
    /// The verb or noun of the cue.
    head: Option<usize>,
    source: Option<Range<usize>>,
    /// The token that decides who it is: the subject's head, or the noun before a relative clause.
    who: Option<usize>,
    rule: &'static str,
}

/// Quotations first, for what stands between marks needs no grammar; then the clauses, the nouns, and last the frames.
pub fn find(reading: &mut Reading) {
    let words = lexicon::WORDS.of(reading.language());
    let (mut found, unattributed) = quotes::find(reading, words);
    found.extend(colon::find(reading, words));
    found.extend(cues::find(reading, words, &found));
    found.extend(according::find(reading, words));
    found.extend(nouns::find(reading, words));
    found.extend(adjectives::find(reading, words));
    found.extend(quotes::nested(reading, words));
    loose::attach(reading, &unattributed, &mut found);
    let mut voices = settle::voices(reading, words, found);
    frames::add(reading, words, &mut voices);
    voices.iter_mut().for_each(|v| trim(v, &reading.document.text));
    reading.voices = voices;
}

/// Blanks inside the marks are no part of what is said.
fn trim(voice: &mut Voice, text: &str) {
    for pieces in [&mut voice.content, &mut voice.quoted] {
        pieces.iter_mut().for_each(|s| *s = s.trim(text));
        pieces.retain(|s| !s.is_empty());
    }
}
