//! The words of a text as name finding sees them: joined by hyphens and apostrophes, with the capitals they begin with.

use super::lexicon::Index;
use crate::document::Span;
use crate::reading::{Reading, addresses};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    Lower,
    Capitalised,
    /// Two letters or more, all of them capitals.
    Capitals,
    Number,
}

#[derive(Clone, Debug)]
pub struct Word {
    pub at: Span,
    pub shape: Shape,
    /// The token that holds its first character.
    pub token: usize,
    pub block: usize,
    /// It begins a sentence, a quotation or a heading: its capital says little.
    pub initial: bool,
    /// Nothing but one space stands before it and after the word before.
    pub follows: bool,
    /// It stands where every word is written with a capital.
    pub titled: bool,
    pub lower: String,
}

/// All words of the blocks that are read.
pub fn words(reading: &Reading, index: &Index) -> Vec<Word> {
    let mut out = vec![];
    if reading.syntax.tokens.is_empty() {
        return out;
    }
    let stops = addresses::stops(&reading.document.text, reading.language());
    for (block, b) in reading.blocks.iter().enumerate() {
        let first = out.len();
        let mut end = b.at.start;
        for at in word_spans(&reading.document.text, b.at, &stops) {
            let word = word(reading, index, at, end, block);
            end = at.end;
            // The letters of a sign of money are no name of a country.
            if reading.syntax.tokens[word.token].pos != "SYM" {
                out.push(word);
            }
        }
        let titled = is_titled(&out[first..]);
        out[first..].iter_mut().for_each(|w| w.titled = titled);
    }
    out
}

fn word(reading: &Reading, index: &Index, at: Span, before: usize, block: usize) -> Word {
    let text = &reading.document.text;
    let printed = &text[at.range()];
    let between = &text[before..at.start];
    let token = reading.syntax.token_at(at.start).unwrap_or(0);
    let sentence = reading.syntax.sentence_of(token);
    let initial = at.start <= sentence.at.start
        || text[sentence.at.start..at.start].chars().all(|c| !c.is_alphanumeric())
        || between.chars().any(|c| matches!(c, '“' | '”' | '"' | '«' | '„' | ':' | '‘' | '.' | '?' | '!' | '•'));
    let initials = between == ". " && at.start > sentence.at.start && is_abbreviated(index, text, before);
    Word {
        at,
        shape: shape(printed),
        token,
        block,
        initial: initial && !initials,
        follows: between == " " || between == "\u{a0}" || initials,
        titled: false,
        lower: printed.to_lowercase(),
    }
}

/// A single capital or the abbreviation of a title stands before the full stop: "J. Smith", "Gov. Smith".
fn is_abbreviated(index: &Index, text: &str, end: usize) -> bool {
    let word = text[..end].rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    let lower = word.to_lowercase();
    word.starts_with(char::is_uppercase)
        && (word.chars().count() == 1
            || index.honorifics.contains_key(lower.as_str())
            || word.len() < 5 && index.office(&lower).is_some())
}

fn shape(printed: &str) -> Shape {
    let mut letters = printed.chars().filter(|c| c.is_alphabetic());
    let Some(first) = letters.next() else { return Shape::Number };
    let rest: Vec<char> = letters.collect();
    if !rest.is_empty() && first.is_uppercase() && rest.iter().all(|c| c.is_uppercase()) {
        return Shape::Capitals;
    }
    let inner = rest.iter().any(|c| c.is_uppercase());
    if (first.is_uppercase() && !printed.starts_with(|c: char| c.is_ascii_digit())) || inner && first.is_lowercase() {
        return Shape::Capitalised;
    }
    Shape::Lower
}

/// Most longer words of the line begin with a capital, so that a capital says nothing.
fn is_titled(words: &[Word]) -> bool {
    let longer: Vec<&Word> = words.iter().filter(|w| w.lower.chars().count() > 3 && w.shape != Shape::Number).collect();
    let capitals = longer.iter().filter(|w| w.shape != Shape::Lower).count();
    longer.len() > 4 && words.len() < 40 && capitals * 10 > longer.len() * 7
}

/// Runs of letters and digits, with what joins them inside a name: hyphens, apostrophes, full stops of initials, `&`, `+`.
fn word_spans(text: &str, block: Span, stops: &[usize]) -> Vec<Span> {
    let mut out: Vec<Span> = vec![];
    let mut start: Option<usize> = None;
    let mut chars = text[block.range()].char_indices().map(|(i, c)| (block.start + i, c)).peekable();
    while let Some((i, c)) = chars.next() {
        if c.is_alphanumeric() || is_mark(c) {
            start.get_or_insert(i);
            continue;
        }
        let Some(from) = start else { continue };
        let next = chars.peek().map(|(_, n)| *n);
        if c == '.' && stops.binary_search(&i).is_ok()
            || joins(&text[from..i], c, next, &text[i + c.len_utf8()..block.end])
        {
            continue;
        }
        let end = if c == '+' && next.is_none_or(|n| !n.is_alphanumeric()) { i + 1 } else { i };
        out.push(without_possessive(text, Span::new(from, end)));
        start = None;
    }
    if let Some(from) = start {
        out.push(without_possessive(text, Span::new(from, block.end)));
    }
    out
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}')
}

fn joins(before: &str, c: char, next: Option<char>, after: &str) -> bool {
    let Some(next) = next.filter(|n| n.is_alphanumeric()) else {
        return c == '.'
            && is_dotted(before)
            && after.chars().next().is_none_or(|n| !n.is_alphanumeric())
            && before.contains('.');
    };
    match c {
        '-' | '‑' => next.is_alphabetic() || before.chars().any(char::is_alphabetic),
        '\'' | '’' | 'ʼ' | '‘' | '`' => next.is_alphabetic(),
        '&' => before.chars().all(char::is_uppercase) && next.is_uppercase(),
        '.' => is_dotted(before) && next.is_uppercase(),
        _ => false,
    }
}

/// "U", "U.S", "J.R": capitals with full stops between.
fn is_dotted(before: &str) -> bool {
    before.split('.').all(|part| part.chars().count() == 1 && part.chars().all(char::is_uppercase))
}

/// "Oduya's" names Oduya.
fn without_possessive(text: &str, at: Span) -> Span {
    let printed = &text[at.range()];
    for ending in ["'s", "’s", "'S", "’S", "‘s", "`s"] {
        if let Some(rest) = printed.strip_suffix(ending) {
            return Span::new(at.start, at.start + rest.len());
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> =
            word_spans(text, Span::new(0, text.len()), &[]).iter().map(|s| &text[s.range()]).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn hyphens_and_apostrophes_stay_inside_a_name() {
        check("Anne-Marie O’Neill", &["Anne-Marie", "O’Neill"]);
    }

    #[test]
    fn a_possessive_is_no_part_of_a_name() {
        check("Okello’s and Maria's plan", &["Okello", "and", "Maria", "plan"]);
    }

    #[test]
    fn a_mark_glued_to_a_name_ends_it() {
        check("“Morning Star”Okello – spoke", &["Morning", "Star", "Okello", "spoke"]);
    }

    #[test]
    fn full_stops_of_an_abbreviation_belong_to_it() {
        check("the U.S. and U.K. In J.R. Smith.", &["the", "U.S.", "and", "U.K.", "In", "J.R.", "Smith"]);
        check("OPEC+ and AT&T.", &["OPEC+", "and", "AT&T"]);
    }
}
