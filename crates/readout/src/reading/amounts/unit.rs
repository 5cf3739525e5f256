//! What stands beside a number as its unit: currencies before and behind it, units by name and symbol, rates.

use super::digits;
use super::numeral::{Numeral, Reader};
use super::pieces::{Kind, Piece, is_dash};
use super::words::{Meaning, Words};
use rust_decimal::Decimal;
use smol_str::SmolStr;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    Money,
    /// A hundredth part of a currency.
    Minor,
    Measure,
}

/// A unit and the pieces that say it, the number between them left out.
#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    pub symbol: SmolStr,
    pub sort: Sort,
    /// First piece when it stands before the number.
    pub start: Option<usize>,
    /// Piece behind the last, of number and unit.
    pub end: usize,
    /// A scale that the unit says ("MEUR 60", "$5m").
    pub factor: Option<Decimal>,
    /// A minus sign before a currency sign.
    pub negative: bool,
}

/// What unit reading needs of the text around the pieces.
pub struct Place<'a> {
    pub reader: Reader<'a>,
    pub words: &'a Words,
    /// The text speaks of sterling elsewhere.
    pub sterling: bool,
    /// May this piece be a noun? The grammar knows.
    pub nominal: &'a dyn Fn(&Piece) -> bool,
}

impl Place<'_> {
    pub(super) fn piece(&self, i: usize) -> Option<&Piece> {
        self.reader.pieces.get(i)
    }

    /// The unit of a number, looked for behind it and before it down to the piece `floor`.
    pub fn unit(&self, n: &Numeral, floor: usize) -> Option<Unit> {
        let unit = match self.currency_before(n).filter(|u| u.start.is_some_and(|s| s >= floor)) {
            Some(unit) => self.named_after_sign(unit),
            None => self.behind(n)?,
        };
        Some(self.rate(unit))
    }

    // --- before ----------------------------------------------------------------------------------------

    /// "$5", "US$ 5", "-€5", "USD 5", "Rs. 5", "MAUD 60".
    fn currency_before(&self, n: &Numeral) -> Option<Unit> {
        let last = n.start.checked_sub(1)?;
        let (start, code, million) = self.sign_ending(last).or_else(|| self.name_ending(last, n))?;
        let negative = start.checked_sub(1).and_then(|m| self.piece(m)).is_some_and(|p| is_dash(p) && p.spaced);
        let negative = negative && self.piece(start).is_some_and(|p| !p.spaced);
        let factor = million.then(|| digits::power_of_ten(6)).flatten();
        let unit = Unit {
            symbol: code,
            sort: Sort::Money,
            start: Some(start - usize::from(negative)),
            end: n.end,
            factor,
            negative,
        };
        Some(self.letter_scale(n, unit))
    }

    /// The longest sign or code that ends with this piece.
    fn sign_ending(&self, last: usize) -> Option<(usize, SmolStr, bool)> {
        let mut best = None;
        let mut printed = String::new();
        for start in (last.saturating_sub(4)..=last).rev() {
            let piece = self.piece(start)?;
            printed.insert_str(0, &piece.text);
            let whole_word = self.stands_alone(start, last);
            if let Some(code) = self.words.signs.get(&printed).filter(|_| whole_word) {
                best = Some((start, code.clone(), false));
            }
            let million = printed.strip_prefix('M').filter(|code| code.len() == 3 && start == last);
            if let Some(code) = million.and_then(|c| self.words.signs.get(c)).filter(|_| whole_word) {
                best = best.or(Some((start, code.clone(), true)));
            }
            if piece.spaced && !(piece.kind == Kind::Sign && start == last) {
                break;
            }
        }
        best
    }

    /// "rupees 5 crore", "euro 20 million": the name of a currency before a number with a scale, behind no other number.
    fn name_ending(&self, last: usize, n: &Numeral) -> Option<(usize, SmolStr, bool)> {
        let counted = last.checked_sub(1).is_some_and(|b| {
            self.piece(b).is_some_and(|p| p.is_digits() || p.is_one_of(&self.words.numbers.articles))
                || self.reader.last_scale(last).is_some()
                || self.piece(b).is_some_and(|p| self.words.numbers.cardinals.contains_key(&p.lower))
        });
        let piece = self.piece(last).filter(|p| n.scale.is_some() && !n.in_words && !counted && p.is_word())?;
        match self.words.names.get(piece.lower.as_str()) {
            Some(Meaning::Money(code)) if (self.nominal)(piece) => Some((last, code.clone(), false)),
            _ => None,
        }
    }

    /// A sign that is not the end of another word ("music's $5"), nor an article before it ("a $5 note").
    fn stands_alone(&self, start: usize, last: usize) -> bool {
        let Some(piece) = self.piece(start) else { return false };
        let article = piece.is_one_of(&self.words.numbers.articles) && self.piece(start + 1).is_some_and(|p| p.spaced);
        if start < last && article || self.words.numbers.not_codes.contains(&piece.text) {
            return false;
        }
        let Some(before) = self.reader.before(start).filter(|_| !piece.spaced) else { return true };
        match before.kind {
            Kind::Sign => !matches!(before.text.as_str(), "'" | "’" | "."),
            Kind::Digits => piece.is_word(),
            Kind::Word => false,
        }
    }

    /// "$5m", "£3b": letters that are a scale beside a currency.
    fn letter_scale(&self, n: &Numeral, unit: Unit) -> Unit {
        let letter = self.piece(n.end).filter(|p| n.scale.is_none() && p.is_word() && !(p.spaced && n.in_words));
        let Some(exponent) = letter.and_then(|p| self.words.numbers.letter_scales.get(&p.lower)) else { return unit };
        let factor = i32::try_from(*exponent).ok().and_then(digits::power_of_ten);
        Unit { factor, end: n.end + 1, ..unit }
    }

    /// "$10 dollars", "$5 US": the name behind the sign says it again.
    fn named_after_sign(&self, unit: Unit) -> Unit {
        match self.name_at(unit.end) {
            Some((Meaning::Money(code), end)) if code == unit.symbol => Unit { end, ..unit },
            _ => unit,
        }
    }

    // --- behind ----------------------------------------------------------------------------------------

    fn behind(&self, n: &Numeral) -> Option<Unit> {
        let dash = self.piece(n.end).is_some_and(|p| is_dash(p) && !p.spaced);
        let hyphen = usize::from(dash && self.piece(n.end + 1).is_some_and(|p| !p.spaced && p.is_word()));
        let at = n.end + hyphen;
        if self.begins_next(at) {
            return None;
        }
        self.sign_behind(at)
            .or_else(|| self.named(n, at))
            .or_else(|| self.letter_before_unit(n))
            .or_else(|| self.symbol(n, at, hyphen == 1))
            .or_else(|| self.bracketed(n, at))
    }

    /// "3 USD50 cards": a code or a sign that belongs to the number behind it.
    fn begins_next(&self, at: usize) -> bool {
        let sign = self.piece(at).filter(|p| p.spaced && self.words.signs.contains_key(p.text.as_str()));
        let next = self.piece(at + 1).filter(|p| p.is_digits());
        sign.is_some() && next.is_some_and(|next| !next.spaced)
    }

    /// "10 $", "115USD", "120 MEUR", "75 USD million".
    fn sign_behind(&self, at: usize) -> Option<Unit> {
        let piece = self.piece(at)?;
        if self.words.numbers.not_codes.contains(&piece.text) {
            return None;
        }
        let (code, million) = match self.words.signs.get(piece.text.as_str()) {
            Some(code) => (code, false),
            None => (self.words.signs.get(piece.text.strip_prefix('M').filter(|c| c.len() == 3)?)?, true),
        };
        let scale = self.piece(at + 1).and_then(|p| self.words.numbers.scales.get(&p.lower)).copied();
        let exponent = if million { Some(6) } else { scale };
        let factor = exponent.and_then(|e| digits::power_of_ten(i32::try_from(e).ok()?));
        let end = at + 1 + usize::from(scale.is_some());
        Some(Unit { symbol: code.clone(), sort: Sort::Money, start: None, end, factor, negative: false })
    }

    /// A unit or currency by its name: "US dollars", "square kilometres", "percentage points".
    fn named(&self, n: &Numeral, at: usize) -> Option<Unit> {
        let (meaning, end) = self.powered(at).or_else(|| self.name_at(at)).or_else(|| self.plural_unit(n, at))?;
        let (symbol, sort) = match meaning {
            Meaning::Money(code) => (code, Sort::Money),
            Meaning::Minor(name) => (name, Sort::Minor),
            Meaning::Unit(symbol) => (symbol, Sort::Measure),
            Meaning::Pounds => self.pounds(n),
        };
        Some(Unit { symbol, sort, start: None, end, factor: None, negative: false })
    }

    /// "3 turns": the plural of a unit right behind a number, though the grammar takes it for a verb.
    fn plural_unit(&self, n: &Numeral, at: usize) -> Option<(Meaning, usize)> {
        let piece = self.piece(at).filter(|p| at == n.end && p.spaced && p.lower.ends_with('s'))?;
        let labelled = super::refuse::follows_label(self.reader, self.words, n, false);
        let meaning = self.words.names.get(piece.lower.as_str())?;
        let unit = !matches!(meaning, Meaning::Pounds) && !labelled && n.value > Decimal::ONE;
        unit.then(|| (meaning.clone(), at + 1))
    }

    fn pounds(&self, n: &Numeral) -> (SmolStr, Sort) {
        let rule = &self.words.weight_or_money;
        let large = n.scale.is_some_and(|s| s >= Decimal::from(1_000_000));
        if large || self.sterling {
            return (rule.money.clone(), Sort::Money);
        }
        (rule.weight.clone(), Sort::Measure)
    }

    /// The longest name that begins at this piece.
    pub(super) fn name_at(&self, at: usize) -> Option<(Meaning, usize)> {
        let mut name = String::new();
        let mut best = None;
        let mut i = at;
        for _ in 0..4 {
            let Some(piece) = self.piece(i).filter(|p| p.is_word() || self.words.names.contains_key(p.text.as_str()))
            else {
                break;
            };
            if !name.is_empty() {
                name.push(' ');
            }
            name.push_str(&piece.lower);
            i += 1;
            let abbreviation = piece.text.len() == 1 && self.piece(i).is_some_and(|p| p.is(".") && !p.spaced);
            i += usize::from(abbreviation);
            // "50 Cent" is somebody's name.
            let named = piece.text.starts_with(char::is_uppercase) && !piece.lower.ends_with('s');
            let minor = matches!(self.words.names.get(&name), Some(Meaning::Minor(_)));
            if let Some(meaning) = self
                .words
                .names
                .get(&name)
                .filter(|_| !(named && minor))
                .filter(|_| name.contains(' ') || (self.nominal)(piece))
            {
                best = Some((meaning.clone(), i));
            }
            i += usize::from(self.piece(i).is_some_and(is_dash));
        }
        best
    }

    /// "square kilometres", "sq. mi", "cubic feet".
    pub(super) fn powered(&self, at: usize) -> Option<(Meaning, usize)> {
        let power = self.words.powers.get(&self.piece(at)?.lower)?;
        let dot = usize::from(self.piece(at + 1).is_some_and(|p| p.is(".") || is_dash(p)));
        let base = at + 1 + dot;
        let (symbol, end) = match self.name_at(base) {
            Some((Meaning::Unit(symbol), end)) => (symbol, end),
            _ => (self.words.symbols.get(self.piece(base)?.text.as_str())?.0.clone(), base + 1),
        };
        Some((Meaning::Unit(format!("{symbol}{power}").into()), end))
    }

    /// A printed symbol: "km", "kWh", "°C", "km2", "m³".
    fn symbol(&self, n: &Numeral, at: usize, hyphen: bool) -> Option<Unit> {
        let (symbol, end) = self.symbol_at(at, n, hyphen)?;
        let (symbol, end) = self.powered_behind(symbol, end);
        Some(Unit { symbol, sort: Sort::Measure, start: None, end, factor: None, negative: false })
    }

    /// "20 (kg)", "20 [kg]".
    fn bracketed(&self, n: &Numeral, at: usize) -> Option<Unit> {
        let opens = self.piece(at).is_some_and(|p| matches!(p.text.as_str(), "(" | "[" | "{" | "<"));
        let closes = self.piece(at + 2).is_some_and(|p| matches!(p.text.as_str(), ")" | "]" | "}" | ">"));
        let unit = self.symbol(n, at + 1, false).filter(|u| opens && closes && u.end == at + 2)?;
        Some(Unit { end: at + 3, ..unit })
    }

    fn symbol_at(&self, at: usize, n: &Numeral, hyphen: bool) -> Option<(SmolStr, usize)> {
        let piece = self.piece(at)?;
        let joined = |count: usize| -> String {
            self.reader.pieces[at..(at + count).min(self.reader.pieces.len())].iter().map(|p| p.text.as_str()).collect()
        };
        if let Some(found) = self.degrees(at) {
            return Some(found);
        }
        // `10 " long`: the mark is one of inches where a word of length follows.
        let dimension_behind = self.piece(at + 1).is_some_and(|p| p.is_one_of(&self.words.dimensions));
        if let Some(symbol) = self.words.marks.get(piece.text.as_str()).filter(|_| dimension_behind && !n.in_words) {
            return Some((symbol.clone(), at + 1));
        }
        let degrees = joined(2);
        if let Some((symbol, _)) = self.words.symbols.get(&degrees).filter(|_| self.piece(at + 1).is_some()) {
            return Some((symbol.clone(), at + 2));
        }
        let (symbol, lone) = self.words.symbols.get(piece.text.as_str())?;
        let attached = !piece.spaced && !hyphen && !n.in_words;
        let dimension = |p: &Piece| p.is_one_of(&self.words.dimensions);
        let ends = self.piece(at + 1).is_none_or(|p| dimension(p) || p.kind == Kind::Sign && !is_dash(p));
        let letter_behind = piece.is_word() && n.in_words && piece.text.len() < 3;
        if letter_behind || (*lone && !self.lone_counts(piece, attached, ends, n)) {
            return None;
        }
        let dot = usize::from(joined(2) == format!("{}.", piece.text) && self.words.symbols.contains_key(&joined(2)));
        Some((symbol.clone(), at + 1 + dot))
    }

    /// "100° Celsius", "70°F".
    fn degrees(&self, at: usize) -> Option<(SmolStr, usize)> {
        let (sign, scale) = (self.piece(at)?, self.piece(at + 1).filter(|p| p.is_word())?);
        let degree = matches!(sign.text.as_str(), "°" | "º");
        match self.words.names.get(scale.lower.as_str()) {
            Some(Meaning::Unit(symbol)) if degree && is_temperature(symbol) => Some((symbol.clone(), at + 2)),
            _ => None,
        }
    }

    /// "5 m", "2.1 pm", "5 in": single letters and little words, where nothing else is possible.
    fn lone_counts(&self, piece: &Piece, attached: bool, ends: bool, n: &Numeral) -> bool {
        let code_behind = self.piece(n.end + 1).is_some_and(|p| !p.spaced && (p.is_digits() || is_dash(p)));
        let power = self.piece(n.end + 1).is_some_and(|p| matches!(p.text.as_str(), "2" | "3"));
        if n.in_words || (code_behind && !power) {
            return false;
        }
        // "5 ft 2 in": inches behind feet.
        let before = self.reader.before(n.start).map(|p| p.lower.as_str());
        if before.is_some_and(|b| matches!(self.words.symbols.get(b), Some((s, _)) if s == "ft")) {
            return true;
        }
        // "the 50s", "the 1960s" are years.
        let decade = piece.text == "s" && attached && (n.value % Decimal::TEN).is_zero();
        if decade {
            return false;
        }
        if piece.text.len() == 1 {
            return ends || !self.plural_behind(n.end + 1);
        }
        ends && !piece.lower.ends_with('m') && (attached || piece.kind == Kind::Sign || piece.text == piece.lower)
    }

    /// "2 km squared", "km^2", "m3".
    pub(super) fn powered_behind(&self, symbol: SmolStr, end: usize) -> (SmolStr, usize) {
        let caret = usize::from(self.piece(end).is_some_and(|p| p.is("^") && !p.spaced));
        let Some(piece) = self.piece(end + caret) else { return (symbol, end) };
        if let Some(power) = self.words.powers_behind.get(&piece.lower) {
            return (format!("{symbol}{power}").into(), end + 1);
        }
        let power = match piece.text.as_str() {
            "2" | "²" if !piece.spaced => "2",
            "3" | "³" if !piece.spaced => "3",
            _ => return (symbol, end),
        };
        (format!("{symbol}{power}").into(), end + caret + 1)
    }

    /// "1.8M dollars", "5m people", "10M": a letter for a scale with something counted behind it.
    fn letter_before_unit(&self, n: &Numeral) -> Option<Unit> {
        let letter = self.piece(n.end).filter(|p| p.is_word() && !n.in_words && n.scale.is_none())?;
        let exponent = *self.words.numbers.letter_scales.get(&letter.lower)?;
        let factor = digits::power_of_ten(i32::try_from(exponent).ok()?);
        let scaled = Numeral { end: n.end + 1, scale: factor, ..n.clone() };
        let unit = self.sign_behind(n.end + 1).or_else(|| self.named(&scaled, n.end + 1))?;
        // "7.62mm barrel" is a length, "1.8mm dollars" a sum.
        let ambiguous = self.words.symbols.get(letter.text.as_str()).is_some_and(|(_, lone)| !lone);
        (unit.sort != Sort::Measure || !ambiguous).then_some(Unit { factor, ..unit })
    }

    /// A noun in the plural stands there, as far as its form tells.
    pub fn plural_behind(&self, at: usize) -> bool {
        self.piece(at).is_some_and(|p| p.is_word() && p.spaced && p.text.len() > 3 && p.lower.ends_with('s'))
    }
}

fn is_temperature(symbol: &str) -> bool {
    matches!(symbol, "Cel" | "degF" | "K")
}
