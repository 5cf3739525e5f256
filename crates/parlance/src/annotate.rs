//! Runs the components of a pipeline over one text.

use crate::attribute_ruler::{AttributeRuler, Attributes, TokenView};
use crate::components::{Component, Source};
use crate::doc::{Doc, Iob, Piece, TokenRecord};
use crate::labels::{Label, Labels};
use crate::lemmatizer::{LemmaCache, Lemmatizer};
use crate::lexeme::{Norms, lower};
use crate::network::tagger::Classifier;
use crate::network::tok2vec::Encoder;
use crate::network::words::Words;
use crate::tokenizer::{Tokenizer, TokenizerCache};
use crate::transition::ner::{self, Recogniser};
use crate::transition::parser::{self, Parser};
use std::sync::Arc;

/// What annotating needs of a pipeline; shared by all threads.
#[derive(Debug)]
pub(crate) struct Parts {
    pub tokenizer: Tokenizer,
    pub norms: Norms,
    pub components: Vec<Component>,
    pub labels: Arc<Labels>,
}

/// What one thread remembers from text to text: caches and buffers, without effect on results.
#[derive(Debug, Default)]
pub(crate) struct Workspace {
    tokenizer: TokenizerCache,
    words: Words,
    /// Of every token, twice its word's number, and one more if a space follows.
    keys: Vec<u32>,
    is_space: Vec<bool>,
    starts: Vec<bool>,
    /// One for each component, used by those with a network of their own.
    encoders: Vec<Encoder>,
    shared: Vec<f32>,
    own: Vec<f32>,
    scores: Vec<f32>,
    parser: parser::Memory,
    recogniser: ner::Memory,
    lemmas: LemmaCache,
}

/// Longer texts are cut: offsets are kept in 32 bits, and lemmas and lower-case forms behind the text.
pub(crate) const LONGEST_TEXT: usize = 1 << 30;

/// Annotates a text.
pub(crate) fn annotate(parts: &Parts, text: &str, work: &mut Workspace) -> Doc {
    let text = shortened(text);
    let mut doc = Doc::new(text, parts.labels.clone());
    work.encoders.resize_with(parts.components.len(), Encoder::default);
    tokenize(parts, &mut doc, work);
    for (number, component) in parts.components.iter().enumerate() {
        run(component, number, &mut doc, work);
    }
    doc.index_children();
    if work.words.forget_if_many() {
        work.encoders.iter_mut().for_each(|encoder| encoder.mixed.forget());
    }
    doc
}

fn shortened(text: &str) -> &str {
    let mut end = text.len().min(LONGEST_TEXT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

fn tokenize(parts: &Parts, doc: &mut Doc, work: &mut Workspace) {
    let tokens = parts.tokenizer.tokenize(doc.text(), &mut work.tokenizer);
    doc.tokens.reserve(tokens.len());
    work.keys.clear();
    work.is_space.clear();
    work.starts.clear();
    work.starts.resize(tokens.len(), false);
    for (i, raw) in tokens.iter().enumerate() {
        let text = &doc.letters[raw.start..raw.end];
        let norm = raw.norm.map(|number| (number, parts.tokenizer.norm(number)));
        let word = work.words.number(text, norm, &parts.norms);
        let is_space = work.words.lexeme(word).is_space;
        work.keys.push(2 * word + u32::from(raw.space_after));
        work.is_space.push(is_space);
        let as_written = Piece { start: raw.start as u32, end: raw.end as u32 };
        let lower = match lower(text) {
            std::borrow::Cow::Borrowed(_) => as_written,
            std::borrow::Cow::Owned(lower) => doc.keep(&lower),
        };
        doc.tokens.push(TokenRecord {
            start: as_written.start,
            end: as_written.end,
            lower,
            head: i as u32,
            space_after: raw.space_after,
            is_space,
            ..TokenRecord::default()
        });
    }
}

fn run(component: &Component, number: usize, doc: &mut Doc, work: &mut Workspace) {
    match component {
        Component::SharedVectors(network) => {
            network.encode(&work.keys, &work.words, &mut work.encoders[number], &mut work.shared);
        }
        Component::Tagger(source, classifier, labels) => {
            classify(source, classifier, number, work, |i, label| doc.tokens[i].tag = labels[label]);
        }
        Component::Morphologizer(source, classifier, labels) => {
            classify(source, classifier, number, work, |i, label| {
                (doc.tokens[i].pos, doc.tokens[i].morph) = labels[label];
            })
        }
        Component::Parser(source, parser) => parse(source, parser, number, doc, work),
        Component::Recogniser(source, recogniser) => recognise(source, recogniser, number, doc, work),
        Component::AttributeRuler(ruler) => rule(ruler, doc),
        Component::Lemmatizer(lemmatizer) => lemmatize(lemmatizer, doc, &mut work.lemmas),
    }
}

/// Makes the vectors of a component that has its own network.
fn encode(source: &Source, number: usize, work: &mut Workspace) {
    if let Source::Own(network) = source {
        network.encode(&work.keys, &work.words, &mut work.encoders[number], &mut work.own);
    }
}

fn classify(
    source: &Source,
    classifier: &Classifier,
    number: usize,
    work: &mut Workspace,
    give: impl FnMut(usize, usize),
) {
    encode(source, number, work);
    let vectors = if let Source::Shared = source { &work.shared } else { &work.own };
    classifier.classify(vectors, &mut work.scores, give);
}

fn parse(source: &Source, parser: &Parser, number: usize, doc: &mut Doc, work: &mut Workspace) {
    encode(source, number, work);
    let vectors = if let Source::Shared = source { &work.shared } else { &work.own };
    parser.parse(vectors, &work.is_space, &mut work.parser);
    let tree = &work.parser.tree;
    for (i, token) in doc.tokens.iter_mut().enumerate() {
        token.head = tree.heads[i];
        token.dep = tree.labels[i];
        token.sentence_start = tree.sentence_starts[i];
    }
    work.starts.clone_from(&tree.sentence_starts);
}

fn recognise(source: &Source, recogniser: &Recogniser, number: usize, doc: &mut Doc, work: &mut Workspace) {
    encode(source, number, work);
    let vectors = if let Source::Shared = source { &work.shared } else { &work.own };
    doc.entities = recogniser.recognise(vectors, &work.is_space, &work.starts, &mut work.recogniser);
    doc.tokens.iter_mut().for_each(|token| token.entity_iob = Iob::Outside);
    for entity in &doc.entities {
        for token in &mut doc.tokens[entity.start as usize..entity.end as usize] {
            (token.entity_iob, token.entity_type) = (Iob::Inside, entity.label);
        }
        doc.tokens[entity.start as usize].entity_iob = Iob::Begin;
    }
}

fn views(doc: &Doc) -> Vec<TokenView<'_>> {
    let view = |token: &TokenRecord| TokenView {
        text: &doc.letters[token.start as usize..token.end as usize],
        lower: doc.piece(token.lower),
        lemma: doc.piece(token.lemma),
        tag: token.tag,
        pos: token.pos,
        morph: token.morph,
        dep: token.dep,
        is_space: token.is_space,
        sentence_start: token.sentence_start,
    };
    doc.tokens.iter().map(view).collect()
}

fn rule(ruler: &AttributeRuler, doc: &mut Doc) {
    let mut changes = Vec::new();
    ruler.changes(&views(doc), &mut changes);
    for (i, attributes) in changes {
        apply(attributes, i, doc);
    }
}

fn apply(attributes: &Attributes, i: usize, doc: &mut Doc) {
    if let Some(lemma) = &attributes.lemma {
        doc.tokens[i].lemma = doc.keep(lemma);
    }
    let token = &mut doc.tokens[i];
    let set = |target: &mut Label, value: Option<Label>| *target = value.unwrap_or(*target);
    set(&mut token.tag, attributes.tag);
    set(&mut token.pos, attributes.pos);
    set(&mut token.morph, attributes.morph);
    set(&mut token.dep, attributes.dep);
}

fn lemmatize(lemmatizer: &Lemmatizer, doc: &mut Doc, cache: &mut LemmaCache) {
    let mut found = Vec::with_capacity(doc.len());
    let mut added = String::new();
    let tokens = views(doc);
    for (i, token) in doc.tokens.iter().enumerate() {
        if token.lemma != Piece::default() {
            found.push(token.lemma);
            continue;
        }
        let lemma = lemmatizer.lemma(&tokens, i, &doc.labels, cache);
        found.push(place(&lemma, token, doc, &mut added));
    }
    doc.letters.push_str(&added);
    doc.tokens.iter_mut().zip(found).for_each(|(token, lemma)| token.lemma = lemma);
}

/// Where a lemma stands already, or else where it will stand once `added` is kept.
fn place(lemma: &str, token: &TokenRecord, doc: &Doc, added: &mut String) -> Piece {
    if lemma == doc.piece(token.lower) {
        return token.lower;
    }
    let as_written = Piece { start: token.start, end: token.end };
    if lemma == doc.piece(as_written) {
        return as_written;
    }
    let start = (doc.letters.len() + added.len()) as u32;
    added.push_str(lemma);
    Piece { start, end: start + lemma.len() as u32 }
}
