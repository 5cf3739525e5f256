//! spaCy v3 pipelines in Rust: text to tokens, tags, parse, lemmas, sentences and names.

mod attribute_ruler;
mod characters;
mod config;
mod doc;
mod error;
mod files;
mod labels;
mod lemmatizer;
mod lexeme;
mod msgpack;
mod pipeline;
pub mod strings;
mod tokenizer;

pub use doc::{Doc, Token};
pub use error::LoadError;
pub use pipeline::{Meta, Pipeline};
