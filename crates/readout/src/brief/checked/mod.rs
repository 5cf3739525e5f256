//! How a checked draft looks: a page with marks in the margin, Markdown with footnotes, SARIF, the terminal, and the draft with its sources.

pub mod cite;
pub mod html;
pub mod markdown;
mod notes;
pub mod sarif;
#[cfg(test)]
mod tests;
pub mod text;
mod view;
mod words;
