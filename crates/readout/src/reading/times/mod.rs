//! Times with their value against the day of publication (TIMEX3).

mod absolute;
mod calendar;
mod lexicon;
mod numbers;
mod scan;

use super::Reading;
use crate::document::Span;
pub use absolute::date_in;
use serde::Serialize;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum TimeKind {
    Date,
    Time,
    Duration,
    Set,
}

/// What the value was reckoned from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Anchor {
    Published,
    Text,
    Tense,
    None,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Time {
    pub at: Span,
    pub kind: TimeKind,
    /// TIMEX3 value, intervals with "/"; `None` where it stays open.
    pub value: Option<String>,
    /// TIMEX3 mod: START, END, MID, APPROX, BEFORE, AFTER, LESS_THAN, MORE_THAN ...
    pub modifier: Option<&'static str>,
    pub anchor: Anchor,
}

pub fn find(_reading: &mut Reading) {}
