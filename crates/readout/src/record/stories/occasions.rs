//! The occasions a text tells of, as far as they tell its happening from others like it: when and where, who came to whom, which one.

use super::anchors;
use super::days::{Named, day_of, gap};
use super::sketch::hash;
use crate::document::Span;
use crate::facts::event::words::WORDS;
use crate::facts::event::{Event, Participant};
use crate::facts::{Fact, Report};
use crate::reading::clauses::Certainty;
use crate::reading::{Class, Reading, names, together};
use crate::value::when::{Agreement, agree};
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Debug, Serialize, Deserialize)]
pub struct Occasion {
    kind: SmolStr,
    /// Told in the head of the text.
    pub is_news: bool,
    date: Option<String>,
    towns: BTreeSet<SmolStr>,
    pub countries: BTreeSet<SmolStr>,
    /// Who is there, by surname, country and name.
    people: BTreeSet<u64>,
    /// Those in each part, where who comes to whom tells one occasion from another.
    parts: BTreeMap<SmolStr, BTreeSet<u64>>,
}

/// "the 70th anniversary of the treaty": the number, the noun, and the words that tell of what.
#[derive(Debug, Serialize, Deserialize)]
pub struct Counted {
    nth: u32,
    noun: SmolStr,
    of: BTreeSet<SmolStr>,
}

/// How one occasion lies to another of its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// On the same day.
    Same,
    /// Nothing tells.
    Open,
    /// Another day, another place, another direction.
    Other,
}

pub fn of(report: &Report) -> (Vec<Occasion>, Vec<Counted>) {
    let reading = &report.reading;
    let words = WORDS.of(reading.language());
    let head = anchors::head(reading);
    let (mut occasions, mut counted) = (vec![], vec![]);
    for event in &report.facts.events {
        let Some(kind) = words.types.iter().find(|(key, t)| t.name(key) == event.kind).map(|(_, t)| t) else {
            continue;
        };
        let is_relative = kind.stay || kind.joint;
        if let Some(found) = event.ordinal.filter(|_| !is_relative).and_then(|(nth, at)| counted_in(reading, nth, at)) {
            counted.push(found);
        }
        let is_pictured = event.at().iter().all(|at| reading.in_caption(*at));
        let is_told =
            !is_pictured && matches!(event.certainty, Certainty::Happened | Certainty::Reported | Certainty::Planned);
        if is_told && !event.said && kind.plover.is_some() {
            let is_news = event.at().first().is_some_and(|at| at.start < head.end);
            occasions.push(occasion(reading, event, is_news, kind.occasion && !kind.joint));
        }
    }
    (occasions, counted)
}

fn occasion(reading: &Reading, event: &Event, is_news: bool, is_directed: bool) -> Occasion {
    let mut out = Occasion {
        kind: event.kind.clone(),
        is_news,
        date: event.date.as_ref().map(|(date, _)| date.clone()),
        towns: BTreeSet::new(),
        countries: BTreeSet::new(),
        people: BTreeSet::new(),
        parts: BTreeMap::new(),
    };
    if let Some((place, _)) = &event.place {
        out.is_at(reading.language(), place);
    }
    for participant in &event.participants {
        let keys = keys(reading, event, participant);
        if is_directed {
            let class = participant.who.entity.and_then(|e| reading.entities.get(e)).map(|e| e.class);
            if matches!(class, Some(Class::Place | Class::Country)) {
                out.is_at(reading.language(), &event.name(&participant.who, reading));
            }
            out.parts.entry(participant.role.clone()).or_default().extend(&keys);
        }
        out.people.extend(keys);
    }
    out
}

impl Occasion {
    fn is_at(&mut self, language: &str, name: &str) {
        let Some((town, country)) = names::located(language, name) else { return };
        self.towns.extend(town.map(SmolStr::from));
        self.countries.insert(country.into());
    }

    pub fn is_of_kind(&self, other: &Self) -> bool {
        self.kind == other.kind
    }

    /// Of one kind and with the same people.
    pub fn is_like(&self, other: &Self) -> bool {
        let shared = self.people.intersection(&other.people).count();
        self.kind == other.kind && shared > 0 && shared * 2 >= self.people.len().min(other.people.len())
    }

    pub fn fit(&self, other: &Self) -> Fit {
        let days = self.date.as_deref().zip(other.date.as_deref()).map(|(a, b)| agree(a, b));
        let elsewhere =
            |a: &BTreeSet<SmolStr>, b: &BTreeSet<SmolStr>| !a.is_empty() && !b.is_empty() && a.is_disjoint(b);
        if days == Some(Agreement::Disjoint) && !self.is_next_day(other)
            || elsewhere(&self.towns, &other.towns)
            || elsewhere(&self.countries, &other.countries)
            || self.is_crossed(other)
        {
            return Fit::Other;
        }
        let same_words = self.date.is_some() && self.date == other.date;
        let same_day = same_words || self.is_on_weekday_of(other) || other.is_on_weekday_of(self);
        if same_day || matches!(days, Some(Agreement::Same)) { Fit::Same } else { Fit::Open }
    }

    /// "on Friday", where the other one gives the day, and it was a Friday.
    fn is_on_weekday_of(&self, other: &Self) -> bool {
        let weekday = self.date.as_deref().and_then(anchors::weekday_of);
        weekday.is_some() && other.date.as_deref().and_then(day_of).and_then(Named::weekday) == weekday
    }

    /// Who came in the night came on the one day or the other.
    fn is_next_day(&self, other: &Self) -> bool {
        let day = |o: &Self| o.date.as_deref().and_then(day_of);
        let weekday = |o: &Self| o.date.as_deref().and_then(anchors::weekday_of);
        let near = day(self).zip(day(other)).map(|(a, b)| gap(a, b) <= 1.0);
        let weekday = |o: &Self| weekday(o).or_else(|| day(o).and_then(Named::weekday));
        let beside = || weekday(self).zip(weekday(other)).map(|(a, b)| matches!((a - b).rem_euclid(7), 1 | 6));
        near.or_else(beside).unwrap_or(false)
    }

    /// The guest of the one is the host of the other.
    fn is_crossed(&self, other: &Self) -> bool {
        let in_part = |o: &Self, role: &SmolStr, key: &u64| o.parts.get(role).is_some_and(|keys| keys.contains(key));
        self.parts.iter().any(|(role, keys)| {
            let elsewhere = other.parts.iter().filter(|(r, _)| *r != role);
            elsewhere.into_iter().any(|(r, others)| {
                let swapped = |key: &u64| !in_part(other, role, key) && !in_part(self, r, key);
                keys.intersection(others).any(swapped)
            })
        })
    }
}

impl Counted {
    /// Of one thing, and another one of it.
    pub fn is_another(&self, other: &Self) -> bool {
        let bare = self.of.is_empty() && other.of.is_empty();
        self.noun == other.noun && self.nth != other.nth && (bare || !self.of.is_disjoint(&other.of))
    }
}

/// A surname, a country, any other name; of a person the country for which he stands too.
fn keys(reading: &Reading, event: &Event, participant: &Participant) -> BTreeSet<u64> {
    let Some(entity) = participant.who.entity.and_then(|e| reading.entities.get(e).map(|known| (e, known))) else {
        return BTreeSet::new();
    };
    let country = |name: &str| names::located(reading.language(), name).map(|(_, code)| hash(code.as_bytes()));
    let name = event.name(&participant.who, reading).to_lowercase();
    match entity.1.class {
        Class::Person => {
            let surname = name.rsplit(' ').next().map(|word| hash(word.as_bytes()));
            let side = together::side_of(reading, entity.0).and_then(|s| reading.entities.get(s));
            surname.into_iter().chain(side.and_then(|s| country(&s.name))).collect()
        }
        Class::Country | Class::Place => country(&name).or(Some(hash(name.as_bytes()))).into_iter().collect(),
        _ => BTreeSet::from([hash(name.as_bytes())]),
    }
}

fn counted_in(reading: &Reading, nth: u32, at: Span) -> Option<Counted> {
    let syntax = &reading.syntax;
    let noun = syntax.tokens.get(syntax.tokens_in(at).next()?)?.head;
    let content = |t: &usize| *t > noun && matches!(syntax.tokens[*t].pos.as_str(), "NOUN" | "PROPN");
    let lemma = |t: usize| SmolStr::new(syntax.tokens[t].lemma.to_lowercase());
    Some(Counted { nth, noun: lemma(noun), of: syntax.subtree(noun).filter(content).map(lemma).collect() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn visit(date: &str) -> Occasion {
        Occasion {
            kind: "visit".into(),
            is_news: true,
            date: Some(date.into()),
            towns: BTreeSet::new(),
            countries: BTreeSet::new(),
            people: BTreeSet::from([1]),
            parts: BTreeMap::new(),
        }
    }

    #[test]
    fn a_friday_is_the_day_that_was_one() {
        assert_eq!(visit("XXXX-WXX-5").fit(&visit("2031-03-07")), Fit::Same);
        assert_eq!(visit("2031-03-07").fit(&visit("XXXX-WXX-5")), Fit::Same);
        assert_eq!(visit("XXXX-WXX-5").fit(&visit("2031-03-04")), Fit::Other);
    }
}
