//! How the record looks: one file for each format.

use crate::record::Record;

/// Renders a record as one page.
pub type Render = fn(&Record) -> String;

/// The formats of `readout brief`: a new one is a new file and a line here.
pub const FORMATS: &[(&str, Render)] = &[("json", json)];

fn json(record: &Record) -> String {
    crate::record::json::record(record).to_string()
}
