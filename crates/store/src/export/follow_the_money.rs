//! FollowTheMoney entities, one a line: articles, the people and organisations they name, and where.
//!
//! <https://followthemoney.tech>: ids are hashes, so that an entity comes out the same each time.

use super::{Said, Source, each, line};
use crate::add::hash;
use crate::filter::Filter;
use crate::problem::Result;
use crate::store::Store;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::io::Write;

pub fn export(store: &Store, filter: &Filter, out: &mut dyn Write) -> Result<()> {
    let mut written = BTreeSet::new();
    each(store, filter, |source, facts| {
        line(out, "FollowTheMoney entities", &article(source))?;
        let named = facts.iter().filter(|said| said.kind == "names");
        for (said, schema) in named.filter_map(|said| Some((said, schema(said.text("class")?)?))) {
            let name = said.text("name").unwrap_or("");
            let id = id(&format!("{schema} {name}"));
            if written.insert(id.clone()) {
                line(out, "FollowTheMoney entities", &entity(&id, schema, json!({"name": [name]})))?;
            }
            line(out, "FollowTheMoney entities", &mention(source, said, schema, &id))?;
        }
        Ok(())
    })
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
        "sourceUrl": source.url, "bodyText": text, "fileName": source.path,
    });
    let listed = properties.as_object().into_iter().flatten().filter(|(_, value)| !value.is_null());
    let properties: Map<String, Value> = listed.map(|(key, value)| (key.clone(), json!([value]))).collect();
    entity(&id(&source.id), "Article", properties.into())
}

/// What ties a name to the document it stands in.
fn mention(source: &Source, said: &Said, schema: &str, resolved: &str) -> Value {
    let own = id(&format!("{} {} {}", source.id, said.kind, said.id));
    let properties = json!({
        "document": [id(&source.id)], "name": [said.text("name")], "detectedSchema": [schema], "resolved": [resolved],
    });
    entity(&own, "Mention", properties)
}

fn entity(id: &str, schema: &str, properties: Value) -> Value {
    json!({"id": id, "schema": schema, "properties": properties})
}

fn id(name: &str) -> String {
    format!("readout-{}", &hash(name.as_bytes())[..40])
}
