//! Cuts one chunk: prefixes and suffixes off its ends, infixes out of its middle.

use super::Tokenizer;
use super::rules::Rules;
use crate::pattern::{self, Pattern, Presence, Scratch};

/// A token of a chunk. The pieces of a chunk follow one another without a gap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Piece {
    /// In bytes.
    pub len: u32,
    pub norm: Option<u32>,
    /// With this token a sequence may begin that is an exception torn apart.
    pub may_start_special: bool,
}

/// Room for the work on one chunk, kept from one chunk to the next.
#[derive(Debug, Default)]
pub(crate) struct Buffers {
    characters: Vec<char>,
    /// The characters as patterns that ignore case want them; empty where there are none.
    folded: Vec<char>,
    /// Where each character starts in the chunk, in bytes, and at last where the chunk ends.
    offsets: Vec<u32>,
    /// Ends of prefixes, and starts of suffixes from the last one inwards, in characters.
    prefixes: Vec<usize>,
    suffixes: Vec<usize>,
    infixes: Vec<(usize, usize)>,
}

/// Buffers grown beyond this by one huge chunk are given back.
const MOST_KEPT: usize = 1 << 16;
/// How many characters `token_match` may be shown, for each character of a
/// chunk: only chunks made to waste time come near.
const EFFORT: usize = 64;

impl Buffers {
    fn load(&mut self, chunk: &str, rules: &Rules) {
        self.characters.clear();
        self.folded.clear();
        self.offsets.clear();
        for (at, character) in chunk.char_indices() {
            self.characters.push(character);
            self.offsets.push(at as u32);
        }
        self.offsets.push(chunk.len() as u32);
        if rules.fold() {
            self.folded.extend(self.characters.iter().map(|character| pattern::folded(*character)));
        }
        self.prefixes.clear();
        self.suffixes.clear();
        self.infixes.clear();
    }

    pub fn shrink(&mut self) {
        if self.characters.capacity() > MOST_KEPT {
            *self = Buffers::default();
        }
    }
}

/// One chunk at work: what remains of it is `start..end`, in characters.
struct Work<'w> {
    tokenizer: &'w Tokenizer,
    chunk: &'w str,
    characters: &'w [char],
    folded: &'w [char],
    offsets: &'w [u32],
    presence: Presence,
    with_exceptions: bool,
    effort: usize,
    start: usize,
    end: usize,
}

/// Adds the pieces of a chunk.
pub(crate) fn split(
    tokenizer: &Tokenizer,
    chunk: &str,
    with_exceptions: bool,
    buffers: &mut Buffers,
    scratch: &mut Scratch,
    pieces: &mut Vec<Piece>,
) {
    buffers.load(chunk, &tokenizer.rules);
    let Buffers { characters, folded, offsets, prefixes, suffixes, infixes } = buffers;
    let mut work = Work {
        tokenizer,
        chunk,
        characters,
        folded,
        offsets,
        presence: Presence::of(characters).union(Presence::of(folded)),
        with_exceptions,
        effort: characters.len().saturating_mul(EFFORT),
        start: 0,
        end: characters.len(),
    };
    work.cut_affixes(prefixes, suffixes, scratch);
    let mut at = 0;
    for end in prefixes.iter() {
        work.add(at, *end, pieces);
        at = *end;
    }
    work.middle(infixes, scratch, pieces);
    for (i, start) in suffixes.iter().enumerate().rev() {
        let end = if i == 0 { characters.len() } else { suffixes[i - 1] };
        work.add(*start, end, pieces);
    }
}

impl Work<'_> {
    fn cut_affixes(&mut self, prefixes: &mut Vec<usize>, suffixes: &mut Vec<usize>, scratch: &mut Scratch) {
        let mut last_len = 0;
        while self.start < self.end && self.end - self.start != last_len {
            if self.is_token(scratch) || self.is_exception(self.start, self.end) {
                return;
            }
            last_len = self.end - self.start;
            let prefix = self.search(&self.tokenizer.rules.prefix, self.start, scratch);
            let behind = self.start + prefix;
            if prefix > 0 && self.is_exception(behind, self.end) {
                prefixes.push(behind);
                self.start = behind;
                return;
            }
            let suffix = self.search(&self.tokenizer.rules.suffix, behind, scratch);
            let before = self.end - suffix;
            if suffix > 0 && self.is_exception(self.start, before) {
                suffixes.push(before);
                self.end = before;
                return;
            }
            if prefix > 0 {
                prefixes.push(behind);
                self.start = behind;
            }
            if suffix > 0 {
                suffixes.push(before);
                self.end = before;
            }
        }
    }

    /// What is left between the affixes.
    fn middle(&mut self, infixes: &mut Vec<(usize, usize)>, scratch: &mut Scratch, pieces: &mut Vec<Piece>) {
        let (start, end) = (self.start, self.end);
        if start == end {
            return;
        }
        if let Some(known) = self.exception(start, end) {
            return pieces.extend_from_slice(known);
        }
        if self.is_token(scratch) || self.matches(&self.tokenizer.rules.url, scratch) {
            return self.add(start, end, pieces);
        }
        if let Some(infix) = &self.tokenizer.rules.infix {
            infix.find_all(self.characters(infix, start), self.presence, scratch, infixes);
        }
        let mut at = start;
        for (first, last) in infixes.iter().filter(|infix| infix.0 > 0) {
            self.add(at, start + first, pieces);
            self.add(start + first, start + last, pieces);
            at = start + last;
        }
        self.add(at, end, pieces);
    }

    /// Adds a piece, if there is anything in it.
    fn add(&self, start: usize, end: usize, pieces: &mut Vec<Piece>) {
        if start == end {
            return;
        }
        let may_start_special = self.with_exceptions && self.tokenizer.specials.may_start(self.text(start, end));
        pieces.push(Piece { len: self.offsets[end] - self.offsets[start], norm: None, may_start_special });
    }

    fn text(&self, start: usize, end: usize) -> &str {
        &self.chunk[self.offsets[start] as usize..self.offsets[end] as usize]
    }

    fn exception(&self, start: usize, end: usize) -> Option<&[Piece]> {
        if !self.with_exceptions {
            return None;
        }
        self.tokenizer.exceptions.get(self.text(start, end))
    }

    fn is_exception(&self, start: usize, end: usize) -> bool {
        start < end && self.exception(start, end).is_some()
    }

    fn is_token(&mut self, scratch: &mut Scratch) -> bool {
        if self.tokenizer.rules.token.is_none() || self.effort < self.end - self.start {
            return false;
        }
        self.effort -= self.end - self.start;
        self.matches(&self.tokenizer.rules.token, scratch)
    }

    fn matches(&self, pattern: &Option<Pattern>, scratch: &mut Scratch) -> bool {
        let Some(pattern) = pattern else { return false };
        pattern.matches(self.characters(pattern, self.start), self.presence, scratch)
    }

    /// The length of the first match from a place on, 0 without one.
    fn search(&self, pattern: &Option<Pattern>, start: usize, scratch: &mut Scratch) -> usize {
        let Some(pattern) = pattern else { return 0 };
        let found = pattern.search(self.characters(pattern, start), self.presence, scratch);
        found.map_or(0, |(start, end)| end - start)
    }

    /// What remains from a place on, as a pattern wants it.
    fn characters(&self, pattern: &Pattern, start: usize) -> &[char] {
        let all = if pattern.folds() { self.folded } else { self.characters };
        &all[start..self.end]
    }
}
