//! The record of a large store: what did not change is not made again, and nobody can tell from the record.

mod common;

use assert_cmd::Command;
use common::{articles, examples, folder, path, readout, skip, stdout};
use rusqlite::Connection;
use serde_json::Value;
use std::fs;
use std::path::Path;

/// Every store is taken for a large one.
fn large(arguments: &[&str]) -> Command {
    let mut command = readout(arguments);
    command.env("READOUT_WHOLE", "0").env("SOURCE_DATE_EPOCH", "1900000000");
    command
}

/// Two stories that grow, one that stays, and a person who is in all of them.
fn texts(folder: &Path) {
    articles(folder, 6);
    for i in 0..4 {
        let text = format!(
            "Strike at the Kerrin pit\n\nKERRIN, {} June 2031 (Herald) — Miners of the Kerrin copper pit went on strike on \
            Monday, union leader Tomas Reyl told the Herald. Output of the pit fell {} percent in May, Reyl said. \
            Harbour master Ada Lindqvist said that no ore was shipped.\n",
            3 + i,
            8 + i % 2
        );
        fs::write(folder.join(format!("kerrin-{i}.txt")), text).expect("written");
    }
    let text = "Ferry sails again\n\nOSTHOLM, 12 May 2031 — The ferry to Ostholm sails again, minister Mara Lind said. The \
        repair of the Ostholm ferry cost 14 million euros.\n";
    fs::write(folder.join("ferry.txt"), text).expect("written");
}

/// What other programs see, without the numbers of rows.
fn rows(store: &str) -> Vec<String> {
    let connection = Connection::open(store).expect("a store");
    let asked = [
        "select id, kind, title, heading, verdict, note, fields from entry order by id",
        "select e.id, d.id, f.name, r.starts, r.ends from report r join entry e using (entry) join document d using (document)
            left join fact f using (fact) order by 1, 2, 4, 5, 3",
        "select kind, title, fields from conflict order by 1, 2, 3",
        "select c.title, d.id, f.name, r.starts, r.ends from conflict_report r join conflict c using (conflict)
            join document d using (document) left join fact f using (fact) order by 1, 2, 4, 5, 3",
        "select c.title, e.id from conflict_entry join conflict c using (conflict) join entry e using (entry) order by 1, 2",
        "select id, class, name, fields from entity order by id",
        "select e.id, d.id, spans from entity_report join entity e using (entity) join document d using (document) order by 1, 2",
        "select d.id, story, p.fields from place p join document d using (document) order by 1",
    ];
    let mut out = vec![];
    for sql in asked {
        let mut statement = connection.prepare(sql).expect("the tables are there");
        let columns = statement.column_count();
        let row = |row: &rusqlite::Row| (0..columns).map(|i| row.get::<_, rusqlite::types::Value>(i)).collect();
        let found: Vec<rusqlite::Result<Vec<_>>> = statement.query_map([], row).expect("asked").collect();
        assert!(!found.is_empty(), "{sql}");
        out.extend(found.into_iter().map(|row| format!("{row:?}")));
    }
    out
}

fn parts(store: &str) -> Vec<i64> {
    let connection = Connection::open(store).expect("a store");
    let mut statement = connection.prepare("select part from part order by part").expect("the table is there");
    statement.query_map([], |row| row.get(0)).expect("asked").collect::<rusqlite::Result<_>>().expect("read")
}

#[test]
fn a_record_that_grew_is_the_record_that_was_made_at_once() {
    if skip() {
        return;
    }
    let folder = folder();
    let all = folder.path().join("all");
    fs::create_dir(&all).expect("made");
    texts(&all);
    let at = |name: &str| all.join(name).display().to_string();
    let (grown, whole) = (path(&folder, "grown.db"), path(&folder, "whole.db"));
    let add = |store: &str, paths: &[&str]| {
        large(&[&["add", "--store", store], paths].concat()).assert().success();
        large(&["store", "record", "--store", store]).assert().success();
    };
    let first = ["ferry.txt", "0005.txt", "0001.txt", "0000.txt", "kerrin-2.txt"].map(at);
    add(&grown, &first.each_ref().map(String::as_str));
    let before = parts(&grown);
    add(&grown, &[&all.display().to_string()]);
    add(&whole, &[&all.display().to_string()]);

    assert!(parts(&grown).iter().any(|part| before.contains(part)), "the story of the ferry stays");
    assert_eq!(rows(&grown), rows(&whole));
    let record = |arguments: &[&str]| stdout(&large(&[&["record"], arguments].concat()).assert().success());
    let there = record(&["--store", &whole]);
    assert!(record(&["--store", &grown]) == there, "the record of the store that grew differs");
    assert!(record(&[&all.display().to_string()]) == there, "the record of the files differs");
    // Without what was kept it is the same.
    Connection::open(&grown).and_then(|c| c.execute_batch("delete from outline; delete from part;")).expect("emptied");
    assert!(record(&["--store", &grown]) == there, "the record that was made again differs");
}

#[test]
fn a_document_that_was_read_again_has_its_story_made_again() {
    if skip() {
        return;
    }
    let folder = folder();
    articles(folder.path(), 2);
    let store = path(&folder, "desk.db");
    let text = |i: usize| path(&folder, &format!("000{i}.txt"));
    large(&["add", "--store", &store, &text(0), &text(1)]).assert().success();
    large(&["store", "record", "--store", &store]).assert().success();
    let before = rows(&store);
    let sql = "update document set reading = reading; update report set fact = null;";
    Connection::open(&store).and_then(|c| c.execute_batch(sql)).expect("as if it was read again");
    large(&["store", "record", "--store", &store]).assert().success();
    assert_eq!(rows(&store), before);
}

/// A list of a record in some order, without the names of its entries, which tell of their story.
fn list(record: &Value, name: &str) -> Vec<String> {
    let items = record[name].as_array().into_iter().flatten().cloned();
    let mut out: Vec<String> = items
        .map(|mut item| {
            item.as_object_mut().map(|fields| (fields.remove("id"), fields.remove("entities")));
            item.to_string()
        })
        .collect();
    out.sort();
    out
}

#[test]
fn by_stories_and_as_a_whole_documents_names_sources_and_what_one_story_tells_are_the_same() {
    if skip() {
        return;
    }
    let record = |command: &mut Command| -> Value {
        serde_json::from_str(&stdout(&command.assert().success())).expect("a record is JSON")
    };
    let (whole, parts) = (record(&mut readout(&["record", &examples()])), record(&mut large(&["record", &examples()])));
    assert_eq!((&whole["scope"], &parts["scope"]), (&"pile".into(), &"story".into()));
    for name in ["documents", "provenance"] {
        assert_eq!(whole[name], parts[name], "{name}");
    }
    for name in ["entities", "judgements", "statements", "events", "agreements"] {
        assert!(!list(&whole, name).is_empty());
        assert_eq!(list(&whole, name), list(&parts, name), "{name}");
    }
    // What two stories tell is not joined: of figures that is all that differs, but for arithmetic over two stories.
    let story = |id: &Value| {
        let documents = parts["documents"].as_array().into_iter().flatten();
        documents.filter(|d| d["id"] == *id).map(|d| d["story"].to_string()).collect::<String>()
    };
    for figure in parts["figures"].as_array().expect("figures") {
        let mut stories: Vec<String> =
            figure["reports"].as_array().into_iter().flatten().map(|report| story(&report["doc"])).collect();
        stories.dedup();
        assert_eq!(stories.len(), 1, "{figure}");
    }
    assert!(list(&parts, "figures").len() > list(&whole, "figures").len());
}
