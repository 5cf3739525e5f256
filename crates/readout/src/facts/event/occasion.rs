//! What an occasion lends to what is told of it: its day to what was done at it, and those who met to the meeting itself.

use super::frames::Found;
use super::words::Words;
use super::{Event, Participant, Who, chapter, clause, day, place};
use crate::document::Span;
use crate::reading::{Class, Reading, Syntax, together};
use crate::value::when::{Agreement, agree, first_day};

/// How often one occasion may take its day from the next: what was said after the talks on the first day of the visit.
const ROUNDS: usize = 3;

pub fn lend(reading: &Reading, words: &Words, found: &[Found], groups: &[Vec<usize>], events: &mut [Event]) {
    let at = Places::of(reading.syntax.tokens.len(), found, groups);
    let told = Told { reading, words, found, groups, at: &at };
    named_by_clause(told, events);
    spread(told, events);
    let parts = chapter::dates(told, events);
    if !parts.is_empty() {
        parts.into_iter().for_each(|(event, date)| events[event].date = Some(date));
        spread(told, events);
    }
    let goes_on = day::dates(told, events);
    if !goes_on.is_empty() {
        goes_on.into_iter().for_each(|(event, date)| events[event].date = Some(date));
        spread(told, events);
        chapter::dates(told, events).into_iter().for_each(|(event, date)| events[event].date = Some(date));
    }
    continued(told, events);
    signed_at(told, events);
}

/// What the text tells of its events: the words found, in groups of those that tell of one event, and where they stand.
#[derive(Clone, Copy)]
pub struct Told<'a> {
    pub reading: &'a Reading,
    pub words: &'a Words,
    pub found: &'a [Found<'a>],
    pub groups: &'a [Vec<usize>],
    pub at: &'a Places,
}

/// From each dated occasion to what is told of it, and on from there.
fn spread(told: Told, events: &mut [Event]) {
    for _ in 0..ROUNDS {
        let dates = dates(told, events);
        if dates.is_empty() {
            break;
        }
        dates.into_iter().for_each(|(event, date)| events[event].date = Some(date));
    }
}

/// Which event a token tells of.
pub struct Places(Vec<Option<usize>>);

impl Places {
    fn of(tokens: usize, found: &[Found], groups: &[Vec<usize>]) -> Self {
        let mut at = vec![None; tokens];
        for (event, group) in groups.iter().enumerate() {
            group.iter().for_each(|m| at[found[*m].token] = Some(event));
        }
        Places(at)
    }

    pub fn at(&self, token: usize) -> Option<usize> {
        self.0.get(token).copied().flatten()
    }
}

pub type Date = (String, Span);

/// Days of events without one that are told as part of a dated one: "during the visit", "said after the talks".
fn dates(told: Told, events: &[Event]) -> Vec<(usize, Date)> {
    let Told { reading, words, found, groups, at } = told;
    let syntax = &reading.syntax;
    let date_of = |token: usize| events[at.at(token)?].date.clone();
    let date = |member: &Found| {
        occasions(syntax, words, member).into_iter().find_map(|o| {
            let (date, place) = date_of(meant(syntax, found, o.token)?)?;
            match o.day {
                Day::Same => Some((date, place)),
                Day::Single => (first_day(&date).is_some_and(|d| d.to_string() == date)).then_some((date, place)),
                Day::Counted(nth) => Some((nth_day(&date, nth)?, place)),
            }
        })
    };
    let undated = groups.iter().enumerate().filter(|(event, _)| events[*event].date.is_none());
    let lent = |group: &Vec<usize>| group.iter().find_map(|m| date(&found[*m]));
    undated.filter_map(|(event, group)| lent(group).map(|d| (event, d))).collect()
}

/// "During it": the occasion told in the sentence before.
fn meant(syntax: &Syntax, found: &[Found], token: usize) -> Option<usize> {
    let (t, sentence) = (&syntax.tokens[token], |f: &Found| syntax.tokens[f.token].sentence);
    if t.pos != "PRON" {
        return Some(token);
    }
    if !t.morph.contains("Gender=Neut") {
        return None;
    }
    let before = found[..found.partition_point(|f| f.token < token)].iter().rev();
    let mut near = before.take_while(|f| sentence(f) + 1 >= t.sentence).filter(|f| f.kind.occasion && f.nominal);
    near.next().map(|f| f.token)
}

/// The day of an occasion on which something else was done.
enum Day {
    /// Whatever day or days the occasion has.
    Same,
    /// The day of the occasion, if it is one.
    Single,
    /// So many days after its first.
    Counted(i32),
}

struct Occasion {
    token: usize,
    day: Day,
}

/// The nouns of the occasions on which something was done, by the clause of its verb or by its own phrase.
fn occasions(syntax: &Syntax, words: &Words, member: &Found) -> Vec<Occasion> {
    let mut behind = clause::noun_prepositions(syntax, member.token);
    let mut out = vec![];
    if let Some(verb) = member.verb.filter(|_| member.asserted) {
        let clause = clause::of(syntax, verb);
        // "the second day of the visit was marked by talks"
        let days = clause.subjects.iter().chain(&clause.objects).filter_map(|t| counted_day(syntax, words, *t));
        out.extend(days.map(|(nth, token)| Occasion { token, day: Day::Counted(nth) }));
        behind.extend(clause.prepositions);
    }
    for (preposition, token) in behind.into_iter().filter(|(_, t)| *t != member.token) {
        if let Some(of) = eve_of(syntax, words, token) {
            out.push(Occasion { token: of, day: Day::Counted(-1) });
        }
        if let Some((nth, of)) = counted_day(syntax, words, token) {
            out.push(Occasion { token: of, day: Day::Counted(nth) });
        }
        if words.near.during.contains(&preposition) {
            out.push(Occasion { token, day: Day::Same });
        }
        // "a week after the talks": the length of time stands before the word.
        let measured = || {
            let above = syntax.tokens[token].head;
            syntax
                .child(above, &["npadvmod", "advmod", "quantmod"])
                .is_some_and(|c| c < above && !is_soon(syntax, words, c))
        };
        if words.near.after.contains(&preposition) && !measured() {
            out.push(Occasion { token, day: Day::Single });
        }
        // "in the framework of the visit", "on the sidelines of the summit"
        if words.near.frame.contains(&syntax.lemma(token)) {
            out.extend(of_noun(syntax, token).map(|token| Occasion { token, day: Day::Same }));
        }
    }
    out
}

fn is_soon(syntax: &Syntax, words: &Words, token: usize) -> bool {
    words.near.soon.contains(&syntax.tokens[token].lower)
}

fn of_noun(syntax: &Syntax, token: usize) -> Option<usize> {
    clause::noun_prepositions(syntax, token).first().map(|(_, t)| *t)
}

/// "on the eve of the visit".
fn eve_of(syntax: &Syntax, words: &Words, token: usize) -> Option<usize> {
    words.near.eve.contains(&syntax.lemma(token)).then(|| of_noun(syntax, token)).flatten()
}

/// "on the second day of the visit": how many days after the first, and the noun of the occasion.
pub fn counted_day(syntax: &Syntax, words: &Words, token: usize) -> Option<(i32, usize)> {
    Some((place_of_day(syntax, words, token)?, of_noun(syntax, token)?))
}

/// "on the second day", "on the second day in Norway": the occasion goes without saying.
pub fn bare_day(reading: &Reading, words: &Words, token: usize) -> Option<i32> {
    let place = |noun| {
        let mention = super::who::mention_at(reading, noun);
        mention.is_some_and(|m| matches!(m.class, Class::Place | Class::Country))
    };
    let nth = place_of_day(&reading.syntax, words, token)?;
    of_noun(&reading.syntax, token).is_none_or(place).then_some(nth)
}

/// How many days after the first.
fn place_of_day(syntax: &Syntax, words: &Words, token: usize) -> Option<i32> {
    if !words.near.day.contains(&syntax.lemma(token)) {
        return None;
    }
    let count = |c: &usize| words.near.count.iter().position(|w| *w == syntax.tokens[*c].lower);
    let nth = syntax.children(token).iter().find_map(count)?;
    i32::try_from(nth).ok()
}

/// The day so many after the first of an occasion, where that is still inside or right before it.
pub fn nth_day(date: &str, nth: i32) -> Option<String> {
    // A month or a year has no second day that would be known.
    let day = (first_day(date)? + jiff::Span::new().try_days(nth).ok()?).to_string();
    (place::is_of_days(date) && (nth < 0 || agree(&day, date) == Agreement::Inside)).then_some(day)
}

/// "The two mayors said after the meeting": who does something together at a meeting met there.
fn named_by_clause(told: Told, events: &mut [Event]) {
    let Told { reading, words, found, groups, at } = told;
    let syntax = &reading.syntax;
    for member in found.iter().filter(|m| m.nominal && m.kind.joint && !m.asserted) {
        let Some(event) = at.at(member.token).filter(|e| events[*e].participants.len() == 1) else { continue };
        let known = |o: &Participant| events[event].participants.iter().any(|p| p.who.is(&o.who));
        if let Some(other) = other_side(reading, words, member).filter(|o| !known(o)) {
            events[event].participants.insert(0, other);
        }
    }
    for member in found.iter().filter(|m| m.nominal && m.kind.joint) {
        let Some(event) = at.at(member.token).filter(|e| events[*e].participants.is_empty()) else { continue };
        let told =
            groups[event].iter().filter(|m| found[**m].nominal).filter_map(|m| whose_clause(syntax, words, &found[*m]));
        let people = told.map(|subjects| several(reading, words, &subjects)).find(|p| p.len() > 1);
        events[event].participants = people.unwrap_or_default();
    }
}

/// "After talks with X, Y said": the person who says it is the other one.
fn other_side(reading: &Reading, words: &Words, member: &Found) -> Option<Participant> {
    let partner = clause::noun_prepositions(&reading.syntax, member.token);
    if !partner.iter().any(|(p, _)| words.near.partner.first() == Some(p)) {
        return None;
    }
    let [subject] = whose_clause(&reading.syntax, words, member)?[..] else { return None };
    let named = super::who::named(reading, words, subject);
    let [who] = &named[..] else { return None };
    super::who::is_person(reading, who).then(|| Participant { role: words.near.role.clone(), who: who.clone() })
}

/// The subjects of the verb to which the occasion is told as its time: "said after the meeting", "ahead of the meeting".
fn whose_clause(syntax: &Syntax, words: &Words, member: &Found) -> Option<Vec<usize>> {
    let noun = &syntax.tokens[member.token];
    let preposition = noun.head;
    let above = syntax.tokens[preposition].head;
    let before = |t: usize| {
        let word = &syntax.tokens[t].lower;
        words.is_timed(word) || words.near.beside.contains(word) || words.near.within.contains(word)
    };
    // "after two hours of talks"
    let lasting = syntax.tokens[above].dep == "pobj" && syntax.tokens[above].entity == "TIME";
    let lasted = lasting && before(syntax.tokens[above].head);
    if noun.dep != "pobj" || !(before(preposition) || before(above) || lasted) {
        return None;
    }
    let verb = syntax.ancestors(preposition).find(|t| syntax.is_verb(*t))?;
    Some(clause::of(syntax, teller(syntax, verb)).subjects)
}

/// "said that the port is reopening during a meeting with Reyl": what is so in the present is not so during a meeting, which
/// belongs to who said it.
pub fn teller(syntax: &Syntax, verb: usize) -> usize {
    let tag = |t: usize| syntax.tokens[t].tag.as_str();
    let present = |t: usize| {
        let now = |c: &usize| syntax.tokens[*c].dep == "aux" && matches!(tag(*c), "VBZ" | "VBP");
        matches!(tag(t), "VBZ" | "VBP") || tag(t) == "VBG" && syntax.children(t).iter().any(now)
    };
    let mut here = verb;
    while present(here)
        && matches!(syntax.tokens[here].dep.as_str(), "ccomp" | "conj")
        && here != syntax.tokens[here].head
    {
        here = syntax.tokens[here].head;
    }
    if tag(here) == "VBD" { here } else { verb }
}

/// The people who are the subjects together.
fn several(reading: &Reading, words: &Words, subjects: &[usize]) -> Vec<Participant> {
    let is_person =
        |w: &super::Who| w.entity.and_then(|e| reading.entities.get(e)).is_some_and(|e| e.class == Class::Person);
    let named = subjects.iter().flat_map(|s| super::who::named(reading, words, *s)).filter(is_person);
    named.map(|who| Participant { role: words.near.role.clone(), who }).collect()
}

/// "the first took place in 2015": another of the kind told before, by the same visitor.
fn continued(told: Told, events: &mut [Event]) {
    let Told { reading, found, groups, at, .. } = told;
    for (event, group) in groups.iter().enumerate() {
        let Some(like) = group.iter().find_map(|m| found[*m].like) else { continue };
        let Some(first) = at.at(like).filter(|e| *e != event) else { continue };
        // Another visit has the same visitor, and may have had another host.
        let role = group.iter().find_map(|m| found[*m].frame.subject.clone());
        let same = |p: &Participant| Some(&p.role) == role.as_ref() || !super::who::is_person(reading, &p.who);
        let known: Vec<Participant> = events[first].participants.iter().filter(|p| same(p)).cloned().collect();
        for participant in known {
            if !events[event].participants.iter().any(|p| p.who.is(&participant.who)) {
                events[event].participants.push(participant);
            }
        }
    }
}

/// Signed during a visit: by the countries of the visitor and of the host, not by those who are named.
fn two_countries(reading: &Reading, all: &[Participant]) -> Vec<Participant> {
    let mut out: Vec<Participant> = vec![];
    for participant in all {
        let Some(entity) = participant.who.entity else { continue };
        let side = together::side_of(reading, entity).unwrap_or(entity);
        let who = Who { entity: Some(side), at: participant.who.at };
        let country = reading.entities.get(side).is_some_and(|e| e.class == Class::Country);
        if country && !out.iter().any(|p| p.who.is(&who)) {
            out.push(Participant { role: participant.role.clone(), who });
        }
    }
    if out.len() == 2 { out } else { vec![] }
}

/// "Following the talks between A and B, documents were signed": those who met signed them, if nobody else is named.
fn signed_at(told: Told, events: &mut [Event]) {
    let Told { reading, words, found, groups, at } = told;
    for (event, group) in groups.iter().enumerate() {
        let Some(member) = group.iter().map(|m| &found[*m]).find(|m| m.kind.sealed) else { continue };
        // "The sides plan to sign two papers": those who are not named are the ones who meet.
        if events[event].participants.iter().any(|p| p.who.entity.is_some() || !is_plural(&reading.syntax, &p.who)) {
            continue;
        }
        let occasion = occasions(&reading.syntax, words, member).into_iter().filter_map(|o| at.at(o.token));
        let Some(occasion) = occasion.into_iter().find(|o| *o != event && events[*o].participants.len() > 1) else {
            continue;
        };
        let met = groups[occasion].iter().any(|m| found[*m].kind.joint);
        let all = &events[occasion].participants;
        let all = if met { all.clone() } else { two_countries(reading, all) };
        let role = member.frame.subject.clone();
        let lent = |p: Participant| Participant { role: role.clone().unwrap_or(p.role), who: p.who };
        events[event].participants = all.into_iter().map(lent).collect();
    }
}

fn is_plural(syntax: &Syntax, who: &Who) -> bool {
    syntax.tokens_in(who.at).next_back().is_some_and(|t| syntax.tokens[t].is_plural())
}
