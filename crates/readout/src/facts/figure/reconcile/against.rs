//! Numbers of one sentence against each other: a margin and the two shares it lies between, what remains of a whole, parts
//! that are more than their whole, a price times a volume.

use super::arithmetic::Checked;
use super::groups::Member;
use super::parts::{Sentences, beside, outcome, sentence_of};
use super::verdict::printed;
use crate::document::Span;
use crate::facts::figure::clause;
use crate::facts::figure::phrase::entity_at;
use crate::facts::figure::words::Words;
use crate::reading::amounts::{Amount, CURRENCIES, Kind, is_length_of_time, size_of};
use crate::value::amount::{Dimension, Quantity, plain};
use rust_decimal::Decimal;
use smol_str::SmolStr;

/// The first of these that a sentence allows for this figure.
pub fn check(member: &Member, sentences: &Sentences, words: &Words) -> Option<Checked> {
    margin(member, sentences, words)
        .or_else(|| remainder(member, sentences, words))
        .or_else(|| shares_of_one(member, sentences, words))
        .or_else(|| parts_of_count(member, words))
        .or_else(|| product(member, words))
}

/// "52.3% against 46.9%, a margin of 5.4 points".
fn margin(gap: &Member, sentences: &Sentences, words: &Words) -> Option<Checked> {
    if !words.measures.margins.contains(&gap.head) {
        return None;
    }
    let unit = gap.figure.quantity.unit.as_deref()?;
    let of_shares = matches!(unit, POINTS | PERCENT) || words.measures.points.iter().any(|p| p == unit);
    let wanted = if of_shares { PERCENT } else { unit };
    let is_side = |m: &&&Member| {
        let q = &m.figure.quantity;
        m.figure.amount != gap.figure.amount && q.unit.as_deref() == Some(wanted) && q.change.is_none()
    };
    let sides: Vec<&&Member> = beside(gap, sentences).iter().filter(is_side).collect();
    let [a, b] = sides[..] else { return None };
    let (x, y, g) = (&a.figure.quantity, &b.figure.quantity, &gap.figure.quantity);
    let result = x.value.checked_sub(y.value)?.abs();
    let room = x.grain.checked_add(y.grain)?.checked_add(g.grain)?;
    let shown = plain(result);
    let (a, b, gap) = (printed(a), printed(b), printed(gap));
    let slots = [("a", a.as_str()), ("b", &b), ("result", &shown), ("by", &gap)];
    outcome(result, g.value, room, &[x, y, g], ("margin_fits", "margin_fails"), &slots, words)
}

/// "40% went north, 35% south and the remaining 25% stayed": what remains makes up the whole.
fn remainder(rest: &Member, sentences: &Sentences, words: &Words) -> Option<Checked> {
    if rest.dimension != Dimension::Share || !is_led_by(rest, &words.measures.remaining) {
        return None;
    }
    let is_share = |m: &&&Member| m.dimension == Dimension::Share && m.figure.at < rest.figure.at;
    let others: Vec<&Member> = beside(rest, sentences).iter().filter(is_share).copied().collect();
    if others.is_empty() {
        return None;
    }
    let all: Vec<&Member> = others.iter().copied().chain([rest]).collect();
    // Less than a whole may have lost a part that the sentence does not tell.
    added_to(&all, Decimal::ONE_HUNDRED, &words.note("all_of_it", &[]), words).filter(|(more, _)| *more).map(|(_, c)| c)
}

/// "Anders took 54% of the vote, Berg took 51%": of what can be given but once, two shares are no more than the whole.
fn shares_of_one(share: &Member, sentences: &Sentences, words: &Words) -> Option<Checked> {
    let once = |m: &Member| m.dimension == Dimension::Share && words.measures.given_once.contains(&m.head);
    if !once(share) || mentions_rounds(share, words) {
        return None;
    }
    let is_other = |m: &&&Member| once(m) && m.head == share.head && m.figure.period_value == share.figure.period_value;
    let all: Vec<&Member> = beside(share, sentences).iter().filter(is_other).copied().collect();
    let first = all.first().is_some_and(|m| m.figure.amount == share.figure.amount);
    let mut takers: Vec<usize> = all.iter().filter_map(|m| taker(m)).collect();
    takers.sort_unstable();
    takers.dedup();
    if !first || all.len() < 2 || takers.len() < all.len() {
        return None;
    }
    let whole = words.note("all_of_it", &[]);
    added_to(&all, Decimal::ONE_HUNDRED, &whole, words).filter(|(more, _)| *more).map(|(_, c)| c)
}

/// What these add up to against a whole, with whether it comes to as much or more.
fn added_to(all: &[&Member], whole: Decimal, whole_written: &str, words: &Words) -> Option<(bool, Checked)> {
    let mut sum = Decimal::ZERO;
    let mut room = Decimal::ZERO;
    for member in all {
        sum = sum.checked_add(member.figure.quantity.value)?;
        room = room.checked_add(member.figure.quantity.grain)?;
    }
    let quantities: Vec<&Quantity> = all.iter().map(|m| &m.figure.quantity).collect();
    let written = all.iter().map(|m| printed(m)).collect::<Vec<_>>().join(" + ");
    let added = plain(sum);
    let slots = [("parts", written.as_str()), ("added", &added), ("whole", whole_written)];
    let checked = outcome(sum, whole, room, &quantities, ("sum_fits", "sum_fails"), &slots, words)?;
    Some((checked.contradiction.is_none() || sum >= whole, checked))
}

/// Who takes this share: the subject of its verb, if it is named.
fn taker(member: &Member) -> Option<usize> {
    let syntax = &member.reading.syntax;
    let verb = clause::verb_of(syntax, syntax.outer(member.figure.at)?)?;
    entity_at(member.reading, clause::subject(syntax, verb)?)?
}

fn mentions_rounds(member: &Member, words: &Words) -> bool {
    let syntax = &member.reading.syntax;
    let Some(sentence) = sentence_of(member) else { return true };
    syntax.sentences[sentence].tokens.clone().any(|t| words.measures.rounds.contains(&syntax.lemma(t)))
}

/// One of the two words before the figure is one of these.
fn is_led_by(member: &Member, list: &[SmolStr]) -> bool {
    let syntax = &member.reading.syntax;
    let first = syntax.tokens_in(member.figure.at).start;
    syntax.tokens[first.saturating_sub(2)..first].iter().any(|t| list.contains(&t.lower))
}

// --- counts ------------------------------------------------------------------------------------------------

/// "Of the 120 seats, Anders took 61 and Berg 59": parts of what was counted at the head of the sentence.
fn parts_of_count(whole: &Member, words: &Words) -> Option<Checked> {
    let (reading, index) = (whole.reading, whole.figure.amount?);
    let syntax = &reading.syntax;
    let sentence = &syntax.sentences[sentence_of(whole)?];
    let opening = syntax.tokens_in(Span::new(sentence.at.start, whole.figure.at.start));
    let of = syntax.tokens.get(opening.start).is_some_and(|t| words.measures.of.contains(&t.lower));
    let amount = &reading.amounts[index];
    if !of || opening.len() > 2 || amount.counted.is_none() {
        return None;
    }
    let behind = reading.amounts[index + 1..].iter().take_while(|a| a.at.end <= sentence.at.end).take(12);
    let is_part = |a: &&Amount| {
        let q = &a.quantity;
        let named = q.unit.is_none() || q.unit == amount.quantity.unit;
        a.kind == Kind::Count && named && q.change.is_none() && q.value <= amount.quantity.value
    };
    let parts: Vec<&Amount> = behind.filter(is_part).collect();
    if parts.len() < 2 {
        return None;
    }
    let sum = parts.iter().try_fold(Decimal::ZERO, |sum, part| sum.checked_add(part.quantity.value))?;
    let exclusive = sentence.tokens.clone().any(|t| words.measures.given_once.contains(&syntax.lemma(t)));
    let told = sum == amount.quantity.value || sum > amount.quantity.value && exclusive;
    let all: Vec<&Quantity> = parts.iter().map(|a| &a.quantity).chain([&amount.quantity]).collect();
    let written = parts.iter().map(|a| reading.printed(a.at)).collect::<Vec<_>>().join(" + ");
    let (added, whole) = (plain(sum), printed(whole));
    let slots = [("parts", written.as_str()), ("added", &added), ("whole", &whole)];
    let checked = outcome(sum, amount.quantity.value, Decimal::ZERO, &all, ("sum_fits", "sum_fails"), &slots, words);
    checked.filter(|_| told)
}

// --- price and volume --------------------------------------------------------------------------------------

/// "sold 2 million tons at $85 a ton for $170 million", "50 buses at $240,000 each": price times volume.
fn product(value: &Member, words: &Words) -> Option<Checked> {
    let (reading, index) = (value.reading, value.figure.amount?);
    let currency = value.figure.quantity.unit.as_deref().filter(|u| CURRENCIES.get().contains_key(*u))?;
    let sentence = reading.syntax.sentences[sentence_of(value)?].at;
    let from = reading.amounts.partition_point(|a| a.at.start < sentence.start);
    let all: Vec<&Amount> =
        reading.amounts[from..].iter().take(AT_MOST).take_while(|a| a.at.end <= sentence.end).collect();
    let money = |a: &&&Amount| a.quantity.unit.as_deref() == Some(currency) && !is_each(value, a.at, words);
    if is_each(value, value.figure.at, words) || all.iter().filter(money).count() != 1 {
        return None;
    }
    let mut prices = all.iter().filter_map(|a| Some((*a, priced_thing(value, a, currency, words)?)));
    let (price, thing) = prices.next().filter(|_| prices.next().is_none())?;
    let mut volumes = all.iter().filter_map(|a| Some((*a, measured_in(a, &thing, price)?)));
    let (volume, size) = volumes.next().filter(|_| volumes.next().is_none())?;
    let (p, n, v) = (&price.quantity, &volume.quantity, &reading.amounts[index].quantity);
    let result = p.value.checked_mul(n.value)?.checked_mul(size)?;
    let of_price = p.grain.checked_mul(n.value)?.checked_mul(size)?;
    let of_volume = n.grain.checked_mul(p.value)?.checked_mul(size)?;
    let room = of_price.checked_add(of_volume)?.checked_add(v.grain)?;
    let linked = word_before(value).is_some_and(|w| words.measures.comes_to.contains(&w));
    let shown = plain(result.round_sf(4)?);
    let (price, volume, value) = (reading.printed(price.at), reading.printed(volume.at), printed(value));
    let slots = [("rate", price), ("part", volume), ("result", &shown), ("whole", &value)];
    let checked = outcome(result, v.value, room, &[p, n, v], ("product_fits", "product_fails"), &slots, words)?;
    (linked || checked.contradiction.is_none()).then_some(checked)
}

/// What one of which has this price; an empty word for "each".
fn priced_thing(value: &Member, amount: &Amount, currency: &str, words: &Words) -> Option<SmolStr> {
    let unit = amount.quantity.unit.as_deref()?;
    if unit == currency {
        return is_each(value, amount.at, words).then(SmolStr::default);
    }
    let (money, thing) = unit.split_once('/')?;
    (money == currency && !is_length_of_time(thing)).then(|| thing.into())
}

/// How many of the priced things one unit of this amount is.
fn measured_in(amount: &Amount, thing: &str, price: &Amount) -> Option<Decimal> {
    let unit = amount.quantity.unit.as_deref()?;
    if thing.is_empty() {
        return (amount.counted.is_some() && amount.at.end <= price.at.start).then_some(Decimal::ONE);
    }
    if unit == thing {
        return Some(Decimal::ONE);
    }
    let (of_amount, of_thing) = (size_of(unit)?, size_of(thing)?);
    (of_amount.dimension == of_thing.dimension).then(|| of_amount.size.checked_div(of_thing.size)).flatten()
}

/// "each", "apiece" behind a price.
fn is_each(member: &Member, at: Span, words: &Words) -> bool {
    let syntax = &member.reading.syntax;
    syntax.tokens.get(syntax.tokens_in(at).end).is_some_and(|t| words.measures.each.contains(&t.lower))
}

fn word_before(member: &Member) -> Option<SmolStr> {
    let syntax = &member.reading.syntax;
    let first = syntax.tokens_in(member.figure.at).start.checked_sub(1)?;
    Some(syntax.tokens.get(first)?.lower.clone())
}

/// How many amounts of a sentence are looked at.
const AT_MOST: usize = 40;
const PERCENT: &str = "%";
const POINTS: &str = "pp";
