//! Whether two reports are of one event: by their days, who is in them in which part, and what it is done with.

use super::reconcile::{Member, says_nothing};
use super::thing::{self, may_be_one};
use crate::reading::clauses::Certainty;
use crate::reading::names;
use crate::reading::times::TimeKind;
use crate::value::when::{Agreement, LEAP_YEAR, NO_YEAR, agree, first_day, in_year, last_day};
use std::collections::BTreeSet;

pub fn is_compatible(a: &Member, b: &Member) -> bool {
    let (one, other) = (a.report.fact, b.report.fact);
    let apart = is_apart(a, b) && !is_misdated(a, b);
    let alike = |c: Certainty| (one.certainty == c) == (other.certainty == c);
    one.kind == other.kind
        && !apart
        && a.roles.agree(&b.roles)
        && alike(Certainty::Denied)
        && alike(Certainty::Habitual)
        && (may_be_one(one.thing.as_ref(), other.thing.as_ref()) || is_miscounted(a, b))
        && !is_other_edition(a, b)
        && (is_on_same_days(a, b) || !is_elsewhere(a, b))
        && (alike(Certainty::Planned) || is_as_planned(a, b))
}

/// On days that cannot be the same.
fn is_apart(a: &Member, b: &Member) -> bool {
    a.date().zip(b.date()).is_some_and(|(x, y)| agree(x, y) == Agreement::Disjoint)
}

/// One event with two dates: in one story both tell of one such event of the same people, a few days apart, and of no other.
fn is_misdated(a: &Member, b: &Member) -> bool {
    const DAYS: i32 = 3;
    let is_plan = |m: &Member| m.report.fact.certainty == Certainty::Planned;
    let near = || days_between(a, b).is_some_and(|days| days <= DAYS);
    a.story == b.story && a.is_only && b.is_only && is_plan(a) == is_plan(b) && is_alike(a, b) && near()
}

/// The same parts with the same people, or done with the same thing. Two who met may meet again the day after.
fn is_alike(a: &Member, b: &Member) -> bool {
    let parts = || !a.people.is_empty() && !a.roles.is_open() && a.roles.match_all(&b.roles);
    let things = [a, b].map(|m| m.report.fact.thing.as_ref());
    let one_thing = || thing::is_told_alike(things[0], things[1]) || is_miscounted(a, b);
    if things.iter().any(Option::is_some) { one_thing() } else { parts() }
}

/// How far their first days are from each other; a year that only one tells is that of both, and where none is told any.
fn days_between(a: &Member, b: &Member) -> Option<i32> {
    let (x, y) = (a.date().filter(|_| is_told(a))?, b.date().filter(|_| is_told(b))?);
    let year = [x, y].into_iter().find(|d| !d.starts_with(NO_YEAR)).and_then(|d| d.get(..NO_YEAR.len()));
    let told = |d: &str| first_day(&in_year(d.split('/').next()?, year.unwrap_or(LEAP_YEAR)));
    told(x)?.until(told(y)?).ok().map(|span| span.get_days().abs())
}

/// The words of the date are those of a day: a time of day is often told without its day.
fn is_told(m: &Member) -> bool {
    let words = m.report.fact.date.as_ref().map(|(_, at)| *at);
    words.is_some_and(|at| m.report.reading.times_in(at).any(|t| t.kind == TimeKind::Date))
}

/// "signed 14 documents" here and "16 documents" there: the same deed of the same two, counted in two ways.
fn is_miscounted(a: &Member, b: &Member) -> bool {
    let both = a.sides.intersection(&b.sides).count() > 1;
    let things = [a, b].map(|m| m.report.fact.thing.as_ref());
    a.story == b.story && both && a.is_only && b.is_only && thing::is_count_of_same(things[0], things[1])
}

/// What was planned is what was done where both are done with the same thing, or on the same day; without either, where
/// both name the same parts, and in a meeting the same two.
fn is_as_planned(a: &Member, b: &Member) -> bool {
    let things = [a, b].map(|m| m.report.fact.thing.as_ref());
    let both = || a.people.intersection(&b.people).count() > 1;
    let known =
        things.iter().all(Option::is_none) && if a.roles.is_open() { both() } else { a.roles.match_all(&b.roles) };
    known || thing::is_same(things[0], things[1]) || is_on_same_days(a, b)
}

fn is_on_same_days(a: &Member, b: &Member) -> bool {
    a.date().zip(b.date()).is_some_and(|(x, y)| !matches!(agree(x, y), Agreement::Disjoint | Agreement::Unknown))
}

/// "on Monday" in two texts of one story, and a day without a year beside that day with its year, or beside its weekday.
fn is_same_of_story(a: &Member, b: &Member) -> bool {
    let Some((x, y)) = a.date().zip(b.date()) else { return false };
    const DAY: usize = "XXXX-XX-XX".len();
    let is_day = |d: &str| d.len() == DAY;
    x == y || is_day(x) && is_day(y) && agree(x, y) == Agreement::Unknown
}

/// What a text tells without a day is near the day it was published: one long before is another. Where that text has no
/// day, what the other one looks back on is not the news of the first.
fn is_recalled(undated: &Member, dated: &Member) -> bool {
    const DAYS: i32 = 45;
    let day = |m: &Member| m.report.reading.document.published.value.as_deref().and_then(first_day);
    let published = day(undated).or_else(|| day(dated));
    let last = dated.date().and_then(last_day);
    let long = published.zip(last).is_some_and(|(p, d)| (p - d).get_days() > DAYS);
    undated.date().and_then(first_day).is_none() && long
}

/// "the 19th forum" and "the 20th": a visit or a meeting is counted from anywhere, so that the number tells nothing of it.
fn is_other_edition(a: &Member, b: &Member) -> bool {
    let words = super::words::WORDS.of(a.report.reading.language());
    let is_relative = |kind: &str| words.types.iter().any(|(key, t)| (t.stay || t.joint) && t.name(key) == kind);
    let ordinal = |m: &Member| m.report.fact.ordinal.map(|(nth, _)| nth);
    !is_relative(&a.report.fact.kind) && ordinal(a).zip(ordinal(b)).is_some_and(|(x, y)| x != y)
}

/// Without a day that both tell, an occasion in one town is not that in another.
fn is_elsewhere(a: &Member, b: &Member) -> bool {
    let place = |m: &Member| {
        let (name, _) = m.report.fact.place.as_ref()?;
        names::located(m.report.reading.language(), name)
    };
    let Some(((town, country), (other_town, other_country))) = place(a).zip(place(b)) else { return false };
    country != other_country || town.zip(other_town).is_some_and(|(x, y)| x != y)
}

/// "They meet regularly", said in two texts of the same people, has no day and no story.
fn is_same_habit(a: &Member, b: &Member) -> bool {
    let habit = |m: &Member| m.report.fact.certainty == Certainty::Habitual;
    habit(a) && habit(b) && a.people == b.people && a.people.len() > 1
}

/// One tells no more than the year, in which there may be many.
fn is_within_year(a: &Member, b: &Member) -> bool {
    const YEAR: usize = 4;
    a.date() != b.date() && [a, b].iter().any(|m| m.date().is_some_and(|d| d.len() == YEAR))
}

/// The same people on the same days; without a date only inside one story.
pub fn is_same(a: &Member, b: &Member) -> bool {
    if is_apart(a, b) {
        return is_misdated(a, b);
    }
    // "The Corvan-Elmetian talks" and "the two presidents met" may be one.
    let both = |x: &BTreeSet<usize>, y: &BTreeSet<usize>| x.intersection(y).count();
    let shared = both(&a.people, &b.people).max(both(&a.sides, &b.people)).max(both(&a.people, &b.sides));
    let fewest = a.people.len().min(b.people.len());
    let same_days = is_on_same_days(a, b) && !is_within_year(a, b);
    if is_same_habit(a, b) {
        return true;
    }
    let one_story = a.story == b.story;
    let same_words = one_story && is_same_of_story(a, b);
    if same_days || same_words {
        return shared > 0 && (shared * 2 >= fewest || one_story) || (fewest == 0 && one_story);
    }
    if is_recalled(a, b) || is_recalled(b, a) {
        return false;
    }
    // Without a day, nobody may be in the one who is not in the other.
    let covers = a.people.is_subset(&b.sides) || b.people.is_subset(&a.sides);
    let nobody = |m: &Member| m.people.is_empty() && says_nothing(m);
    one_story && (nobody(a) || nobody(b) || shared > 0 && covers && a.roles.share(&b.roles))
}
