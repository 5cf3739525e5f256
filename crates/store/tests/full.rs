//! What happens when there is no space, or the file goes away.

use readout::Document;
use readout::Span;
use readout::reading::syntax::{Labels, Token};
use readout_store::{Kept, Prepared, Problem, Store, Versions};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

fn versions() -> Versions {
    Versions { rules: "r".into(), program: "p".into(), model: "m".into() }
}

fn folder() -> (TempDir, PathBuf) {
    let folder = TempDir::new().expect("a temporary folder");
    let path = folder.path().join("desk.db");
    (folder, path)
}

/// Every word a token of its own, so that no language model is needed.
fn words(texts: &[&str]) -> Vec<Vec<Token>> {
    let tokens = |text: &&str| {
        let places = text.split_whitespace().map(|word| word.as_ptr() as usize - text.as_ptr() as usize);
        let token = |(i, (start, word)): (usize, (usize, &str))| Token {
            at: Span::new(start, start + word.len()),
            lemma: word.into(),
            lower: word.to_lowercase().into(),
            head: i,
            sentence: 0,
            labels: Labels { tag: "NN".into(), pos: "NOUN".into(), dep: "dep".into(), ..Labels::default() }.kept(),
        };
        places.zip(text.split_whitespace()).enumerate().map(token).collect()
    };
    texts.iter().map(tokens).collect()
}

fn batch(range: std::ops::Range<usize>) -> Vec<Prepared> {
    let text = |i: usize| format!("Quay {i} of Tarn.\n{}", "The harbour was quiet and nobody came. ".repeat(40));
    let document = |i: usize| Document { id: format!("tarn-{i}"), text: text(i), ..Document::default() };
    range.map(|i| Prepared::of(document(i), &Kept::NOTHING, &words, &[])).collect()
}

#[test]
fn a_full_disk_is_told_and_what_was_added_stays() {
    let (_folder, path) = folder();
    let mut store = Store::create(&path).expect("a new store");
    store.add(&batch(0..5), &versions(), "2031-03-01T00:00:00Z").expect("added");
    store.limit_pages(80).expect("limited");
    let problem = store.add(&batch(5..200), &versions(), "2031-03-01T00:00:00Z").expect_err("there is no space");
    assert!(matches!(problem, Problem::Full { .. }), "{problem}");
    assert!(problem.to_string().contains("no space left"), "{problem}");
    assert_eq!(store.count().expect("counted"), 5);
    drop(store);
    let mut store = Store::open(&path).expect("opened again");
    store.add(&batch(5..50), &versions(), "2031-03-01T00:00:00Z").expect("added with space");
    let checked = readout_store::check(&store, &|| {}).expect("checked");
    assert_eq!((checked.documents, checked.wrong), (50, vec![]));
}

#[test]
#[cfg(unix)]
fn a_file_that_was_removed_meanwhile_is_told() {
    let (_folder, path) = folder();
    let mut store = Store::create(&path).expect("a new store");
    std::fs::remove_file(&path).expect("removed");
    let problem = store.add(&batch(0..1), &versions(), "2031-03-01T00:00:00Z").expect_err("it is gone");
    assert!(matches!(problem, Problem::Gone { .. }), "{problem}");
}

fn no_model(texts: &[&str]) -> Vec<Vec<Token>> {
    assert!(texts.is_empty(), "asked of the model: {texts:?}");
    vec![]
}

/// Kind, row number and fields of every fact.
fn facts(path: &Path) -> Vec<(String, i64, String)> {
    let connection = rusqlite::Connection::open(path).expect("opened");
    let mut statement = connection.prepare("select kind, fact, fields from fact order by fact").expect("a table");
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).expect("rows");
    rows.collect::<rusqlite::Result<_>>().expect("read")
}

#[test]
fn rules_of_one_kind_find_that_kind_again_and_leave_the_rest_alone() {
    let (_folder, path) = folder();
    let mut store = Store::create(&path).expect("a new store");
    let before = Versions { rules: "shared=1 events=1 figures=1".into(), ..versions() };
    store.add(&batch(0..1), &before, "2031-03-01T00:00:00Z").expect("added");
    let written = |sql: &str| rusqlite::Connection::open(&path).expect("opened").execute(sql, []).expect("written");
    for kind in ["figures", "statements"] {
        written(&format!(
            "insert into fact (document, kind, id, starts, ends, fields) values (1, '{kind}', 'old', 0, 1, '{{}}')"
        ));
    }
    let now = Versions { rules: "shared=1 events=1 figures=2".into(), ..versions() };
    let document = store.document("tarn-0").expect("it is there");
    let kept = store.kept(&document, &now).expect("asked");
    let again = Prepared::of(document, &kept, &no_model, &[]);
    assert_eq!(store.add(&[again], &now, "2031-03-02T00:00:00Z").expect("added").again, 1);
    let left = facts(&path);
    assert!(!left.iter().any(|(kind, _, fields)| kind == "figures" && fields == "{}"), "{left:?}");
    assert!(left.iter().any(|(kind, _, fields)| kind == "statements" && fields == "{}"), "{left:?}");
    assert!(store.outdated(&now).expect("asked").is_empty());
}

#[test]
fn new_rules_are_noticed_and_grammar_is_not_asked_for_again() {
    let (_folder, path) = folder();
    let mut store = Store::create(&path).expect("a new store");
    store.add(&batch(0..2), &versions(), "2031-03-01T00:00:00Z").expect("added");
    let newer = Versions { rules: "s".into(), ..versions() };
    assert_eq!(store.outdated(&newer).expect("asked"), ["tarn-0", "tarn-1"]);
    let document = store.document("tarn-0").expect("it is there");
    let kept = store.kept(&document, &newer).expect("asked");
    let again = Prepared::of(document, &kept, &no_model, &[]);
    let added = store.add(&[again], &newer, "2031-03-02T00:00:00Z").expect("added");
    assert_eq!((added.new, added.again), (0, 1));
    assert_eq!(store.outdated(&newer).expect("asked"), ["tarn-1"]);
    assert_eq!(store.grammar("tarn-0", "another").expect("asked"), None);
}
