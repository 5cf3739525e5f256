//! Any text is annotated, and the annotation is sound. `PARLANCE_MODEL` names the folder of a pipeline.
#![no_main]

use libfuzzer_sys::fuzz_target;
use parlance::{Doc, Pipeline};
use std::path::PathBuf;
use std::sync::LazyLock;

static PIPELINE: LazyLock<Pipeline> = LazyLock::new(|| {
    let folder = std::env::var_os("PARLANCE_MODEL").map(PathBuf::from).expect("PARLANCE_MODEL names a folder");
    Pipeline::load(&folder).expect("the folder has a pipeline")
});

fuzz_target!(|text: &str| check(&PIPELINE.annotate(text), text));

fn check(doc: &Doc, text: &str) {
    let mut at = 0;
    for token in doc.tokens() {
        assert_eq!(token.start(), at);
        assert!(token.end() > at && token.head() < doc.len());
        at = token.end() + usize::from(token.space_after());
    }
    assert_eq!(at, text.len());
    assert_eq!(doc.sentences().map(|sentence| sentence.len()).sum::<usize>(), doc.len());
    let mut last = 0;
    for (range, label) in doc.entities() {
        assert!(last <= range.start && range.start < range.end && range.end <= doc.len() && !label.is_empty());
        last = range.end;
    }
}
