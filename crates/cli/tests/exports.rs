//! Every export is read back by the tool it is for, and Datasette serves a store.
//!
//! The tools are got from the package index into the target folder, once; or `READOUT_PYTHON` names a Python that has them.

mod common;

use common::{examples, readout, root, skip, stdout};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;
use tempfile::TempDir;

const TOOLS: [&str; 5] = ["datasette", "followthemoney", "jsonschema", "pandas", "pyarrow"];

/// A Python, and where its tools are if they are not its own.
struct Python {
    program: String,
    tools: Option<PathBuf>,
}

fn stored() -> (TempDir, String) {
    let folder = TempDir::new().expect("a temporary folder");
    let store = folder.path().join("desk.db").display().to_string();
    readout(&["add", "--store", &store, &examples()]).assert().success();
    (folder, store)
}

/// `None`, with a message, where there is no Python with pip, or the package index cannot be reached.
fn python() -> Option<&'static Python> {
    static FOUND: OnceLock<Option<Python>> = OnceLock::new();
    FOUND.get_or_init(|| named().or_else(installed)).as_ref()
}

fn named() -> Option<Python> {
    Some(Python { program: std::env::var("READOUT_PYTHON").ok()?, tools: None })
}

/// The machine's Python with the tools in the target folder, where they are put as a whole or not at all.
fn installed() -> Option<Python> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("python-tools");
    if !folder.is_dir() {
        let half = folder.with_extension(std::process::id().to_string());
        let got = pip(&["install", "--target", &half.display().to_string()], &TOOLS)?;
        if !got.status.success() {
            let reached = pip(&["download", "--no-deps", "--dest", &half.display().to_string()], &["jsonschema"])?;
            let why = String::from_utf8_lossy(&got.stderr).into_owned();
            assert!(
                !reached.status.success(),
                "the package index is there, and the tools could not be installed: {why}"
            );
            eprintln!("skipped: the tools that read exports cannot be got from the package index: {why}");
            return None;
        }
        // Another run may have been faster.
        let _ = fs::rename(&half, &folder);
    }
    Some(Python { program: "python3".into(), tools: Some(folder) })
}

/// `None`, with a message, where there is no pip.
fn pip(arguments: &[&str], packages: &[&str]) -> Option<Output> {
    let is_there = Command::new("python3").args(["-m", "pip", "--version"]).output().is_ok_and(|o| o.status.success());
    if !is_there {
        eprintln!("skipped: there is no Python 3 with pip to get the tools that read exports");
        return None;
    }
    let quiet = ["--quiet", "--disable-pip-version-check"];
    Command::new("python3").args(["-m", "pip"]).args(arguments).args(quiet).args(packages).output().ok()
}

fn python_command(python: &Python) -> Command {
    let mut command = Command::new(&python.program);
    if let Some(tools) = &python.tools {
        command.env("PYTHONPATH", tools);
    }
    command
}

fn run(python: &Python, script: &str, arguments: &[&str]) -> String {
    let script = root().join("crates/cli/tests/exports").join(script);
    let out = python_command(python).arg(script).args(arguments).output().expect("Python starts");
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
        let count: usize = run(python, "read_back.py", &[format, &file]).parse().expect("a number");
        assert!(count > 0, "{format} is empty");
    }
}

#[test]
fn datasette_serves_a_store_with_its_views_and_searches() {
    let Some(python) = python().filter(|_| !skip()) else { return };
    let (folder, store) = stored();
    assert_eq!(run(python, "datasette_pages.py", &[&store]), "13");
    let copy = folder.path().join("copy.db").display().to_string();
    readout(&["store", "copy", &copy, "--store", &store]).assert().success();
    assert_eq!(run(python, "datasette_pages.py", &[&copy]), "13");
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
