//! Agreements: what was proposed, planned, signed, ratified, extended or denounced, by whom, when and where.

mod deeds;
mod find;
mod merge;
mod parties;
mod phrase;
mod reconcile;
mod sequence;
pub mod words;

use super::{Fact, Reported};
use crate::document::{CodePoints, Span};
use crate::entry::{Conflict, Context, Entry};
use crate::reading::Reading;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// How far an agreement has come; later ones outrank earlier ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    Proposed,
    Planned,
    Agreed,
    Signed,
    InForce,
    Extended,
    Ratified,
    Denounced,
}

/// One thing that was or will be done with an agreement, and the characters that say so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage {
    pub status: Status,
    pub date: Option<String>,
    /// Until when it holds then.
    pub until: Option<String>,
    pub at: Span,
}

/// What an agreement does to another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum How {
    Extends,
    Replaces,
    Amends,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub how: How,
    /// The other agreement's title.
    pub title: String,
    pub at: Span,
}

/// One agreement of one text, all its mentions together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agreement {
    /// "treaty", "road map" ...
    pub kind: String,
    /// Called by a word that may stand for any kind.
    pub loose: bool,
    /// Several, told by their number.
    pub counted: bool,
    /// As printed, without its article.
    pub title: String,
    /// The words of the title that tell which one it is, in small letters.
    pub topic: Vec<String>,
    /// The names among them.
    pub names: Vec<String>,
    /// Indices into `Reading::entities`.
    pub parties: Vec<usize>,
    pub signers: Vec<usize>,
    pub date: Option<String>,
    /// Index into `Reading::entities`.
    pub place: Option<usize>,
    pub stages: Vec<Stage>,
    pub changes: Vec<Change>,
    /// What it provides for, where the title does not say it.
    pub subject: Option<Span>,
    pub at: Vec<Span>,
}

impl Agreement {
    /// The furthest that the text says it came; `None` where it does not say.
    pub fn status(&self) -> Option<Status> {
        self.stages.iter().map(|s| s.status).max()
    }

    /// Who says how far it came, else who speaks of it first.
    pub fn claimant(&self, reading: &Reading) -> String {
        let told = self.stages.iter().max_by_key(|s| s.status).map(|s| s.at);
        told.or(self.at.first().copied()).map_or(super::OUTLET.into(), |at| super::claimant(reading, at))
    }

    /// Until when it holds, as far as the text says.
    pub fn until(&self) -> Option<&str> {
        self.stages.iter().filter_map(|s| s.until.as_deref()).max()
    }

    pub fn names<'r>(entities: &[usize], reading: &'r Reading) -> Vec<&'r str> {
        entities.iter().filter_map(|e| reading.entities.get(*e)).map(|e| e.name.as_str()).collect()
    }
}

impl Fact for Agreement {
    const KEY: &'static str = "agreements";

    fn find(reading: &Reading) -> Vec<Self> {
        find::find(reading)
    }

    fn at(&self) -> Vec<Span> {
        self.at.clone()
    }

    fn json(&self, reading: &Reading, points: &CodePoints) -> Map<String, Value> {
        let signer = |person: &usize| {
            let entity = reading.entities.get(*person)?;
            let office = entity.offices.first().map(|o| reading.printed(o.at));
            Some(json!({"name": entity.name, "office": office}))
        };
        let stage = |s: &Stage| json!({"status": s.status, "date": s.date, "until": s.until, "at": points.span(s.at)});
        let change = |c: &Change| json!({"how": c.how, "title": c.title, "at": points.span(c.at)});
        crate::json::object(json!({
            "title": self.title,
            "kind": self.kind,
            "subject": self.subject.map(|s| reading.printed(s)),
            "parties": Agreement::names(&self.parties, reading),
            "signers": Agreement::names(&self.signers, reading),
            "signed_by": self.signers.iter().filter_map(signer).collect::<Vec<_>>(),
            "date": self.date,
            "place": self.place.and_then(|p| reading.entities.get(p)).map(|e| &e.name),
            "status": self.status(),
            "claimant": self.claimant(reading),
            "until": self.until(),
            "stages": self.stages.iter().map(stage).collect::<Vec<_>>(),
            "changes": self.changes.iter().map(change).collect::<Vec<_>>(),
            "at": points.spans(&self.at),
        }))
    }

    fn reconcile(reports: &[Reported<Self>], context: &Context) -> (Vec<Entry>, Vec<Conflict>) {
        reconcile::reconcile(reports, context)
    }
}
