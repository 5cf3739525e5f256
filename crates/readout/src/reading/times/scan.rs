//! A text cut into words, numbers and marks, each word with what it may stand for in a time.

use super::lexicon::{Class, Entry, Holiday, Part, Role, Table, Unit};
use crate::document::Span;
use smol_str::SmolStr;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Word,
    /// A run of digits; those too long to be part of a time count as `u32::MAX`.
    Digits(u32),
    /// "'s" behind a word.
    Possessive,
    Mark(char),
}

#[derive(Clone, Copy, Debug)]
pub struct Piece<'t> {
    pub at: Span,
    pub kind: Kind,
    /// No white space before it.
    pub glued: bool,
    pub capital: bool,
    entry: Option<&'t Entry>,
}

/// The pieces of a stretch of text. All questions take the index of a piece; those about words answer with the index behind them.
#[derive(Debug)]
pub struct Scan<'t> {
    pub text: &'t str,
    pub pieces: Vec<Piece<'t>>,
}

/// Cuts a part of a text; spans are those of the whole text.
pub fn scan<'t>(text: &'t str, part: Span, table: &'t Table) -> Scan<'t> {
    let mut lower = String::new();
    let pieces =
        cut(text, part).map(|piece| Piece { entry: entry_of(text, &piece, table, &mut lower), ..piece }).collect();
    Scan { text, pieces }
}

/// Whether a paragraph ends in this white space: a blank line, or a line that ends with a stop.
fn is_paragraph_end(before: &str, space: &str) -> bool {
    let lines = space.bytes().filter(|b| *b == b'\n').count();
    lines > 1 || lines == 1 && before.ends_with(['.', '!', '?', ':', '"', '”', '»', ')'])
}

/// The pieces of a phrase in lower case, as they are compared.
pub fn words_of(phrase: &str) -> Vec<SmolStr> {
    cut(phrase, Span::new(0, phrase.len())).map(|p| SmolStr::new(&phrase[p.at.range()])).collect()
}

fn entry_of<'t>(text: &str, piece: &Piece, table: &'t Table, lower: &mut String) -> Option<&'t Entry> {
    if piece.kind != Kind::Word {
        return None;
    }
    let printed = &text[piece.at.range()];
    if printed.bytes().all(|b| b.is_ascii_lowercase()) {
        return table.get(printed);
    }
    lower.clear();
    lower.extend(printed.chars().flat_map(char::to_lowercase));
    table.get(lower)
}

fn cut(text: &str, part: Span) -> impl Iterator<Item = Piece<'static>> {
    let mut at = part.start;
    let mut after_word = false;
    let mut broken = false;
    std::iter::from_fn(move || {
        let rest = &text[at..part.end];
        let start = at + (rest.len() - rest.trim_start().len());
        let first = text[start..part.end].chars().next()?;
        let glued = start == at;
        if !glued && !broken && is_paragraph_end(&text[..at], &text[at..start]) {
            broken = true;
            return Some(Piece {
                at: Span::new(at, start),
                kind: Kind::Mark('\n'),
                glued: false,
                capital: false,
                entry: None,
            });
        }
        broken = false;
        let (kind, length) = piece_at(&text[start..part.end], first, after_word && glued);
        at = start + length;
        after_word = matches!(kind, Kind::Word | Kind::Digits(_));
        Some(Piece { at: Span::new(start, at), kind, glued, capital: first.is_uppercase(), entry: None })
    })
}

fn piece_at(rest: &str, first: char, glued_to_word: bool) -> (Kind, usize) {
    if first.is_ascii_digit() {
        let length = rest.bytes().take_while(u8::is_ascii_digit).count();
        return (Kind::Digits(rest[..length].parse().unwrap_or(u32::MAX)), length);
    }
    if first.is_alphabetic() {
        let length = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        return (Kind::Word, length);
    }
    let mark = first.len_utf8();
    if glued_to_word && is_apostrophe(first) {
        let mut after = rest[mark..].chars();
        if matches!(after.next(), Some('s' | 'S')) && !after.next().is_some_and(char::is_alphabetic) {
            return (Kind::Possessive, mark + 1);
        }
    }
    (Kind::Mark(first), mark)
}

pub fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '`' | 'ʼ')
}

pub fn is_dash(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑' | '–' | '—' | '−')
}

impl<'t> Scan<'t> {
    pub fn len(&self) -> usize {
        self.pieces.len()
    }

    pub fn kind(&self, i: usize) -> Option<Kind> {
        self.pieces.get(i).map(|p| p.kind)
    }

    /// Whether a paragraph ends between two pieces.
    pub fn breaks_between(&self, from: usize, to: usize) -> bool {
        (from..to).any(|k| self.is_mark(k, '\n'))
    }

    pub fn printed(&self, i: usize) -> &'t str {
        self.pieces.get(i).map_or("", |p| &self.text[p.at.range()])
    }

    pub fn span(&self, from: usize, to: usize) -> Span {
        match (self.pieces.get(from), self.pieces.get(to.wrapping_sub(1))) {
            (Some(first), Some(last)) => Span::new(first.at.start, last.at.end),
            _ => Span::default(),
        }
    }

    pub fn is_glued(&self, i: usize) -> bool {
        self.pieces.get(i).is_some_and(|p| p.glued)
    }

    /// Whether an expression of time could begin here: a word of the lexicon, a number, an apostrophe before one.
    pub fn may_begin(&self, i: usize) -> bool {
        match self.pieces[i].kind {
            Kind::Word => self.pieces[i].entry.is_some_and(|e| e.begins),
            Kind::Digits(_) => true,
            Kind::Mark(c) => is_apostrophe(c) && self.digits(i + 1).is_some(),
            Kind::Possessive => false,
        }
    }

    /// What may stand here, with the index behind it: runs of words first, longest first.
    pub fn classes(&self, i: usize) -> impl Iterator<Item = (usize, Class)> + '_ {
        let entry = self.pieces.get(i).and_then(|p| p.entry);
        let runs = entry.map_or(&[][..], |e| &e.runs).iter();
        let fitting =
            runs.filter(move |(rest, _)| self.follows(i + 1, rest)).map(move |(rest, c)| (i + 1 + rest.len(), *c));
        fitting.chain(entry.map_or(&[][..], |e| &e.alone).iter().map(move |c| (i + 1, *c)))
    }

    fn follows(&self, from: usize, words: &[SmolStr]) -> bool {
        let same = |(k, word): (usize, &SmolStr)| {
            let printed = self.printed(from + k);
            printed == word.as_str() || (printed.len() == word.len() && printed.to_lowercase() == word.as_str())
        };
        from + words.len() <= self.len() && words.iter().enumerate().all(same)
    }

    fn class<T>(&self, i: usize, pick: impl Fn(Class) -> Option<T>) -> Option<(usize, T)> {
        self.classes(i).find_map(|(end, class)| Some((end, pick(class)?)))
    }

    pub fn role(&self, i: usize, role: Role) -> Option<usize> {
        self.pieces.get(i)?.entry.filter(|e| e.may_have(&[role]))?;
        self.class(i, |c| (c == Class::Role(role)).then_some(())).map(|(end, ())| end)
    }

    pub fn any_role(&self, i: usize, roles: &[Role]) -> Option<(usize, Role)> {
        self.pieces.get(i)?.entry.filter(|e| e.may_have(roles))?;
        self.class(i, |c| match c {
            Class::Role(role) if roles.contains(&role) => Some(role),
            _ => None,
        })
    }

    /// The index behind the role, or the same index where it is not there.
    pub fn skip(&self, i: usize, role: Role) -> usize {
        self.role(i, role).unwrap_or(i)
    }

    pub fn month(&self, i: usize) -> Option<(usize, i8)> {
        self.class(i, |c| if let Class::Month(m) = c { Some(m) } else { None })
    }

    pub fn weekday(&self, i: usize) -> Option<(usize, i8)> {
        self.class(i, |c| if let Class::Weekday(d) = c { Some(d) } else { None })
    }

    pub fn season(&self, i: usize) -> Option<(usize, usize)> {
        self.class(i, |c| if let Class::Season(s) = c { Some(s) } else { None })
    }

    /// A unit and whether it stands in the plural.
    pub fn unit(&self, i: usize) -> Option<(usize, (Unit, bool))> {
        self.class(i, |c| match c {
            Class::Unit(unit) => Some((unit, false)),
            Class::Units(unit) => Some((unit, true)),
            _ => None,
        })
    }

    pub fn part(&self, i: usize) -> Option<(usize, Part)> {
        self.class(i, |c| if let Class::Part(p) = c { Some(p) } else { None })
    }

    pub fn repeated(&self, i: usize) -> Option<(usize, Unit)> {
        self.class(i, |c| if let Class::Repeated(u) = c { Some(u) } else { None })
    }

    pub fn holiday(&self, i: usize) -> Option<(usize, Holiday)> {
        self.class(i, |c| if let Class::Holiday(h) = c { Some(h) } else { None })
    }

    /// "Mondays": 1 to 7.
    pub fn weekdays(&self, i: usize) -> Option<(usize, i8)> {
        self.class(i, |c| if let Class::Weekdays(d) = c { Some(d) } else { None })
    }

    /// "nineties": the tens.
    pub fn decade_word(&self, i: usize) -> Option<(usize, i16)> {
        self.class(i, |c| if let Class::Decade(tens) = c { Some(tens) } else { None })
    }

    pub fn number_word(&self, i: usize) -> Option<(usize, u32)> {
        self.class(i, |c| if let Class::Number(n) = c { Some(n) } else { None })
    }

    pub fn ordinal_word(&self, i: usize) -> Option<(usize, u32)> {
        self.class(i, |c| if let Class::Ordinal(n) = c { Some(n) } else { None })
    }

    pub fn has(&self, i: usize, class: Class) -> bool {
        self.class(i, |c| (c == class).then_some(())).is_some()
    }

    /// A run of digits with its value and its length.
    pub fn digits(&self, i: usize) -> Option<(u32, usize)> {
        match self.pieces.get(i)?.kind {
            Kind::Digits(value) => Some((value, self.pieces[i].at.len())),
            _ => None,
        }
    }

    pub fn is_mark(&self, i: usize, mark: char) -> bool {
        self.kind(i) == Some(Kind::Mark(mark))
    }

    pub fn is_hyphen(&self, i: usize) -> bool {
        matches!(self.kind(i), Some(Kind::Mark(c)) if is_dash(c))
    }
}
