//! What turns a text's words into vectors, and vectors into tags.

pub(crate) mod embed;
pub(crate) mod tagger;
pub(crate) mod tok2vec;
pub(crate) mod vectors;
pub(crate) mod words;
