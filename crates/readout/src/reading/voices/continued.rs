//! Quotations without an attribution of their own: the other half, the next paragraph or the next saying of the one before.

use super::Found;
use super::quotes::{Place, is_utterance};
use crate::document::Span;
use crate::reading::{Quotation, Reading};

/// The quotation before, which one without an attribution may continue.
pub struct Last {
    pub found: usize,
    pub block: usize,
    pub end: usize,
    /// It goes on over the end of its paragraph.
    pub open: bool,
}

/// A quotation without an attribution of its own continues the one before it. Whether it does.
pub fn continue_last(
    reading: &Reading,
    q: &Quotation,
    place: &Place,
    out: &mut Vec<Found>,
    last: &mut Option<Last>,
) -> bool {
    if let Some(previous) = last {
        let between = Span::new(previous.end, q.at.start.max(previous.end));
        let follows = previous.block == place.block && is_one_attribution(reading.printed(between));
        let next_block = previous.block + 1 == place.block;
        let stands_free = next_block && place.before.is_empty() && has_only_cue(reading, previous, out);
        let reopened = previous.block == place.block && reading.printed(between).trim().len() <= 2;
        if !previous.open && stands_free && !follows && (q.continues || is_utterance(reading, q, place)) {
            // A paragraph of its own says a thing of its own, of the same speaker.
            let who = out[previous.found].who;
            let content = vec![q.inside];
            out.push(Found { content, cue: None, head: None, source: None, who, rule: "quotation-follows" });
            *last = Some(Last { found: out.len() - 1, block: place.block, end: q.at.end, open: q.continues });
            return true;
        }
        if (previous.open && (next_block || reopened)) || (follows && is_utterance(reading, q, place)) {
            out[previous.found].content.push(q.inside);
            *last = Some(Last { found: previous.found, block: place.block, end: q.at.end, open: q.continues });
            return true;
        }
    }
    // Behind the last paragraph nothing goes on: the text was cut off.
    let goes_on = q.continues && place.block + 1 < reading.blocks.len();
    if goes_on {
        *last = Some(opened(out, q, place));
    }
    goes_on
}

/// A quotation that goes on in the next paragraph, where its attribution may stand.
fn opened(out: &mut Vec<Found>, q: &Quotation, place: &Place) -> Last {
    out.push(Found {
        content: vec![q.inside],
        cue: None,
        head: None,
        source: None,
        who: None,
        rule: "quotation-over-paragraphs",
    });
    Last { found: out.len() - 1, block: place.block, end: q.at.end, open: true }
}

/// The attribution came with the last paragraph: it speaks for the paragraphs before.
pub fn take_over(out: &mut [Found], last: &mut Option<Last>, found: usize) {
    let Some(previous) = last.as_ref().map(|l| l.found).filter(|p| *p != found) else { return };
    let mut content = std::mem::take(&mut out[previous].content);
    if out[previous].head.is_some() {
        out[previous].content = content;
        return;
    }
    content.append(&mut out[found].content);
    out[found].content = content;
}

/// Between the two stands one attribution and no further sentence.
fn is_one_attribution(between: &str) -> bool {
    let stops = between.matches(". ").count() + between.matches("! ").count() + between.matches("? ").count();
    let short = between
        .split_whitespace()
        .filter(|w| w.len() <= 4 && w.ends_with('.') && w.starts_with(char::is_uppercase))
        .count();
    stops <= short + 1 && between.trim_end().ends_with(['.', ',', ':', '”', '"', '—', '–', '-', ';'])
        || between.trim().is_empty()
}

/// The paragraph before ended with its quotation or its attribution.
fn has_only_cue(reading: &Reading, previous: &Last, out: &[Found]) -> bool {
    let end = reading.blocks[previous.block].at.end;
    let rest = reading.printed(Span::new(previous.end.min(end), end));
    let known = out[previous.found].head.is_some() || out[previous.found].cue.is_some();
    (known || out[previous.found].rule == "quotation-follows")
        && rest.split_whitespace().count() <= 20
        && rest.matches(". ").count() <= 1
}
