//! What all texts say together: entries with cited cells, verdicts, conflicts, people, stories.

pub mod cites;
pub mod clashes;
pub mod compare;
pub mod difference;
pub mod fields;
pub mod json;
pub mod judged;
pub mod names;
pub mod provenance;
mod retold;
mod sets;
pub mod steps;
pub mod stories;

use crate::document::Span;
use crate::facts::{Fact, Facts, Reported, id_of};
use crate::reading::Reading;
pub use fields::Fields;
use serde::Serialize;

/// One document as it was read, and what it claims.
#[derive(Debug)]
pub struct Report {
    pub reading: Reading,
    pub facts: Facts,
}

/// Characters of one document of the record.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cite {
    /// Index of the document in the record.
    pub doc: usize,
    /// Name of the fact inside its document, empty for a mention.
    pub id: String,
    pub at: Vec<Span>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    Single,
    Same,
    Rounding,
    OtherPeriod,
    Converted,
    Subset,
    Derived,
    Partial,
    Altered,
    Conflict,
}

/// One value of a cell and who says it.
#[derive(Clone, Debug, PartialEq)]
pub struct CellValue {
    pub text: String,
    pub cites: Vec<Cite>,
}

/// One cell of an entry: all its cited values, and whether they agree.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// Key of the cell's name in words/<language>/brief.toml: "speaker", "period", "venue" ...
    pub name: &'static str,
    pub values: Vec<CellValue>,
    pub verdict: Verdict,
}

/// One thing in the record.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The key of its kind: "statements", "figures" ...
    pub kind: &'static str,
    /// "statements-12": given by the record, in the order of kind and first cite.
    pub id: String,
    pub title: String,
    /// Under which heading people look for it: the speaker, the measure.
    pub group: String,
    pub cells: Vec<Cell>,
    pub reports: Vec<Cite>,
    pub verdict: Verdict,
    /// The arithmetic or the reason behind the verdict.
    pub note: Option<String>,
    /// Its further fields in the output contract, made by its room.
    pub fields: Fields,
}

/// How much a conflict weighs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Both cannot be so.
    #[default]
    Contradiction,
    /// One thing was passed on in words that say something else.
    Alteration,
    /// A reader should look: there may be a good reason.
    Note,
}

/// Where reports contradict each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    /// What contradicts: "figure", "date", "denial", "attribution" ...
    pub kind: &'static str,
    pub severity: Severity,
    /// Ids of entries.
    pub entries: Vec<String>,
    pub why: String,
    pub at: Vec<Cite>,
}

/// A person, organisation, country or place over all documents.
#[derive(Clone, Debug, PartialEq)]
pub struct Entity {
    pub id: String,
    pub class: crate::reading::names::Class,
    pub name: String,
    /// Every form of the name, sorted.
    pub variants: Vec<String>,
    /// Those of which all texts tell most first.
    pub offices: Vec<Office>,
    pub reports: Vec<Cite>,
}

/// An office somebody holds or held, with who says so.
#[derive(Clone, Debug, PartialEq)]
pub struct Office {
    /// "Energy Minister".
    pub title: String,
    /// With what it is held in: "Energy Minister of Osmeria".
    pub name: String,
    pub of: Option<String>,
    pub from: Option<String>,
    pub to: Option<String>,
    /// Held no more.
    pub past: bool,
    pub reports: Vec<Cite>,
}

/// Where one document took something from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TakenFrom {
    /// The id of a document of the record that is reprinted, else the name of an outlet, agency or office.
    pub from: String,
    /// "credit", "reprint" or "quotation".
    pub how: &'static str,
    /// Where the text names its source; of a reprint without such words the first passage.
    pub at: Option<Span>,
    /// What stands in the reprinted document too: the rest of the text is the outlet's own.
    pub passages: Vec<Span>,
}

/// One document's place among the others.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Place {
    /// Number of the story: documents about the same happening share it.
    pub story: usize,
    /// Indices of documents with the same text.
    pub copies: Vec<usize>,
    pub taken_from: Vec<TakenFrom>,
}

/// What a room may need of the record while it reconciles.
#[derive(Debug)]
pub struct Context<'r> {
    pub reports: &'r [Report],
    pub places: &'r [Place],
    pub entities: &'r [Entity],
    /// `entity_of[doc][entity of the reading]`: index into `entities`.
    pub entity_of: &'r [Vec<usize>],
    /// What people have judged.
    pub judged: &'r judged::Bound,
    /// Writes places as the output contract has them, for the fields a room adds to its entries.
    pub cites: &'r cites::Cites<'r>,
}

impl Context<'_> {
    /// The person, organisation or place of the record that a document's entity is.
    pub fn entity(&self, doc: usize, local: usize) -> Option<&Entity> {
        self.entities.get(*self.entity_of.get(doc)?.get(local)?)
    }
}

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

/// Brings the reports of many documents together. The order in which they come makes no difference.
pub fn reconcile(reports: Vec<Report>) -> Record {
    reconcile_judged(reports, &[])
}

/// The same, where people have judged what is one and what is two: their word goes before the program's.
pub fn reconcile_judged(mut reports: Vec<Report>, judgements: &[judged::Judgement]) -> Record {
    reports.sort_by(|a, b| {
        (&a.reading.document.id, &a.reading.document.path).cmp(&(&b.reading.document.id, &b.reading.document.path))
    });
    let places = stories::find(&reports);
    let judged = judged::bind(judgements, &mut reports);
    let (mut entities, entity_of, names) = names::merge(&reports, &judged);
    let offices = crate::facts::relation::offices_of(&reports, &entities, &entity_of);
    entities.iter_mut().zip(offices).for_each(|(entity, held)| entity.offices = held);
    let cites = cites::Cites::of(&reports);
    let context = Context {
        reports: &reports,
        places: &places,
        entities: &entities,
        entity_of: &entity_of,
        judged: &judged,
        cites: &cites,
    };
    let (mut entries, mut conflicts) = (vec![], vec![]);
    add(&mut entries, &mut conflicts, &context, |facts| &facts.statements);
    add(&mut entries, &mut conflicts, &context, |facts| &facts.figures);
    add(&mut entries, &mut conflicts, &context, |facts| &facts.events);
    add(&mut entries, &mut conflicts, &context, |facts| &facts.agreements);
    add(&mut entries, &mut conflicts, &context, |facts| &facts.relations);
    conflicts.extend(clashes::find(&entries, &context));
    conflicts.extend(retold::find(&conflicts, &context));
    Record { places, entities, entries, conflicts, names, judged, reports }
}

/// One kind: its facts in the order of documents and spans, its entries numbered in the order of their first cite.
fn add<F: Fact>(
    entries: &mut Vec<Entry>,
    conflicts: &mut Vec<Conflict>,
    context: &Context,
    list: impl Fn(&Facts) -> &Vec<F>,
) {
    let mut reported = vec![];
    for (doc, report) in context.reports.iter().enumerate() {
        for (i, fact) in list(&report.facts).iter().enumerate() {
            reported.push(Reported { doc, id: id_of::<F>(i), reading: &report.reading, fact });
        }
    }
    let (found, contradictions) = F::reconcile(&reported, context);
    entries.extend(found);
    conflicts.extend(contradictions);
}
