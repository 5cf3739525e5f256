//! Runs the components of a pipeline over texts.

use crate::attribute_ruler::{AttributeRuler, Attributes, TokenView};
use crate::components::{Component, Source};
use crate::doc::{Doc, Iob, Piece, TokenRecord};
use crate::labels::{Label, Labels};
use crate::lemmatizer::{LemmaCache, Lemmatizer};
use crate::lexeme::{Norms, lower};
use crate::network::tok2vec::{Batch, Encoder, Supply};
use crate::network::words::Words;
use crate::tokenizer::{Tokenizer, TokenizerCache};
use crate::transition::ner::{self, Recogniser};
use crate::transition::parser::{self, Parser};
use std::borrow::Cow;
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
    batch: Batch,
    /// One for each component, used by those with a network of their own.
    encoders: Vec<Encoder>,
    scores: Vec<f32>,
    parser: parser::Memory,
    recogniser: ner::Memory,
    starts: Vec<bool>,
    lemmas: LemmaCache,
}

/// Longer texts are cut: offsets are kept in 32 bits, and lemmas and lower-case forms behind the text.
pub(crate) const LONGEST_TEXT: usize = 1 << 30;

/// Annotates texts together: the weights of the networks are then loaded once for all of them.
pub(crate) fn annotate(parts: &Parts, texts: &[&str], work: &mut Workspace) -> Vec<Doc> {
    work.encoders.resize_with(parts.components.len(), Encoder::default);
    if work.words.forget_if_many() {
        work.encoders.clear();
        work.encoders.resize_with(parts.components.len(), Encoder::default);
    }
    work.encoders.iter_mut().for_each(Encoder::begin);
    work.batch.clear();
    let mut docs: Vec<Doc> = texts.iter().map(|text| tokenized(parts, shortened(text), work)).collect();
    for number in 0..parts.components.len() {
        run(parts, number, &mut docs, work);
    }
    docs.iter_mut().for_each(Doc::index_children);
    docs
}

fn shortened(text: &str) -> &str {
    let mut end = text.len().min(LONGEST_TEXT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// The document with its tokens, which are added to the batch.
fn tokenized(parts: &Parts, text: &str, work: &mut Workspace) -> Doc {
    let mut doc = Doc::new(text, parts.labels.clone());
    let tokens = parts.tokenizer.tokenize(text, &mut work.tokenizer);
    doc.tokens.reserve_exact(tokens.len());
    for (i, raw) in tokens.iter().enumerate() {
        let text = &text[raw.start..raw.end];
        let norm = raw.norm.map(|number| (number, parts.tokenizer.norm(number)));
        let word = work.words.number(text, norm, &parts.norms);
        let is_space = work.words.lexeme(word).is_space;
        work.batch.keys.push(2 * word + u32::from(raw.space_after));
        work.batch.is_space.push(is_space);
        let as_written = Piece { start: raw.start as u32, end: raw.end as u32 };
        let lower = match lower(text) {
            Cow::Borrowed(_) => as_written,
            Cow::Owned(lower) => doc.keep(&lower),
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
    work.batch.ends.push(work.batch.keys.len());
    doc
}

fn run(parts: &Parts, number: usize, docs: &mut [Doc], work: &mut Workspace) {
    match &parts.components[number] {
        // Made when they are asked for.
        Component::SharedVectors(_) => {}
        Component::Tagger(source, classifier, labels) => {
            let mut tokens = docs.iter_mut().flat_map(|doc| &mut doc.tokens);
            let mut supply = supply(parts, number, source, &work.batch, &work.words, &mut work.encoders);
            classifier.classify(&mut supply, &mut work.scores, |label| {
                tokens.next().into_iter().for_each(|token| token.tag = labels[label]);
            });
        }
        Component::Morphologizer(source, classifier, labels) => {
            let mut tokens = docs.iter_mut().flat_map(|doc| &mut doc.tokens);
            let mut supply = supply(parts, number, source, &work.batch, &work.words, &mut work.encoders);
            classifier.classify(&mut supply, &mut work.scores, |label| {
                tokens.next().into_iter().for_each(|token| (token.pos, token.morph) = labels[label]);
            });
        }
        Component::SentenceStarts(source, classifier) => {
            let mut tokens = docs.iter_mut().flat_map(|doc| &mut doc.tokens);
            let mut supply = supply(parts, number, source, &work.batch, &work.words, &mut work.encoders);
            classifier.classify(&mut supply, &mut work.scores, |label| {
                tokens.next().into_iter().for_each(|token| token.sentence_start = label == 1);
            });
            docs.iter_mut().filter_map(|doc| doc.tokens.first_mut()).for_each(|token| token.sentence_start = true);
        }
        Component::Parser(source, parser) => {
            let mut supply = supply(parts, number, source, &work.batch, &work.words, &mut work.encoders);
            parse(parser, &mut supply, docs, &mut work.parser);
        }
        Component::Recogniser(source, recogniser) => {
            let mut supply = supply(parts, number, source, &work.batch, &work.words, &mut work.encoders);
            recognise(recogniser, &mut supply, docs, &mut work.starts, &mut work.recogniser);
        }
        Component::AttributeRuler(ruler) => docs.iter_mut().for_each(|doc| rule(ruler, doc)),
        Component::Lemmatizer(lemmatizer) => {
            docs.iter_mut().for_each(|doc| lemmatize(lemmatizer, doc, &mut work.lemmas));
        }
    }
}

/// The vectors of the component with this number.
fn supply<'s>(
    parts: &'s Parts,
    number: usize,
    source: &'s Source,
    batch: &'s Batch,
    words: &'s Words,
    encoders: &'s mut [Encoder],
) -> Supply<'s> {
    let (network, number) = match source {
        Source::Own(network) => (&**network, number),
        Source::Shared(shared) => match &parts.components[*shared] {
            Component::SharedVectors(network) => (network, *shared),
            other => unreachable!("vectors shared by {other:?}"),
        },
    };
    Supply { network, batch, words, encoder: &mut encoders[number] }
}

fn parse(parser: &Parser, supply: &mut Supply, docs: &mut [Doc], memory: &mut parser::Memory) {
    parser.begin(memory);
    let mut start = 0;
    for doc in docs {
        let text = start..start + doc.len();
        start = text.end;
        parser.parse(supply, text, memory);
        for (i, token) in doc.tokens.iter_mut().enumerate() {
            token.head = memory.tree.heads[i];
            token.dep = memory.tree.labels[i];
            token.sentence_start = memory.tree.sentence_starts[i];
        }
    }
}

fn recognise(
    recogniser: &Recogniser,
    supply: &mut Supply,
    docs: &mut [Doc],
    starts: &mut Vec<bool>,
    memory: &mut ner::Memory,
) {
    recogniser.begin(memory);
    let mut start = 0;
    for doc in docs {
        let text = start..start + doc.len();
        start = text.end;
        starts.clear();
        starts.extend(doc.tokens.iter().map(|token| token.sentence_start));
        doc.entities = recogniser.recognise(supply, text, starts, memory);
        doc.tokens.iter_mut().for_each(|token| token.entity_iob = Iob::Outside);
        for entity in &doc.entities {
            for token in &mut doc.tokens[entity.start as usize..entity.end as usize] {
                (token.entity_iob, token.entity_type) = (Iob::Inside, entity.label);
            }
            doc.tokens[entity.start as usize].entity_iob = Iob::Begin;
        }
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
