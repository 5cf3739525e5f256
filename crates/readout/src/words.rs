//! Loads words/ and world/: how languages say things, and what there is. Each room has its own type of words.

use include_dir::{Dir, include_dir};
use serde::de::DeserializeOwned;
use smol_str::SmolStr;
use std::collections::BTreeMap;
use std::sync::OnceLock;

static WORDS: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../../words");
static WORLD: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../../world");

/// The language used where a document's own has no words.
pub const DEFAULT_LANGUAGE: &str = "en";

/// Whether there are words for a language at all: rules made for another one would find in its texts what they do not say.
pub fn speaks(language: &str) -> bool {
    WORDS.get_dir(language).is_some()
}

/// One lexicon file, a copy for each language: `static WORDS: Lexicon<Words> = Lexicon::new("time");`
pub struct Lexicon<T> {
    name: &'static str,
    by_language: OnceLock<BTreeMap<String, T>>,
}

impl<T: DeserializeOwned> Lexicon<T> {
    pub const fn new(name: &'static str) -> Self {
        Lexicon { name, by_language: OnceLock::new() }
    }

    /// The words of this language, or those of the default one.
    pub fn of(&self, language: &str) -> &T {
        let all = self.by_language.get_or_init(|| self.load());
        all.get(language)
            .or_else(|| all.get(DEFAULT_LANGUAGE))
            .expect("every lexicon has a file in the default language: a test loads them all")
    }

    fn load(&self) -> BTreeMap<String, T> {
        let languages = WORDS.dirs().filter_map(|dir| dir.path().to_str());
        languages
            .filter_map(|l| {
                Some((
                    l.to_string(),
                    parse(
                        &format!("words/{l}/{}.toml", self.name),
                        text_of(&WORDS, &format!("{l}/{}.toml", self.name))?,
                    ),
                ))
            })
            .collect()
    }
}

/// One file of the world, the same for every language: `static UNITS: World<Units> = World::new("units");`
pub struct World<T> {
    name: &'static str,
    loaded: OnceLock<T>,
}

impl<T: DeserializeOwned> World<T> {
    pub const fn new(name: &'static str) -> Self {
        World { name, loaded: OnceLock::new() }
    }

    pub fn get(&self) -> &T {
        self.loaded.get_or_init(|| {
            let path = format!("{}.toml", self.name);
            parse(
                &format!("world/{path}"),
                text_of(&WORLD, &path).expect("the file is part of the program: a test loads them all"),
            )
        })
    }
}

/// Whether a list of a lexicon has the word, which is in small letters.
pub fn has(list: &[SmolStr], word: &str) -> bool {
    list.iter().any(|w| w == word)
}

/// Puts values into the `{slots}` of a pattern, once and from left to right: a value with braces stays a value.
pub fn fill(pattern: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::new();
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((slot, behind)) = after.split_once('}') else {
            out.push('{');
            rest = after;
            continue;
        };
        let value = values.iter().find(|(name, _)| *name == slot).map_or("", |(_, value)| value);
        out.push_str(value);
        rest = behind;
    }
    out.push_str(rest);
    out
}

fn text_of<'d>(dir: &'d Dir<'static>, path: &str) -> Option<&'d str> {
    dir.get_file(path)?.contents_utf8()
}

/// The files are part of the program, and a test loads every one: a mistake in one cannot reach a user.
fn parse<T: DeserializeOwned>(path: &str, text: &str) -> T {
    toml::from_str(text).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[cfg(test)]
mod tests {
    use super::fill;

    #[test]
    fn a_value_with_braces_stays_a_value() {
        assert_eq!(fill("{a} and {b}", &[("a", "{b}"), ("b", "2")]), "{b} and 2");
        assert_eq!(fill("{a", &[("a", "1")]), "{a");
    }
}
