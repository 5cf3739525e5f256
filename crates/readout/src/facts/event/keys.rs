//! By what reports are looked up that may tell of one event, so that not every pair is compared.

use super::reconcile::Member;
use crate::reading::clauses::Certainty;

/// What two reports of one event have in common: its type, and a story or a person and the year.
pub type Key<'m> = (&'m str, Shared<'m>);

#[derive(PartialEq, Eq, Hash)]
pub enum Shared<'m> {
    Story(usize),
    Person(usize, &'m str),
    /// The two countries between which it is.
    Pair(usize, usize, &'m str),
    /// Those who do it again and again.
    Habit(usize),
}

pub fn keys<'m>(member: &'m Member) -> Vec<Key<'m>> {
    /// A year, the first characters of every date.
    const YEAR: usize = 4;
    let kind = member.report.fact.kind.as_str();
    let year = member.date().and_then(|d| d.get(..YEAR));
    let person = |p: &usize| Some((kind, Shared::Person(*p, year?)));
    let story = std::iter::once((kind, Shared::Story(member.story)));
    let habitual = member.report.fact.certainty == Certainty::Habitual;
    let habit = member.people.iter().filter(|_| habitual).map(|p| (kind, Shared::Habit(*p)));
    let pair = member.pair.zip(year).map(|((a, b), year)| (kind, Shared::Pair(a, b, year)));
    story.chain(member.people.iter().filter_map(person)).chain(pair).chain(habit).collect()
}
