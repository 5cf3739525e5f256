//! What a visit lends its parts: the day under which a text tells of them, or the days of the only visit it tells of.

use super::find::is_told_of;
use super::frames::Found;
use super::occasion::{Date, Places, Told, bare_day, counted_day, nth_day};
use super::words::Words;
use super::{Event, place, same};
use crate::reading::clauses::Certainty;
use crate::reading::{Reading, Syntax, roles, together};
use crate::value::when::{Agreement, agree, first_day};
use std::ops::Range;

/// So many sentences a day goes on that the text has opened.
const LONGEST: usize = 12;

/// So many sentences behind a visit its parts are told.
const NEAR: usize = 2;

/// What is told under "the first day of the visit".
struct Chapter {
    sentences: Range<usize>,
    visit: usize,
    date: Date,
}

/// Days of the parts of visits that have none of their own.
pub fn dates(told: Told, events: &[Event]) -> Vec<(usize, Date)> {
    let Told { reading, words, found, groups, at } = told;
    let visit = only_visit(words, events);
    let chapters = chapters(reading, words, at, events, visit);
    let mut out = vec![];
    for (event, group) in groups.iter().enumerate().filter(|(e, _)| events[*e].date.is_none()) {
        let parts: Vec<&Found> = group.iter().map(|m| &found[*m]).filter(|m| is_part(reading, words, m)).collect();
        let chapter = parts.iter().find_map(|m| {
            let sentence = reading.syntax.tokens[m.token].sentence;
            let mut open = chapters.iter().filter(|c| c.sentences.contains(&sentence) && c.visit != event);
            open.rfind(|c| belongs(reading, &events[c.visit], &events[event], m))
        });
        let whole = || {
            let visit =
                visit.filter(|v| *v != event && !parts.is_empty() && is_joint(reading, &events[*v], &events[event]));
            visit.and_then(|v| events[v].date.clone())
        };
        let near = || parts.iter().find_map(|m| near_visit(told, events, event, m));
        out.extend(chapter.map(|c| c.date.clone()).or_else(whole).or_else(near).map(|date| (event, date)));
    }
    out
}

/// "X visited the town on Friday. During the meeting with her ...": the days of the visit told right before, where somebody
/// is in both.
fn near_visit(told: Told, events: &[Event], event: usize, part: &Found) -> Option<Date> {
    let Told { reading, words, found, groups, .. } = told;
    let sentence = |f: &Found| reading.syntax.tokens[f.token].sentence;
    let here = sentence(part);
    let mut stays = found.iter().filter(|f| f.kind.stay && f.token < part.token && sentence(f) + NEAR >= here);
    let visit = stays.next_back()?.token;
    let visit = groups.iter().position(|g| g.iter().any(|m| found[*m].token == visit)).filter(|v| *v != event)?;
    let (one, other) = (&events[visit], &events[event]);
    let fits = is_told_alike(one, other) && shared(reading, one, other) > 0 && is_visit(words, one);
    one.date.clone().filter(|(d, _)| fits && place::is_of_days(d))
}

/// Talks, a signing, a reception of which the outlet itself tells, in a clause that says nothing of when.
fn is_part(reading: &Reading, words: &Words, member: &Found) -> bool {
    let timed = member.verb.is_some_and(|v| !roles::times_of(reading, v).is_empty() || is_perfect(&reading.syntax, v));
    let foreign = reading.voice_at(member.at.start).is_some();
    member.kind.part
        && member.like.is_none()
        && !(timed && member.asserted)
        && !foreign
        && !same::is_another(&reading.syntax, words, member)
}

/// "had met": told of as done before.
fn is_perfect(syntax: &Syntax, verb: usize) -> bool {
    let finite =
        |c: &usize| syntax.tokens[*c].dep == "aux" && matches!(syntax.tokens[*c].tag.as_str(), "VBD" | "VBZ" | "VBP");
    syntax.tokens[verb].tag == "VBN" && syntax.children(verb).iter().any(finite)
}

/// Told as the visit is, and with somebody who is in it; "the talks" need nobody.
fn belongs(reading: &Reading, visit: &Event, part: &Event, member: &Found) -> bool {
    let nobody = part.participants.is_empty() && member.definite && member.kind.occasion;
    is_told_alike(visit, part) && (nobody || shared(reading, visit, part) > 0)
}

fn is_joint(reading: &Reading, visit: &Event, part: &Event) -> bool {
    is_told_alike(visit, part) && shared(reading, visit, part) > 1
}

fn is_told_alike(a: &Event, b: &Event) -> bool {
    let planned = |e: &Event| e.certainty == Certainty::Planned;
    is_told_of(a) && is_told_of(b) || planned(a) && planned(b)
}

/// How many of a part are in the visit, themselves or by the country for which they stand.
fn shared(reading: &Reading, visit: &Event, part: &Event) -> usize {
    let side = |e: usize| together::side_of(reading, e);
    let is_in = |e: &usize| {
        let mut there = visit.participants.iter().filter_map(|p| p.who.entity);
        there.any(|v| v == *e || side(v) == Some(*e) || side(*e) == Some(v))
    };
    part.participants.iter().filter_map(|p| p.who.entity).filter(is_in).count()
}

/// The one dated visit of a text that tells of no other.
fn only_visit(words: &Words, events: &[Event]) -> Option<usize> {
    let told = |e: &Event| is_told_of(e) || e.certainty == Certainty::Planned;
    let mut visits = events.iter().enumerate().filter(|(_, e)| is_visit(words, e) && told(e) && e.date.is_some());
    let (only, event) = visits.next()?;
    let days = event.date.as_ref().is_some_and(|(d, _)| place::is_of_days(d));
    (days && visits.next().is_none()).then_some(only)
}

fn is_visit(words: &Words, event: &Event) -> bool {
    words.types.iter().any(|(key, t)| t.stay && t.name(key) == event.kind)
}

fn chapters(reading: &Reading, words: &Words, at: &Places, events: &[Event], only: Option<usize>) -> Vec<Chapter> {
    let syntax = &reading.syntax;
    let mut out: Vec<Chapter> = vec![];
    for token in 0..syntax.tokens.len() {
        let bare = bare_day(reading, words, token).map(|nth| (nth, only));
        let of = || counted_day(syntax, words, token).map(|(nth, of)| (nth, at.at(of)));
        let Some((nth, Some(visit))) = bare.or_else(of).filter(|_| opens(reading, token)) else { continue };
        let Some((date, place)) = events[visit].date.as_ref() else { continue };
        let Some(day) = nth_day(date, nth) else { continue };
        let first = syntax.tokens[token].sentence;
        if let Some(before) = out.last_mut() {
            before.sentences.end = before.sentences.end.min(first);
        }
        let sentences = first..last_of(reading, first, &day);
        out.push(Chapter { sentences, visit, date: (day, *place) });
    }
    out
}

/// At the head of a sentence, in the outlet's own voice.
fn opens(reading: &Reading, token: usize) -> bool {
    let syntax = &reading.syntax;
    let root = syntax.ancestors(token).last().unwrap_or(token);
    token < root && syntax.is_verb(root) && reading.voice_at(syntax.tokens[token].at.start).is_none()
}

/// Until a sentence opens with another day.
fn last_of(reading: &Reading, first: usize, day: &str) -> usize {
    let syntax = &reading.syntax;
    let opens_another = |s: &usize| {
        let sentence = &syntax.sentences[*s];
        let root = sentence.tokens.clone().find(|t| syntax.tokens[*t].head == *t);
        let start = root.map_or(sentence.at.start, |r| syntax.tokens[r].at.start);
        let opening = reading.times_in(sentence.at).take_while(|t| t.at.start < start);
        let mut dates = opening.filter_map(|t| t.value.as_deref()).filter(|v| first_day(v).is_some());
        dates.any(|v| agree(v, day) == Agreement::Disjoint)
    };
    let end = syntax.sentences.len().min(first + LONGEST);
    (first + 1..end).find(opens_another).unwrap_or(end)
}
