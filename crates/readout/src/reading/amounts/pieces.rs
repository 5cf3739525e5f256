//! A text cut into runs of digits, words and single signs, so that numbers are read as they were printed.

use crate::document::Span;
use smol_str::SmolStr;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Digits with the points, commas and apostrophes between them.
    Digits,
    Word,
    Sign,
}

#[derive(Clone, Debug)]
pub struct Piece {
    pub at: Span,
    pub kind: Kind,
    /// As printed, and in lower case.
    pub text: SmolStr,
    pub lower: SmolStr,
    /// White space stands before it.
    pub spaced: bool,
}

impl Piece {
    pub fn is(&self, sign: &str) -> bool {
        self.kind == Kind::Sign && self.text == sign
    }

    pub fn is_digits(&self) -> bool {
        self.kind == Kind::Digits
    }

    pub fn is_word(&self) -> bool {
        self.kind == Kind::Word
    }

    pub fn is_one_of(&self, words: &[SmolStr]) -> bool {
        words.contains(&self.lower)
    }
}

/// Hyphens, dashes and the minus sign.
pub const DASHES: &[&str] = &["-", "\u{2010}", "\u{2011}", "–", "—", "−"];

pub fn is_dash(piece: &Piece) -> bool {
    piece.kind == Kind::Sign && DASHES.contains(&piece.text.as_str())
}

/// Cuts one block of the text. Offsets are those of the whole text.
pub fn cut(text: &str, block: Span) -> Vec<Piece> {
    let Some(inside) = text.get(block.range()) else { return vec![] };
    let mut pieces = vec![];
    let mut at = 0;
    let mut spaced = false;
    while let Some(c) = inside[at..].chars().next() {
        if c.is_whitespace() {
            spaced = true;
            at += c.len_utf8();
            continue;
        }
        let (kind, length) = piece_at(inside, at, c, spaced);
        let printed = &inside[at..at + length];
        pieces.push(Piece {
            at: Span::new(block.start + at, block.start + at + length),
            kind,
            text: printed.into(),
            lower: printed.to_lowercase().into(),
            spaced,
        });
        spaced = false;
        at += length;
    }
    pieces
}

fn piece_at(text: &str, at: usize, first: char, spaced: bool) -> (Kind, usize) {
    let rest = &text[at..];
    if first.is_ascii_digit() || (first == '.' && starts_decimal(text, at, spaced)) {
        return (Kind::Digits, digits_length(rest));
    }
    if first.is_alphabetic() {
        return (Kind::Word, rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len()));
    }
    (Kind::Sign, first.len_utf8())
}

/// ".25": a point before digits that begins a number and does not end a word.
fn starts_decimal(text: &str, at: usize, spaced: bool) -> bool {
    let before = text[..at].chars().next_back();
    let digit = text[at + 1..].starts_with(|c: char| c.is_ascii_digit());
    digit && (spaced || before.is_none_or(|c| !c.is_alphanumeric() && c != '.'))
}

fn digits_length(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let mut end = 1;
    while end < bytes.len() {
        let separates = matches!(bytes[end], b'.' | b',' | b'\'') && bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
        if !bytes[end].is_ascii_digit() && !separates {
            break;
        }
        end += 1;
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let pieces = cut(text, Span::new(0, text.len()));
        assert_eq!(pieces.iter().map(|p| p.text.as_str()).collect::<Vec<_>>(), expected);
        assert!(pieces.iter().all(|p| &text[p.at.range()] == p.text.as_str()));
    }

    #[test]
    fn digits_keep_their_separators_and_leave_the_full_stop() {
        check("It cost €1,234.50.", &["It", "cost", "€", "1,234.50", "."]);
        check("200lbs of .5 and v3.8.0", &["200", "lbs", "of", ".5", "and", "v", "3.8.0"]);
        check("б–3½", &["б", "–", "3", "½"]);
    }
}
