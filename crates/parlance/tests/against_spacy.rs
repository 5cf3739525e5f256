//! Every annotation of our texts is the one that spaCy gives: `oracle/expected.py` wrote down what that is.

mod common;

use parlance::{Doc, Pipeline, Token};
use serde_json::{Value, json};
use std::path::Path;

#[test]
fn english_small() {
    check("en_core_web_sm", "texts.en.json");
}

#[test]
fn english_medium_with_static_vectors() {
    check("en_core_web_md", "texts.en.json");
}

#[test]
fn french_small() {
    check("fr_core_news_sm", "texts.fr.json");
}

#[test]
fn french_medium_with_static_vectors() {
    check("fr_core_news_md", "texts.fr.json");
}

#[test]
fn spanish_small() {
    check("es_core_news_sm", "texts.es.json");
}

#[test]
fn every_kernel_gives_the_same() {
    let this = std::env::current_exe().expect("a test is a program");
    for kernel in ["amx", "avx512", "avx2", "neon", "portable"] {
        // The kernel is chosen when a pipeline is loaded, so each has a process of its own.
        let mut command = std::process::Command::new(&this);
        let status = command.args(["english_small", "--exact"]).env("PARLANCE_KERNEL", kernel).status();
        assert!(status.is_ok_and(|status| status.success()), "{kernel}");
    }
}

/// Compares every token of every text, if the pipeline is on this machine.
fn check(pipeline: &str, texts: &str) {
    let expected = oracle(&format!("{pipeline}.json"));
    let Some(folder) = common::find(pipeline, expected["version"].as_str().expect("a version")) else { return };
    let loaded = Pipeline::load(&folder).expect("a sound pipeline");
    assert_eq!(expected["version"], loaded.meta().version.as_str(), "the version that the oracle read");
    let texts: Vec<String> = serde_json::from_value(oracle(texts)).expect("a list of texts");
    let docs = expected["docs"].as_array().expect("a list of documents");
    assert_eq!(texts.len(), docs.len(), "run oracle/expected.py again");
    let differences: Vec<String> =
        texts.iter().zip(docs).flat_map(|(text, rows)| differences(&loaded.annotate(text), rows)).collect();
    assert!(differences.is_empty(), "{} tokens differ:\n{}", differences.len(), differences.join("\n"));
}

fn oracle(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("oracle").join(name);
    let bytes = std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_slice(&bytes).expect("JSON")
}

fn differences(doc: &Doc, rows: &Value) -> Vec<String> {
    let expected = rows.as_array().expect("a list of tokens");
    let ours: Vec<Value> = doc.tokens().map(|token| row(doc, token)).collect();
    let mut differences = Vec::new();
    if ours.len() != expected.len() {
        differences.push(format!("{} tokens, not {}: {:?}", ours.len(), expected.len(), doc.text()));
    }
    for (ours, expected) in ours.iter().zip(expected).filter(|(ours, expected)| ours != expected) {
        differences.push(format!("spaCy {expected}\n ours {ours}"));
    }
    differences
}

/// One token in the order that `expected.py` writes.
fn row(doc: &Doc, token: Token) -> Value {
    let characters = |end: usize| doc.text()[..end].chars().count();
    json!([
        characters(token.start()),
        characters(token.end()),
        token.space_after(),
        token.tag(),
        token.pos(),
        token.lemma(),
        token.morph(),
        token.head(),
        token.dep(),
        token.is_sentence_start(),
        token.entity_iob(),
        token.entity_type(),
    ])
}
