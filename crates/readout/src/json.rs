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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entry::{ConflictKind, Taking, Verdict};
    use serde_json::json;

    #[test]
    fn names_in_the_outputs_are_small_letters_and_hyphens() {
        assert_eq!(key(ConflictKind::ClaimAndDenial), "claim-and-denial");
        assert_eq!(key(Verdict::OtherPeriod), "other-period");
        assert_eq!(key(Taking::Reprint), "reprint");
        assert_eq!(key(7), "");
    }

    #[test]
    fn what_is_no_object_has_no_fields() {
        assert_eq!(object(json!({"a": 1})).len(), 1);
        assert!(object(json!([1])).is_empty());
    }
}
