//! Who says it: the draft's speaker against those whom the sources name for the same words.

use super::judge::{Found, Judge};
use super::passages::Passage;
use super::{Claim, Difference, Evidence, Finding, Kind, Level, Outcome, Relation};
use crate::document::Span;
use crate::reading::names::{Class, Form};
use crate::reading::{Reading, Voice};
use crate::value::who::{Verdict, compare, fold};
use std::collections::BTreeSet;

/// So far before a pronoun the one whom it means is named.
const BEFORE: usize = 900;

/// Sentences whose words a source gives to somebody else.
pub fn check(judge: &Judge, known: &[Finding]) -> Vec<Finding> {
    let mut out = vec![];
    for (own, at) in judge.passages.own.iter().enumerate() {
        let is_known = |f: &Finding| f.sentence == *at && f.outcome == Outcome::Misattributed;
        let Some(voice) = judge.draft.voices.iter().find(|v| v.content.iter().any(|c| at.overlaps(*c))) else {
            continue;
        };
        if known.iter().any(is_known) {
            continue;
        }
        let close = judge.against(own).iter().filter(|a| a.held.is_close() || (a.alike.mutual && a.alike.score > 0.5));
        let places: Vec<Passage> = close.map(|a| a.alike.passage).collect();
        let Some(content) = voice.content.first() else { continue };
        out.extend(other_mouth(judge, Span::new(content.start.max(at.start), content.end.min(at.end)), &places));
    }
    out
}

/// The same words from somebody who is surely another, in every source that names who says them.
pub fn other_mouth(judge: &Judge, at: Span, places: &[Passage]) -> Option<Finding> {
    let mine = judge.draft.voice_at(at.start)?;
    let (name, printed) = named(judge.draft, mine)?;
    let mut other: Option<(Evidence, Span)> = None;
    for place in places {
        let reading = judge.reading(place.doc);
        let middle = words_start(reading, *place);
        let Some(voice) = reading.voices.iter().find(|v| v.content.iter().any(|c| c.holds(middle))) else { continue };
        let Some(speaker) = voice.speaker().and_then(|s| reading.entities.get(s)) else { continue };
        let is_other = speaker.class == Class::Person && compare(&name, &speaker.name).verdict == Verdict::Different;
        let is_printed_alike =
            voice.source.is_some_and(|s| share_a_word(judge.draft.printed(printed), reading.printed(s)));
        if !is_other || is_printed_alike || is_near(reading, voice, &name) {
            return None;
        }
        let at = voice.source.unwrap_or(place.at);
        other.get_or_insert((Evidence { doc: place.doc, at: at.join(place.at), relation: Relation::Conflict }, at));
    }
    let (evidence, source) = other?;
    let difference = Difference { draft: Some(printed), source: Some(source), kind: Kind::Speaker };
    let of = Found { claim: Claim::Speaker, outcome: Outcome::Misattributed, level: Level::Error };
    Some(judge.finding(at, judge.sentence_of(at), of, vec![difference], vec![evidence]))
}

/// Both are called by one word: who of the name is meant, the texts may tell elsewhere.
fn share_a_word(a: &str, b: &str) -> bool {
    let words = |name: &str| fold(name).split(' ').filter(|w| w.len() > 3).map(str::to_string).collect::<BTreeSet<_>>();
    !words(a).is_disjoint(&words(b))
}

fn words_start(reading: &Reading, place: Passage) -> usize {
    let said = reading.voices.iter().flat_map(|v| &v.content).find(|c| c.overlaps(place.at));
    said.map_or(place.at.start, |c| c.start.max(place.at.start))
}

/// The name of a person who is named as the speaker, and the characters.
fn named(reading: &Reading, voice: &Voice) -> Option<(String, Span)> {
    let source = voice.source?;
    let entity = voice.speaker()?;
    let is_named = reading.mentions_in(source).any(|m| m.entity == Some(entity) && m.form == Form::Name);
    let known = reading.entities.get(entity).filter(|e| is_named && e.class == Class::Person)?;
    Some((known.name.clone(), source))
}

/// The draft's speaker is named with the words or shortly before them, and nobody else as their speaker: a pronoun may be his.
fn is_near(reading: &Reading, voice: &Voice, name: &str) -> bool {
    let is_printed = voice.source.is_some_and(|s| reading.mentions_in(s).any(|m| m.form != Form::Pronoun));
    let start = voice.content.first().map_or(0, |c| c.start);
    let around =
        reading.mentions.iter().filter(|m| m.form == Form::Name && m.at.start + BEFORE > start && m.at.start < start);
    let mut names = around.filter_map(|m| m.entity).filter_map(|e| reading.entities.get(e)).map(|e| e.name.as_str());
    !is_printed && names.any(|n| compare(name, n).verdict != Verdict::Different)
}
