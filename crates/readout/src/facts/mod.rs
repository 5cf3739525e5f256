//! What one text claims: a room for each kind of fact, and the list of rooms.

pub mod agreement;
pub mod event;
pub mod figure;
mod lent;
pub mod relation;
pub mod statement;

use crate::document::{CodePoints, Span};
use crate::entry::{Conflict, Context, Entry};
use crate::reading::Reading;
use serde_json::{Map, Value};

/// What a room answers. A kind is one file in this folder and one line in each of the two lists below.
pub trait Fact: Sized {
    /// Under which key the outputs list this kind.
    const KEY: &'static str;

    /// What one text claims, sorted by span.
    fn find(reading: &Reading) -> Vec<Self>;

    /// The characters that say it.
    fn at(&self) -> Vec<Span>;

    /// Its fields in the output contract, `id` left out.
    fn json(&self, reading: &Reading, points: &CodePoints) -> Map<String, Value>;

    /// What all texts claim: entries, and where they contradict each other.
    fn reconcile(reports: &[Reported<Self>], context: &Context) -> (Vec<Entry>, Vec<Conflict>);
}

/// A fact with the document it stands in.
#[derive(Debug)]
pub struct Reported<'r, F> {
    /// Index of the document in the record.
    pub doc: usize,
    /// "f3": unique inside its document.
    pub id: String,
    pub reading: &'r Reading,
    pub fact: &'r F,
}

/// One document as it was read, and what it claims: what one text says.
#[derive(Debug)]
pub struct Report {
    pub reading: Reading,
    pub facts: Facts,
}

/// The facts of one document: the list of rooms.
#[derive(Debug, Default)]
pub struct Facts {
    pub statements: Vec<statement::Statement>,
    pub figures: Vec<figure::Figure>,
    pub events: Vec<event::Event>,
    pub agreements: Vec<agreement::Agreement>,
    pub relations: Vec<relation::Relation>,
}

/// The keys of all kinds, in the order of the outputs.
pub const KINDS: &[&str] = &[
    statement::Statement::KEY,
    figure::Figure::KEY,
    event::Event::KEY,
    agreement::Agreement::KEY,
    relation::Relation::KEY,
];

/// Asks every room what this text claims.
pub fn find(reading: &Reading) -> Facts {
    find_some(reading, &|_| true)
}

/// Asks only the rooms whose kind is wanted; the lists of the others stay empty.
pub fn find_some(reading: &Reading, is_wanted: &dyn Fn(&str) -> bool) -> Facts {
    let mut facts = Facts {
        statements: asked(reading, is_wanted),
        figures: asked(reading, is_wanted),
        events: asked(reading, is_wanted),
        agreements: asked(reading, is_wanted),
        relations: asked(reading, is_wanted),
    };
    lent::lend(reading, &mut facts);
    facts
}

fn asked<F: Fact>(reading: &Reading, is_wanted: &dyn Fn(&str) -> bool) -> Vec<F> {
    if is_wanted(F::KEY) { F::find(reading) } else { vec![] }
}

impl Facts {
    /// Every kind under its key, as the output contract has it.
    pub fn json(&self, reading: &Reading, points: &CodePoints) -> Map<String, Value> {
        let mut out = Map::new();
        add(&mut out, &self.statements, reading, points);
        add(&mut out, &self.figures, reading, points);
        add(&mut out, &self.events, reading, points);
        add(&mut out, &self.agreements, reading, points);
        add(&mut out, &self.relations, reading, points);
        out
    }
}

fn add<F: Fact>(out: &mut Map<String, Value>, facts: &[F], reading: &Reading, points: &CodePoints) {
    let with_id = |(i, fact): (usize, &F)| {
        let mut fields = Map::from_iter([("id".to_string(), id_of::<F>(i).into())]);
        fields.extend(fact.json(reading, points));
        Value::Object(fields)
    };
    out.insert(F::KEY.into(), facts.iter().enumerate().map(with_id).collect());
}

/// How the output contract writes the outlet's own voice.
pub const OUTLET: &str = "text";

/// Who says what stands there: the speaker, the words that name him, or "text" for the outlet's own voice.
pub fn claimant(reading: &Reading, at: Span) -> String {
    let Some(voice) = reading.voice_at(at.start) else { return OUTLET.into() };
    let printed = || voice.source.map(|s| reading.printed(s).to_string());
    voice.speaker_name(reading).or_else(printed).unwrap_or_else(|| OUTLET.into())
}

/// The name of a fact inside its document: the first letter of its kind and its number in text order.
pub fn id_of<F: Fact>(index: usize) -> String {
    format!("{}{}", &F::KEY[..1], index + 1)
}
