//! How the record looks: one file for each format.

pub mod checked;
mod coverage;
mod differ;
mod disagreements;
mod html;
mod json;
mod markdown;
mod offices;
mod page;
mod place;
mod text;
mod views;
pub mod why;
mod words;

use crate::record::Record;
pub use place::{Passage, passage};
pub use text::coloured;
pub use words::choose_locale;

/// Renders a record as one page.
pub type Render = fn(&Record) -> String;

/// The formats of `readout brief`: a new one is a new file and a line here.
pub const FORMATS: &[(&str, Render)] =
    &[("text", text::render), ("markdown", markdown::render), ("html", html::render), ("json", json::render)];
