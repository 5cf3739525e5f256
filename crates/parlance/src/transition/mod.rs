//! Greedy transition systems: the dependency parser and the entity recogniser.

mod moves;
pub(crate) mod ner;
pub(crate) mod parser;
mod scorer;
mod state;
mod tree;
