//! Where the grammar and the names decide: numbers of titles and names, "one" as a pronoun, ages behind a person.

use super::numeral::Numeral;
use super::pieces::Piece;
use super::unit::{Place, Sort};
use super::{Item, Kind};
use crate::reading::Reading;
use crate::reading::names::{Class, Form};
use rust_decimal::Decimal;

/// "John Houston, 54, was due": a number set off behind a person is his age.
pub fn aged_in_apposition(reading: &Reading, place: &Place, item: Item) -> Item {
    let pieces = place.reader.pieces;
    let comma = |i: Option<usize>| i.and_then(|i| pieces.get(i)).is_some_and(|p| p.is(",") || p.is(")") || p.is("("));
    let set_off = comma(item.start.checked_sub(1))
        && pieces.get(item.end).is_some_and(|p| matches!(p.text.as_str(), "," | ")" | "." | ";"));
    let plain = item.unit.is_none()
        && !item.in_words
        && item.high.is_none()
        && item.scale.is_none()
        && item.value.fract().is_zero();
    let years = item.value > Decimal::ZERO && item.value < Decimal::from(120);
    if !(set_off && plain && years) {
        return item;
    }
    let syntax = &reading.syntax;
    let person = item.start.checked_sub(2).and_then(|p| syntax.token_at(pieces[p].at.start)).is_some_and(|t| {
        let at = syntax.tokens[t].at;
        let end = reading.mentions.partition_point(|m| m.at.start < at.end);
        let near = reading.mentions[..end].iter().rev().take(4);
        let named = near.into_iter().any(|m| m.at.end == at.end && m.class == Class::Person);
        named || syntax.tokens[t].entity == "PERSON"
    });
    if !person {
        return item;
    }
    Item { kind: Kind::Age, unit: Some(place.words.ages.unit.clone()), sort: Some(Sort::Measure), ..item }
}

/// "this one", "no one": a pronoun. Only the number that counts a noun or has a unit is a number.
pub fn is_pronoun(reading: &Reading, place: &Place, n: &Numeral) -> bool {
    let one =
        n.end == n.start + 1 && place.reader.piece(n.start).is_some_and(|p| p.is_one_of(&place.words.numbers.one));
    if !one || is_share(place, n.end) {
        return false;
    }
    let at = place.reader.pieces[n.start].at;
    let tokens = reading.syntax.tokens_in(at);
    match reading.syntax.tokens.get(tokens.start).filter(|_| !tokens.is_empty()) {
        Some(token) => token.dep != "nummod" && place.unit(n, n.start).is_none(),
        None => place.unit(n, n.start).is_none(),
    }
}

/// "in five", "out of ten" behind "one".
fn is_share(place: &Place, at: usize) -> bool {
    let numbers = &place.words.numbers;
    let out_of =
        numbers.out_of.iter().enumerate().all(|(k, w)| place.reader.piece(at + k).is_some_and(|p| p.lower == *w));
    let link = place.reader.piece(at).is_some_and(|p| p.is_one_of(&numbers.one_in) || p.is_one_of(&numbers.over));
    let behind = if out_of { at + numbers.out_of.len() } else { at + 1 };
    let whole = place.reader.numeral(behind).filter(|n| n.value > Decimal::ONE && !n.fraction);
    (out_of || link) && whole.is_some_and(|n| n.in_words || n.value < Decimal::from(1500))
}

/// "Deep Space Nine", "the Xbox 2 console", "One Flew Over": a number of a title or of a name.
pub fn is_part_of_name(reading: &Reading, place: &Place, n: &Numeral) -> bool {
    let syntax = &reading.syntax;
    let pieces = place.reader.pieces;
    let tokens = syntax.tokens_in(pieces[n.start].at.join(pieces[n.end - 1].at));
    let Some(number) = syntax.tokens.get(tokens.start).filter(|_| !tokens.is_empty()) else { return false };
    if n.scale.is_some() {
        return false;
    }
    let same_sentence = |t: &&crate::reading::syntax::Token| t.sentence == number.sentence;
    let before = tokens.start.checked_sub(1).map(|b| &syntax.tokens[b]).filter(same_sentence);
    let adjoins = before.is_some_and(|b| {
        let own_head =
            number.head + 1 == tokens.start || (b.head == number.head && b.dep == "compound" && number.dep != "ROOT");
        b.pos == "PROPN" && own_head && b.at.end < number.at.start
    });
    let next = syntax.tokens.get(tokens.end).filter(same_sentence);
    // "the Pixel 2 telephone": behind a name, and nothing that it could count.
    let model = before.is_some_and(|b| b.pos == "PROPN" && b.at.end < number.at.start)
        && !n.in_words
        && n.value != Decimal::ONE
        && next.is_some_and(|t| t.tag == "NN" && number.head == tokens.end);
    let capital = |t: &crate::reading::syntax::Token| reading.printed(t.at).starts_with(char::is_uppercase);
    let opens = reading.syntax.sentences[number.sentence].tokens.start == tokens.start;
    let titled = n.in_words && !opens && capital(number) && next.is_some_and(|t| capital(t) && t.pos != "PUNCT");
    adjoins || titled || model || is_of_name(reading, tokens.start)
}

/// "the Group of 20": a capital where no sentence begins, and "of".
fn is_of_name(reading: &Reading, number: usize) -> bool {
    let syntax = &reading.syntax;
    let (Some(of), Some(name)) = (number.checked_sub(1), number.checked_sub(2)) else { return false };
    let opens = syntax.sentence_of(number).tokens.start;
    let capital = reading.printed(syntax.tokens[name].at).starts_with(char::is_uppercase);
    capital
        && name > opens
        && syntax.tokens[of].tag == "IN"
        && syntax.tokens[name].pos == "PROPN"
        && is_within_words(reading, of)
}

fn is_within_words(reading: &Reading, of: usize) -> bool {
    let words = super::WORDS.of(reading.language());
    words.numbers.of.contains(&reading.syntax.tokens[of].lower)
}

/// A verb or a little word that looks like the name of a unit ("won", "real") is none.
pub fn may_be_noun(reading: &Reading, piece: &Piece) -> bool {
    let token = reading.syntax.token_at(piece.at.start).map(|t| &reading.syntax.tokens[t]);
    let Some(token) = token.filter(|t| t.at.start <= piece.at.start) else { return true };
    !matches!(token.pos.as_str(), "VERB" | "AUX" | "ADP" | "ADV" | "CCONJ" | "DET" | "PRON" | "PART" | "SCONJ")
}

/// The name of a person that begins with a number ("50 Cent"), a singular that nothing can be counted by.
pub fn is_person(reading: &Reading, token: usize) -> bool {
    let this = &reading.syntax.tokens[token];
    let end = reading.mentions.partition_point(|m| m.at.start < this.at.end);
    let mut near = reading.mentions[..end].iter().rev().take(4);
    this.tag == "NNP" && near.any(|m| m.at.contains(this.at) && m.class == Class::Person && m.form == Form::Name)
}
