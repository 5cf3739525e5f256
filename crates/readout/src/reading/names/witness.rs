//! What the words around a name show it to be, wherever the document uses it: one is in a place, a country has a capital,
//! a company has shares.

use super::Class;
use super::lexicon::{Listed, Speaks};
use super::scan::Shape;
use super::segment::{Piece, Text};
use super::votes::Votes;
use crate::reading::roles::conjuncts;
use crate::reading::syntax::Token;
use std::collections::{BTreeMap, BTreeSet};

/// One way in which a text shows what a name names. Each counts once, however often the text uses it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Witness {
    /// "in X".
    Inside,
    /// "in Kenya and X".
    Joined,
    /// "fled to X".
    Moved,
    /// "the X reservoir".
    Site,
    /// "X's parliament".
    National,
    /// "X" and "the Xian government".
    Family,
    /// "shares in X".
    Firm,
    /// "X's Maria Okello".
    Owner,
    /// "X's widow".
    Kin,
    /// "X raised his hand".
    Pronoun,
    /// "X raised its duties".
    Neuter,
    /// "X, a company".
    Told(Class),
    /// "the X".
    Article,
}

impl Witness {
    fn vote(self, votes: &mut Votes) {
        match self {
            Witness::Inside => votes.add(Class::Place, 2.4),
            Witness::Joined | Witness::Owner => votes.add(Class::Place, 1.6),
            Witness::Moved | Witness::Site => votes.add(Class::Place, 2.4),
            Witness::National | Witness::Family => votes.add(Class::Country, 2.0),
            Witness::Firm => votes.add(Class::Organisation, 1.8),
            Witness::Kin => votes.add(Class::Person, 1.5),
            Witness::Pronoun => votes.add(Class::Person, 1.0),
            Witness::Told(class) => votes.add(class, 4.0),
            Witness::Article | Witness::Neuter => votes.add(Class::Person, -2.0),
        }
    }
}

/// What the whole document shows of each name that no list has, by its words in small letters.
pub fn votes(text: &Text, pieces: &[Piece], keys: &[String]) -> BTreeMap<String, Votes> {
    let mut shown: BTreeMap<&str, BTreeSet<Witness>> = BTreeMap::new();
    for (piece, key) in pieces.iter().zip(keys) {
        let numbered = key.contains(|c: char| c.is_ascii_digit());
        if text.listed(&piece.words).is_none() && !numbered {
            shown.entry(key).or_default().extend(around(text, piece));
        }
    }
    for country in super::demonyms::with_adjective(text, &shown.keys().copied().collect()) {
        shown.entry(country).or_default().insert(Witness::Family);
    }
    let sum = |all: &BTreeSet<Witness>| {
        let mut votes = Votes::default();
        all.iter().for_each(|w| w.vote(&mut votes));
        votes
    };
    shown.into_iter().map(|(key, all)| (key.to_string(), sum(&all))).collect()
}

fn around(text: &Text, piece: &Piece) -> Vec<Witness> {
    let syntax = &text.reading.syntax;
    let head = head(text, piece);
    let token = &syntax.tokens[head];
    let governor = &syntax.tokens[token.head];
    let grammar = match token.dep.as_str() {
        "pobj" if is_right_behind(text, token.head, piece) => behind_preposition(text, token.head),
        "conj" => joined(text, token.head),
        "poss" => owner(text, token.head),
        "compound" | "nmod" | "amod" if token.head > head => modifier(text, governor),
        "nsubj" | "nsubjpass" => with_pronoun(text, head),
        _ => None,
    };
    let article = is_behind_article(text, piece, token).then_some(Witness::Article);
    grammar.into_iter().chain(told(text, piece, head)).chain(article).collect()
}

/// The token of a name that stands for it in the sentence.
fn head(text: &Text, piece: &Piece) -> usize {
    let first = text.words[piece.words.start].token;
    let last = text.words[piece.words.end - 1].token;
    let inside = text.reading.syntax.ancestors(last).take_while(|t| (first..=last).contains(t));
    inside.last().unwrap_or(last)
}

fn is_one(list: &[String], token: &Token) -> bool {
    list.iter().any(|w| *w == token.lower || *w == token.lemma)
}

/// "in X", "in neighbouring X", but not "minister of energy X" or "in the X", which may be a league or a book.
fn is_right_behind(text: &Text, preposition: usize, piece: &Piece) -> bool {
    let first = text.words[piece.words.start].token;
    let mut between = text.reading.syntax.tokens.iter().take(first).skip(preposition + 1);
    preposition < first && between.all(|t| !matches!(t.pos.as_str(), "NOUN" | "PROPN" | "DET"))
}

fn behind_preposition(text: &Text, preposition: usize) -> Option<Witness> {
    let tokens = &text.reading.syntax.tokens;
    let words = &text.lexicon.witnesses;
    let (word, governor) = (&tokens[preposition], &tokens[tokens[preposition].head]);
    if is_one(&words.firms, governor) {
        return Some(Witness::Firm);
    }
    if text.lexicon.particles.office.iter().any(|p| *p == word.lower) && is_one(&words.national, governor) {
        return Some(Witness::National);
    }
    if is_one(&words.inside, word) && !is_one(&words.trusting, governor) {
        return Some(Witness::Inside);
    }
    (is_one(&words.toward, word) && is_one(&words.moving, governor)).then_some(Witness::Moved)
}

/// Joined to a name that stands in a place's stead, or to a country.
fn joined(text: &Text, before: usize) -> Option<Witness> {
    let syntax = &text.reading.syntax;
    let chain = syntax.ancestors(before).take(MOST_JOINED);
    let mut first = before;
    for token in chain {
        first = token;
        if syntax.tokens[token].dep != "conj" {
            break;
        }
    }
    let inside = || {
        let token = &syntax.tokens[first];
        token.dep == "pobj" && behind_preposition(text, token.head) == Some(Witness::Inside)
    };
    let mut all = conjuncts(syntax, first).into_iter();
    let country = all.any(|t| listed_at(text, t) == Some(Listed::Country));
    (country || listed_at(text, first).is_none() && inside()).then_some(Witness::Joined)
}

/// Names of a list that are followed.
const MOST_JOINED: usize = 30;

/// What a list says of the one word of this token.
fn listed_at(text: &Text, token: usize) -> Option<Listed> {
    let at = text.reading.syntax.tokens[token].at;
    let word = text.words.partition_point(|w| w.at.start < at.start);
    text.words.get(word).filter(|w| w.token == token)?;
    text.listed(&(word..word + 1)).map(|h| h.listed)
}

fn owner(text: &Text, noun: usize) -> Option<Witness> {
    let words = &text.lexicon.witnesses;
    let noun = &text.reading.syntax.tokens[noun];
    if noun.pos == "PROPN" && noun.entity == "PERSON" {
        return Some(Witness::Owner);
    }
    [(&words.kin, Witness::Kin), (&words.national, Witness::National), (&words.firms, Witness::Firm)]
        .into_iter()
        .find_map(|(list, witness)| is_one(list, noun).then_some(witness))
}

fn modifier(text: &Text, noun: &Token) -> Option<Witness> {
    let words = &text.lexicon.witnesses;
    [(&words.sites, Witness::Site), (&words.firms, Witness::Firm)]
        .into_iter()
        .find_map(|(list, witness)| is_one(list, noun).then_some(witness))
}

/// Words behind a verb that are looked at for "his" and "her".
const NEAR: usize = 12;

/// "X raised his hand", and nobody else is named between.
fn with_pronoun(text: &Text, subject: usize) -> Option<Witness> {
    let syntax = &text.reading.syntax;
    let verb = syntax.tokens[subject].head;
    let end = syntax.sentence_of(subject).tokens.end.min(verb + NEAR);
    let own = (verb.max(subject) + 1..end).take_while(|i| syntax.tokens[*i].pos != "PROPN");
    let kind = |i: usize| {
        let lower = syntax.tokens[i].lower.as_str();
        let pronoun = text.index.pronouns.get(lower);
        let gendered = pronoun.is_some_and(|p| p.speaks == Speaks::Third && p.gender.is_some());
        let neuter = text.lexicon.witnesses.neuter.iter().any(|n| n == lower);
        if neuter { Some(Witness::Neuter) } else { gendered.then_some(Witness::Pronoun) }
    };
    let mut own = own.filter(|i| syntax.tokens[*i].dep == "poss" || syntax.tokens[*i].dep.starts_with("nsubj"));
    if syntax.tokens[subject].dep == "nsubj" { own.find_map(kind) } else { None }
}

/// "X, a company", "the builder, X", "X is a village".
fn told(text: &Text, piece: &Piece, head: usize) -> Option<Witness> {
    let syntax = &text.reading.syntax;
    let first = text.words[piece.words.start].token;
    let token = &syntax.tokens[head];
    let is_being = token.dep == "nsubj" && syntax.tokens[token.head].pos == "AUX";
    // The parser often hangs an apposition on a name further off: only one right behind the mark counts.
    let is_mark = |i: Option<usize>| i.and_then(|i| syntax.tokens.get(i)).is_some_and(|t| t.pos == "PUNCT");
    let apposed = syntax.children(head).iter().copied().filter(|c| syntax.tokens[*c].dep == "appos");
    let apposed = apposed.filter(|_| is_mark(Some(head + 1)));
    let above = (token.dep == "appos" && is_mark(first.checked_sub(1))).then_some(token.head);
    let predicate = is_being.then(|| syntax.child(token.head, &["attr"])).flatten();
    let nouns = apposed.chain(above).chain(predicate);
    let common = nouns.map(|n| &syntax.tokens[n]).filter(|t| t.tag == "NN");
    common.filter_map(|t| text.index.kind(&t.lemma)).next().map(Witness::Told)
}

/// "the X" is no person, unless more follows that makes it one of several: "the young X", "the X who".
fn is_behind_article(text: &Text, piece: &Piece, token: &Token) -> bool {
    let Some(before) = piece.words.start.checked_sub(1).filter(|_| text.words[piece.words.start].follows) else {
        return false;
    };
    let article = text.lexicon.particles.articles.first() == Some(&text.words[before].lower);
    let modifies = matches!(token.dep.as_str(), "compound" | "amod" | "nmod" | "poss");
    let follows = text.words.get(piece.words.end).is_some_and(|w| w.follows && w.shape == Shape::Capitalised);
    article && !piece.titled && token.tag == "NNP" && !modifies && !follows
}
