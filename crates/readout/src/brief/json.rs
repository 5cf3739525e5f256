//! The record as JSON: the output contract of `readout record`.

use crate::record::{Record, json};

pub fn render(record: &Record) -> String {
    json::record(record).to_string() + "\n"
}
