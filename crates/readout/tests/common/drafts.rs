//! Pages of the casebook with a draft: what is found where it is held against the texts of the page.

use super::common;
use super::{Expected, Text, fields_fit};
use parlance::Pipeline;
use readout::Report;
use readout::brief::checked::FORMATS;
use readout::check::Scope;
use serde_json::{Value, json};
use std::path::Path;

/// The lines of the page that are not so.
pub fn check(
    path: &Path,
    draft: &Text,
    sources: Vec<Report>,
    expected: &[Expected],
    pipeline: &Pipeline,
) -> Vec<String> {
    let report = common::report(common::document("draft.md", draft.published.as_deref(), &draft.text), pipeline);
    let scope = Scope::of(&sources, vec![]);
    let checked = readout::check::check(report, sources, scope, &[]);
    let (_, render) = FORMATS.iter().find(|(name, _)| *name == "jsonl").expect("there are JSON lines");
    let lines: Vec<Value> =
        render(&checked).lines().map(|l| serde_json::from_str(l).expect("a line is an object")).collect();
    let found: Vec<Value> = lines.iter().skip(1).map(flat).collect();
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let wrong = expected.iter().filter(|e| fits(e, &draft.text, &found) != e.wanted);
    wrong.map(|e| format!("{name}: {}\n{}", e.line, seen(&found))).collect()
}

/// A finding with the names of its sources and the kinds of its differences as plain lists.
fn flat(finding: &Value) -> Value {
    let list = |key: &str, field: &str| {
        let items = finding[key].as_array().into_iter().flatten();
        json!(items.map(|item| item[field].clone()).collect::<Vec<_>>())
    };
    let mut out = finding.clone();
    out["differences"] = list("differences", "kind");
    out["sources"] = list("sources", "doc");
    out
}

/// Whether a finding stands on these words. Without fields one to look at is meant: `no finding "words"` is silence.
fn fits(e: &Expected, draft: &str, found: &[Value]) -> bool {
    let on_words = |f: &Value| {
        let [start, end] = [0, 1].map(|i| f["at"][i].as_u64().unwrap_or(0) as usize);
        e.texts.iter().all(|words| places(draft, words).iter().any(|(s, e)| *s < end && start < *e))
    };
    let asked = |f: &Value| !e.fields.is_empty() || f["level"] != "none";
    found.iter().any(|f| asked(f) && on_words(f) && fields_fit(e, f, ""))
}

/// Where words stand in the draft, in code points.
fn places(draft: &str, words: &str) -> Vec<(usize, usize)> {
    let length = words.chars().count();
    let all: Vec<(usize, usize)> =
        draft.match_indices(words).map(|(i, _)| draft[..i].chars().count()).map(|s| (s, s + length)).collect();
    assert!(!all.is_empty(), "the draft does not hold {words:?}");
    all
}

/// What was found, to tell the writer of the page what came out instead.
fn seen(found: &[Value]) -> String {
    let line = |f: &Value| {
        let of = |key: &str| f[key].as_str().unwrap_or_default();
        format!("    {:?} finding: {}; claim: {}", of("printed"), of("finding"), of("claim"))
    };
    found.iter().map(line).collect::<Vec<_>>().join("\n")
}
