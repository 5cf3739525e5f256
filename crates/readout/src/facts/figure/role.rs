//! Which numbers are statistics: groups of people, manners of speaking and lengths of time are told apart.

use super::clause::{is_noun, lemma};
use super::words::Words;
use super::{Role, clause};
use crate::reading::amounts::{Amount, Kind, is_length_of_time};
use crate::reading::{Reading, Syntax};
use rust_decimal::Decimal;

pub fn role(reading: &Reading, words: &Words, amount: &Amount) -> Role {
    if amount.kind != Kind::Age && amount.quantity.unit.as_deref().is_some_and(is_length_of_time) {
        return Role::DatePart;
    }
    if let Some(noun) = amount.counted.filter(|_| is_small(amount)) {
        if is_group(&reading.syntax, words, noun) {
            return Role::Group;
        }
    }
    if amount.kind == Kind::Part && is_manner_of_speaking(reading, words, amount) {
        return Role::Rhetorical;
    }
    Role::Statistic
}

fn is_small(amount: &Amount) -> bool {
    let q = &amount.quantity;
    q.value <= Decimal::TEN && q.high.is_none() && q.bound == crate::value::amount::Bound::Exactly
}

/// "the two leaders", "both their sons", "between two states".
fn is_group(syntax: &Syntax, words: &Words, noun: usize) -> bool {
    let determined = syntax.children(noun).iter().any(|c| {
        let token = &syntax.tokens[*c];
        *c < noun && (words.roles.known.contains(&token.lower) || token.dep == "poss")
    });
    let head = syntax.tokens[noun].head;
    determined || words.roles.pairing.contains(&syntax.tokens[head].lower)
}

/// "half the government": the part of a whole that nobody measures.
fn is_manner_of_speaking(reading: &Reading, words: &Words, amount: &Amount) -> bool {
    let syntax = &reading.syntax;
    let Some(token) = clause::outer(syntax, amount.at) else { return false };
    let below = syntax.children(token).iter().filter_map(|p| syntax.child(*p, &["pobj"]));
    let head = Some(syntax.tokens[token].head).filter(|h| *h != token);
    let Some(whole) = head.filter(|h| is_noun(syntax, *h) && *h > token).or_else(|| below.into_iter().next()) else {
        return false;
    };
    let singular = syntax.tokens[whole].tag == "NN" || syntax.tokens[whole].tag == "NNP";
    singular && !words.roles.wholes.contains(&lemma(syntax, whole))
}
