//! Amounts as exact decimals with unit, bound and direction.

mod bounds;
mod change;
mod counted;
mod digits;
mod fraction;
mod joined;
mod multiples;
mod naming;
mod numeral;
mod ordinal;
mod pieces;
mod rates;
mod refuse;
mod sizes;
#[cfg(test)]
mod tests;
mod ties;
mod unit;
mod words;

use super::Reading;
use super::times::TimeKind;
use crate::document::Span;
use crate::value::amount::{Bound, Change, Quantity};
use numeral::{Numeral, Reader};
pub use ordinal::ordinals;
use pieces::Piece;
use rust_decimal::Decimal;
pub use sizes::size_of;
use smol_str::SmolStr;
use unit::{Place, Sort, Unit};
pub use words::{CURRENCIES, UNITS};
use words::{WORDS, Words};

#[derive(Clone, Debug, PartialEq)]
pub struct Amount {
    /// The number with its unit.
    pub at: Span,
    /// With the words that bound it and the noun that is counted.
    pub phrase: Span,
    pub quantity: Quantity,
    /// Index of the amount of which this one, in brackets behind it, is a conversion.
    pub converts: Option<usize>,
    /// Token of the noun that is counted.
    pub counted: Option<usize>,
    /// Index of the amount right before it, of whose things it counts some ("35 visits, three of them in winter").
    pub part_of: Option<usize>,
    pub kind: Kind,
}

/// What sort of number it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// With a currency or a unit of measurement.
    Measured,
    /// A number of things, or a bare number.
    Count,
    /// A part of one in words: "half", "two thirds".
    Part,
    /// How long someone or something has lived.
    Age,
    /// "doubled", "three times as many".
    Multiple,
}

/// A number found in one block, before grammar and neighbours were asked.
#[derive(Clone, Debug)]
struct Item {
    value: Decimal,
    high: Option<Decimal>,
    grain: Decimal,
    unit: Option<SmolStr>,
    sort: Option<Sort>,
    /// Pieces of the number with its unit.
    start: usize,
    end: usize,
    /// Pieces of the (last) number alone.
    number: (usize, usize),
    scale: Option<Decimal>,
    mantissa: Decimal,
    in_words: bool,
    fraction: bool,
    kind: Kind,
    change: Option<Change>,
    bound: Option<Bound>,
}

/// Fills `reading.amounts`: block by block, what lies inside a time left out.
pub fn find(reading: &mut Reading) {
    let words = WORDS.of(reading.language());
    let sterling = speaks_of_sterling(&reading.document.text, words);
    let mut amounts: Vec<Amount> = vec![];
    for block in &reading.blocks {
        let pieces = pieces::cut(&reading.document.text, block.at);
        let first = amounts.len();
        let items = items_of(reading, &pieces, words, sterling);
        for item in items {
            amounts.extend(amount_of(reading, &pieces, item, words));
        }
        ties::tie_conversions(&mut amounts[first..], first, &reading.document.text, words);
        ties::tie_parts(&mut amounts[first..], first, reading, words);
        ties::tie_wholes(&mut amounts[first..], first, reading, words);
        ties::share_currency(&mut amounts[first..], reading, &pieces, words);
    }
    ties::find_unknown_currencies(&mut amounts, reading, words);
    reading.amounts = amounts;
}

fn speaks_of_sterling(text: &str, words: &Words) -> bool {
    words.weight_or_money.signs.iter().any(|s| text.contains(s.as_str()))
}

fn items_of(reading: &Reading, pieces: &[Piece], words: &Words, sterling: bool) -> Vec<Item> {
    let reader = Reader { pieces, words: &words.numbers };
    let nominal = |piece: &Piece| naming::may_be_noun(reading, piece);
    let place = Place { reader, words, sterling, nominal: &nominal };
    let addresses = refuse::addresses(pieces);
    let mut items = vec![];
    let mut i = 0;
    while i < pieces.len() {
        let floor = items.last().map_or(0, |last: &Item| last.end);
        let Some(item) = item_at(reading, &place, i, floor).filter(|_| !addresses[i]) else {
            i += 1;
            continue;
        };
        i = item.end.max(i + 1);
        items.push(item);
    }
    joined::join(items, &place)
}

fn item_at(reading: &Reading, place: &Place, i: usize, floor: usize) -> Option<Item> {
    if let Some(item) = multiples::word(place, i) {
        return Some(item);
    }
    let numeral = place.reader.numeral(i)?;
    if naming::is_pronoun(reading, place, &numeral) {
        return None;
    }
    let unit = place.unit(&numeral, floor);
    if unit.is_none() && refuse::follows_label(place.reader, place.words, &numeral, false) {
        return None;
    }
    let numeral = if unit.is_none() { letter_scaled(place, numeral) } else { numeral };
    if refuse::is_refused(place.reader, place.words, &numeral, unit.is_some()) {
        return None;
    }
    // "17 USD 25": what stands right behind another amount belongs to that.
    let adjoins = floor > 0 && floor == numeral.start;
    if unit.is_none() && !adjoins && naming::is_part_of_name(reading, place, &numeral) {
        return None;
    }
    let item = item_of(numeral, unit)?;
    Some(naming::aged_in_apposition(reading, place, multiples::age(place, multiples::times(place, item))))
}

fn item_of(n: Numeral, unit: Option<Unit>) -> Option<Item> {
    let mut item = Item {
        value: n.value,
        high: None,
        grain: n.grain,
        unit: None,
        sort: None,
        start: n.start,
        end: n.end,
        number: (n.start, n.end),
        scale: n.scale,
        mantissa: n.scale.and_then(|s| n.value.checked_div(s)).unwrap_or(n.value),
        in_words: n.in_words,
        fraction: n.fraction,
        kind: if n.fraction && n.in_words { Kind::Part } else { Kind::Count },
        change: None,
        bound: None,
    };
    let Some(unit) = unit else { return Some(item) };
    if let Some(factor) = unit.factor {
        item.value = item.value.checked_mul(factor)?;
        item.grain = item.grain.checked_mul(factor)?;
        item.scale = Some(factor);
    }
    if unit.negative {
        item.value = -item.value;
    }
    item.kind = Kind::Measured;
    item.start = unit.start.unwrap_or(item.start);
    item.end = unit.end;
    item.unit = Some(unit.symbol);
    item.sort = Some(unit.sort);
    Some(item)
}

/// "10M", "1.2b", "5m people": a letter that can only be a scale.
fn letter_scaled(place: &Place, n: Numeral) -> Numeral {
    let letter = place.reader.piece(n.end).filter(|p| p.is_word() && !n.in_words && n.scale.is_none());
    let Some(letter) = letter else { return n };
    let Some(exponent) = place.words.numbers.letter_scales.get(&letter.lower) else { return n };
    let capital = letter.text != letter.lower;
    let counts =
        place.plural_behind(n.end + 1) || (!letter.spaced && !place.words.symbols.contains_key(letter.lower.as_str()));
    let factor = i32::try_from(*exponent).ok().and_then(digits::power_of_ten).filter(|_| capital || counts);
    let Some(factor) = factor else { return n };
    let (Some(value), Some(grain)) = (n.value.checked_mul(factor), n.grain.checked_mul(factor)) else { return n };
    Numeral { value, grain, scale: Some(factor), end: n.end + 1, ..n }
}

fn amount_of(reading: &Reading, pieces: &[Piece], item: Item, words: &Words) -> Option<Amount> {
    let at = pieces[item.start].at.join(pieces[item.end - 1].at);
    if lies_in_time(reading, pieces, &item, words) {
        return None;
    }
    let (bound, from, to) = bounds::bound(pieces, item.start, item.end, words);
    let counted =
        (item.unit.is_none() && item.kind != Kind::Part).then(|| counted::noun(&reading.syntax, at)).flatten();
    if counted.as_ref().is_some_and(|(_, token)| naming::is_person(reading, *token)) {
        return None;
    }
    let noun = counted.as_ref().map(|(_, token)| reading.syntax.tokens[*token].at);
    let phrase = pieces[from].at.join(pieces[to - 1].at);
    let change = item.change.or_else(|| change::change(&reading.syntax, pieces, from, to, &words.changes));
    let is_rate = item.unit.as_deref() == Some("%");
    let change = change.or_else(|| change::grown_on(&reading.syntax, pieces, from, &words.changes).filter(|_| is_rate));
    let unit = item.unit.clone().or_else(|| counted.as_ref().map(|(lemma, _)| lemma.clone()));
    // "rose five times": occasions, not how far.
    let occasions = counted.as_ref().is_some_and(|(lemma, _)| words.multiples.times.contains(lemma));
    let unit = unit.filter(|_| !occasions);
    let quantity = Quantity {
        value: item.value,
        high: item.high,
        unit,
        bound: item.bound.unwrap_or(bound),
        change: change.filter(|_| item.kind != Kind::Age && !occasions),
        grain: item.grain,
    };
    let phrase = noun.map_or(phrase, |n| phrase.join(n));
    Some(Amount {
        at,
        phrase,
        quantity,
        converts: None,
        counted: counted.map(|(_, t)| t),
        part_of: None,
        kind: item.kind,
    })
}

/// Numbers of dates are no amounts; a length of time is one, unless it names a period ("the last ten months").
fn lies_in_time(reading: &Reading, pieces: &[Piece], item: &Item, words: &Words) -> bool {
    let window = item.start.checked_sub(1).is_some_and(|b| pieces[b].is_one_of(&words.labels.windows));
    let length = item.unit.as_deref().is_some_and(is_length_of_time);
    if window && length {
        return true;
    }
    if is_clock(reading, pieces, item, words) {
        return true;
    }
    let number = pieces[item.number.0].at.join(pieces[item.number.1 - 1].at);
    let from = reading.times.partition_point(|t| t.at.end <= number.start);
    let day = item.sort.is_none() && item.scale.is_none() && item.high.is_none();
    if day && (goes_on_after_date(reading, pieces, item) || goes_before_date(reading, pieces, item)) {
        return true;
    }
    let over = reading.times[from..].iter().take_while(|t| t.at.start < number.end).any(|t| {
        // "two hundred and two thousand" is no year, "three quarters of the town" no nine months.
        let part = item.fraction || (item.in_words && !item.value.fract().is_zero());
        t.at.overlaps(number) && number.len() <= t.at.len() && !(part && number == t.at)
    });
    over && !length && item.sort.is_none()
}

/// "March 15 or 16": a second day behind a date.
fn goes_on_after_date(reading: &Reading, pieces: &[Piece], item: &Item) -> bool {
    let Some(date) = item.start.checked_sub(2).map(|i| pieces[i].at) else { return false };
    let numbers = &WORDS.of(reading.language()).numbers;
    let link = &pieces[item.start - 1];
    let joins = link.is_one_of(&numbers.or) || link.is_one_of(&numbers.and) || pieces::is_dash(link);
    let day = item.unit.is_none() && !item.in_words && item.value <= Decimal::from(31) && item.scale.is_none();
    let at = reading.times.partition_point(|t| t.at.end < date.end);
    let ends_date = reading.times.get(at).is_some_and(|t| t.at.end == date.end && t.kind == TimeKind::Date);
    joins
        && day
        && ends_date
        && pieces[item.start - 2].is_digits()
        && !pieces.get(item.end).is_some_and(|p| p.is_word() && p.lower.ends_with('s'))
}

/// "at 6.10 on Wednesday": hours and minutes with a point, and a day behind them.
fn is_clock(reading: &Reading, pieces: &[Piece], item: &Item, words: &Words) -> bool {
    let led = item.start.checked_sub(1).is_some_and(|b| pieces[b].is_one_of(&words.labels.clock));
    let printed = &pieces[item.start].text;
    let hours = printed.split_once('.').filter(|(h, m)| h.len() <= 2 && m.len() == 2).is_some_and(|(h, m)| {
        h.parse().is_ok_and(|hour: u32| hour < 24) && m.parse().is_ok_and(|minute: u32| minute < 60)
    });
    let plain = item.unit.is_none() && item.end == item.start + 1 && item.scale.is_none();
    let Some(behind) = pieces.get(item.end).filter(|_| led && hours && plain) else { return false };
    let at = reading.times.partition_point(|t| t.at.start < behind.at.start);
    let last = pieces.get(item.end + 1).unwrap_or(behind);
    reading.times.get(at).is_some_and(|t| t.at.start <= last.at.start && t.kind != TimeKind::Duration)
}

/// "3 and 10 May": a first day before a date.
fn goes_before_date(reading: &Reading, pieces: &[Piece], item: &Item) -> bool {
    let (Some(link), Some(next)) = (pieces.get(item.end), pieces.get(item.end + 1)) else { return false };
    let numbers = &WORDS.of(reading.language()).numbers;
    let joins = link.is_one_of(&numbers.or) || link.is_one_of(&numbers.and);
    let day = item.value.fract().is_zero() && item.value > Decimal::ZERO && item.value <= Decimal::from(31);
    let at = reading.times.partition_point(|t| t.at.start < next.at.start);
    let begins = reading
        .times
        .get(at)
        .is_some_and(|t| t.at.start == next.at.start && t.kind == TimeKind::Date && t.at != next.at);
    joins && day && begins && next.is_digits() && pieces[item.start].is_digits()
}

/// The length of time that the characters of a time say: "last two years" is two years.
pub fn length(reading: &Reading, at: Span) -> Option<Quantity> {
    let words = WORDS.of(reading.language());
    let pieces = pieces::cut(&reading.document.text, at);
    let reader = Reader { pieces: &pieces, words: &words.numbers };
    let place = Place { reader, words, sterling: false, nominal: &|_| true };
    let numeral = (0..pieces.len()).find_map(|i| reader.numeral(i))?;
    let unit = place.unit(&numeral, numeral.start).filter(|u| is_length_of_time(&u.symbol))?;
    let (value, grain) = (numeral.value, numeral.grain);
    Some(Quantity { value, high: None, unit: Some(unit.symbol), bound: Bound::Exactly, change: None, grain })
}

/// Which way a verb or noun says that something goes, by its dictionary form.
pub fn direction(language: &str, lemma: &str) -> Option<Change> {
    let changes = &WORDS.of(language).changes;
    if changes.up.iter().any(|w| w == lemma) {
        return Some(Change::Up);
    }
    changes.down.iter().any(|w| w == lemma).then_some(Change::Down)
}

/// The code of a currency, as it is printed beside a number: "USD".
pub fn is_currency_code(language: &str, printed: &str) -> bool {
    WORDS.of(language).signs.contains_key(printed)
}

/// The name of a currency, in small letters: "us dollars".
pub fn is_currency_name(language: &str, name: &str) -> bool {
    matches!(WORDS.of(language).names.get(name), Some(words::Meaning::Money(_)))
}

/// The symbols of world/units.toml that measure time.
pub fn is_length_of_time(symbol: &str) -> bool {
    UNITS.get().unit.iter().any(|u| u.dimension == "duration" && u.symbol == symbol)
}
