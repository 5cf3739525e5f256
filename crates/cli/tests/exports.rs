//! Every export is read back by the tool it is for, and Datasette serves a store.
//!
//! `READOUT_PYTHON` names a Python with pandas, pyarrow, followthemoney, jsonschema and datasette:
//! `python3 -m venv tools-venv && tools-venv/bin/pip install pandas pyarrow followthemoney jsonschema datasette`.

mod common;

use common::{examples, readout, root, skip, stdout};
use std::fs;
use std::process::Command;
use tempfile::TempDir;

fn stored() -> (TempDir, String) {
    let folder = TempDir::new().expect("a temporary folder");
    let store = folder.path().join("desk.db").display().to_string();
    readout(&["add", "--store", &store, &examples()]).assert().success();
    (folder, store)
}

fn python() -> Option<String> {
    let python = std::env::var("READOUT_PYTHON").ok();
    if python.is_none() {
        eprintln!("skipped: `READOUT_PYTHON` names no Python with the tools that read exports");
    }
    python
}

fn run(python: &str, script: &str, arguments: &[&str]) -> String {
    let script = root().join("crates/cli/tests/exports").join(script);
    let out = Command::new(python).arg(script).args(arguments).output().expect("Python starts");
    assert!(out.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8_lossy(&out.stdout).trim().to_string()
}

const FORMATS: [&str; 8] = ["csv", "jsonl", "parquet", "followthemoney", "plover", "annotation", "gkg", "claimreview"];

#[test]
fn every_export_is_read_back_by_its_tool() {
    let Some(python) = python().filter(|_| !skip()) else { return };
    let (folder, store) = stored();
    for format in FORMATS {
        let file = folder.path().join(format).display().to_string();
        readout(&["export", format, "--store", &store, "--output", &file]).assert().success();
        let count: usize = run(&python, "read_back.py", &[format, &file]).parse().expect("a number");
        assert!(count > 0 || format == "plover", "{format} is empty");
    }
}

#[test]
fn datasette_serves_a_store_with_its_views_and_searches() {
    let Some(python) = python().filter(|_| !skip()) else { return };
    let (folder, store) = stored();
    assert_eq!(run(&python, "datasette_pages.py", &[&store]), "13");
    let copy = folder.path().join("copy.db").display().to_string();
    readout(&["store", "copy", &copy, "--store", &store]).assert().success();
    assert_eq!(run(&python, "datasette_pages.py", &[&copy]), "13");
}

#[test]
fn exports_honour_the_filters_and_leave_nothing_out() {
    if skip() {
        return;
    }
    let (_folder, store) = stored();
    let lines = |filters: &[&str]| {
        let call: Vec<&str> =
            ["export", "jsonl", "--store", &store].into_iter().chain(filters.iter().copied()).collect();
        stdout(&readout(&call).assert().success()).lines().count()
    };
    let kinds: usize =
        ["statements", "figures", "names", "credits", "debris", "gaps", "events", "agreements", "relations"]
            .iter()
            .map(|kind| lines(&["--kind", kind]))
            .sum();
    assert_eq!(lines(&[]), kinds);
    assert!(lines(&["--kind", "statements", "--speaker", "askarul"]) < lines(&["--kind", "statements"]));
    assert!(lines(&["--from", "2999"]) == 0);
}

#[test]
fn a_bundle_comes_out_the_same_byte_for_byte() {
    if skip() {
        return;
    }
    let (folder, store) = stored();
    let bundle = |store: &str, name: &str| {
        let file = folder.path().join(name);
        readout(&["bundle", "--store", store, "--output", &file.display().to_string()]).assert().success();
        fs::read(file).expect("a bundle")
    };
    let first = bundle(&store, "first.tar");
    assert!(first == bundle(&store, "second.tar"));
    // The same articles, added one by one in another order, on another day.
    let other = folder.path().join("other.db").display().to_string();
    let mut files: Vec<String> =
        fs::read_dir(examples()).expect("articles").flatten().map(|e| e.path().display().to_string()).collect();
    files.sort();
    for file in files.iter().rev() {
        let mut call = readout(&["add", "--store", &other, file]);
        call.env("SOURCE_DATE_EPOCH", "0").assert().success();
    }
    assert!(first == bundle(&other, "third.tar"));
}
