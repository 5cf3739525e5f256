//! Speech that lost its marks: "We wait. I have no doubt that the dam holds, said the mayor." Who says "I" and "we" in a
//! report is the one who is named behind, from the beginning of his paragraph on.

use super::Found;
use crate::document::Span;
use crate::reading::roles::mention_at;
use crate::reading::syntax::Syntax;
use crate::reading::{Reading, layout::BlockKind};
use std::ops::Range;

/// The rule of such speech. It stays indirect: nothing shows that it is verbatim.
const RULE: &str = "unmarked-speech";

pub fn extend(reading: &Reading, found: &mut [Found]) {
    let mut cues: Vec<usize> = found.iter().filter_map(|f| f.cue).map(|c| c.start).collect();
    cues.sort_unstable();
    for f in found.iter_mut().filter(|f| f.rule == "clause-first") {
        if let Some(start) = start(reading, f, &cues) {
            f.content[0].start = start;
            f.rule = RULE;
        }
    }
}

/// Where the speech begins that ends with this attribution at the end of its paragraph.
fn start(reading: &Reading, found: &Found, cues: &[usize]) -> Option<usize> {
    let syntax = &reading.syntax;
    let [content] = found.content[..] else { return None };
    let last = syntax.tokens[syntax.token_at(found.cue?.start)?].sentence;
    let block = syntax.sentences[last].block;
    let ends = syntax.sentences.get(last + 1).is_none_or(|next| next.block != block);
    let begins = content.start == syntax.sentences[last].at.start && content.end <= found.cue?.start;
    let speaker = found.who.and_then(|who| mention_at(reading, who)).and_then(|m| m.entity);
    if !ends || !begins || reading.blocks[block].kind != BlockKind::Paragraph || !is_plain(reading, content, &[]) {
        return None;
    }
    let mut first = last;
    while let Some(before) = first.checked_sub(1).filter(|s| syntax.sentences[*s].block == block) {
        let sentence = &syntax.sentences[before];
        if !is_plain(reading, sentence.at, cues) || names(reading, sentence.at, speaker) {
            break;
        }
        first = before;
    }
    let whole = first.checked_sub(1).is_none_or(|s| syntax.sentences[s].block != block);
    let speaks = |s: usize| has_first_person(syntax, syntax.sentences[s].tokens.clone());
    let own = has_first_person(syntax, syntax.tokens_in(content));
    match (whole, own || (first..last).any(speaks)) {
        (true, true) => Some(syntax.sentences[first].at.start),
        // Behind a sentence of the report the speech begins where somebody says "I".
        (false, true) => {
            (first..last).find(|s| speaks(*s)).map(|s| syntax.sentences[s].at.start).or(Some(content.start))
        }
        _ => None,
    }
}

/// No marks and no other attribution stand in it.
fn is_plain(reading: &Reading, at: Span, cues: &[usize]) -> bool {
    let cue = cues.get(cues.partition_point(|c| *c < at.start)).is_some_and(|c| *c < at.end);
    let marked = reading.quotations[..reading.quotations.partition_point(|q| q.at.start < at.end)]
        .iter()
        .rev()
        .take(super::quotes::AROUND)
        .any(|q| q.at.overlaps(at));
    !cue && !marked
}

/// The report itself speaks of the one who is said to speak.
fn names(reading: &Reading, at: Span, speaker: Option<usize>) -> bool {
    let from = reading.mentions.partition_point(|m| m.at.start < at.start);
    let mut inside = reading.mentions[from..].iter().take_while(|m| m.at.start < at.end);
    speaker.is_some() && inside.any(|m| m.entity == speaker)
}

pub fn has_first_person(syntax: &Syntax, tokens: Range<usize>) -> bool {
    tokens.into_iter().any(|t| syntax.tokens[t].morph.contains("Person=1"))
}
