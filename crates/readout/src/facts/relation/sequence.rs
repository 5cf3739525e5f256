//! Orders that cannot be: somebody who left an office before the first day on which anybody lets him come into it.

use super::{HELD, Relation};
use crate::entry::{Cite, Conflict, ConflictKind, Context, Severity};
use crate::facts::Reported;
use crate::value::when::{Agreement, agree, first_day};
use std::collections::BTreeMap;

/// One person in one office, as the texts of one story tell it: story, person, title, in what.
type Key = (usize, usize, String, Option<usize>);

type Told<'r, 'f> = &'f Reported<'r, Relation>;

pub fn impossible(reports: &[Reported<Relation>], context: &Context) -> Vec<Conflict> {
    let mut offices: BTreeMap<Key, Vec<Told>> = BTreeMap::new();
    for report in reports {
        if let Some(key) = key(report, context) {
            offices.entry(key).or_default().push(report);
        }
    }
    offices.iter().filter_map(|(key, told)| reversed(key, told, context)).collect()
}

fn key(report: Told, context: &Context) -> Option<Key> {
    let of = |local: usize| context.entity_of.get(report.doc)?.get(local).copied();
    let story = context.places.get(report.doc).map_or(report.doc, |place| place.story);
    let title = report.fact.office.as_ref()?.title.to_lowercase();
    Some((story, of(report.fact.subject)?, title, report.fact.object.and_then(of)))
}

/// The last day of going lies before the first of coming. A text that tells of both tells of two terms.
fn reversed(key: &Key, told: &[Told], context: &Context) -> Option<Conflict> {
    let begins = told.iter().filter_map(|t| Some((t.fact.from.as_deref()?, *t)));
    let ends = told.iter().filter(|t| t.fact.relation == HELD).filter_map(|t| Some((t.fact.to.as_deref()?, *t)));
    let (from, begin) = begins.min_by_key(|(date, t)| (first_day(date), t.doc, &t.fact.at))?;
    let (to, end) = ends.max_by_key(|(date, t)| (first_day(date), t.doc, &t.fact.at))?;
    let is_before = agree(to, from) == Agreement::Disjoint
        && first_day(to).zip(first_day(from)).is_some_and(|(to, from)| to < from);
    let knows_both = |doc: usize| {
        let of_doc = || told.iter().filter(|t| t.doc == doc);
        of_doc().any(|t| t.fact.from.is_some()) && of_doc().any(|t| t.fact.to.is_some())
    };
    let is_one_term = !told.iter().any(|t| knows_both(t.doc)) && is_of_later_day(end.doc, from, context);
    let name = context.entities.get(key.1).map_or("", |entity| entity.name.as_str());
    let cite = |t: Told| Cite { doc: t.doc, id: t.id.clone(), at: t.fact.at.clone() };
    (is_before && is_one_term).then(|| Conflict {
        kind: ConflictKind::Sequence,
        // Who left may come back.
        severity: Severity::Note,
        entries: vec![],
        why: format!("{name}, {}: – {to} / {from} –", key.2),
        at: vec![cite(end), cite(begin)],
    })
}

/// A text that is older than the coming cannot know of it: then somebody came back.
fn is_of_later_day(doc: usize, from: &str, context: &Context) -> bool {
    let published = context.readings.get(doc).and_then(|r| first_day(r.document.published.value.as_deref()?));
    published.zip(first_day(from)).is_some_and(|(published, from)| published > from)
}
