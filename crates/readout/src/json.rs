//! JSON: the names of enums in the outputs, and objects as maps.

use serde::Serialize;
use serde_json::{Map, Value};

/// The name under which an enum stands in the outputs.
pub fn key(value: impl Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_string)).unwrap_or_default()
}

/// The map of a JSON object; empty for anything else.
pub fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}
