//! Who speaks in which characters: cue, source and content of every attribution. What no voice covers is the outlet's own.

mod according;
mod adjectives;
mod again;
mod alone;
mod asides;
mod colon;
mod content;
mod continued;
mod cues;
mod details;
mod frames;
mod impersonal;
mod joint;
pub mod lexicon;
mod loose;
mod misparsed;
mod mistagged;
mod nouns;
mod phrases;
mod pointing;
mod quotes;
mod settle;
mod shared;
mod source;
mod tails;
mod turns;
mod unmarked;

use super::Reading;
use crate::document::Span;
use lexicon::Stance;
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
    /// Indices into `Reading::entities`: one, or several who speak together; none where the text does not decide.
    pub speakers: Vec<usize>,
    /// The characters that tell who an unnamed speaker is, where `source` only takes him up again ("He", "the statement").
    pub called: Option<Span>,
    /// Who passes it on ("Oduya's press service quotes").
    pub reported_by: Option<Span>,
    /// Interview, article, talks, briefing, telephone: the characters that say it.
    pub venue: Option<Span>,
    pub addressee: Option<Span>,
    /// Index into `Reading::times`.
    pub when: Option<usize>,
    /// What kind of saying its cue is; none without a cue that the lexicon knows.
    pub stance: Option<Stance>,
    /// Key of the rule that found it, for `readout why`.
    pub rule: &'static str,
}

impl Voice {
    /// The one who speaks; none where several speak together or the text does not decide.
    pub fn speaker(&self) -> Option<usize> {
        match self.speakers[..] {
            [one] => Some(one),
            _ => None,
        }
    }

    /// "It was noted that ...": told as a fact by all who were there.
    pub fn is_impersonal(&self) -> bool {
        self.rule == impersonal::RULE
    }

    /// How the outputs name who speaks: one by his fullest name, several together, or a group that is only a group.
    pub fn speaker_name(&self, reading: &Reading) -> Option<String> {
        let names: Vec<&str> =
            self.speakers.iter().filter_map(|e| reading.entities.get(*e)).map(|e| e.name.as_str()).collect();
        match names.is_empty() {
            true => {
                self.called.and_then(|at| joint::group(reading, at)).or_else(|| joint::group(reading, self.source?))
            }
            false => Some(names.join(&format!(" {} ", lexicon::WORDS.of(reading.language()).subject.together))),
        }
    }
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
    let inverted = according::inverted(reading, words, &found);
    found.extend(inverted);
    found.extend(nouns::find(reading, words));
    found.extend(mistagged::find(reading, words));
    found.extend(adjectives::find(reading, words));
    found.extend(impersonal::find(reading, words));
    found.extend(quotes::nested(reading, words));
    found.extend(pointing::find(reading, words, &found));
    unmarked::extend(reading, &mut found);
    loose::attach(reading, &unattributed, &mut found);
    let mut voices = settle::voices(reading, words, found);
    impersonal::name(reading, words, &mut voices);
    frames::add(reading, words, &mut voices);
    let mut odd: Vec<Span> = reading.gaps.iter().map(|g| g.at).collect();
    odd.sort_unstable();
    for voice in &mut voices {
        if let Some(together) = voice.source.map(|at| joint::together(reading, at)).filter(|all| all.len() > 1) {
            voice.speakers = together;
        }
        trim(voice, &odd, &reading.document.text);
    }
    again::resolve(reading, words, &mut voices);
    alone::add(reading, &unattributed, &mut voices);
    reading.voices = voices;
}

/// Blanks inside the marks are no part of what is said, and neither is a mark without a partner at its edge.
fn trim(voice: &mut Voice, odd: &[Span], text: &str) {
    let starts = |at: Span| odd.binary_search_by_key(&at.start, |o| o.start).ok().map(|i| odd[i]);
    let ends = |at: Span| odd[..odd.partition_point(|o| o.end < at.end)].len();
    for pieces in [&mut voice.content, &mut voice.quoted] {
        for piece in pieces.iter_mut() {
            *piece = piece.trim(text);
            if let Some(mark) = starts(*piece).filter(|m| m.end <= piece.end) {
                *piece = Span::new(mark.end, piece.end).trim(text);
            }
            if let Some(mark) = odd.get(ends(*piece)).filter(|m| m.end == piece.end && m.start >= piece.start) {
                *piece = Span::new(piece.start, mark.start).trim(text);
            }
        }
        pieces.retain(|s| !s.is_empty());
    }
}
