//! How a checked draft looks: a page with marks in the margin, Markdown with footnotes, SARIF, the terminal, and the draft with its sources.

mod cite;
mod html;
mod json;
mod markdown;
mod notes;
mod sarif;
#[cfg(test)]
mod tests;
mod text;
mod view;
mod words;

use crate::check::Checked;
pub use cite::render as cited;
pub use text::coloured;

/// Renders a checked draft.
pub type Render = fn(&Checked) -> String;

/// The formats of `readout check`: a new one is a new file and a line here.
pub const FORMATS: &[(&str, Render)] = &[
    ("text", text::render),
    ("html", html::render),
    ("markdown", markdown::render),
    ("sarif", sarif::render),
    ("jsonl", json::render),
    ("json", json::render),
];
