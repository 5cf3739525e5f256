//! What an expression of time says, before it is reckoned from the day of publication or from the text.

use super::TimeKind;
use super::calendar::Printed;
use super::lexicon::{Holiday, Part, Unit};

/// From where a relative expression counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum From {
    Published,
    /// The time the text has last spoken of.
    Text,
    /// The day the text has last spoken of, else that of publication.
    Day,
}

/// Which year is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Year {
    /// Not said: the last or the next one, by tense.
    Open,
    Given(i16),
    /// So many years from the year of publication, or from that of the text.
    Steps(i32, From),
    /// "last March", "this summer", "next Christmas": the last one, the one of this year, the next one.
    Nearest(i32),
}

/// A named part of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece {
    Half(i8),
    Quarter(i8),
    /// 0 (spring) to 3.
    Season(usize),
}

#[derive(Clone, Debug, PartialEq)]
pub enum Sense {
    Date(Printed, Year),
    Year(i16),
    /// The first year, and whether the century is printed.
    Decade(i16, bool),
    /// The first year.
    Century(i16),
    Piece(Piece, Year),
    /// So many units on; 0 is the one it counts from.
    Unit(Unit, i32, From),
    /// By tense (`None`), or the last, this, the next.
    Weekday(i8, Option<i32>),
    Holiday(Holiday, Year),
    /// "a year earlier" beside a period: the same period so many years on; the unit where one is named.
    SamePeriod(i32, Option<Unit>),
    /// "the 1988 period": the period the text speaks of, in another year.
    PeriodIn(i16),
    /// "the quarter ended Sept. 30".
    PeriodEnding(Unit, Printed),
    /// "the quarter": the last one the text has spoken of.
    Period(Unit),
    /// A value that needs no reckoning: PAST_REF, P2W, XXXX-WXX-1.
    Ready(String),
    /// Known to be a time, but the text does not say which.
    Unknown,
    Interval(Box<Sense>, Box<Sense>),
}

/// A time within a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    Part(Part),
    Time { hour: u32, minute: Option<u32>, universal: bool },
}

/// One expression of time: where it ends, and what it says.
#[derive(Clone, Debug, PartialEq)]
pub struct Expression {
    /// Index behind its last piece.
    pub end: usize,
    pub kind: TimeKind,
    pub sense: Sense,
    pub clock: Option<Clock>,
    pub modifier: Option<&'static str>,
}

impl Expression {
    pub fn date(end: usize, sense: Sense) -> Self {
        Expression { end, kind: TimeKind::Date, sense, clock: None, modifier: None }
    }

    pub fn duration(end: usize, value: String) -> Self {
        Expression { end, kind: TimeKind::Duration, sense: Sense::Ready(value), clock: None, modifier: None }
    }

    pub fn set(end: usize, value: String) -> Self {
        Expression { end, kind: TimeKind::Set, sense: Sense::Ready(value), clock: None, modifier: None }
    }

    pub fn modified(self, modifier: &'static str) -> Self {
        Expression { modifier: Some(modifier), ..self }
    }

    /// Whether it means one day (and so can have a time of day).
    pub fn is_day(&self) -> bool {
        match self.sense {
            Sense::Date(printed, _) => printed.day.is_some(),
            Sense::Weekday(..) | Sense::Holiday(..) => true,
            Sense::Unit(unit, ..) => unit == Unit::Day,
            _ => false,
        }
    }
}
