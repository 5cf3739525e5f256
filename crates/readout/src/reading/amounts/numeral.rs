//! Numbers in digits, in words and in both: "24.7 billion", "two hundred and fifty", "two and a half", "three quarters".

use super::digits;
use super::pieces::{Kind, Piece, is_dash};
use super::words::Numbers;
use rust_decimal::Decimal;

/// A number and the pieces that say it.
#[derive(Clone, Debug, PartialEq)]
pub struct Numeral {
    pub value: Decimal,
    /// The value of one unit of its last printed digit.
    pub grain: Decimal,
    pub start: usize,
    /// Piece behind its last.
    pub end: usize,
    /// A scale word or letter was printed ("million").
    pub scale: Option<Decimal>,
    pub in_words: bool,
    /// A part of one ("half", "two thirds", "1/4").
    pub fraction: bool,
}

/// Pieces of one block with the words that say numbers.
#[derive(Clone, Copy)]
pub struct Reader<'a> {
    pub pieces: &'a [Piece],
    pub words: &'a Numbers,
}

impl<'a> Reader<'a> {
    pub fn piece(&self, i: usize) -> Option<&'a Piece> {
        self.pieces.get(i)
    }

    /// The piece before, if there is one.
    pub fn before(&self, i: usize) -> Option<&'a Piece> {
        i.checked_sub(1).and_then(|b| self.pieces.get(b))
    }

    pub(super) fn is(&self, i: usize, words: &[smol_str::SmolStr]) -> bool {
        self.piece(i).is_some_and(|p| p.is_one_of(words))
    }

    pub(super) fn table(&self, i: usize, table: &std::collections::BTreeMap<smol_str::SmolStr, u32>) -> Option<u32> {
        let piece = self.piece(i)?;
        table.get(&piece.lower).or_else(|| table.get(piece.lower.strip_suffix('s')?)).copied()
    }

    /// The number that begins at this piece.
    pub fn numeral(&self, i: usize) -> Option<Numeral> {
        if let Some(from) = self.minus(i) {
            let n = self.positive(from).filter(|n| self.piece(from).is_some_and(Piece::is_digits) || n.in_words)?;
            return Some(Numeral { value: -n.value, start: i, ..n });
        }
        self.positive(i)
    }

    /// A minus sign right before digits and behind nothing, or a word for it.
    fn minus(&self, i: usize) -> Option<usize> {
        let (sign, next) = (self.piece(i)?, self.piece(i + 1)?);
        // "plus or minus three", "+/-3" tell how far it may be off.
        if self.before(i).is_some_and(|b| b.is_one_of(&self.words.or) || b.is("/")) {
            return None;
        }
        if sign.is_one_of(&self.words.minus) {
            return Some(i + 1);
        }
        let alone = (sign.spaced && !self.before(i).is_some_and(Piece::is_digits))
            || self.before(i).is_none_or(|b| b.kind == Kind::Sign && !is_dash(b) && !b.is("%"));
        (is_dash(sign) && alone && next.is_digits() && !next.spaced).then_some(i + 1)
    }

    fn positive(&self, i: usize) -> Option<Numeral> {
        let first = self.piece(i)?;
        if first.is_digits() || digits::vulgar(&first.text).is_some() {
            return self.in_digits(i);
        }
        if !first.is_word() {
            return None;
        }
        self.fraction_of_scale(i).or_else(|| self.fraction(i)).or_else(|| self.in_words(i))
    }

    // --- digits ------------------------------------------------------------------------------------------

    fn in_digits(&self, i: usize) -> Option<Numeral> {
        let (value, grain, end, fraction) = self.digits_with_fraction(i)?;
        let n = Numeral { value, grain, start: i, end, scale: None, in_words: false, fraction };
        let n = self.exponent(&n).unwrap_or(n);
        let n = self.dozens(self.scaled(n)?)?;
        Some(self.smaller_parts(n))
    }

    /// "10", "10 1/2", "10½", "1/40", "10 000".
    fn digits_with_fraction(&self, i: usize) -> Option<(Decimal, Decimal, usize, bool)> {
        let first = self.piece(i)?;
        if let Some((n, d)) = digits::vulgar(&first.text) {
            return Some((Decimal::from(n).checked_div(d.into())?, tenth_of_a_tenth(), i + 1, true));
        }
        if let Some((value, end)) = self.slash_fraction(i) {
            return Some((value, tenth_of_a_tenth(), end, true));
        }
        let (value, grain, end) = self.grouped(i)?;
        if let Some((n, d)) = self.piece(end).and_then(|p| digits::vulgar(&p.text)) {
            return Some((
                value.checked_add(Decimal::from(n).checked_div(d.into())?)?,
                tenth_of_a_tenth(),
                end + 1,
                false,
            ));
        }
        if let Some((part, after)) = self.slash_fraction(end).filter(|_| self.piece(end).is_some_and(|p| p.spaced)) {
            return Some((value.checked_add(part)?, tenth_of_a_tenth(), after, false));
        }
        Some((value, grain, end, false))
    }

    /// "1/4": a smaller whole number over a larger one, and no third number behind another stroke (a date).
    fn slash_fraction(&self, i: usize) -> Option<(Decimal, usize)> {
        let (a, stroke, b) = (self.piece(i)?, self.piece(i + 1)?, self.piece(i + 2)?);
        let joined = stroke.is("/") && !stroke.spaced && !b.spaced && b.is_digits();
        let dated =
            self.piece(i + 3).is_some_and(|p| p.is("/")) || self.before(i).is_some_and(|p| p.is("/") && !a.spaced);
        // "22/34 9 November", "3/8 Rescue workers": pictures of a series.
        let capital = |p: &Piece| p.is_word() && p.text.starts_with(char::is_uppercase);
        let numbers = self.piece(i + 3).is_some_and(|p| p.spaced && (p.is_digits() || capital(p)));
        if !joined || dated || numbers || a.text.len() > 3 {
            return None;
        }
        let (n, d): (u32, u32) = (a.text.parse().ok()?, b.text.parse().ok()?);
        (0 < n && n < d).then(|| Decimal::from(n).checked_div(d.into())).flatten().map(|v| (v, i + 3))
    }

    /// "10 000": groups of three behind a short first one.
    fn grouped(&self, i: usize) -> Option<(Decimal, Decimal, usize)> {
        let first = &self.piece(i)?.text;
        let mut printed = first.to_string();
        let mut end = i + 1;
        if first.len() <= 3 && !first.starts_with('0') {
            while self.piece(end).is_some_and(|p| is_group(p, self.piece(end - 1)))
                && !self.piece(end - 1).is_some_and(has_decimals)
            {
                printed.push_str(&self.piece(end)?.text);
                end += 1;
            }
        }
        // "80, 000", "80 , 000": blanks that crept in around the comma.
        while self.piece(end).is_some_and(|p| p.is(",")) && self.piece(end + 1).is_some_and(|p| p.text == "000") {
            printed.push_str("000");
            end += 2;
        }
        let (value, grain) = digits::read(&printed)?;
        Some((value, grain, end))
    }

    /// "4e14", "1.3x10^6", "2.48×10−5", "2^10".
    fn exponent(&self, n: &Numeral) -> Option<Numeral> {
        let next = self.piece(n.end)?;
        if next.is_one_of(&self.words.exponent) && !next.spaced {
            let (exponent, end) = self.signed_digits(n.end + 1)?;
            return scaled_by(n, digits::power_of_ten(exponent)?, end);
        }
        if next.is("×") || next.is_one_of(&self.words.times_ten) {
            return self.times_power(n);
        }
        if next.is("^") && !next.spaced {
            let (exponent, end) = self.signed_digits(n.end + 1)?;
            let value = digits::power(n.value, exponent)?;
            return Some(Numeral { value, end, ..n.clone() });
        }
        None
    }

    fn times_power(&self, n: &Numeral) -> Option<Numeral> {
        let base = self.piece(n.end + 1).filter(|p| p.is_digits())?;
        let caret = usize::from(self.piece(n.end + 2).is_some_and(|p| p.is("^")));
        let lost_superscript = base.text == "10" && self.piece(n.end + 2).is_some_and(is_dash);
        if caret == 0 && !lost_superscript {
            return None;
        }
        let (exponent, end) = self.signed_digits(n.end + 2 + caret)?;
        scaled_by(n, digits::power(base.text.parse().ok()?, exponent)?, end)
    }

    fn signed_digits(&self, i: usize) -> Option<(i32, usize)> {
        let sign = self.piece(i).filter(|p| !p.spaced)?;
        let signed = is_dash(sign) || sign.is("+");
        let number = if signed { self.piece(i + 1)? } else { sign };
        if number.spaced || !number.is_digits() {
            return None;
        }
        let value: i32 = number.text.parse().ok().filter(|v| *v <= 64)?;
        Some((if is_dash(sign) { -value } else { value }, i + 1 + usize::from(signed)))
    }

    /// Scale words and letters behind a number: "24.7 billion", "10k", "2 hundred thousand", "five and a half million".
    fn scaled(&self, n: Numeral) -> Option<Numeral> {
        let n = self.with_scales(n)?;
        let with_part = self.and_a_half(n.clone())?;
        if n.scale.is_none() && with_part.end > n.end {
            return self.with_scales(with_part);
        }
        Some(with_part)
    }

    fn with_scales(&self, mut n: Numeral) -> Option<Numeral> {
        while let Some((scale, end)) = self.scale_at(n.end, &n) {
            n.value = n.value.checked_mul(scale)?;
            n.grain = n.grain.checked_mul(scale)?;
            n.scale = Some(n.scale.map_or(Some(scale), |s| s.checked_mul(scale))?);
            n.end = end;
        }
        Some(n)
    }

    fn scale_at(&self, i: usize, n: &Numeral) -> Option<(Decimal, usize)> {
        let hyphen = usize::from(self.piece(i).is_some_and(|p| is_dash(p) && !p.spaced));
        let piece = self.piece(i + hyphen).filter(|p| hyphen == 0 || !p.spaced)?;
        let full = self.words.scales.get(&piece.lower).or_else(|| {
            // "5 millions" is a scale, "hundreds of people" has no number before it.
            piece.lower.strip_suffix('s').and_then(|s| self.words.scales.get(s))
        });
        let short = || {
            let may = hyphen == 0 && n.scale.is_none() && !n.in_words;
            self.words.short_scales.get(&piece.lower).filter(|_| may)
        };
        let exponent = full.or_else(short)?;
        let stop = full.is_none() && self.piece(i + 1).is_some_and(|p| p.is(".") && !p.spaced);
        let stop = stop && self.piece(i + 2).is_some_and(|p| p.lower == p.text && p.is_word());
        Some((digits::power_of_ten(i32::try_from(*exponent).ok()?)?, i + hyphen + 1 + usize::from(stop)))
    }

    fn dozens(&self, n: Numeral) -> Option<Numeral> {
        let Some(factor) = self.table(n.end, &self.words.multiples_of) else { return Some(n) };
        scaled_by(&n, factor.into(), n.end + 1)
    }

    // --- words -------------------------------------------------------------------------------------------

    fn in_words(&self, i: usize) -> Option<Numeral> {
        let (value, end) = self.group(i)?;
        let n = Numeral { value, grain: Decimal::ONE, start: i, end, scale: None, in_words: true, fraction: false };
        let n = self.pointed(n);
        let n = self.smaller_parts(self.scaled(n)?);
        let small = n.value < Decimal::ONE_THOUSAND && n.scale.is_some();
        let n = if small { self.pointed(n) } else { n };
        self.dozens(self.divided(n))
    }

    /// Below a hundred in words, or "a" before a scale: "forty-five", "a hundred", "hundred thousand".
    pub(super) fn group(&self, i: usize) -> Option<(Decimal, usize)> {
        let first = self.piece(i)?;
        let scale_next = |j: usize| {
            let p = self.piece(j);
            p.is_some_and(|p| {
                self.words.scales.contains_key(&p.lower) || self.words.multiples_of.contains_key(&p.lower)
            })
        };
        if first.is_one_of(&self.words.articles) && scale_next(i + 1) {
            return Some((Decimal::ONE, i + 1));
        }
        if self.words.scales.contains_key(&first.lower) && scale_next(i + 1) {
            return Some((Decimal::ONE, i));
        }
        let (value, end) = self.below_hundred(i)?;
        Some((value.into(), end))
    }

    /// "seven", "forty-five".
    fn below_hundred(&self, i: usize) -> Option<(u32, usize)> {
        let value = *self.words.cardinals.get(&self.piece(i)?.lower)?;
        if (20..100).contains(&value) && value % 10 == 0 {
            let hyphen = usize::from(self.piece(i + 1).is_some_and(is_dash));
            let ones = self.piece(i + 1 + hyphen).and_then(|p| self.words.cardinals.get(&p.lower)).copied();
            if let Some(ones) = ones.filter(|o| (1..10).contains(o)) {
                return Some((value + ones, i + 2 + hyphen));
            }
        }
        Some((value, i + 1))
    }

    /// "nine point zero four".
    fn pointed(&self, n: Numeral) -> Numeral {
        if !self.is(n.end, &self.words.point) {
            return n;
        }
        let (mut value, mut grain, mut end) = (n.value, Decimal::ONE, n.end + 1);
        while let Some((digits, after)) = self.below_hundred(end) {
            let step = if digits < 10 { 10 } else { 100 };
            let (Some(finer), true) = (grain.checked_div(step.into()), end < n.end + 12) else { break };
            grain = finer;
            value = value.checked_add(grain * Decimal::from(digits)).unwrap_or(value);
            end = after;
        }
        if end == n.end + 1 { n } else { Numeral { value, grain, end, ..n } }
    }

    /// Smaller parts behind a scale: "4 thousand 3 hundred and 21", "two hundred and fifty".
    fn smaller_parts(&self, mut n: Numeral) -> Numeral {
        let mut last = self.last_scale(n.end);
        for _ in 0..8 {
            let Some(limit) = last else { return n };
            let Some(part) = self.smaller_part(n.end, limit, n.in_words) else { return n };
            let Some(value) = n.value.checked_add(part.value) else { return n };
            last = self.last_scale(part.end).filter(|l| *l < limit);
            n = Numeral { value, grain: part.grain, end: part.end, ..n };
            n = self.rescaled(n);
        }
        n
    }

    /// "two hundred and two thousand": the scale behind the parts counts for all of them.
    fn rescaled(&self, n: Numeral) -> Numeral {
        if n.value >= Decimal::ONE_THOUSAND {
            return n;
        }
        self.scaled(n.clone()).unwrap_or(n)
    }

    /// The scale word that ends here.
    pub(super) fn last_scale(&self, end: usize) -> Option<Decimal> {
        let exponent = self.table(end.checked_sub(1)?, &self.words.scales)?;
        digits::power_of_ten(i32::try_from(exponent).ok()?)
    }

    fn smaller_part(&self, i: usize, limit: Decimal, in_words: bool) -> Option<Numeral> {
        let comma = self.piece(i).is_some_and(|p| p.is(","));
        let and = self.is(i + usize::from(comma), &self.words.and)
            || self.piece(i + usize::from(comma)).is_some_and(|p| p.is("&"));
        let from = i + usize::from(comma) + usize::from(and);
        let first = self.piece(from)?;
        // "one hundred thirty-fifths": thirty-fifths are what it is divided by.
        if !and && self.parts_of_tens(from).is_some() {
            return None;
        }
        let part = if first.is_digits() { self.digits_part(from)? } else { self.words_part(from, limit)? };
        let grouped = part.scale.is_some() || self.last_scale(part.end).is_some();
        let hundred = limit <= Decimal::ONE_THOUSAND;
        // "3 hundred and one".
        let in_words = in_words || (and && limit == Decimal::ONE_HUNDRED && part.scale.is_none());
        let allowed = if first.is_digits() {
            !comma && (grouped || (and && limit == Decimal::ONE_HUNDRED)) && !self.rate_follows(part.end)
        } else {
            in_words && (grouped || (!comma && (hundred || !and)))
        };
        (allowed && part.value < limit && part.value > Decimal::ZERO).then_some(part)
    }

    /// "... and 15 %" is another amount.
    fn rate_follows(&self, i: usize) -> bool {
        self.piece(i).is_some_and(|p| p.is("%"))
    }

    fn digits_part(&self, i: usize) -> Option<Numeral> {
        let (value, grain) = digits::read(&self.piece(i)?.text)?;
        let n = Numeral { value, grain, start: i, end: i + 1, scale: None, in_words: false, fraction: false };
        let whole = grain == Decimal::ONE;
        self.scaled(n).filter(|n| whole && n.scale.is_none_or(|s| s <= Decimal::ONE_THOUSAND))
    }

    /// A scale behind it that is no smaller than the limit belongs to the whole: "two hundred and two thousand".
    fn words_part(&self, i: usize, limit: Decimal) -> Option<Numeral> {
        let (value, end) = self.group(i)?;
        let n = Numeral { value, grain: Decimal::ONE, start: i, end, scale: None, in_words: true, fraction: false };
        let scaled = self.scaled(n.clone())?;
        Some(if scaled.value < limit { scaled } else { n })
    }
}

pub(super) fn scaled_by(n: &Numeral, factor: Decimal, end: usize) -> Option<Numeral> {
    let (value, grain) = (n.value.checked_mul(factor)?, n.grain.checked_mul(factor)?);
    Some(Numeral { value, grain, end, ..n.clone() })
}

/// Fractions in words and signs are read to two decimals.
pub(super) fn tenth_of_a_tenth() -> Decimal {
    Decimal::new(1, 2)
}

fn has_decimals(piece: &Piece) -> bool {
    piece.text.contains(['.', ','])
}

fn is_group(piece: &Piece, before: Option<&Piece>) -> bool {
    let short = before.is_some_and(|b| b.is_digits() && b.text.len() <= 3);
    let whole = piece.text.split(['.', ',']).next().unwrap_or("");
    short && piece.is_digits() && piece.spaced && whole.len() == 3 && piece.text.matches(['.', ',']).count() < 2
}
