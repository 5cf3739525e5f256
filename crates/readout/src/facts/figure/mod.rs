//! Figures: a number with what it measures, of whom, for when, and who says so.

mod clause;
mod distance;
mod fate;
mod find;
mod measure;
mod owner;
mod pair;
mod period;
mod phrase;
mod reconcile;
mod role;
mod state;
mod trend;
mod verb;
mod window;
mod words;

use super::{Fact, OUTLET, Reported};
use crate::document::{CodePoints, Span};
use crate::entry::{Conflict, Context, Entry};
use crate::reading::amounts::Kind;
use crate::reading::{Mention, Reading};
use crate::value::amount::{Quantity, plain};
pub use measure::Measure;
use serde::Serialize;
use serde_json::{Map, Value, json};

/// Only a statistic is compared across sources.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    Statistic,
    Ordinal,
    Rhetorical,
    Group,
    DatePart,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    pub at: Span,
    pub quantity: Quantity,
    /// Canonical noun phrase ("trade turnover") and the characters that say it.
    pub measure: Option<(String, Span)>,
    /// The measure with the words that tell it from others.
    pub measured: Option<Measure>,
    /// Of whom, between whom: indices into `Reading::entities`.
    pub of: Vec<usize>,
    /// Where it names nobody: the parties that its paragraph speaks of before it. Only for holding it against others.
    pub around: Vec<usize>,
    /// Index into `Reading::times` of the time that the figure is for.
    pub period: Option<usize>,
    /// ISO date or interval.
    pub period_value: Option<String>,
    pub as_of: Option<String>,
    /// It is said to be so now, whichever day that is.
    pub now: bool,
    /// Index into `Reading::voices`; `None`: the outlet's own voice.
    pub claimant: Option<usize>,
    /// Where no voice speaks, but the verb says who gives the number: the words that name them.
    pub teller: Option<Span>,
    pub status: Option<String>,
    pub role: Role,
    pub kind: Kind,
    /// Index into `Reading::amounts`; `None` for a length of time that says only a direction.
    pub amount: Option<usize>,
    /// Index of the amount of which this one, in brackets behind it, is a conversion.
    pub converts: Option<usize>,
    /// Index of the amount of which this one counts a part.
    pub part_of: Option<usize>,
}

impl Figure {
    /// Who says it: the speaker's name, the words that name him, or "text" for the outlet's own voice.
    pub fn claimant_name(&self, reading: &Reading) -> String {
        if let Some(teller) = self.teller {
            // "the insurers of Norland" are not Norland.
            let of = |m: &Mention| {
                let before = &reading.syntax.tokens[reading.syntax.tokens_in(Span::new(teller.start, m.at.start))];
                before.iter().any(|t| t.pos == "ADP")
            };
            let named = reading.mentions_in(teller).find(|m| m.at.end == teller.end && !of(m)).and_then(|m| m.entity);
            let entity = named.and_then(|e| reading.entities.get(e)).map(|e| e.name.clone());
            return entity.unwrap_or_else(|| reading.printed(teller).to_string());
        }
        let Some(voice) = self.claimant.and_then(|v| reading.voices.get(v)) else { return OUTLET.into() };
        let name = (!voice.speakers.is_empty()).then(|| voice.speaker_name(reading)).flatten();
        let printed = || voice.source.map(|s| reading.printed(whom(reading, s)).to_string());
        name.or_else(printed).unwrap_or_else(|| OUTLET.into())
    }

    /// The names of those it is of.
    pub fn of_names(&self, reading: &Reading) -> Vec<String> {
        self.of.iter().filter_map(|e| reading.entities.get(*e)).map(|e| e.name.clone()).collect()
    }
}

/// "the farmers who put it at 5 million": whom a relative pronoun means, in the words before it.
fn whom(reading: &Reading, source: Span) -> Span {
    let syntax = &reading.syntax;
    let tokens = syntax.tokens_in(source);
    let pronoun = Some(tokens.start).filter(|t| tokens.len() == 1 && syntax.tokens[*t].is_relative());
    let noun = pronoun.map(|t| syntax.antecedent(syntax.tokens[t].head, t));
    let noun = noun.filter(|n| syntax.is_noun(*n) && *n < tokens.start);
    noun.map_or(source, |n| syntax.tokens[syntax.subtree(n).start].at.join(syntax.tokens[n].at))
}

impl Fact for Figure {
    const KEY: &'static str = "figures";

    fn find(reading: &Reading) -> Vec<Self> {
        find::find(reading)
    }

    fn at(&self) -> Vec<Span> {
        vec![self.at]
    }

    fn json(&self, reading: &Reading, points: &CodePoints) -> Map<String, Value> {
        let q = &self.quantity;
        let fields = json!({
            "at": points.span(self.at),
            "value": plain(q.value),
            "high": q.high.map(plain),
            "unit": q.unit,
            "bound": q.bound,
            "change": q.change,
            "measure": self.measure.as_ref().map(|(text, _)| text),
            "of": self.of_names(reading),
            "period": self.period_value,
            "as_of": self.as_of,
            "claimant": self.claimant_name(reading),
            "status": self.status,
            "role": self.role,
            "qualifiers": self.measured.as_ref().map(|m| m.qualifiers.clone()).unwrap_or_default(),
        });
        crate::json::object(fields)
    }

    fn reconcile(reports: &[Reported<Self>], context: &Context) -> (Vec<Entry>, Vec<Conflict>) {
        reconcile::reconcile(reports, context)
    }
}
