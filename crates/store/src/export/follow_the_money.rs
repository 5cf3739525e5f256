//! FollowTheMoney entities, one a line: articles, the people and organisations they name, and what happened.
//!
//! <https://followthemoney.tech>: ids are hashes, so that an entity comes out the same each time.

use super::{Part, Said, Source, each, line};
use crate::add::hash;
use crate::problem::{Problem, Result};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

pub fn export(part: &Part, out: &mut dyn Write) -> Result<()> {
    let known = Known::of(part).map_err(|error| Problem::of(&part.store.name(), 0, error))?;
    let mut written = BTreeSet::new();
    each(part, |source, facts| {
        line(out, WHAT, &article(source))?;
        let named = facts.iter().filter(|said| said.kind == "names");
        for (said, schema) in named.filter_map(|said| Some((said, schema(said.text("class")?)?))) {
            let (name, aliases) = known.names(source, said);
            let id = id(&format!("{schema} {name}"));
            if written.insert(id.clone()) {
                let aliases: Vec<&String> = aliases.iter().filter(|alias| **alias != name).collect();
                let properties = json!({"name": [name], "alias": aliases});
                line(out, WHAT, &entity(&id, schema, properties))?;
            }
            line(out, WHAT, &mention(source, said, schema, &id))?;
        }
        for said in facts.iter().filter(|said| said.kind == "events") {
            line(out, WHAT, &event(source, said, &known, facts))?;
        }
        Ok(())
    })
}

const WHAT: &str = "FollowTheMoney entities";

/// Under which name the record has what a document names, and its other names: by document, class and name.
struct Known(BTreeMap<(String, String, String), (String, Vec<String>)>);

impl Known {
    /// What the record's rows say, if they were made.
    fn of(part: &Part) -> rusqlite::Result<Known> {
        let sql = "select d.id, e.class, e.name, e.fields ->> '$.variants' from entity e
            join entity_report r using (entity) join document d using (document)";
        let mut statement = part.store.connection.prepare(sql)?;
        let mut rows = statement.query([])?;
        let mut found = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let (document, class, name): (String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let variants: Option<String> = row.get(3)?;
            let variants: Vec<String> = serde_json::from_str(&variants.unwrap_or_default()).unwrap_or_default();
            for variant in variants.iter().chain([&name]) {
                let key = (document.clone(), class.clone(), variant.clone());
                found.entry(key).or_insert_with(|| (name.clone(), variants.clone()));
            }
        }
        Ok(Known(found))
    }

    fn names(&self, source: &Source, said: &Said) -> (String, Vec<String>) {
        let text = |key| said.text(key).unwrap_or("").to_string();
        let found = self.0.get(&(source.id.clone(), text("class"), text("name")));
        found.cloned().unwrap_or_else(|| (text("name"), vec![]))
    }
}

/// What happened, with whom of the people and organisations that the text names, and the article that says so.
fn event(source: &Source, said: &Said, known: &Known, facts: &[Said]) -> Value {
    let all = said.fields.get("participants").and_then(Value::as_array).into_iter().flatten();
    let names: Vec<&str> = all.filter_map(|p| p["name"].as_str()).collect();
    let named =
        facts.iter().filter(|fact| fact.kind == "names" && fact.text("name").is_some_and(|n| names.contains(&n)));
    let involved: BTreeSet<String> = named
        .filter_map(|fact| {
            let schema = schema(fact.text("class")?)?;
            Some(id(&format!("{schema} {}", known.names(source, fact).0)))
        })
        .collect();
    let title = format!("{}: {}", said.text("type").unwrap_or("event"), names.join(", "));
    // A span of time is no date of this format; its first day is.
    let date = said.text("date").map(|date| date.split('/').next().unwrap_or(date));
    let properties = json!({
        "name": [title.trim_end_matches(": ")], "date": date.filter(|d| is_date(d)), "involved": involved,
        "proof": [id(&source.id)], "description": [said.words(source)], "publisher": source.outlet,
        "sourceUrl": source.url, "notes": said.text("certainty"),
    });
    let own = id(&format!("{} {} {}", source.id, said.kind, said.id));
    entity(&own, "Event", properties)
}

/// Year, year and month, or a whole day.
fn is_date(date: &str) -> bool {
    [4, 7, 10].contains(&date.len()) && date.bytes().all(|b| b.is_ascii_digit() || b == b'-')
}

/// Places are no legal entities, and works and events none of this kind.
fn schema(class: &str) -> Option<&'static str> {
    match class {
        "person" => Some("Person"),
        "organisation" => Some("Organization"),
        _ => None,
    }
}

fn article(source: &Source) -> Value {
    let text: String = source.text.iter().collect();
    let properties = json!({
        "title": source.title, "publisher": source.outlet, "author": source.author, "publishedAt": source.published,
        "modifiedAt": source.known.get("modified"), "retrievedAt": source.known.get("crawled"),
        "sourceUrl": source.url, "bodyText": text, "fileName": source.path, "language": source.language.as_deref().and_then(language),
    });
    entity(&id(&source.id), "Article", properties)
}

/// Languages have three letters in this format.
fn language(code: &str) -> Option<&'static str> {
    match code.split('-').next() {
        Some("en") => Some("eng"),
        _ => None,
    }
}

/// What ties a name to the document it stands in.
fn mention(source: &Source, said: &Said, schema: &str, resolved: &str) -> Value {
    let own = id(&format!("{} {} {}", source.id, said.kind, said.id));
    let properties = json!({
        "document": [id(&source.id)], "name": [said.text("name")], "detectedSchema": [schema], "resolved": [resolved],
    });
    entity(&own, "Mention", properties)
}

/// Every property is a list of texts; what is not known is left out.
fn entity(id: &str, schema: &str, properties: Value) -> Value {
    let listed = |value: Value| match value {
        Value::Array(list) => list,
        Value::Null => vec![],
        one => vec![one],
    };
    let all = properties.as_object().into_iter().flatten().map(|(key, value)| (key.clone(), listed(value.clone())));
    let properties: Map<String, Value> = all.filter(|(_, list)| !list.is_empty()).map(|(k, l)| (k, l.into())).collect();
    json!({"id": id, "schema": schema, "properties": properties})
}

fn id(name: &str) -> String {
    format!("readout-{}", &hash(name.as_bytes())[..40])
}
