//! The casebook: every page of cases/ holds texts and the record they must give. How to write one: cases/README.md.

mod common;
#[path = "common/drafts.rs"]
mod drafts;

use parlance::Pipeline;
use readout::record::json;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// One page: its texts by name, and what they must give.
#[derive(Debug, Default)]
struct Page {
    texts: Vec<Text>,
    /// The draft that is held against the texts, on pages that have one.
    draft: Option<Text>,
    expected: Vec<Expected>,
}

#[derive(Debug)]
struct Text {
    name: String,
    published: Option<String>,
    text: String,
}

/// One line of an `expect` block.
#[derive(Debug, Clone, PartialEq)]
struct Expected {
    line: String,
    /// False for a line that begins with `no`.
    wanted: bool,
    /// Asked of the record, not of one text.
    of_record: bool,
    kind: String,
    texts: Vec<String>,
    fields: BTreeMap<String, String>,
}

#[test]
fn every_page_of_the_casebook_gives_its_record() {
    let Some(pipeline) = common::pipeline() else { return };
    let mut wrong = vec![];
    let mut lines = 0;
    for path in common::files(&common::root().join("cases"), "md") {
        if path.file_name().is_some_and(|n| n == "README.md") {
            continue;
        }
        let page = page_of(&std::fs::read_to_string(&path).expect("a page is a text file"));
        assert!(!page.expected.is_empty(), "{}: a page without an `expect` block tests nothing", path.display());
        lines += page.expected.len();
        wrong.extend(check(&path, &page, pipeline));
    }
    assert!(wrong.is_empty(), "{} of {lines} lines are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

fn check(path: &Path, page: &Page, pipeline: &Pipeline) -> Vec<String> {
    let reports: Vec<_> = page
        .texts
        .iter()
        .map(|t| common::report(common::document(&t.name, t.published.as_deref(), &t.text), pipeline))
        .collect();
    let facts: Vec<Value> = reports.iter().map(json::facts).collect();
    let texts: BTreeMap<String, String> = page.texts.iter().map(|t| (t.name.clone(), t.text.clone())).collect();
    if let Some(draft) = &page.draft {
        return drafts::check(path, draft, reports, &page.expected, pipeline);
    }
    let record = json::record(&readout::reconcile(reports));
    let fits =
        |e: &Expected| if e.of_record { in_record(e, &record, &texts) } else { facts.iter().any(|f| in_facts(e, f)) };
    let wrong = page.expected.iter().filter(|e| fits(e) != e.wanted);
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    wrong.map(|e| format!("{name}: {}\n{}", e.line, seen(e, &facts, &record, &texts))).collect()
}

/// What there is of that kind, to tell the writer of the page what came out instead.
fn seen(e: &Expected, facts: &[Value], record: &Value, texts: &BTreeMap<String, String>) -> String {
    let list = |from: &Value| from[&plural(&e.kind)].as_array().cloned().unwrap_or_default();
    let lines: Vec<String> = if e.of_record {
        list(record).iter().map(|x| format!("    {:?} {}", reported(x, texts), brief_of(x))).collect()
    } else {
        facts
            .iter()
            .flat_map(|f| {
                list(f)
                    .into_iter()
                    .map(|x| format!("    {:?} {}", printed(&x, f["text"].as_str().unwrap_or("")), brief_of(&x)))
                    .collect::<Vec<_>>()
            })
            .collect()
    };
    lines.join("\n")
}

/// The plain fields of an item.
fn brief_of(item: &Value) -> String {
    let plain = |(k, v): (&String, &Value)| (v.is_string() || v.is_number()).then(|| format!("{k}: {}", word(v)));
    item.as_object().map(|o| o.iter().filter_map(plain).collect::<Vec<_>>().join("; ")).unwrap_or_default()
}

fn in_facts(e: &Expected, facts: &Value) -> bool {
    let text = facts["text"].as_str().unwrap_or("");
    let items = facts[&plural(&e.kind)].as_array().cloned().unwrap_or_default();
    items.iter().any(|item| printed(item, text) == e.texts.join(" ... ") && fields_fit(e, item, text))
}

fn in_record(e: &Expected, record: &Value, texts: &BTreeMap<String, String>) -> bool {
    let entries = record[&plural(&e.kind)].as_array().cloned().unwrap_or_default();
    entries.iter().any(|entry| {
        let reported = reported(entry, texts);
        e.texts.iter().all(|t| reported.contains(t)) && fields_fit(e, entry, "")
    })
}

/// What an entry's reports printed.
fn reported(entry: &Value, texts: &BTreeMap<String, String>) -> Vec<String> {
    let list = |key: &str| entry[key].as_array().cloned().unwrap_or_default();
    let reports = list("reports")
        .into_iter()
        .chain(list("at"))
        .chain(list("values").into_iter().flat_map(|v| v["reports"].as_array().cloned().unwrap_or_default()));
    reports.map(|r| printed(&r, texts.get(r["doc"].as_str().unwrap_or("")).map_or("", |t| t))).collect()
}

/// The characters of an item: its `at` or its `content`, pieces joined by " ... ".
fn printed(item: &Value, text: &str) -> String {
    let at = if item["at"].is_array() { &item["at"] } else { &item["content"] };
    spans(at).iter().map(|s| cut(text, *s)).collect::<Vec<_>>().join(" ... ")
}

fn spans(at: &Value) -> Vec<[u64; 2]> {
    match at.as_array().map(Vec::as_slice) {
        Some([s, e]) if s.is_u64() && e.is_u64() => vec![[s.as_u64().unwrap_or(0), e.as_u64().unwrap_or(0)]],
        Some(many) => many.iter().flat_map(spans).collect(),
        None => vec![],
    }
}

fn cut(text: &str, [start, end]: [u64; 2]) -> String {
    text.chars().skip(start as usize).take((end - start) as usize).collect()
}

fn fields_fit(e: &Expected, item: &Value, text: &str) -> bool {
    e.fields.iter().all(|(key, wanted)| field(&item[key], text) == *wanted)
}

/// A field as a page writes it: spans as the characters they cover, lists joined by ", ", nothing as "-".
fn field(value: &Value, text: &str) -> String {
    let found = spans(value);
    if !found.is_empty() && !text.is_empty() {
        return found.iter().map(|s| cut(text, *s)).collect::<Vec<_>>().join(" ... ");
    }
    match value {
        Value::Null => "-".into(),
        Value::Array(list) if list.is_empty() => "-".into(),
        Value::Array(list) => list.iter().map(word).collect::<Vec<_>>().join(", "),
        other => word(other),
    }
}

/// Somebody is written by his name.
fn word(value: &Value) -> String {
    let value = value.get("name").unwrap_or(value);
    value.as_str().map_or_else(|| value.to_string(), str::to_string)
}

fn plural(kind: &str) -> String {
    match kind {
        "debris" => "debris".into(),
        "entity" => "entities".into(),
        kind => format!("{kind}s"),
    }
}

// --- reading a page ---------------------------------------------------------------------------

fn page_of(markdown: &str) -> Page {
    let mut page = Page::default();
    let mut lines = markdown.lines();
    while let Some(line) = lines.next() {
        let Some(head) = line.strip_prefix("```") else { continue };
        let body: Vec<&str> = lines.by_ref().take_while(|l| !l.starts_with("```")).collect();
        let mut words = head.split_whitespace();
        let kind = words.next();
        let mut text = || Text {
            name: words.next().unwrap_or("text").to_string(),
            published: words.next().map(str::to_string),
            text: body.join("\n"),
        };
        match kind {
            Some("text") => page.texts.push(text()),
            Some("draft") => page.draft = Some(text()),
            Some("expect") => {
                page.expected.extend(body.iter().filter(|l| !l.trim().is_empty()).map(|l| expected_of(l)))
            }
            _ => {}
        }
    }
    page
}

/// `[no] [record] KIND "text" ["text" ...] [key: value; key: value]`
fn expected_of(line: &str) -> Expected {
    let mut rest = line.trim();
    let wanted = !take(&mut rest, "no ");
    let of_record = take(&mut rest, "record ");
    let (kind, after) = rest.split_once(' ').unwrap_or((rest, ""));
    let mut rest = after.trim_start();
    let mut texts = vec![];
    while let Some(inside) = rest.strip_prefix('"') {
        let end = inside.find("\" ").or_else(|| inside.ends_with('"').then(|| inside.len() - 1));
        let end = end.unwrap_or_else(|| panic!("a text without its closing mark: {line}"));
        texts.push(inside[..end].to_string());
        rest = inside[end + 1..].trim_start();
    }
    let pairs = rest.split("; ").filter(|p| !p.trim().is_empty());
    let pair = |p: &str| {
        p.split_once(": ")
            .map(|(k, v)| (k.trim().to_string(), v.trim().to_string()))
            .unwrap_or_else(|| panic!("not `key: value`: {p:?} in {line}"))
    };
    Expected {
        line: line.to_string(),
        wanted,
        of_record,
        kind: kind.to_string(),
        texts,
        fields: pairs.map(pair).collect(),
    }
}

fn take(rest: &mut &str, word: &str) -> bool {
    let Some(after) = rest.strip_prefix(word) else { return false };
    *rest = after;
    true
}

#[test]
fn a_line_of_a_page_is_read_as_it_is_written() {
    let e = expected_of(
        r#"no record figure "$24.7 billion" "about $25 billion" verdict: conflict; measure: trade turnover"#,
    );
    assert!(!e.wanted && e.of_record);
    assert_eq!(e.texts, ["$24.7 billion", "about $25 billion"]);
    assert_eq!(e.fields["measure"], "trade turnover");
}
