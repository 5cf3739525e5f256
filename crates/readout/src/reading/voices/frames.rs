//! Texts and sections that are announced as one speaker's words: their sentences are his until somebody else speaks.
//!
//! A section is announced by its heading ("What the minister said"). A text is announced when its beginning names the
//! interview, article or speech of the one who speaks in most of what follows; then only sentences that stand between
//! two of his statements are his. Everywhere else a sentence without a cue is the outlet's own.

use super::lexicon::{Takes, Words};
use super::{Voice, VoiceKind, content, settle, source};
use crate::reading::names::{Class, Form};
use crate::reading::roles::mention_at;
use crate::reading::syntax::Sentence;
use crate::reading::{Reading, layout::BlockKind};
use std::collections::BTreeMap;

/// The longest heading that can announce a speaker, in tokens.
const HEADING: usize = 14;
/// In how many blocks from the top a text may be announced.
const BEGINNING: usize = 3;
/// How far from the top a paragraph may announce what one person said in short.
const DIGEST: usize = 6;
/// The fewest statements that make somebody the speaker of a text, and his share of all of them in per cent.
const FEWEST: usize = 3;
const SHARE: usize = 60;
/// The longest run of sentences without a cue between two statements of the same speaker.
const RUN: usize = 3;

/// Gives the sentences of announced texts and sections that have no voice yet to their speaker.
pub fn add(reading: &Reading, words: &Words, voices: &mut Vec<Voice>) {
    let sections = until_another(reading, sections(reading, words), voices);
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

/// A section ends with the paragraph in which somebody else speaks: what follows is no longer announced by its heading.
fn until_another(reading: &Reading, mut sections: Vec<Option<usize>>, voices: &[Voice]) -> Vec<Option<usize>> {
    let mut others = vec![false; sections.len()];
    for voice in voices {
        let Some(source) = voice.source else { continue };
        let block = reading.blocks.partition_point(|b| b.at.end <= source.start);
        let Some(speaker) = sections.get(block).copied().flatten() else { continue };
        let pronoun = || reading.mentions_in(source).any(|m| m.at == source && m.form != Form::Name);
        let another = voice.speaker().map_or_else(|| !pronoun(), |who| who != speaker);
        others[block] |= another;
    }
    let mut ended = None;
    for (section, other) in sections.iter_mut().zip(others) {
        let speaker = *section;
        let over = other || speaker.is_some() && speaker == ended;
        ended = speaker.filter(|_| over);
        if over {
            *section = None;
        }
    }
    sections
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
        voice.speakers = vec![speaker];
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
    let mut out: Vec<Said> = sentences.iter().map(|s| told(reading, s)).collect();
    for voice in voices {
        for at in voice.content.iter().chain(voice.cue.iter()) {
            let first = sentences.partition_point(|s| s.at.end <= at.start);
            let last = sentences.partition_point(|s| s.at.start < at.end);
            for said in out[first..last.max(first)].iter_mut() {
                *said = Said::By(voice.speaker());
            }
        }
    }
    out
}

/// "He told it to the newspaper": a sentence that tells of his speaking is none of his sentences.
fn told(reading: &Reading, sentence: &Sentence) -> Said {
    let syntax = &reading.syntax;
    let words = super::lexicon::WORDS.of(reading.language());
    let root = sentence.tokens.clone().find(|t| syntax.tokens[*t].dep == "ROOT");
    let says = |t: &usize| {
        let token = &syntax.tokens[*t];
        words.verbs(&token.lower, &token.lemma).any(|e| e.takes(Takes::Clause)) && token.tag != "VBG"
    };
    let subject = root.filter(says).and_then(|t| source::subject(syntax, t));
    let who = subject.and_then(|s| mention_at(reading, s)).filter(|m| m.class == Class::Person);
    who.map_or(Said::Nobody, |m| Said::By(m.entity))
}

/// The speaker that is announced for each block: by the heading above it, by the title, or by the list it stands in.
fn sections(reading: &Reading, words: &Words) -> Vec<Option<usize>> {
    let whole = (0..reading.blocks.len()).find(|b| reading.blocks[*b].kind != BlockKind::Paragraph);
    let mut whole = whole.filter(|b| *b == 0).and_then(|b| digest_speaker(reading, words, b));
    let mut section = whole;
    let mut list: Option<usize> = None;
    let of_block = |index: usize| {
        if is_heading(reading, index) {
            // A topic keeps the speaker of the text, another person ends his words.
            let names_nobody = people_in(reading, index).is_empty();
            section = heading_speaker(reading, words, index).or(whole.filter(|_| names_nobody));
            list = None;
            return None;
        }
        if let Some(speaker) = collected(reading, words, index) {
            whole = Some(speaker);
            section = whole;
            return None;
        }
        if !is_item(reading, index) {
            list = list_speaker(reading, words, index);
            return section;
        }
        list.or(section)
    };
    (0..reading.blocks.len()).map(of_block).collect()
}

/// Who speaks in the list that a line with a colon opens: "The minister made these points:".
fn list_speaker(reading: &Reading, words: &Words, block: usize) -> Option<usize> {
    let opens = reading.printed(reading.blocks[block].at).ends_with(':');
    let tokens = reading.syntax.tokens_in(reading.blocks[block].at);
    let token = |t: usize| &reading.syntax.tokens[t];
    let says = |t: usize| {
        words.is_verb(&token(t).lower, &token(t).lemma) || is(words.frame.digests.as_slice(), &token(t).lemma)
    };
    if !opens || !tokens.clone().any(says) {
        return None;
    }
    let people = people_in(reading, block);
    people.first().copied().filter(|p| people.iter().all(|other| other == p))
}

fn is_item(reading: &Reading, block: usize) -> bool {
    let printed = reading.printed(reading.blocks[block].at);
    let numbered = printed.chars().take_while(char::is_ascii_digit).count();
    let behind = printed.chars().nth(numbered);
    printed.starts_with(['-', '–', '—', '•', '*', '·', '▪', '‣'])
        || (numbered > 0 && numbered < 3 && matches!(behind, Some('.' | ')')))
}

/// "The minister's interview: main points": a title with one person and a noun for what he said in short.
fn digest_speaker(reading: &Reading, words: &Words, block: usize) -> Option<usize> {
    let people = people_in(reading, block);
    let speaker = people.first().copied().filter(|p| people.iter().all(|other| other == p))?;
    let mut tokens = reading.syntax.tokens_in(reading.blocks[block].at);
    tokens.any(|t| is(&words.frame.digests, &reading.syntax.tokens[t].lemma)).then_some(speaker)
}

/// "Here are the main points of the minister's speech.": a paragraph near the top that announces what
/// follows, when its last sentence says in short whose words of which occasion they are.
fn collected(reading: &Reading, words: &Words, block: usize) -> Option<usize> {
    let syntax = &reading.syntax;
    let at = reading.blocks[block].at;
    let last = syntax.sentences[..syntax.sentences.partition_point(|s| s.at.start < at.end)].last()?;
    let of_work = |t: &usize| {
        let preposition = syntax.child(*t, &["prep"]);
        let work = preposition.and_then(|p| syntax.child(p, &["pobj"]));
        is(&words.frame.digests, &syntax.tokens[*t].lemma)
            && syntax.tokens[*t].is_plural()
            && work.is_some_and(|w| is(&words.frame.works, &syntax.tokens[w].lemma))
    };
    let digest = last.tokens.clone().find(of_work).filter(|_| block <= DIGEST && last.tokens.len() <= 2 * HEADING)?;
    let mut people = reading.mentions_in(syntax.span(syntax.subtree(digest))).filter(|m| m.class == Class::Person);
    let speaker = people.next()?.entity?;
    people.all(|m| m.entity == Some(speaker)).then_some(speaker)
}

fn people_in(reading: &Reading, block: usize) -> Vec<usize> {
    let at = reading.blocks[block].at;
    reading.mentions_in(at).filter(|m| m.class == Class::Person).filter_map(|m| m.entity).collect()
}

fn is(list: &[String], word: &str) -> bool {
    list.iter().any(|w| w == word)
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
    let people = people_in(reading, block);
    let speaker = people.first().copied().filter(|p| people.iter().all(|other| other == p))?;
    let named_at = reading.mentions_in(at).find(|m| m.entity == Some(speaker))?.at;
    let opens = is(&words.frame.openers, &syntax.tokens[tokens.start].lower);
    let says = tokens.clone().any(|t| is(&words.frame.verbs, &syntax.tokens[t].lemma));
    // "The minister makes a statement on trade" tells of one; "Key points of his statement" announces it.
    let root = tokens.clone().find(|t| syntax.tokens[*t].head == *t && syntax.tokens[*t].pos == "VERB");
    let tells = root.is_some_and(|r| syntax.child(r, &["nsubj"]).is_some() && syntax.child(r, &["dobj"]).is_some());
    let digest = !tells && tokens.clone().any(|t| is(&words.frame.digests, &syntax.tokens[t].lemma));
    let behind = syntax.tokens_in(at).find(|t| syntax.tokens[*t].at.start >= named_at.end);
    let topic =
        named_at.start == at.start && behind.is_some_and(|t| is(&words.frame.topics, &syntax.tokens[t].lower) || says);
    ((opens && says) || digest || topic).then_some(speaker)
}

/// Somebody else spoke last in this block: what follows may be his.
fn interrupted(reading: &Reading, spoken: &[Said], index: usize, speaker: usize) -> bool {
    let block = reading.syntax.sentences[index].block;
    let before = (0..index).rev().take(50).take_while(|i| reading.syntax.sentences[*i].block == block);
    let last = before.into_iter().find_map(|i| match spoken[i] {
        Said::By(Some(who)) => Some(who),
        _ => None,
    });
    last.is_some_and(|who| who != speaker)
}

/// The one speaker of a text whose beginning names his interview, article or speech.
fn announced(reading: &Reading, words: &Words, voices: &[Voice]) -> Option<usize> {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for speaker in voices.iter().filter_map(Voice::speaker) {
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
    let finite = sentence.tokens.clone().any(|t| syntax.is_verb(t));
    let quoted = settle::verbatim(reading, &[at]);
    // A summary says "we" only where the outlet means itself.
    let writer = |t: usize| {
        let subject = syntax.tokens[t].dep == "nsubj" && is(&words.subject.here, &syntax.tokens[t].lower);
        subject && !quoted.iter().any(|q| q.contains(syntax.tokens[t].at))
    };
    if is_about(reading, sentence, speaker) || sentence.tokens.clone().any(writer) {
        return None;
    }
    let (kind, at, quoted) = match quoted[..] {
        [] => (VoiceKind::Indirect, at, quoted),
        [whole] if settle::inside_marks(reading, at) == whole => (VoiceKind::Direct, whole, vec![]),
        _ => (VoiceKind::Mixed, at, quoted),
    };
    finite.then(|| Voice {
        kind,
        content: vec![at],
        quoted,
        cue: None,
        source: None,
        speakers: vec![speaker],
        stance: None,
        called: None,
        reported_by: None,
        venue: None,
        addressee: None,
        when: None,
        rule: "announced-frame",
    })
}

/// The speaker's own name is its subject: the outlet tells something about him.
fn is_about(reading: &Reading, sentence: &Sentence, speaker: usize) -> bool {
    let syntax = &reading.syntax;
    let root = sentence.tokens.clone().find(|t| syntax.tokens[*t].head == *t);
    let subject = root.and_then(|r| syntax.child(r, &["nsubj", "nsubjpass"])).map(|s| syntax.tokens[s].at);
    let own = |m: &&crate::reading::Mention| m.entity == Some(speaker) && m.form == Form::Name;
    subject.is_some_and(|at| reading.mentions_in(sentence.at).filter(own).any(|m| m.at.contains(at)))
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
