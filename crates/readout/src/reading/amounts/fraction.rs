//! Fractions: "two thirds", "half a million", "three and a half", "one twenty-fifth".

use super::digits;
use super::numeral::{Numeral, Reader, tenth_of_a_tenth};
use super::pieces::{Piece, is_dash};
use rust_decimal::Decimal;

impl Reader<'_> {
    /// "and a half", "and three quarters" behind a number.
    pub(super) fn and_a_half(&self, n: Numeral) -> Option<Numeral> {
        let and = n.end + usize::from(self.piece(n.end).is_some_and(|p| is_dash(p) && !p.spaced));
        if !self.is(and, &self.words.and) {
            return Some(n);
        }
        let next = and + 1 + usize::from(self.piece(and + 1).is_some_and(|p| is_dash(p) && !p.spaced));
        if let Some(part) = self.fraction_of_scale(next).filter(|p| n.scale > p.scale) {
            return Some(Numeral { value: n.value.checked_add(part.value)?, grain: part.grain, end: part.end, ..n });
        }
        // "a hundred and thirty fifths" is a number of fifths: what is added is smaller than one.
        let part = self.part(next).or_else(|| self.bare_half(next)).filter(|(part, _)| *part < Decimal::ONE);
        let Some((part, end)) = part else { return Some(n) };
        let of_scale = self.last_scale(n.end).filter(|s| *s >= Decimal::ONE_THOUSAND && self.last_scale(end).is_none());
        let part = part.checked_mul(of_scale.unwrap_or(Decimal::ONE))?;
        Some(Numeral { value: n.value.checked_add(part)?, grain: n.grain.checked_div(Decimal::TEN)?, end, ..n })
    }

    /// "two and half hours": the article left out, before the word that is counted.
    fn bare_half(&self, i: usize) -> Option<(Decimal, usize)> {
        let counts = self.piece(i + 1).is_some_and(|p| p.is_word() && p.spaced) && !self.is(i + 1, &self.words.of);
        let half = counts && !self.half_counts(i + 1) && self.is(i, &self.words.half);
        half.then(|| Some((Decimal::ONE.checked_div(Decimal::TWO)?, i + 1)))?
    }

    /// Numerator and denominator in words: "two thirds", "a quarter", "one-eighth".
    pub(super) fn part(&self, i: usize) -> Option<(Decimal, usize)> {
        let first = self.piece(i)?;
        let article = first.is_one_of(&self.words.articles);
        let (n, end) = if article { (Decimal::ONE, i + 1) } else { self.group(i)? };
        let hyphen = usize::from(self.piece(end).is_some_and(is_dash));
        if let Some((denominator, end)) = self.compound_denominator(end + hyphen) {
            return Some((n.checked_div(denominator.into())?, end));
        }
        let word = self.piece(end + hyphen)?;
        let plural = n != Decimal::ONE;
        let name = if plural && !self.words.denominators.contains_key(&word.lower) {
            word.lower.strip_suffix('s')?
        } else {
            &word.lower
        };
        let denominator = *self.words.denominators.get(name)?;
        let singular_denominator = plural && name == word.lower && !word.lower.ends_with('s');
        // "two third parties" is no fraction, "two-third" is one that was badly spelt.
        if singular_denominator && hyphen == 0 || n.is_zero() {
            return None;
        }
        Some((n.checked_div(denominator.into())?, end + hyphen + 1))
    }

    /// "twenty-fifth", "thirty-seconds".
    fn compound_denominator(&self, i: usize) -> Option<(u32, usize)> {
        let tens = *self.words.cardinals.get(&self.piece(i)?.lower).filter(|v| **v >= 20)?;
        let hyphen = usize::from(self.piece(i + 1).is_some_and(is_dash));
        let ones = self.table(i + 1 + hyphen, &self.words.ordinals).filter(|v| *v < 10)?;
        Some((tens + ones, i + 2 + hyphen))
    }

    /// "thirty-two fifths", "three hundred thousandths": any number of parts.
    pub(super) fn divided(&self, n: Numeral) -> Numeral {
        let hyphen = usize::from(self.piece(n.end).is_some_and(is_dash));
        if let Some((denominator, end)) = self.parts_of_tens(n.end + hyphen) {
            let Some(value) = n.value.checked_div(denominator.into()) else { return n };
            return Numeral { value, grain: tenth_of_a_tenth(), end, fraction: true, ..n };
        }
        let name = self.piece(n.end + hyphen).and_then(|p| p.lower.strip_suffix('s'));
        let parts = name.filter(|name| self.words.ordinals.contains_key(*name) || name.ends_with("th"));
        let denominator = parts.and_then(|name| self.words.denominators.get(name)).map(|d| Decimal::from(*d));
        let Some(value) = denominator.and_then(|d| n.value.checked_div(d)) else { return n };
        Numeral { value, grain: tenth_of_a_tenth(), end: n.end + hyphen + 1, fraction: true, ..n }
    }

    /// "thirty-fifths", in the plural.
    pub(super) fn parts_of_tens(&self, i: usize) -> Option<(u32, usize)> {
        let (denominator, end) = self.compound_denominator(i)?;
        self.piece(end - 1).filter(|p| !self.words.ordinals.contains_key(&p.lower)).map(|_| (denominator, end))
    }

    /// A fraction that stands for a number by itself.
    pub(super) fn fraction(&self, i: usize) -> Option<Numeral> {
        if self.piece(i)?.is_one_of(&self.words.half) {
            let n = Numeral {
                value: Decimal::new(5, 1),
                grain: tenth_of_a_tenth(),
                start: i,
                end: i + 1,
                scale: None,
                in_words: true,
                fraction: true,
            };
            return self.half_counts(i + 1).then_some(n);
        }
        let (value, end) = self.part(i)?;
        let article = self.piece(i)?.is_one_of(&self.words.articles);
        let ordinal = self.words.ordinals.contains_key(&self.piece(end - 1)?.lower);
        if article && ordinal && !self.is(end, &self.words.of) && self.piece(end).is_some_and(Piece::is_word) {
            return None;
        }
        Some(Numeral { value, grain: tenth_of_a_tenth(), start: i, end, scale: None, in_words: true, fraction: true })
    }

    /// "half of the money", "half its members", "half a year", "more than half"; never "the first half".
    fn half_counts(&self, next: usize) -> bool {
        let before = next.checked_sub(2).and_then(|b| self.piece(b));
        let bounded = before.is_some_and(|b| b.is_one_of(&self.words.half_bounds));
        let behind = bounded && !self.piece(next).is_some_and(|p| p.is_one_of(&self.words.never_half) || is_dash(p));
        let follows = behind
            || self.is(next, &self.words.of)
            || self.is(next, &self.words.the)
            || self.is(next, &self.words.articles)
            || self.is(next, &self.words.half_of);
        let ordinal =
            before.is_some_and(|b| self.words.ordinals.contains_key(&b.lower) || b.is_one_of(&self.words.the));
        follows && !ordinal
    }

    /// "half a million", "quarter million", "three quarters of a billion".
    pub(super) fn fraction_of_scale(&self, i: usize) -> Option<Numeral> {
        let (value, end) = self.half_or_quarter(i)?;
        let of = usize::from(self.is(end, &self.words.of));
        let article = usize::from(self.is(end + of, &self.words.articles));
        let scale = end + of + article;
        let name = &self.piece(scale)?.lower;
        let power = || digits::power_of_ten(i32::try_from(*self.words.scales.get(name)?).ok()?);
        let factor = power().or_else(|| self.words.multiples_of.get(name).map(|f| Decimal::from(*f)))?;
        let value = value.checked_mul(factor)?;
        let grain = factor.checked_div(Decimal::ONE_HUNDRED)?;
        Some(Numeral { value, grain, start: i, end: scale + 1, scale: Some(factor), in_words: true, fraction: false })
    }

    fn half_or_quarter(&self, i: usize) -> Option<(Decimal, usize)> {
        if let Some(part) = self.part(i) {
            return Some(part);
        }
        let denominator = *self.words.denominators.get(&self.piece(i)?.lower)?;
        let common = denominator == 2 || denominator == 4;
        common.then(|| Decimal::ONE.checked_div(denominator.into())).flatten().map(|v| (v, i + 1))
    }
}
