//! One SQLite file that keeps documents, what they say, and what they say together.
//!
//! A document is kept with its text, with what came with it before it was read, and with the grammar that the language
//! model gave. From these the rules read it again in a fraction of the time, so nothing else has to be kept to make the
//! record; facts and entries stand beside them for whoever asks the file with SQL.

mod add;
mod alike;
mod bundle;
mod check;
pub mod export;
mod feeds;
mod filter;
mod grammar;
mod judgements;
mod migrate;
mod news;
mod outlines;
mod parts;
mod problem;
mod record;
mod rows;
mod rules;
mod search;
mod show;
mod store;
mod told;

pub use add::{Added, Kept, Known, Model, Prepared, given, read, restored};
pub use alike::{Extent, alike, extent};
pub use bundle::bundle;
pub use check::{Checked, check};
pub use feeds::Watched;
pub use filter::Filter;
pub use grammar::{Grammar, deflated, inflated};
pub use news::{News, news};
pub use outlines::{Stamp, Stamped, outlines};
pub use parts::{Lists, Part, part_lists, parts, save_pile};
pub use problem::{Problem, Result};
pub use record::{
    changes, chosen, documents, is_current, kept, reports, save as save_record, select as select_entries,
};
pub use rows::kinds;
pub use search::{Hit, search};
pub use show::{Dossier, Line, Passage, entity, passage};
pub use store::{Store, Versions, wait_at_most};
pub use told::Told;
