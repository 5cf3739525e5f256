//! Names the rules of this build: a hash over the core's sources and the data they read, and one for each kind of fact.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// What a file decides.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    /// How the record and the pages are made and drafts checked, and nothing that one document says.
    Record,
    /// What every kind of fact hangs on.
    Shared,
    /// What one kind of fact is.
    Kind(String),
}

fn main() {
    let here = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo names the folder of the crate"));
    let mut all: Vec<(String, String)> = vec![];
    for folder in ["src", "../../words", "../../world"] {
        println!("cargo:rerun-if-changed={folder}");
        for file in files(&here.join(folder)) {
            let name = file.strip_prefix(&here).unwrap_or(&file).to_string_lossy().replace('\\', "/");
            let text = String::from_utf8_lossy(&fs::read(&file).unwrap_or_default()).into_owned();
            all.push((name, text));
        }
    }
    println!("cargo:rustc-env=READOUT_RULES={:016x}", hash(all.iter()));
    let users = users(&all);
    let together = together(&all);
    let mut parts: BTreeMap<String, Vec<&(String, String)>> = BTreeMap::new();
    for file in &all {
        match part(&file.0, &users) {
            Part::Record => {}
            Part::Shared => parts.entry("shared".into()).or_default().push(file),
            Part::Kind(kind) => {
                let one = BTreeSet::from([kind]);
                let touched = together.iter().find(|kinds| !kinds.is_disjoint(&one)).unwrap_or(&one);
                touched.iter().for_each(|kind| parts.entry(kind.clone()).or_default().push(file));
            }
        }
    }
    let named: Vec<String> =
        parts.iter().map(|(name, files)| format!("{name}={:016x}", hash(files.iter().copied()))).collect();
    println!("cargo:rustc-env=READOUT_READING={}", named.join(" "));
}

/// Which part of the house reads each file of words or of the world: `Lexicon::new("time")`, `World::new("units")`.
fn users(all: &[(String, String)]) -> BTreeMap<String, BTreeSet<Part>> {
    let mut out: BTreeMap<String, BTreeSet<Part>> = BTreeMap::new();
    for (name, text) in all.iter().filter(|(name, _)| name.starts_with("src/")) {
        for (folder, call) in [("words", "Lexicon::new(\""), ("world", "World::new(\"")] {
            let read = text.split(call).skip(1).filter_map(|rest| rest.split('"').next());
            for file in read {
                out.entry(format!("{folder}/{file}")).or_default().insert(of_source(name));
            }
        }
    }
    out
}

/// Kinds that take something from each other: those that one file beside their rooms names (`super::event`). What touches
/// one of them touches all.
fn together(all: &[(String, String)]) -> Vec<BTreeSet<String>> {
    let mut out: Vec<BTreeSet<String>> = vec![];
    let beside =
        |name: &str| name.strip_prefix("src/facts/").is_some_and(|file| !file.contains('/') && file != "mod.rs");
    for (_, text) in all.iter().filter(|(name, _)| beside(name)) {
        let named = text.split("super::").skip(1).filter_map(|rest| rest.split("::").next());
        let mut kinds: BTreeSet<String> =
            named.filter(|kind| kind.bytes().all(|b| b.is_ascii_lowercase())).map(|kind| format!("{kind}s")).collect();
        out.retain(|other| {
            let is_apart = other.is_disjoint(&kinds);
            kinds.extend(other.iter().filter(|_| !is_apart).cloned());
            is_apart
        });
        out.push(kinds);
    }
    out
}

fn part(name: &str, users: &BTreeMap<String, BTreeSet<Part>>) -> Part {
    if name.starts_with("src/") {
        return of_source(name);
    }
    let folder = if name.starts_with("../../words/") { "words" } else { "world" };
    let file = name.rsplit('/').next().unwrap_or(name).trim_end_matches(".toml");
    // What is read by nobody who is known, or by two who decide something, all may hang on.
    let parts: Vec<&Part> = users.get(&format!("{folder}/{file}")).into_iter().flatten().collect();
    match parts.as_slice() {
        [one] => (*one).clone(),
        [Part::Record, one] => (*one).clone(),
        _ => Part::Shared,
    }
}

/// A kind is the folder of its room in the plural: `src/facts/event` finds `events`.
fn of_source(name: &str) -> Part {
    let makes = ["src/brief/", "src/check/", "src/record/", "src/entry/", "src/difference/"];
    if makes.iter().any(|folder| name.starts_with(folder)) && name != "src/record/json.rs" {
        return Part::Record;
    }
    let Some((kind, file)) = name.strip_prefix("src/facts/").and_then(|rest| rest.split_once('/')) else {
        return Part::Shared;
    };
    if file.starts_with("reconcile") || file.starts_with("tests") {
        return Part::Record;
    }
    Part::Kind(format!("{kind}s"))
}

const FNV_OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const FNV_PRIME: u64 = 0x0100_0000_01b3;

/// FNV-1a, <http://www.isthe.com/chongo/tech/comp/fnv/>: needs no crate, and nobody gains by a collision.
fn hash<'f>(files: impl Iterator<Item = &'f (String, String)>) -> u64 {
    let add = |hash: u64, text: &str| text.bytes().fold(hash, |h, byte| (h ^ u64::from(byte)).wrapping_mul(FNV_PRIME));
    files.fold(FNV_OFFSET, |hash, (name, text)| add(add(hash, name), text))
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return vec![] };
    let mut out: Vec<PathBuf> = vec![];
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            out.extend(files(&path));
            continue;
        }
        out.push(path);
    }
    out.sort();
    out
}
