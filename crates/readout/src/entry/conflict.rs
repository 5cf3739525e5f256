//! Where reports contradict each other: what contradicts, and how much it weighs.

use super::Cite;
use crate::difference;
use serde::Serialize;

/// How much a conflict weighs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Both cannot be so.
    #[default]
    Contradiction,
    /// One thing was passed on in words that say something else.
    Alteration,
    /// A reader should look: there may be a good reason.
    Note,
}

/// What contradicts. The outputs print the name in small letters with hyphens: "claim-and-denial".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ConflictKind {
    /// Two numbers for one thing.
    Figure,
    /// Up in one report, down in the other.
    Direction,
    /// A sum, a growth or a share does not give the number that stands beside it.
    Arithmetic,
    /// Days, or other values of one event, that cannot both be.
    Events,
    /// One event in another place.
    Place,
    /// Other people in the same part of one event.
    Participants,
    /// "A state visit" here, "a working visit" there.
    Rank,
    /// Told as planned here and as done there.
    Status,
    /// Two days for one thing, or in the same words.
    Date,
    /// What comes first is dated after what follows it.
    Sequence,
    /// Two people in one office at one time.
    Office,
    ClaimAndDenial,
    /// One sentence of two speakers.
    Attribution,
    /// In the same words another number; so are the next ones.
    Number,
    Unit,
    Name,
    /// A "not" on one side.
    Negation,
    /// Done on one side, still to come on the other.
    Tense,
    /// Who does it and to whom it is done are changed about.
    Subject,
    /// Surer here than there.
    Certainty,
    /// A reservation left out.
    Qualifier,
    /// Other words.
    Altered,
}

impl ConflictKind {
    pub const ALL: &[ConflictKind] = &[
        ConflictKind::Figure,
        ConflictKind::Direction,
        ConflictKind::Arithmetic,
        ConflictKind::Events,
        ConflictKind::Place,
        ConflictKind::Participants,
        ConflictKind::Rank,
        ConflictKind::Status,
        ConflictKind::Date,
        ConflictKind::Sequence,
        ConflictKind::Office,
        ConflictKind::ClaimAndDenial,
        ConflictKind::Attribution,
        ConflictKind::Number,
        ConflictKind::Unit,
        ConflictKind::Name,
        ConflictKind::Negation,
        ConflictKind::Tense,
        ConflictKind::Subject,
        ConflictKind::Certainty,
        ConflictKind::Qualifier,
        ConflictKind::Altered,
    ];
}

impl From<difference::Kind> for ConflictKind {
    fn from(kind: difference::Kind) -> Self {
        match kind {
            difference::Kind::Number => ConflictKind::Number,
            difference::Kind::Unit => ConflictKind::Unit,
            difference::Kind::Date => ConflictKind::Date,
            difference::Kind::Name => ConflictKind::Name,
            difference::Kind::Negation => ConflictKind::Negation,
            difference::Kind::Tense => ConflictKind::Tense,
            difference::Kind::Subject => ConflictKind::Subject,
            difference::Kind::Direction => ConflictKind::Direction,
            difference::Kind::Degree => ConflictKind::Certainty,
            difference::Kind::Limit => ConflictKind::Qualifier,
            _ => ConflictKind::Altered,
        }
    }
}

/// Where reports contradict each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    pub kind: ConflictKind,
    pub severity: Severity,
    /// Ids of entries.
    pub entries: Vec<String>,
    pub why: String,
    pub at: Vec<Cite>,
}
