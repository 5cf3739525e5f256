//! Dates, years, decades and centuries, and spans of them joined by a dash.

use super::calendar::{self, Printed};
use super::lexicon::{Class, Role, Unit};
use super::numbers::{self, skip_hyphen};
use super::scan::{Kind, Scan, is_apostrophe};
use super::sense::{Expression, From, Sense, Year};

/// "November 26", "November 27-28", "January-August of this year", "Oct. 3 last year".
pub fn date(scan: &Scan, i: usize) -> Option<Expression> {
    let (end, first) = calendar::date(scan, i)?;
    if first.day.is_none() && first.year.is_none() && !may_be_month(scan, i, end) {
        return None;
    }
    if let Some((end, second)) = other_end(scan, i, end, first) {
        let (end, year) = year_of(scan, end, second);
        return Some(Expression::date(end, interval(first, second, year)));
    }
    let (end, year) = year_of(scan, end, first);
    Some(Expression::date(end, Sense::Date(first, year)))
}

/// A word for a month that mostly means something else needs a capital and a word that leads a time.
fn may_be_month(scan: &Scan, i: usize, end: usize) -> bool {
    if !scan.pieces[i].capital {
        return false;
    }
    if !scan.has(i, Class::Doubtful) {
        return true;
    }
    let leads = [
        Role::In,
        Role::From,
        Role::Until,
        Role::Between,
        Role::This,
        Role::Last,
        Role::Next,
        Role::Early,
        Role::Late,
        Role::Middle,
        Role::LeadsYear,
        Role::Every,
        Role::Past,
    ];
    let led = i > 0 && scan.any_role(i - 1, &leads).is_some_and(|(e, _)| e == i)
        || i > 1 && scan.is_hyphen(i - 1) && scan.month(i - 2).is_some();
    led || scan.is_hyphen(end) && scan.month(end + 1).is_some()
}

/// What stands behind the dash: "-28", "-August", " - October 3, 2024".
fn other_end(scan: &Scan, start: usize, end: usize, first: Printed) -> Option<(usize, Printed)> {
    let dash = calendar::skip_dot(scan, end);
    let by_dash = scan.is_hyphen(dash);
    let by_word = first.day.is_none() && first.year.is_none();
    let next = if by_dash {
        dash + 1
    } else if first.day.is_some() {
        return later_day(scan, start, dash, first);
    } else {
        scan.any_role(dash, &[Role::To, Role::Until]).filter(|_| by_word)?.0
    };
    if let Some((end, day)) =
        calendar::day_number(scan, next).filter(|(e, d)| first.day.is_some_and(|f| f < *d) && scan.month(*e).is_none())
    {
        return with_year(scan, end, Printed { day: Some(day), weekday: None, ..first });
    }
    let (end, second) = calendar::date(scan, next)?;
    (first.day.is_some() == second.day.is_some()).then_some((end, second))
}

/// "from March 3 to 5", "between May 7 and 9", "May 7 and 8": a second day of the same month, where nothing follows that it
/// could count.
fn later_day(scan: &Scan, start: usize, end: usize, first: Printed) -> Option<(usize, Printed)> {
    let led = |role| start > 0 && scan.role(start - 1, role) == Some(start);
    let next =
        if led(Role::From) { scan.any_role(end, &[Role::To, Role::Until])?.0 } else { scan.role(end, Role::And)? };
    let far = if led(Role::From) || led(Role::Between) { 31 } else { 1 };
    let apart = |d: i8| first.day.is_some_and(|f| f < d && d - f <= far);
    let (end, day) = calendar::day_number(scan, next).filter(|(_, d)| apart(*d))?;
    let counts = scan.kind(end) == Some(Kind::Word)
        && !scan.pieces[end].capital
        && scan.any_role(end, &[Role::And, Role::In, Role::At, Role::To, Role::Or]).is_none();
    if counts || first.year.is_some() {
        return None;
    }
    with_year(scan, end, Printed { day: Some(day), weekday: None, ..first })
}

fn with_year(scan: &Scan, end: usize, date: Printed) -> Option<(usize, Printed)> {
    let next = if scan.is_mark(end, ',') { end + 1 } else { end };
    match calendar::four_digit_year(scan, next).filter(|_| date.year.is_none()) {
        Some((end, year)) => Some((end, Printed { year: Some(year), ..date })),
        None => Some((end, date)),
    }
}

/// Both ends; the first takes the year of the second where it has none, the year before where it is later in the year.
fn interval(first: Printed, second: Printed, year: Year) -> Sense {
    let later = (first.month, first.day) > (second.month, second.day);
    let of_first = match (first.year, year) {
        (Some(given), _) => Year::Given(given),
        (None, Year::Given(y)) => Year::Given(if later { y - 1 } else { y }),
        (None, Year::Steps(n, from)) => Year::Steps(if later { n - 1 } else { n }, from),
        (None, open) => open,
    };
    Sense::Interval(Box::new(Sense::Date(first, of_first)), Box::new(Sense::Date(second, year)))
}

/// The year that is printed, or told behind: "of this year", "last year", "of the same year".
fn year_of(scan: &Scan, end: usize, date: Printed) -> (usize, Year) {
    if let Some(year) = date.year {
        return (end, Year::Given(year));
    }
    let next = if scan.is_mark(end, ',') { end + 1 } else { end };
    if let Some((end, year)) = told_year(scan, scan.skip(next, Role::Of)) {
        return (end, year);
    }
    (end, shared_year(scan, end, date, LISTED).map_or(Year::Open, Year::Given))
}

/// How many dates of a list may stand before the one that prints the year of them all.
const LISTED: usize = 6;

/// "between January and September 2031", "May, June and July 2031": the year that the last date of a list prints.
fn shared_year(scan: &Scan, end: usize, date: Printed, left: usize) -> Option<i16> {
    let and = scan.any_role(end, &[Role::And, Role::Or]).map(|(next, _)| next);
    let next = and.or_else(|| scan.is_mark(end, ',').then_some(end + 1)).filter(|_| left > 0)?;
    let (end, other) = calendar::date(scan, next)?;
    let alike = date.month.is_some() && date.day.is_some() == other.day.is_some();
    if !alike || (date.month, date.day) >= (other.month, other.day) {
        return None;
    }
    other.year.filter(|_| and.is_some()).or_else(|| shared_year(scan, end, other, left - 1))
}

/// "this year", "last year", "the following year", "that year".
pub fn told_year(scan: &Scan, i: usize) -> Option<(usize, Year)> {
    let start = scan.skip(i, Role::The);
    let roles = [Role::This, Role::Last, Role::Next, Role::That, Role::Previous, Role::Following, Role::Past];
    let (end, role) = scan.any_role(i, &[Role::That]).or_else(|| scan.any_role(start, &roles))?;
    let (end, (unit, many)) = scan.unit(end)?;
    if unit != Unit::Year || many {
        return None;
    }
    let (steps, from) = match role {
        Role::Last | Role::Past => (-1, From::Published),
        Role::Next => (1, From::Published),
        Role::That => (0, From::Text),
        Role::Previous => (-1, From::Text),
        Role::Following => (1, From::Text),
        _ => (0, From::Published),
    };
    Some((end, Year::Steps(steps, from)))
}

/// "3-4 March", "from 3 to 4 March", "between the 3rd and 5th of May": the first day takes its month from the second.
pub fn days(scan: &Scan, i: usize) -> Option<Expression> {
    let (end, day) = calendar::day_number(scan, scan.skip(i, Role::The))?;
    let next = day_link(scan, end)?;
    let link = end;
    let (end, second) = calendar::date(scan, next).filter(|(_, d)| d.weekday.is_none() && !d.ambiguous)?;
    let last = second.day.filter(|last| *last > day && scan.month(next).is_none())?;
    // "3 and 10 May" are two days, "23 and 24 May" one stretch; after "between" every two days are.
    let between = i > 0 && scan.role(i - 1, Role::Between) == Some(i);
    if scan.role(link, Role::And).is_some() && !between && last - day > 1 {
        return None;
    }
    let led = scan.role(next, Role::The).unwrap_or(next);
    calendar::day_number(scan, led).filter(|(_, d)| *d == last)?;
    let first = Printed { day: Some(day), ..second };
    let (end, year) = year_of(scan, end, second);
    Some(Expression::date(end, interval(first, second, year)))
}

/// The index behind what joins two days: a dash, "to", "and".
fn day_link(scan: &Scan, end: usize) -> Option<usize> {
    if scan.is_hyphen(end) {
        return Some(end + 1);
    }
    if let Some((next, _)) = scan.any_role(end, &[Role::To, Role::Until]) {
        return Some(next);
    }
    scan.role(end, Role::And)
}

/// "the last week of July", "the second week of March 2030": seven days of a month.
pub fn week_of_month(scan: &Scan, i: usize) -> Option<Expression> {
    let start = scan.skip(i, Role::The);
    let last = scan.any_role(start, &[Role::Last, Role::Final]).map(|(end, _)| (end, 0));
    let (next, number) = last.or_else(|| numbers::ordinal(scan, start).filter(|(_, n)| (1..=4).contains(n)))?;
    let (next, (unit, many)) = scan.unit(next)?;
    let of = scan.role(next, Role::Of).or_else(|| scan.role(next, Role::In))?;
    let (end, month) = calendar::date(scan, of).filter(|(_, d)| d.day.is_none() && scan.month(of).is_some())?;
    if unit != Unit::Week || many {
        return None;
    }
    let first = match number {
        0 => days_of(month.month?) - 6,
        n => n as i8 * 7 - 6,
    };
    let (first, last) = (Printed { day: Some(first), ..month }, Printed { day: Some(first + 6), ..month });
    let (end, year) = year_of(scan, end, month);
    Some(Expression::date(end, interval(first, last, year)))
}

/// As many days as the month has in every year.
fn days_of(month: i8) -> i8 {
    match month {
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// "in 1991", "the year 2000", "the 1988 treaty", "2019-2023", "2022-23".
pub fn year(scan: &Scan, i: usize) -> Option<Expression> {
    if let Some(named) = scan.role(i, Role::Year) {
        let (end, year) = calendar::four_digit_year(scan, named).or_else(|| numbers::year_in_words(scan, named))?;
        return Some(Expression::date(end, Sense::Year(year)));
    }
    let (end, first) =
        calendar::four_digit_year(scan, i).filter(|_| means_year(scan, i)).or_else(|| led_words(scan, i))?;
    match year_behind_dash(scan, end, first) {
        Some((end, last)) => {
            Some(Expression::date(end, Sense::Interval(Box::new(Sense::Year(first)), Box::new(Sense::Year(last)))))
        }
        None => Some(Expression::date(end, Sense::Year(first))),
    }
}

fn led_words(scan: &Scan, i: usize) -> Option<(usize, i16)> {
    let (end, year) = numbers::year_in_words(scan, i)?;
    let nineteen_something = scan.number_word(i).is_some_and(|(_, n)| n == 19);
    (nineteen_something || i > 0 && scan.role(i - 1, Role::LeadsYear) == Some(i)).then_some((end, year))
}

/// "-2023", "/24", "-23": a later year of the same century.
fn year_behind_dash(scan: &Scan, end: usize, first: i16) -> Option<(usize, i16)> {
    let dash = scan.is_hyphen(end) || scan.is_mark(end, '/') && scan.is_glued(end);
    let (value, length) = scan.digits(end + 1).filter(|_| dash)?;
    let last = match length {
        4 => calendar::four_digit_year(scan, end + 1)?.1,
        2 if scan.is_glued(end) && scan.is_glued(end + 1) && !scan.is_hyphen(end + 2) => {
            first / 100 * 100 + value as i16
        }
        _ => return None,
    };
    (last > first && last - first < 200).then_some((end + 2, last))
}

/// Whether four digits mean a year: a word that leads one before it, or a place where no count could stand.
fn means_year(scan: &Scan, i: usize) -> bool {
    let counted = scan.unit(i + 1).is_some_and(|(_, (_, many))| many);
    let Some((value, _)) = scan.digits(i).filter(|_| !counted) else { return false };
    let likely = (1800..=2060).contains(&value);
    if i == 0 {
        return likely;
    }
    if scan.is_hyphen(i - 1) && scan.is_glued(i) {
        return likely && i >= 2 && scan.any_role(i - 2, &[Role::Middle, Role::EndOf, Role::LeadsYear]).is_some();
    }
    match scan.kind(i - 1) {
        Some(Kind::Mark('(' | '"' | '“' | '[' | ';' | '–' | '—' | '…' | '•')) => likely,
        Some(Kind::Mark(',' | '.' | ':')) => likely && !scan.is_glued(i),
        Some(Kind::Possessive) => likely,
        Some(Kind::Word) if scan.role(i - 1, Role::LeadsYear) == Some(i) => true,
        Some(Kind::Word) => {
            likely && !scan.pieces[i - 1].capital && scan.number_word(i - 1).is_none() && !counts(scan, i + 1)
        }
        _ => false,
    }
}

/// Whether a word stands here that a number could count: "1990 people"; "had 1988 sales" names the year of what comes yearly.
fn counts(scan: &Scan, i: usize) -> bool {
    let round = i > 0 && scan.digits(i - 1).is_some_and(|(value, _)| value % 100 == 0);
    scan.kind(i) == Some(Kind::Word)
        && (round || scan.role(i, Role::Yearly).is_none())
        && !scan.pieces[i].capital
        && scan.any_role(i, &[Role::In, Role::And, Role::To, Role::Or, Role::At]).is_none()
}

/// "the 1990s", "the '90s", "the nineties", "the early 1980s".
pub fn decade(scan: &Scan, i: usize) -> Option<Expression> {
    if let Some((end, tens)) = scan.decade_word(i) {
        let led = i > 0 && scan.any_role(i - 1, &[Role::The, Role::Early, Role::Late, Role::Middle]).is_some();
        return led.then(|| Expression::date(end, Sense::Decade(1900 + tens, false)));
    }
    let apostrophe = matches!(scan.kind(i), Some(Kind::Mark(c)) if is_apostrophe(c));
    let start = if apostrophe { i + 1 } else { i };
    let (value, length) = scan.digits(start).filter(|(v, _)| v % 10 == 0)?;
    let ending =
        |at: usize| scan.is_glued(at) && (scan.has(at, Class::DecadeEnding) || scan.kind(at) == Some(Kind::Possessive));
    if !ending(start + 1) {
        return None;
    }
    match length {
        4 if (1000..2100).contains(&value) => Some(Expression::date(start + 2, Sense::Decade(value as i16, true))),
        2 if apostrophe => Some(Expression::date(start + 2, Sense::Decade(1900 + value as i16, false))),
        _ => None,
    }
}

/// "the 11th century", "the twentieth century", "the 5th century BC".
pub fn century(scan: &Scan, i: usize) -> Option<Expression> {
    let (end, number) = numbers::ordinal(scan, i)?;
    let end = scan.role(skip_hyphen(scan, end), Role::Century)?;
    if let Some(end) = scan.role(end, Role::BeforeChrist) {
        return (number < 40)
            .then(|| Expression::date(end, Sense::Ready(format!("BC{:02}", number.saturating_sub(1)))));
    }
    (1..=30).contains(&number).then(|| Expression::date(end, Sense::Century((number as i16 - 1) * 100)))
}
