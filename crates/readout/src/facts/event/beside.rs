//! Whether a word stands in the sentence that tells which of two meanings a frame has.

use super::words::{self, Frame};
use crate::reading::Reading;
use smol_str::SmolStr;

/// "The strike" of workers: a word of the sentence that tells which one is meant.
pub fn has(reading: &Reading, token: usize, frame: &Frame) -> bool {
    let syntax = &reading.syntax;
    let mut sentence = syntax.sentence_of(token).tokens.clone();
    let listed = |t: usize| {
        let lemma = syntax.lemma(t);
        // "to shoot" is the verb: a house that is struck is in no strike.
        let verb = |entry: &SmolStr| words::rest(entry).is_some_and(|v| v == lemma);
        if syntax.is_verb(t) { frame.beside.iter().any(verb) } else { frame.beside.contains(&lemma) }
    };
    frame.beside.is_empty() || sentence.any(listed)
}
