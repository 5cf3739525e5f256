//! Files of pipelines for tests, written as JSON.

use crate::files::File;
use crate::strings::string_id;
use proptest::prelude::*;
use serde_json::Value;

/// A MessagePack file. A key `#noun` stands for the string id of `noun`, a key `65` for that number.
pub(crate) fn file(value: &Value) -> File {
    let mut bytes = Vec::new();
    write(value, &mut bytes);
    File { path: "invented".into(), bytes }
}

/// The file with some bytes changed, left out or put in, and perhaps cut short.
pub(crate) fn damaged(value: &Value) -> impl Strategy<Value = File> {
    let whole = file(value).bytes;
    let place = 0..whole.len();
    let changes = prop::collection::vec((place.clone(), any::<u8>(), 0..4u8), 0..6);
    (changes, prop::option::of(place)).prop_map(move |(changes, end)| {
        let mut bytes = whole.clone();
        for (place, byte, kind) in changes {
            let place = place.min(bytes.len() - 1);
            match kind {
                0 => bytes.insert(place, byte),
                1 if bytes.len() > 1 => drop(bytes.remove(place)),
                _ => bytes[place] = byte,
            }
        }
        bytes.truncate(end.unwrap_or(usize::MAX));
        File { path: "damaged".into(), bytes }
    })
}

fn write(value: &Value, bytes: &mut Vec<u8>) {
    match value {
        Value::Null => bytes.push(0xc0),
        Value::Bool(value) => bytes.push(0xc2 + u8::from(*value)),
        Value::Number(number) => {
            bytes.push(0xd3);
            bytes.extend(number.as_i64().expect("tests have whole numbers").to_be_bytes());
        }
        Value::String(text) => write_text(text, bytes),
        Value::Array(items) => {
            write_len(0xdd, items.len(), bytes);
            items.iter().for_each(|item| write(item, bytes));
        }
        Value::Object(map) => {
            write_len(0xdf, map.len(), bytes);
            for (key, value) in map {
                write_key(key, bytes);
                write(value, bytes);
            }
        }
    }
}

fn write_key(key: &str, bytes: &mut Vec<u8>) {
    let id = key.strip_prefix('#').map(string_id).or_else(|| key.parse().ok());
    let Some(id) = id else {
        return write_text(key, bytes);
    };
    bytes.push(0xcf);
    bytes.extend(id.to_be_bytes());
}

fn write_text(text: &str, bytes: &mut Vec<u8>) {
    write_len(0xdb, text.len(), bytes);
    bytes.extend(text.as_bytes());
}

fn write_len(head: u8, len: usize, bytes: &mut Vec<u8>) {
    bytes.push(head);
    bytes.extend(u32::try_from(len).expect("tests are short").to_be_bytes());
}
