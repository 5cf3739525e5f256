//! JSON lines: a fact a line, with its document.

use super::{Part, each, line};
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
            let document = json!({"title": source.title, "outlet": source.outlet, "published": source.published, "url": source.url});
            fields.insert("document".into(), document);
            let own =
                said.fields.iter().filter(|(key, _)| !["words", "doc", "place", "document"].contains(&key.as_str()));
            fields.extend(own.map(|(key, value)| (key.clone(), value.clone())));
            line(out, "JSON lines", &Value::Object(fields))?;
        }
        Ok(())
    })
}
