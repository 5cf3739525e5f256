//! spaCy v3 pipelines in Rust: text to tokens, tags, parse, lemmas, sentences and names.
