//! spaCy v3 pipelines in Rust: text to tokens, tags, parse, lemmas, sentences and names.
//!
//! ```
//! use parlance::Pipeline;
//! # let Some(home) = std::env::var_os("HOME") else { return Ok(()) };
//! # let models = std::path::Path::new(&home).join(".cache/readout/models");
//! # if !models.join("en_core_web_sm-3.8.0").is_dir() { return Ok(()) }
//! # let path = |name: &str| models.join(name);
//!
//! let pipeline = Pipeline::load(&path("en_core_web_sm-3.8.0"))?;
//! let doc = pipeline.annotate("Odile Varga left Paris on Friday. Her ferry was late.");
//!
//! assert_eq!(doc.sentences().count(), 2);
//! let names: Vec<_> = doc.entities().map(|(tokens, kind)| (doc.span_text(tokens), kind)).collect();
//! assert!(names.contains(&("Paris", "GPE")));
//! let left = doc.token(2);
//! assert_eq!((left.lemma(), left.tag(), left.dep()), ("leave", "VBD", "ROOT"));
//! let subject = left.children().next().expect("a verb has a subject here");
//! assert_eq!(subject.subtree().map(|token| token.text()).collect::<Vec<_>>(), ["Odile", "Varga"]);
//! # Ok::<(), parlance::LoadError>(())
//! ```
//!
//! A [`Pipeline`] is loaded once and may be shared between threads; each text becomes a [`Doc`] of [`Token`]s.
//! Annotations are those of spaCy itself: a test compares them token by token.

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
#[cfg(feature = "parts")]
#[doc(hidden)]
pub mod parts;
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

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

/// The kernel that pipelines loaded now will run on: `amx`, `avx512`, `avx2`, `neon` or `portable`.
///
/// It is the best that the processor has; the environment variable `PARLANCE_KERNEL` names another one for tests and
/// measurements.
pub fn kernel() -> &'static str {
    kernels::Kernel::choose().name()
}
