//! From the places that tell of events to the events of a document: one each, with date, place, people and certainty.

use super::force::Force;
use super::frames::{self, Found};
use super::same;
use super::words::{WORDS, Words};
use super::{Event, Participant, format, occasion, place, thing, when, who};
use crate::document::Span;
use crate::reading::clauses::Certainty;
use crate::reading::{Class, Reading, Syntax, together};
use crate::value::when::{first_day, last_day};
use smol_str::SmolStr;

pub fn find(reading: &Reading) -> Vec<Event> {
    let words = WORDS.of(reading.language());
    let found = frames::find(reading, words);
    let groups = same::groups(reading, &found, words);
    let mut events: Vec<Event> = groups.iter().map(|g| event(reading, words, &found, g)).collect();
    occasion::lend(reading, words, &found, &groups, &mut events);
    for event in &mut events {
        if event.certainty == Certainty::Happened && is_ahead(reading, event) {
            event.certainty = Certainty::Planned;
        }
    }
    let sealed = groups.iter().map(|g| g.iter().any(|m| is_sealed(&reading.syntax, &found[*m])));
    let told = events.into_iter().zip(sealed).filter(|(e, s)| is_told(e, words) || *s && e.thing.is_some());
    let mut events: Vec<Event> = told.map(|(e, _)| e).collect();
    events.sort_by(|a, b| a.at.cmp(&b.at));
    events
}

fn event(reading: &Reading, words: &Words, found: &[Found], group: &[usize]) -> Event {
    let members: Vec<&Found> = group.iter().map(|i| &found[*i]).collect();
    // Who tells that it took place knows more of it than who only refers to it.
    let told = members.iter().copied().find(|m| m.asserted).unwrap_or(members[0]);
    let certainty = certainty(&members);
    let mut at: Vec<Span> = members.iter().map(|m| m.at).collect();
    at.sort();
    at.dedup();
    let mut place = members.iter().find_map(|m| place::place(reading, words, m));
    let mut participants = participants(reading, words, told, &members);
    let date = finest(members.iter().filter_map(|m| date(reading, m)));
    if date.as_ref().is_some_and(|(d, _)| is_history(reading, d)) {
        participants.iter_mut().for_each(|p| who::forget(reading, &mut p.who));
    }
    if told.kind.stay {
        let town = place::of_hosts(reading, words, &mut participants);
        place = place.or(town);
    }
    let quiet = members.iter().all(|m| is_quiet(reading, found, m) || is_long_ago(reading, words, m));
    Event {
        at,
        kind: told.kind.name(&told.frame.kind).into(),
        plover: if quiet { None } else { coded(words, told) },
        mode: told.kind.mode.clone(),
        cameo: told.kind.cameo.clone(),
        date,
        place,
        participants,
        certainty,
        said: told.kind.said,
        rank: members.iter().find_map(|m| place::rank(reading, words, m)),
        format: members.iter().find_map(|m| format::of(reading, words, m)),
        ordinal: members.iter().find_map(|m| place::ordinal(reading, words, m)),
        thing: members.iter().find_map(|m| thing::of(reading, words, m)),
    }
}

/// What is only referred to beside another event in its sentence is not what the sentence reports.
fn is_quiet(reading: &Reading, found: &[Found], member: &Found) -> bool {
    let sentence = reading.syntax.tokens[member.token].sentence;
    let others =
        || found.iter().filter(|f| f.token != member.token && reading.syntax.tokens[f.token].sentence == sentence);
    !member.asserted && others().any(|f| f.kind.plover.is_some() && (f.asserted || f.token < member.token))
}

/// "five years after rebels burned the embassy": told to date something else.
fn is_long_ago(reading: &Reading, words: &Words, member: &Found) -> bool {
    let syntax = &reading.syntax;
    let measured = |verb: usize| {
        let mark = syntax.child(verb, &["mark"]).filter(|m| words.near.after.contains(&syntax.tokens[*m].lower));
        let length = |m: &usize| syntax.child(verb, &["npadvmod"]).is_some_and(|c| c < *m);
        syntax.tokens[verb].dep == "advcl" && mark.is_some_and(|m| length(&m))
    };
    member.verb.is_some_and(|v| syntax.ancestors(v).take(3).any(measured))
}

/// Told as having taken place.
pub fn is_told_of(event: &Event) -> bool {
    event.certainty <= Certainty::Reported
}

/// Of what happened to nobody, nowhere and at no time, only an occasion can still be meant.
fn is_told(event: &Event, words: &Words) -> bool {
    let occasion = words.types.iter().any(|(key, t)| t.occasion && t.name(key) == event.kind);
    occasion || event.date.is_some() || event.place.is_some() || !event.participants.is_empty()
}

/// So many times of a text are looked at for its newest day.
const MOST_TIMES: usize = 200;
/// So many years before the newest day of a text somebody else held the office that it names.
const LONG_AGO: i16 = 8;

/// "the visit of the Norwegian leader in 1977": not that of the one who leads now.
fn is_history(reading: &Reading, date: &str) -> bool {
    let year = |d: &str| first_day(d).map(|d| d.year());
    let published = reading.document.published.value.as_deref().and_then(year);
    let newest = || reading.times.iter().take(MOST_TIMES).filter_map(|t| t.value.as_deref().and_then(year)).max();
    year(date).zip(published.or_else(newest)).is_some_and(|(then, now)| then + LONG_AGO < now)
}

/// "20 agreements were signed": told as done, by whomever.
fn is_sealed(syntax: &Syntax, member: &Found) -> bool {
    let done = matches!(syntax.tokens[member.token].tag.as_str(), "VBD" | "VBN");
    member.kind.sealed && done && member.certainty == Certainty::Happened
}

fn coded(words: &Words, told: &Found) -> Option<SmolStr> {
    match told.promised {
        Some(promise) => promise.plover.clone(),
        _ => code(words, told.kind.plover.as_ref(), told.force),
    }
}

/// The code of a deed, of its announcement, of its refusal, or of the demand for it.
fn code(words: &Words, plover: Option<&SmolStr>, force: Force) -> Option<SmolStr> {
    let plover = plover?;
    match force {
        Force::Done => Some(plover.clone()),
        Force::Announced => Some(words.announced.get(plover).unwrap_or(plover).clone()),
        Force::Refused => words.refused.get(plover).cloned(),
        Force::Demanded => Some(words.demanded.clone()),
        Force::Silent => None,
    }
}

fn certainty(members: &[&Found]) -> Certainty {
    let told = members.iter().filter(|m| m.asserted).map(|m| m.certainty).min();
    told.unwrap_or_else(|| members.iter().map(|m| m.certainty).min().unwrap_or(Certainty::Happened))
}

fn date(reading: &Reading, found: &Found) -> Option<(String, Span)> {
    let index = found.time?;
    let time = reading.times.get(index)?;
    when::joined(reading, index).or_else(|| when::date(time).map(|d| (d, time.at)))
}

/// The first date, unless another one says the year that it leaves open.
fn finest(dates: impl Iterator<Item = (String, Span)>) -> Option<(String, Span)> {
    let open = |d: &(String, Span)| first_day(&d.0).is_none();
    dates.reduce(|best, next| if open(&best) && !open(&next) { next } else { best })
}

fn participants(reading: &Reading, words: &Words, told: &Found, members: &[&Found]) -> Vec<Participant> {
    let mut out: Vec<Participant> = vec![];
    for (role, who) in members.iter().flat_map(|m| &m.participants) {
        // "Three people died": again named by the same words.
        let crowd = |p: &Participant| p.who.entity.is_none() && reading.printed(p.who.at) == reading.printed(who.at);
        let known = |p: &Participant| p.who.is(who) || who.entity.is_none() && crowd(p);
        if !out.iter().any(known) {
            out.push(Participant { role: role.clone(), who: who.clone() });
        }
    }
    let vague =
        |p: &Participant| p.who.entity.is_none() && (who::is_vague(reading, words, &p.who) || is_any(reading, p));
    if !(told.kind.ground || told.kind.said) {
        out.retain(|p| !is_place_of(reading, words, told, &p.who));
    }
    let named: Vec<SmolStr> = out.iter().filter(|p| !vague(p)).map(|p| p.role.clone()).collect();
    out.retain(|p| !(vague(p) && named.contains(&p.role)));
    if told.kind.forces || told.kind.sealed {
        let state = |who: &who::Who| who::state_of(reading, words, who, told.kind.forces);
        out.iter_mut().for_each(|p| p.who.entity = p.who.entity.or_else(|| state(&p.who)));
    }
    if told.kind.joint {
        // Where the two leaders meet, their countries do.
        let sides: Vec<usize> = out.iter().filter_map(|p| together::side_of(reading, p.who.entity?)).collect();
        out.retain(|p| p.who.entity.is_none_or(|e| !sides.contains(&e)));
    }
    out
}

/// "marched against fuel prices in Karsenne": the town is where the prices are, and nobody's.
fn is_place_of(reading: &Reading, words: &Words, told: &Found, who: &who::Who) -> bool {
    let syntax = &reading.syntax;
    let class = who.entity.and_then(|e| reading.entities.get(e)).map(|e| e.class);
    let Some(head) = syntax.head_of(who.at).filter(|_| class == Some(Class::Place)) else { return false };
    let (preposition, noun) = (syntax.tokens[head].head, syntax.tokens[syntax.tokens[head].head].head);
    let inside = syntax.tokens[head].dep == "pobj" && words.near.places.contains(&syntax.tokens[preposition].lower);
    inside && noun != told.token && syntax.is_noun(noun)
}

/// "the first visit of a Norwegian head of state": the one who is named beside.
fn is_any(reading: &Reading, participant: &Participant) -> bool {
    let syntax = &reading.syntax;
    let article = syntax.head_of(participant.who.at).and_then(|head| syntax.child(head, &["det"]));
    article.is_some_and(|a| syntax.tokens[a].morph.contains("Definite=Ind"))
}

/// What lies after the day of publication has not happened yet.
fn is_ahead(reading: &Reading, event: &Event) -> bool {
    let day = |value: &str| first_day(value);
    let published = reading.document.published.value.as_deref().and_then(last_day);
    let first = event.date.as_ref().and_then(|(d, _)| day(d));
    published.zip(first).is_some_and(|(p, f)| f > p)
}
