//! A sentence of the draft and one of a source, and what came of holding them against each other.

use super::held::Held;
use super::passages::Alike;
use super::{Evidence, Relation};

/// A pair of sentences that share this much, each the other's best, speak of one thing.
const PAIR: f32 = 0.32;
/// A sentence of which this much stands in a report is carried by it.
pub const CARRIED: f32 = 0.5;

/// A sentence of a source, and what came of holding the draft's against it.
pub struct Against {
    pub alike: Alike,
    pub held: Held,
}

impl Against {
    /// It speaks of the same thing, so that a difference counts.
    pub fn answers(&self) -> bool {
        self.held.is_close() || (self.alike.mutual && self.alike.score >= PAIR)
    }

    pub fn carries(&self) -> bool {
        self.answers() || self.alike.containment >= CARRIED
    }

    pub fn evidence(&self, relation: Relation) -> Evidence {
        Evidence { doc: self.alike.passage.doc, at: self.alike.passage.at, relation }
    }
}
