//! Which characters are quotation marks, and whether each opens or closes.

use crate::document::Span;

/// Marks of one family close each other, whatever their shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    Double,
    Single,
    Angle,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Open,
    Close,
    /// The neighbours do not tell: what is open decides.
    Either,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    pub at: Span,
    pub family: Family,
    pub side: Side,
    /// Letters stand on both sides of it.
    pub glued: bool,
}

/// The quotation marks of a block in order; apostrophes, feet and inches are none.
pub fn in_block(text: &str, block: Span) -> Vec<Mark> {
    let Some(printed) = text.get(block.range()) else { return vec![] };
    let mut marks: Vec<Mark> = vec![];
    let mut skip_to = 0;
    for (offset, sign) in printed.char_indices() {
        let Some((family, printed_side)) = kind_of(sign) else { continue };
        let start = block.start + offset;
        if start < skip_to {
            continue;
        }
        let (family, length) = width(&printed[offset..], sign, family);
        let at = Span::new(start, start + length);
        skip_to = at.end;
        let around = Around::of(text, block, at);
        if family == Family::Single && around.is_apostrophe(sign) || around.is_measure(sign, &marks) {
            continue;
        }
        marks.push(Mark { at, family, side: side_of(printed_side, sign, &around), glued: around.is_glued() });
    }
    marks
}

/// The family of the mark that the block begins with: a quotation of the paragraph before may go on in it.
pub fn opens(marks: &[Mark], start: usize) -> Option<Family> {
    marks.first().filter(|m| m.at.start == start && m.side != Side::Close).map(|m| m.family)
}

/// The family of the last double mark that may open something.
pub fn last_open(marks: &[Mark]) -> Option<Family> {
    let opening = |m: &&Mark| m.side != Side::Close && m.family != Family::Single;
    marks.iter().rfind(opening).map(|m| m.family)
}

/// The family of a mark, and the side its shape stands for: German and Russian close with what English opens with.
fn kind_of(sign: char) -> Option<(Family, Side)> {
    match sign {
        '"' | '＂' => Some((Family::Double, Side::Either)),
        '“' | '„' | '‟' | '〝' => Some((Family::Double, Side::Open)),
        '”' | '〞' => Some((Family::Double, Side::Close)),
        '«' | '‹' => Some((Family::Angle, Side::Open)),
        '»' | '›' => Some((Family::Angle, Side::Close)),
        '\'' => Some((Family::Single, Side::Either)),
        '‘' | '‚' | '‛' | '`' => Some((Family::Single, Side::Open)),
        '’' | '´' => Some((Family::Single, Side::Close)),
        _ => None,
    }
}

/// Two single marks of one shape in a row are a double one, as typewriters and TeX write it.
fn width(rest: &str, sign: char, family: Family) -> (Family, usize) {
    let one = sign.len_utf8();
    let twice = rest[one..].starts_with(sign);
    if twice && (matches!(sign, '\'' | '`' | '‘' | '’')) {
        return (Family::Double, 2 * one);
    }
    (family, one)
}

fn side_of(printed: Side, sign: char, around: &Around) -> Side {
    let (before, after) = (around.touches_before(), around.touches_after());
    match (before, after) {
        (false, true) => Side::Open,
        (true, false) => Side::Close,
        (true, true) if sign == '„' || sign == '‚' => Side::Open,
        _ => printed,
    }
}

/// The characters next to a mark, blanks at the ends of the block.
struct Around {
    before: char,
    after: char,
    before_that: char,
}

impl Around {
    fn of(text: &str, block: Span, at: Span) -> Self {
        let mut left = text[block.start..at.start].chars().rev();
        let before = left.next().unwrap_or(' ');
        let before_that = left.next().unwrap_or(' ');
        let after = text[at.end..block.end].chars().next().unwrap_or(' ');
        Around { before, after, before_that }
    }

    fn is_glued(&self) -> bool {
        self.before.is_alphanumeric() && self.after.is_alphanumeric()
    }

    /// Something that a closing mark can stand behind.
    fn touches_before(&self) -> bool {
        !(self.before.is_whitespace() || is_opening(self.before) || is_dash(self.before) || self.before == '/')
    }

    /// Something that an opening mark can stand before.
    fn touches_after(&self) -> bool {
        !(self.after.is_whitespace() || is_closing(self.after) || is_dash(self.after))
    }

    /// Inside a word, or before the digits of a year.
    fn is_apostrophe(&self, sign: char) -> bool {
        let inside = self.before.is_alphanumeric() && self.after.is_alphanumeric();
        let year = self.after.is_ascii_digit() && !self.before.is_alphanumeric() && matches!(sign, '\'' | '’');
        inside || year
    }

    /// Straight marks behind a figure are feet and inches, unless a quotation is open that they may close.
    fn is_measure(&self, sign: char, before: &[Mark]) -> bool {
        let straight = matches!(sign, '"' | '\'');
        if !straight || !self.before.is_ascii_digit() {
            return false;
        }
        let opened = before.iter().filter(|m| m.side != Side::Close).count();
        let closed = before.iter().filter(|m| m.side == Side::Close).count();
        opened <= closed || (self.before_that == '\'' && sign == '"')
    }
}

fn is_opening(sign: char) -> bool {
    matches!(sign, '(' | '[' | '{' | '“' | '‘' | '„' | '«' | '‹' | '‚' | '`' | '¿' | '¡' | '<')
}

fn is_closing(sign: char) -> bool {
    matches!(sign, ')' | ']' | '}' | '”' | '’' | '»' | '›' | '.' | ',' | ';' | ':' | '!' | '?' | '…' | '>')
}

fn is_dash(sign: char) -> bool {
    matches!(sign, '-' | '–' | '—' | '―' | '−')
}
