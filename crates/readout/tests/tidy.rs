//! The project's own habits, held by tests: language is data, rooms stay small, every lexicon loads.

mod common;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

const LONGEST_FILE: usize = 400;
const LONGEST_FUNCTION: usize = 60;

#[test]
fn no_file_and_no_function_is_too_long() {
    let mut found = vec![];
    for path in sources("crates") {
        let text = read(&path);
        let lines: Vec<&str> = text.lines().collect();
        if lines.len() > LONGEST_FILE {
            found.push(format!("{}: {} lines", short(&path), lines.len()));
        }
        found.extend(
            long_functions(&lines)
                .into_iter()
                .map(|(line, length)| format!("{}:{line}: a function of {length} lines", short(&path))),
        );
    }
    assert!(found.is_empty(), "split these into rooms of their own:\n{}", found.join("\n"));
}

/// Functions as rustfmt prints them: from `fn` to the brace that closes at the same indentation.
fn long_functions(lines: &[&str]) -> Vec<(usize, usize)> {
    let mut out = vec![];
    for (i, line) in lines.iter().enumerate() {
        let indent = line.len() - line.trim_start().len();
        let head = line
            .trim_start()
            .trim_start_matches("pub ")
            .trim_start_matches("pub(crate) ")
            .trim_start_matches("pub(super) ");
        let head = head.trim_start_matches("const ").trim_start_matches("unsafe ");
        if !head.starts_with("fn ") || line.trim_end().ends_with(';') {
            continue;
        }
        let close = format!("{}}}", " ".repeat(indent));
        let length = lines[i..].iter().position(|l| l.trim_end() == close).map_or(0, |n| n + 1);
        if length > LONGEST_FUNCTION {
            out.push((i + 1, length));
        }
    }
    out
}

#[test]
fn every_file_opens_with_a_sentence_that_says_what_it_is() {
    let bad: Vec<String> = sources("crates").iter().filter(|p| !read(p).starts_with("//!")).map(|p| short(p)).collect();
    assert!(bad.is_empty(), "without `//!`:\n{}", bad.join("\n"));
}

#[test]
fn no_currency_sign_and_no_word_of_a_lexicon_stands_in_the_core() {
    let words = lexicon_words();
    let mut found = vec![];
    for path in sources("crates/readout/src").into_iter().filter(|p| !p.ends_with("tests.rs")) {
        // The pages name tags, classes and keys, which look like English; that they show none, a test of their own holds.
        let is_page = short(&path).starts_with("crates/readout/src/brief/");
        for (line, literal) in string_literals(&before_tests(&read(&path))) {
            let is_sign = !literal.starts_with("$CARGO")
                && literal != "$schema"
                && literal.chars().any(|c| "$€£¥₽₸₴₹₩₺₼₾₪₫฿¢".contains(c));
            if is_sign || (!is_page && words.contains(literal.as_str()) && !is_label(&literal)) {
                found.push(format!("{}:{line}: {literal:?}", short(&path)));
            }
        }
    }
    assert!(found.is_empty(), "words of a language belong into words/:\n{}", found.join("\n"));
}

/// Labels of the parser look like English, and are not read as such.
const LABELS: &str =
    "acl agent amod attr case cc conj dative det mark nummod number punct prep root aux poss neg expl meta prt oprd en";

/// So do fields and values of the output contract, names of lexicons and slots of templates.
const CONTRACT: &str = "from high how why note name form title offices value unit change bound when source content cue quoted speaker \
    venue addressee wording relation same partial altered own reports reported text period measure claimant status kind author outlet url \
    language published story copies credit reprint quotation visit date place class type anchor times planned rate part whole share fine \
    figure statement amount time voice agreement office clause object until past link extends replaces amends subject relations event role modified independent \
    draft sources sentence claim level message also certainty negation length area volume money caption signed implemented";

fn is_label(literal: &str) -> bool {
    literal.len() < 2 || LABELS.split_whitespace().chain(CONTRACT.split_whitespace()).any(|known| known == literal)
}

/// Every string and key of words/en that is a plain lower-case word or phrase of letters.
fn lexicon_words() -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    for path in common::files(&common::root().join("words/en"), "toml") {
        if path.file_name().is_some_and(|n| n == "brief.toml") {
            continue;
        }
        let value: toml::Value = toml::from_str(&read(&path)).unwrap_or_else(|e| panic!("{}: {e}", short(&path)));
        collect(&value, &mut out);
    }
    out
}

fn collect(value: &toml::Value, out: &mut BTreeSet<String>) {
    match value {
        toml::Value::String(s) if is_word(s) => {
            out.insert(s.clone());
        }
        toml::Value::Array(list) => list.iter().for_each(|v| collect(v, out)),
        toml::Value::Table(table) => table.iter().filter(|(k, _)| !is_structure(k)).for_each(|(_, v)| collect(v, out)),
        _ => {}
    }
}

/// Fields that name a class for the program, not a word of the language.
fn is_structure(key: &str) -> bool {
    matches!(
        key,
        "kind"
            | "class"
            | "stance"
            | "role"
            | "why"
            | "type"
            | "unit"
            | "code"
            | "dimension"
            | "form"
            | "relation"
            | "modifier"
            | "status"
            | "change"
    )
}

fn is_word(s: &str) -> bool {
    s.chars().count() > 2 && s.chars().all(|c| c.is_lowercase() || c == ' ' || c == '\'')
}

/// A source file without its `#[cfg(test)]` module, which stands at its end.
fn before_tests(text: &str) -> String {
    text.split("#[cfg(test)]\nmod ").next().unwrap_or("").to_string()
}

/// String literals outside comments and attributes, with their line.
fn string_literals(text: &str) -> Vec<(usize, String)> {
    let mut out = vec![];
    for (i, line) in text.lines().enumerate() {
        let code = line.trim_start();
        if code.starts_with("//") || code.starts_with("#[") {
            continue;
        }
        let mut pieces = code.split('"');
        pieces.next();
        out.extend(pieces.step_by(2).map(|literal| (i + 1, literal.to_string())));
    }
    out
}

/// The rooms of the core, each of which takes only from those before it.
const ROOMS: &[&str] =
    &["json", "words", "document", "value", "reading", "difference", "entry", "facts", "record", "check", "brief"];

#[test]
fn a_room_takes_only_from_the_rooms_below_it() {
    let floor = |room: &str| ROOMS.iter().position(|r| *r == room);
    let mut bad = vec![];
    for path in sources("crates/readout/src") {
        let Some(room) = room_of(&path) else { continue };
        let own = floor(&room);
        assert!(own.is_some() || room == "lib", "{room} has no place in the list of rooms");
        let text = before_tests(&read(&path));
        let taken = text.split("crate::").skip(1).filter_map(|rest| floor(rest.split(is_no_name).next()?));
        bad.extend(taken.filter(|from| own.is_some_and(|own| *from > own)).map(|from| (short(&path), ROOMS[from])));
    }
    assert!(bad.is_empty(), "these take from a room above them: {bad:?}");
}

#[test]
fn no_kind_of_fact_takes_from_another() {
    let mut bad = vec![];
    for path in sources("crates/readout/src/facts") {
        let inside = path.strip_prefix(common::root().join("crates/readout/src/facts")).unwrap_or(&path);
        let mut parts = inside.components().map(|c| c.as_os_str().to_string_lossy().into_owned());
        let (Some(own), Some(_)) = (parts.next(), parts.next()) else { continue };
        let text = read(&path);
        let taken = ["crate::facts::", "super::super::"].into_iter().flat_map(|from| text.split(from).skip(1));
        let kinds = taken.filter_map(|rest| rest.split(is_no_name).next());
        let other = |kind: &&str| *kind != own && common::root().join("crates/readout/src/facts").join(kind).is_dir();
        bad.extend(kinds.filter(|kind| !kind.is_empty()).filter(other).map(|kind| (short(&path), kind.to_string())));
    }
    assert!(bad.is_empty(), "what two kinds share is seen in `reading` or meets in `record`: {bad:?}");
}

fn is_no_name(c: char) -> bool {
    !c.is_ascii_alphanumeric() && c != '_'
}

/// "reading" for src/reading/times/mod.rs, "words" for src/words.rs.
fn room_of(path: &Path) -> Option<String> {
    let inside = path.strip_prefix(common::root().join("crates/readout/src")).ok()?;
    let first = inside.components().next()?.as_os_str().to_string_lossy().into_owned();
    Some(first.trim_end_matches(".rs").to_string())
}

#[test]
fn every_module_of_words_is_used_and_every_toml_file_parses() {
    for folder in ["words", "world"] {
        for path in common::files(&common::root().join(folder), "toml") {
            let parsed: Result<toml::Value, _> = toml::from_str(&read(&path));
            assert!(parsed.is_ok(), "{}: {:?}", short(&path), parsed.err());
        }
    }
}

#[test]
fn every_file_of_the_world_names_its_source_and_licence() {
    let bad: Vec<String> = common::files(&common::root().join("world"), "toml")
        .iter()
        .filter(|p| !read(p).lines().take_while(|l| l.starts_with('#')).any(|l| l.to_lowercase().contains("licence")))
        .map(|p| short(p))
        .collect();
    assert!(bad.is_empty(), "no source and licence in the head of:\n{}", bad.join("\n"));
}

fn sources(folder: &str) -> Vec<PathBuf> {
    let all = common::files(&common::root().join(folder), "rs");
    all.into_iter().filter(|p| !p.components().any(|c| c.as_os_str() == "target" || c.as_os_str() == "fuzz")).collect()
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

fn short(path: &Path) -> String {
    path.strip_prefix(common::root()).unwrap_or(path).display().to_string()
}
