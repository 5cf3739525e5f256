//! `readout judge`: what people judged is heeded, kept when articles come, and taken back.

mod common;

use common::{readout, skip, stdout};
use serde_json::Value;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const NORTH: &str = "Minister Pavel Lugovoy opened the bridge at Karn.\n\n\"The bridge will carry forty trains a day from the first of May,\" Pavel Lugovoy said.\n";
const SOUTH: &str = "Engineer Anton Lugovoy opened the bridge at Karn.\n\n\"The new bridge is going to carry forty trains every day,\" Anton Lugovoy said.\n";

fn record(folder: &Path) -> Value {
    let out = stdout(&readout(&["record", &folder.display().to_string()]).assert().success());
    serde_json::from_str(&out).expect("the record is JSON")
}

fn judge(folder: &Path, arguments: &[&str]) -> String {
    let folder = folder.display().to_string();
    let all: Vec<&str> = ["judge", &folder].into_iter().chain(arguments.iter().copied()).collect();
    stdout(&readout(&all).assert().success())
}

fn id_of(record: &Value, name: &str) -> String {
    let entities = record["entities"].as_array().cloned().unwrap_or_default();
    let found = entities.iter().find(|e| e["name"] == name).unwrap_or_else(|| panic!("no {name}"));
    found["id"].as_str().unwrap_or("").to_string()
}

fn articles() -> TempDir {
    let folder = TempDir::new().expect("a temporary folder");
    fs::write(folder.path().join("north.txt"), NORTH).expect("written");
    fs::write(folder.path().join("south.txt"), SOUTH).expect("written");
    folder
}

#[test]
fn two_names_judged_to_be_one_stay_one_when_an_article_comes_and_part_when_it_is_taken_back() {
    if skip() {
        return;
    }
    let folder = articles();
    let before = record(folder.path());
    let (pavel, anton) = (id_of(&before, "Pavel Lugovoy"), id_of(&before, "Anton Lugovoy"));
    assert_ne!(pavel, anton);
    judge(folder.path(), &["--same", &pavel, &anton, "--reason", "a slip in the south"]);
    fs::write(folder.path().join("east.txt"), "Karn has a new mayor, Ada Lindqvist.\n").expect("written");
    let after = record(folder.path());
    let is_one = |record: &Value| {
        let entities = record["entities"].as_array().cloned().unwrap_or_default();
        let has = |e: &Value, name: &str| e["variants"].as_array().is_some_and(|v| v.iter().any(|v| v == name));
        entities.iter().any(|e| has(e, "Pavel Lugovoy") && has(e, "Anton Lugovoy"))
    };
    assert!(is_one(&after));
    assert!(judge(folder.path(), &["--list"]).contains("a slip in the south"));
    judge(folder.path(), &["--undo", "1"]);
    assert!(!is_one(&record(folder.path())));
}

#[test]
fn a_name_that_was_given_is_kept_and_evidence_that_is_gone_is_told() {
    if skip() {
        return;
    }
    let folder = articles();
    let ada = id_of(&record(folder.path()), "Pavel Lugovoy");
    judge(folder.path(), &["--rename", &ada, "Pavel Andreevich Lugovoy"]);
    id_of(&record(folder.path()), "Pavel Andreevich Lugovoy");
    fs::remove_file(folder.path().join("north.txt")).expect("removed");
    assert!(judge(folder.path(), &["--list"]).contains("gone"));
}

#[test]
fn a_statement_judged_wrong_is_in_no_output() {
    if skip() {
        return;
    }
    let folder = articles();
    let said = |record: &Value| record["statements"].as_array().map_or(0, Vec::len);
    let before = record(folder.path());
    let first = before["statements"][0]["id"].as_str().expect("a statement").to_string();
    judge(folder.path(), &["--wrong", &first]);
    assert_eq!(said(&record(folder.path())) + 1, said(&before));
}

/// A store of the two articles, and a call on it.
fn stored(folder: &Path) -> String {
    let store = folder.join("desk.db").display().to_string();
    readout(&["add", "--store", &store, &folder.display().to_string()]).assert().success();
    store
}

fn on(store: &str, command: &[&str]) -> String {
    let all: Vec<&str> = command.iter().copied().chain(["--store", store]).collect();
    stdout(&readout(&all).assert().success())
}

#[test]
fn a_store_keeps_judgements_and_heeds_them_everywhere() {
    if skip() {
        return;
    }
    let folder = articles();
    let store = stored(folder.path());
    let record = || serde_json::from_str::<Value>(&on(&store, &["record"])).expect("the record is JSON");
    let statements = || on(&store, &["export", "jsonl", "--kind", "statements"]).lines().count();
    let before = (record()["statements"].as_array().map_or(0, Vec::len), statements());
    let first = record()["statements"][0]["id"].as_str().expect("a statement").to_string();
    assert!(on(&store, &["judge", "--wrong", &first, "--reason", "a slip"]).starts_with("written down"));
    assert!(record()["statements"].as_array().map_or(0, Vec::len) < before.0, "the record");
    assert!(statements() < before.1, "the exports");
    assert!(on(&store, &["judge", "--list"]).contains("a slip"));
    readout(&["store", "check", "--store", &store]).assert().success();
    on(&store, &["judge", "--undo", "1"]);
    assert_eq!((record()["statements"].as_array().map_or(0, Vec::len), statements()), before);
}

#[test]
fn judgements_beside_the_articles_come_into_the_store_with_them() {
    if skip() {
        return;
    }
    let folder = articles();
    let pavel = id_of(&record(folder.path()), "Pavel Lugovoy");
    judge(folder.path(), &["--rename", &pavel, "Pavel Andreevich Lugovoy"]);
    let store = stored(folder.path());
    let kept: Value = serde_json::from_str(&on(&store, &["record"])).expect("JSON");
    id_of(&kept, "Pavel Andreevich Lugovoy");
    assert!(on(&store, &["show", "Pavel Andreevich Lugovoy"]).contains("Pavel Andreevich Lugovoy (person)"));
}
