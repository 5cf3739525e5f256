//! Orders that cannot be: an agreement that was ratified or denounced before the first day on which anybody signed it.

use super::reconcile::Member;
use super::{Stage, Status};
use crate::document::Span;
use crate::entry::{Cite, Conflict, ConflictKind, Severity};
use crate::json::key;
use crate::value::when::{Agreement, agree, first_day};

/// What only a signed agreement can be.
const AFTER_SIGNING: [Status; 2] = [Status::Ratified, Status::Denounced];

/// A stage with its day and the report that tells it.
struct Dated<'m, 'r, 'f> {
    member: &'m Member<'r, 'f>,
    stage: &'m Stage,
    date: &'m str,
}

/// One at most, of the earliest such day. Where one report knows of an earlier signing, nothing is impossible: who signs
/// later may sign the law that ratifies.
pub fn impossible(id: &str, group: &[&Member]) -> Option<Conflict> {
    let dated = || {
        let stages = group.iter().flat_map(|member| member.report.fact.stages.iter().map(move |stage| (member, stage)));
        stages.filter_map(|(member, stage)| Some(Dated { member, stage, date: stage.date.as_deref()? }))
    };
    let of = |wanted: &[Status]| {
        let found = dated().filter(|d| wanted.contains(&d.stage.status));
        found.min_by_key(|d| (first_day(d.date), d.member.report.doc, d.stage.at))
    };
    let (signed, after) = (of(&[Status::Signed])?, of(&AFTER_SIGNING)?);
    let is_before = agree(after.date, signed.date) == Agreement::Disjoint
        && first_day(after.date).zip(first_day(signed.date)).is_some_and(|(after, signed)| after < signed);
    is_before.then(|| conflict(id, &[after, signed]))
}

/// From the first to the last of what the sentence says of it: what was done, with which agreement, when.
fn clause(dated: &Dated) -> Span {
    let report = dated.member.report;
    let sentences = &report.reading.syntax.sentences;
    let own = sentences.iter().find(|s| s.at.contains(dated.stage.at)).map_or(dated.stage.at, |s| s.at);
    let phrases = report.fact.at.iter().copied().filter(|at| own.contains(*at));
    let times =
        report.reading.times_in(own).filter(|time| time.value.as_deref() == Some(dated.date)).map(|time| time.at);
    phrases.chain(times.take(1)).fold(dated.stage.at, |all, at| all.join(at))
}

fn conflict(id: &str, sides: &[Dated]) -> Conflict {
    let told = |d: &Dated| format!("{} {}", key(d.stage.status), d.date);
    let cite = |d: &Dated| Cite { doc: d.member.report.doc, id: d.member.report.id.clone(), at: vec![clause(d)] };
    Conflict {
        kind: ConflictKind::Sequence,
        severity: Severity::Contradiction,
        entries: vec![id.to_string()],
        why: sides.iter().map(told).collect::<Vec<_>>().join(" / "),
        at: sides.iter().map(cite).collect(),
    }
}
