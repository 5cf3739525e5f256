//! When an event was: the time of its own clause, else of the clause it continues, else of the head of the sentence.

use super::words::Words;
use crate::document::Span;
use crate::reading::clauses;
use crate::reading::times::TimeKind;
use crate::reading::{Reading, Syntax, roles};
use crate::value::when;

/// So far up "since his election as head of the bank on 3 May" is followed.
const DEPTH: usize = 8;

/// A day of a week that is not told.
pub const OPEN_WEEK: &str = "XXXX-WXX-";

/// How many times of one sentence are looked at: a list of dates without a full stop is no sentence.
const AT_MOST: usize = 48;

/// "amid unrest": the noun takes the time of the verb that it accompanies.
pub fn amid(reading: &Reading, words: &Words, noun: usize) -> Option<usize> {
    let syntax = &reading.syntax;
    let t = &syntax.tokens[noun];
    let verb = syntax.tokens[t.head].head;
    let during = t.dep == "pobj" && words.near.during.contains(&syntax.tokens[t.head].lower);
    if during && syntax.is_verb(verb) { of_verb(reading, words, verb) } else { None }
}

/// Index of the time of a verb.
pub fn of_verb(reading: &Reading, words: &Words, verb: usize) -> Option<usize> {
    let times = within(reading, words, reading.syntax.sentence_of(verb).at);
    if times.is_empty() {
        return None;
    }
    for v in continued(&reading.syntax, verb) {
        let own = times.iter().copied().filter(|t| hangs_on(reading, words, *t) == Some(v));
        if let Some(time) = nearest(reading, reading.syntax.tokens[verb].at, own) {
            return Some(time);
        }
        // "where ten were killed last week": its own time, though nobody can say which.
        if roles::times_of(reading, v).iter().any(|t| t.kind == TimeKind::Date && t.value.is_none()) {
            return None;
        }
    }
    if let Some(time) = of_clause(reading, words, verb, &times) {
        return Some(time);
    }
    fronted(reading, words, verb, &times)
}

/// "Two were killed when the bus left the road on Friday": at the time of the clause.
fn of_clause(reading: &Reading, words: &Words, verb: usize, times: &[usize]) -> Option<usize> {
    let syntax = &reading.syntax;
    let past = |t: usize| matches!(syntax.tokens[t].tag.as_str(), "VBD" | "VBN");
    let relative = |t: usize| syntax.children(t).iter().any(|c| syntax.tokens[*c].tag == "WRB");
    let clauses = syntax.children(verb).iter().copied().filter(|c| *c > verb && syntax.tokens[*c].dep == "advcl");
    let when = clauses.filter(|c| past(*c) && relative(*c)).find(|_| past(verb))?;
    let inside = |v: usize| v == when || syntax.tokens[v].dep == "conj" && syntax.tokens[v].head == when;
    times.iter().copied().find(|t| hangs_on(reading, words, *t).is_some_and(inside))
}

/// Index of the time inside the phrase of a noun: "the visit on 3 May", "the 2009 census".
pub fn of_noun(reading: &Reading, words: &Words, noun: usize) -> Option<usize> {
    let syntax = &reading.syntax;
    let times = within(reading, words, syntax.sentence_of(noun).at);
    let inside = times.into_iter().filter(|t| {
        let Some(token) = syntax.outer(reading.times[*t].at) else { return false };
        if let Some(before) = noun_before(syntax, words, token) {
            return before == noun;
        }
        // "the meeting planned for Friday"
        let set = |a: usize| syntax.tokens[a].dep == "acl" && clauses::is_planning(reading, &syntax.lemma(a));
        syntax.ancestors(token).take_while(|a| !syntax.is_verb(*a) || set(*a)).any(|a| a == noun)
    });
    nearest(reading, syntax.tokens[noun].at, inside)
}

/// The dates of a sentence; lengths of time, sets and "now" are left out.
fn within(reading: &Reading, words: &Words, at: Span) -> Vec<usize> {
    let from = reading.times.partition_point(|t| t.at.start < at.start);
    let inside = reading.times[from..].iter().enumerate().take_while(|(_, t)| t.at.start < at.end).take(AT_MOST);
    let is_date = |t: &crate::reading::Time| date(t).is_some() && !is_end(reading, words, t);
    inside.filter(|(_, t)| is_date(t)).map(|(i, _)| from + i).collect()
}

/// "until 2030", "since 2017": where something ends or began, not when it was done.
fn is_end(reading: &Reading, words: &Words, time: &crate::reading::Time) -> bool {
    let syntax = &reading.syntax;
    let Some(token) = syntax.outer(time.at) else { return false };
    let own = syntax.tokens_in(time.at).next().map(|t| &syntax.tokens[t].lower);
    // "after talks on Monday": the word stands before the talks, not before the day.
    let occasion = |t: usize| syntax.is_noun(t) && words.nouns(&syntax.lemma(t)).next().is_some();
    let above = syntax.ancestors(token).skip(1).take(DEPTH).take_while(|t| !syntax.is_verb(*t) && !occasion(*t));
    let mut before = above.map(|t| &syntax.tokens[t].lower).chain(own);
    // "scheduled for May 9"
    let verb = syntax.ancestors(token).find(|t| syntax.is_verb(*t));
    let set = verb.is_some_and(|v| clauses::is_planning(reading, &syntax.lemma(v)));
    before.any(|w| words.near.bounds.contains(w) && !(set && words.near.set_for.contains(w)))
}

/// The value of a time as the date of an event: days or longer, hours cut off.
pub fn date(time: &crate::reading::Time) -> Option<String> {
    let value = time.value.as_deref()?;
    if time.kind == TimeKind::Set || value.starts_with('P') || value.starts_with('T') {
        return None;
    }
    let day = if value.contains('/') { value } else { value.split('T').next()? };
    let known = when::days(day).is_some() || day.starts_with("XXXX-");
    known.then(|| when::canonical(day))
}

/// "on Wednesday and Thursday": two days, one after the other.
pub fn joined(reading: &Reading, index: usize) -> Option<(String, Span)> {
    let joined = |a: usize, b: usize| {
        let syntax = &reading.syntax;
        let (first, next) = (reading.times.get(a)?, reading.times.get(b)?);
        let token = syntax.outer(next.at)?;
        let holds = syntax.tokens_in(first.at).contains(&syntax.tokens[token].head);
        let (from, until) = (date(first)?, date(next)?);
        let follows = syntax.tokens[token].dep == "conj" && holds && is_day_after(&from, &until);
        follows.then(|| (format!("{from}/{until}"), first.at.join(next.at)))
    };
    joined(index, index + 1).or_else(|| joined(index.checked_sub(1)?, index))
}

/// The day right after another one, also of a week that is not told.
fn is_day_after(day: &str, next: &str) -> bool {
    let of_week = |d: &str| d.strip_prefix(OPEN_WEEK).and_then(|n| n.parse::<u8>().ok());
    if let Some((a, b)) = of_week(day).zip(of_week(next)) {
        return b == a + 1 || (a, b) == (7, 1);
    }
    let whole = |d: &str| when::first_day(d).filter(|f| f.to_string() == d);
    whole(day).zip(whole(next)).is_some_and(|(a, b)| a.tomorrow().is_ok_and(|t| t == b))
}

/// The verb that the phrase of a time hangs on.
fn hangs_on(reading: &Reading, words: &Words, time: usize) -> Option<usize> {
    let syntax = &reading.syntax;
    let token = syntax.outer(reading.times[time].at)?;
    if noun_before(syntax, words, token).is_some() {
        return None;
    }
    syntax.ancestors(token).find(|t| syntax.is_verb(*t))
}

/// "ahead of the talks in Karsenne on Friday": the time is that of the occasion right before it, wherever the parser hangs it.
fn noun_before(syntax: &Syntax, words: &Words, time: usize) -> Option<usize> {
    let start = syntax.ancestors(time).take(2).find(|t| syntax.tokens[*t].dep == "prep")?;
    let before = start.checked_sub(1).filter(|b| syntax.tokens[*b].sentence == syntax.tokens[time].sentence)?;
    let ends_here = syntax.ancestors(before).take_while(|a| syntax.subtree(*a).end == start);
    // "welcomed the opening of the bridge in 2030": welcomed then or not, it was opened then.
    let object = |a: usize| {
        let of = || syntax.child(a, &["prep"]).is_some_and(|p| p + 1 < start);
        let carried = || words.light.iter().any(|l| l.words.contains(&syntax.lemma(syntax.tokens[a].head)));
        syntax.tokens[a].dep == "dobj" && of() && !carried()
    };
    let behind = |a: &usize| syntax.is_noun(*a) && (syntax.tokens[*a].dep == "pobj" || object(*a));
    let told = |a: &usize| {
        let lemma = syntax.lemma(*a);
        words.has_time(&lemma) || object(*a) && words.nouns(&lemma).next().is_some()
    };
    ends_here.filter(behind).find(told)
}

fn nearest(reading: &Reading, at: Span, times: impl Iterator<Item = usize>) -> Option<usize> {
    let distance = |t: &usize| reading.times[*t].at.start.abs_diff(at.start);
    times.min_by_key(distance)
}

/// The verb and those from which it may take its time: the ones it continues.
fn continued(syntax: &Syntax, verb: usize) -> Vec<usize> {
    let mut out = vec![verb];
    let mut here = verb;
    for _ in 0..6 {
        let token = &syntax.tokens[here];
        let continues = matches!(token.dep.as_str(), "conj" | "xcomp" | "aux" | "auxpass" | "parataxis");
        if token.dep == "relcl" && (token.tag == "VBG" || is_where(syntax, here)) {
            // "the fair, which was taking place", "in Karsenne, where they will meet": at the time of the clause around it.
            let Some(around) = syntax.ancestors(token.head).find(|a| syntax.is_verb(*a)) else { break };
            here = around;
            out.push(here);
            continue;
        }
        // "accused of fraud, she is to stand trial in May": the accusation was before.
        let before = token.tag == "VBN" && syntax.child(here, &["aux", "auxpass"]).is_none();
        let participle = token.dep == "advcl" && !before && !matches!(token.tag.as_str(), "VBZ" | "VBP" | "VBD");
        if token.head == here || !(continues || participle) || syntax.is_noun(token.head) {
            break;
        }
        here = token.head;
        out.push(here);
    }
    out
}

/// "in Karsenne, where they signed": told of the same time; "where they had met" is not.
fn is_where(syntax: &Syntax, verb: usize) -> bool {
    let relative = |c: &usize| syntax.tokens[*c].tag == "WRB";
    let perfect = |c: &usize| syntax.tokens[*c].dep == "aux" && syntax.tokens[*c].tag != "MD";
    let children = syntax.children(verb);
    children.iter().any(relative) && !(syntax.tokens[verb].tag == "VBN" && children.iter().any(perfect))
}

/// A time at the head of a sentence holds for all of it, unless it says when something was said.
fn fronted(reading: &Reading, words: &Words, verb: usize, times: &[usize]) -> Option<usize> {
    let syntax = &reading.syntax;
    let first = *times.first()?;
    let Some(governor) = hangs_on(reading, words, first) else {
        // "Norway on Tuesday sealed deals and signed a treaty": the parser may take a noun for the root.
        let root = syntax.ancestors(verb).last().filter(|r| syntax.is_noun(*r));
        let inside = |t: usize| syntax.ancestors(t).last() == root;
        let before = reading.times[first].at.start < syntax.tokens[verb].at.start;
        let token = syntax.outer(reading.times[first].at)?;
        return (before && root.is_some() && inside(token)).then_some(first);
    };
    let start = syntax.tokens[governor].at.start;
    let saying = reading.voices.iter().filter_map(|v| v.cue).any(|cue| cue.start <= start && start < cue.end);
    let above = syntax.ancestors(verb).any(|a| a == governor);
    let opens = reading.times[first].at.start < syntax.tokens[governor].at.start;
    let relative = syntax
        .ancestors(verb)
        .take_while(|a| *a != governor)
        .any(|a| matches!(syntax.tokens[a].dep.as_str(), "relcl" | "ccomp"));
    (above && opens && !saying && !relative).then_some(first)
}
