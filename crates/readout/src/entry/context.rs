//! What a room may need of the other rooms while it reconciles: documents, their places, people, judgements.

use super::cites::Cites;
use super::judged::Bound;
use super::{Entity, Place};
use crate::reading::Reading;

/// What a room may need of the record while it reconciles.
#[derive(Debug)]
pub struct Context<'r> {
    /// The documents of the record in its order.
    pub readings: &'r [&'r Reading],
    pub places: &'r [Place],
    pub entities: &'r [Entity],
    /// `entity_of[doc][entity of the reading]`: index into `entities`.
    pub entity_of: &'r [Vec<usize>],
    /// What people have judged.
    pub judged: &'r Bound,
    /// Writes places as the output contract has them, for the fields a room adds to its entries.
    pub cites: &'r Cites<'r>,
}

impl Context<'_> {
    /// The person, organisation or place of the record that a document's entity is.
    pub fn entity(&self, doc: usize, local: usize) -> Option<&Entity> {
        self.entities.get(*self.entity_of.get(doc)?.get(local)?)
    }
}
