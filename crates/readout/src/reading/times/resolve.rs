//! From what an expression says to its value: reckoned from the day of publication, the last time mentioned, and the tense.

use super::calendar::Printed;
use super::direction::Direction;
use super::lexicon::Unit;
use super::point::{Grain, Point, grain_of};
use super::sense::{Expression, From, Sense, Year};
use super::{Anchor, TimeKind, clock};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// What the text has said so far.
#[derive(Debug, Default)]
pub struct Context {
    /// The day of publication, or as much of it as is known.
    published: Option<Point>,
    /// The last time mentioned, and the byte behind it.
    last: Option<(Point, usize)>,
    /// The last part of a year that figures were told of.
    frame: Option<(Point, usize)>,
    /// A year other than that of publication was named in this paragraph.
    foreign: bool,
    /// The last month of this paragraph that was printed with its year.
    month: Option<Point>,
}

/// A value with what it was reckoned from.
#[derive(Debug)]
pub struct Value {
    pub text: Option<String>,
    pub anchor: Anchor,
}

/// How far (in bytes) a quarter goes on being what figures are told of, and a month.
const FRAME: usize = 4000;
const MONTH_FRAME: usize = 250;
/// Days round the publication in which a date without a year is taken for the nearest one, whatever the paragraph is about.
const NEAR: i32 = 45;
/// Days.
const ALMOST_A_YEAR: i32 = 320;
const SOON: i32 = 100;
/// Days after the end of a quarter in which its figures are still awaited.
const REPORTING: i64 = 60;

/// The value of one expression; the context remembers it for those behind it.
pub fn resolve(expression: &Expression, at: usize, direction: Direction, context: &mut Context) -> Value {
    let (text, point, anchor) = sense(&expression.sense, at, direction, context);
    if let Some(point) = point {
        context.remember(point, at, &expression.sense);
    }
    if expression.kind == TimeKind::Duration {
        context.frame = None;
    }
    let text = match expression.clock {
        None => text,
        Some(time) => Some(format!("{}{}", text.filter(|t| t.len() == 10).unwrap_or_default(), clock::suffix(time))),
    };
    Value { text, anchor }
}

type Reckoned = (Option<String>, Option<Point>, Anchor);

fn sense(sense: &Sense, at: usize, direction: Direction, context: &Context) -> Reckoned {
    match sense {
        Sense::Ready(value) => (Some(value.clone()), None, Anchor::None),
        Sense::Unknown => (None, None, Anchor::None),
        Sense::Interval(first, second) => interval(first, second, at, direction, context),
        Sense::Date(printed, year) => date(*printed, *year, direction, context),
        Sense::Weekday(day, None) if context.today().is_none() => (Some(format!("XXXX-WXX-{day}")), None, Anchor::None),
        Sense::Year(year) => told(Point::year(*year), Anchor::None),
        Sense::Decade(first, _) => {
            told(Date::new(*first, 1, 1).ok().map(|d| Point { first: d, grain: Grain::Decade }), Anchor::None)
        }
        Sense::Century(0) => (Some("00".into()), None, Anchor::None),
        Sense::Century(first) => {
            told(Date::new(*first, 1, 1).ok().map(|d| Point { first: d, grain: Grain::Century }), Anchor::None)
        }
        Sense::Weekday(day, steps) => told(
            weekday(*day, *steps, direction, context),
            if steps.is_some() { Anchor::Published } else { Anchor::Tense },
        ),
        Sense::Unit(unit, steps, from) => unit_steps(*unit, *steps, *from, context),
        Sense::Piece(piece, year) => in_year(*year, |y| Point::piece(y, *piece), direction, context),
        Sense::Holiday(holiday, year) => in_year(*year, |y| Point::holiday(y, *holiday), direction, context),
        Sense::SamePeriod(years, unit) => same_period(*years, *unit, at, context),
        Sense::PeriodIn(year) => {
            told(context.frame_at(at).map_or_else(|| Point::year(*year), |f| f.in_year(*year)), Anchor::Text)
        }
        Sense::PeriodEnding(unit, day) => ending(*unit, *day, direction, context),
        Sense::Period(unit) => period(*unit, at, direction, context),
    }
}

fn told(point: Option<Point>, anchor: Anchor) -> Reckoned {
    (point.map(Point::value), point, anchor)
}

impl Context {
    /// At the beginning of a text of which no more is known.
    pub fn at(published: Option<Point>) -> Self {
        Context { published, ..Context::default() }
    }

    fn today(&self) -> Option<Date> {
        self.published.filter(|p| p.grain == Grain::Day).map(|p| p.first)
    }

    fn base(&self, from: From) -> (Option<Point>, Anchor) {
        match (from, self.last) {
            (From::Published, _) => (self.published, Anchor::Published),
            (From::Text, last) => (last.map(|(point, _)| point), Anchor::Text),
            (From::Day, Some((last, _))) if last.grain == Grain::Day => (Some(last), Anchor::Text),
            (From::Day, _) => (self.published, Anchor::Published),
        }
    }

    fn frame_at(&self, at: usize) -> Option<Point> {
        let (point, said) = self.frame?;
        let reach = if point.grain == Grain::Month { MONTH_FRAME } else { FRAME };
        (at < said + reach).then_some(point)
    }

    /// The last time, and where it was said.
    pub fn spoken_of(&self) -> Option<(Point, usize)> {
        self.last
    }

    pub fn speak_again_of(&mut self, time: Option<(Point, usize)>) {
        self.last = time;
    }

    pub fn enter_paragraph(&mut self) {
        self.foreign = false;
        self.month = None;
    }

    /// In a text without a day: the month of this name that the paragraph gave with its year.
    fn month_again(&self, printed: Printed) -> Option<Point> {
        let told = self.month.filter(|_| self.published.is_none() && printed.day.is_none())?;
        (Some(told.first.month()) == printed.month).then_some(told)
    }

    fn remember(&mut self, point: Point, at: usize, sense: &Sense) {
        self.last = Some((point, at));
        let given = matches!(
            sense,
            Sense::Year(_)
                | Sense::Date(Printed { year: Some(_), .. }, _)
                | Sense::Date(_, Year::Given(_))
                | Sense::Piece(_, Year::Given(_))
        );
        if given {
            self.month = Some(point).filter(|p| p.grain == Grain::Month).or(self.month);
            self.foreign = self.published.is_some_and(|p| p.first.year() != point.first.year());
        }
        let compared = !matches!(
            sense,
            Sense::SamePeriod(..) | Sense::PeriodIn(_) | Sense::Piece(_, Year::Given(_) | Year::Steps(..))
        );
        let over = point.last().zip(self.today()).is_none_or(|(last, today)| last < today);
        if compared && matches!(point.grain, Grain::Quarter | Grain::Half) && (over || self.frame.is_none()) {
            self.frame = Some((point, at));
        }
        let quarterly = self.frame.is_some_and(|(p, said)| p.grain != Grain::Month && at < said + FRAME);
        if compared && point.grain == Grain::Month && !quarterly {
            self.frame = Some((point, at));
        }
    }
}

/// So many units from the base. A base coarser than the unit does not tell which one is meant.
fn unit_steps(unit: Unit, steps: i32, from: From, context: &Context) -> Reckoned {
    let (base, anchor) = context.base(from);
    let point = base.zip(grain_of(unit)).and_then(|(base, grain)| {
        let fine = base.grain <= grain;
        let start = Point::around(base.first, grain).filter(|_| fine)?;
        let steps = if unit == Unit::Fortnight { steps * 2 } else { steps };
        let stepped = start.step(grain, steps)?;
        Point::around(stepped.first, grain)
    });
    told(point, anchor)
}

fn weekday(day: i8, steps: Option<i32>, direction: Direction, context: &Context) -> Option<Point> {
    let today = context.today()?;
    let weekday = Weekday::from_monday_one_offset(day).ok()?;
    let found = match steps {
        Some(weeks @ -5..=5) => {
            let monday = Point::around(today, Grain::Week)?.step(Grain::Week, weeks)?;
            monday.first.checked_add(i64::from(day - 1).days()).ok()?
        }
        Some(n) => today.nth_weekday(n.signum(), weekday).ok()?,
        None if today.weekday() == weekday => today,
        None if matches!(direction, Direction::Ahead | Direction::Now) => today.nth_weekday(1, weekday).ok()?,
        None => today.nth_weekday(-1, weekday).ok()?,
    };
    Some(Point::day(found))
}

fn date(printed: Printed, year: Year, direction: Direction, context: &Context) -> Reckoned {
    let make = |y: i16| {
        let month = printed.month?;
        match printed.day {
            Some(day) => Date::new(y, month, day).ok().map(Point::day),
            None => Point::month(y, month),
        }
    };
    if year == Year::Open {
        if let Some(point) = by_weekday(printed, &make, context) {
            return told(Some(point), Anchor::Published);
        }
        if printed.day.is_some() && uncertain(&make, direction, context) {
            return (unknown_year(printed), None, Anchor::None);
        }
    }
    if printed.short_year {
        return told(printed.year.and_then(make), Anchor::None);
    }
    let found = in_year(year, make, direction, context);
    if found.0.is_none()
        && let Some(month) = context.month_again(printed)
    {
        return told(Some(month), Anchor::Text);
    }
    if found.0.is_none() { (unknown_year(printed), None, Anchor::None) } else { found }
}

/// "XXXX-11-26".
fn unknown_year(printed: Printed) -> Option<String> {
    let month = printed.month?;
    Some(match printed.day {
        Some(day) => format!("XXXX-{month:02}-{day:02}"),
        None => format!("XXXX-{month:02}"),
    })
}

/// A weekday beside the date tells the year.
fn by_weekday(printed: Printed, make: &impl Fn(i16) -> Option<Point>, context: &Context) -> Option<Point> {
    let weekday = Weekday::from_monday_one_offset(printed.weekday?).ok()?;
    let year = context.published?.first.year();
    [0, -1, 1, -2, 2].iter().filter_map(|n| make(year + n)).find(|p| p.first.weekday() == weekday)
}

/// A date without a year, far from the publication, in a paragraph that speaks of another year: nobody says which one.
fn uncertain(make: &impl Fn(i16) -> Option<Point>, direction: Direction, context: &Context) -> bool {
    let Some(today) = context.today().filter(|_| context.foreign) else { return false };
    let near = nearest(make, direction, today);
    near.is_some_and(|p| days_between(today, p.first).abs() > NEAR)
}

fn days_between(a: Date, b: Date) -> i32 {
    a.until(b).map_or(i32::MAX, |span| span.get_days())
}

/// A point of an open or told year.
fn in_year(year: Year, make: impl Fn(i16) -> Option<Point>, direction: Direction, context: &Context) -> Reckoned {
    match year {
        Year::Given(year) => told(make(year), Anchor::None),
        Year::Steps(steps, from) => {
            let (base, anchor) = context.base(from);
            told(base.and_then(|b| make(b.first.year().checked_add(steps as i16)?)), anchor)
        }
        Year::Nearest(steps) => told(context.published.and_then(|p| stepped(&make, steps, p.first)), Anchor::Published),
        Year::Open => told(context.published.and_then(|p| nearest(&make, direction, p.first)), Anchor::Tense),
    }
}

/// "last", "this", "next" of something that comes once a year.
fn stepped(make: &impl Fn(i16) -> Option<Point>, steps: i32, today: Date) -> Option<Point> {
    let mut years = (-1..=1).filter_map(|n| make(today.year() + n));
    match steps {
        0 => make(today.year()),
        1 => years.find(|p| p.first > today),
        _ => years.filter(|p| p.last().is_some_and(|last| last < today)).last(),
    }
}

/// The one that has begun last; looking ahead, the first that has not yet ended. Where neither is said, a day is the nearest one.
fn nearest(make: &impl Fn(i16) -> Option<Point>, direction: Direction, today: Date) -> Option<Point> {
    let years: Vec<Point> = (-1..=1).filter_map(|n| make(today.year() + n)).collect();
    let past = years.iter().rfind(|p| p.first <= today).copied();
    // Figures of a quarter are told, and expected, for weeks after its end.
    let over =
        |p: &Point| if p.grain == Grain::Quarter { p.last()?.checked_add(REPORTING.days()).ok() } else { p.last() };
    let ahead = years.iter().find(|p| over(p).is_some_and(|last| last >= today)).copied();
    let distance = |p: Option<Point>| p.map_or(i32::MAX, |p| days_between(today, p.first).abs());
    let closer = distance(ahead) < distance(past);
    let soon = distance(ahead) <= SOON;
    // What is almost a year away is told with its year.
    let far = |p: Option<Point>| distance(p) > ALMOST_A_YEAR;
    match direction {
        _ if far(past) && !far(ahead) => ahead,
        Direction::Ahead if far(ahead) && !far(past) => past,
        Direction::Back => past,
        Direction::Ahead => ahead,
        Direction::Open | Direction::Now if closer && soon && past.is_some_and(|p| p.grain == Grain::Day) => ahead,
        Direction::Now if closer && soon => ahead,
        _ => past.or(ahead),
    }
}

/// The same part of the year so many years before: "a year earlier" beside a quarter is that quarter.
fn same_period(years: i32, unit: Option<Unit>, at: usize, context: &Context) -> Reckoned {
    if let Some(frame) = context.frame_at(at) {
        return told(frame.step(Grain::Year, years), Anchor::Text);
    }
    if unit == Some(Unit::Quarter) {
        let (_, point, anchor) = period(Unit::Quarter, at, Direction::Back, context);
        return told(point.and_then(|p| p.step(Grain::Year, years)), anchor);
    }
    let base = if years == -1 { context.published } else { context.last.map(|(p, _)| p).or(context.published) };
    let point = base.and_then(|b| Point::around(b.first, Grain::Year)?.step(Grain::Year, years));
    told(point, if years == -1 { Anchor::Published } else { Anchor::Text })
}

/// The quarter or half in which the day lies with which it ends.
fn ending(unit: Unit, day: Printed, direction: Direction, context: &Context) -> Reckoned {
    let year = day.year.map_or(Year::Open, Year::Given);
    let (_, point, anchor) = date(day, year, direction, context);
    told(point.zip(grain_of(unit)).and_then(|(p, grain)| Point::around(p.first, grain)), anchor)
}

fn period(unit: Unit, at: usize, direction: Direction, context: &Context) -> Reckoned {
    let frame = context.frame_at(at);
    let today = context.published.filter(|p| p.grain <= Grain::Week).map(|p| p.first);
    let point = match unit {
        Unit::Quarter => frame
            .filter(|f| f.grain == Grain::Quarter)
            .or_else(|| Point::around(today?, Grain::Quarter)?.step(Grain::Quarter, -1)),
        Unit::Half => frame,
        Unit::Weekend => today.and_then(|day| {
            let this = Point::around(day, Grain::Weekend)?;
            let begun = this.first <= day;
            if begun || direction == Direction::Ahead { Some(this) } else { this.step(Grain::Week, -1) }
        }),
        unit => today.zip(grain_of(unit)).and_then(|(day, grain)| Point::around(day, grain)),
    };
    told(point, if frame.is_some() { Anchor::Text } else { Anchor::Published })
}

fn interval(first: &Sense, second: &Sense, at: usize, direction: Direction, context: &Context) -> Reckoned {
    let (text, point, anchor) = sense(first, at, direction, context);
    if *second == Sense::Unknown {
        return told(point.and_then(|p| Point::around(p.first, Grain::Week)), anchor);
    }
    let (other, behind, _) = sense(second, at, direction, context);
    let first = match (point, behind) {
        (Some(a), Some(b)) if a.first > b.first => a.step(Grain::Year, -1).map(Point::value),
        _ => text,
    };
    (first.zip(other).map(|(a, b)| format!("{a}/{b}")), point, anchor)
}
