//! How a name sounds in the spelling of other languages: German, French and Polish papers write Slavic names their own way.

use super::letters::{likeness, sound};
use crate::words::World;
use serde::Deserialize;

static FILE: World<File> = World::new("romanisations");

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    spelling: Vec<Spelling>,
}

/// What the papers of one language write, and what English papers write for it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Spelling {
    #[serde(rename = "language")]
    _language: String,
    inside: Vec<[String; 2]>,
    ends: Vec<[String; 2]>,
}

/// Shorter words have too few letters to tell one spelling from another.
const SHORTEST: usize = 4;
/// So alike two spellings of one name sound.
const LEAST: f64 = 0.8;

/// How alike two words are when one of them is read as another language spells it; 0 when that does not make them alike.
pub fn alike(a: &str, b: &str) -> f64 {
    if a.len().min(b.len()) < SHORTEST || a.len().abs_diff(b.len()) > a.len().min(b.len()) {
        return 0.0;
    }
    let found = one_way(a, b).max(one_way(b, a));
    if found >= LEAST { 0.9 * found } else { 0.0 }
}

fn one_way(foreign: &str, english: &str) -> f64 {
    let english = sound(english);
    readings(foreign).iter().map(|heard| likeness(heard, &english)).fold(0.0, f64::max)
}

/// The sounds of a word in the spellings that its letters allow, without the one that English papers use.
pub fn readings(word: &str) -> Vec<String> {
    let plain = sound(word);
    let mut out: Vec<String> = FILE.get().spelling.iter().map(|s| sound(&respelled(word, s))).collect();
    out.retain(|heard| *heard != plain);
    out.dedup();
    out
}

fn respelled(word: &str, spelling: &Spelling) -> String {
    let end = spelling.ends.iter().find_map(|[from, to]| Some((word.strip_suffix(from.as_str())?, to.as_str())));
    let (mut rest, end) = end.unwrap_or((word, ""));
    let mut out = String::with_capacity(word.len() + 4);
    while let Some(first) = rest.chars().next() {
        let group = spelling.inside.iter().find(|[from, _]| rest.starts_with(from.as_str()));
        let width = group.map_or(first.len_utf8(), |[from, _]| from.len());
        match group {
            Some([_, to]) => out.push_str(to),
            None => out.push(first),
        }
        rest = &rest[width..];
    }
    out + end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_in_german_french_or_polish_letters_is_the_english_one() {
        for (a, b) in [
            ("waldaritsch", "valdaric"),
            ("schewtschenko", "shevchenko"),
            ("szewczenko", "shevchenko"),
            ("tschernow", "chernov"),
            ("petrowitsch", "petrovich"),
        ] {
            assert!(alike(a, b) > 0.7, "{a} {b} {} {:?}", alike(a, b), readings(a));
        }
    }

    #[test]
    fn other_names_stay_apart() {
        for (a, b) in [("brandt", "braun"), ("wagner", "varga"), ("chavez", "shaw"), ("lind", "lund")] {
            assert!(alike(a, b) < 0.7, "{a} {b} {}", alike(a, b));
        }
    }
}
