//! References without a date: now, recently, in the future, this difficult time.

use super::lexicon::{Role, Unit};
use super::scan::{Kind, Scan};
use super::sense::{Expression, Sense};

/// TIMEX3 has three values for them: PRESENT_REF, PAST_REF and FUTURE_REF.
pub fn vague(scan: &Scan, i: usize) -> Option<Expression> {
    let reference = |end, value: &str| Some(Expression::date(end, Sense::Ready(value.into())));
    const PLAIN: [(Role, &str); 5] = [
        (Role::Present, "PRESENT_REF"),
        (Role::Formerly, "PAST_REF"),
        (Role::PastReference, "PAST_REF"),
        (Role::FutureReference, "FUTURE_REF"),
        (Role::Current, "PRESENT_REF"),
    ];
    if let Some(end) = units(scan, i, Role::FutureUnits) {
        return reference(end, "FUTURE_REF");
    }
    if let Some(end) = units(scan, i, Role::Recent) {
        return reference(end, "PAST_REF");
    }
    if let Some((end, value)) = PLAIN.iter().find_map(|(role, value)| Some((scan.role(i, *role)?, *value))) {
        return if goes_on(scan, i, end) { None } else { reference(end, value) };
    }
    let opens = scan.pieces.get(i).is_some_and(|p| p.capital);
    if let Some(end) = scan.role(i, Role::PresentFirst).filter(|_| opens) {
        return if goes_on(scan, i, end) { None } else { reference(end, "PRESENT_REF") };
    }
    if let Some(end) = scan.role(i, Role::RecentAdjective) {
        return reference(end, "PAST_REF");
    }
    reference(this_time(scan, i)?, "PRESENT_REF")
}

/// "recent years", "the coming months".
fn units(scan: &Scan, i: usize, role: Role) -> Option<usize> {
    let (end, (unit, many)) = scan.unit(scan.role(i, role)?)?;
    (many && unit >= Unit::Day).then_some(end)
}

/// "current quarter" and "in the past two months" are times of their own, "soon after" and "as soon as" join clauses.
fn goes_on(scan: &Scan, i: usize, end: usize) -> bool {
    // "current two months" has a length, "now one of its partners" has none.
    let is_length = |(behind, _): (usize, super::numbers::Count)| scan.role(behind, Role::Of).is_none();
    let counted = super::numbers::count(scan, end).is_some_and(is_length) || scan.season(end).is_some();
    let joins = scan.any_role(end, &[Role::Later, Role::MinutesPast, Role::Earlier]).is_some_and(|(e, _)| e == end + 1);
    let compared = end == i + 1 && i > 0 && scan.role(i - 1, Role::As).is_some();
    // "the Future Magicians" is a name.
    let name = (i + 1..end).any(|k| scan.pieces[k].capital);
    // "the future of the mill" is what becomes of it.
    let of_something = scan.role(end, Role::Of).is_some()
        && scan.role(end, Role::In).is_none()
        && scan.role(i, Role::FutureReference).is_some();
    // "so far away", "so far as".
    let measured = scan.any_role(end, &[Role::As, Role::FromNow]).is_some() || scan.is_hyphen(end);
    name || of_something
        || measured && end > i + 1
        || scan.unit(end).is_some()
        || scan.role(end, Role::Fiscal).is_some()
        || counted
        || joins
        || compared
}

/// "this very difficult time", "this crucial moment": at most three words between.
fn this_time(scan: &Scan, i: usize) -> Option<usize> {
    let mut next = scan.role(i, Role::ThisTime)?;
    let first = next;
    while scan.kind(next) == Some(Kind::Word) && next < first + 4 {
        if let Some(end) = scan.role(next, Role::Moment).filter(|_| next > first) {
            return Some(end);
        }
        next += 1;
    }
    None
}
