//! Which names of one document mean the same person, organisation, country or place.

use super::acronyms::Introduced;
use super::classify::Name;
use super::lexicon::Listed;
use super::namesakes::{self, Bearer, Told};
use super::segment::Text;
use super::{Class, Entity, Form};
use crate::reading::layout::BlockKind;
use crate::value::who::{fold, likeness, sound};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The entities, and for each name the one it means.
pub fn group(text: &Text, names: &[Name], introduced: &[Introduced]) -> (Vec<Entity>, Vec<Option<usize>>) {
    let mut of = vec![None; names.len()];
    let mut entities = vec![];
    group_persons(text, names, &mut entities, &mut of);
    group_others(text, names, introduced, &mut entities, &mut of);
    (entities, of)
}

/// A full name of a person and the names that were found to be it.
struct Person {
    parts: Vec<String>,
    members: Vec<usize>,
    /// Where the text names this person first.
    first: usize,
    /// Where it first does so by one name alone.
    alone: Option<usize>,
    /// What stands before the full name.
    bearer: Bearer,
}

fn group_persons(text: &Text, names: &[Name], entities: &mut Vec<Entity>, of: &mut [Option<usize>]) {
    let all: Vec<usize> = (0..names.len()).filter(|i| names[*i].class == Class::Person).collect();
    let parts: BTreeMap<usize, Vec<String>> = all.iter().map(|i| (*i, parts(text, &names[*i]))).collect();
    let mut persons: Vec<Person> = vec![];
    let mut by_text: BTreeMap<String, usize> = BTreeMap::new();
    let mut keys = Keys::default();
    for i in all.iter().copied().filter(|i| parts[i].len() > 1) {
        let key = parts[&i].join(" ");
        let alike = || keys.candidates(&parts[&i]).into_iter().find(|p| same_full_name(&persons[*p].parts, &parts[&i]));
        let known = by_text.get(&key).copied().or_else(alike);
        let person = known.unwrap_or(persons.len());
        if person == persons.len() {
            keys.add(&parts[&i], person);
            let (first, bearer) = (names[i].at.start, Bearer::default());
            persons.push(Person { parts: parts[&i].clone(), members: vec![], first, alone: None, bearer });
        }
        by_text.insert(key, person);
        persons[person].members.push(i);
        persons[person].bearer.learn(text, &names[i]);
    }
    let lone: Vec<usize> = all.iter().copied().filter(|i| parts[i].len() <= 1).collect();
    let others = add_others(text, names, &lone, &parts, &mut persons, &mut keys);
    let full = persons.len();
    for i in lone.into_iter().filter(|i| !others.contains(i)) {
        let Some(part) = parts[&i].first() else { continue };
        let lone = Lone { part, at: names[i].at.start, told: namesakes::before(text, &names[i]) };
        match whose(text, &lone, &persons, full, &keys.candidates(std::slice::from_ref(part))) {
            Whose::One(person) => {
                persons[person].members.push(i);
                persons[person].alone.get_or_insert(names[i].at.start);
            }
            Whose::Nobody => {
                keys.add(&parts[&i], persons.len());
                let first = names[i].at.start;
                let bearer = Bearer::default();
                persons.push(Person { parts: vec![part.clone()], members: vec![i], first, alone: Some(first), bearer });
            }
            Whose::Several => {}
        }
    }
    for person in persons {
        add(text, names, &person.members, Class::Person, None, entities, of);
    }
}

/// Lone surnames of people whom the text never names in full, although it names others of that surname.
fn add_others(
    text: &Text,
    names: &[Name],
    lone: &[usize],
    parts: &BTreeMap<usize, Vec<String>>,
    persons: &mut Vec<Person>,
    keys: &mut Keys,
) -> BTreeSet<usize> {
    let mut others: BTreeMap<&str, usize> = BTreeMap::new();
    let mut taken = BTreeSet::new();
    for i in lone.iter().copied() {
        let Some(part) = parts[&i].first() else { continue };
        let candidates = keys.candidates(std::slice::from_ref(part));
        let named = |p: &usize| persons[*p].parts.len() > 1 && persons[*p].parts.last() == Some(part);
        let namesakes: Vec<usize> = candidates.into_iter().filter(named).collect();
        if namesakes.is_empty() || !namesakes.iter().all(|p| is_another(text, names, i, &persons[*p])) {
            continue;
        }
        let first = names[i].at.start;
        let person = *others.entry(part).or_insert(persons.len());
        if person == persons.len() {
            keys.add(&parts[&i], person);
            let (parts, bearer) = (vec![part.clone()], Bearer::default());
            persons.push(Person { parts, members: vec![], first, alone: Some(first), bearer });
        }
        persons[person].members.push(i);
        taken.insert(i);
    }
    taken
}

/// The lone surname does not mean this person: another title, named beside, or before the relative comes in.
fn is_another(text: &Text, names: &[Name], lone: usize, person: &Person) -> bool {
    let name = &names[lone];
    let beside = |m: &usize| namesakes::are_two(text, &name.words, &names[*m].words);
    let block = text.reading.blocks[text.words[name.words.start].block].kind;
    let earlier = person.bearer.relative && name.at.start < person.first && block == BlockKind::Paragraph;
    earlier || person.bearer.clashes(text, &namesakes::before(text, name)) || person.members.iter().any(beside)
}

/// One name alone, with what stands before it.
struct Lone<'p> {
    part: &'p str,
    at: usize,
    told: Told,
}

/// People by each part of their name, as it is written and as the last one sounds: who else may be meant is looked up, not searched.
#[derive(Default)]
struct Keys(HashMap<String, Vec<usize>>);

/// People with one part of a name in common that are looked at.
const MOST_NAMESAKES: usize = 100;

impl Keys {
    fn add(&mut self, parts: &[String], person: usize) {
        let sound = parts.last().map(|l| format!("~{}", sound(l)));
        for key in parts.iter().cloned().chain(sound) {
            let list = self.0.entry(key).or_default();
            if list.len() < MOST_NAMESAKES && list.last() != Some(&person) {
                list.push(person);
            }
        }
    }

    /// In the order in which the text names them.
    fn candidates(&self, parts: &[String]) -> Vec<usize> {
        let sound = parts.last().map(|l| format!("~{}", sound(l)));
        let keys = parts.first().into_iter().chain(parts.last()).cloned().chain(sound);
        let mut found: Vec<usize> = keys.filter_map(|k| self.0.get(&k)).flatten().copied().collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}

enum Whose {
    One(usize),
    Several,
    Nobody,
}

/// Whose surname it is, or else whose given name; spelled another way only if nobody's is spelled so.
fn whose(text: &Text, lone: &Lone, persons: &[Person], full: usize, candidates: &[usize]) -> Whose {
    let (part, at) = (lone.part, lone.at);
    let tests: [&dyn Fn(&Person) -> bool; 4] = [
        &|p| p.parts.last().is_some_and(|l| l == part),
        &|p| p.parts.len() > 2 && p.parts[1..p.parts.len() - 1].iter().any(|m| m == part),
        &|p| p.parts.first().is_some_and(|f| f == part),
        &|p| p.parts.last().is_some_and(|l| is_variant(l, part)),
    ];
    for test in tests {
        // A lone surname kept by itself is no second person of that name.
        let found: Vec<usize> = candidates.iter().copied().filter(|i| test(&persons[*i])).collect();
        let named: Vec<usize> = found.iter().copied().filter(|i| *i < full).collect();
        let found = if named.is_empty() { found } else { named };
        let fits: Vec<usize> =
            found.iter().copied().filter(|p| !persons[*p].bearer.clashes(text, &lone.told)).collect();
        let held: Vec<usize> = fits.iter().copied().filter(|p| persons[*p].bearer.holds(text, &lone.told)).collect();
        let found = [held, fits].into_iter().find(|list| !list.is_empty()).unwrap_or(found);
        return match found[..] {
            [] => continue,
            [one] => Whose::One(one),
            _ => bearer(at, &found, persons),
        };
    }
    Whose::Nobody
}

/// Of several with one surname: the only one named so far, or the one who bore it alone before the others came in.
fn bearer(at: usize, found: &[usize], persons: &[Person]) -> Whose {
    let known: Vec<usize> = found.iter().copied().filter(|i| persons[*i].first < at).collect();
    if let [one] = known[..] {
        return Whose::One(one);
    }
    let last_introduced = known.iter().map(|i| persons[*i].first).max();
    let mut alone = known.iter().filter(|i| persons[**i].alone < last_introduced && persons[**i].alone.is_some());
    if let (Some(one), None) = (alone.next(), alone.next()) {
        return Whose::One(*one);
    }
    // Who is told by somebody else's name has it for a second one.
    let mut own = found.iter().filter(|i| !persons[**i].bearer.relative);
    match (own.next(), own.next()) {
        (Some(one), None) => Whose::One(*one),
        _ => Whose::Several,
    }
}

/// Two spellings of one surname: they sound alike, and hardly a letter differs.
fn is_variant(a: &str, b: &str) -> bool {
    a.chars().count() > 3 && sound(a) == sound(b) && likeness(a, b) > 0.7
}

/// Surnames agree, and each given name of the shorter has its like in the longer.
fn same_full_name(a: &[String], b: &[String]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let (Some(surname), Some(other)) = (short.last(), long.last()) else { return false };
    if surname != other && !is_variant(surname, other) {
        return short.len() > 1 && long.len() > short.len() && long[..short.len()] == *short;
    }
    let given = &short[..short.len() - 1];
    given.iter().all(|g| long[..long.len() - 1].iter().any(|l| same_given(g, l)))
}

fn same_given(a: &str, b: &str) -> bool {
    let initial = |x: &str, y: &str| x.chars().count() == 1 && y.starts_with(x);
    a == b || initial(a, b) || initial(b, a) || (a.len() > 3 && sound(a) == sound(b))
}

fn parts(text: &Text, name: &Name) -> Vec<String> {
    let folded = fold(text.reading.document.printed(name.at));
    folded.split(' ').filter(|p| !p.is_empty()).map(str::to_string).collect()
}

/// Countries by code, listed organisations and places by their key, the rest by their words; acronyms join what they are short for.
fn group_others(
    text: &Text,
    names: &[Name],
    introduced: &[Introduced],
    entities: &mut Vec<Entity>,
    of: &mut [Option<usize>],
) {
    let mut keys: Vec<String> = names.iter().map(|n| key(text, n)).collect();
    for (i, name) in names.iter().enumerate() {
        if let Some(country) = name.adjective_of {
            keys[i] = keys[country].clone();
        }
    }
    for pair in introduced {
        let short = names.iter().position(|n| n.words == pair.acronym);
        let long = names.iter().position(|n| n.words == pair.long && n.class != Class::Person);
        let (Some(short), Some(long)) = (short, long) else { continue };
        let (from, to) = (keys[short].clone(), keys[long].clone());
        keys.iter_mut().filter(|k| **k == from).for_each(|k| k.clone_from(&to));
    }
    let mut groups: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (i, name) in names.iter().enumerate().filter(|(_, n)| n.class != Class::Person) {
        if name.class != Class::Group {
            groups.entry(&keys[i]).or_default().push(i);
        }
    }
    let mut groups: Vec<Vec<usize>> = groups.into_values().collect();
    groups.sort();
    for members in groups {
        let first = &names[members[0]];
        let listed = first.hit.filter(|h| matches!(h.listed, Listed::Country | Listed::Adjective));
        let known = listed.and_then(|h| text.index.country_name(h.key));
        add(text, names, &members, first.class, known, entities, of);
    }
}

fn key(text: &Text, name: &Name) -> String {
    if let Some(hit) = name.hit {
        return format!("{:?} {}", name.class, hit.key);
    }
    let class = match name.class {
        Class::Country | Class::Place => Class::Place,
        Class::Organisation => Class::Organisation,
        _ => Class::Event,
    };
    let folded = fold(text.reading.document.printed(name.at));
    let folded = folded.split(' ').filter(|w| !text.lexicon.particles.articles.iter().any(|a| a == w));
    format!("{class:?} {}", folded.collect::<Vec<_>>().join(" "))
}

/// The fullest of the names that are printed stands for all; a country's usual name, if it is one of them.
fn add(
    text: &Text,
    names: &[Name],
    members: &[usize],
    class: Class,
    known: Option<&'static str>,
    entities: &mut Vec<Entity>,
    of: &mut [Option<usize>],
) {
    let printed = |i: &usize| text.reading.document.printed(names[*i].at);
    let usual = |i: &usize| known.is_some_and(|k| printed(i) == k);
    let mut told: HashMap<&str, usize> = HashMap::new();
    // A country has one name in the text more than others; of other names the fullest tells most.
    members.iter().filter(|_| known.is_some()).for_each(|i| *told.entry(printed(i)).or_default() += 1);
    let fullest = |i: &usize| {
        let name = &names[*i];
        let named = name.form == Form::Name;
        let often = told.get(printed(i)).copied().unwrap_or_default();
        let (words, letters) = (printed(i).split(' ').count(), printed(i).chars().count());
        (usual(i), named, often, words, letters, std::cmp::Reverse(name.at.start))
    };
    let Some(best) = members.iter().max_by_key(|i| fullest(i)) else { return };
    let name = match known {
        Some(known) if names[*best].form != Form::Name => known,
        _ => printed(best),
    };
    members.iter().for_each(|i| of[*i] = Some(entities.len()));
    entities.push(Entity { class, name: name.to_string(), name_at: names[*best].at, offices: vec![] });
}
