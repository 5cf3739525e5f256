//! Where tokens begin and end: spaCy's rules of affixes and exceptions.
//!
//! A text is cut at white space into chunks. A chunk is an exception with
//! pieces of its own, or prefixes and suffixes are cut off one after the
//! other and what remains is cut at infixes. In the end exceptions that the
//! affixes have torn apart are put together again.

mod chunk;
mod exceptions;
mod rules;
mod special;

use crate::characters::Class;
use crate::error::LoadError;
use crate::files::File;
use crate::pattern::{self, Scratch};
use chunk::{Buffers, Piece};
use exceptions::Exceptions;
use foldhash::HashMap;
use rules::Rules;
use special::Specials;

/// The tokenizer of a pipeline, ready to run; shared by all threads.
#[derive(Debug)]
pub(crate) struct Tokenizer {
    rules: Rules,
    exceptions: Exceptions,
    specials: Specials,
    /// A chunk of plain letters is one token unless it is an exception.
    plain_is_one: bool,
}

/// What a thread remembers between texts; bounded, and without effect on results.
#[derive(Debug, Default)]
pub(crate) struct TokenizerCache {
    chunks: HashMap<Box<str>, (u32, u32)>,
    pieces: Vec<Piece>,
    buffers: Buffers,
    scratch: Scratch,
    /// Tokens of the present text with which an exception torn apart may begin.
    candidates: Vec<usize>,
}

/// A token found: bytes `start..end` of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RawToken {
    pub start: usize,
    pub end: usize,
    /// One space follows, which belongs to no token.
    pub space_after: bool,
    /// The norm that a token exception gives: see [`Tokenizer::norm`].
    pub norm: Option<u32>,
}

/// As many chunks and pieces are remembered before all are forgotten.
const MOST_CHUNKS: usize = 1 << 15;
const MOST_PIECES: usize = 1 << 17;
/// Longer chunks hardly come twice.
const LONGEST_KEPT: usize = 64;

impl Tokenizer {
    /// Reads a pipeline's file `tokenizer`.
    pub fn read(file: &File) -> Result<Tokenizer, LoadError> {
        let value = file.msgpack()?;
        let rules = Rules::read(file, &value)?;
        let exceptions = Exceptions::read(file, &value)?;
        let faster = value.get("faster_heuristics").and_then(|value| value.bool()).unwrap_or(true);
        let plain_is_one = !rules.matches_plain();
        let mut tokenizer = Tokenizer { rules, exceptions, specials: Specials::default(), plain_is_one };
        tokenizer.specials = Specials::find(&tokenizer, faster);
        let Tokenizer { exceptions, specials, .. } = &mut tokenizer;
        exceptions.mark(|text| specials.may_start(text));
        Ok(tokenizer)
    }

    /// The tokens of a text, in order. Together with the spaces after them they are the text.
    pub fn tokenize(&self, text: &str, cache: &mut TokenizerCache) -> Vec<RawToken> {
        let mut tokens = Vec::with_capacity(text.len() / 5 + 1);
        cache.candidates.clear();
        for chunk in Chunks::new(text) {
            self.chunk(text, chunk, cache, &mut tokens);
        }
        self.specials.restore(text, &self.exceptions, &cache.candidates, &mut tokens);
        cache.buffers.shrink();
        tokens
    }

    /// The norm behind [`RawToken::norm`].
    pub fn norm(&self, index: u32) -> &str {
        self.exceptions.norm(index)
    }

    fn chunk(&self, text: &str, chunk: Chunk, cache: &mut TokenizerCache, tokens: &mut Vec<RawToken>) {
        let chars = &text[chunk.start..chunk.end];
        let before = tokens.len();
        if chunk.plain && self.plain_is_one {
            self.plain_word(chars, chunk, cache, tokens);
        } else {
            self.any_chunk(chars, chunk, cache, tokens);
        }
        if let Some(last) = tokens[before..].last_mut() {
            last.space_after = chunk.space_after;
        }
    }

    fn plain_word(&self, chars: &str, chunk: Chunk, cache: &mut TokenizerCache, tokens: &mut Vec<RawToken>) {
        if let Some(pieces) = self.exceptions.get(chars) {
            return self.place(chunk.start, pieces, &mut cache.candidates, tokens);
        }
        if self.specials.may_start(chars) {
            cache.candidates.push(tokens.len());
        }
        tokens.push(RawToken { start: chunk.start, end: chunk.end, space_after: false, norm: None });
    }

    fn any_chunk(&self, chars: &str, chunk: Chunk, cache: &mut TokenizerCache, tokens: &mut Vec<RawToken>) {
        if let Some((start, end)) = cache.chunks.get(chars) {
            let pieces = &cache.pieces[*start as usize..*end as usize];
            return self.place(chunk.start, pieces, &mut cache.candidates, tokens);
        }
        if cache.chunks.len() >= MOST_CHUNKS || cache.pieces.len() >= MOST_PIECES {
            cache.chunks.clear();
            cache.pieces.clear();
        }
        let first = cache.pieces.len();
        chunk::split(self, chars, true, &mut cache.buffers, &mut cache.scratch, &mut cache.pieces);
        self.place(chunk.start, &cache.pieces[first..], &mut cache.candidates, tokens);
        if chars.len() <= LONGEST_KEPT {
            cache.chunks.insert(chars.into(), (first as u32, cache.pieces.len() as u32));
        } else {
            cache.pieces.truncate(first);
        }
    }

    fn place(&self, start: usize, pieces: &[Piece], candidates: &mut Vec<usize>, tokens: &mut Vec<RawToken>) {
        let mut at = start;
        for piece in pieces {
            if piece.may_start_special {
                candidates.push(tokens.len());
            }
            let end = at + piece.len as usize;
            tokens.push(RawToken { start: at, end, space_after: false, norm: piece.norm });
            at = end;
        }
    }
}

/// A run of white space, or of anything but.
#[derive(Debug, Clone, Copy)]
struct Chunk {
    start: usize,
    end: usize,
    /// All of it are plain letters.
    plain: bool,
    space_after: bool,
}

/// The chunks of a text, in order.
struct Chunks<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Chunks<'t> {
    fn new(text: &'t str) -> Chunks<'t> {
        Chunks { text, at: 0 }
    }

    /// The character at a place, and whether it is white space and a plain letter.
    #[inline]
    fn kind(&self, at: usize) -> Option<(usize, bool, bool)> {
        let byte = *self.text.as_bytes().get(at)?;
        if byte.is_ascii_alphabetic() {
            return Some((1, false, true));
        }
        if byte.is_ascii() {
            return Some((1, Class::Space.holds(byte as char), false));
        }
        let character = self.text[at..].chars().next()?;
        Some((character.len_utf8(), Class::Space.holds(character), pattern::is_plain(character)))
    }
}

impl Iterator for Chunks<'_> {
    type Item = Chunk;

    /// The space that a run of white space begins with belongs to the token before it.
    fn next(&mut self) -> Option<Chunk> {
        let start = self.at;
        let (width, space, mut plain) = self.kind(start)?;
        let mut end = start + width;
        let mut following = self.kind(end);
        while let Some((width, same, letter)) = following {
            if same != space {
                break;
            }
            plain &= letter;
            end += width;
            following = self.kind(end);
        }
        self.at = end;
        let space_after = !space && self.text.as_bytes().get(end) == Some(&b' ');
        if space_after {
            self.at = end + 1;
        }
        Some(Chunk { start, end, plain, space_after })
    }
}

#[cfg(test)]
mod tests;
