//! How the statements of one line were found: rule, cue, source, and the chain of mentions that leads to the speaker.

use crate::document::{CodePoints, Span};
use crate::json::key;
use crate::reading::voices::Voice;
use crate::reading::{Mention, Reading};

/// Every statement with characters on this line (the first line is 1), in text order; empty where there is none.
pub fn why(reading: &Reading, line: usize) -> String {
    let Some(at) = line_at(&reading.document.text, line) else { return String::new() };
    let points = CodePoints::of(&reading.document.text);
    let on_line = reading.voices.iter().filter(|v| v.content.iter().any(|s| s.overlaps(at)));
    on_line.map(|voice| statement(reading, voice, &points)).collect()
}

fn line_at(text: &str, line: usize) -> Option<Span> {
    let mut start = 0;
    for (i, printed) in text.split_inclusive('\n').enumerate() {
        if i + 1 == line {
            return Some(Span::new(start, start + printed.len()));
        }
        start += printed.len();
    }
    None
}

fn statement(reading: &Reading, voice: &Voice, points: &CodePoints) -> String {
    let content: Vec<String> = voice.content.iter().map(|s| cited(reading, *s, points)).collect();
    let mut out = format!("{}  {}\n", key(voice.kind), content.join(" … "));
    out += &row("rule", voice.rule.to_string());
    out += &voice.stance.map_or(String::new(), |stance| row("stance", key(stance)));
    let places =
        [("cue", voice.cue), ("source", voice.source), ("reported_by", voice.reported_by), ("venue", voice.venue)];
    for (name, at) in places {
        out += &at.map_or(String::new(), |at| row(name, cited(reading, at, points)));
    }
    for step in chain(reading, voice) {
        out += &row("mention", format!("{} ({} {})", cited(reading, step.at, points), key(step.class), key(step.form)));
    }
    let full =
        |e: &usize| reading.entities.get(*e).map(|e| format!("{}  {}", e.name, cited(reading, e.name_at, points)));
    let speakers: Vec<String> = voice.speakers.iter().filter_map(full).collect();
    for speaker in &speakers {
        out += &row("speaker", speaker.clone());
    }
    if speakers.is_empty() {
        out += &row("speaker", voice.speaker_name(reading).unwrap_or_else(|| "-".into()));
    }
    out + "\n"
}

/// From the words that name the speaker here, back to where he is named in full: every mention of another form on the way, once.
fn chain<'r>(reading: &'r Reading, voice: &Voice) -> Vec<&'r Mention> {
    let (Some(source), Some(speaker)) = (voice.source, voice.speaker()) else { return vec![] };
    let mut out: Vec<&Mention> = vec![];
    for mention in reading.mentions.iter().rev().filter(|m| m.entity == Some(speaker) && m.at.start < source.end) {
        let is_known =
            out.iter().any(|m| m.form == mention.form && reading.printed(m.at) == reading.printed(mention.at));
        if !is_known {
            out.push(mention);
        }
    }
    out
}

fn row(name: &str, what: String) -> String {
    format!("    {name:<12}{what}\n")
}

fn cited(reading: &Reading, at: Span, points: &CodePoints) -> String {
    let [start, end] = points.span(at);
    let printed = reading.printed(at).split_whitespace().collect::<Vec<_>>().join(" ");
    format!("{printed} [{start}-{end}]")
}
