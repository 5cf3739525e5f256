//! Figures: a number with what it measures, of whom, for when, and who says so.

use super::{Fact, Reported};
use crate::document::{CodePoints, Span};
use crate::reading::Reading;
use crate::record::{Conflict, Context, Entry};
use crate::value::amount::Quantity;
use serde::Serialize;
use serde_json::{Map, Value};

/// Only a statistic is compared across sources.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    Statistic,
    Ordinal,
    Rhetorical,
    Group,
    DatePart,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    pub at: Span,
    pub quantity: Quantity,
    /// Canonical noun phrase ("trade turnover") and the characters that say it.
    pub measure: Option<(String, Span)>,
    /// Of whom, between whom: indices into `Reading::entities`.
    pub of: Vec<usize>,
    /// Index into `Reading::times` of the time that the figure is for.
    pub period: Option<usize>,
    /// ISO date or interval.
    pub period_value: Option<String>,
    pub as_of: Option<String>,
    /// Index into `Reading::voices`; `None`: the outlet's own voice.
    pub claimant: Option<usize>,
    pub status: Option<String>,
    pub role: Role,
}

impl Fact for Figure {
    const KEY: &'static str = "figures";

    fn find(_reading: &Reading) -> Vec<Self> {
        vec![]
    }

    fn at(&self) -> Vec<Span> {
        vec![self.at]
    }

    fn json(&self, _reading: &Reading, _points: &CodePoints) -> Map<String, Value> {
        Map::new()
    }

    fn reconcile(_reports: &[Reported<Self>], _context: &Context) -> (Vec<Entry>, Vec<Conflict>) {
        (vec![], vec![])
    }
}
