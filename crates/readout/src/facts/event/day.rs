//! The day that a report goes on telling of: told once, it holds for what is told behind it of the same people, until the
//! text opens another day.

use super::find::is_told_of;
use super::force;
use super::frames::Found;
use super::occasion::{Date, Told, teller};
use super::words::Words;
use super::{Event, clause, place, same, when, who};
use crate::document::Span;
use crate::reading::clauses::Certainty;
use crate::reading::{Class, Reading, roles, together};
use crate::value::when::{Agreement, agree, days};
use smol_str::SmolStr;
use std::ops::Range;

/// So many sentences the day of one goes on.
const LONGEST: usize = 8;
/// A week is no day, a visit of four days is told day by day.
const FEW: i32 = 5;
/// So many sentences behind it nobody need be named in what belongs to it.
const NEXT: usize = 6;
/// The reason why a dateline is no text.
const DATELINE: &str = "dateline";
/// So far into a text its dateline is looked for.
const HEAD: usize = 4;
/// Of so many people the day is told at most.
const MOST: usize = 16;

/// The sentences for which a day holds, and of whom it was told.
struct Day {
    sentences: Range<usize>,
    date: Date,
    people: Vec<usize>,
    /// Something happened on it, not only words.
    eventful: bool,
    /// A quake, a protest, an attack; and the sentence that gives its day.
    incident: bool,
    opened: usize,
}

/// Days for events of which the text says none, by their index.
pub fn dates(told: Told, events: &[Event]) -> Vec<(usize, Date)> {
    let opened = all(told, events);
    let undated = events.iter().enumerate().filter(|(_, e)| e.date.is_none() && is_told_of(e));
    let lent = |(index, event): (usize, &Event)| {
        let members = told.groups[index].iter().map(|m| &told.found[*m]);
        let open: Vec<&Found> = members.filter(|m| goes_on(told, m)).collect();
        let day = opened.iter().find(|d| open.iter().any(|m| holds(told, d, event, m)))?;
        Some((index, day.date.clone()))
    };
    undated.filter_map(lent).collect()
}

fn holds(told: Told, day: &Day, event: &Event, member: &Found) -> bool {
    let reading = told.reading;
    let sentence = reading.syntax.tokens[member.token].sentence;
    let known = || event.participants.iter().filter_map(|p| p.who.entity).any(|e| is_among(reading, &day.people, e));
    // "A package of documents was signed": by those of whom the day is told.
    let nobody = event.participants.iter().all(|p| p.who.entity.is_none())
        && member.kind.part
        && (member.definite || member.kind.sealed && day.eventful);
    // "Ten people were detained": there and then.
    let near = day.incident && member.kind.incident && sentence <= day.opened + NEXT;
    let nobody = nobody || near && event.participants.iter().all(|p| p.who.entity.is_none());
    day.sentences.contains(&sentence) && !says_another(reading, sentence, &day.date.0) && (nobody || known())
}

/// Himself, or the country for which he stands.
fn is_among(reading: &Reading, people: &[usize], entity: usize) -> bool {
    let side = |e: usize| together::side_of(reading, e);
    people.iter().any(|p| *p == entity || side(*p) == Some(entity) || side(entity) == Some(*p))
}

/// Told in the order of the report, with nothing that would say another time.
fn goes_on(told: Told, member: &Found) -> bool {
    let Told { reading, words, .. } = told;
    let syntax = &reading.syntax;
    let kind = member.kind;
    let eligible = kind.occasion || kind.sealed || kind.telling || kind.part || is_main(told, member);
    let pointed = member.nominal && member.definite && kind.occasion;
    if !eligible || member.like.is_some() || same::is_another(syntax, words, member) {
        return false;
    }
    let of_teller = || member.verb.is_some_and(|v| teller(syntax, v) != v);
    // "Ten were detained, the police said": told by those who were there.
    let witnessed = kind.incident && !reading.is_quoted(member.at);
    if is_said(reading, member.at) && !pointed && !witnessed && !of_teller() {
        return false;
    }
    let Some(verb) = member.verb else { return pointed };
    let timed = || {
        let prepositions = clause::of(syntax, verb).prepositions;
        // "Before coming to Oslo, he went to Bergen."
        let mark = |c: usize| syntax.child(c, &["mark"]).unwrap_or(c);
        let clauses = syntax.children(verb).iter().filter(|c| syntax.child(**c, &["pcomp", "mark"]).is_some());
        if clauses.into_iter().any(|c| is_apart(told, &syntax.tokens[mark(*c)].lower)) {
            return true;
        }
        // "after five hours of talks"
        let part = |t: usize| words.nouns(&syntax.lemma(t)).any(|f| is_part(words, &f.kind));
        let occasion = |t: usize| part(t) || syntax.subtree(t).any(|t| told.at.at(t).is_some());
        // "took the oath before the president": that is no time.
        let somebody = |t: usize| who::mention_at(reading, t).is_some_and(who::acts);
        let apart = |p: &SmolStr, t: usize| is_apart(told, p) && !occasion(t) && !somebody(t);
        !roles::times_of(reading, verb).is_empty() || prepositions.iter().any(|(p, t)| apart(p, *t))
    };
    if pointed && !member.asserted {
        // "recalled his visit to Oslo": what is spoken of may have been long before.
        return syntax.tokens[member.token].dep != "dobj";
    }
    // "the president, who visited the coast": that was another time.
    let aside = !member.nominal && syntax.tokens[verb].dep == "relcl";
    !aside && is_told_now(told, verb, member.asserted) && !timed()
}

/// What a clause of the report itself tells as done: "She took the oath."
fn is_main(told: Told, member: &Found) -> bool {
    let syntax = &told.reading.syntax;
    let aside = |v: usize| matches!(syntax.tokens[v].dep.as_str(), "acl" | "relcl" | "pcomp");
    member.asserted && !member.nominal && member.verb.is_some_and(|v| !aside(v))
}

/// "following the press conference": it belongs to what the day is told of.
fn is_part(words: &Words, kind: &SmolStr) -> bool {
    words.types.get(kind).is_some_and(|t| t.part || t.telling)
}

/// "before the war", "after the storm": counted from something else.
fn is_apart(told: Told, preposition: &SmolStr) -> bool {
    told.words.near.ahead.contains(preposition) || told.words.near.after.contains(preposition)
}

/// In the tense in which a report goes on; what is only named in a clause of the past may have been before.
fn is_told_now(told: Told, verb: usize, asserted: bool) -> bool {
    let syntax = &told.reading.syntax;
    let token = &syntax.tokens[verb];
    let perfect = || {
        let have = |c: &usize| syntax.tokens[*c].dep == "aux" && syntax.tokens[*c].tag != "MD";
        token.tag == "VBN" && syntax.children(verb).iter().any(have)
    };
    let main = || token.head == verb || token.dep == "conj" && syntax.tokens[token.head].head == token.head;
    match token.tag.as_str() {
        "VBD" => asserted || main(),
        "VBZ" | "VBP" | "VBG" => true,
        "VBN" => asserted && !perfect(),
        _ => false,
    }
}

/// The days that the text opens, each until the next.
fn all(told: Told, events: &[Event]) -> Vec<Day> {
    let reading = told.reading;
    let mut out: Vec<Day> = vec![];
    for sentence in 0..reading.syntax.sentences.len() {
        let Some((date, people, eventful)) = opened(told, events, sentence) else { continue };
        let first = reading.syntax.sentences[sentence].tokens.start;
        let here = told.found[told.found.partition_point(|f| f.token < first)..].iter();
        let incident = here.take_while(|f| is_in(told, f, sentence)).any(|f| f.kind.incident);
        match out.last_mut() {
            Some(before) if before.date.0 == date.0 && before.sentences.end >= sentence => {
                before.sentences.end = sentence + LONGEST;
                if incident {
                    (before.incident, before.opened) = (true, sentence);
                }
                people.into_iter().for_each(|p| {
                    if !before.people.contains(&p) {
                        before.people.push(p)
                    }
                });
                before.people.truncate(MOST);
            }
            _ => {
                let first = if out.is_empty() { opening(reading, sentence, &date.0) } else { sentence };
                out.push(Day {
                    sentences: first..sentence + LONGEST,
                    date,
                    people,
                    eventful,
                    incident,
                    opened: sentence,
                });
            }
        }
    }
    out.extend(of_dateline(told));
    close(reading, &mut out);
    out
}

fn is_in(told: Told, member: &Found, sentence: usize) -> bool {
    told.reading.syntax.tokens[member.token].sentence == sentence
}

/// What stands before the first day of a text, and says no other, is told of it too: the headline and the lead.
fn opening(reading: &Reading, sentence: usize, date: &str) -> usize {
    let another = (0..sentence).any(|s| says_another(reading, s, date));
    if another { sentence } else { sentence.saturating_sub(LONGEST) }
}

/// A day ends where the text opens another.
fn close(reading: &Reading, days: &mut [Day]) {
    for day in days.iter_mut() {
        let opened = day.sentences.start;
        let end = day.sentences.end.min(reading.syntax.sentences.len());
        let own = |s: &usize| reading.syntax.sentences[*s].at.start > day.date.1.start;
        let stop = (opened..end).filter(own).find(|s| says_another(reading, *s, &day.date.0));
        day.sentences.end = stop.unwrap_or(end);
    }
}

/// Days and weeks, or what is longer, other than this one, in the outlet's own voice.
fn says_another(reading: &Reading, sentence: usize, date: &str) -> bool {
    let times = reading.times_in(reading.syntax.sentences[sentence].at);
    let mut own = times.filter(|t| !is_said(reading, t.at)).filter_map(when::date);
    own.any(|d| d != date && !matches!(agree(&d, date), Agreement::Same | Agreement::Inside | Agreement::Around))
}

/// The day of a sentence of the outlet itself, and of whom it tells.
fn opened(told: Told, events: &[Event], sentence: usize) -> Option<(Date, Vec<usize>, bool)> {
    let reading = told.reading;
    let at = reading.syntax.sentences[sentence].at;
    let here = |e: &&Event| e.date.as_ref().is_some_and(|(d, span)| at.contains(*span) && is_day(d));
    let own = |e: &&Event| is_told_of(e) && e.at.iter().any(|a| at.contains(*a) && !is_said(reading, *a));
    let mut date: Option<Date> = None;
    let mut people: Vec<usize> = vec![];
    for event in events.iter().filter(here).filter(own) {
        if date.as_ref().is_some_and(|(d, _)| Some(d) != event.date.as_ref().map(|(e, _)| e)) {
            return None;
        }
        date = event.date.clone();
        people.extend(event.participants.iter().filter_map(|p| p.who.entity));
    }
    let Some(date) = date else { return said(told, sentence).map(|(date, people)| (date, people, false)) };
    let class = |e: &usize| reading.entities.get(*e).map(|e| e.class);
    people.retain(|e| class(e) != Some(Class::Place));
    if people.is_empty() {
        let acts = |m: &&crate::reading::Mention| matches!(m.class, Class::Person | Class::Country);
        let mentions = reading.mentions_in(at).filter(|m| !is_said(reading, m.at));
        people.extend(mentions.filter(acts).filter_map(|m| m.entity));
    }
    people.truncate(MOST);
    Some((date, people, true))
}

/// "Lind said on Tuesday": the day of the verb over the sentence, and its subjects.
fn said(told: Told, sentence: usize) -> Option<(Date, Vec<usize>)> {
    let Told { reading, words, .. } = told;
    let syntax = &reading.syntax;
    let root = syntax.sentences[sentence].tokens.clone().find(|t| syntax.tokens[*t].head == *t)?;
    let below = syntax.children(root).iter().copied().filter(|c| syntax.tokens[*c].dep == "parataxis");
    let mut verbs = std::iter::once(root).chain(below).filter(|v| syntax.is_verb(*v));
    let told_of = |v: &usize| force::certainty(reading, *v).is_some_and(|c| c <= Certainty::Reported);
    let (verb, time) = verbs.find_map(|v| {
        let time = reading.times.get(when::of_verb(reading, words, v)?)?;
        let day = when::date(time).is_some_and(|d| is_day(&d)) && !is_said(reading, time.at);
        (day && told_of(&v)).then_some((v, time))
    })?;
    let clause = clause::of(syntax, verb);
    // "This was said by Lind on Monday."
    let told = clause.subjects.iter().chain(clause.objects.iter().filter(|_| clause.passive));
    let people = told.flat_map(|s| who::named(reading, words, *s)).filter_map(|w| w.entity).collect();
    Some(((when::date(time)?, time.at), people))
}

/// "KARSENNE, May 4" before a text: what its first sentences tell, with no other day, was that day.
fn of_dateline(told: Told) -> Option<Day> {
    let reading = told.reading;
    let syntax = &reading.syntax;
    let line = reading.debris.iter().find(|d| d.why == DATELINE)?.at;
    let time = reading.times_in(line).find(|t| when::date(t).is_some_and(|d| is_day(&d)))?;
    let first = syntax.sentences.iter().position(|s| s.at.start >= line.end).filter(|f| *f < HEAD)?;
    let from = syntax.sentences[first].tokens.start;
    let until = syntax.sentences[(first + 1).min(syntax.sentences.len() - 1)].at.end;
    let mentions = reading.mentions_in(Span::new(syntax.tokens.get(from)?.at.start, until));
    let people = mentions.filter(|m| m.class == Class::Person).filter_map(|m| m.entity).take(MOST).collect();
    Some(Day {
        sentences: first..first + LONGEST,
        date: (when::date(time)?, time.at),
        people,
        eventful: false,
        incident: false,
        opened: first,
    })
}

/// In somebody else's words.
fn is_said(reading: &Reading, at: Span) -> bool {
    reading.is_quoted(at) || reading.voice_at(at.start).is_some()
}

/// A day or some days, or the day of a week that is not told.
fn is_day(date: &str) -> bool {
    let few = days(date).and_then(|d| d.first.zip(d.last)).is_none_or(|(a, b)| (b - a).get_days() < FEW);
    place::is_of_days(date) && few || date.starts_with(when::OPEN_WEEK)
}
