//! A checked draft as SARIF 2.1.0, which editors and pipelines show beside the lines of the draft.

use super::view::View;
use crate::check::{Checked, Evidence, Finding, Level, Outcome};
use crate::document::{CodePoints, Document, Span};
use crate::json::key;
use serde_json::{Value, json};
use std::collections::BTreeMap;

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// Columns and offsets count code points; lines are those of the draft.
pub fn render(checked: &Checked) -> String {
    let view = View::of(checked);
    let rules: Vec<Outcome> = Outcome::ALL.iter().copied().filter(|o| !o.agrees()).collect();
    let shown = view.order.iter().copied().chain([checked.draft]);
    let lines: BTreeMap<usize, Lines> =
        shown.map(|doc| (doc, Lines::of(&checked.record.reports[doc].reading.document.text))).collect();
    let results: Vec<Value> = view.marks().iter().map(|m| result(&view, m.finding, &rules, &lines)).collect();
    let scope = serde_json::to_value(&checked.scope).unwrap_or_default();
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "readout",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules.iter().map(|o| rule(&view, *o)).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "artifacts": [{"location": artifact(checked.draft().reading.document.path.as_deref())}],
            "results": results,
            "properties": {"sources": scope},
        }],
    });
    serde_json::to_string_pretty(&log).unwrap_or_default() + "\n"
}

fn rule(view: &View, outcome: Outcome) -> Value {
    let key = outcome.key();
    json!({
        "id": key,
        "name": view.words.finding(outcome),
        "shortDescription": {"text": view.words.rule(outcome)},
        "defaultConfiguration": {"level": "warning"},
    })
}

fn result(view: &View, finding: &Finding, rules: &[Outcome], lines: &BTreeMap<usize, Lines>) -> Value {
    let level = match finding.level {
        Level::None | Level::Note => "note",
        Level::Warning => "warning",
        Level::Error => "error",
    };
    let related: Vec<Value> = view.sources(finding).enumerate().map(|(i, e)| related(view, i, e, lines)).collect();
    let draft = &view.checked.draft().reading.document;
    let mut location = json!({"artifactLocation": artifact(draft.path.as_deref())});
    if let Some(lines) = lines.get(&view.checked.draft).filter(|_| is_plain(draft)) {
        location["region"] = region(lines, &draft.text, finding.at);
    }
    json!({
        "ruleId": finding.outcome.key(),
        "ruleIndex": rules.iter().position(|o| *o == finding.outcome),
        "level": level,
        "kind": "fail",
        "message": {"text": message(view, finding)},
        "locations": [{"physicalLocation": location}],
        "relatedLocations": related,
        "properties": {"claim": key(finding.claim), "independent": finding.independent},
    })
}

/// What is told of a finding; where nothing is, its name.
fn message(view: &View, finding: &Finding) -> String {
    if finding.message.is_empty() { view.words.rule(finding.outcome) } else { finding.message.clone() }
}

fn related(view: &View, index: usize, evidence: &Evidence, lines: &BTreeMap<usize, Lines>) -> Value {
    let document = view.document(evidence.doc);
    let words = crate::brief::page::one_line(document.printed(evidence.at));
    let told = format!("{}, {}: {words}", view.printed_by(evidence.doc), view.day(evidence.doc));
    let mut location = json!({"artifactLocation": artifact(document.path.as_deref().or(document.url.as_deref()))});
    if let Some(lines) = lines.get(&evidence.doc).filter(|_| is_plain(document)) {
        location["region"] = region(lines, &document.text, evidence.at);
    }
    json!({
        "id": index + 1,
        "message": {"text": told},
        "physicalLocation": location,
        "properties": {"doc": document.id, "at": view.points(evidence.doc, evidence.at)},
    })
}

/// Lines and columns are those of the file only where the text was not taken out of a page or a record.
fn is_plain(document: &Document) -> bool {
    let ending = document.path.as_deref().unwrap_or("draft.txt").rsplit('.').next().unwrap_or_default();
    let ending = ending.to_ascii_lowercase();
    document.extractor.is_none()
        && matches!(ending.as_str(), "txt" | "text" | "md" | "markdown" | "mdown" | "mkd" | "-")
}

fn region(lines: &Lines, text: &str, at: Span) -> Value {
    let ((line, column), (end_line, end_column)) = (lines.of_byte(at.start), lines.of_byte(at.end));
    let [start, end] = lines.points.span(at);
    json!({
        "startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column,
        "charOffset": start, "charLength": end - start,
        "snippet": {"text": text.get(at.range()).unwrap_or("")},
    })
}

/// Where the lines of a text begin.
pub struct Lines<'t> {
    starts: Vec<usize>,
    points: CodePoints<'t>,
}

impl<'t> Lines<'t> {
    pub fn of(text: &'t str) -> Self {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(i, _)| i + 1)).collect();
        Lines { starts, points: CodePoints::of(text) }
    }

    /// Line and column of a byte, both from 1; columns are code points.
    pub fn of_byte(&self, byte: usize) -> (usize, usize) {
        let line = self.starts.partition_point(|s| *s <= byte);
        let start = self.starts.get(line.saturating_sub(1)).copied().unwrap_or(0);
        (line.max(1), self.points.at(byte) - self.points.at(start) + 1)
    }
}

/// A path as the reference of an artifact.
fn artifact(path: Option<&str>) -> Value {
    let path = path.unwrap_or("draft.txt");
    if path.contains("://") {
        return json!({"uri": path});
    }
    let path = path.replace('\\', "/");
    let encoded: String = path.bytes().map(encoded).collect();
    let uri = if path.starts_with('/') { format!("file://{encoded}") } else { encoded };
    json!({"uri": uri})
}

/// RFC 3986: what is no plain character of a path is percent-encoded.
fn encoded(byte: u8) -> String {
    match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_count_code_points_from_one() {
        let text = "één\nzwei drei\r\n\nvier";
        let at = |words: &str| Lines::of(text).of_byte(text.find(words).expect("the words stand in the text"));
        assert_eq!(at("één"), (1, 1));
        assert_eq!(at("n\n"), (1, 3));
        assert_eq!(at("drei"), (2, 6));
        assert_eq!(at("vier"), (4, 1));
        assert_eq!(Lines::of(text).of_byte(text.len()), (4, 5));
    }

    #[test]
    fn a_path_is_a_reference() {
        assert_eq!(artifact(Some("my draft #1.md"))["uri"], "my%20draft%20%231.md");
        assert_eq!(artifact(Some("/tmp/ä.md"))["uri"], "file:///tmp/%C3%A4.md");
    }
}
