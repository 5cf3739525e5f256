//! Speakers who are taken up again: "the statement said" after "said in a statement", "It urged ..." after what a body said.

use super::Voice;
use super::lexicon::Words;
use crate::document::Span;
use crate::reading::Reading;
use crate::reading::names::Class;

/// How many sentences lie between a body that spoke and "it".
const NEAR: usize = 2;

/// Gives the speaker to those attributions, in the order of the text.
pub fn resolve(reading: &Reading, words: &Words, voices: &mut [Voice]) {
    let mut order: Vec<(Span, usize)> = voices.iter().enumerate().filter_map(|(i, v)| Some((v.source?, i))).collect();
    order.sort_unstable();
    for at in 0..order.len() {
        let (source, i) = order[at];
        if !voices[i].speakers.is_empty() {
            continue;
        }
        let before = &order[..at];
        let found = by_text(reading, words, voices, before, source)
            .or_else(|| by_pronoun(reading, words, voices, before, source));
        voices[i].speakers = found.unwrap_or_default();
    }
}

/// "the statement": of the one who last said something in such a text.
fn by_text(
    reading: &Reading,
    words: &Words,
    voices: &[Voice],
    before: &[(Span, usize)],
    source: Span,
) -> Option<Vec<usize>> {
    let syntax = &reading.syntax;
    let head = syntax.head_of(source)?;
    let text = &syntax.tokens[head];
    let known = syntax.children(head).iter().all(|c| syntax.tokens[*c].pos == "DET");
    words.subject.texts.iter().find(|w| known && **w == text.lemma.as_str())?;
    let is_it = |at: Span| syntax.head_of(at).is_some_and(|t| syntax.tokens[t].lemma == text.lemma);
    let told = |v: &Voice| v.venue.is_some_and(is_it) || v.source.is_some_and(is_it);
    before.iter().rev().map(|(_, i)| &voices[*i]).find(|v| told(v)).map(|v| v.speakers.clone())
}

/// "It": the body that spoke last, shortly before.
fn by_pronoun(
    reading: &Reading,
    words: &Words,
    voices: &[Voice],
    before: &[(Span, usize)],
    source: Span,
) -> Option<Vec<usize>> {
    let syntax = &reading.syntax;
    let token = syntax.token_at(source.start)?;
    words.subject.neuter.iter().find(|w| **w == syntax.tokens[token].lower.as_str())?;
    let (said, i) = before.last()?;
    let body =
        |e: usize| matches!(reading.entities.get(e).map(|e| e.class), Some(Class::Organisation | Class::Country));
    let near = syntax.tokens[token].sentence - syntax.tokens[syntax.token_at(said.start)?].sentence <= NEAR;
    voices[*i].speaker().filter(|e| near && body(*e)).map(|e| vec![e])
}
