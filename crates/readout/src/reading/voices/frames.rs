//! Texts and sections that are announced as one speaker's words: their sentences are his until somebody else speaks.
//!
//! A section is announced by its heading ("What the minister said"). A text is announced when its beginning names the
//! interview, article or speech of the one who speaks in most of what follows; then only sentences that stand between
//! two of his statements are his. Everywhere else a sentence without a cue is the outlet's own.

use super::lexicon::Words;
use super::{Voice, VoiceKind, content, settle};
use crate::reading::names::{Class, Form};
use crate::reading::syntax::Sentence;
use crate::reading::{Reading, layout::BlockKind};
use std::collections::BTreeMap;

/// The longest heading that can announce a speaker, in tokens.
const HEADING: usize = 14;
/// In how many blocks from the top a text may be announced.
const BEGINNING: usize = 3;
/// The fewest statements that make somebody the speaker of a text, and his share of all of them in per cent.
const FEWEST: usize = 3;
const SHARE: usize = 60;
/// The longest run of sentences without a cue between two statements of the same speaker.
const RUN: usize = 3;

/// Gives the sentences of announced texts and sections that have no voice yet to their speaker.
pub fn add(reading: &Reading, words: &Words, voices: &mut Vec<Voice>) {
    let sections = sections(reading, words);
    for voice in voices.iter_mut() {
        name_by_section(reading, &sections, voice);
    }
    let spoken = spoken(reading, voices);
    let mut framed: Vec<Voice> = vec![];
    for (index, sentence) in reading.syntax.sentences.iter().enumerate() {
        let Some(speaker) = sections[sentence.block] else { continue };
        if spoken[index] == Said::Nobody && !interrupted(reading, &spoken, index, speaker) {
            framed.extend(sentence_voice(reading, words, sentence, speaker));
        }
    }
    if let Some(speaker) = announced(reading, words, voices) {
        for index in between_statements(reading, &spoken, speaker) {
            let sentence = &reading.syntax.sentences[index];
            if sections[sentence.block].is_none() {
                framed.extend(sentence_voice(reading, words, sentence, speaker));
            }
        }
    }
    voices.extend(framed);
    voices.sort_by(|a, b| (&a.content, a.cue).cmp(&(&b.content, b.cue)));
}

/// In a section of one speaker's words, "he" and "the president" mean him, whoever was named last.
fn name_by_section(reading: &Reading, sections: &[Option<usize>], voice: &mut Voice) {
    let Some(source) = voice.source else { return };
    let block = reading.blocks.partition_point(|b| b.at.end <= source.start);
    let Some(speaker) = sections.get(block).copied().flatten() else { return };
    let Some(mention) = reading.mentions_in(source).next().filter(|m| m.at == source && m.class == Class::Person)
    else {
        return;
    };
    let short = reading.syntax.tokens_in(source).len() <= 2;
    if matches!(mention.form, Form::Pronoun | Form::Title | Form::Nominal) && short {
        voice.speaker = Some(speaker);
    }
}

/// Who speaks in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Said {
    Nobody,
    By(Option<usize>),
}

fn spoken(reading: &Reading, voices: &[Voice]) -> Vec<Said> {
    let sentences = &reading.syntax.sentences;
    let mut out = vec![Said::Nobody; sentences.len()];
    for voice in voices {
        for at in voice.content.iter().chain(voice.cue.iter()) {
            let first = sentences.partition_point(|s| s.at.end <= at.start);
            let last = sentences.partition_point(|s| s.at.start < at.end);
            for said in out[first..last.max(first)].iter_mut() {
                *said = Said::By(voice.speaker);
            }
        }
    }
    out
}

/// The speaker that the heading above each block announces.
fn sections(reading: &Reading, words: &Words) -> Vec<Option<usize>> {
    let mut speaker = None;
    let of_block = |index: usize| {
        let heading = heading_speaker(reading, words, index);
        if is_heading(reading, index) {
            speaker = heading;
            return None;
        }
        speaker
    };
    (0..reading.blocks.len()).map(of_block).collect()
}

fn is_heading(reading: &Reading, block: usize) -> bool {
    reading.blocks[block].kind == BlockKind::Heading
}

/// "What the minister said", "Key points of the minister's speech", "The minister on trade": a heading with one person.
fn heading_speaker(reading: &Reading, words: &Words, block: usize) -> Option<usize> {
    let syntax = &reading.syntax;
    let at = reading.blocks[block].at;
    let tokens = syntax.tokens_in(at);
    if !is_heading(reading, block) || tokens.is_empty() || tokens.len() > HEADING {
        return None;
    }
    let people: Vec<_> =
        reading.mentions_in(at).filter(|m| m.class == Class::Person).filter_map(|m| Some((m.entity?, m.at))).collect();
    let (speaker, named_at) = people.first().copied()?;
    if people.iter().any(|(other, _)| *other != speaker) {
        return None;
    }
    let is = |t: usize, list: &[String], lower: bool| {
        let token = &syntax.tokens[t];
        let word = if lower { token.lower.as_str() } else { token.lemma.as_str() };
        list.iter().any(|w| w == word)
    };
    let opens = is(tokens.start, &words.frame.openers, true);
    let says = tokens.clone().any(|t| is(t, &words.frame.verbs, false));
    let digest = tokens.clone().any(|t| is(t, &words.frame.digests, false));
    let behind = syntax.tokens_in(at).find(|t| syntax.tokens[*t].at.start >= named_at.end);
    let topic = named_at.start == at.start && behind.is_some_and(|t| is(t, &words.frame.topics, true) || says);
    ((opens && says) || digest || topic).then_some(speaker)
}

/// Somebody else spoke last in this block: what follows may be his.
fn interrupted(reading: &Reading, spoken: &[Said], index: usize, speaker: usize) -> bool {
    let block = reading.syntax.sentences[index].block;
    let before = (0..index).rev().take_while(|i| reading.syntax.sentences[*i].block == block);
    let last = before.into_iter().find_map(|i| match spoken[i] {
        Said::By(Some(who)) => Some(who),
        _ => None,
    });
    last.is_some_and(|who| who != speaker)
}

/// The one speaker of a text whose beginning names his interview, article or speech.
fn announced(reading: &Reading, words: &Words, voices: &[Voice]) -> Option<usize> {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for speaker in voices.iter().filter_map(|v| v.speaker) {
        *counts.entry(speaker).or_default() += 1;
    }
    let all: usize = counts.values().sum();
    let (speaker, count) = counts.into_iter().max_by_key(|(who, n)| (*n, std::cmp::Reverse(*who)))?;
    if count < FEWEST || count * 100 < all * SHARE {
        return None;
    }
    let syntax = &reading.syntax;
    let is_work = |t: usize| words.frame.works.iter().any(|w| *w == syntax.tokens[t].lemma.as_str());
    let names_him = |s: &&Sentence| reading.mentions_in(s.at).any(|m| m.entity == Some(speaker));
    let beginning = syntax.sentences.iter().take_while(|s| s.block < BEGINNING);
    beginning.filter(names_him).any(|s| s.tokens.clone().any(is_work)).then_some(speaker)
}

/// Sentences without a voice between two statements of the speaker, in one block or across one break.
fn between_statements(reading: &Reading, spoken: &[Said], speaker: usize) -> Vec<usize> {
    let sentences = &reading.syntax.sentences;
    let mut out = vec![];
    let mut last: Option<usize> = None;
    for (index, said) in spoken.iter().enumerate() {
        let Said::By(who) = said else { continue };
        if *who == Some(speaker) {
            let run = last.map_or(0..0, |l| l + 1..index);
            let near = last.is_some_and(|l| sentences[index].block <= sentences[l].block + 1);
            if near && run.len() <= RUN {
                out.extend(run);
            }
            last = Some(index);
            continue;
        }
        last = None;
    }
    out.retain(|i| reading.blocks[sentences[*i].block].kind == BlockKind::Paragraph);
    out
}

/// A sentence of the section as a statement of its speaker.
fn sentence_voice(reading: &Reading, words: &Words, sentence: &Sentence, speaker: usize) -> Option<Voice> {
    let syntax = &reading.syntax;
    let at = content::piece(reading, without_connective(reading, words, sentence))?;
    let finite = sentence.tokens.clone().any(|t| matches!(syntax.tokens[t].pos.as_str(), "VERB" | "AUX"));
    let quoted = settle::verbatim(reading, &[at]);
    finite.then(|| Voice {
        kind: if quoted.is_empty() { VoiceKind::Indirect } else { VoiceKind::Mixed },
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

/// Without what joins the sentence to the one before and says nothing itself: "And", "In addition,".
fn without_connective(reading: &Reading, words: &Words, sentence: &Sentence) -> std::ops::Range<usize> {
    let syntax = &reading.syntax;
    let tokens = sentence.tokens.clone();
    let starts = |phrase: &String| {
        let parts: Vec<&str> = phrase.split(' ').collect();
        let same = parts
            .iter()
            .enumerate()
            .all(|(i, w)| tokens.start + i < tokens.end && syntax.tokens[tokens.start + i].lower == *w);
        same.then_some(parts.len())
    };
    let skipped = words.frame.connectives.iter().filter_map(starts).max().unwrap_or(0);
    tokens.start + skipped..tokens.end
}
