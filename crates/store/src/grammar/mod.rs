//! The grammar of a text in few bytes: a column for each field of a token, so that it packs well.
//!
//! Kept by the hash of each block of text: rules that cut a text into other blocks find what they left as it was, and
//! only the rest is asked of the language model.

mod bytes;
mod columns;
mod reader;

use bytes::{Bytes, number};
use columns::Columns;
use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use reader::Reader;
use readout::reading::syntax::Token;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io::{Read, Write};

/// The tokens of blocks of text, each counted from its block's start.
#[derive(Clone, Debug, Default)]
pub struct Grammar {
    blocks: BTreeMap<[u8; 8], Vec<Token>>,
}

/// No text has more tokens than this says: damaged bytes shall not ask for all memory.
const MOST: usize = 1 << 24;

impl Grammar {
    pub fn block(&self, text: &str) -> Option<&Vec<Token>> {
        self.blocks.get(&key(text))
    }

    pub fn keep(&mut self, text: &str, tokens: Vec<Token>) {
        self.blocks.insert(key(text), tokens);
    }

    /// Which of these texts are not here.
    pub fn lacks<'t>(&self, texts: &[&'t str]) -> Vec<&'t str> {
        texts.iter().copied().filter(|text| self.block(text).is_none()).collect()
    }

    /// For the file. `texts` are the blocks whose grammar is kept.
    pub fn packed(&self, texts: &[&str]) -> Vec<u8> {
        let mut columns = Columns::default();
        let mut head = vec![];
        let kept: BTreeMap<[u8; 8], &str> = texts.iter().map(|text| (key(text), *text)).collect();
        let known = kept.iter().filter_map(|(key, text)| Some((key, text, self.blocks.get(key)?)));
        for (key, text, tokens) in known {
            head.extend_from_slice(key);
            number(&mut head, tokens.len());
            columns.add(text, tokens);
        }
        let mut out = vec![];
        let lists = [&columns.gaps, &columns.lengths, &columns.heads, &columns.labels, &columns.lemmas];
        let names = columns.names.join("\n").into_bytes();
        for list in std::iter::once(&head).chain(lists).chain([&names]) {
            number(&mut out, list.len());
            out.extend_from_slice(list);
        }
        deflated(&out)
    }

    /// What `packed` wrote; `None` for anything else.
    pub fn unpacked(bytes: &[u8], texts: &[&str]) -> Option<Grammar> {
        let whole = inflated(bytes)?;
        let mut rest = Bytes(&whole);
        let [mut head, gaps, lengths, heads, labels, lemmas, names] =
            [rest.list()?, rest.list()?, rest.list()?, rest.list()?, rest.list()?, rest.list()?, rest.list()?];
        let names: Vec<&str> = std::str::from_utf8(names.0).ok()?.split('\n').collect();
        let mut columns = Reader { gaps, lengths, heads, labels, lemmas, names, sets: vec![] };
        let by_key: BTreeMap<[u8; 8], &str> = texts.iter().map(|text| (key(text), *text)).collect();
        let mut blocks = BTreeMap::new();
        while !head.0.is_empty() {
            let (key, after) = head.0.split_first_chunk::<8>()?;
            head = Bytes(after);
            let count = head.number()?.min(MOST);
            // A block that the text no longer has is passed over.
            let tokens = columns.block(by_key.get(key).copied(), count)?;
            if by_key.contains_key(key) {
                blocks.insert(*key, tokens);
            }
        }
        Some(Grammar { blocks })
    }
}

fn key(text: &str) -> [u8; 8] {
    let hash = Sha256::digest(text.as_bytes());
    std::array::from_fn(|i| hash[i])
}

pub fn inflated(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut whole = vec![];
    DeflateDecoder::new(bytes).read_to_end(&mut whole).ok()?;
    Some(whole)
}

pub fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(vec![], Compression::new(6));
    encoder.write_all(bytes).and_then(|()| encoder.finish()).expect("a list of bytes takes any number of them")
}

#[cfg(test)]
mod tests {
    use super::*;
    use readout::Span;
    use readout::reading::syntax::Labels;

    fn token(at: (usize, usize), lemma: &str, head: usize, sentence: usize, text: &str) -> Token {
        let labels = Labels {
            tag: "NN".into(),
            pos: "NOUN".into(),
            morph: "Number=Sing".into(),
            dep: "nsubj".into(),
            entity: "ORG".into(),
            entity_begin: at.0 == 0,
        };
        let lower = text[at.0..at.1].to_lowercase().into();
        Token { at: Span::new(at.0, at.1), lemma: lemma.into(), lower, head, sentence, labels: labels.kept() }
    }

    #[test]
    fn grammar_comes_back_as_it_was_kept() {
        let text = "Gauges İstmar rose. Rivers";
        let tokens = vec![
            token((0, 6), "gauge", 2, 0, text),
            token((7, 14), "İstmar", 0, 0, text),
            token((15, 19), "rose", 2, 0, text),
            token((19, 20), ".", 2, 0, text),
            token((21, 27), "river", 4, 1, text),
        ];
        let mut grammar = Grammar::default();
        grammar.keep(text, tokens.clone());
        grammar.keep("left", vec![token((0, 4), "leave", 0, 0, "left")]);
        let packed = grammar.packed(&["left", text]);
        let back = Grammar::unpacked(&packed, &[text, "new"]).expect("it was packed just now");
        assert_eq!(format!("{:?}", back.block(text)), format!("{:?}", Some(&tokens)));
        assert_eq!(back.lacks(&[text, "new", "left"]), ["new", "left"]);
    }

    #[test]
    fn damaged_grammar_is_no_grammar_and_no_panic() {
        let mut grammar = Grammar::default();
        grammar.keep("left", vec![token((0, 4), "leave", 0, 0, "left")]);
        let packed = grammar.packed(&["left"]);
        for i in 0..packed.len() {
            let mut damaged = packed.clone();
            damaged[i] ^= 0x5A;
            let _ = Grammar::unpacked(&damaged, &["left"]);
            assert!(Grammar::unpacked(&packed[..i], &["left"]).is_none(), "{i}");
        }
    }
}
