//! How a contradiction is told, by words/<language>/conflict.toml.

use super::{Difference, Side};
use crate::words::{Lexicon, fill};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    pub altered: String,
    pub left_out: String,
    pub denial: String,
    pub attribution: String,
    pub unknown: String,
}

pub static WORDS: Lexicon<Words> = Lexicon::new("conflict");

/// "12 against 15"; what stands in one of the two only is told alone.
pub fn altered(a: &Side, b: &Side, difference: &Difference) -> String {
    let words = WORDS.of(a.reading.language());
    let (x, y) = printed(a, b, difference);
    match (x.is_empty(), y.is_empty()) {
        (false, false) => fill(&words.altered, &[("a", &x), ("b", &y)]),
        (true, _) => fill(&words.left_out, &[("a", &y)]),
        (_, true) => fill(&words.left_out, &[("a", &x)]),
    }
}

/// What differs, as it was printed on either side, in one line.
pub fn printed(a: &Side, b: &Side, difference: &Difference) -> (String, String) {
    let line = |side: &Side, at: Option<_>| {
        let printed = at.map(|at| side.reading.printed(at)).unwrap_or_default();
        printed.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    (line(a, difference.a), line(b, difference.b))
}
