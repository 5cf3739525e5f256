//! Grammar of no language: every run of letters and every other sign is a token, its labels and its head drawn from its
//! bytes. Every sentence is a tree, as a parser's are, and nothing else about it is sound.

use readout::Span;
use readout::reading::syntax::{Labels, Token};

const TAGS: &[(&str, &str)] = &[
    ("NN", "NOUN"),
    ("NNP", "PROPN"),
    ("VBD", "VERB"),
    ("VBZ", "VERB"),
    ("IN", "ADP"),
    ("DT", "DET"),
    ("CD", "NUM"),
    ("PRP", "PRON"),
    ("JJ", "ADJ"),
    ("MD", "AUX"),
    ("CC", "CCONJ"),
    (".", "PUNCT"),
    ("``", "PUNCT"),
    ("POS", "PART"),
];
const DEPENDENCIES: &[&str] = &[
    "ROOT",
    "nsubj",
    "dobj",
    "ccomp",
    "prep",
    "pobj",
    "amod",
    "compound",
    "conj",
    "cc",
    "appos",
    "nummod",
    "quantmod",
    "aux",
    "neg",
    "advcl",
    "relcl",
    "acl",
    "xcomp",
    "nsubjpass",
    "auxpass",
    "agent",
    "mark",
    "poss",
    "det",
    "punct",
    "dep",
];
const ENTITIES: &[&str] = &["", "", "PERSON", "ORG", "GPE", "DATE", "MONEY", "CARDINAL"];

pub fn of(texts: &[&str]) -> Vec<Vec<Token>> {
    texts.iter().map(|text| block(text)).collect()
}

/// So many tokens are a sentence.
const SENTENCE: usize = 25;

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
            entity_begin: number.is_multiple_of(2),
            ..Labels::default()
        };
        let lower = printed.to_lowercase();
        Token {
            at: *at,
            lemma: lower.as_str().into(),
            lower: lower.into(),
            head: head(i, count, number),
            sentence: i / SENTENCE,
            labels: labels.kept(),
        }
    };
    spans.iter().enumerate().map(token).collect()
}

/// Every head stands between the token and the root of its sentence, so that there is no circle.
fn head(i: usize, count: usize, number: usize) -> usize {
    let first = i / SENTENCE * SENTENCE;
    let root = first + (count.min(first + SENTENCE) - first) / 2;
    let step = 1 + number / 11 % 5;
    if i < root { (i + step).min(root) } else { i.saturating_sub(step).max(root) }
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
