//! Which names over all documents are one: candidates by blocking keys, joined when all their names go together.

use super::evidence::Evidence;
use super::looked::{Seen, last, spelled_alike};
use super::{Named, Report};
use crate::reading::names::Class;
use crate::record::judged::{Bound, Mark};
use crate::record::sets::Sets;
use crate::value::who::{self, Verdict};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Names that share a key and may be compared each with each; more are taken only when they are spelled the same.
const LARGEST_BLOCK: usize = 300;
/// A surname alone is told beside so many who bear it.
const MOST_NAMESAKES: usize = 5;
/// From here on two full names are surely one.
const SURE: f64 = 0.84;

/// Names over all documents in sets, with what people have judged about them.
#[derive(Debug)]
pub struct Groups {
    sets: Sets,
    members: Vec<Vec<usize>>,
    /// What people have judged about the members of each.
    marks: Vec<Vec<Mark>>,
}

impl Groups {
    fn new(named: &[Named]) -> Groups {
        let n = named.len();
        let marks = named.iter().map(|n| n.marks.clone()).collect();
        Groups { sets: Sets::new(n), members: (0..n).map(|i| vec![i]).collect(), marks }
    }

    pub fn len(&self) -> usize {
        self.sets.len()
    }

    pub fn find(&mut self, i: usize) -> usize {
        self.sets.find(i)
    }

    /// Makes one of two, but where somebody has judged that they are two.
    fn join(&mut self, a: usize, b: usize, judged: &Bound) {
        let (a, b) = (self.find(a), self.find(b));
        if a == b || judged.are_one(&self.marks[a], &self.marks[b]) == Some(false) {
            return;
        }
        let (keep, give) = (a.min(b), a.max(b));
        self.sets.join(keep, give);
        let given = std::mem::take(&mut self.members[give]);
        self.members[keep].extend(given);
        let marks = std::mem::take(&mut self.marks[give]);
        self.marks[keep].extend(marks);
    }
}

/// The groups, and the pairs that were looked at on the way.
pub fn group(named: &[Named], reports: &[Report], judged: &Bound) -> (Groups, Vec<Seen>) {
    let mut groups = Groups::new(named);
    let mut seen = join_judged(named, &mut groups, judged);
    join_shared_variants(named, &mut groups, judged);
    seen.extend(join_alike(named, reports, &mut groups, judged));
    seen.extend(join_surnames(named, reports, &mut groups, judged));
    seen.extend(spelled_alike(named));
    (groups, seen)
}

/// What people have judged to be one.
fn join_judged(named: &[Named], groups: &mut Groups, judged: &Bound) -> Vec<Seen> {
    let mut of: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (i, n) in named.iter().enumerate() {
        n.marks.iter().for_each(|m| of.entry(m.judgement).or_default().push(i));
    }
    let mut seen = vec![];
    for list in of.into_values() {
        for pair in list.windows(2) {
            let Some(is_one) = judged.are_one(&named[pair[0]].marks, &named[pair[1]].marks) else { continue };
            let verdict = if is_one { Verdict::Same } else { Verdict::Different };
            seen.push(Seen { a: pair[0], b: pair[1], verdict, why: "judged", score: f64::from(is_one) });
            if is_one {
                groups.join(pair[0], pair[1], judged);
            }
        }
    }
    seen
}

/// Small letters without accents and articles, words in order.
pub fn plain(name: &str) -> String {
    let folded = who::fold(name);
    folded.strip_prefix("the ").unwrap_or(&folded).to_string()
}

/// A surname or a given name and nothing more.
pub fn is_alone(name: &str) -> bool {
    !name.trim().contains(' ')
}

/// Organisations that share an acronym or another whole name, unless two listed ones do.
fn join_shared_variants(named: &[Named], groups: &mut Groups, judged: &Bound) {
    let mut by_variant: BTreeMap<(Class, String), Vec<usize>> = BTreeMap::new();
    for (i, n) in named.iter().enumerate().filter(|(_, n)| !matches!(n.class, Class::Person | Class::Group)) {
        let mut keys: BTreeSet<String> =
            n.variants.iter().map(|v| plain(v)).filter(|v| v.chars().count() > 1).collect();
        keys.extend(n.variants.iter().filter_map(|v| in_one_word(v)));
        keys.into_iter().for_each(|k| by_variant.entry((n.class, k)).or_default().push(i));
    }
    for list in by_variant.into_values() {
        let listed: BTreeSet<&String> = list.iter().filter_map(|i| named[*i].listed.as_ref()).collect();
        if listed.len() > 1 || list.len() > LARGEST_BLOCK * 4 {
            continue;
        }
        list.windows(2).for_each(|pair| groups.join(pair[0], pair[1], judged));
    }
}

/// "Norder Gruppe" and "NorderGruppe": written in one word with a capital inside, or in two.
fn in_one_word(name: &str) -> Option<String> {
    let plain = plain(name);
    let inner = name.chars().skip(1).zip(name.chars()).any(|(c, before)| c.is_uppercase() && before.is_lowercase());
    let two = plain.split(' ').count() == 2;
    (plain.len() > SHORT && (two || inner && !plain.contains(' '))).then(|| plain.replace(' ', ""))
}

/// A shorter word written together may be anything.
const SHORT: usize = 6;

/// Full names that `who` takes for the same.
fn join_alike(named: &[Named], reports: &[Report], groups: &mut Groups, judged: &Bound) -> Vec<Seen> {
    let evidence = Evidence::new(named, reports.len(), groups);
    let mut pairs: Vec<(u32, usize, usize)> = vec![];
    let mut seen = vec![];
    for block in blocks(named) {
        for (n, i) in block.iter().enumerate() {
            for j in &block[n + 1..] {
                let found = who::compare(&named[*i].name, &named[*j].name);
                if found.verdict != Verdict::Different || last(&named[*i]) == last(&named[*j]) {
                    seen.push(Seen { a: *i, b: *j, verdict: found.verdict, why: found.why, score: found.score });
                }
                let carried = || is_one_spelling(&named[*i], &named[*j], found.why) || evidence.is_near(named, *i, *j);
                if found.verdict == Verdict::Same && found.score >= sure(&named[*i]) && carried() {
                    pairs.push(((found.score * 1000.0) as u32, *i, *j));
                }
            }
        }
    }
    pairs.sort_by_key(|(score, i, j)| (std::cmp::Reverse(*score), *i, *j));
    pairs.dedup();
    let torn = torn(named, &pairs);
    for (_, i, j) in pairs {
        if !torn.contains(&i) && !torn.contains(&j) && go_together(named, groups, i, j) {
            groups.join(i, j, judged);
        }
    }
    seen
}

/// The same sounds in other letters, or a fuller name; "Keller" and "Kellner" are two unless the texts show them to be one.
fn is_one_spelling(a: &Named, b: &Named, why: &str) -> bool {
    let sounds = |n: &Named| plain(&n.name).split(' ').map(who::sound).collect::<BTreeSet<String>>();
    a.class != Class::Person || !SPELLED.contains(&why) || sounds(a) == sounds(b)
}

/// Reasons that look at nothing but letters.
const SPELLED: &[&str] = &["alike", "spelled-apart"];

fn sure(named: &Named) -> f64 {
    if named.class == Class::Person { SURE } else { 0.93 }
}

/// Names with a like in two that are surely different: "A. Petrov" beside Anna and Anton.
fn torn(named: &[Named], pairs: &[(u32, usize, usize)]) -> BTreeSet<usize> {
    let mut partners: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (_, i, j) in pairs {
        partners.entry(*i).or_default().push(*j);
        partners.entry(*j).or_default().push(*i);
    }
    let apart = |list: &[usize]| {
        let few = &list[..list.len().min(12)];
        few.iter().enumerate().any(|(n, a)| {
            few[n + 1..].iter().any(|b| who::compare(&named[*a].name, &named[*b].name).verdict == Verdict::Different)
        })
    };
    partners.into_iter().filter(|(_, list)| list.len() > 1 && apart(list)).map(|(i, _)| i).collect()
}

/// Nobody of the one group is surely another than somebody of the other.
fn go_together(named: &[Named], groups: &mut Groups, i: usize, j: usize) -> bool {
    let (a, b) = (groups.find(i), groups.find(j));
    if a == b {
        return true;
    }
    let few = |list: &[usize]| list.iter().take(20).copied().collect::<Vec<usize>>();
    let (a, b) = (few(&groups.members[a]), few(&groups.members[b]));
    a.iter().all(|x| b.iter().all(|y| who::compare(&named[*x].name, &named[*y].name).verdict != Verdict::Different))
}

/// Names that may be one: people by the sound of a name and the first letter of another, others by their first word.
fn blocks(named: &[Named]) -> Vec<Vec<usize>> {
    let mut out: BTreeMap<(Class, String), Vec<usize>> = BTreeMap::new();
    for (i, n) in named.iter().enumerate().filter(|(_, n)| n.listed.is_none() && !is_alone(&n.name)) {
        for key in keys(n) {
            out.entry((n.class, key)).or_default().push(i);
        }
    }
    out.into_values().filter(|b| b.len() > 1 && b.len() <= LARGEST_BLOCK).collect()
}

fn keys(named: &Named) -> BTreeSet<String> {
    let folded = plain(&named.name);
    let words: Vec<&str> = folded.split(' ').filter(|w| w.len() > 1).collect();
    let (Some(first), Some(last)) = (folded.chars().next(), words.last()) else { return BTreeSet::new() };
    if named.class != Class::Person {
        return words.first().map(|w| who::sound(w)).into_iter().collect();
    }
    let begin = words.first().map_or(String::new(), |w| who::sound(w).chars().take(3).collect());
    let end: String = who::sound(last).chars().filter(|c| !"aeiou".contains(*c)).take(4).collect();
    // By surname and initial, and by given name and the letter the surname begins with, for a slip in either.
    let surname = last.chars().next().unwrap_or(' ');
    BTreeSet::from([format!("{first} {end}"), format!("{begin}-{surname}")])
}

/// A surname alone in one document, where one full name of the record has it and both speak of the same things.
fn join_surnames(named: &[Named], reports: &[Report], groups: &mut Groups, judged: &Bound) -> Vec<Seen> {
    let mut seen = vec![];
    let mut evidence = Evidence::new(named, reports.len(), groups);
    let mut by_sound: HashMap<String, Vec<usize>> = HashMap::new();
    let mut lone: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (i, n) in named.iter().enumerate().filter(|(_, n)| n.class == Class::Person) {
        let sound = who::sound(&last(n));
        if is_alone(&n.name) {
            lone.entry(sound).or_default().push(i);
        } else {
            by_sound.entry(sound).or_default().push(i);
        }
    }
    for (sound, list) in &lone {
        let full: BTreeSet<usize> = by_sound.get(sound).into_iter().flatten().map(|i| groups.find(*i)).collect();
        for i in list {
            if let (Some(root), Some((document, _))) = (elsewhere(named, groups, *i, &full), named[*i].members.first())
            {
                evidence.presume(*document, root);
            }
        }
    }
    for (sound, list) in lone {
        let full: BTreeSet<usize> = by_sound.get(&sound).into_iter().flatten().map(|i| groups.find(*i)).collect();
        for i in &list {
            let alone = |root: &usize| Seen { a: *i, b: *root, verdict: Verdict::Unsure, why: "one-name", score: 0.6 };
            seen.extend(full.iter().take(MOST_NAMESAKES).map(alone));
        }
        for (n, i) in list.iter().enumerate() {
            let only = elsewhere(named, groups, *i, &full);
            let known = only.filter(|root| evidence.is_shared(named, *i, *root, &groups.members[*root]));
            let earlier =
                || list[..n].iter().rev().take(30).find(|j| evidence.is_shared(named, *i, *i, &[**j])).copied();
            if let Some(other) = known.or_else(|| if full.is_empty() { earlier() } else { None }) {
                groups.join(*i, other, judged);
            }
        }
    }
    seen
}

/// The only one with that surname whom the lone surname's own document does not name in full: who is named there is another.
fn elsewhere(named: &[Named], groups: &Groups, lone: usize, full: &BTreeSet<usize>) -> Option<usize> {
    let (document, _) = named[lone].members.first()?;
    let here = |root: &usize| {
        let few = groups.members[*root].iter().take(MOST_NAMESAKES * 10);
        few.into_iter().any(|m| named[*m].members.iter().any(|(d, _)| d == document))
    };
    let mut others = full.iter().copied().filter(|root| !here(root));
    others.next().filter(|_| others.next().is_none())
}
