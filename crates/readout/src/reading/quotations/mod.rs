//! Quotation marks of every form, paired inside a paragraph; what does not pair is a gap.

mod dashes;
mod marks;
mod pairs;

use super::{Gap, Reading};
use crate::document::Span;

/// One quotation: the marks and what stands between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// What stands between the marks.
    pub inside: Span,
    /// With the marks.
    pub at: Span,
    /// Index of the quotation around it.
    pub inside_of: Option<usize>,
    /// It goes on in the next paragraph, whose own opening mark repeats it.
    pub continues: bool,
}

const UNBALANCED: &str = "unbalanced-quotation-mark";

/// Pairs the marks of each block by itself, so that an odd mark never reaches the next paragraph.
pub fn find(reading: &mut Reading) {
    let marked: Vec<_> = reading.blocks.iter().map(|b| marks::in_block(&reading.document.text, b.at)).collect();
    for (i, marks) in marked.iter().enumerate() {
        if marks.is_empty() {
            let spoken = dashes::of(reading, reading.blocks[i].at);
            reading.quotations.extend(spoken);
            continue;
        }
        let next = marked.get(i + 1).zip(reading.blocks.get(i + 1));
        let goes_on = match next {
            Some((marks, block)) => marks::opens(marks, block.at.start),
            // A text that was cut off in the middle of a quotation.
            None => marks::last_open(marks).filter(|_| is_cut_off(reading, i)),
        };
        let found = pairs::of(&reading.document.text, marks, reading.blocks[i].at, goes_on);
        let mut odd = found.odd;
        let mut index = vec![None; found.quotations.len()];
        for (k, mut q) in found.quotations.into_iter().enumerate() {
            let reopened = q.continues && q.at.end < reading.blocks[i].at.end;
            if (reopened && ends_with_cue(reading, &q)) || (q.continues && is_reported(reading, &q)) {
                odd.push(Span::new(q.at.start, q.inside.start));
                continue;
            }
            q.inside_of = q.inside_of.and_then(|outer| index[outer]);
            index[k] = Some(reading.quotations.len());
            reading.quotations.push(q);
        }
        odd.sort_unstable();
        reading.gaps.extend(odd.into_iter().map(|at| Gap { at, why: UNBALANCED }));
    }
}

/// The block breaks off inside a sentence.
fn is_cut_off(reading: &Reading, block: usize) -> bool {
    reading.printed(reading.blocks[block].at).ends_with(|c: char| c.is_alphanumeric() || c == ',')
}

/// How near the end of a sentence its cue stands: "…, the mayor of the town said."
const NEAR: usize = 6;

/// A quotation that seems to go on in the next paragraph, but one of whose sentences ends in an attribution of its own
/// ("We wait, the mayor said."): its closing mark is missing.
fn is_reported(reading: &Reading, quotation: &Quotation) -> bool {
    let syntax = &reading.syntax;
    let words = super::voices::lexicon::WORDS.of(reading.language());
    let tokens = syntax.tokens_in(quotation.inside);
    let reports = |t: usize| {
        let token = &syntax.tokens[t];
        let sentence = &syntax.sentences[token.sentence].tokens;
        let third =
            |s: usize| s < t && matches!(syntax.tokens[s].pos.as_str(), "PROPN" | "NOUN") && behind_comma(syntax, s);
        let last = sentence.end <= t + 3 && (t + 1..sentence.end).all(|i| syntax.tokens[i].pos == "PUNCT");
        last && token.tag == "VBD"
            && words.is_verb(&token.lower, &token.lemma)
            && syntax.child(t, &["ccomp"]).is_some_and(|c| c < t)
            && syntax.child(t, &["nsubj"]).is_some_and(third)
    };
    tokens.into_iter().any(reports)
}

/// A comma stands right before the phrase of this noun.
fn behind_comma(syntax: &super::syntax::Syntax, noun: usize) -> bool {
    let start = syntax.subtree(noun).start;
    start.checked_sub(1).is_some_and(|before| syntax.tokens[before].lower == ",")
}

/// A quotation that seems to be opened again, but whose sentence ends in an attribution: its closing mark is missing.
fn ends_with_cue(reading: &Reading, quotation: &Quotation) -> bool {
    let words = super::voices::lexicon::WORDS.of(reading.language());
    let tokens = reading.syntax.tokens_in(quotation.inside);
    let last = tokens.start.max(tokens.end.saturating_sub(NEAR))..tokens.end;
    let cue = |t: usize| {
        let token = &reading.syntax.tokens[t];
        matches!(token.tag.as_str(), "VBD" | "VBZ" | "VBP") && words.is_verb(&token.lower, &token.lemma)
    };
    last.into_iter().any(cue)
}

#[cfg(test)]
mod tests;
