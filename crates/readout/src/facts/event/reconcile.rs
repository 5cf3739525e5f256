//! Events of many texts brought together: the same type at a date that fits, with the same people.

use super::keys::{Key, keys};
use super::one::{is_compatible, is_same};
use super::roles::Roles;
use super::thing::Thing;
use super::{Event, Participant, disagree};
use crate::document::Span;
use crate::entry::{Cell, CellValue, Cite, Conflict, Context, Entry, Verdict};
use crate::facts::{Fact, Reported};
use crate::reading::clauses::Certainty;
use crate::reading::{Class, together};
use crate::value::when::{Agreement, agree, days};
use serde_json::{Map, Value, json};
use smol_str::SmolStr;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// One report of an event, with what joining asks of it.
pub struct Member<'r, 'm> {
    pub report: &'m Reported<'r, Event>,
    /// Entities of the record.
    pub people: BTreeSet<usize>,
    /// People in the strict sense, with their role.
    persons: BTreeSet<(&'m str, usize)>,
    /// Whom it names in each part, for kinds in which the parts differ.
    pub roles: Roles<'m>,
    /// With the countries for which the people among them stand.
    pub sides: BTreeSet<usize>,
    /// Of these the two countries, where there are no more.
    pub pair: Option<(usize, usize)>,
    pub story: usize,
    /// Its document tells of no other event of this type with any of the same people and done with such a thing.
    pub is_only: bool,
}

impl Member<'_, '_> {
    pub fn date(&self) -> Option<&str> {
        self.report.fact.date.as_ref().map(|(d, _)| d.as_str())
    }

    /// Both name few people in a part of the event, and each somebody whom the other does not name.
    pub fn names_others(&self, other: &Self) -> bool {
        /// Of more who came, each text names some.
        const FEW: usize = 2;
        let few = |m: &Self| m.persons.len() <= FEW;
        let only = |a: &Self, b: &Self| {
            a.persons.difference(&b.persons).any(|(role, _)| b.persons.iter().any(|(r, _)| r == role))
        };
        few(self) && few(other) && only(self, other) && only(other, self)
    }
}

pub fn reconcile(reports: &[Reported<Event>], context: &Context) -> (Vec<Entry>, Vec<Conflict>) {
    let stands = sides(context);
    let mut members: Vec<Member> = reports.iter().map(|r| member(r, context, &stands)).collect();
    let only: Vec<bool> = members.chunk_by(|a, b| a.report.doc == b.report.doc).flat_map(only_ones).collect();
    members.iter_mut().zip(only).for_each(|(m, only)| m.is_only = only);
    let groups = groups(&members);
    let (mut entries, mut conflicts) = (vec![], vec![]);
    for group in &groups {
        let group: Vec<&Member> = group.iter().map(|i| &members[*i]).collect();
        if group.iter().all(|m| says_nothing(m)) {
            continue;
        }
        let id = format!("{}-{}", Event::KEY, entries.len() + 1);
        let entry = entry(id, &group, context);
        conflicts.extend(disagree::within(&entry, &group, context));
        entries.push(entry);
    }
    conflicts.extend(disagree::denials(&members, &entries));
    (entries, conflicts)
}

/// "The visit" alone, without anybody, a day or a place, is no entry; neither are words of no day, which are statements.
pub fn says_nothing(member: &Member) -> bool {
    let event = member.report.fact;
    event.date.is_none() && (event.said || event.place.is_none() && event.participants.is_empty())
}

/// For which countries and organisations the people of the record stand, by what any text says of them.
fn sides(context: &Context) -> BTreeMap<usize, BTreeSet<usize>> {
    let mut out: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for (doc, reading) in context.readings.iter().enumerate() {
        let of = |local: usize| context.entity_of.get(doc)?.get(local).copied();
        for person in 0..reading.entities.len() {
            let Some(side) = together::side_of(reading, person).and_then(of) else { continue };
            out.entry(of(person).unwrap_or(usize::MAX)).or_default().insert(side);
        }
    }
    out
}

fn member<'r, 'm>(
    report: &'m Reported<'r, Event>,
    context: &Context,
    stands: &BTreeMap<usize, BTreeSet<usize>>,
) -> Member<'r, 'm> {
    let of = |e: usize| context.entity_of.get(report.doc)?.get(e).copied();
    let entities = || report.fact.participants.iter().filter_map(|p| p.who.entity);
    let people: BTreeSet<usize> = entities().filter_map(of).collect();
    let stand = people.iter().filter_map(|e| stands.get(e)).flatten().copied();
    let sides: BTreeSet<usize> = people.iter().copied().chain(stand).collect();
    let is_country = |e: &&usize| context.entities.get(**e).is_some_and(|e| e.class == Class::Country);
    let countries: Vec<usize> = sides.iter().filter(is_country).copied().collect();
    let pair = if let [a, b] = countries[..] { Some((a, b)) } else { None };
    let story = context.places.get(report.doc).map_or(report.doc, |p| p.story);
    let is_person = |e: &usize| context.entities.get(*e).is_some_and(|e| e.class == Class::Person);
    let in_role = |p: &'m Participant| Some((p.role.as_str(), p.who.entity.and_then(of)?));
    let persons = report.fact.participants.iter().filter_map(in_role).filter(|(_, e)| is_person(e)).collect();
    let roles = Roles::of(report, &|e| of(e).map(|e| (e, stands.get(&e))));
    Member { report, people, persons, roles, sides, pair, story, is_only: false }
}

/// Which events of one document are the only ones of their type with any of their people and with such a thing.
fn only_ones(members: &[Member]) -> Vec<bool> {
    let keys = |m: &Member| -> Vec<(SmolStr, SmolStr, Option<usize>)> {
        let thing = m.report.fact.thing.as_ref().map(Thing::noun).unwrap_or_default();
        let people = m.people.iter().map(|p| Some(*p)).chain(m.people.is_empty().then_some(None));
        people.map(|p| (m.report.fact.kind.clone(), thing.clone(), p)).collect()
    };
    let mut told: BTreeMap<_, usize> = BTreeMap::new();
    members.iter().flat_map(keys).for_each(|key| *told.entry(key).or_default() += 1);
    members.iter().map(|m| keys(m).iter().all(|key| told[key] == 1)).collect()
}

/// Dated ones first, so that a report without a date joins what is known, and only where that is one event.
fn groups(members: &[Member]) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = vec![];
    let mut by_key: HashMap<Key, Vec<usize>> = HashMap::new();
    let mut order: Vec<usize> = (0..members.len()).collect();
    order.sort_by_key(|i| (members[*i].date().is_none(), members[*i].people.is_empty(), *i));
    for i in order {
        let keys = keys(&members[i]);
        let near: BTreeSet<usize> = keys.iter().filter_map(|k| by_key.get(k)).flatten().copied().collect();
        let fitting: Vec<usize> = near.into_iter().filter(|g| fits(members, &groups[*g], i)).collect();
        let alone = members[i].people.is_empty() || members[i].date().is_none();
        let joined = match fitting.as_slice() {
            [] => None,
            [one] => Some(*one),
            [first, ..] if !alone => Some(*first),
            several => most_told(members, &groups, several).filter(|_| says_nothing(&members[i])),
        };
        let group = joined.unwrap_or(groups.len());
        match joined {
            Some(known) => groups[known].push(i),
            None => groups.push(vec![i]),
        }
        keys.into_iter().for_each(|key| by_key.entry(key).or_default().push(group));
    }
    groups.iter_mut().for_each(|g| g.sort_unstable());
    groups.sort();
    groups
}

/// "The visit" of a story is the one that it speaks of more than of any other.
fn most_told(members: &[Member], groups: &[Vec<usize>], several: &[usize]) -> Option<usize> {
    let told = |g: &usize| groups[*g].iter().map(|m| members[*m].report.fact.at.len()).sum::<usize>();
    let most = several.iter().copied().max_by_key(told)?;
    let next = several.iter().filter(|g| **g != most).map(told).max().unwrap_or(0);
    (told(&most) > next).then_some(most)
}

/// A report fits a group when it fits every report of it.
fn fits(members: &[Member], group: &[usize], next: usize) -> bool {
    let own = |g: &usize| members[*g].report.doc == members[next].report.doc;
    !group.iter().any(own)
        && group.iter().all(|g| is_compatible(&members[*g], &members[next]))
        && group.iter().any(|g| is_same(&members[*g], &members[next]))
}

pub fn cite(member: &Member, at: Vec<Span>) -> Cite {
    Cite { doc: member.report.doc, id: member.report.id.clone(), at }
}

fn entry(id: String, group: &[&Member], context: &Context) -> Entry {
    let cells = cells(group, context);
    let reports: Vec<Cite> = group.iter().map(|m| cite(m, m.report.fact.at.clone())).collect();
    let verdict = match reports.len() {
        1 => Verdict::Single,
        _ if cells.iter().any(|c| c.verdict == Verdict::Conflict) => Verdict::Conflict,
        _ => Verdict::Same,
    };
    let fields = fields(group, &cells, context);
    let date = fields.get("date").and_then(Value::as_str).filter(|d| days(d).is_some()).unwrap_or_default().to_string();
    Entry {
        kind: Event::KEY,
        id,
        title: title(group, context),
        group: date,
        cells,
        reports,
        verdict,
        note: None,
        fields: fields.into(),
    }
}

/// What it was and with whom.
fn title(group: &[&Member], context: &Context) -> String {
    let first = group[0].report.fact;
    let kind =
        group.iter().find_map(|m| m.report.fact.rank.clone()).map_or_else(|| first.kind.to_string(), |(text, _)| text);
    let names: Vec<String> = people(group, context).into_iter().map(|(name, _)| name).take(4).collect();
    if names.is_empty() { kind } else { format!("{kind}: {}", names.join(", ")) }
}

/// Names of all reports with their role, each once.
fn people(group: &[&Member], context: &Context) -> Vec<(String, String)> {
    let mut out: Vec<(String, String)> = vec![];
    for m in group {
        for p in &m.report.fact.participants {
            let known = p.who.entity.and_then(|e| context.entity(m.report.doc, e)).map(|e| e.name.clone());
            let name = known.unwrap_or_else(|| m.report.fact.name(&p.who, m.report.reading));
            if !out.iter().any(|(n, _)| *n == name) {
                out.push((name, p.role.to_string()));
            }
        }
    }
    out
}

type Said = Option<(String, Vec<Span>)>;

fn cells(group: &[&Member], context: &Context) -> Vec<Cell> {
    let said = |field: &Option<(String, Span)>| field.clone().map(|(text, at)| (text, vec![at]));
    let certainty = |m: &Member| Some((word(m.report.fact.certainty), m.report.fact.at.clone()));
    let thing =
        |m: &Member| m.report.fact.thing.as_ref().map(|t| (m.report.fact.printed(t, m.report.reading), vec![t.at]));
    let ordinal = |m: &Member| m.report.fact.ordinal.map(|(nth, at)| (nth.to_string(), vec![at]));
    let people = |m: &Member| {
        let names: Vec<String> = people(&[m], context).into_iter().map(|(n, _)| n).collect();
        let at: Vec<Span> = m.report.fact.participants.iter().map(|p| p.who.at).collect();
        (!names.is_empty()).then(|| (names.join(", "), at))
    };
    let all = [
        cell("date", group, dates_verdict, |m| said(&m.report.fact.date)),
        cell("place", group, |values| disagree::places(group, values), |m| said(&m.report.fact.place)),
        cell("object", group, |_| Verdict::Partial, thing),
        cell("rank", group, |_| Verdict::Altered, |m| said(&m.report.fact.rank)),
        cell("format", group, |_| Verdict::Partial, |m| said(&m.report.fact.format)),
        cell("ordinal", group, |_| Verdict::Altered, ordinal),
        cell("participants", group, |_| disagree::people(group), people),
        cell("certainty", group, |_| Verdict::Altered, certainty),
    ];
    all.into_iter().filter(|c| !c.values.is_empty()).collect()
}

pub fn word(certainty: Certainty) -> String {
    crate::json::key(certainty)
}

fn cell(
    name: &'static str,
    group: &[&Member],
    several: impl Fn(&[CellValue]) -> Verdict,
    said: impl Fn(&Member) -> Said,
) -> Cell {
    let mut values: Vec<CellValue> = vec![];
    for m in group {
        let Some((text, at)) = said(m) else { continue };
        let cite = cite(m, at);
        match values.iter_mut().find(|v| v.text == text) {
            Some(value) => value.cites.push(cite),
            None => values.push(CellValue { text, cites: vec![cite] }),
        }
    }
    let reports: usize = values.iter().map(|v| v.cites.len()).sum();
    let verdict = match values.len() {
        0 | 1 if reports < 2 => Verdict::Single,
        0 | 1 => Verdict::Same,
        _ => several(&values),
    };
    Cell { name, values, verdict }
}

/// A coarser date is no other date.
fn dates_verdict(values: &[CellValue]) -> Verdict {
    let apart = values.iter().any(|a| values.iter().any(|b| agree(&a.text, &b.text) == Agreement::Disjoint));
    if apart { Verdict::Conflict } else { Verdict::Rounding }
}

fn fields(group: &[&Member], cells: &[Cell], context: &Context) -> Map<String, Value> {
    let first = group[0].report.fact;
    let value =
        |name: &str| cells.iter().find(|c| c.name == name).and_then(|c| c.values.first()).map(|v| v.text.clone());
    // A day of a known year before one of none.
    let told = |d: &&str| (d.starts_with(|c: char| c.is_ascii_digit()), d.len());
    let date = group.iter().filter_map(|m| m.date()).max_by_key(told).map(str::to_string);
    let people: Vec<Value> =
        people(group, context).into_iter().map(|(name, role)| json!({"name": name, "role": role})).collect();
    let certainty = group.iter().map(|m| m.report.fact.certainty).min().map(word);
    let apart = |c: &&Cell| matches!(c.verdict, Verdict::Conflict | Verdict::Altered);
    let value_of = |v: &CellValue| json!({"value": v.text, "reports": context.cites.all(&v.cites)});
    let entry = |c: &Cell| json!({"differs": c.name, "values": c.values.iter().map(value_of).collect::<Vec<_>>()});
    let disagree: Vec<Value> = cells.iter().filter(apart).map(entry).collect();
    let fields = json!({
        "type": first.kind, "date": date, "place": value("place"), "object": value("object"), "rank": value("rank"),
        "format": value("format"), "ordinal": group.iter().find_map(|m| m.report.fact.ordinal).map(|(nth, _)| nth),
        "participants": people,
        "certainty": certainty, "plover": group.iter().find_map(|m| m.report.fact.plover.clone()), "disagreements": disagree,
    });
    crate::json::object(fields)
}
