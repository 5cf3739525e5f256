//! Acronyms a text introduces: "Collective Security Treaty Organization (CSTO)".

use super::Class;
use super::scan::Shape;
use super::segment::{Piece, Text};
use std::ops::Range;

/// An acronym in brackets and the words it is short for.
#[derive(Clone, Debug)]
pub struct Introduced {
    pub acronym: Range<usize>,
    pub long: Range<usize>,
}

/// More than these no text introduces; one that seems to is none to be read so.
const MOST: usize = 200;

pub fn introduced(text: &Text) -> Vec<Introduced> {
    let found = (1..text.words.len()).filter_map(|i| Some(Introduced { acronym: i..i + 1, long: long_form(text, i)? }));
    found.take(MOST).collect()
}

/// The words before the bracket whose initials are the acronym's letters, small joining words passed over.
fn long_form(text: &Text, i: usize) -> Option<Range<usize>> {
    let word = &text.words[i];
    let before = &text.reading.document.text[text.words[i - 1].at.end..word.at.start];
    let printed = text.reading.document.printed(word.at);
    let letters: Vec<char> = printed.chars().filter(|c| c.is_uppercase()).collect();
    let bracket = before.contains('(') && before.chars().count() <= 4 && text.words[i - 1].block == word.block;
    if !bracket
        || word.shape == Shape::Lower
        || !(2..=8).contains(&letters.len())
        || letters.len() * 2 < printed.chars().count()
    {
        return None;
    }
    initials_before(text, i, &letters)
}

fn initials_before(text: &Text, i: usize, letters: &[char]) -> Option<Range<usize>> {
    let mut rest = letters;
    let mut start = i;
    let mut passed = 0;
    while let Some((last, before)) = rest.split_last() {
        let here = start.checked_sub(1)?;
        let word = &text.words[here];
        if word.block != text.words[i].block
            || (here + 1 < i && !text.words[here + 1].follows && !is_comma_before(text, here + 1))
        {
            return None;
        }
        start = here;
        if begins_with(&word.lower, *last) {
            rest = before;
            passed = 0;
            // "Kazakhstan-Russia" or "Cooperation" may give two letters: hyphenated parts.
            continue;
        }
        let inner = word.lower.split('-').nth(1).is_some_and(|p| begins_with(p, *last));
        if inner && before.last().is_some_and(|l| begins_with(&word.lower, *l)) {
            rest = &before[..before.len() - 1];
            continue;
        }
        passed += 1;
        if passed > 2 || word.shape == Shape::Capitals {
            return None;
        }
    }
    (text.words[start].shape != Shape::Lower || letters.len() > 2).then_some(start..i)
}

fn is_comma_before(text: &Text, word: usize) -> bool {
    let between = &text.reading.document.text[text.words[word - 1].at.end..text.words[word].at.start];
    between == ", "
}

fn begins_with(word: &str, letter: char) -> bool {
    letter.to_lowercase().next() == word.chars().next()
}

/// Pieces with every long form among them: a piece that is only a part of one gives way to it.
pub fn with_long_forms(mut pieces: Vec<Piece>, introduced: &[Introduced]) -> Vec<Piece> {
    for Introduced { acronym, long } in introduced {
        for words in [long, acronym] {
            if pieces.iter().any(|p| p.words == *words) {
                continue;
            }
            pieces.retain(|p| p.words.start < words.start || p.words.end > words.end || p.words.len() == words.len());
            pieces.push(Piece {
                words: words.clone(),
                titled: false,
                kind: (words == long).then_some(Class::Organisation),
            });
        }
    }
    pieces.sort_by_key(|p| (p.words.start, std::cmp::Reverse(p.words.end)));
    pieces
}
