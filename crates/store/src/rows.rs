//! One document as rows: what `readout facts` prints for it, cut into the rows of the store.

use readout::Report;
use readout::record::json;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// One row of the table `fact`.
#[derive(Clone, Debug, PartialEq)]
pub struct FactRow {
    pub kind: String,
    pub id: String,
    pub starts: usize,
    pub ends: usize,
    pub fields: String,
}

/// Lists that any reading of the text gives again, and that nobody asks the file for.
const NOT_KEPT: &[&str] = &["mentions", "times", "amounts"];

/// The kinds of facts that the store keeps.
pub fn kinds() -> Vec<&'static str> {
    ["names"].into_iter().chain(readout::facts::KINDS.iter().copied()).chain(["credits", "debris", "gaps"]).collect()
}

/// Every fact of a document, of whatever kind, names and gaps among them.
pub fn of(report: &Report) -> Vec<FactRow> {
    let Value::Object(all) = json::facts(report) else { return vec![] };
    let mut out = names(&all);
    for (kind, list) in all.iter().filter(|(kind, _)| !NOT_KEPT.contains(&kind.as_str())) {
        let Value::Array(list) = list else { continue };
        let objects = list.iter().filter_map(Value::as_object).enumerate();
        out.extend(objects.filter_map(|(i, fields)| row(kind, i, fields)));
    }
    out
}

fn row(kind: &str, index: usize, fields: &Map<String, Value>) -> Option<FactRow> {
    let id = fields.get("id").and_then(Value::as_str).map_or_else(|| (index + 1).to_string(), str::to_string);
    let [starts, ends] = place(fields)?;
    let kept = fields.iter().filter(|(key, value)| *key != "id" && !is_empty(value));
    let fields: Map<String, Value> = kept.map(|(key, value)| (key.clone(), value.clone())).collect();
    Some(FactRow { kind: kind.to_string(), id, starts, ends, fields: Value::Object(fields).to_string() })
}

fn is_empty(value: &Value) -> bool {
    value.is_null() || value.as_array().is_some_and(Vec::is_empty)
}

/// The characters that say a fact: its `at`, else its content, else everything it points at.
fn place(fields: &Map<String, Value>) -> Option<[usize; 2]> {
    let named = ["at", "content"].iter().filter_map(|key| fields.get(*key)).find(|value| !is_empty(value));
    let mut all = vec![];
    match named {
        Some(value) => spans(value, &mut all),
        None => fields.values().for_each(|value| spans(value, &mut all)),
    }
    Some([all.iter().map(|s| s[0]).min()?, all.iter().map(|s| s[1]).max()?])
}

/// Every pair of two numbers in a value, at whatever depth: that is how the outputs write spans, and nothing else.
pub fn spans(value: &Value, out: &mut Vec<[usize; 2]>) {
    match value {
        Value::Array(list) => {
            let number = |i: usize| list.get(i).and_then(Value::as_u64).map(|n| n as usize);
            if let (2, Some(start), Some(end)) = (list.len(), number(0), number(1)) {
                out.push([start, end]);
                return;
            }
            list.iter().for_each(|item| spans(item, out));
        }
        Value::Object(map) => map.values().for_each(|item| spans(item, out)),
        _ => {}
    }
}

/// The people, organisations and places of a document with the characters that mention them: facts of the kind `names`.
fn names(all: &Map<String, Value>) -> Vec<FactRow> {
    let mut found: BTreeMap<&str, (Map<String, Value>, Vec<Value>)> = BTreeMap::new();
    let mentions = all.get("mentions").and_then(Value::as_array).into_iter().flatten();
    for mention in mentions {
        let text = |key: &str| mention.get(key).and_then(Value::as_str);
        let (Some(entity), Some(name), Some(class), Some(at)) =
            (text("entity"), text("name"), text("class"), mention.get("at"))
        else {
            continue;
        };
        let fields = || Map::from_iter([("name".to_string(), name.into()), ("class".to_string(), class.into())]);
        found.entry(entity).or_insert_with(|| (fields(), vec![])).1.push(at.clone());
    }
    let row = |(id, (mut fields, at)): (&str, (Map<String, Value>, Vec<Value>))| {
        let [starts, ends] = at.first().and_then(|first| serde_json::from_value(first.clone()).ok())?;
        fields.insert("at".into(), at.into());
        let (kind, id) = ("names".to_string(), id.to_string());
        Some(FactRow { kind, id, starts, ends, fields: Value::Object(fields).to_string() })
    };
    found.into_iter().filter_map(row).collect()
}
