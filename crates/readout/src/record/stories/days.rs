//! The days a document is about, and how near two documents are in time.

use crate::document::{Document, address};
use crate::reading::Reading;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The first days that a text names say when its happening was.
const FIRST: usize = 6;
/// Coverage of one happening goes on for days and fades over months.
const COVERAGE: f64 = 2.0;
const FADES: f64 = 100.0;
/// Days named in texts without a day of publication are the happening's own.
const NAMED: f64 = 3.0;
const NAMED_FADES: f64 = 10.0;
const YEAR: f64 = 365.0;

#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Days {
    published: Option<Date>,
    named: Vec<Named>,
}

/// A month and day, of a year when it is known.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Named {
    date: Date,
    has_year: bool,
}

impl Named {
    /// The day of the week, Monday the first, where the year is known.
    pub fn weekday(self) -> Option<i8> {
        self.has_year.then(|| self.date.weekday().to_monday_one_offset())
    }
}

impl Days {
    pub fn of(reading: &Reading) -> Days {
        let mut named: Vec<Named> = vec![];
        let told = reading.times.iter().filter(|t| !reading.in_caption(t.at));
        for value in told.filter_map(|t| t.value.as_deref()) {
            if let Some(day) = day_of(value).filter(|d| !named.contains(d)) {
                named.push(day);
            }
            if named.len() == FIRST {
                break;
            }
        }
        Days { published: published(&reading.document), named }
    }

    /// From 1 for the same days down to 0; 1 where nothing is known.
    pub fn near(&self, other: &Days) -> f64 {
        if let (Some(a), Some(b)) = (self.published, other.published) {
            return fade(apart(a, b), COVERAGE, FADES);
        }
        let gaps = self.all().flat_map(|a| other.all().map(move |b| gap(a, b)));
        let slow = if self.published.is_none() && other.published.is_none() { NAMED_FADES } else { FADES };
        gaps.min_by(f64::total_cmp).map_or(1.0, |gap| fade(gap, NAMED, slow))
    }

    /// The day of publication, or else the first that is named.
    pub fn first(&self) -> Option<Date> {
        self.published.or_else(|| self.named.iter().find(|n| n.has_year).map(|n| n.date))
    }

    /// The day of publication as a day that is named.
    pub fn day(&self) -> Option<Named> {
        self.published.map(|date| Named { date, has_year: true })
    }

    pub fn published(&self) -> Option<Date> {
        self.published
    }

    fn all(&self) -> impl Iterator<Item = Named> + '_ {
        self.named.iter().copied().chain(self.day())
    }
}

/// The day that is declared may be that of a change or of the visit that fetched the page: the address tells the first.
fn published(document: &Document) -> Option<Date> {
    let declared = document.published.value.as_deref().and_then(|v| v.get(..10)?.parse().ok());
    let addressed = document.url.as_deref().and_then(address::day_in);
    declared.into_iter().chain(addressed).min()
}

pub fn day_of(value: &str) -> Option<Named> {
    let start = value.split('/').next()?.get(..10)?;
    let has_year = !start.starts_with('X');
    // A leap year holds every day of a year that is not known.
    let date = if has_year { start.parse().ok()? } else { format!("2000{}", start.get(4..)?).parse().ok()? };
    Some(Named { date, has_year })
}

/// So many days lie between the two; where a year is not known, in the nearest one.
pub fn gap(a: Named, b: Named) -> f64 {
    if a.has_year && b.has_year {
        return apart(a.date, b.date);
    }
    let around = (f64::from(a.date.day_of_year()) - f64::from(b.date.day_of_year())).abs();
    around.min(YEAR - around)
}

fn apart(a: Date, b: Date) -> f64 {
    a.until(b).map_or(f64::MAX, |span| f64::from(span.get_days()).abs())
}

fn fade(gap: f64, free: f64, slow: f64) -> f64 {
    (-(gap - free).max(0.0) / slow).exp()
}
