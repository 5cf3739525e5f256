//! Grammar of no language: every run of letters and every other sign is a token, its labels and its head drawn from its
//! bytes. No pass may count on a sound tree.

use readout::Span;
use readout::reading::syntax::{Labels, Token};

const TAGS: &[(&str, &str)] = &[
    ("NN", "NOUN"), ("NNP", "PROPN"), ("VBD", "VERB"), ("VBZ", "VERB"), ("IN", "ADP"), ("DT", "DET"), ("CD", "NUM"),
    ("PRP", "PRON"), ("JJ", "ADJ"), ("MD", "AUX"), ("CC", "CCONJ"), (".", "PUNCT"), ("``", "PUNCT"), ("POS", "PART"),
];
const DEPENDENCIES: &[&str] = &[
    "ROOT", "nsubj", "dobj", "ccomp", "prep", "pobj", "amod", "compound", "conj", "cc", "appos", "nummod", "quantmod",
    "aux", "neg", "advcl", "relcl", "acl", "xcomp", "nsubjpass", "auxpass", "agent", "mark", "poss", "det", "punct", "dep",
];
const ENTITIES: &[&str] = &["", "", "PERSON", "ORG", "GPE", "DATE", "MONEY", "CARDINAL"];

pub fn of(texts: &[&str]) -> Vec<Vec<Token>> {
    texts.iter().map(|text| block(text)).collect()
}

fn block(text: &str) -> Vec<Token> {
    let spans = spans(text);
    let count = spans.len();
    let token = |(i, at): (usize, &Span)| {
        let printed = &text[at.range()];
        let number = printed.bytes().fold(i, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into()));
        let (tag, pos) = TAGS[number % TAGS.len()];
        let labels = Labels {
            tag: tag.into(),
            pos: pos.into(),
            dep: DEPENDENCIES[number / 7 % DEPENDENCIES.len()].into(),
            entity: ENTITIES[number / 3 % ENTITIES.len()].into(),
            entity_begin: number % 2 == 0,
            ..Labels::default()
        };
        // A head before or behind, never further than the block.
        let head = (i + number / 11 % 7).saturating_sub(3).min(count - 1);
        let lower = printed.to_lowercase();
        Token { at: *at, lemma: lower.as_str().into(), lower: lower.into(), head, sentence: i / 25, labels: labels.kept() }
    };
    spans.iter().enumerate().map(token).collect()
}

fn spans(text: &str) -> Vec<Span> {
    let mut out: Vec<Span> = vec![];
    let mut is_word = false;
    for (start, c) in text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
        let end = start + c.len_utf8();
        let is_letter = c.is_alphanumeric();
        match out.last_mut().filter(|last| is_letter && is_word && last.end == start) {
            Some(last) => last.end = end,
            None => out.push(Span::new(start, end)),
        }
        is_word = is_letter;
    }
    out
}
