//! A checked draft as JSON lines: what it was held against and the counts, then a line for each finding.

use crate::check::{Checked, Difference, Evidence, Finding};
use crate::document::CodePoints;
use serde_json::{Map, Value, json};

/// Offsets are code points of the draft's text, or of the source's.
pub fn render(checked: &Checked) -> String {
    let points: Vec<CodePoints> =
        checked.record.reports.iter().map(|r| CodePoints::of(&r.reading.document.text)).collect();
    let mut out = head(checked).to_string() + "\n";
    for finding in &checked.findings {
        out += &line(checked, finding, &points).to_string();
        out.push('\n');
    }
    out
}

fn head(checked: &Checked) -> Value {
    let counts: Map<String, Value> =
        checked.counts().into_iter().map(|(outcome, n)| (outcome.key().to_string(), n.into())).collect();
    let draft = &checked.draft().reading;
    let points = CodePoints::of(&draft.document.text);
    let gaps: Vec<Value> = draft.gaps.iter().map(|g| json!({"at": points.span(g.at), "why": g.why})).collect();
    json!({"draft": checked.name(), "sources": checked.scope, "counts": counts, "gaps": gaps})
}

fn line(checked: &Checked, finding: &Finding, points: &[CodePoints]) -> Value {
    let draft = &points[checked.draft];
    let of_first = finding.sources.first().map(|s| &points[s.doc]);
    let difference = |d: &Difference| {
        let source = d.source.zip(of_first).map(|(at, points)| points.span(at));
        json!({"draft": d.draft.map(|at| draft.span(at)), "source": source, "kind": d.kind})
    };
    json!({
        "at": draft.span(finding.at),
        "printed": checked.draft().reading.printed(finding.at),
        "sentence": draft.span(finding.sentence),
        "claim": finding.claim,
        "finding": finding.outcome,
        "level": finding.level,
        "message": finding.message,
        "differences": finding.differences.iter().map(difference).collect::<Vec<_>>(),
        "sources": finding.sources.iter().map(|s| source(checked, s, points)).collect::<Vec<_>>(),
        "independent": finding.independent,
    })
}

fn source(checked: &Checked, evidence: &Evidence, points: &[CodePoints]) -> Value {
    let reading = &checked.record.reports[evidence.doc].reading;
    let document = &reading.document;
    json!({
        "doc": document.id, "path": document.path, "url": document.url, "title": document.title,
        "outlet": document.outlet, "published": document.published.value,
        "at": points[evidence.doc].span(evidence.at), "printed": reading.printed(evidence.at), "relation": evidence.relation,
    })
}
