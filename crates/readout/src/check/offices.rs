//! Offices in the draft: the minister of something else than the sources say.

use super::judge::{Found, Judge};
use super::{Claim, Evidence, Finding, Level, Outcome, Relation};
use crate::facts::relation::Relation as Held;
use crate::value::who::{Verdict, compare, fold};
use std::collections::BTreeSet;

/// People whom the draft gives an office that differs from the one of the same kind that every source gives them.
pub fn check(judge: &Judge) -> Vec<Finding> {
    let mine = &judge.record.reports[judge.number].facts.relations;
    let held = mine.iter().filter(|r| r.office.is_some());
    held.filter_map(|relation| of_person(judge, relation)).collect()
}

fn of_person(judge: &Judge, mine: &Held) -> Option<Finding> {
    let (title, name) = (words_of(mine), mine.subject_name(judge.draft));
    let mut other: Option<Evidence> = None;
    for (doc, report) in judge.record.reports.iter().enumerate().filter(|(doc, _)| *doc != judge.number) {
        for theirs in report.facts.relations.iter().filter(|r| r.office.is_some()) {
            if compare(name, theirs.subject_name(&report.reading)).verdict != Verdict::Same {
                continue;
            }
            let words = words_of(theirs);
            let is_kind = title.last() == words.last();
            let (a, b): (BTreeSet<&String>, BTreeSet<&String>) = (title.iter().collect(), words.iter().collect());
            if is_kind && (a.is_subset(&b) || b.is_subset(&a)) {
                return None;
            }
            if let Some(at) = theirs.at.first().filter(|_| is_kind) {
                other.get_or_insert(Evidence { doc, at: *at, relation: Relation::Altered });
            }
        }
    }
    let at = mine.at.first().copied()?;
    let of = Found { claim: Claim::Office, outcome: Outcome::Office, level: Level::Warning };
    Some(judge.finding(at, judge.sentence_of(at), of, vec![], vec![other?]))
}

/// The words of the title, folded.
fn words_of(relation: &Held) -> Vec<String> {
    let title = relation.office.as_ref().map(|o| fold(&o.title)).unwrap_or_default();
    title.split(' ').filter(|w| !w.is_empty()).map(str::to_string).collect()
}
