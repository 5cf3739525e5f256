//! Quotations without an attribution of their own behind a sentence that has one: "..., she said. “We wait.”"

use super::Found;
use super::quotes::{Loose, near};
use crate::document::Span;
use crate::reading::Reading;

/// Gives each to the attribution right before it: as its next piece where that one ends with its cue or with a
/// quotation, as a statement of the same speaker where it ends in the reporter's own words.
pub fn attach(reading: &Reading, loose: &[Loose], found: &mut Vec<Found>) {
    let mut order: Vec<usize> = (0..found.len()).collect();
    order.sort_by_key(|i| end_of(&found[*i]));
    let mut next = 0;
    let mut previous: Option<usize> = None;
    for quotation in loose {
        while next < order.len() && end_of(&found[order[next]]) <= quotation.inside.start {
            previous = Some(order[next]);
            next += 1;
        }
        let Some(before) = previous.filter(|p| stands_before(reading, &found[*p], quotation)) else { continue };
        if joins(reading, &found[before]) {
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
    known && block.start <= end && between.split_whitespace().count() <= 25 && between.matches(". ").count() <= 1
}

/// Its last words are its cue, or stand between marks.
fn joins(reading: &Reading, found: &Found) -> bool {
    let Some(last) = found.content.iter().max_by_key(|s| s.end) else { return false };
    let cue_last = found.cue.is_some_and(|c| c.start >= last.end);
    let quoted =
        near(reading, last.end).iter().any(|q| q.inside.end.abs_diff(last.end) <= 4 && last.overlaps(q.inside));
    cue_last || quoted
}
