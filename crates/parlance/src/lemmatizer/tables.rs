//! The tables of a lemmatizer: words, exceptions and rules by part of speech.

use crate::error::LoadError;
use crate::files::File;
use crate::msgpack::{Malformed, Reader, Value};
use crate::strings::{murmur_hash_64a, string_id};
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

/// All tables; keys are the string ids of parts of speech, or of the names of rule lists.
#[derive(Debug, Default)]
pub(crate) struct Tables {
    index: HashMap<u64, WordSet>,
    exceptions: HashMap<u64, WordTable>,
    rules: HashMap<u64, Vec<Rule>>,
    groups: HashMap<u64, Vec<Group>>,
    pub lookup: WordTable,
    /// Whether the file has rules at all, if only an empty table.
    pub has_rules: bool,
}

/// An ending and what takes its place; or a word and its lemma.
#[derive(Debug)]
pub(crate) struct Rule {
    pub old: Box<str>,
    pub new: Box<str>,
}

/// The name of a list of rules, for words with all these features.
#[derive(Debug)]
pub(crate) struct Group {
    pub name: Box<str>,
    pub features: Vec<Box<str>>,
}

/// Words, each as its string id: as in spaCy, no two words share one.
#[derive(Debug, Default)]
pub(crate) struct WordSet(HashSet<u64, BuildHasherDefault<Hashed>>);

/// Lists of forms by the string id of a word.
#[derive(Debug, Default)]
pub(crate) struct WordTable {
    lists: HashMap<u64, (u32, u32), BuildHasherDefault<Hashed>>,
    /// Where each form ends in `letters`; it starts where the one before ends.
    ends: Vec<u32>,
    letters: String,
}

/// Takes keys for what they are: hashes.
#[derive(Debug, Default)]
struct Hashed(u64);

impl Hasher for Hashed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = murmur_hash_64a(bytes, self.0);
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

type Result<T> = std::result::Result<T, Malformed>;

impl Tables {
    pub fn read(file: &File) -> std::result::Result<Tables, LoadError> {
        let mut tables = Tables::default();
        tables.fill(&mut Reader::new(&file.bytes)).map_err(|malformed| file.malformed(&malformed))?;
        Ok(tables)
    }

    /// The words of a part of speech.
    pub fn index(&self, pos: u64) -> Option<&WordSet> {
        self.index.get(&pos)
    }

    pub fn exceptions(&self, pos: u64) -> Option<&WordTable> {
        self.exceptions.get(&pos)
    }

    pub fn rules(&self, key: u64) -> &[Rule] {
        self.rules.get(&key).map_or(&[], |rules| rules)
    }

    /// The list of rules with a name.
    pub fn named(&self, name: &str) -> &[Rule] {
        self.rules(string_id(name))
    }

    pub fn groups(&self, pos: u64) -> &[Group] {
        self.groups.get(&pos).map_or(&[], |groups| groups)
    }

    /// Whether any table knows a part of speech.
    pub fn know(&self, pos: u64) -> bool {
        self.index(pos).is_some_and(|words| !words.0.is_empty())
            || self.exceptions(pos).is_some_and(|table| !table.lists.is_empty())
            || !self.rules(pos).is_empty()
    }

    fn fill(&mut self, reader: &mut Reader) -> Result<()> {
        for _ in 0..reader.read_map_len()? {
            match reader.read_text()? {
                "lemma_index" => self.index = by_pos(reader, WordSet::read)?,
                "lemma_exc" => self.exceptions = by_pos(reader, WordTable::of_words)?,
                "lemma_rules" => {
                    self.rules = by_pos(reader, rules)?;
                    self.has_rules = true;
                }
                "lemma_rules_groups" => self.groups = by_pos(reader, groups)?,
                "lemma_lookup" => self.lookup = WordTable::of_ids(reader)?,
                _ => drop(reader.read_value()?),
            }
        }
        Ok(())
    }
}

fn by_pos<T>(reader: &mut Reader, read: fn(&mut Reader) -> Result<T>) -> Result<HashMap<u64, T>> {
    let mut tables = HashMap::new();
    for _ in 0..reader.read_map_len()? {
        tables.insert(reader.read_unsigned()?, read(reader)?);
    }
    Ok(tables)
}

impl WordSet {
    pub fn holds(&self, word: &str) -> bool {
        self.0.contains(&string_id(word))
    }

    fn read(reader: &mut Reader) -> Result<WordSet> {
        let len = reader.read_list_len()?;
        let mut words = WordSet(HashSet::with_capacity_and_hasher(len, BuildHasherDefault::default()));
        for _ in 0..len {
            words.0.insert(string_id(reader.read_text()?));
        }
        Ok(words)
    }
}

impl WordTable {
    /// The forms listed for a word.
    pub fn get(&self, word: &str) -> impl DoubleEndedIterator<Item = &str> {
        let (first, count) = self.lists.get(&string_id(word)).copied().unwrap_or((0, 0));
        (first..first + count).map(|form| self.form(form))
    }

    /// The first form listed for a word.
    pub fn first(&self, word: &str) -> Option<&str> {
        self.get(word).next()
    }

    fn form(&self, number: u32) -> &str {
        let start = if number == 0 { 0 } else { self.ends[number as usize - 1] };
        &self.letters[start as usize..self.ends[number as usize] as usize]
    }

    fn of_words(reader: &mut Reader) -> Result<WordTable> {
        let mut table = WordTable::default();
        let len = reader.read_map_len()?;
        table.lists.reserve(len);
        for _ in 0..len {
            let key = string_id(reader.read_text()?);
            table.add(key, reader)?;
        }
        Ok(table)
    }

    fn of_ids(reader: &mut Reader) -> Result<WordTable> {
        let mut table = WordTable::default();
        let len = reader.read_map_len()?;
        table.lists.reserve(len);
        for _ in 0..len {
            let key = reader.read_unsigned()?;
            table.add(key, reader)?;
        }
        Ok(table)
    }

    /// Adds the list of forms, or the one form, that comes next.
    fn add(&mut self, key: u64, reader: &mut Reader) -> Result<()> {
        let mut list = reader.clone();
        let count = match list.read_list_len() {
            Ok(count) => {
                *reader = list;
                count
            }
            Err(_) => 1,
        };
        let first = self.ends.len();
        for _ in 0..count {
            self.letters.push_str(reader.read_text()?);
            self.ends.push(self.letters.len() as u32);
        }
        self.lists.insert(key, (first as u32, count as u32));
        Ok(())
    }
}

fn rules(reader: &mut Reader) -> Result<Vec<Rule>> {
    let rule = |value: &Value| match value.list() {
        Some([old, new]) => Ok(Rule { old: text_of(old)?.into(), new: text_of(new)?.into() }),
        _ => Err(unexpected("a rule is not two texts")),
    };
    list_of(reader, rule)
}

fn groups(reader: &mut Reader) -> Result<Vec<Group>> {
    let group = |value: &Value| match value.list() {
        Some([name, Value::List(features)]) => {
            let features: Result<_> = features.iter().map(|feature| Ok(text_of(feature)?.into())).collect();
            Ok(Group { name: text_of(name)?.into(), features: features? })
        }
        _ => Err(unexpected("a group of rules is not a name and features")),
    };
    list_of(reader, group)
}

fn list_of<T>(reader: &mut Reader, item: impl Fn(&Value) -> Result<T>) -> Result<Vec<T>> {
    let mut items = Vec::new();
    for _ in 0..reader.read_list_len()? {
        items.push(item(&reader.read_value()?)?);
    }
    Ok(items)
}

fn text_of<'v>(value: &Value<'v>) -> Result<&'v str> {
    value.text().ok_or_else(|| unexpected("a form is not a text"))
}

fn unexpected(what: &str) -> Malformed {
    Malformed { at: 0, what: what.into() }
}
