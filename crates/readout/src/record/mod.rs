//! What all texts say together: entries with cited cells, verdicts, conflicts, people, stories.

pub mod clashes;
pub mod compare;
pub mod json;
pub mod judged;
pub mod names;
pub mod pile;
pub mod provenance;
mod retold;
mod sets;
pub mod stories;

pub use crate::difference;
pub use crate::entry::{
    Cell, CellValue, Cite, Conflict, ConflictKind, Context, Entity, Entry, Fields, Office, Place, Severity, TakenFrom,
    Taking, Verdict, cites, fields, steps,
};
pub use crate::facts::Report;
use crate::facts::{Fact, Facts, Reported, id_of};
use crate::reading::Reading;

#[derive(Debug)]
pub struct Record {
    /// Sorted by the hash of their bytes.
    pub reports: Vec<Report>,
    pub places: Vec<Place>,
    pub entities: Vec<Entity>,
    pub entries: Vec<Entry>,
    pub conflicts: Vec<Conflict>,
    /// Pairs of names that were looked at.
    pub names: Vec<names::Looked>,
    /// What people have judged, and what it is about here.
    pub judged: judged::Bound,
}

impl Record {
    /// The documents in their order.
    pub fn readings(&self) -> Vec<&Reading> {
        self.reports.iter().map(|r| &r.reading).collect()
    }
}

/// Brings the reports of many documents together. The order in which they come makes no difference.
pub fn reconcile(reports: Vec<Report>) -> Record {
    reconcile_judged(reports, &[])
}

/// The same, where people have judged what is one and what is two: their word goes before the program's.
pub fn reconcile_judged(mut reports: Vec<Report>, judgements: &[judged::Judgement]) -> Record {
    reports.sort_by(|a, b| place_of(a).cmp(&place_of(b)));
    let places = stories::find(&reports);
    let judged = judged::bind(judgements, &mut reports);
    let (entities, entity_of, names) = names_of(&reports, &judged);
    let readings: Vec<&Reading> = reports.iter().map(|r| &r.reading).collect();
    let cites = cites::Cites::of(&readings);
    let context = Context {
        readings: &readings,
        places: &places,
        entities: &entities,
        entity_of: &entity_of,
        judged: &judged,
        cites: &cites,
    };
    let (entries, conflicts) = told(&reports, &context);
    Record { places, entities, entries, conflicts, names, judged, reports }
}

/// Who and what the reports name, with the offices they tell, and the pairs of names that were looked at.
fn names_of(reports: &[Report], judged: &judged::Bound) -> (Vec<Entity>, Vec<Vec<usize>>, Vec<names::Looked>) {
    let (mut entities, entity_of, names) = names::merge(reports, judged);
    let offices = crate::facts::relation::offices_of(reports, &entities, &entity_of);
    entities.iter_mut().zip(offices).for_each(|(entity, held)| entity.offices = held);
    (entities, entity_of, names)
}

/// What documents are sorted by.
fn place_of(report: &Report) -> (&String, &Option<String>) {
    (&report.reading.document.id, &report.reading.document.path)
}

/// What the reports say together, kind by kind, and where they contradict each other.
fn told(reports: &[Report], context: &Context) -> (Vec<Entry>, Vec<Conflict>) {
    let kinds = [
        of_kind(reports, context, |facts| &facts.statements),
        of_kind(reports, context, |facts| &facts.figures),
        of_kind(reports, context, |facts| &facts.events),
        of_kind(reports, context, |facts| &facts.agreements),
        of_kind(reports, context, |facts| &facts.relations),
    ];
    let (entries, conflicts): (Vec<Vec<Entry>>, Vec<Vec<Conflict>>) = kinds.into_iter().unzip();
    let entries: Vec<Entry> = entries.into_iter().flatten().collect();
    let mut conflicts: Vec<Conflict> = conflicts.into_iter().flatten().collect();
    let clashes = clashes::find(&entries, context);
    let new: Vec<Conflict> = clashes
        .into_iter()
        .filter(|c| c.kind != ConflictKind::Sequence || !conflicts.iter().any(|known| is_known(known, c)))
        .collect();
    conflicts.extend(new);
    conflicts.extend(retold::find(&conflicts, context));
    (entries, conflicts)
}

/// A kind that knows what an impossible order is about has told it already.
fn is_known(known: &Conflict, found: &Conflict) -> bool {
    let cites = |cite: &Cite| {
        known.at.iter().any(|k| k.doc == cite.doc && k.at.iter().any(|x| cite.at.iter().any(|y| x.overlaps(*y))))
    };
    known.kind == ConflictKind::Sequence && found.at.iter().all(cites)
}

/// One kind: its facts in the order of documents and spans, its entries numbered in the order of their first cite.
fn of_kind<F: Fact>(
    reports: &[Report],
    context: &Context,
    list: impl Fn(&Facts) -> &Vec<F>,
) -> (Vec<Entry>, Vec<Conflict>) {
    let mut reported = vec![];
    for (doc, Report { reading, facts }) in reports.iter().enumerate() {
        let facts = list(facts).iter().enumerate();
        reported.extend(facts.map(|(i, fact)| Reported { doc, id: id_of::<F>(i), reading, fact }));
    }
    F::reconcile(&reported, context)
}
