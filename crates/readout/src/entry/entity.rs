//! People, organisations, countries and places over all documents, and the offices that are held.

use super::Cite;
use crate::reading::names::Class;

/// A person, organisation, country or place over all documents.
#[derive(Clone, Debug, PartialEq)]
pub struct Entity {
    pub id: String,
    pub class: Class,
    pub name: String,
    /// Every form of the name, sorted.
    pub variants: Vec<String>,
    /// Those of which all texts tell most first.
    pub offices: Vec<Office>,
    pub reports: Vec<Cite>,
}

/// An office somebody holds or held, with who says so.
#[derive(Clone, Debug, PartialEq)]
pub struct Office {
    /// "Energy Minister".
    pub title: String,
    /// With what it is held in: "Energy Minister of Osmeria".
    pub name: String,
    pub of: Option<String>,
    pub from: Option<String>,
    pub to: Option<String>,
    /// Held no more.
    pub past: bool,
    pub reports: Vec<Cite>,
}
