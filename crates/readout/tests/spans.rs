//! Every span of every output lies in its text, holds something, and begins and ends with a character that is printed.

mod common;

use readout::record::json;
use serde_json::Value;

/// Fields of the output contract that hold places in the text.
const PLACES: &[&str] = &["at", "content", "quoted", "cue", "source"];

#[test]
fn every_span_of_the_facts_lies_in_its_text_and_holds_something() {
    let Some(pipeline) = common::pipeline() else { return };
    let mut count = 0;
    for (name, text) in texts() {
        let report = common::report(common::document(&name, Some("2024-10-22"), &text), pipeline);
        let facts = json::facts(&report);
        let chars: Vec<char> = text.chars().collect();
        count += check(&name, &facts, &chars);
    }
    eprintln!("{count} spans");
}

#[test]
fn every_report_of_the_record_lies_in_its_document() {
    let Some(pipeline) = common::pipeline() else { return };
    let texts = texts();
    let reports =
        texts.iter().map(|(name, text)| common::report(common::document(name, Some("2024-10-22"), text), pipeline));
    let record = json::record(&readout::reconcile(reports.collect()));
    walk(&record, &mut |object| {
        let Some(doc) = object.get("doc").and_then(Value::as_str) else { return };
        let (name, text) = texts.iter().find(|(name, _)| name == doc).expect("a report names a document of the record");
        check(name, &Value::Object(object.clone()), &text.chars().collect::<Vec<_>>());
    });
}

#[test]
fn the_record_is_the_same_whatever_the_order_of_the_documents() {
    let Some(pipeline) = common::pipeline() else { return };
    let texts = texts();
    let made = |order: &mut dyn Iterator<Item = &(String, String)>| {
        let reports =
            order.map(|(name, text)| common::report(common::document(name, Some("2024-10-22"), text), pipeline));
        readout::reconcile(reports.collect())
    };
    // Written an item at a time, the record is the same too.
    let mut written = vec![];
    json::write(&made(&mut texts.iter().rev()), &mut written).expect("memory takes any number of bytes");
    assert_eq!(json::record(&made(&mut texts.iter())).to_string() + "\n", String::from_utf8_lossy(&written));
}

/// The plain texts of the examples, a few hard ones, and the real ones where they are at hand.
fn texts() -> Vec<(String, String)> {
    let folders = [common::root().join("examples"), common::root().join("../shared/data/seeds")];
    let files = folders.iter().flat_map(|f| common::files(f, "txt"));
    let mut out: Vec<(String, String)> = files
        .map(|p| {
            (
                p.file_name().unwrap_or_default().to_string_lossy().into_owned(),
                std::fs::read_to_string(&p).unwrap_or_default(),
            )
        })
        .collect();
    let hard = [
        "",
        " \n\t\n",
        "“",
        "““\"”’ «",
        "Қазақстан “сказал” — “да”, 5 % de 3,5 млн",
        "a\u{0}b\u{feff}c\u{202e}d",
        "$",
        "12",
        "27-28 27–28 $ € 5",
        "“A” said “B” said “C",
    ];
    out.extend(hard.iter().enumerate().map(|(i, t)| (format!("hard{i}"), t.to_string())));
    out
}

fn check(name: &str, value: &Value, text: &[char]) -> usize {
    let mut count = 0;
    walk(value, &mut |object| {
        for at in PLACES.iter().filter_map(|key| object.get(*key)) {
            for [start, end] in spans(at) {
                count += 1;
                assert!(start < end && end <= text.len(), "{name}: {start}-{end} of {}", text.len());
                assert!(
                    !text[start].is_whitespace() && !text[end - 1].is_whitespace(),
                    "{name}: blank edge at {start}-{end}: {:?}",
                    text[start..end].iter().collect::<String>()
                );
            }
        }
    });
    count
}

fn walk(value: &Value, visit: &mut impl FnMut(&serde_json::Map<String, Value>)) {
    match value {
        Value::Object(object) => {
            visit(object);
            object.values().for_each(|v| walk(v, visit));
        }
        Value::Array(list) => list.iter().for_each(|v| walk(v, visit)),
        _ => {}
    }
}

fn spans(at: &Value) -> Vec<[usize; 2]> {
    match at.as_array().map(Vec::as_slice) {
        Some([s, e]) if s.is_u64() && e.is_u64() => {
            vec![[s.as_u64().unwrap_or(0) as usize, e.as_u64().unwrap_or(0) as usize]]
        }
        Some(many) => many.iter().flat_map(spans).collect(),
        None => vec![],
    }
}
