//! spaCy v3 pipelines in Rust: text to tokens, tags, parse, lemmas, sentences and names.

pub mod attribute_ruler;
pub mod lemmatizer;
pub mod lexeme;
pub mod strings;
pub mod tokenizer;
