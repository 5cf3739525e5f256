//! PLOVER records, one a line: events with a PLOVER type, actors and recipients.
//!
//! <https://github.com/openeventdata/PLOVER>

use super::{Said, Source, each, line};
use crate::filter::Filter;
use crate::problem::Result;
use crate::store::Store;
use serde_json::{Value, json};
use std::io::Write;

pub fn export(store: &Store, filter: &Filter, out: &mut dyn Write) -> Result<()> {
    each(store, filter, |source, facts| {
        let events = facts.iter().filter_map(|said| record(source, said));
        events.into_iter().try_for_each(|record| line(out, "PLOVER records", &record))
    })
}

fn record(source: &Source, said: &Said) -> Option<Value> {
    let event = said.text("plover")?;
    Some(json!({
        "id": format!("{}_{}", source.id, said.id),
        "date": said.text("date").or(source.published.as_deref()),
        "source": named(said, "actor"),
        "target": named(said, "recipient"),
        "event": event,
        "mode": said.text("type"),
        "location": said.text("place"),
        "text": said.words(source),
        "textInfo": {"publication": source.outlet, "url": source.url, "docid": source.id, "title": source.title,
            "published": source.published, "start": said.starts, "end": said.ends},
        "certainty": said.text("certainty"),
    }))
}

/// The participants with this role.
fn named(said: &Said, role: &str) -> Vec<Value> {
    let all = said.fields.get("participants").and_then(Value::as_array).into_iter().flatten();
    let with_role = all.filter(|p| p.get("role").and_then(Value::as_str) == Some(role));
    with_role.filter_map(|p| Some(json!({"actorText": p.get("name")?}))).collect()
}
