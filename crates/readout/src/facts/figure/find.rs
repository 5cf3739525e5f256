//! The figures of one text: its amounts, each with measure, parties, period, status and claimant.

use super::measure::{self, Before, Measure};
use super::period::{self, Cues, Period};
use super::phrase;
use super::words::{WORDS, Words};
use super::{Figure, Role, clause, owner, pair, role, trend, verb};
use crate::document::Span;
use crate::reading::amounts::{Amount, Kind};
use crate::reading::credits::outlets;
use crate::reading::names::Class;
use crate::reading::{Reading, Voice};
use crate::value::amount::{Bound, Quantity};
use smol_str::SmolStr;
use std::collections::BTreeMap;

/// Every amount as a figure, in text order. A measure is taken up only inside one block.
pub fn find(reading: &Reading) -> Vec<Figure> {
    let words = WORDS.of(reading.language());
    let voices = innermost(&reading.voices);
    let cues = period::cues(reading);
    let mut figures: Vec<Figure> = vec![];
    let mut last: Option<(usize, Before)> = None;
    for (index, amount) in reading.amounts.iter().enumerate() {
        let block = block_of(reading, amount);
        let near = |b: usize| Some(b) == block || Some(b + 1) == block && takes_up(reading, words, amount);
        let before = last.as_ref().filter(|(b, _)| near(*b)).map(|(_, m)| m);
        let role = role::role(reading, words, amount);
        let again = said_again(reading, words, amount, &figures);
        let measure = match again {
            Some(first) => first.measured.clone(),
            None => measure_of(reading, words, amount, before, &figures),
        };
        let change = again.and_then(|first| first.quantity.change);
        let claimant = voice_at(&voices, amount.at.start);
        let mut figure = figure_of(reading, words, &cues, index, role, measure.as_ref());
        figure.quantity.change = figure.quantity.change.or(change);
        let figure =
            Figure { claimant, of: without_claimant(reading, figure.of, measure.as_ref(), claimant), ..figure };
        let sentence = reading.syntax.token_at(amount.at.start).map_or(0, |t| reading.syntax.tokens[t].sentence);
        let figure = match last.as_ref().filter(|(b, _)| Some(*b) == block) {
            Some((_, before)) => {
                let figure = shared(words, at_once(figure, before), before, sentence);
                carried(reading, figure, before, sentence)
            }
            None => figure,
        };
        if let (Some(block), Some(measure), Role::Statistic) =
            (block, measure.filter(|m| amount.counted.is_none() || m.key.len() > 1), role)
        {
            let told_in = figure.teller.and_then(|t| reading.syntax.token_at(t.start));
            let told_in = told_in.map(|t| reading.syntax.tokens[t].sentence);
            let period = (figure.period, figure.period_value.clone(), figure.as_of.clone());
            last = Some((
                block,
                Before { measure, unit: amount.quantity.unit.clone(), kind: amount.kind, told_in, sentence, period },
            ));
        }
        figures.push(figure);
    }
    for figure in trend::find(reading, words).into_iter().chain(trend::ordinals(reading, words)) {
        figures.push(Figure { claimant: voice_at(&voices, figure.at.start), ..figure });
    }
    for figure in figures.iter_mut().filter(|f| f.of.is_empty()) {
        figure.around = around(reading, figure.at, figure.claimant);
    }
    figures.sort_by_key(|f| f.at);
    figures
}

/// "That is 5 million a month": a paragraph that begins with what the one before it spoke of.
fn takes_up(reading: &Reading, words: &Words, amount: &Amount) -> bool {
    let syntax = &reading.syntax;
    let Some(token) = syntax.token_at(amount.at.start) else { return false };
    let sentence = syntax.tokens[token].sentence;
    let block = syntax.sentences[sentence].block;
    let opens = sentence.checked_sub(1).is_none_or(|before| syntax.sentences[before].block != block);
    let first = &syntax.tokens[syntax.sentences[sentence].tokens.start];
    opens && first.tag == "DT" && first.dep == "nsubj" && words.measures.pronouns.contains(&first.lower)
}

/// Two numbers that two people give in one sentence for one thing are for one time.
fn at_once(figure: Figure, before: &Before) -> Figure {
    let second = figure.teller.is_some() && figure.measured.as_ref().is_some_and(|m| m.taken_up);
    if !second || before.told_in.is_none() || figure.period_value.is_some() {
        return figure;
    }
    Figure { period: before.period.0, period_value: before.period.1.clone(), as_of: before.period.2.clone(), ..figure }
}

/// "Trade came to 118 million in January. Exports reached 79 million, while imports were 39": what a measure is made of is told
/// for the time and the parties of the measure, where it says none of its own.
fn shared(words: &Words, figure: Figure, before: &Before, sentence: usize) -> Figure {
    let Some(measure) = figure.measured.as_ref().filter(|_| figure.period_value.is_none()) else { return figure };
    let names = |name: &SmolStr, m: &Measure| {
        let same = words.measures.same.get(name).is_some_and(|same| same.iter().any(|s| *s == m.text));
        m.text == name.as_str() || same
    };
    let is_part = |(whole, parts): (&SmolStr, &Vec<SmolStr>)| {
        parts.contains(&measure.head) && (names(whole, &before.measure) || parts.contains(&before.measure.head))
    };
    let near = sentence <= before.sentence + 1 && before.period.1.is_some();
    if !near
        || figure.as_of.is_some() && figure.now && before.sentence != sentence
        || !words.measures.sums.iter().any(is_part)
    {
        return figure;
    }
    let of = if figure.of.is_empty() { before.measure.of.clone() } else { figure.of.clone() };
    Figure { period: before.period.0, period_value: before.period.1.clone(), as_of: None, now: false, of, ..figure }
}

/// A figure that takes up the measure of the one before also takes up its time, where it says none of its own and nothing that
/// holds now: "In 2031, Norlanders made up 30%. Osmerians made up 4%", "5 million in 2031, up 67% from 2028".
fn carried(reading: &Reading, figure: Figure, before: &Before, sentence: usize) -> Figure {
    let taken_up = figure.measured.as_ref().is_some_and(|m| m.taken_up) && figure.period_value.is_none();
    let same = before.sentence == sentence && figure.quantity.change.is_some();
    let syntax = &reading.syntax;
    let past = || {
        let verb = syntax.outer(figure.at).and_then(|t| clause::verb_of(syntax, t));
        verb.is_some_and(|v| clause::tense(syntax, v) == clause::Tense::Past)
    };
    let next = before.sentence + 1 == sentence && figure.quantity.change.is_none() && past();
    // "410 million euros in 2030. We are talking of 365 million, she said": of the same year.
    let told = figure.quantity.unit.is_none() && before.unit.is_some();
    if !taken_up || before.period.1.is_none() || !(same || next || told) {
        return figure;
    }
    Figure { period: before.period.0, period_value: before.period.1.clone(), as_of: None, now: false, ..figure }
}

fn block_of(reading: &Reading, amount: &Amount) -> Option<usize> {
    let token = reading.syntax.token_at(amount.at.start)?;
    Some(reading.syntax.sentence_of(token).block)
}

/// "grew by almost 9%, or 8.8% to be exact": the figure before, where this amount says the same in other words.
fn said_again<'a>(reading: &Reading, words: &Words, amount: &Amount, figures: &'a [Figure]) -> Option<&'a Figure> {
    let first = figures.last()?;
    let between = reading.printed(Span::new(first.at.end, amount.phrase.start.max(first.at.end)));
    let link = between.trim().strip_prefix(',')?.trim().to_lowercase();
    let same = first.quantity.unit == amount.quantity.unit && amount.counted.is_none();
    (same && words.measures.or.iter().any(|w| *w == link)).then_some(first)
}

/// The measure of an amount; a conversion measures what its partner does.
fn measure_of(
    reading: &Reading,
    words: &Words,
    amount: &Amount,
    before: Option<&Before>,
    figures: &[Figure],
) -> Option<Measure> {
    if let Some(partner) = amount.converts.and_then(|p| figures.get(p)) {
        return partner.measured.clone();
    }
    let previous = figures.last().zip(figures.len().checked_sub(1).and_then(|p| reading.amounts.get(p)));
    if let Some((figure, _)) = previous.filter(|(_, p)| pair::is_paired(reading, words, p, amount)) {
        return figure.measured.clone();
    }
    measure::measure(reading, words, amount, before)
}

fn figure_of(
    reading: &Reading,
    words: &Words,
    cues: &Cues,
    index: usize,
    role: Role,
    measure: Option<&Measure>,
) -> Figure {
    let amount = &reading.amounts[index];
    let partner = amount.converts.map(|p| &reading.amounts[p]);
    let Period { time, value, as_of, now } = period::period(reading, words, cues, partner.unwrap_or(amount));
    let status = status(reading, words, amount);
    // A cost to come is reckoned now.
    let ahead = measure.is_some_and(|m| words.measures.ahead.contains(&m.head)) && status.is_some() && value.is_none();
    let as_of = as_of.or_else(|| reading.document.published.value.clone().filter(|_| ahead));
    let now = now || ahead;
    let teller = verb::teller(reading, words, partner.unwrap_or(amount), measure);
    Figure {
        at: amount.phrase,
        quantity: denied_bound(reading, amount),
        measure: measure.map(|m| (m.text.clone(), m.at)),
        measured: measure.cloned(),
        of: parties(reading, amount, measure, teller),
        around: vec![],
        period: time,
        period_value: value,
        as_of,
        now,
        claimant: None,
        teller,
        status,
        role,
        kind: amount.kind,
        amount: Some(index),
        converts: amount.converts,
        part_of: amount.part_of,
    }
}

/// Who tells a number is not who has it, unless the measure names him: "trade fell, the Statistics Office said".
fn without_claimant(
    reading: &Reading,
    of: Vec<usize>,
    measure: Option<&Measure>,
    claimant: Option<usize>,
) -> Vec<usize> {
    let Some(source) = claimant.and_then(|v| reading.voices.get(v)).and_then(|v| v.source) else { return of };
    let tells: Vec<usize> = reading.mentions_in(source).filter_map(|m| m.entity).collect();
    let measured = |e: &usize| measure.is_some_and(|m| m.of.contains(e));
    of.into_iter().filter(|e| measured(e) || !tells.contains(e)).collect()
}

/// "has never given more than 5 million" gives at most that; "did not fall below 3%" at least.
fn denied_bound(reading: &Reading, amount: &Amount) -> Quantity {
    let syntax = &reading.syntax;
    let verb = syntax.outer(amount.at).and_then(|t| clause::verb_of(syntax, t));
    let denied = verb.is_some_and(|v| syntax.child(v, &["neg"]).is_some());
    let bound = match amount.quantity.bound {
        Bound::Above if denied => Bound::AtMost,
        Bound::Below if denied => Bound::AtLeast,
        bound => bound,
    };
    Quantity { bound, ..amount.quantity.clone() }
}

/// Of whom and between whom: the entities of the measure, then those of the clause (its agent and its places).
fn parties(reading: &Reading, amount: &Amount, measure: Option<&Measure>, teller: Option<Span>) -> Vec<usize> {
    if amount.kind == Kind::Age {
        return owner::aged(reading, amount).into_iter().collect();
    }
    let mut out: Vec<usize> = measure.map(|m| m.of.clone()).unwrap_or_default();
    let syntax = &reading.syntax;
    let toll = measure.is_some_and(|m| m.fate);
    let Some(token) = syntax.outer(amount.at) else { return out };
    let Some(verb) = clause::verb_of(syntax, token) else { return or_sentence(reading, token, out) };
    for child in syntax.children(verb).iter().copied() {
        let token = &syntax.tokens[child];
        let mentioned = match token.dep.as_str() {
            "prep" => syntax.child(child, &["pobj"]),
            // Who gives a number is not who has it.
            "nsubj" | "nsubjpass" => Some(child).filter(|c| !teller.is_some_and(|t| t.overlaps(syntax.tokens[*c].at))),
            _ => None,
        };
        let Some(mentioned) = mentioned else { continue };
        let joined = syntax.children(mentioned).iter().copied().filter(|c| syntax.tokens[*c].dep == "conj");
        for token in std::iter::once(mentioned).chain(joined) {
            let entity = phrase::entity_at(reading, token).flatten();
            // A toll is of a place or a force, never of whoever is named beside it.
            let person = toll && phrase::is_person(reading, token);
            out.extend(entity.filter(|e| !person && !out.contains(e)));
        }
    }
    or_sentence(reading, verb, out)
}

/// Where the clause names nobody: the countries, places and organisations that its sentence names.
fn or_sentence(reading: &Reading, token: usize, mut out: Vec<usize>) -> Vec<usize> {
    if !out.is_empty() {
        return out;
    }
    out.extend(named_in(reading, told_clause(reading, token)));
    out
}

/// The sentence of a token without the clause that only tells who said it ("trade fell, the minister said in Orlavo"), and
/// without the clauses behind its own that have another subject ("trade will grow and freight at Orlavo will double").
fn told_clause(reading: &Reading, token: usize) -> Span {
    let syntax = &reading.syntax;
    let up = || std::iter::once(token).chain(syntax.ancestors(token));
    let said = up().find(|t| syntax.tokens[*t].dep == "ccomp");
    let whole = said.map_or(syntax.sentence_of(token).at, |t| syntax.span(syntax.subtree(t)));
    let verbs = up().filter(|t| syntax.is_verb(*t)).take(4);
    let others = verbs.flat_map(|v| syntax.children(v).iter().copied()).filter(|c| *c > token);
    let another = |c: &usize| syntax.tokens[*c].dep == "conj" && syntax.child(*c, clause::SUBJECTS).is_some();
    let end = others.filter(another).map(|c| syntax.span(syntax.subtree(c)).start).min();
    Span::new(whole.start, end.map_or(whole.end, |e| e.clamp(whole.start, whole.end)))
}

fn named_in(reading: &Reading, at: Span) -> Vec<usize> {
    let mut out = vec![];
    for mention in reading.mentions_in(at).take(16) {
        // "Reuters", "AP": who took the picture.
        let outlet = mention.class == Class::Organisation && outlets::known(reading.printed(mention.at)).is_some();
        let party = matches!(mention.class, Class::Country | Class::Place | Class::Organisation) && !outlet;
        out.extend(mention.entity.filter(|e| party && !out.contains(e)));
    }
    out
}

/// The countries and organisations that are named before these characters, in the nearest sentence that names any, of this
/// paragraph or the two before it.
fn around(reading: &Reading, at: Span, claimant: Option<usize>) -> Vec<usize> {
    let Some(token) = reading.syntax.token_at(at.start) else { return vec![] };
    let sentence = reading.syntax.tokens[token].sentence;
    let block = reading.syntax.sentences[sentence].block;
    let before = (sentence.saturating_sub(8)..=sentence).rev().map(|s| &reading.syntax.sentences[s]);
    for near in before.take_while(|s| s.block + 2 >= block) {
        let own = near.tokens.contains(&token);
        let at = if own { told_clause(reading, token) } else { near.at };
        let parties = without_claimant(reading, named_in(reading, at), None, claimant);
        if !parties.is_empty() {
            return parties;
        }
    }
    vec![]
}

/// How far along: the words of the clause that say so.
/// The status of papers that were signed.
pub const SIGNED: &str = "signed";

fn status(reading: &Reading, words: &Words, amount: &Amount) -> Option<String> {
    let syntax = &reading.syntax;
    let token = syntax.outer(amount.at)?;
    let verb = clause::verb_of(syntax, token)?;
    let name = syntax.lemma(verb);
    let s = &words.status;
    let tense = clause::tense(syntax, verb);
    let helps = |c: &&usize| syntax.tokens[**c].dep.starts_with("aux") || syntax.tokens[**c].dep == "acomp";
    let helpers = || syntax.children(verb).iter().filter(helps).map(|c| syntax.lemma(*c));
    let above = (syntax.tokens[verb].dep == "xcomp").then(|| syntax.lemma(syntax.tokens[verb].head));
    if helpers().chain([name.clone()]).chain(above).any(|w| s.planned.contains(&w)) {
        return Some("planned".into());
    }
    if s.signed.contains(&name) {
        return Some(SIGNED.into());
    }
    let passive = syntax.child(verb, &["auxpass", "nsubjpass"]).is_some() || tense == clause::Tense::Perfect;
    if s.implemented.contains(&name) && passive {
        return Some("implemented".into());
    }
    goes_on(reading, words, verb).then(|| "under way".into())
}

/// The clause of this noun says in so many words that the things are being worked on.
pub fn is_under_way(reading: &Reading, words: &Words, noun: usize) -> bool {
    clause::verb_of(&reading.syntax, noun).is_some_and(|verb| says_under_way(reading, words, verb))
}

fn goes_on(reading: &Reading, words: &Words, verb: usize) -> bool {
    let syntax = &reading.syntax;
    let progressive = syntax.tokens[verb].tag == "VBG" && words.status.working.contains(&syntax.lemma(verb));
    progressive || says_under_way(reading, words, verb)
}

fn says_under_way(reading: &Reading, words: &Words, verb: usize) -> bool {
    let syntax = &reading.syntax;
    let behind = Span::new(syntax.tokens[verb].at.end, syntax.sentence_of(verb).at.end);
    let phrase = reading.printed(behind).trim_start().to_lowercase();
    let said = words.status.under_way_phrases.iter().any(|p| phrase.starts_with(p.as_str()));
    said || syntax.children(verb).iter().any(|c| words_below(reading, *c, &words.status.under_way))
}

/// The token, or the noun of its prepositional phrase, is one of these words.
fn words_below(reading: &Reading, token: usize, list: &[smol_str::SmolStr]) -> bool {
    let syntax = &reading.syntax;
    let is = |t: usize| list.contains(&syntax.lemma(t));
    let objects = syntax.children(token).iter().copied();
    let near = matches!(syntax.tokens[token].dep.as_str(), "prep" | "acomp" | "advmod" | "attr");
    near && (is(token) || objects.into_iter().any(|o| is(o) || syntax.children(o).iter().any(|c| is(*c))))
}

/// Every stretch of speech with its voice, sorted, so that the innermost at a byte is found without a search through all.
fn innermost(voices: &[Voice]) -> BTreeMap<usize, Vec<(usize, usize, usize)>> {
    let mut out: BTreeMap<usize, Vec<(usize, usize, usize)>> = BTreeMap::new();
    for (index, voice) in voices.iter().enumerate() {
        let length = voice.content.iter().map(Span::len).sum();
        for span in &voice.content {
            out.entry(span.start).or_default().push((span.end, length, index));
        }
    }
    out
}

/// How many stretches before a byte are looked at: speech is nested a few times, not hundreds.
const NESTING: usize = 64;

fn voice_at(voices: &BTreeMap<usize, Vec<(usize, usize, usize)>>, byte: usize) -> Option<usize> {
    let before = voices.range(..=byte).rev().take(NESTING).flat_map(|(_, list)| list);
    before.filter(|(end, ..)| *end > byte).min_by_key(|(_, length, _)| *length).map(|(.., index)| *index)
}
