//! JSON lines: a fact a line, with its document.

use super::{Part, Source, each, line};
use crate::problem::Result;
use serde_json::{Map, Value, json};
use std::io::Write;

pub fn export(part: &Part, out: &mut dyn Write) -> Result<()> {
    each(part, |source, facts| {
        for said in facts {
            let mut fields = Map::from_iter([
                ("place".to_string(), said.place(source).into()),
                ("doc".to_string(), source.id.clone().into()),
                ("kind_of_fact".to_string(), said.kind.clone().into()),
                ("id".to_string(), said.id.clone().into()),
                ("words".to_string(), said.words(source).into()),
            ]);
            fields.insert("document".into(), document(source));
            let own =
                said.fields.iter().filter(|(key, _)| !["words", "doc", "place", "document"].contains(&key.as_str()));
            fields.extend(own.map(|(key, value)| (key.clone(), value.clone())));
            line(out, "JSON lines", &Value::Object(fields))?;
        }
        Ok(())
    })
}

/// Title, outlet, day and address stand always, the rest where it is known.
fn document(source: &Source) -> Value {
    let mut fields = Map::from_iter([
        ("title".to_string(), json!(source.title)),
        ("outlet".to_string(), json!(source.outlet)),
        ("published".to_string(), json!(source.published)),
        ("url".to_string(), json!(source.url)),
    ]);
    let rest = [("author", &source.author), ("language", &source.language), ("path", &source.path)];
    fields.extend(rest.into_iter().filter_map(|(key, value)| Some((key.to_string(), json!(value.as_ref()?)))));
    fields.extend(source.known.clone());
    Value::Object(fields)
}
