//! A stretch of the calendar as fine as the text told it: stepping from one to the next, and how TIMEX3 writes it.

use super::durations::SEASONS;
use super::lexicon::{Holiday, Unit};
use super::sense::Piece;
use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};

/// How fine a point is; coarser ones are greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grain {
    Day,
    Weekend,
    Week,
    Month,
    Quarter,
    Season,
    Half,
    Year,
    Decade,
    Century,
}

/// The stretch of this grain that begins on this day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    pub first: Date,
    pub grain: Grain,
}

/// The grain of a unit, where the calendar has it.
pub fn grain_of(unit: Unit) -> Option<Grain> {
    Some(match unit {
        Unit::Day | Unit::Night => Grain::Day,
        Unit::Week | Unit::Fortnight => Grain::Week,
        Unit::Weekend => Grain::Weekend,
        Unit::Month => Grain::Month,
        Unit::Quarter => Grain::Quarter,
        Unit::Half => Grain::Half,
        Unit::Year => Grain::Year,
        Unit::Decade => Grain::Decade,
        Unit::Century => Grain::Century,
        _ => return None,
    })
}

impl Point {
    pub fn day(first: Date) -> Self {
        Point { first, grain: Grain::Day }
    }

    pub fn year(year: i16) -> Option<Self> {
        Some(Point { first: Date::new(year, 1, 1).ok()?, grain: Grain::Year })
    }

    pub fn month(year: i16, month: i8) -> Option<Self> {
        Some(Point { first: Date::new(year, month, 1).ok()?, grain: Grain::Month })
    }

    pub fn piece(year: i16, piece: Piece) -> Option<Self> {
        let (month, grain) = match piece {
            Piece::Half(n) => (n * 6 - 5, Grain::Half),
            Piece::Quarter(n) => (n * 3 - 2, Grain::Quarter),
            // A winter is told by the year it begins in or ends in: it is kept at the year's end.
            Piece::Season(n) => ((n as i8 * 3 + 3).min(12), Grain::Season),
        };
        Some(Point { first: Date::new(year, month, 1).ok()?, grain })
    }

    pub fn holiday(year: i16, holiday: Holiday) -> Option<Self> {
        let day = match holiday {
            Holiday::Fixed(month, day) => Date::new(year, month, day).ok()?,
            Holiday::Nth(month, weekday, nth) => {
                let weekday = Weekday::from_monday_one_offset(weekday).ok()?;
                Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, weekday).ok()?
            }
            Holiday::Easter(days) => easter(year)?.checked_add(i64::from(days).days()).ok()?,
        };
        Some(Point::day(day))
    }

    /// The stretch of this grain that holds the day.
    pub fn around(day: Date, grain: Grain) -> Option<Self> {
        let year = day.year();
        let first = match grain {
            Grain::Day => day,
            Grain::Week => monday(day)?,
            Grain::Weekend => monday(day)?.checked_add(5.days()).ok()?,
            Grain::Month => day.first_of_month(),
            Grain::Quarter => Date::new(year, (day.month() - 1) / 3 * 3 + 1, 1).ok()?,
            Grain::Half => Date::new(year, (day.month() - 1) / 6 * 6 + 1, 1).ok()?,
            Grain::Season => Date::new(year, day.month() / 3 * 3, 1).ok()?,
            Grain::Year => Date::new(year, 1, 1).ok()?,
            Grain::Decade => Date::new(year.div_euclid(10) * 10, 1, 1).ok()?,
            Grain::Century => Date::new(year.div_euclid(100) * 100, 1, 1).ok()?,
        };
        Some(Point { first, grain })
    }

    /// So many units on.
    pub fn step(self, grain: Grain, steps: i32) -> Option<Self> {
        let steps = i64::from(steps);
        let span = match grain {
            Grain::Day => Span::new().try_days(steps),
            Grain::Week | Grain::Weekend => Span::new().try_weeks(steps),
            Grain::Month => Span::new().try_months(steps),
            Grain::Quarter => Span::new().try_months(steps * 3),
            Grain::Half => Span::new().try_months(steps * 6),
            Grain::Season | Grain::Year => Span::new().try_years(steps),
            Grain::Decade => Span::new().try_years(steps * 10),
            Grain::Century => Span::new().try_years(steps * 100),
        };
        let span = span.ok()?;
        Some(Point { first: self.first.checked_add(span).ok()?, ..self })
    }

    /// The same stretch of another year.
    pub fn in_year(self, year: i16) -> Option<Self> {
        self.step(Grain::Year, i32::from(year) - i32::from(self.first.year()))
    }

    pub fn last(self) -> Option<Date> {
        let next = match self.grain {
            Grain::Weekend => return self.first.tomorrow().ok(),
            Grain::Season => self.step(Grain::Quarter, 1)?,
            grain => self.step(grain, 1)?,
        };
        next.first.yesterday().ok()
    }

    /// As TIMEX3 writes it.
    pub fn value(self) -> String {
        let year = self.first.year();
        let written = if year < 0 { format!("BC{:04}", -year) } else { format!("{year:04}") };
        match self.grain {
            Grain::Day => self.first.to_string(),
            Grain::Week | Grain::Weekend => {
                let week = self.first.iso_week_date();
                let end = if self.grain == Grain::Weekend { "-WE" } else { "" };
                format!("{:04}-W{:02}{end}", week.year(), week.week())
            }
            Grain::Month => format!("{written}-{:02}", self.first.month()),
            Grain::Quarter => format!("{written}-Q{}", (self.first.month() - 1) / 3 + 1),
            Grain::Half => format!("{written}-H{}", (self.first.month() - 1) / 6 + 1),
            Grain::Season => format!("{written}-{}", SEASONS[(self.first.month() / 3 - 1).clamp(0, 3) as usize]),
            Grain::Year => written,
            Grain::Decade if year >= 0 => format!("{:03}", year / 10),
            Grain::Century if year >= 0 => format!("{:02}", year / 100),
            _ => written,
        }
    }
}

fn monday(day: Date) -> Option<Date> {
    day.checked_sub(i64::from(day.weekday().to_monday_zero_offset()).days()).ok()
}

/// Easter Sunday of the Western churches (the computation published in Nature in 1876).
fn easter(year: i16) -> Option<Date> {
    let year = i32::from(year);
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (b - (b + 8) / 25 + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let sum = h + l - 7 * m + 114;
    Date::new(year as i16, (sum / 31) as i8, (sum % 31 + 1) as i8).ok()
}
