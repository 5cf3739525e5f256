//! What the record consists of: entries with cells whose values are cited, conflicts, people, documents' places.

pub mod cites;
mod conflict;
mod context;
mod entity;
pub mod fields;
pub mod judged;
mod provenance;
pub mod steps;

use crate::document::Span;
pub use conflict::{Conflict, ConflictKind, Severity};
pub use context::Context;
pub use entity::{Entity, Office};
pub use fields::Fields;
pub use provenance::{Place, TakenFrom, Taking};
use serde::Serialize;

/// Characters of one document of the record.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cite {
    /// Index of the document in the record.
    pub doc: usize,
    /// Name of the fact inside its document, empty for a mention.
    pub id: String,
    pub at: Vec<Span>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    Single,
    Same,
    Rounding,
    OtherPeriod,
    Converted,
    Subset,
    Derived,
    Partial,
    Altered,
    Conflict,
}

/// One value of a cell and who says it.
#[derive(Clone, Debug, PartialEq)]
pub struct CellValue {
    pub text: String,
    pub cites: Vec<Cite>,
}

/// One cell of an entry: all its cited values, and whether they agree.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// Key of the cell's name in words/<language>/brief.toml: "speaker", "period", "venue" ...
    pub name: &'static str,
    pub values: Vec<CellValue>,
    pub verdict: Verdict,
}

/// One thing in the record.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The key of its kind: "statements", "figures" ...
    pub kind: &'static str,
    /// "statements-12": given by the record, in the order of kind and first cite.
    pub id: String,
    pub title: String,
    /// Under which heading people look for it: the speaker, the measure.
    pub group: String,
    pub cells: Vec<Cell>,
    pub reports: Vec<Cite>,
    pub verdict: Verdict,
    /// The arithmetic or the reason behind the verdict.
    pub note: Option<String>,
    /// Its further fields in the output contract, made by its room.
    pub fields: Fields,
}
