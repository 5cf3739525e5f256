//! spaCy v3 pipelines in Rust: text to tokens, tags, parse, lemmas, sentences and names.

mod annotate;
mod attribute_ruler;
mod characters;
mod components;
mod config;
mod doc;
mod error;
mod files;
pub mod format;
mod kernels;
mod labels;
mod lemmatizer;
mod lexeme;
mod model;
mod msgpack;
mod network;
mod parallel;
mod pattern;
mod pipeline;
pub mod strings;
#[cfg(test)]
mod testing;
mod tokenizer;
mod transition;

pub use doc::{Doc, Token};
pub use error::LoadError;
pub use pipeline::{Meta, Pipeline};

/// The kernel that pipelines loaded now will run on: `amx`, `avx512`, `avx2`, `neon` or `portable`.
///
/// It is the best that the processor has; the environment variable `PARLANCE_KERNEL` names another one for tests and
/// measurements.
pub fn kernel() -> &'static str {
    kernels::Kernel::choose().name()
}
