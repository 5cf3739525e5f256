//! Puts exceptions together again that affixes have torn apart, also across spaces.

use super::chunk::{self, Piece};
use super::exceptions::Exceptions;
use super::{Chunks, RawToken, Tokenizer, TokenizerCache};
use crate::pattern::{Pattern, Presence, Scratch};
use foldhash::HashMap;

/// The exceptions that rules would tear apart, as the tokens they would make of them.
#[derive(Debug, Default)]
pub(crate) struct Specials {
    /// By their first token; each is the tokens that follow.
    by_first: HashMap<Box<str>, Vec<Texts>>,
    longest_first: usize,
}

type Texts = Box<[Box<str>]>;

/// Token numbers of an exception found, from the first to behind the last.
type Span = (usize, usize);

impl Specials {
    /// Of all exceptions, those in which an affix would be found.
    pub fn find(tokenizer: &Tokenizer, faster: bool) -> Specials {
        let mut specials = Specials::default();
        let mut cache = TokenizerCache::default();
        for text in tokenizer.exceptions.texts() {
            if faster && !text.contains(' ') && !has_affix(tokenizer, text, &mut cache.scratch) {
                continue;
            }
            let mut tokens = torn(tokenizer, text, &mut cache).into_iter();
            let Some(first) = tokens.next() else { continue };
            specials.longest_first = specials.longest_first.max(first.len());
            specials.by_first.entry(first).or_default().push(tokens.collect());
        }
        specials
    }

    /// Whether a sequence begins with a token of this text.
    #[inline]
    pub fn may_start(&self, text: &str) -> bool {
        text.len() <= self.longest_first && self.by_first.contains_key(text)
    }

    /// Replaces the tokens of exceptions found by the pieces of those exceptions.
    pub fn restore(&self, text: &str, exceptions: &Exceptions, candidates: &[usize], tokens: &mut Vec<RawToken>) {
        let mut spans: Vec<Span> = Vec::new();
        for start in candidates {
            self.spans_from(text, tokens, *start, &mut spans);
        }
        if spans.is_empty() {
            return;
        }
        let spans = without_overlaps(spans, tokens.len());
        let mut restored = Vec::with_capacity(tokens.len());
        let mut at = 0;
        for (start, end) in spans {
            restored.extend_from_slice(&tokens[at..start]);
            let found = &tokens[start..end];
            match exceptions.get(&text[found[0].start..found[found.len() - 1].end]) {
                Some(pieces) => place(pieces, found, &mut restored),
                None => restored.extend_from_slice(found),
            }
            at = end;
        }
        restored.extend_from_slice(&tokens[at..]);
        *tokens = restored;
    }

    fn spans_from(&self, text: &str, tokens: &[RawToken], start: usize, spans: &mut Vec<Span>) {
        let word = |token: &RawToken| &text[token.start..token.end];
        for rest in self.by_first.get(word(&tokens[start])).into_iter().flatten() {
            let following = &tokens[start + 1..];
            if rest.len() <= following.len() && rest.iter().zip(following).all(|(a, b)| **a == *word(b)) {
                spans.push((start, start + 1 + rest.len()));
            }
        }
    }
}

/// The longest spans, earlier ones first, as far as their ends are not in a
/// span that was looked at before: not even in one that was dropped.
fn without_overlaps(mut spans: Vec<Span>, tokens: usize) -> Vec<Span> {
    spans.sort_by_key(|(start, end)| (std::cmp::Reverse(end - start), *start));
    let mut seen = vec![false; tokens];
    spans.retain(|(start, end)| {
        let free = !seen[*start] && !seen[end - 1];
        seen[*start..*end].fill(true);
        free
    });
    spans.sort_unstable();
    spans
}

/// The pieces of an exception in the place of the tokens found.
fn place(pieces: &[Piece], found: &[RawToken], restored: &mut Vec<RawToken>) {
    let mut start = found[0].start;
    for piece in pieces {
        let end = start + piece.len as usize;
        restored.push(RawToken { start, end, space_after: false, norm: piece.norm });
        start = end;
    }
    if let (Some(last), Some(was)) = (restored.last_mut(), found.last()) {
        last.space_after = was.space_after;
    }
}

fn has_affix(tokenizer: &Tokenizer, text: &str, scratch: &mut Scratch) -> bool {
    let mut found = |pattern: &Option<Pattern>| {
        let pattern = pattern.as_ref()?;
        let text = pattern.characters(text);
        pattern.search(&text, Presence::of(&text), scratch)
    };
    let rules = &tokenizer.rules;
    // An affix without characters counts only inside.
    let mut outer = [found(&rules.prefix), found(&rules.suffix)].into_iter().flatten();
    outer.any(|(start, end)| start < end) || found(&rules.infix).is_some()
}

/// The tokens that rules alone would make of an exception.
fn torn(tokenizer: &Tokenizer, text: &str, cache: &mut TokenizerCache) -> Vec<Box<str>> {
    let mut tokens = Vec::new();
    for found in Chunks::new(text) {
        let chars = &text[found.start..found.end];
        cache.pieces.clear();
        chunk::split(tokenizer, chars, false, &mut cache.buffers, &mut cache.scratch, &mut cache.pieces);
        let mut at = 0;
        for piece in &cache.pieces {
            let end = at + piece.len as usize;
            tokens.push(chars[at..end].into());
            at = end;
        }
    }
    tokens
}
