//! In which form an occasion was held: "in a narrow format", "one-on-one", "via video link".

use super::frames::Found;
use super::words::Words;
use crate::document::{Span, one_line};
use crate::reading::Reading;
use smol_str::SmolStr;

/// The words that say it, before the noun or in a phrase that hangs on it or on the verb that carries it.
pub fn of(reading: &Reading, words: &Words, found: &Found) -> Option<(String, Span)> {
    if !found.kind.occasion {
        return None;
    }
    let syntax = &reading.syntax;
    let before = found.nominal.then(|| longest(reading, found.at, &words.format.before)).flatten();
    let heads = [Some(found.token).filter(|_| found.nominal), found.verb.filter(|_| found.asserted)];
    let hanging = heads.into_iter().flatten().flat_map(|t| syntax.children(t).iter().copied());
    let phrase = |c: &usize| matches!(syntax.tokens[*c].dep.as_str(), "prep" | "advmod" | "npadvmod" | "agent");
    let phrases = hanging.filter(phrase).map(|c| syntax.span(syntax.subtree(c)));
    let at = before.or_else(|| phrases.filter_map(|at| longest(reading, at, &words.format.phrases)).next())?;
    Some((one_line(reading.printed(at)).to_lowercase(), at))
}

/// "one-on-one" and "in an expanded format": of the two that one meeting has of each, the smaller and the larger.
pub fn differ(words: &Words, a: &str, b: &str) -> bool {
    let is = |list: &[SmolStr], format: &str| list.iter().any(|w| format.contains(w.as_str()));
    let (small, large) = (&words.format.small, &words.format.large);
    is(small, a) && is(large, b) || is(large, a) && is(small, b)
}

/// The longest of these runs of words that stands inside.
fn longest(reading: &Reading, at: Span, list: &[SmolStr]) -> Option<Span> {
    // Small letters of the same length, so that places stay what they are.
    let text = reading.printed(at).to_ascii_lowercase().replace(['\n', '\t'], " ");
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let found = |run: &SmolStr| {
        let whole = |i: &usize| !is_word(text[..*i].chars().last()) && !is_word(text[i + run.len()..].chars().next());
        let start = text.match_indices(run.as_str()).map(|(i, _)| i).find(whole)?;
        Some(Span::new(at.start + start, at.start + start + run.len()))
    };
    list.iter().filter_map(found).max_by_key(|s| s.len())
}
