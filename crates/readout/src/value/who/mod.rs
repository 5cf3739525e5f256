//! Names of people, organisations and places, and whether two of them mean the same.

mod letters;

pub use letters::{fold, likeness, sound};
