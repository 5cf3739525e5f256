//! Names of sites with a stop inside ("Osmer.Az"): to the grammar such a stop would end a sentence.

use super::names;
use regex::Regex;
use std::sync::LazyLock;

static SITE: LazyLock<Regex> = LazyLock::new(|| {
    // A name with a capital, a stop, and the code of a country.
    Regex::new(r"\b\p{Lu}[\w-]*(\.)(\p{Lu}\p{L}{1,2})\b").expect("a correct pattern")
});

/// Where such stops stand, in order.
pub fn stops(text: &str, language: &str) -> Vec<usize> {
    let site = |c: regex::Captures| {
        let (stop, ending) = (c.get(1)?, c.get(2)?);
        names::is_site_ending(language, ending.as_str()).then_some(stop.start())
    };
    SITE.captures_iter(text).filter_map(site).collect()
}

/// The text with a letter in the place of each stop: as long as before.
pub fn without_stops(text: &str, start: usize, stops: &[usize]) -> String {
    let mut out = text.as_bytes().to_vec();
    let first = stops.partition_point(|s| *s < start);
    stops[first..].iter().take_while(|s| **s < start + text.len()).for_each(|s| out[s - start] = b'_');
    String::from_utf8(out).unwrap_or_else(|_| text.to_string())
}
