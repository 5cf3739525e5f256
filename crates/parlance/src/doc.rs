//! An annotated text: its tokens, their parse, its sentences and its entities.

use crate::labels::{Label, Labels};
use std::ops::Range;
use std::sync::Arc;

/// A text with everything the pipeline says about it.
#[derive(Debug, Clone)]
pub struct Doc {
    /// The text, and behind it what is not found in it: lower-case forms and lemmas.
    pub(crate) letters: String,
    pub(crate) text_len: usize,
    pub(crate) tokens: Vec<TokenRecord>,
    pub(crate) entities: Vec<Entity>,
    pub(crate) labels: Arc<Labels>,
    children: Children,
}

/// What is kept of a token. Offsets are bytes of `Doc::letters`.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct TokenRecord {
    pub start: u32,
    pub end: u32,
    pub lower: Piece,
    pub lemma: Piece,
    pub head: u32,
    pub tag: Label,
    pub pos: Label,
    pub morph: Label,
    pub dep: Label,
    pub entity_type: Label,
    pub entity_iob: Iob,
    pub sentence_start: bool,
    pub space_after: bool,
    pub is_space: bool,
}

/// Characters of `Doc::letters`; empty where no component gave any.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Piece {
    pub start: u32,
    pub end: u32,
}

/// Where a token stands in an entity.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Iob {
    #[default]
    Unset,
    Inside,
    Outside,
    Begin,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Entity {
    pub start: u32,
    pub end: u32,
    pub label: Label,
}

/// The children of every token, in order of the text: those of token `i` are `list[first[i]..first[i + 1]]`.
#[derive(Debug, Clone, Default)]
struct Children {
    first: Vec<u32>,
    list: Vec<u32>,
}

/// One token of a [`Doc`]: a view, cheap to copy.
#[derive(Debug, Clone, Copy)]
pub struct Token<'d> {
    doc: &'d Doc,
    i: usize,
}

impl Doc {
    /// The text as it was given.
    pub fn text(&self) -> &str {
        &self.letters[..self.text_len]
    }

    /// The number of tokens.
    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    /// Whether there is no token at all, which only an empty text gives.
    pub fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    /// The token with number `i`.
    ///
    /// # Panics
    /// When there are no more than `i` tokens.
    pub fn token(&self, i: usize) -> Token<'_> {
        assert!(i < self.len(), "token {i} of a text of {} tokens", self.len());
        Token { doc: self, i }
    }

    /// All tokens, in order.
    pub fn tokens(&self) -> impl DoubleEndedIterator<Item = Token<'_>> + ExactSizeIterator {
        (0..self.len()).map(|i| Token { doc: self, i })
    }

    /// The sentences as ranges of token numbers; together they cover every token.
    pub fn sentences(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        let mut start = 0;
        std::iter::from_fn(move || {
            let first = start;
            if first >= self.len() {
                return None;
            }
            start = (first + 1..self.len()).find(|i| self.tokens[*i].sentence_start).unwrap_or(self.len());
            Some(first..start)
        })
    }

    /// The named entities as ranges of token numbers, each with its type, in order; they do not overlap.
    pub fn entities(&self) -> impl ExactSizeIterator<Item = (Range<usize>, &str)> + '_ {
        self.entities.iter().map(|entity| (entity.start as usize..entity.end as usize, self.labels.name(entity.label)))
    }

    /// The characters of the text from the first to the last of these tokens.
    pub fn span_text(&self, tokens: Range<usize>) -> &str {
        if tokens.is_empty() || tokens.end > self.len() {
            return "";
        }
        &self.letters[self.tokens[tokens.start].start as usize..self.tokens[tokens.end - 1].end as usize]
    }

    pub(crate) fn new(text: &str, labels: Arc<Labels>) -> Doc {
        let mut letters = String::with_capacity(text.len() + text.len() / 4);
        letters.push_str(text);
        Doc {
            letters,
            text_len: text.len(),
            tokens: Vec::new(),
            entities: Vec::new(),
            labels,
            children: Children::default(),
        }
    }

    pub(crate) fn piece(&self, piece: Piece) -> &str {
        &self.letters[piece.start as usize..piece.end as usize]
    }

    /// Keeps a text that may not be part of the document's own.
    pub(crate) fn keep(&mut self, text: &str) -> Piece {
        let start = self.letters.len() as u32;
        self.letters.push_str(text);
        Piece { start, end: self.letters.len() as u32 }
    }

    /// Lists every token's children, once the heads stand.
    pub(crate) fn index_children(&mut self) {
        let n = self.len();
        let mut first = vec![0u32; n + 1];
        for (i, token) in self.tokens.iter().enumerate().filter(|(i, token)| token.head as usize != *i) {
            debug_assert!((token.head as usize) < n, "head of {i}");
            first[token.head as usize + 1] += 1;
        }
        for i in 0..n {
            first[i + 1] += first[i];
        }
        let mut list = vec![0u32; first[n] as usize];
        let mut next = first.clone();
        for (i, token) in self.tokens.iter().enumerate().filter(|(i, token)| token.head as usize != *i) {
            let place = &mut next[token.head as usize];
            list[*place as usize] = i as u32;
            *place += 1;
        }
        self.children = Children { first, list };
    }

    fn children_of(&self, i: usize) -> &[u32] {
        let Some([start, end]) = self.children.first.get(i..i + 2) else {
            return &[];
        };
        &self.children.list[*start as usize..*end as usize]
    }
}

impl PartialEq for Token<'_> {
    /// Whether it is the same token of the same document.
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.doc, other.doc) && self.i == other.i
    }
}

impl<'d> Token<'d> {
    fn record(&self) -> &'d TokenRecord {
        &self.doc.tokens[self.i]
    }

    /// Its number in the document.
    pub fn i(&self) -> usize {
        self.i
    }

    /// Its characters.
    pub fn text(&self) -> &'d str {
        &self.doc.letters[self.start()..self.end()]
    }

    /// Where it starts in the text, in bytes.
    pub fn start(&self) -> usize {
        self.record().start as usize
    }

    /// Where it ends in the text, in bytes.
    pub fn end(&self) -> usize {
        self.record().end as usize
    }

    /// Whether one space follows it. Any other white space is a token of its own.
    pub fn space_after(&self) -> bool {
        self.record().space_after
    }

    /// Whether it is white space only.
    pub fn is_space(&self) -> bool {
        self.record().is_space
    }

    /// The fine-grained tag, such as `VBD`.
    pub fn tag(&self) -> &'d str {
        self.doc.labels.name(self.record().tag)
    }

    /// The universal part of speech, such as `VERB`.
    pub fn pos(&self) -> &'d str {
        self.doc.labels.name(self.record().pos)
    }

    /// The dictionary form.
    pub fn lemma(&self) -> &'d str {
        self.doc.piece(self.record().lemma)
    }

    /// The morphological features, such as `Number=Sing|Person=3`; empty if there are none.
    pub fn morph(&self) -> &'d str {
        self.doc.labels.name(self.record().morph)
    }

    /// The number of its head; the root of a sentence is its own head.
    pub fn head(&self) -> usize {
        self.record().head as usize
    }

    /// Its relation to its head, such as `nsubj`.
    pub fn dep(&self) -> &'d str {
        self.doc.labels.name(self.record().dep)
    }

    /// Whether a sentence starts with it.
    pub fn is_sentence_start(&self) -> bool {
        self.record().sentence_start
    }

    /// `B` at the start of an entity, `I` inside one, `O` outside, empty where no component looked.
    pub fn entity_iob(&self) -> &'static str {
        match self.record().entity_iob {
            Iob::Unset => "",
            Iob::Inside => "I",
            Iob::Outside => "O",
            Iob::Begin => "B",
        }
    }

    /// The type of the entity it is part of, such as `ORG`; empty outside.
    pub fn entity_type(&self) -> &'d str {
        self.doc.labels.name(self.record().entity_type)
    }

    /// Its characters in lower case.
    pub fn lower(&self) -> &'d str {
        self.doc.piece(self.record().lower)
    }

    /// The tokens whose head it is, in order of the text.
    pub fn children(&self) -> impl DoubleEndedIterator<Item = Token<'d>> + ExactSizeIterator + use<'d> {
        let doc = self.doc;
        doc.children_of(self.i).iter().map(move |i| Token { doc, i: *i as usize })
    }

    /// The token itself and everything below it, in order of the text.
    pub fn subtree(&self) -> impl ExactSizeIterator<Item = Token<'d>> + use<'d> {
        let doc = self.doc;
        let mut below = vec![self.i as u32];
        let mut next = 0;
        // Bounded by the document even if the heads should ever form a circle.
        while next < below.len() && below.len() <= doc.len() {
            below.extend_from_slice(doc.children_of(below[next] as usize));
            next += 1;
        }
        below.sort_unstable();
        below.into_iter().map(move |i| Token { doc, i: i as usize })
    }

    /// Its head, the head's head and so on up to the root.
    pub fn ancestors(&self) -> impl Iterator<Item = Token<'d>> + use<'d> {
        let doc = self.doc;
        let mut i = self.i;
        std::iter::from_fn(move || {
            let head = doc.tokens[i].head as usize;
            (head != i).then(|| {
                i = head;
                Token { doc, i }
            })
        })
        .take(doc.len())
    }
}
