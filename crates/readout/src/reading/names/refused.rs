//! Words with a capital that name nobody, or several at once: counted words, codes of amounts, hashtags, families.

use super::Class;
use super::classify::SURE;
use super::segment::{Piece, Text};
use super::votes::Votes;
use crate::reading::amounts;
use std::collections::{BTreeMap, HashMap};

/// A word and no name, whatever it looks like.
pub fn is_word(text: &Text, piece: &Piece) -> bool {
    is_counted(text, piece) || is_hashtag(text, piece) || is_bare_modifier(text, piece)
}

/// "the Linds": people of a surname that the text knows.
pub fn is_family(
    text: &Text,
    piece: &Piece,
    key: &str,
    parts: &HashMap<&str, f32>,
    by_words: &BTreeMap<String, Votes>,
) -> bool {
    let article = || {
        piece
            .words
            .start
            .checked_sub(1)
            .is_some_and(|b| text.lexicon.particles.articles.first() == Some(&text.words[b].lower))
    };
    let stems = [key.strip_suffix("es"), key.strip_suffix('s')];
    let person = |stem: &str| {
        parts.get(stem).is_some_and(|w| *w >= SURE)
            || by_words.get(stem).is_some_and(|v| v.winner(1.0) == Some(Class::Person))
    };
    piece.words.len() == 1 && !parts.contains_key(key) && stems.into_iter().flatten().any(person) && article()
}

/// "three MoUs", "a State Visit": one word that is counted is a word and no name.
fn is_counted(text: &Text, piece: &Piece) -> bool {
    let syntax = &text.reading.syntax;
    let word = &text.words[piece.words.start];
    let token = &syntax.tokens[word.token];
    let printed = text.reading.document.printed(word.at);
    let noun = piece.words.len() == 1 && !piece.titled && piece.kind.is_none();
    let own = |c: &usize| {
        let t = &syntax.tokens[*c];
        let article = t.morph.contains("Definite=Ind") && text.lowers.contains(word.lower.as_str());
        *c < word.token && (article || t.dep == "nummod" && printed.ends_with('s'))
    };
    noun && !word.titled && token.entity != "NORP" && syntax.children(word.token).iter().any(own)
}

/// "US$17 billion", "USD 12.1 million", "52 million US dollars".
pub fn is_of_an_amount(text: &Text, piece: &Piece) -> bool {
    is_glued_to_a_number(text, piece) || is_currency(text, piece)
}

/// The code of a currency beside a number, or the first words of a currency's name behind one.
fn is_currency(text: &Text, piece: &Piece) -> bool {
    let (tokens, language) = (&text.reading.syntax.tokens, text.reading.language());
    let first = text.words[piece.words.start].token;
    let is_number = |i: Option<usize>| i.and_then(|i| tokens.get(i)).is_some_and(|t| t.pos == "NUM");
    let behind_number = is_number(first.checked_sub(1));
    let next = piece.words.end;
    let last = text.words[next - 1].token;
    if !behind_number && !is_number(Some(last + 1)) {
        return false;
    }
    let printed = text.reading.document.printed(text.span(&piece.words));
    let named = || {
        let word = text.words.get(next).filter(|w| w.follows)?;
        let plain = printed.to_lowercase().replace('.', "");
        Some(amounts::is_currency_name(language, &format!("{plain} {}", word.lower)))
    };
    amounts::is_currency_code(language, printed) || behind_number && named() == Some(true)
}

/// A sign and a number are glued to it.
fn is_glued_to_a_number(text: &Text, piece: &Piece) -> bool {
    let mut behind = text.reading.document.text[text.span(&piece.words).end..].chars();
    let sign = behind.next().is_some_and(|c| !c.is_alphanumeric() && !c.is_whitespace() && !is_join(c));
    sign && behind.next().is_some_and(|c| c.is_ascii_digit())
}

/// Marks that stand between words.
fn is_join(c: char) -> bool {
    matches!(
        c,
        '-' | '‑'
            | '–'
            | '—'
            | '/'
            | '.'
            | ','
            | ':'
            | ';'
            | '('
            | '['
            | '\''
            | '’'
            | '"'
            | '”'
            | '“'
            | '#'
            | '_'
            | '+'
            | '@'
            | '*'
            | '='
            | ')'
            | ']'
    )
}

/// "#RailwayWeek".
fn is_hashtag(text: &Text, piece: &Piece) -> bool {
    text.reading.document.text[..text.words[piece.words.start].at.start].ends_with('#')
}

/// "International" alone.
fn is_bare_modifier(text: &Text, piece: &Piece) -> bool {
    let word = &text.words[piece.words.start];
    piece.words.len() == 1 && !piece.titled && text.index.office_modifiers.contains(word.lower.as_str())
}
