//! Numbers in words where times need them: ordinals, counts, years.

use super::lexicon::{Class, Role};
use super::scan::{Kind, Scan};

/// "third", "twenty-first", "21st": the index behind it and the value.
pub fn ordinal(scan: &Scan, i: usize) -> Option<(usize, u32)> {
    if let Some((value, length)) = scan.digits(i) {
        let ending = scan.is_glued(i + 1) && scan.has(i + 1, Class::OrdinalEnding);
        return (ending && length <= 3).then_some((i + 2, value));
    }
    if let Some(found) = scan.ordinal_word(i) {
        return Some(found);
    }
    let (end, tens) = scan.number_word(i).filter(|(_, n)| (20..100).contains(n))?;
    let (end, ones) = scan.ordinal_word(skip_hyphen(scan, end)).filter(|(_, n)| *n < 10)?;
    Some((end, tens + ones))
}

/// How many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// Halves of a unit, so that "two and a half" is exact.
    Halves(u32),
    /// As printed with a point: 2.5 is 2 and "5".
    Decimal(u32, u32),
    Range(u32, u32),
    /// "several".
    Unsaid,
}

impl Count {
    /// The number, where it is a whole one.
    pub fn whole(self) -> Option<u32> {
        match self {
            Count::Halves(halves) if halves % 2 == 0 => Some(halves / 2),
            _ => None,
        }
    }
}

/// A number of something: "two", "twenty-four", "2 1/2", "1,500", "a couple of", "two to three", "several".
pub fn count(scan: &Scan, i: usize) -> Option<(usize, Count)> {
    if let Some((end, role)) = scan.any_role(i, &[Role::Couple, Role::Several]) {
        return Some((end, if role == Role::Couple { Count::Halves(4) } else { Count::Unsaid }));
    }
    let (end, low) = exact(scan, i)?;
    let range = || {
        let next = scan.any_role(end, &[Role::To, Role::Or]).map(|(e, _)| e);
        let next = next.or_else(|| (scan.is_hyphen(end) && scan.is_glued(end)).then_some(end + 1))?;
        let (end, high) = exact(scan, next)?;
        let (low, high) = low.whole().zip(high.whole())?;
        (low < high).then_some((end, Count::Range(low, high)))
    };
    Some(range().unwrap_or((end, low)))
}

fn exact(scan: &Scan, i: usize) -> Option<(usize, Count)> {
    let (end, value) = in_digits(scan, i).or_else(|| in_words(scan, i))?;
    let Count::Halves(halves) = value else { return Some((end, value)) };
    match half_behind(scan, end) {
        Some(end) => Some((end, Count::Halves(halves + 1))),
        None => Some((end, value)),
    }
}

/// "and a half", "-and-a-half", " 1/2", "½".
pub fn half_behind(scan: &Scan, i: usize) -> Option<usize> {
    if scan.kind(i) == Some(Kind::Mark('½')) {
        return Some(i + 1);
    }
    let fraction = scan.digits(i) == Some((1, 1)) && scan.is_mark(i + 1, '/') && scan.digits(i + 2) == Some((2, 1));
    if fraction && scan.is_glued(i + 1) && scan.is_glued(i + 2) {
        return Some(i + 3);
    }
    let and = scan.role(skip_hyphen(scan, i), Role::And)?;
    let start = skip_hyphen(scan, and);
    if let Some(article) = scan.role(start, Role::Article) {
        return scan.role(skip_hyphen(scan, article), Role::Half);
    }
    // "two and half hours".
    scan.role(start, Role::Half).filter(|end| scan.unit(*end).is_some())
}

fn in_digits(scan: &Scan, i: usize) -> Option<(usize, Count)> {
    let (value, length) = scan.digits(i)?;
    let follows = |mark, digits: fn(usize) -> bool| {
        scan.is_mark(i + 1, mark)
            && scan.is_glued(i + 1)
            && scan.is_glued(i + 2)
            && scan.digits(i + 2).is_some_and(|(_, l)| digits(l))
    };
    let before = if i > 0 && scan.is_glued(i) { scan.kind(i - 1) } else { None };
    let money = matches!(before, Some(Kind::Mark(mark)) if !super::calendar::may_stand_before(mark));
    if length > 6 || money {
        return None;
    }
    if follows(',', |l| l == 3) {
        let (thousands, _) = scan.digits(i + 2)?;
        return Some((i + 3, Count::Halves(2 * (value * 1000 + thousands))));
    }
    if follows('.', |l| l <= 2) {
        return Some((i + 3, Count::Decimal(value, scan.digits(i + 2)?.0)));
    }
    Some((i + 1, Count::Halves(2 * value)))
}

/// "three", "forty-five", "a hundred", "two thousand and one".
pub fn in_words(scan: &Scan, i: usize) -> Option<(usize, Count)> {
    let (mut end, mut sum) = small(scan, i)?;
    while let Some((next, scale)) = scan.number_word(end).filter(|(_, n)| matches!(n, 12 | 100 | 1000)) {
        sum = sum.checked_mul(scale).filter(|s| *s < 1_000_000)?;
        end = next;
        let joined = scan.skip(end, Role::And);
        if let Some((next, rest)) = below_hundred(scan, joined).filter(|_| scale >= 100) {
            sum += rest;
            end = next;
        }
    }
    Some((end, Count::Halves(2 * sum)))
}

fn small(scan: &Scan, i: usize) -> Option<(usize, u32)> {
    if let Some(found) = below_hundred(scan, i) {
        return Some(found);
    }
    let article = scan.role(i, Role::Article)?;
    scan.number_word(article).filter(|(_, n)| matches!(n, 12 | 100 | 1000)).map(|_| (article, 1))
}

fn below_hundred(scan: &Scan, i: usize) -> Option<(usize, u32)> {
    let (end, tens) = scan.number_word(i).filter(|(_, n)| *n < 100)?;
    if tens < 20 {
        return Some((end, tens));
    }
    match scan.number_word(skip_hyphen(scan, end)).filter(|(_, n)| (1..10).contains(n)) {
        Some((end, ones)) => Some((end, tens + ones)),
        None => Some((end, tens)),
    }
}

/// A year in words: "nineteen ninety-six", "two thousand and five", "twenty twenty".
pub fn year_in_words(scan: &Scan, i: usize) -> Option<(usize, i16)> {
    let (end, first) = scan.number_word(i)?;
    if first == 2 {
        let (end, value) = in_words(scan, i)?;
        let year = value.whole().filter(|y| (2000..2100).contains(y))?;
        return Some((end, year as i16));
    }
    let (end, rest) = below_hundred(scan, end).filter(|(_, n)| *n >= 10 && matches!(first, 16..=20))?;
    Some((end, (first * 100 + rest) as i16))
}

/// The index behind a hyphen between two words.
pub fn skip_hyphen(scan: &Scan, i: usize) -> usize {
    if scan.is_hyphen(i) && scan.is_glued(i) && scan.is_glued(i + 1) { i + 1 } else { i }
}
