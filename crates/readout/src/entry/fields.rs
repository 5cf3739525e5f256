//! Further fields of an entry: kept as the text of a JSON object, since a tree of values takes ten times the memory.

use crate::json::object;
use serde_json::{Map, Value};

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fields(Box<str>);

impl Fields {
    /// The fields by name; none where none were given.
    pub fn map(&self) -> Map<String, Value> {
        object(serde_json::from_str(&self.0).unwrap_or_default())
    }
}

impl From<Map<String, Value>> for Fields {
    fn from(map: Map<String, Value>) -> Self {
        Fields(Value::Object(map).to_string().into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn fields_come_back_in_their_order_as_they_were_given() {
        let given = object(json!({"wording": "“Tarn” – 5 %", "at": [3, 9], "note": null}));
        let back = Fields::from(given.clone()).map();
        assert_eq!(back, given);
        assert!(back.keys().eq(given.keys()));
        assert!(Fields::default().map().is_empty());
    }
}
