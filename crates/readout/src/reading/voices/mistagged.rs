//! Cues that the tagger takes for nouns: "the mayor notes that the dam holds", "the dam holds, harbour data show".

use super::lexicon::{Takes, Words};
use super::{Found, content, source};
use crate::reading::Reading;
use crate::reading::syntax::Syntax;
use std::ops::Range;

pub fn find(reading: &Reading, words: &Words) -> Vec<Found> {
    let syntax = &reading.syntax;
    let nouns = (0..syntax.tokens.len()).filter(|t| is_cue(syntax, words, *t));
    nouns.filter_map(|noun| before_clause(reading, noun).or_else(|| at_end(reading, noun))).collect()
}

/// The root of a sentence, a noun by its tag, that is written like the present of a verb of saying.
fn is_cue(syntax: &Syntax, words: &Words, token: usize) -> bool {
    let t = &syntax.tokens[token];
    let root = t.dep == "ROOT" && matches!(t.tag.as_str(), "NN" | "NNS");
    root && words.verbs(&t.lower, &t.lemma).any(|e| e.takes(Takes::Clause))
}

/// "the mayor notes that the dam holds".
fn before_clause(reading: &Reading, noun: usize) -> Option<Found> {
    let syntax = &reading.syntax;
    let marked = |c: &usize| *c > noun && syntax.child(*c, &["mark"]).is_some_and(|m| m == noun + 1);
    let clause = syntax.children(noun).iter().copied().find(|c| syntax.tokens[*c].dep == "ccomp" && marked(c))?;
    let who = speaker(syntax, noun)?;
    let tokens = source::trimmed(syntax, syntax.subtree(noun).start.max(phrase_start(syntax, noun))..noun);
    found(reading, noun, who, tokens, syntax.subtree(clause))
}

/// "the dam holds, harbour data show".
fn at_end(reading: &Reading, noun: usize) -> Option<Found> {
    let syntax = &reading.syntax;
    let sentence = syntax.sentence_of(noun).tokens.clone();
    let last = (noun + 1..sentence.end).all(|t| matches!(syntax.tokens[t].pos.as_str(), "PUNCT" | "SPACE"));
    let start = phrase_start(syntax, noun);
    let comma = start.checked_sub(1).filter(|c| *c > sentence.start && syntax.tokens[*c].lower == ",")?;
    let finite = |t: usize| matches!(syntax.tokens[t].tag.as_str(), "VBD" | "VBZ" | "VBP" | "MD");
    let who = speaker(syntax, noun).filter(|w| syntax.tokens[*w].tag.ends_with('S'))?;
    if !last || !(sentence.start..comma).any(finite) {
        return None;
    }
    found(reading, noun, who, start..noun, sentence.start..comma)
}

/// The noun right before it, which the parser takes for a part of its phrase.
fn speaker(syntax: &Syntax, noun: usize) -> Option<usize> {
    let before = noun.checked_sub(1)?;
    (syntax.tokens[before].is_noun() && syntax.tokens[before].head == noun).then_some(before)
}

/// The start of the run of nouns, adjectives and articles before it.
fn phrase_start(syntax: &Syntax, noun: usize) -> usize {
    let sentence = syntax.sentence_of(noun).tokens.start;
    let belongs = |t: &usize| {
        let token = &syntax.tokens[*t];
        token.is_noun() || matches!(token.pos.as_str(), "ADJ" | "DET" | "PART") || token.is_hyphen()
    };
    (sentence..noun).rev().take_while(belongs).last().unwrap_or(noun)
}

fn found(reading: &Reading, noun: usize, who: usize, tokens: Range<usize>, said: Range<usize>) -> Option<Found> {
    Some(Found {
        content: vec![content::piece(reading, said)?],
        cue: Some(reading.syntax.tokens[noun].at),
        head: Some(noun),
        who: Some(who),
        source: Some(tokens).filter(|t| !t.is_empty()),
        rule: "mistagged-cue",
    })
}
