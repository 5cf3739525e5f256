//! What depends on a token's text alone: norm, prefix, suffix, shape, white space.

use crate::characters::{Class, small_letter};
use crate::error::LoadError;
use crate::files::File;
use crate::strings::string_id;
use foldhash::{HashMap, HashMapExt};
use std::borrow::Cow;
use std::sync::LazyLock;

/// Norms that all languages share: one sign for all currencies, quotation marks and dashes.
const BASE_NORMS: &str = include_str!("../data/base_norms.tsv");
static BASE: LazyLock<HashMap<u64, &'static str>> = LazyLock::new(|| {
    let pairs = BASE_NORMS.lines().filter(|line| !line.starts_with("# "));
    pairs.filter_map(|line| line.split_once('\t')).map(|(text, norm)| (string_id(text), norm)).collect()
});

/// A word of this many characters and more has the shape `LONG`.
const LONG: usize = 100;
/// As many equal symbols in a row are kept in a shape.
const RUN: usize = 4;

/// Norms of words that differ from their lower-case form.
#[derive(Debug, Default)]
pub(crate) struct Norms {
    by_id: HashMap<u64, Box<str>>,
}

/// The string ids of a token's features, as spaCy's embedding layers want them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Lexeme {
    pub orth: u64,
    pub norm: u64,
    pub prefix: u64,
    pub suffix: u64,
    pub shape: u64,
    pub is_space: bool,
}

impl Norms {
    /// From the file `vocab/lookups.bin`, which may lack the table.
    pub fn read(file: &File) -> Result<Norms, LoadError> {
        let tables = file.msgpack()?;
        let Some(table) = tables.get("lexeme_norm") else {
            return Ok(Norms::default());
        };
        let pairs = table.map().ok_or_else(|| file.error("lexeme_norm", "not a map"))?;
        let pairs = pairs.iter().map(|(id, norm)| Some((id.unsigned()?, norm.text()?.to_owned())));
        let pairs: Option<Vec<_>> = pairs.collect();
        Ok(Norms::new(pairs.ok_or_else(|| file.error("lexeme_norm", "not string ids and norms"))?))
    }

    /// From a pipeline's `lexeme_norm` table: string id of the word, its norm.
    pub fn new(table: impl IntoIterator<Item = (u64, String)>) -> Norms {
        let mut by_id = HashMap::new();
        by_id.extend(table.into_iter().map(|(id, norm)| (id, norm.into())));
        Norms { by_id }
    }

    /// The norm of a word that no token exception gave one to: the pipeline's
    /// table first, then the norms that all languages share, then lower case.
    pub fn norm<'a>(&'a self, text: &'a str) -> Cow<'a, str> {
        let id = string_id(text);
        if let Some(norm) = self.by_id.get(&id) {
            return Cow::Borrowed(norm);
        }
        match BASE.get(&id) {
            Some(norm) => Cow::Borrowed(norm),
            None => lower(text),
        }
    }
}

/// The features of a token; `norm` is what its token exception says, if anything.
pub fn lexeme(text: &str, norm: Option<&str>, norms: &Norms) -> Lexeme {
    Lexeme {
        orth: string_id(text),
        norm: norm.map_or_else(|| string_id(&norms.norm(text)), string_id),
        prefix: string_id(prefix(text)),
        suffix: string_id(suffix(text)),
        shape: string_id(&shape(text)),
        is_space: is_space(text),
    }
}

/// The text in lower case, borrowed where it is so already.
pub fn lower(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        return Cow::Borrowed(text);
    }
    if text.chars().any(is_newer) {
        return Cow::Owned(text.chars().map(small_letter).collect());
    }
    Cow::Owned(text.to_lowercase())
}

/// Whether a letter got a small form in a later Unicode than the tables' own.
fn is_newer(character: char) -> bool {
    !character.is_ascii() && small_letter(character) == character && !character.to_lowercase().eq([character])
}

/// The first character.
pub fn prefix(text: &str) -> &str {
    let end = text.char_indices().nth(1).map_or(text.len(), |(at, _)| at);
    &text[..end]
}

/// The last three characters, or all of a shorter word.
pub fn suffix(text: &str) -> &str {
    let start = text.char_indices().nth_back(2).map_or(0, |(at, _)| at);
    &text[start..]
}

/// The word with letters as `X` and `x`, digits as `d`, and runs cut to four.
pub fn shape(text: &str) -> String {
    if text.len() >= LONG && text.chars().nth(LONG - 1).is_some() {
        return "LONG".to_owned();
    }
    let mut shape = String::with_capacity(text.len().min(16));
    let (mut last, mut run) = ('\0', 0);
    for character in text.chars() {
        let symbol = symbol(character);
        // The count starts anew with the text, even at the symbol NUL.
        run = if symbol == last && !shape.is_empty() { run + 1 } else { 1 };
        last = symbol;
        if run <= RUN {
            shape.push(symbol);
        }
    }
    shape
}

fn symbol(character: char) -> char {
    match character {
        'a'..='z' => 'x',
        'A'..='Z' => 'X',
        '0'..='9' => 'd',
        _ if character.is_ascii() => character,
        _ if Class::Upper.holds(character) => 'X',
        _ if Class::Alpha.holds(character) => 'x',
        _ if Class::Digit.holds(character) => 'd',
        _ => character,
    }
}

/// Whether the text is white space and nothing else.
pub fn is_space(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|character| Class::Space.holds(character))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_keep_four_of_a_run() {
        let check = |text: &str, expected: &str| assert_eq!(shape(text), expected, "{text}");
        check("Harbour", "Xxxxx");
        check("McAdam's", "XxXxxx'x");
        check("1,250.5", "d,ddd.d");
        check("5½", "d½");
        check("Été²", "Xxxd");
        check("------", "----");
        check("", "");
        check(&"é".repeat(99), "xxxx");
        check(&"é".repeat(100), "LONG");
    }

    #[test]
    fn ends_of_words_are_counted_in_characters() {
        assert_eq!((prefix("Été"), suffix("Été")), ("É", "Été"));
        assert_eq!((prefix("a"), suffix("a")), ("a", "a"));
        assert_eq!(suffix("œuvré"), "vré");
        assert_eq!((prefix(""), suffix("")), ("", ""));
    }

    #[test]
    fn a_norm_comes_from_the_pipeline_then_from_all_languages_then_from_lower_case() {
        let norms = Norms::new([(string_id("Colour"), "color".to_owned()), (string_id("--"), "~".to_owned())]);
        assert_eq!(norms.norm("Colour"), "color");
        assert_eq!(norms.norm("COLOUR"), "colour");
        assert_eq!(norms.norm("--"), "~");
        assert_eq!(norms.norm("—"), "-");
        assert_eq!(norms.norm("€"), "$");
        assert_eq!(norms.norm("ÉCOLE"), "école");
    }

    #[test]
    fn lower_case_is_that_of_python() {
        let check = |text: &str, expected: &str| assert_eq!(lower(text), expected);
        check("ΟΔΟΣ", "οδος");
        check("İX", "i\u{307}x");
        check("ÇA\u{10d51}", "ça\u{10d51}");
    }

    #[test]
    fn white_space_is_all_or_nothing() {
        assert!(is_space("\n \u{a0}") && !is_space("") && !is_space("\u{200b}") && !is_space(" a"));
    }
}
