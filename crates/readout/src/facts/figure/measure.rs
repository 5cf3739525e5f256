//! What a figure measures: the noun phrase that the grammar ties to its amount.

use super::distance;
use super::fate;
use super::phrase::{entity_at, phrase};
use super::state::in_state;
use super::verb::{antecedent, deed, named, of_verb, taken_for_noun};
use super::words::{Words, filled};
use super::{clause, state};
use crate::document::Span;
use crate::reading::Reading;
use crate::reading::amounts::{Amount, Kind};
use smol_str::SmolStr;
use std::collections::BTreeSet;

/// A measure with the words that tell it from others.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Measure {
    pub text: String,
    pub at: Span,
    /// Lemma of the noun at the head of it.
    pub head: SmolStr,
    /// Lemmas of its content words.
    pub key: BTreeSet<SmolStr>,
    /// Entities named in it.
    pub of: Vec<usize>,
    pub qualifiers: Vec<String>,
    /// It is what is done ("payment"), not a thing that stands somewhere.
    pub deed: bool,
    /// It only takes up the measure of a figure before it ("it", or nothing at all).
    pub taken_up: bool,
    /// It says what happened to those who are counted ("killed").
    pub fate: bool,
}

/// The last figure of the paragraph, for figures that do not say what they measure.
#[derive(Clone, Debug)]
pub struct Before {
    pub measure: Measure,
    pub unit: Option<SmolStr>,
    pub kind: Kind,
    /// The sentence, if the verb says that somebody gave the number.
    pub told_in: Option<usize>,
    pub sentence: usize,
    /// Index of its time, its period, and the day on which it holds.
    pub period: (Option<usize>, Option<String>, Option<String>),
}

/// Where a measure was found, before it is written.
pub enum Source {
    /// The noun that is measured.
    Noun(usize),
    /// The value of this noun.
    Value(usize),
    /// The share of this noun.
    Share(usize),
    /// What is done by this verb, to this noun.
    Deed(usize, Option<usize>),
    /// What the subject of this verb comes to, named by the verb ("cost").
    Named(usize, Option<usize>),
    /// The measure of the figure before.
    Before,
    /// The measure of the figure before, if that stands in the same sentence.
    BeforeOfAny,
    /// The measure of the figure before, if this amount is of its kind ("the ministry insists on 5 million").
    BeforeOfKind,
}

/// The measure of an amount; `before`: the measure of the last figure of this paragraph.
pub fn measure(reading: &Reading, words: &Words, amount: &Amount, before: Option<&Before>) -> Option<Measure> {
    if amount.kind == Kind::Age {
        return Some(plain(&words.measures.age, amount.at));
    }
    if let Some(fated) = fate::measure(reading, words, amount) {
        return Some(fated);
    }
    if distance::is_distance(reading, words, amount) {
        return Some(plain(&words.measures.distance, amount.at));
    }
    let found = told_too(reading, words, amount, before).or_else(|| source(reading, words, amount));
    match found.or_else(|| listed(reading, words, amount))? {
        Source::Noun(noun) if amount.part_of.is_some() => part(reading, words, amount, noun),
        Source::Noun(noun) if amount.counted.is_some() => {
            phrase(reading, words, noun, true).map(|m| in_state(reading, words, noun, m))
        }
        Source::Noun(noun) => {
            let sent = phrase(reading, words, noun, true);
            // "send 5 million tons of grain": what is done with the tons is done with the grain.
            let holder = reading.syntax.outer(amount.at).filter(|t| state::is_complement(&reading.syntax, *t, noun));
            sent.map(|m| holder.map_or(m.clone(), |t| in_state(reading, words, t, m)))
        }
        Source::Value(noun) => {
            let thing = phrase(reading, words, noun, true).map(|m| in_state(reading, words, noun, m));
            thing.map(|m| within(m, &words.measures.value))
        }
        Source::Share(noun) => phrase(reading, words, noun, true).map(|m| within(m, &words.measures.share)),
        Source::Deed(verb, object) => deed(reading, words, verb, object),
        Source::Named(verb, subject) => named(reading, words, verb, subject),
        Source::Before => before.map(|b| Measure { taken_up: true, ..b.measure.clone() }),
        Source::BeforeOfAny => {
            let here = reading.syntax.token_at(amount.at.start).map(|t| reading.syntax.tokens[t].sentence);
            before.filter(|b| Some(b.sentence) == here).map(|b| Measure { taken_up: true, ..b.measure.clone() })
        }
        Source::BeforeOfKind => before
            .filter(|b| b.unit == amount.quantity.unit && amount.kind == b.kind || is_told_short(b, amount))
            .map(|b| Measure { taken_up: true, ..b.measure.clone() }),
    }
}

/// "410 million euros ... 365 million", "by a third ... 27 percent": the same in a number that leaves its unit out, or as a share.
fn is_told_short(before: &Before, amount: &Amount) -> bool {
    let unit = amount.quantity.unit.as_deref();
    let bare = unit.is_none()
        && amount.kind == Kind::Count
        && amount.counted.is_none()
        && amount.quantity.value >= LARGE.into();
    let share = unit == Some("%") && before.unit.is_none() && before.kind == Kind::Part;
    bare && before.kind == Kind::Measured && before.unit.as_deref() != Some("%") || share
}

/// From here on a number without a unit is a sum that was told with one before.
const LARGE: i64 = 1_000_000;

pub fn plain(text: &str, at: Span) -> Measure {
    Measure { text: text.into(), at, head: text.into(), key: BTreeSet::from([text.into()]), ..Measure::default() }
}

fn within(measure: Measure, template: &str) -> Measure {
    let outer = filled(template, "");
    let mut key = measure.key.clone();
    key.extend(outer.split(' ').next().filter(|w| !w.is_empty()).map(SmolStr::new));
    Measure { text: filled(template, &measure.text), key, ..measure }
}

/// "35 visits, three as minister": the things that are counted, with the words that tell the part from the whole.
fn part(reading: &Reading, words: &Words, amount: &Amount, noun: usize) -> Option<Measure> {
    let syntax = &reading.syntax;
    let mut out = phrase(reading, words, noun, false)?;
    let next = syntax.tokens_in(amount.at).end;
    let Some(object) = syntax.tokens.get(next).filter(|t| t.dep == "prep").and_then(|_| syntax.child(next, &["pobj"]))
    else {
        return Some(out);
    };
    if object <= next || object > next + 5 || is_time(reading, object) {
        return Some(out);
    }
    let told = syntax.tokens[next..=object].iter().filter(|t| t.dep != "det");
    for token in told {
        out.text = format!("{} {}", out.text, token.lower);
        out.key.extend((token.dep != "prep").then(|| token.lower_lemma()));
    }
    out.at = out.at.join(syntax.tokens[object].at);
    Some(out)
}

// --- where the measure stands ------------------------------------------------------------------------------

/// "...; the ministry has never given more than 3 million": another number for what somebody gave one in this sentence.
fn told_too(reading: &Reading, words: &Words, amount: &Amount, before: Option<&Before>) -> Option<Source> {
    let syntax = &reading.syntax;
    let start = syntax.outer(amount.at).filter(|_| amount.counted.is_none())?;
    let told = before.and_then(|b| b.told_in).is_some_and(|sentence| sentence == syntax.tokens[start].sentence);
    let verb = clause::verb_of(syntax, start).filter(|_| told)?;
    let is_object =
        syntax.ancestors(start).take_while(|t| *t != verb).all(|t| !syntax.is_noun(t) || has_number(reading, t));
    (is_object && words.measures.tells_too.contains(&syntax.lemma(verb))).then_some(Source::BeforeOfKind)
}

/// "Number of farms (and their share of all land): 3,900 in 2031 (42%); 4,100 in 2032 (40%)": what stands before the colon of a
/// list of numbers.
fn listed(reading: &Reading, words: &Words, amount: &Amount) -> Option<Source> {
    let syntax = &reading.syntax;
    let start = syntax.token_at(amount.phrase.start)?;
    let block = syntax.sentence_of(start).block;
    let near = (start.saturating_sub(LIST)..start).rev();
    let mut near = near.take_while(|t| syntax.sentence_of(*t).block == block && !syntax.is_verb(*t));
    let colon = near.find(|t| syntax.tokens[*t].lower == ":")?;
    let head = syntax.sentence_of(colon).tokens.start..colon;
    if head.clone().any(|t| syntax.is_verb(t)) {
        return None;
    }
    let percent = amount.quantity.unit.as_deref() == Some("%");
    let mut nouns = head.clone().filter(|t| syntax.is_noun(*t) && !is_named(reading, *t) && !is_time(reading, *t));
    let told = |t: &usize| match percent {
        true => words.measures.shares.contains(&syntax.lemma(*t)),
        false => !head.contains(&syntax.tokens[*t].head) || syntax.tokens[*t].head == *t,
    };
    nouns.find(told).map(Source::Noun)
}

/// How many tokens behind its colon a list is followed.
const LIST: usize = 120;

fn source(reading: &Reading, words: &Words, amount: &Amount) -> Option<Source> {
    if let Some(counted) = amount.counted {
        return Some(Source::Noun(counted));
    }
    let syntax = &reading.syntax;
    if taken_for_noun(syntax, words, amount).is_some() {
        return Some(Source::BeforeOfKind);
    }
    let start = syntax.outer(amount.at)?;
    // "projects worth 5 million in mining".
    if let Some(thing) = worth(reading, words, start) {
        return Some(Source::Value(thing));
    }
    let percent = amount.quantity.unit.as_deref() == Some("%") || amount.kind == Kind::Part;
    let links = if percent { &words.measures.of } else { &words.measures.about };
    if let Some(noun) = complement(reading, links, start, amount.at) {
        return Some(if percent { Source::Share(noun) } else { Source::Noun(noun) });
    }
    let found = climb(reading, words, amount.at, start);
    match found {
        // "one in five adults": the noun behind a part is its whole.
        // "a 35 percent tariff" is the tariff itself.
        Some(Source::Noun(noun)) if amount.kind == Kind::Part && noun > start && syntax.tokens[start].head == noun => {
            Some(Source::Share(noun))
        }
        None if percent => elliptic(reading, words, amount, start),
        found => found,
    }
}

/// "in 2031, up 67% from 2028", "Osmerians made up 4%": a share or a change that takes up the measure before it.
fn elliptic(reading: &Reading, words: &Words, amount: &Amount, start: usize) -> Option<Source> {
    if amount.quantity.change.is_some() {
        return Some(Source::BeforeOfAny);
    }
    let syntax = &reading.syntax;
    let verb = clause::verb_of(syntax, start).filter(|v| words.measures.shared.contains(&syntax.lemma(*v)))?;
    let subject = clause::subject(syntax, verb)?;
    is_named(reading, subject).then_some(Source::BeforeOfKind)
}

/// "62% of the population", "$5 billion in aid", "100 million tons of oil".
fn complement(reading: &Reading, links: &[SmolStr], token: usize, amount: Span) -> Option<usize> {
    let syntax = &reading.syntax;
    for preposition in syntax.children(token).iter().copied().filter(|c| *c > token && syntax.tokens[*c].dep == "prep")
    {
        let near = syntax.tokens[preposition].at.start <= amount.end + 2;
        let about = links.contains(&syntax.tokens[preposition].lower);
        let Some(object) = syntax.child(preposition, &["pobj"]).filter(|_| near && about) else { continue };
        if syntax.is_noun(object)
            && !is_time(reading, object)
            && !is_named(reading, object)
            && !has_number(reading, object)
        {
            return Some(object);
        }
    }
    None
}

/// The thing of which the word above the amount says that it is worth so much.
fn worth(reading: &Reading, words: &Words, start: usize) -> Option<usize> {
    let head = reading.syntax.tokens[start].head;
    let says = words.measures.worth.contains(&reading.syntax.tokens[head].lower);
    says.then(|| thing_worth(reading, words, head))?
}

/// From the amount upwards until a noun or a verb says what is measured.
fn climb(reading: &Reading, words: &Words, amount: Span, start: usize) -> Option<Source> {
    let syntax = &reading.syntax;
    // "trade doubled": the amount is the verb.
    if syntax.is_verb(start)
        && let Some(found) = of_verb(reading, words, start)
    {
        return Some(found);
    }
    let mut here = start;
    let mut how_much = false;
    for _ in 0..6 {
        let token = &syntax.tokens[here];
        let head = token.head;
        if head == here {
            return syntax.is_verb(here).then(|| of_verb(reading, words, here)).flatten();
        }
        if let Some(thing) = worth(reading, words, here) {
            return Some(Source::Value(thing));
        }
        if syntax.is_verb(head) {
            // "cross the threshold of 5 million in trade".
            if how_much && let Some(noun) = complement(reading, &words.measures.about, head, amount) {
                return Some(Source::Noun(noun));
            }
            let found = of_verb(reading, words, head);
            if found.is_some() || !matches!(syntax.tokens[head].dep.as_str(), "prep" | "advcl" | "pcomp" | "acl") {
                return found;
            }
        }
        let another = has_number(reading, head);
        if syntax.is_noun(head)
            && !another
            && let Some(found) = of_noun(reading, words, here, head)
        {
            return found;
        }
        how_much |= syntax.is_noun(head) && words.measures.quantities.contains(&syntax.lemma(head));
        here = head;
    }
    None
}

/// A noun above the amount; `None`: it only says how much, look further up.
fn of_noun(reading: &Reading, words: &Words, below: usize, noun: usize) -> Option<Option<Source>> {
    let syntax = &reading.syntax;
    let name = syntax.lemma(noun);
    let measures = &words.measures;
    if measures.changes.contains(&name) {
        // "the 3% drop" is a drop of what was spoken of.
        let of_what = changed(reading, words, noun).map(Source::Noun);
        return of_what.or(is_rate(reading, below).then_some(Source::Before)).map(Some);
    }
    if measures.quantities.contains(&name) && !is_specified(reading, words, noun) {
        let own = complement(reading, &measures.about, noun, syntax.tokens[noun].at)
            .filter(|c| *c < below || syntax.tokens[below].dep != "prep");
        return own.filter(|_| measures.with_complement.contains(&name)).map(|_| Some(Source::Noun(noun)));
    }
    if is_time(reading, noun) || measures.stretches.contains(&name) {
        return None;
    }
    Some(Some(Source::Noun(noun)))
}

/// The amount here is so many per cent.
fn is_rate(reading: &Reading, token: usize) -> bool {
    let at = reading.syntax.tokens[token].at;
    let from = reading.amounts.partition_point(|a| a.at.end <= at.start);
    reading.amounts.get(from).is_some_and(|a| a.at.overlaps(at) && a.quantity.unit.as_deref() == Some("%"))
}

/// "unemployment rate": a noun before it says of what.
pub fn is_specified(reading: &Reading, words: &Words, noun: usize) -> bool {
    let syntax = &reading.syntax;
    syntax.children(noun).iter().copied().filter(|c| *c < noun).any(|c| {
        let token = &syntax.tokens[c];
        let says = token.dep == "compound" && token.pos != "ADV" || token.dep == "amod" && token.tag == "JJ";
        says && !words.measures.vague.contains(&token.lower) && !has_number(reading, c) && !is_time(reading, c)
    })
}

/// "an increase in exports", "export growth".
pub fn changed(reading: &Reading, words: &Words, noun: usize) -> Option<usize> {
    let syntax = &reading.syntax;
    let about = syntax
        .children(noun)
        .iter()
        .copied()
        .filter(|c| syntax.tokens[*c].dep == "prep" && words.measures.about.contains(&syntax.tokens[*c].lower));
    let object = about
        .filter_map(|p| syntax.child(p, &["pobj"]))
        .find(|o| syntax.is_noun(*o) && !is_time(reading, *o) && !has_number(reading, *o));
    let before = || {
        syntax
            .children(noun)
            .iter()
            .copied()
            .find(|c| *c < noun && syntax.tokens[*c].dep == "compound" && !has_number(reading, *c))
    };
    object.or_else(before)
}

pub fn has_number(reading: &Reading, token: usize) -> bool {
    let at = reading.syntax.tokens[token].at;
    let from = reading.amounts.partition_point(|a| a.at.end <= at.start);
    reading.amounts.get(from).is_some_and(|a| a.at.overlaps(at))
}

/// The thing that "worth" speaks of: what it modifies, or the noun right before it.
fn thing_worth(reading: &Reading, words: &Words, worth: usize) -> Option<usize> {
    let syntax = &reading.syntax;
    let head = syntax.tokens[worth].head;
    if head != worth && syntax.is_noun(head) && head < worth {
        return Some(head);
    }
    // "trade was worth 5 million".
    if syntax.tokens[head].pos == "AUX"
        && head < worth
        && let Some(subject) = clause::subject(syntax, head)
    {
        let noun = Some(subject).filter(|s| syntax.is_noun(*s));
        return noun.or_else(|| antecedent(reading, words, subject));
    }
    let sentence = &syntax.sentence_of(worth).tokens;
    (sentence.start..worth).rev().take(6).find(|t| syntax.is_noun(*t))
}

pub fn is_time(reading: &Reading, token: usize) -> bool {
    let at = reading.syntax.tokens[token].at;
    let from = reading.times.partition_point(|t| t.at.end <= at.start);
    reading.times.get(from).is_some_and(|t| t.at.overlaps(at))
}

/// A person, organisation or place: who has the figure, never what is measured.
pub fn is_named(reading: &Reading, token: usize) -> bool {
    entity_at(reading, token).is_some() || reading.syntax.tokens[token].pos == "PROPN"
}
