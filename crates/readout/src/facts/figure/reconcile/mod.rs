//! Figures of many texts brought together: which measure the same, and whether they agree.

mod cells;
mod groups;
mod verdict;

use super::words::WORDS;
use super::{Figure, Role};
use crate::facts::Reported;
use crate::record::{Conflict, Context, Entry};
use groups::Member;

/// One entry for each measure of the same parties; conflicts where the same period has two values that cannot both be.
pub fn reconcile(reports: &[Reported<Figure>], context: &Context) -> (Vec<Entry>, Vec<Conflict>) {
        let members = members(reports, context);
    let (mut entries, mut conflicts) = (vec![], vec![]);
    for group in groups::group(&members) {
        let words = WORDS.of(group[0].reading.language());
        let judged = verdict::judge(&group, words);
        let id = format!("figures-{}", entries.len() + 1);
        conflicts.extend(judged.conflicts.iter().map(|c| cells::conflict(c, &id, &group)));
        entries.push(cells::entry(id, &group, &judged, context));
    }
    (entries, conflicts)
}

fn members<'r>(reports: &'r [Reported<'r, Figure>], context: &Context) -> Vec<Member<'r>> {
    let mut first = 0;
    let mut out = vec![];
    for (i, reported) in reports.iter().enumerate() {
        if i > 0 && reports[i - 1].doc != reported.doc {
            first = i;
        }
        out.extend(groups::member(i, i - first, reported, context));
    }
    out
}

/// Only statistics with a measure are compared.
fn is_compared(figure: &Figure) -> bool {
    figure.role == Role::Statistic && figure.measured.is_some()
}
