//! Figures of many texts brought together: which measure the same, and whether they agree.

mod against;
mod arithmetic;
mod cells;
mod groups;
mod near;
mod parts;
mod verdict;

use super::words::{WORDS, Words};
use super::{Figure, Role};
use crate::entry::{Conflict, Context, Entry, Verdict};
use crate::facts::Reported;
use crate::reading::amounts::Kind;
use crate::value::amount::{Agreement, Bound, agree};
use arithmetic::{Checked, Levels};
use groups::Member;
use parts::Sentences;
use std::collections::BTreeSet;
use verdict::{Contradiction, Judged};

/// One entry for each measure of the same parties; conflicts where the same period has two values that cannot both be.
pub fn reconcile(reports: &[Reported<Figure>], context: &Context) -> (Vec<Entry>, Vec<Conflict>) {
    let leads = near::leads(reports, context);
    let member = |(i, r)| groups::member(i, r, &leads, context);
    let members: Vec<Member> = reports.iter().enumerate().filter_map(member).collect();
    let known = Known { levels: arithmetic::levels(&members), sentences: parts::sentences(&members) };
    let (mut entries, mut conflicts) = (vec![], vec![]);
    for group in groups::group(&members) {
        let words = WORDS.of(group[0].reading.language());
        let judged = with_arithmetic(verdict::judge(&group, words), &group, &known, words);
        let id = format!("figures-{}", entries.len() + 1);
        conflicts.extend(distinct(&judged, &group).into_iter().map(|c| cells::conflict(c, &id, &group)));
        entries.push(cells::entry(id, &group, &judged, context));
    }
    (entries, conflicts)
}

/// A disagreement is told once, however many copies of a text repeat its sides: with the exact numbers of those who have a name.
fn distinct<'j>(judged: &'j Judged, group: &[&Member]) -> Vec<&'j Contradiction> {
    let side = |place: usize| group.get(place).map(|m| &m.figure.quantity);
    let alike = |x: usize, y: usize| side(x).zip(side(y)).is_some_and(|(a, b)| agree(a, b) != Agreement::Different);
    let vague = |place: usize| {
        let member = group.get(place);
        member.map_or(0, |m| usize::from(m.figure.quantity.bound != Bound::Exactly) + usize::from(is_nobodys(m)))
    };
    let mut clearest: Vec<&Contradiction> = judged.conflicts.iter().collect();
    clearest.sort_by_key(|c| vague(c.pair.0) + vague(c.pair.1));
    let mut told: Vec<&Contradiction> = vec![];
    for found in clearest {
        let ((a, b), kind) = (found.pair, found.kind);
        let is_told = told.iter().any(|t| {
            let (c, d) = t.pair;
            t.kind == kind && (alike(a, c) && alike(b, d) || alike(a, d) && alike(b, c))
        });
        if !is_told {
            told.push(found);
        }
    }
    told
}

/// Only the outlet gives the number.
fn is_nobodys(member: &Member) -> bool {
    member.figure.claimant.is_none() && member.figure.teller.is_none()
}

/// What an amount can be held against: levels by the head of their measure, and the other figures of its sentence.
struct Known<'m, 'r> {
    levels: Levels<'m, 'r>,
    sentences: Sentences<'m, 'r>,
}

/// The first arithmetic that the texts allow for this figure.
fn arithmetic_of(member: &Member, known: &Known, words: &Words) -> Option<Checked> {
    let Known { levels, sentences } = known;
    parts::change(member, sentences, words)
        .or_else(|| arithmetic::check(member, levels, words))
        .or_else(|| parts::share(member, levels, sentences, words))
        .or_else(|| parts::sum(member, levels, words))
        .or_else(|| parts::rate(member, levels, words))
        .or_else(|| against::check(member, sentences, words))
}

/// Adds what the figures of a group come to when they are held against the others that are reported. Copies are told once.
fn with_arithmetic(mut judged: Judged, group: &[&Member], known: &Known, words: &Words) -> Judged {
    let mut told = BTreeSet::new();
    for (place, member) in group.iter().enumerate() {
        let checked = arithmetic_of(member, known, words).filter(|c| told.insert(c.note.clone()));
        let Some(checked) = checked else { continue };
        judged.note = Some(judged.note.map_or(checked.note.clone(), |n| format!("{n}; {}", checked.note)));
        match checked.contradiction {
            Some(found) => {
                judged.conflicts.push(Contradiction { pair: (place, place), ..found });
                judged.verdict = Verdict::Conflict;
            }
            None if judged.verdict == Verdict::Single => judged.verdict = Verdict::Derived,
            None => {}
        }
    }
    judged
}

/// Only statistics with a measure are compared, and trends by their direction. Ages belong to people, who are compared
/// elsewhere.
fn is_compared(figure: &Figure) -> bool {
    let trend = figure.role == Role::DatePart && figure.amount.is_none();
    let compared = figure.role == Role::Statistic && figure.kind != Kind::Age;
    (compared || trend) && figure.measured.is_some()
}
