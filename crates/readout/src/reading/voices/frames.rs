//! Sections that are announced as one speaker's words: their sentences are his until the next heading.

use super::lexicon::Words;
use super::{Voice, VoiceKind, content, settle};
use crate::document::Span;
use crate::reading::names::Class;
use crate::reading::syntax::Sentence;
use crate::reading::{Reading, layout::BlockKind};

/// The longest heading that can announce a speaker, in tokens.
const HEADING: usize = 12;

/// Gives the sentences of announced sections that have no voice yet to the section's speaker.
pub fn add(reading: &Reading, words: &Words, voices: &mut Vec<Voice>) {
    let mut speaker: Option<usize> = None;
    let mut framed: Vec<Voice> = vec![];
    let mut sentences = reading.syntax.sentences.iter().peekable();
    for (index, block) in reading.blocks.iter().enumerate() {
        let heading = heading_speaker(reading, words, index);
        if is_heading(reading, index) || heading.is_some() {
            speaker = heading;
        }
        while let Some(sentence) = sentences.next_if(|s| s.block <= index) {
            if let (Some(speaker), None, true) = (speaker, heading, sentence.block == index) {
                framed.extend(sentence_voice(reading, words, sentence, speaker, voices));
            }
        }
        let _ = block;
    }
    voices.extend(framed);
    voices.sort_by(|a, b| (&a.content, a.cue).cmp(&(&b.content, b.cue)));
}

fn is_heading(reading: &Reading, block: usize) -> bool {
    let b = &reading.blocks[block];
    let printed = reading.printed(b.at);
    b.kind == BlockKind::Heading
        || (printed.split_whitespace().count() <= HEADING
            && printed.ends_with(|c: char| c.is_alphanumeric() || c == '?' || c == ':'))
}

/// "What the minister said": a short line with an opener, a verb of saying and one person.
fn heading_speaker(reading: &Reading, words: &Words, block: usize) -> Option<usize> {
    let syntax = &reading.syntax;
    let at = reading.blocks[block].at;
    let tokens = syntax.tokens_in(at);
    if !is_heading(reading, block) || tokens.is_empty() || tokens.len() > HEADING {
        return None;
    }
    let opens = words.frame.openers.iter().any(|w| *w == syntax.tokens[tokens.start].lower.as_str());
    let verb = tokens.clone().any(|t| words.frame.verbs.iter().any(|w| *w == syntax.tokens[t].lemma.as_str()));
    let digest = tokens.clone().any(|t| words.frame.digests.iter().any(|w| *w == syntax.tokens[t].lemma.as_str()));
    let people: Vec<usize> =
        reading.mentions_in(at).filter(|m| m.class == Class::Person).filter_map(|m| m.entity).collect();
    let one = people.first().copied().filter(|p| people.iter().all(|q| q == p))?;
    ((opens && verb) || digest).then_some(one)
}

/// A sentence of the section that nobody else says.
fn sentence_voice(
    reading: &Reading,
    words: &Words,
    sentence: &Sentence,
    speaker: usize,
    voices: &[Voice],
) -> Option<Voice> {
    let spoken = |v: &Voice| v.content.iter().chain(v.cue.iter()).any(|s| s.overlaps(sentence.at));
    if voices.iter().any(spoken) {
        return None;
    }
    let syntax = &reading.syntax;
    let mut tokens = sentence.tokens.clone();
    while tokens.start < tokens.end
        && words.frame.connectives.iter().any(|w| *w == syntax.tokens[tokens.start].lower.as_str())
    {
        tokens.start += 1;
    }
    let at: Span = content::piece(reading, tokens)?;
    let quoted = settle::verbatim(reading, &[at]);
    let kind = if quoted.is_empty() { VoiceKind::Indirect } else { VoiceKind::Mixed };
    let finite = sentence.tokens.clone().any(|t| matches!(syntax.tokens[t].pos.as_str(), "VERB" | "AUX"));
    finite.then(|| Voice {
        kind,
        content: vec![at],
        quoted,
        cue: None,
        source: None,
        speaker: Some(speaker),
        reported_by: None,
        venue: None,
        addressee: None,
        when: None,
        rule: "frame",
    })
}
