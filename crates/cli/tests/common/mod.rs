//! What the tests of the program share.

#![allow(dead_code)]

use assert_cmd::Command;
use assert_cmd::assert::Assert;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

pub fn readout(arguments: &[&str]) -> Command {
    let mut command = Command::cargo_bin("readout").expect("the program was built with its tests");
    command.args(arguments);
    command
}

pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// True, with a message, on a machine without the language model.
pub fn skip() -> bool {
    let out = readout(&["model", "list"]).output().expect("the program runs");
    let is_absent =
        std::env::var_os("READOUT_MODEL").is_none() && String::from_utf8_lossy(&out.stdout).contains("not here yet");
    if is_absent {
        eprintln!("skipped: there is no language model; `readout model add en` gets it");
    }
    is_absent
}

pub fn stderr(assert: &Assert) -> String {
    String::from_utf8_lossy(&assert.get_output().stderr).into_owned()
}

pub fn stdout(assert: &Assert) -> String {
    String::from_utf8_lossy(&assert.get_output().stdout).into_owned()
}

/// The articles that the README uses.
pub fn examples() -> String {
    root().join("examples/summit").display().to_string()
}

pub fn folder() -> TempDir {
    TempDir::new().expect("a temporary folder")
}

pub fn path(folder: &TempDir, name: &str) -> String {
    folder.path().join(name).display().to_string()
}

/// Everything that is in a store, as one text: the bundle, which says nothing of when or in which order it came.
pub fn contents(store: &str) -> String {
    stdout(&readout(&["facts", "--store", store]).assert().success())
}

pub fn articles(folder: &Path, count: usize) {
    for i in 0..count {
        let text = format!(
            "Port of Tarn grows\n\nTARN, 3 March 2031 (Courier) — The port of Tarn handled {} tonnes of grain in February, \
            harbour master Ada Lindqvist said. \"We will build quay number {i} next year,\" she told the Courier on Monday.\n",
            1000 + i
        );
        fs::write(folder.join(format!("{i:04}.txt")), text).expect("written");
    }
}
