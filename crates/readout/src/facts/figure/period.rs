//! For when a figure holds: the time of its own clause, else of the clause it continues, else of the sentence.

use super::clause::{self, Tense};
use super::words::Words;
use super::{verb, window};
use crate::document::Span;
use crate::reading::times::TimeKind;
use crate::reading::{Amount, Reading, amounts};
use crate::value::when;
use jiff::ToSpan;

use std::collections::BTreeMap;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Period {
    /// Index into `Reading::times`.
    pub time: Option<usize>,
    pub value: Option<String>,
    /// The day of the report, for what it says to hold now.
    pub as_of: Option<String>,
    /// It is said to be so now.
    pub now: bool,
}

/// Where the cues of the voices begin and end.
pub type Cues = BTreeMap<usize, usize>;

pub fn cues(reading: &Reading) -> Cues {
    reading.voices.iter().filter_map(|v| v.cue).map(|cue| (cue.start, cue.end)).collect()
}

pub fn period(reading: &Reading, words: &Words, cues: &Cues, amount: &Amount) -> Period {
    if let Some(time) = time_of(reading, words, cues, amount) {
        let value = spanned(reading, words, time)
            .or_else(|| ending(reading, words, time))
            .or_else(|| window::value_of(reading, words, &reading.times[time]));
        return Period { time: Some(time), value, ..Period::default() };
    }
    if let Some(time) = time_of_event(reading, words, amount) {
        let value = window::value_of(reading, words, &reading.times[time]);
        return Period { time: Some(time), value, ..Period::default() };
    }
    let now = holds_now(reading, words, amount);
    let as_of = reading.document.published.value.clone().filter(|_| now);
    Period { as_of, now, ..Period::default() }
}

/// "between May 1 and August 31": two times that are the ends of one.
fn spanned(reading: &Reading, words: &Words, time: usize) -> Option<String> {
    let syntax = &reading.syntax;
    let opens = |t: usize| {
        let before = syntax.tokens_in(reading.times[t].at).start.checked_sub(1);
        before.is_some_and(|b| words.measures.between.contains(&syntax.tokens[b].lower))
    };
    let first = [Some(time), time.checked_sub(1)].into_iter().flatten().find(|t| opens(*t))?;
    let (a, b) = (&reading.times[first], reading.times.get(first + 1)?);
    let link = &syntax.tokens[syntax.tokens_in(Span::new(a.at.end, b.at.start.max(a.at.end)))];
    if link.len() != 1 || link[0].pos != "CCONJ" {
        return None;
    }
    let (from, to) = (when::days(a.value.as_deref()?)?, when::days(b.value.as_deref()?)?);
    let days = when::Days { first: from.first, last: to.last };
    (days.first? <= days.last?).then(|| when::period(days))
}

/// "in the 12 months to September": a length of time with its end.
fn ending(reading: &Reading, words: &Words, time: usize) -> Option<String> {
    let is_end = |t: usize| {
        let (a, b) = (reading.times.get(t.checked_sub(1)?)?, reading.times.get(t)?);
        let link = reading.printed(Span::new(a.at.end, b.at.start.max(a.at.end))).trim().to_lowercase();
        (a.kind == TimeKind::Duration && words.measures.ends.iter().any(|w| *w == link)).then_some((a, b))
    };
    let (length, end) = is_end(time).or_else(|| is_end(time + 1))?;
    let last = when::days(end.value.as_deref()?)?.last?;
    let length = amounts::length(reading, length.at)?;
    let count: i64 = length.value.trunc().try_into().ok().filter(|n| (1..=1200).contains(n))?;
    let length = match length.unit.as_deref()? {
        "a" => count.checked_mul(12)?.months(),
        "mo" => count.months(),
        "wk" => count.weeks(),
        "d" => count.days(),
        _ => return None,
    };
    let first = last.tomorrow().ok()?.checked_sub(length).ok()?;
    Some(when::period(when::Days { first: Some(first), last: Some(last) }))
}

/// The time that says for when an amount holds.
fn time_of(reading: &Reading, words: &Words, cues: &Cues, amount: &Amount) -> Option<usize> {
    let syntax = &reading.syntax;
    let token = syntax.outer(amount.at)?;
    let sentence = syntax.sentence_of(token);
    let mut times = times_within(reading, words, sentence.at);
    times.retain(|t| !is_compared(reading, words, amount, *t) && !is_of_one(reading, words, token, *t));
    if times.is_empty() {
        return None;
    }
    if let Some(time) = right_behind(reading, amount, &times).or_else(|| of_when_clause(reading, words, token, &times))
    {
        return Some(time);
    }
    let times: Vec<usize> = times.into_iter().filter(|t| !is_of_base(reading, words, amount, *t)).collect();
    if let Some(time) = inside_phrase(reading, token, &times) {
        return Some(time);
    }
    let Some(verb) = clause::verb_of(syntax, token) else { return nearest(reading, amount, &times) };
    for verb in clause::continued(syntax, verb) {
        let governs = |t: &usize| {
            let governor = hangs_on(reading, *t);
            governor == Some(verb) || governor.and_then(|g| adjunct_of(reading, words, g)) == Some(verb)
        };
        let own: Vec<usize> = times.iter().copied().filter(governs).collect();
        if let Some(time) = nearest(reading, amount, &own) {
            return Some(time);
        }
    }
    fronted(reading, cues, verb, &times)
}

/// "11 documents, including a plan for 2031": the time is that of one of them.
fn is_of_one(reading: &Reading, words: &Words, token: usize, time: usize) -> bool {
    let syntax = &reading.syntax;
    let Some(time) = syntax.outer(reading.times[time].at) else { return false };
    let including = |t: &usize| words.measures.including.contains(&syntax.tokens[*t].lower);
    let list = syntax.ancestors(time).take_while(|t| !syntax.is_verb(*t) || including(t)).take(12).find(including);
    list.is_some_and(|l| !syntax.subtree(l).contains(&token))
}

/// "43 in October": the time that only a preposition parts from the amount.
fn right_behind(reading: &Reading, amount: &Amount, times: &[usize]) -> Option<usize> {
    let first = times.iter().copied().find(|t| reading.times[*t].at.start >= amount.phrase.end)?;
    (is_beside(reading, amount, first) || adjoins(reading, amount, first)).then_some(first)
}

fn is_beside(reading: &Reading, amount: &Amount, time: usize) -> bool {
    let start = reading.times[time].at.start;
    if start < amount.phrase.end || start > amount.phrase.end + 12 {
        return false;
    }
    let between = &reading.syntax.tokens[reading.syntax.tokens_in(Span::new(amount.phrase.end, start))];
    !between.is_empty() && between.iter().all(|t| matches!(t.pos.as_str(), "ADP" | "DET"))
}

/// "now costs 15, up from 14 in January and 11 in 2019": the times are those of the numbers from which the other one moved.
fn is_of_base(reading: &Reading, words: &Words, amount: &Amount, time: usize) -> bool {
    let start = reading.times[time].at.start;
    let from = reading.amounts.partition_point(|a| a.at.start <= amount.at.start);
    let between = reading.amounts[from..].iter().take(AT_MOST).take_while(|a| a.at.start < start);
    let mut between = between.skip_while(|a| !stands_behind(reading, &words.measures.from, a));
    between.any(|a| is_beside(reading, a, time) || adjoins(reading, a, time) || belongs_to(reading, a, time))
}

/// "up 5% from ten years ago", "compared to May 2031", "over the same period last year": the time against which the amount is
/// held.
fn is_compared(reading: &Reading, words: &Words, amount: &Amount, time: usize) -> bool {
    let tokens = &reading.syntax.tokens;
    let first = reading.syntax.tokens_in(reading.times[time].at).start;
    let start = reading.syntax.sentence_of(first.min(tokens.len() - 1)).tokens.start;
    let p = &words.periods;
    let mut same = false;
    let mut before = tokens[start..first].iter().rev().take(8).skip_while(|t| {
        same |= p.same.contains(&t.lower);
        // "the same period of", "a year ago": what may stand between.
        t.pos == "DET" || p.same.contains(&t.lower) || p.stretch.contains(&t.lower) || !same && t.lower == "of"
    });
    // "8% more than a year ago": the words of the comparison may be taken into the time.
    let held = tokens[first..].iter().take(2).any(|t| words.measures.from.contains(&t.lower));
    if held && adjoins(reading, amount, time) && amount.quantity.unit.is_some() {
        return true;
    }
    let Some(link) = before.next() else { return false };
    let change = amount.quantity.change.is_some() || amount.quantity.unit.as_deref() == Some("%");
    let range = reading.times[time].value.as_deref().is_some_and(|v| v.contains('/'));
    let from = words.measures.from.contains(&link.lower) && change && !range;
    let than = p.than.contains(&link.lower) || before.next().is_some_and(|b| p.than.contains(&b.lower));
    from || than || same && p.over.contains(&link.lower)
}

/// "the first since 1959, when two women died": a clause that says what happened then.
fn of_when_clause(reading: &Reading, words: &Words, token: usize, times: &[usize]) -> Option<usize> {
    let syntax = &reading.syntax;
    let when = syntax.ancestors(token).filter(|t| syntax.is_verb(*t)).take(3).find_map(|verb| {
        syntax
            .children(verb)
            .iter()
            .copied()
            .find(|c| *c < token && words.periods.when.contains(&syntax.tokens[*c].lower))
    })?;
    let end = syntax.tokens[when].at.start;
    let adjoins = |t: &usize| {
        let at = reading.times[*t].at;
        at.end <= end && matches!(reading.printed(Span::new(at.end, end)).trim(), "" | ",")
    };
    times.iter().copied().find(adjoins)
}

/// "from 16 last month".
fn adjoins(reading: &Reading, amount: &Amount, time: usize) -> bool {
    let at = reading.times[time].at;
    at.start >= amount.phrase.end && reading.printed(Span::new(amount.phrase.end, at.start)).trim().is_empty()
}

/// "up from 69% in a poll in January": the time hangs on the number.
fn belongs_to(reading: &Reading, amount: &Amount, time: usize) -> bool {
    let syntax = &reading.syntax;
    let (Some(number), Some(token)) = (syntax.outer(amount.at), syntax.outer(reading.times[time].at)) else {
        return false;
    };
    syntax.ancestors(token).take(8).any(|t| t == number)
}

/// The word before the amount, an article left out, is one of these.
fn stands_behind(reading: &Reading, words: &[smol_str::SmolStr], amount: &Amount) -> bool {
    let syntax = &reading.syntax;
    let first = syntax.tokens_in(amount.phrase).start;
    let before = syntax.tokens[first.saturating_sub(2)..first].iter().rev().find(|t| t.pos != "DET");
    before.is_some_and(|b| words.contains(&b.lower))
}

/// How many times of one sentence are looked at: a list of dates without a full stop is no sentence.
const AT_MOST: usize = 64;

/// Indices of the dates of a sentence; lengths of time and "now" are left out.
fn times_within(reading: &Reading, words: &Words, at: Span) -> Vec<usize> {
    let from = reading.times.partition_point(|t| t.at.start < at.start);
    let inside = reading.times[from..].iter().enumerate().take_while(|(_, t)| t.at.start < at.end);

    // "last year" in a text without a date is still a time of its own, whichever year it is.
    let open = |t: &crate::reading::Time| t.value.is_none() && matches!(t.kind, TimeKind::Date);
    inside
        .take(AT_MOST)
        .filter(|(_, t)| !is_maturity(reading, words, t.at))
        .filter(|(_, t)| t.kind != TimeKind::Set && (open(t) || window::value_of(reading, words, t).is_some()))
        .map(|(i, _)| from + i)
        .collect()
}

/// "bonds due April 10, 2042": when they are paid back, not for when the number holds.
fn is_maturity(reading: &Reading, words: &Words, at: Span) -> bool {
    let tokens = &reading.syntax.tokens;
    let first = reading.syntax.tokens_in(at).start;
    let mut before = (first.saturating_sub(2)..first).map(|t| &tokens[t]).filter(|t| t.at.end <= at.start);
    before.any(|t| words.periods.due.contains(&t.lower))
}

/// "in a 2009 census", "exports of $5 billion in 2023": a time in the noun phrase of the amount.
fn inside_phrase(reading: &Reading, token: usize, times: &[usize]) -> Option<usize> {
    let syntax = &reading.syntax;
    let top = syntax
        .ancestors(token)
        .take_while(|t| !syntax.is_verb(*t))
        .filter(|t| syntax.is_noun(*t) || *t == token)
        .last()?;
    let phrase = syntax.span(syntax.subtree(top));
    let single: Vec<usize> = times.iter().copied().filter(|t| phrase.contains(reading.times[*t].at)).collect();
    single.iter().copied().min_by_key(|t| distance(reading, *t, syntax.tokens[token].at.start))
}

/// The verb that the phrase of a time hangs on.
fn hangs_on(reading: &Reading, time: usize) -> Option<usize> {
    let syntax = &reading.syntax;
    let token = syntax.outer(reading.times[time].at)?;
    clause::verb_of(syntax, token)
}

/// "following the talks on Tuesday": the preposition looks like a verb; the clause is the one around it.
fn adjunct_of(reading: &Reading, words: &Words, verb: usize) -> Option<usize> {
    let token = &reading.syntax.tokens[verb];
    let leads = words.periods.after.contains(&token.lower) || words.periods.told_by.contains(&token.lower);
    let is_preposition = leads && matches!(token.dep.as_str(), "prep" | "advcl");
    clause::verb_of(&reading.syntax, token.head).filter(|_| is_preposition && token.head != verb)
}

/// How many sentences back the event is looked for that "following the talks" takes up.
const SENTENCES: usize = 12;

/// "Following the talks, 20 documents were signed": the time of the clause that spoke of those talks before.
fn time_of_event(reading: &Reading, words: &Words, amount: &Amount) -> Option<usize> {
    let syntax = &reading.syntax;
    let verb = clause::verb_of(syntax, syntax.outer(amount.at)?)?;
    let adjunct = |c: &usize| words.periods.after.contains(&syntax.tokens[*c].lower);
    let links = syntax.children(verb).iter().copied().filter(adjunct);
    let mut events = links.filter_map(|l| syntax.child(l, &["pobj", "dobj"])).filter(|e| is_known(syntax, *e));
    let event = events.next()?;
    let here = syntax.tokens[event].sentence;
    (here.saturating_sub(SENTENCES)..here).rev().find_map(|sentence| {
        let tokens = &syntax.sentences[sentence].tokens;
        let same = tokens.clone().find(|t| syntax.is_noun(*t) && syntax.lemma(*t) == syntax.lemma(event))?;
        let times = times_within(reading, words, syntax.sentences[sentence].at);
        let clause = clause::verb_of(syntax, same)?;
        times.into_iter().find(|t| hangs_on(reading, *t) == Some(clause))
    })
}

/// "the talks", "the bilateral talks": an event spoken of before.
fn is_known(syntax: &crate::reading::Syntax, event: usize) -> bool {
    let children = syntax.children(event);
    let determined = children.iter().any(|c| syntax.tokens[*c].dep == "det" && *c < event);
    let told_apart = children.iter().any(|c| !matches!(syntax.tokens[*c].dep.as_str(), "det" | "amod"));
    syntax.is_noun(event) && determined && !told_apart
}

fn nearest(reading: &Reading, amount: &Amount, times: &[usize]) -> Option<usize> {
    times.iter().copied().min_by_key(|t| distance(reading, *t, amount.at.start))
}

/// A time before the amount is nearer than one behind it.
fn distance(reading: &Reading, time: usize, byte: usize) -> usize {
    let at = reading.times[time].at;
    if at.start < byte { byte - at.start } else { 2 * (at.start - byte) + 40 }
}

/// A time at the head of a sentence holds for all of it, unless it says when something was said.
fn fronted(reading: &Reading, cues: &Cues, verb: usize, times: &[usize]) -> Option<usize> {
    let syntax = &reading.syntax;
    let first = *times.first()?;
    let governor = hangs_on(reading, first)?;
    let start = syntax.tokens[governor].at.start;
    let saying = cues.range(..=start).next_back().is_some_and(|(_, end)| *end > start);
    let above = syntax.ancestors(verb).any(|a| a == governor);
    let opens = reading.times[first].at.start < syntax.tokens[verb].at.start;
    (above && opens && !saying).then_some(first)
}

/// "a chance to raise trade to 5 million": what an infinitive says is still to come, unless it is the outcome of its clause.
fn is_aim(reading: &Reading, words: &Words, verb: usize) -> bool {
    let syntax = &reading.syntax;
    let hangs = matches!(syntax.tokens[verb].dep.as_str(), "acl" | "relcl" | "advcl");
    hangs && syntax.is_infinitive(verb) && verb::outcome_of(reading, words, verb).is_none()
}

/// What is said to be so now is so on the day of the report; what was or will be, on a day that is not said.
fn holds_now(reading: &Reading, words: &Words, amount: &Amount) -> bool {
    let syntax = &reading.syntax;
    let Some(token) = syntax.outer(amount.at) else { return false };
    let Some(verb) = clause::verb_of(syntax, token) else { return true };
    let standing = words.measures.standing.contains(&syntax.lemma(verb));
    // "set their sights on raising trade to 5 million": what is only aimed at.
    if is_aim(reading, words, verb) || syntax.tokens[verb].dep == "pcomp" {
        return false;
    }
    match clause::tense(syntax, verb) {
        Tense::Present | Tense::Perfect | Tense::None => true,
        Tense::Past => standing,
        Tense::Future => false,
    }
}
