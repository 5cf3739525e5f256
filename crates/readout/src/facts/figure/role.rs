//! Which numbers are statistics: groups of people, manners of speaking and lengths of time are told apart.

use super::words::Words;
use super::{Role, clause};
use crate::document::Span;
use crate::reading::amounts::{Amount, Kind, is_length_of_time};
use crate::reading::{Reading, Syntax};
use rust_decimal::Decimal;

pub fn role(reading: &Reading, words: &Words, amount: &Amount) -> Role {
    if amount.kind != Kind::Age && amount.quantity.unit.as_deref().is_some_and(is_length_of_time) {
        return Role::DatePart;
    }
    if is_one_of_a_kind(reading, amount) || is_degree(reading, amount) {
        return Role::Rhetorical;
    }
    if is_source(reading, amount) {
        return Role::Group;
    }
    if super::fate::measure(reading, words, amount).is_some() {
        return Role::Statistic;
    }
    if is_attribute(reading, amount) || is_known_group(reading, words, amount) {
        return Role::Group;
    }
    if amount.counted.filter(|_| is_small(amount)).is_some_and(|noun| is_group(&reading.syntax, words, amount, noun)) {
        return Role::Group;
    }
    if is_pair(&reading.syntax, words, amount) {
        return Role::Group;
    }
    let bounded = amount.quantity.bound != crate::value::amount::Bound::Exactly;
    if amount.kind == Kind::Part && !bounded && is_manner_of_speaking(reading, words, amount) {
        return Role::Rhetorical;
    }
    Role::Statistic
}

fn is_small(amount: &Amount) -> bool {
    let q = &amount.quantity;
    q.value <= Decimal::TEN && q.high.is_none() && q.bound == crate::value::amount::Bound::Exactly
}

/// "one version", "one area": "one" counts only where it is said what the one did ("one person was hurt").
fn is_one_of_a_kind(reading: &Reading, amount: &Amount) -> bool {
    let q = &amount.quantity;
    let one = amount.kind == Kind::Count && q.value == Decimal::ONE && q.high.is_none() && amount.part_of.is_none();
    let in_words = !reading.printed(amount.at).starts_with(|c: char| c.is_ascii_digit());
    let subject = amount.counted.is_some_and(|n| clause::SUBJECTS.contains(&reading.syntax.tokens[n].dep.as_str()));
    one && in_words && !subject
}

/// "I was 100% certain".
fn is_degree(reading: &Reading, amount: &Amount) -> bool {
    let syntax = &reading.syntax;
    let percent = amount.quantity.unit.as_deref() == Some("%") && amount.quantity.change.is_none();
    let Some(token) = syntax.outer(amount.at).filter(|_| percent) else { return false };
    let this = &syntax.tokens[token];
    matches!(this.dep.as_str(), "npadvmod" | "advmod") && matches!(syntax.tokens[this.head].tag.as_str(), "JJ" | "RB")
}

/// "a four-man squad": what kind of thing it is.
fn is_attribute(reading: &Reading, amount: &Amount) -> bool {
    let Some(noun) = amount.counted else { return false };
    let between = Span::new(amount.at.end, reading.syntax.tokens[noun].at.start);
    reading.printed(between).trim() == "-" && amount.quantity.value < Decimal::ONE_HUNDRED
}

/// "the four were freed", "all three of them".
fn is_known_group(reading: &Reading, words: &Words, amount: &Amount) -> bool {
    let bare = amount.kind == Kind::Count && amount.quantity.unit.is_none() && amount.counted.is_none();
    let syntax = &reading.syntax;
    let Some(token) = syntax.outer(amount.at).filter(|_| bare && is_small(amount)) else { return false };
    let before = token.checked_sub(1).map(|b| &syntax.tokens[b]);
    before.is_some_and(|b| words.roles.known.contains(&b.lower))
}

/// "the two leaders", "both their sons", "between two states".
fn is_group(syntax: &Syntax, words: &Words, amount: &Amount, noun: usize) -> bool {
    // "nine of the passengers" are no known group.
    let determined = syntax.children(noun).iter().any(|c| {
        let token = &syntax.tokens[*c];
        token.at.start < amount.at.start && (words.roles.known.contains(&token.lower) || token.dep == "poss")
    });
    let head = syntax.tokens[noun].head;
    determined || words.roles.pairing.contains(&syntax.tokens[head].lower)
}

/// "three officials said": those who speak.
fn is_source(reading: &Reading, amount: &Amount) -> bool {
    amount.counted.is_some()
        && is_small(amount)
        && reading
            .voices
            .iter()
            .any(|v| v.source.is_some_and(|s| s.start <= amount.at.start && amount.at.end <= s.end && s.len() < 80))
}

/// "two sides", "two leaders": those who meet.
fn is_pair(syntax: &Syntax, words: &Words, amount: &Amount) -> bool {
    let two = amount.quantity.value == Decimal::TWO && is_small(amount);
    two && amount.counted.is_some_and(|noun| words.roles.pairs.contains(&syntax.lemma(noun)))
}

/// "half the government": the part of a whole that nobody measures.
fn is_manner_of_speaking(reading: &Reading, words: &Words, amount: &Amount) -> bool {
    let syntax = &reading.syntax;
    let Some(token) = syntax.outer(amount.at) else { return false };
    let below = syntax.children(token).iter().filter_map(|p| syntax.child(*p, &["pobj"]));
    let head = Some(syntax.tokens[token].head).filter(|h| *h != token);
    let Some(whole) = head.filter(|h| syntax.is_noun(*h) && *h > token).or_else(|| below.into_iter().next()) else {
        return false;
    };
    let singular = syntax.tokens[whole].tag == "NN" || syntax.tokens[whole].tag == "NNP";
    singular && !words.roles.wholes.contains(&syntax.lemma(whole))
}
