//! Tokens, parse and sentences of the blocks of a text, with offsets in the stored text.

mod capitals;
mod tree;

use super::{Reading, addresses};
use crate::document::Span;
use smol_str::SmolStr;
use std::collections::HashSet;
use std::ops::{Deref, Range};
use std::sync::{PoisonError, RwLock};
use tree::{break_circles, children_of, edges_of};

/// One token; its labels read like fields of its own: `token.tag`.
#[derive(Clone, Debug)]
pub struct Token {
    pub at: Span,
    pub lemma: SmolStr,
    /// Lower-cased text.
    pub lower: SmolStr,
    /// Index of the head; the token itself for a root.
    pub head: usize,
    /// Index of the sentence.
    pub sentence: usize,
    pub labels: &'static Labels,
}

/// Labels as the pipeline gives them (tag: Penn, pos: Universal, dep: ClearNLP for English).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Labels {
    pub tag: SmolStr,
    pub pos: SmolStr,
    pub morph: SmolStr,
    pub dep: SmolStr,
    /// The pipeline's own entity label ("PERSON", "GPE" ...), empty outside; `entity_begin` on its first token.
    pub entity: SmolStr,
    pub entity_begin: bool,
}

impl Labels {
    /// A language has a few thousand sets of labels; each is kept once and for good, so that a token takes half the memory.
    pub fn kept(self) -> &'static Labels {
        static KNOWN: RwLock<Option<HashSet<&'static Labels>>> = RwLock::new(None);
        let known = KNOWN.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(labels) = known.as_ref().and_then(|all| all.get(&self)) {
            return labels;
        }
        drop(known);
        let mut known = KNOWN.write().unwrap_or_else(PoisonError::into_inner);
        let all = known.get_or_insert_default();
        if let Some(labels) = all.get(&self) {
            return labels;
        }
        let labels: &'static Labels = Box::leak(Box::new(self));
        all.insert(labels);
        labels
    }
}

impl Deref for Token {
    type Target = Labels;

    fn deref(&self) -> &Labels {
        self.labels
    }
}

impl Token {
    /// The lemma as lexicons have it: in small letters.
    pub fn lower_lemma(&self) -> SmolStr {
        self.lemma.to_lowercase().into()
    }

    pub fn is_noun(&self) -> bool {
        matches!(self.pos.as_str(), "NOUN" | "PROPN")
    }

    pub fn is_verb(&self) -> bool {
        matches!(self.pos.as_str(), "VERB" | "AUX")
    }

    pub fn is_plural(&self) -> bool {
        self.morph.contains("Number=Plur")
    }

    /// The pronoun of a relative clause: "which", "who".
    pub fn is_relative(&self) -> bool {
        matches!(self.tag.as_str(), "WDT" | "WP")
    }

    pub fn is_hyphen(&self) -> bool {
        matches!(self.lower.as_str(), "-" | "\u{2011}")
    }
}

#[derive(Clone, Debug)]
pub struct Sentence {
    pub tokens: Range<usize>,
    /// Index of the block it stands in.
    pub block: usize,
    pub at: Span,
}

#[derive(Clone, Debug, Default)]
pub struct Syntax {
    pub tokens: Vec<Token>,
    pub sentences: Vec<Sentence>,
    /// Children of every token in text order: `child_list[child_start[i]..child_start[i + 1]]`.
    child_start: Vec<u32>,
    child_list: Vec<usize>,
    /// First and last token of every token's subtree.
    edges: Vec<(u32, u32)>,
}

impl Syntax {
    pub fn new(mut tokens: Vec<Token>, mut sentences: Vec<Sentence>) -> Self {
        tokens.shrink_to_fit();
        sentences.shrink_to_fit();
        break_circles(&mut tokens);
        let (child_start, child_list) = children_of(&tokens);
        let edges = edges_of(&tokens, &sentences);
        Syntax { tokens, sentences, child_start, child_list, edges }
    }

    pub fn children(&self, token: usize) -> &[usize] {
        &self.child_list[self.child_start[token] as usize..self.child_start[token + 1] as usize]
    }

    /// The first child with one of these dependency labels.
    pub fn child(&self, token: usize, labels: &[&str]) -> Option<usize> {
        self.children(token).iter().copied().find(|c| labels.contains(&self.tokens[*c].dep.as_str()))
    }

    /// Tokens from the leftmost to the rightmost of the subtree.
    pub fn subtree(&self, token: usize) -> Range<usize> {
        let (left, right) = self.edges[token];
        left as usize..right as usize + 1
    }

    /// The characters of a run of tokens.
    pub fn span(&self, tokens: Range<usize>) -> Span {
        if tokens.is_empty() {
            return Span::default();
        }
        Span::new(self.tokens[tokens.start].at.start, self.tokens[tokens.end - 1].at.end)
    }

    /// Tokens that lie inside these characters.
    pub fn tokens_in(&self, at: Span) -> Range<usize> {
        let start = self.tokens.partition_point(|t| t.at.start < at.start);
        let end = self.tokens.partition_point(|t| t.at.end <= at.end);
        start..end.max(start)
    }

    /// The token that holds this byte, or the first after it.
    pub fn token_at(&self, byte: usize) -> Option<usize> {
        let i = self.tokens.partition_point(|t| t.at.end <= byte);
        (i < self.tokens.len()).then_some(i)
    }

    pub fn sentence_of(&self, token: usize) -> &Sentence {
        &self.sentences[self.tokens[token].sentence]
    }

    /// The lemma of a token as lexicons have it: in small letters.
    pub fn lemma(&self, token: usize) -> SmolStr {
        self.tokens[token].lower_lemma()
    }

    pub fn is_noun(&self, token: usize) -> bool {
        self.tokens[token].is_noun()
    }

    pub fn is_verb(&self, token: usize) -> bool {
        self.tokens[token].is_verb()
    }

    /// "to sign".
    pub fn is_infinitive(&self, verb: usize) -> bool {
        let is_to =
            |c: &usize| self.tokens[*c].tag == "TO" || self.tokens[*c].tag == "IN" && self.tokens[*c].dep == "aux";
        self.children(verb).iter().any(is_to)
    }

    /// Whether the subject is the one it is done to: "was signed", "signed by", "asked about the dam, she", "was fined and
    /// jailed", and the headline that leaves out "was".
    pub fn is_passive(&self, verb: usize) -> bool {
        let mut here = verb;
        loop {
            let token = &self.tokens[here];
            if self.child(here, &["auxpass", "nsubjpass", "agent"]).is_some() {
                return true;
            }
            if token.tag != "VBN" || self.child(here, &["aux", "nsubj"]).is_some() {
                return false;
            }
            let bare = self.child(here, &["dobj"]).is_none();
            match token.dep.as_str() {
                "acl" | "advcl" => return true,
                "relcl" | "pcomp" => return bare,
                "conj" if bare && token.head != here && self.is_verb(token.head) => here = token.head,
                _ => return bare && token.head == here,
            }
        }
    }

    /// What a child of a verb means: of the pronoun of a relative clause the noun before the clause, else itself.
    pub fn antecedent(&self, verb: usize, child: usize) -> usize {
        let clause = &self.tokens[verb];
        if clause.dep == "relcl" && self.tokens[child].is_relative() { clause.head } else { child }
    }

    /// The first token of these characters that hangs on something outside of them.
    pub fn head_of(&self, at: Span) -> Option<usize> {
        let tokens = self.tokens_in(at);
        tokens.clone().find(|t| self.is_outer(*t, &tokens))
    }

    /// The last token of these characters that hangs on something outside of them.
    pub fn outer(&self, at: Span) -> Option<usize> {
        let tokens = self.tokens_in(at);
        tokens.clone().rev().find(|t| self.is_outer(*t, &tokens))
    }

    fn is_outer(&self, token: usize, inside: &Range<usize>) -> bool {
        let head = self.tokens[token].head;
        !inside.contains(&head) || head == token
    }

    /// From a token up to its root, the token itself first.
    pub fn ancestors(&self, token: usize) -> impl Iterator<Item = usize> + '_ {
        let mut next = Some(token);
        std::iter::from_fn(move || {
            let here = next?;
            let head = self.tokens[here].head;
            next = (head != here).then_some(head);
            Some(here)
        })
    }
}

/// Grammar of texts, from a pipeline or from wherever it was kept: the tokens of each text by itself, their offsets,
/// heads and sentences counted from its start.
pub type Annotate<'a> = dyn Fn(&[&str]) -> Vec<Vec<Token>> + 'a;

/// Annotates each block by itself, so that no sentence runs across a heading, a blank line or debris.
pub fn parse(reading: &mut Reading, annotate: &Annotate) {
    let (mut tokens, mut sentences) = (vec![], vec![]);
    // The end of a line inside a paragraph is a blank to a reader, and as long as one.
    let stops = addresses::stops(&reading.document.text, reading.language());
    let one_line = |block: &super::Block| {
        let line = reading.document.text[block.at.range()].replace(['\n', '\r'], " ");
        addresses::without_stops(&line, block.at.start, &stops)
    };
    let printed: Vec<String> = reading.blocks.iter().map(one_line).collect();
    let annotated = annotate(&printed.iter().map(String::as_str).collect::<Vec<_>>());
    for (index, (block, found)) in reading.blocks.iter().zip(annotated).enumerate() {
        add_block(index, block.at.start, found, &mut tokens, &mut sentences);
    }
    for stop in stops {
        let i = tokens.partition_point(|t| t.at.end <= stop);
        if let Some(token) = tokens.get_mut(i).filter(|t| t.at.holds(stop)) {
            token.lower = reading.document.printed(token.at).to_lowercase().into();
        }
    }
    capitals::lower(&mut tokens, reading.language());
    reading.syntax = Syntax::new(tokens, sentences);
}

/// Grammar by a pipeline.
pub fn annotate(texts: &[&str], pipeline: &parlance::Pipeline) -> Vec<Vec<Token>> {
    pipeline.annotate_batch(texts).iter().map(tokens_of).collect()
}

fn tokens_of(doc: &parlance::Doc) -> Vec<Token> {
    let mut sentence = 0;
    let of = |t: parlance::Token| {
        sentence += usize::from(t.is_sentence_start() && t.i() > 0);
        let labels = Labels {
            tag: t.tag().into(),
            pos: t.pos().into(),
            morph: t.morph().into(),
            dep: t.dep().into(),
            entity: t.entity_type().into(),
            entity_begin: t.entity_iob() == "B",
        };
        Token {
            at: Span::new(t.start(), t.end()),
            lemma: t.lemma().into(),
            lower: t.text().to_lowercase().into(),
            head: t.head(),
            sentence,
            labels: labels.kept(),
        }
    };
    doc.tokens().map(of).collect()
}

fn add_block(block: usize, offset: usize, found: Vec<Token>, tokens: &mut Vec<Token>, sentences: &mut Vec<Sentence>) {
    let (first, first_sentence) = (tokens.len(), sentences.len());
    for mut token in found {
        token.at = Span::new(offset + token.at.start, offset + token.at.end);
        token.head += first;
        token.sentence += first_sentence;
        if token.sentence == sentences.len() {
            sentences.push(Sentence { tokens: tokens.len()..tokens.len(), block, at: token.at });
        }
        let at = token.at;
        tokens.push(token);
        if let Some(sentence) = sentences.last_mut() {
            sentence.tokens.end = tokens.len();
            sentence.at = Span::new(tokens[sentence.tokens.start].at.start, at.end);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One sentence: each word with its tag, its part of speech, its label and the number of its head.
    fn syntax(words: &[(&str, &str, &str, &str, usize)]) -> Syntax {
        let mut end = 0;
        let token = |(lower, tag, pos, dep, head): &(&str, &str, &str, &str, usize)| {
            let at = Span::new(end, end + lower.len());
            end = at.end + 1;
            let labels = Labels { tag: (*tag).into(), pos: (*pos).into(), dep: (*dep).into(), ..Labels::default() };
            let lower: SmolStr = (*lower).into();
            Token { at, lemma: lower.clone(), lower, head: *head, sentence: 0, labels: labels.kept() }
        };
        let tokens: Vec<Token> = words.iter().map(token).collect();
        let sentence = Sentence { tokens: 0..tokens.len(), block: 0, at: Span::new(0, end) };
        Syntax::new(tokens, vec![sentence])
    }

    fn council() -> Syntax {
        syntax(&[
            ("the", "DT", "DET", "det", 1),
            ("council", "NN", "NOUN", "nsubj", 5),
            ("which", "WDT", "PRON", "nsubj", 3),
            ("met", "VBD", "VERB", "relcl", 1),
            ("twice", "RB", "ADV", "advmod", 3),
            ("fell", "VBD", "VERB", "ROOT", 5),
        ])
    }

    #[test]
    fn a_verb_is_passive_with_its_helper_as_a_bare_participle_and_as_the_second_of_two() {
        let text = syntax(&[
            ("drivers", "NNS", "NOUN", "nsubjpass", 2),
            ("were", "VBD", "AUX", "auxpass", 2),
            ("fined", "VBN", "VERB", "ROOT", 2),
            ("and", "CC", "CCONJ", "cc", 2),
            ("jailed", "VBN", "VERB", "conj", 2),
            ("asked", "VBN", "VERB", "advcl", 2),
            ("having", "VBG", "AUX", "aux", 7),
            ("left", "VBN", "VERB", "advcl", 2),
            ("met", "VBD", "VERB", "conj", 2),
        ]);
        let passive: Vec<usize> = (0..text.tokens.len()).filter(|t| text.is_passive(*t)).collect();
        assert_eq!(passive, vec![2, 4, 5]);
    }

    #[test]
    fn who_and_which_mean_the_noun_before_their_clause() {
        assert_eq!(council().antecedent(3, 2), 1);
        assert_eq!(council().antecedent(3, 4), 4);
        assert_eq!(council().antecedent(5, 1), 1);
    }

    #[test]
    fn heads_that_run_in_a_circle_or_out_of_the_text_are_cut() {
        let word = |head| ("word", "NN", "NOUN", "dep", head);
        let syntax = syntax(&[word(1), word(2), word(0), word(9), word(3)]);
        let climbs: Vec<usize> = (0..5).map(|t| syntax.ancestors(t).count()).collect();
        assert_eq!(climbs, [3, 2, 1, 1, 2]);
    }

    #[test]
    fn a_phrase_hangs_on_the_rest_by_one_token_or_by_several() {
        let syntax = council();
        let check = |words: Range<usize>, head: usize, outer: usize| {
            let at = syntax.span(words);
            assert_eq!((syntax.head_of(at), syntax.outer(at)), (Some(head), Some(outer)));
        };
        check(0..2, 1, 1);
        check(2..5, 3, 3);
        check(0..6, 5, 5);
        // Torn out of its clause, each word hangs on something outside.
        check(1..3, 1, 2);
        assert_eq!(syntax.head_of(Span::new(90, 99)), None);
    }

    #[test]
    fn a_subtree_holds_all_that_hangs_on_a_word() {
        assert_eq!(council().subtree(1), 0..5);
        assert_eq!(council().subtree(5), 0..6);
        assert_eq!(council().ancestors(4).collect::<Vec<_>>(), [4, 3, 1, 5]);
    }
}
