//! Quotations without an attribution of their own behind a sentence that has one: "..., she said. “We wait.”"

use super::quotes::{Loose, UTTERANCE, near};
use super::{Found, impersonal};
use crate::document::Span;
use crate::reading::Reading;
use crate::reading::names::Class;
use crate::reading::roles::mention_at;

/// Gives each to the attribution right before it: as its next piece where that one ends with its cue or with a
/// quotation, as a statement of the same speaker where it ends in the reporter's own words.
pub fn attach(reading: &Reading, loose: &[Loose], found: &mut Vec<Found>) {
    attach_long(reading, found);
    let mut order: Vec<usize> = (0..found.len()).collect();
    order.retain(|i| found[*i].rule != impersonal::RULE);
    order.sort_by_key(|i| end_of(&found[*i]));
    let mut next = 0;
    let mut previous: Option<usize> = None;
    for quotation in loose {
        while next < order.len() && end_of(&found[order[next]]) <= quotation.inside.start {
            previous = Some(order[next]);
            next += 1;
        }
        let Some(before) = previous.filter(|p| stands_before(reading, &found[*p], quotation)) else { continue };
        if joins(reading, &found[before]) && !stands_free(reading, quotation) {
            found[before].content.push(quotation.inside);
            continue;
        }
        let same = &found[before];
        let (source, who) = (None, same.who);
        found.push(Found {
            content: vec![quotation.inside],
            cue: None,
            head: None,
            source,
            who,
            rule: "quotation-follows",
        });
        previous = Some(found.len() - 1);
    }
}

/// A quotation over several paragraphs that nobody is named with belongs to the person who spoke right before it.
fn attach_long(reading: &Reading, found: &mut [Found]) {
    let mut ends: Vec<(usize, usize)> = found.iter().enumerate().map(|(i, f)| (end_of(f), i)).collect();
    ends.sort_unstable();
    for i in 0..found.len() {
        if found[i].rule != "quotation-over-paragraphs" || found[i].who.is_some() {
            continue;
        }
        let Some(inside) = found[i].content.first().copied() else { continue };
        let block = reading.blocks.partition_point(|b| b.at.end <= inside.start);
        let before = ends[..ends.partition_point(|(end, _)| *end <= inside.start)].last().map(|(_, k)| *k);
        let free = reading.blocks.get(block).is_some_and(|b| b.at.start + 4 >= inside.start);
        let Some(before) = before.filter(|k| free && is_said_by_one(reading, &found[*k])) else { continue };
        if follows_block(reading, end_of(&found[before]), block) {
            found[i].who = found[before].who;
        }
    }
}

fn end_of(found: &Found) -> usize {
    let content = found.content.iter().map(|s| s.end).max().unwrap_or(0);
    content.max(found.cue.map_or(0, |c| c.end))
}

/// In the same block, with nothing but the end of the sentence between.
fn stands_before(reading: &Reading, found: &Found, quotation: &Loose) -> bool {
    let end = end_of(found);
    let block = reading.blocks[quotation.block].at;
    let between = reading.printed(Span::new(end.min(quotation.inside.start), quotation.inside.start));
    let known = found.cue.is_some() || found.rule == "quotation-follows";
    let free = || stands_free(reading, quotation) && is_long(reading, quotation) && is_said_by_one(reading, found);
    if known && free() && follows_block(reading, end, quotation.block) {
        return true;
    }
    known && block.start <= end && between.split_whitespace().count() <= 25 && between.matches(". ").count() <= 1
}

/// A person says it, by name or pronoun.
fn is_said_by_one(reading: &Reading, found: &Found) -> bool {
    let mention = found.who.and_then(|who| mention_at(reading, who)).filter(|m| m.class == Class::Person);
    mention.is_some_and(|m| m.entity.is_some())
}

/// More than a title or the beginning of a sentence that was cut off.
pub fn is_long(reading: &Reading, quotation: &Loose) -> bool {
    reading.printed(quotation.inside).split_whitespace().count() >= UTTERANCE
}

/// Nothing but the quotation stands in its paragraph.
fn stands_free(reading: &Reading, quotation: &Loose) -> bool {
    let block = reading.blocks[quotation.block].at;
    let around = |at: Span| reading.printed(at).chars().filter(|c| c.is_alphanumeric()).count();
    around(Span::new(block.start, quotation.inside.start)) + around(Span::new(quotation.inside.end, block.end)) == 0
}

/// The attribution stands in the last sentence of the paragraph before.
fn follows_block(reading: &Reading, end: usize, block: usize) -> bool {
    let Some(before) = block.checked_sub(1).map(|b| reading.blocks[b].at) else { return false };
    let last = reading.syntax.sentences.partition_point(|s| s.at.start < before.end);
    let sentence = last.checked_sub(1).map(|s| reading.syntax.sentences[s].at);
    sentence.is_some_and(|at| before.contains(at) && at.start < end && end <= at.end)
}

/// Its last words are its cue, or it is a quotation itself.
fn joins(reading: &Reading, found: &Found) -> bool {
    let Some(last) = found.content.iter().max_by_key(|s| s.end) else { return false };
    let cue_last = found.cue.is_some_and(|c| c.start >= last.end);
    let quoted = near(reading, last.end)
        .iter()
        .any(|q| q.inside.end.abs_diff(last.end) <= 4 && q.at.start <= last.start && last.overlaps(q.inside));
    cue_last || quoted
}
