//! From a pile of articles to one cited record: the five steps.
//!
//! ```text
//! open       bytes       -> Document   what was printed, and the way back to it      (crate intake)
//! read       Document    -> Reading    tokens, parse, clauses, names, times, amounts, voices
//! find       Reading     -> Facts      what this text claims
//! reconcile  reports     -> Record     what all texts claim, and whether they agree
//! brief      Record      -> page       how it looks
//! ```
//! The core knows no files, no clock, no network and no randomness, and it never fails on text:
//! bad text gives fewer facts and a gap.

pub mod brief;
pub mod check;
pub mod difference;
pub mod document;
pub mod entry;
pub mod facts;
pub mod json;
pub mod reading;
pub mod record;
pub mod value;
pub mod words;

pub use document::{Document, Span};
pub use facts::{Facts, find};
pub use reading::{Reading, read, read_with};
pub use record::{Record, Report, reconcile, reconcile_judged};

/// Names the rules that read a text: a hash of these sources, of words/ and of world/.
pub const RULES: &str = env!("READOUT_RULES");

/// Names the rules that decide what a document says: "shared=… events=… …", a hash for what every kind of fact hangs on,
/// and one for each kind's own room and words. How the record and the pages are made is no part of it.
pub const READING: &str = env!("READOUT_READING");
