//! A name cut into the words that tell it from others: titles, particles and legal forms set aside.

use super::letters::{fold, is_without_vowels, likeness, sound};
use super::romanised;
use crate::words::World;
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap, HashSet};

static FILE: World<Lists> = World::new("name_parts");

static GIVEN: World<Given> = World::new("given_names");

/// Given names of any gender, folded.
#[derive(Debug, Deserialize)]
#[serde(from = "BTreeMap<String, Vec<String>>")]
struct Given(HashSet<String>);

/// A word that people are called by before their surname.
pub fn is_given_name(word: &str) -> bool {
    GIVEN.get().0.contains(&fold(word))
}

impl From<BTreeMap<String, Vec<String>>> for Given {
    fn from(lists: BTreeMap<String, Vec<String>>) -> Given {
        Given(lists.into_values().flatten().map(|n| fold(&n)).collect())
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    nicknames: Vec<Vec<String>>,
    legal_forms: Vec<LegalForms>,
    titles: WordList,
    particles: WordList,
    patronymics: Endings,
    common: WordList,
    short: Vec<Names>,
    tens: Tens,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct LegalForms {
    kind: Kind,
    names: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    Stock,
    Limited,
    Partnership,
    Association,
    Generic,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WordList {
    words: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Endings {
    endings: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Names {
    names: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Tens {
    words: BTreeMap<String, u32>,
}

/// The file, indexed.
#[derive(Debug, Deserialize)]
#[serde(from = "File")]
pub struct Lists {
    nicknames: HashMap<String, Vec<usize>>,
    /// The same by their sound; of two names that sound alike the first of the file.
    heard: HashMap<String, Vec<usize>>,
    legal_forms: HashMap<String, Kind>,
    /// Those of twelve letters and more, in which a slip of the pen is seen.
    long_forms: Vec<(String, Kind)>,
    titles: HashSet<String>,
    particles: HashSet<String>,
    patronymics: Vec<String>,
    common: HashSet<String>,
    short: HashMap<String, String>,
    tens: BTreeMap<String, u32>,
}

impl From<File> for Lists {
    fn from(file: File) -> Lists {
        let mut nicknames: HashMap<String, Vec<usize>> = HashMap::new();
        for (i, group) in file.nicknames.into_iter().enumerate() {
            group.into_iter().for_each(|n| nicknames.entry(n).or_default().push(i));
        }
        let mut heard: HashMap<String, Vec<usize>> = HashMap::new();
        let mut names: Vec<&String> = nicknames.keys().filter(|n| n.len() > 4).collect();
        names.sort();
        names.into_iter().for_each(|n| {
            heard.entry(sound(n)).or_insert_with(|| nicknames[n].clone());
        });
        let forms = file.legal_forms.into_iter().flat_map(|f| f.names.into_iter().map(move |n| (n, f.kind)));
        let short = file.short.into_iter().flat_map(|s| {
            let first = s.names.first().cloned().unwrap_or_default();
            s.names.into_iter().map(move |n| (n, first.clone()))
        });
        let legal_forms: HashMap<String, Kind> = forms.collect();
        let mut long_forms: Vec<(String, Kind)> =
            legal_forms.iter().filter(|(f, _)| f.len() >= 12).map(|(f, k)| (f.clone(), *k)).collect();
        long_forms.sort_by(|a, b| a.0.cmp(&b.0));
        Lists {
            nicknames,
            heard,
            legal_forms,
            long_forms,
            titles: file.titles.words.into_iter().collect(),
            particles: file.particles.words.into_iter().collect(),
            patronymics: file.patronymics.endings,
            common: file.common.words.into_iter().collect(),
            short: short.collect(),
            tens: file.tens.words,
        }
    }
}

pub fn lists() -> &'static Lists {
    FILE.get()
}

impl Lists {
    pub fn is_common(&self, word: &str) -> bool {
        self.common.contains(word)
    }

    pub fn is_patronymic(&self, word: &str) -> bool {
        self.patronymics.iter().any(|e| word.len() > e.len() + 2 && word.ends_with(e.as_str()))
    }

    /// A father's name without its ending: "igor" of "igorevich".
    pub fn father<'w>(&self, word: &'w str) -> Option<&'w str> {
        let ending = self.patronymics.iter().find(|e| word.len() > e.len() + 2 && word.ends_with(e.as_str()))?;
        word.strip_suffix(ending.as_str())
    }

    /// Whether two given names are forms of one.
    pub fn are_one_name(&self, a: &str, b: &str) -> bool {
        let (Some(a), Some(b)) = (self.groups_of(a), self.groups_of(b)) else { return false };
        a.iter().any(|group| b.contains(group))
    }

    /// The groups of a given name, also where another language spells it.
    fn groups_of(&self, name: &str) -> Option<&Vec<usize>> {
        let heard = || romanised::readings(name).into_iter().find_map(|heard| self.heard.get(&heard));
        self.nicknames.get(name).or_else(|| self.heard.get(&sound(name))).or_else(heard)
    }
}

/// A number in digits or in Roman letters.
pub fn is_number(word: &str) -> bool {
    !word.is_empty() && (word.chars().all(|c| c.is_ascii_digit()) || word.chars().all(|c| matches!(c, 'i' | 'v' | 'x')))
}

/// A name, taken apart.
#[derive(Clone, Debug, Default)]
pub struct Parts {
    /// All of it, folded.
    pub folded: String,
    /// What tells it from others, in order.
    pub words: Vec<String>,
    pub legal: Vec<Kind>,
    /// It has a legal form or a word of company names.
    pub company: bool,
    /// All of it but legal forms, without spaces.
    pub whole: String,
    /// Its script leaves out vowels.
    pub vowelless: bool,
    /// It is one word in capitals.
    capitals: bool,
}

impl Parts {
    pub fn of(name: &str) -> Parts {
        let lists = lists();
        let folded = fold(&apart(&in_order(name)));
        let words: Vec<String> = folded.split(' ').filter(|w| !w.is_empty()).map(unleet).collect();
        let (words, legal) = without_legal_forms(&with_initials_joined(&words), lists);
        let words = shortened(&words, lists);
        let company = !legal.is_empty() || words.iter().any(|w| lists.common.contains(w));
        let kept = without(&words, |i, w| {
            (lists.particles.contains(w) && !(i == 0 && words.len() == 2)) || (!company && lists.titles.contains(w))
        });
        let whole = words.concat();
        let capitals = !name.trim().contains(' ') && name.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
        Parts { folded, words: kept, legal, company, whole, vowelless: is_without_vowels(name), capitals }
    }

    pub fn joined(&self) -> String {
        self.words.concat()
    }

    /// Both state a legal form, and no one form is both.
    pub fn forms_differ(&self, other: &Parts) -> bool {
        let known = |p: &Parts| p.legal.iter().copied().filter(|k| *k != Kind::Generic).collect::<Vec<_>>();
        let (a, b) = (known(self), known(other));
        !a.is_empty() && !b.is_empty() && !a.iter().any(|k| b.contains(k))
    }

    /// "PLA" of three words that begin so.
    pub fn is_acronym_of(&self, other: &Parts) -> bool {
        let [short] = &self.words[..] else { return false };
        let initials: String = other.words.iter().filter_map(|w| w.chars().next()).collect();
        let all: String = other.folded.split(' ').filter_map(|w| w.chars().next()).collect();
        self.capitals && short.chars().count() >= 3 && (*short == initials || *short == all)
    }

    /// Two given names in the other order are two people more often than one.
    pub fn is_reversed_given_names(&self, other: &Parts) -> bool {
        let ([a, b], [c, d]) = (&self.words[..], &other.words[..]) else { return false };
        if self.whole != self.joined() || other.whole != other.joined() {
            return false;
        }
        let given = |w: &str| lists().nicknames.contains_key(w) || GIVEN.get().0.contains(w);
        a == d && b == c && a != b && given(a) && given(b)
    }
}

fn without(words: &[String], is_left_out: impl Fn(usize, &str) -> bool) -> Vec<String> {
    let kept: Vec<String> =
        words.iter().enumerate().filter(|(i, w)| !is_left_out(*i, w)).map(|(_, w)| w.clone()).collect();
    if kept.is_empty() { words.to_vec() } else { kept }
}

/// "Surname, Given" as "Given Surname"; a legal form after the comma stays behind.
fn in_order(name: &str) -> String {
    let name = name.replace('&', " and ");
    let Some((before, after)) = name.split_once(',') else { return name };
    let folded = fold(after);
    let plain: String = folded.split(' ').collect::<Vec<_>>().join("");
    let legal =
        folded.split(' ').any(|w| lists().legal_forms.contains_key(w)) || lists().legal_forms.contains_key(&plain);
    if legal || after.contains(',') || before.split_whitespace().count() > 3 {
        return name;
    }
    format!("{} {}", after.trim(), before.trim())
}

/// A space where a small letter is followed by a capital: "IvanPetrov".
fn apart(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 4);
    let mut before = [' ', ' '];
    for c in name.chars() {
        if c.is_uppercase() && before[1].is_lowercase() && before[0].is_alphabetic() {
            out.push(' ');
        }
        out.push(c);
        before = [before[1], c];
    }
    out
}

/// Digits that stand for letters inside a word: "Ig0r".
fn unleet(word: &str) -> String {
    let letters = word.chars().filter(char::is_ascii_alphabetic).count();
    let digits = word.len() - letters.min(word.len());
    if digits == 0 || letters < 3 || digits > 2 || !word.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return word.to_string();
    }
    let letter = |c| match c {
        '0' => 'o',
        '1' => 'i',
        '3' => 'e',
        '4' => 'a',
        '5' => 's',
        '9' => 'g',
        c => c,
    };
    word.chars().map(letter).collect()
}

/// "s a r l" as one word, so that it is found among the legal forms; the initials of people stay apart.
fn with_initials_joined(words: &[String]) -> Vec<String> {
    let mut out: Vec<String> = vec![];
    let mut i = 0;
    while i < words.len() {
        let run =
            words[i..].iter().take_while(|w| w.len() == 1 && !w.starts_with(|c: char| c.is_ascii_digit())).count();
        let joined = words[i..i + run].concat();
        if run > 2 || (run == 2 && (lists().legal_forms.contains_key(&joined) || lists().short.contains_key(&joined))) {
            out.push(joined);
            i += run;
            continue;
        }
        out.push(words[i].clone());
        i += 1;
    }
    out
}

fn without_legal_forms(words: &[String], lists: &Lists) -> (Vec<String>, Vec<Kind>) {
    let (mut out, mut legal) = (vec![], vec![]);
    let mut i = 0;
    while i < words.len() {
        let longest = (1..=4.min(words.len() - i)).rev().find_map(|n| Some((n, legal_form(&words[i..i + n], lists)?)));
        let Some((n, kind)) = longest.filter(|_| words.len() > 1) else {
            out.push(words[i].clone());
            i += 1;
            continue;
        };
        legal.push(kind);
        i += n;
    }
    if out.is_empty() { (words.to_vec(), legal) } else { (out, legal) }
}

/// A legal form: as listed, its letters apart, or a long one with a slip of the pen.
fn legal_form(words: &[String], lists: &Lists) -> Option<Kind> {
    let phrase = words.join(" ");
    let apart = words.len() > 1 && words.iter().all(|w| w.len() < 4);
    let listed = lists.legal_forms.get(&phrase).or_else(|| lists.legal_forms.get(&words.concat()).filter(|_| apart));
    if listed.is_some() || phrase.len() < 12 || phrase.len() > 60 {
        return listed.copied();
    }
    lists
        .long_forms
        .iter()
        .find(|(form, _)| form.len().abs_diff(phrase.len()) < 3 && likeness(form, &phrase) > 0.9)
        .map(|(_, kind)| *kind)
}

/// "Int'l" as "international", "forty four" as "44".
fn shortened(words: &[String], lists: &Lists) -> Vec<String> {
    let mut out: Vec<String> = vec![];
    let mut i = 0;
    while i < words.len() {
        if let Some(tens) = lists.tens.get(&words[i]) {
            let unit = words.get(i + 1).and_then(|w| unit(w, lists));
            out.push((tens + unit.unwrap_or(0)).to_string());
            i += 1 + usize::from(unit.is_some());
            continue;
        }
        let two = words.get(i + 1).and_then(|next| lists.short.get(&format!("{} {next}", words[i])));
        if let Some(two) = two {
            out.extend(two.split(' ').map(str::to_string));
            i += 2;
            continue;
        }
        let long = lists.short.get(&words[i]).map_or(words[i].as_str(), String::as_str);
        out.extend(long.split(' ').map(str::to_string));
        i += 1;
    }
    out
}

fn unit(word: &str, lists: &Lists) -> Option<u32> {
    let word = lists.short.get(word).map_or(word, String::as_str);
    let same = lists.short.iter().filter(|(_, first)| *first == word);
    word.parse().ok().or_else(|| same.filter_map(|(name, _)| name.parse().ok()).min()).filter(|n| *n < 10)
}
