//! Runs of capitalised words cut into names: titles and adjectives before a name taken off, parts joined by "of" put together.

mod cut;
mod join;

pub use cut::office_of;

use super::Class;
use super::lexicon::{Hit, Index, Words};
use super::scan::{Shape, Word};
use crate::document::Span;
use crate::reading::Reading;
use std::collections::HashSet;
use std::ops::Range;

/// Words that may be one name.
#[derive(Clone, Debug)]
pub struct Piece {
    pub words: Range<usize>,
    /// A title or an office stands right before it.
    pub titled: bool,
    /// "the newspaper X": what the noun before it says it is.
    pub kind: Option<Class>,
}

/// What segmenting looks at.
pub struct Text<'r> {
    pub reading: &'r Reading,
    pub words: &'r [Word],
    pub index: &'static Index,
    pub lexicon: &'static Words,
    /// Words with a capital where a small letter could have stood.
    pub capitals: HashSet<&'r str>,
    /// Words that stand in small letters somewhere.
    pub lowers: HashSet<&'r str>,
    /// Acronyms the text introduces, in small letters.
    pub acronyms: HashSet<&'r str>,
    /// Last words of what the pipeline takes for people where capitals mean something.
    pub surnames: HashSet<&'r str>,
}

impl<'r> Text<'r> {
    pub fn new(reading: &'r Reading, words: &'r [Word], index: &'static Index, lexicon: &'static Words) -> Self {
        let free = words.iter().filter(|w| !w.initial && !w.titled && !matches!(w.shape, Shape::Lower | Shape::Number));
        let capitals = free.map(|w| w.lower.as_str()).collect();
        let lowers = words.iter().filter(|w| w.shape == Shape::Lower).map(|w| w.lower.as_str()).collect();
        let surnames = surnames(reading, words);
        Text { reading, words, index, lexicon, capitals, lowers, acronyms: HashSet::new(), surnames }
    }

    pub fn span(&self, words: &Range<usize>) -> Span {
        Span::new(self.words[words.start].at.start, self.words[words.end - 1].at.end)
    }

    pub fn printed(&self, words: &Range<usize>) -> &'r str {
        self.reading.document.printed(self.span(words))
    }

    pub fn lower(&self, words: &Range<usize>) -> String {
        self.words[words.clone()].iter().map(|w| w.lower.as_str()).collect::<Vec<_>>().join(" ")
    }

    pub fn listed(&self, words: &Range<usize>) -> Option<&'static Hit> {
        let printed = self.printed(words);
        self.index.listed(printed).or_else(|| {
            let joined = self.words[words.clone()].iter().map(|w| self.reading.document.printed(w.at));
            self.index.listed(&joined.collect::<Vec<_>>().join(" "))
        })
    }

    /// The longest listed name that begins with this word.
    pub fn longest_listed(&self, from: usize, end: usize) -> Option<(Range<usize>, &'static Hit)> {
        let last = end.min(from + self.index.longest);
        (from + 1..=last).rev().find_map(|to| Some((from..to, self.listed(&(from..to))?)))
    }

    pub fn entity(&self, word: usize) -> &str {
        &self.reading.syntax.tokens[self.words[word].token].entity
    }

    pub fn pos(&self, word: usize) -> &str {
        &self.reading.syntax.tokens[self.words[word].token].pos
    }

    pub fn is_given(&self, word: usize) -> bool {
        let lower = self.words[word].lower.as_str();
        self.index.given.contains_key(lower) || lower.split('-').all(|part| self.index.given.contains_key(part))
    }

    pub fn has_head(&self, word: usize, class: Class) -> bool {
        self.index.head(&self.words[word].lower).contains(&class)
    }

    fn is_plural(&self, word: usize) -> bool {
        matches!(self.reading.syntax.tokens[self.words[word].token].tag.as_str(), "NNS" | "NNPS")
    }

    /// The words with the last one in the singular.
    fn singular(&self, lower: &str, word: usize) -> Option<String> {
        let lemma = self.reading.syntax.lemma(self.words[word].token);
        let lemma = if lemma == self.words[word].lower { lemma.strip_suffix('s')? } else { &*lemma };
        Some(format!("{}{lemma}", lower.strip_suffix(self.words[word].lower.as_str())?))
    }

    /// The longest office or honorific that ends with this word.
    pub fn office_ending(&self, word: usize, from: usize) -> Option<Range<usize>> {
        let first = from.max((word + 1).saturating_sub(4));
        (first..=word)
            .find(|start| {
                let lower = self.lower(&(*start..word + 1));
                let known =
                    |title: &str| self.index.office(title).is_some() || self.index.honorifics.contains_key(title);
                // "Presidents X and Y".
                known(&lower) || self.is_plural(word) && self.singular(&lower, word).is_some_and(|one| known(&one))
            })
            .map(|start| start..word + 1)
    }
}

fn surnames<'r>(reading: &Reading, words: &'r [Word]) -> HashSet<&'r str> {
    let person = |w: &Word| reading.syntax.tokens[w.token].entity == "PERSON";
    let ends = |i: usize| words.get(i + 1).is_none_or(|w| !w.follows || w.shape == Shape::Lower);
    let named = |w: &Word| w.shape == Shape::Capitalised && !w.titled && !w.initial && person(w);
    (0..words.len()).filter(|i| named(&words[*i]) && ends(*i)).map(|i| words[i].lower.as_str()).collect()
}

/// All pieces, in text order.
pub fn pieces(text: &Text) -> Vec<Piece> {
    let mut out = vec![];
    let mut at = 0;
    while at < text.words.len() {
        if !may_begin(text, at) {
            at += 1;
            continue;
        }
        let end = run_end(text, at);
        cut::segment(text, at..end, &mut out);
        at = end;
    }
    join::join(text, out)
}

/// Whether a name may begin with this word.
fn may_begin(text: &Text, i: usize) -> bool {
    let word = &text.words[i];
    if matches!(word.shape, Shape::Lower | Shape::Number) || is_never(text, i) {
        return false;
    }
    if word.shape == Shape::Capitals
        && !word.titled
        && text.index.listed(text.reading.document.printed(word.at)).is_some()
    {
        return true;
    }
    if is_function_word(text, i) {
        return false;
    }
    if !word.initial && !word.titled {
        return true;
    }
    if is_common_word(text, i) {
        return false;
    }
    !text.entity(i).is_empty()
        || text.pos(i) == "PROPN"
        || text.capitals.contains(word.lower.as_str())
        || text.longest_listed(i, run_limit(text, i)).is_some()
}

/// A word that only has its capital because a sentence begins with it.
fn is_common_word(text: &Text, i: usize) -> bool {
    let word = text.words[i].lower.as_str();
    let alone = text.words.get(i + 1).is_none_or(|w| !w.follows || w.shape == Shape::Lower);
    alone && text.lowers.contains(word) && !text.capitals.contains(word) && text.listed(&(i..i + 1)).is_none()
}

fn is_function_word(text: &Text, i: usize) -> bool {
    let closed = matches!(text.pos(i), "DET" | "PRON" | "ADP" | "CCONJ" | "SCONJ" | "AUX" | "PART" | "INTJ" | "PUNCT");
    let open = text.words[i].initial || text.words[i].titled || text.words[i].lower.len() <= 3;
    (closed && open && (text.entity(i).is_empty() || text.words[i].initial) && text.words[i].shape != Shape::Capitals)
        || text.lexicon.particles.articles.contains(&text.words[i].lower)
        || (text.words[i].initial && matches!(text.pos(i), "VERB" | "ADV" | "NUM") && text.entity(i).is_empty())
}

fn is_never(text: &Text, i: usize) -> bool {
    let word = &text.words[i];
    if !text.index.never.contains(word.lower.as_str()) {
        return false;
    }
    // "May" may be a surname; "Image:" begins a caption, whatever the pipeline says.
    let named = matches!(text.entity(i), "PERSON" | "ORG" | "EVENT" | "WORK_OF_ART");
    !named || text.reading.document.text[word.at.end..].starts_with(':')
}

fn run_limit(text: &Text, from: usize) -> usize {
    let mut end = from + 1;
    while end < text.words.len() && text.words[end].follows && text.words[end].block == text.words[from].block {
        end += 1;
        if end - from > 12 {
            break;
        }
    }
    end
}

/// The end of the run of capitalised words, with particles of personal names inside it.
fn run_end(text: &Text, from: usize) -> usize {
    let limit = run_limit(text, from).min(from + 16);
    let mut end = from + 1;
    while end < limit {
        if goes_on(text, end) {
            end += 1;
            continue;
        }
        let after =
            (end..limit).find(|i| !text.lexicon.particles.person.contains(&text.words[*i].lower)).unwrap_or(limit);
        if after == end || after - end > 2 || after >= limit || !goes_on(text, after) || is_article_between(text, end) {
            break;
        }
        end = after + 1;
    }
    end
}

/// A particle that is a word of the language too ("la", "e") counts only after a personal name.
fn is_article_between(text: &Text, i: usize) -> bool {
    text.words[i].lower.chars().count() < 2 && text.entity(i) != "PERSON"
}

fn goes_on(text: &Text, i: usize) -> bool {
    let word = &text.words[i];
    let opens = text.reading.syntax.sentence_of(word.token).tokens.start == word.token;
    let is_opening_word = opens && is_function_word(text, i);
    let is_titled_word = word.titled && is_function_word(text, i);
    let is_verb = word.titled && matches!(text.pos(i), "VERB" | "ADV" | "AUX") && text.entity(i).is_empty();
    // "Lind Opens Bridge": a name that the text has elsewhere ends where it ends there.
    let behind_name = word.titled
        && text.surnames.contains(text.words[i - 1].lower.as_str())
        && !text.capitals.contains(word.lower.as_str());
    if is_opening_word || is_titled_word || is_verb || behind_name || is_never(text, i) {
        return false;
    }
    !matches!(word.shape, Shape::Lower | Shape::Number) && !text.lexicon.particles.articles.contains(&word.lower)
}
