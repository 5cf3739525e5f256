//! A draft held against its sources: every claim with the words of the sources that say it, say it otherwise, or are missing.

mod against;
mod cover;
mod figures;
mod held;
mod judge;
mod message;
mod offices;
mod passages;
mod quotations;
mod scope;
mod sentences;
mod speakers;
mod venues;

use crate::document::Span;
use crate::json::key;
use crate::record::{Record, Report, judged::Judgement, reconcile_judged};
pub use scope::{Scope, terms};
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What sort of thing the draft claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Claim {
    Quotation,
    Figure,
    Date,
    Place,
    Participant,
    Office,
    Status,
    Certainty,
    Speaker,
    Statement,
    Sentence,
}

/// How a claim stands to the sources. The first ones agree, or are no claim; the others want a look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// The words stand so in a source.
    Verbatim,
    /// A source gives the same value.
    Same,
    /// A source gives a finer value, fairly rounded.
    Rounded,
    /// The same statement in other words: another translation or report.
    Translation,
    /// Reports stand behind the sentence.
    Supported,
    /// Opinion or the draft's own reasoning: no claim that a source could carry.
    Opinion,
    Cut,
    Altered,
    Joined,
    Misattributed,
    Paraphrase,
    UnfairRounding,
    OtherPeriod,
    OtherParty,
    OtherMeasure,
    Scale,
    Unit,
    Number,
    Date,
    Place,
    Participant,
    Office,
    Status,
    Certainty,
    Negation,
    Conflict,
    Arithmetic,
    NotFound,
}

impl Outcome {
    /// Every outcome, in the order of the outputs.
    pub const ALL: &[Outcome] = &[
        Outcome::Verbatim,
        Outcome::Same,
        Outcome::Rounded,
        Outcome::Translation,
        Outcome::Supported,
        Outcome::Opinion,
        Outcome::Cut,
        Outcome::Altered,
        Outcome::Joined,
        Outcome::Misattributed,
        Outcome::Paraphrase,
        Outcome::UnfairRounding,
        Outcome::OtherPeriod,
        Outcome::OtherParty,
        Outcome::OtherMeasure,
        Outcome::Scale,
        Outcome::Unit,
        Outcome::Number,
        Outcome::Date,
        Outcome::Place,
        Outcome::Participant,
        Outcome::Office,
        Outcome::Status,
        Outcome::Certainty,
        Outcome::Negation,
        Outcome::Conflict,
        Outcome::Arithmetic,
        Outcome::NotFound,
    ];

    /// The sources carry it, or it is no claim.
    pub fn agrees(self) -> bool {
        self <= Outcome::Opinion
    }

    /// As the outputs write it: "unfair-rounding".
    pub fn key(self) -> &'static str {
        KEYS.get(self as usize).map_or("", String::as_str)
    }
}

static KEYS: LazyLock<Vec<String>> = LazyLock::new(|| Outcome::ALL.iter().map(key).collect());

/// How urgently a person should look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    None,
    Note,
    Warning,
    Error,
}

/// In what the words of the draft and of a source differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    Number,
    Rounding,
    Scale,
    Unit,
    Date,
    Name,
    Speaker,
    Negation,
    Condition,
    /// Told as done in the one, as to come in the other.
    Status,
    Certainty,
    Qualifier,
    Added,
    Missing,
    Wording,
}

/// One place where draft and source differ; `source` lies in the document of the first of the finding's sources.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    pub draft: Option<Span>,
    pub source: Option<Span>,
    pub kind: Kind,
}

/// How the words of a source stand to the claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    Same,
    Partial,
    Altered,
    Conflict,
}

/// Words of a source that a finding rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// Index into the record's reports.
    pub doc: usize,
    pub at: Span,
    pub relation: Relation,
}

/// One claim of the draft and how it stands to the sources.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The characters of the draft that it is about.
    pub at: Span,
    /// The sentence around them.
    pub sentence: Span,
    pub claim: Claim,
    pub outcome: Outcome,
    pub level: Level,
    pub message: String,
    pub differences: Vec<Difference>,
    /// The best first.
    pub sources: Vec<Evidence>,
    /// How many sources of their own stand behind it.
    pub independent: usize,
}

/// A draft that was held against its sources: what the outputs are made of.
#[derive(Debug)]
pub struct Checked {
    /// What the sources say together. The draft is one of the reports, but none of the sources.
    pub record: Record,
    /// Index of the draft among the record's reports.
    pub draft: usize,
    pub scope: Scope,
    /// In the order of the draft.
    pub findings: Vec<Finding>,
}

impl Checked {
    pub fn draft(&self) -> &Report {
        &self.record.reports[self.draft]
    }

    /// What the draft is called: its file, or its title.
    pub fn name(&self) -> &str {
        let document = &self.draft().reading.document;
        document.path.as_deref().or(document.title.as_deref()).unwrap_or(&document.id)
    }

    /// A source by its outlet, the name of its file or its title, with its day.
    pub fn called(&self, doc: usize) -> String {
        let document = &self.record.reports[doc].reading.document;
        let file = document.path.as_deref().and_then(|path| path.rsplit(['/', '\\']).next());
        let stem =
            file.map(|file| file.rsplit_once('.').map_or(file, |(stem, _)| stem)).filter(|stem| !stem.is_empty());
        let name = document.outlet.as_deref().or(stem).or(document.title.as_deref());
        let name = name.unwrap_or(&document.id);
        match &document.published.value {
            Some(day) => format!("{name} ({day})"),
            None => name.to_string(),
        }
    }

    pub fn counts(&self) -> BTreeMap<Outcome, usize> {
        let mut out = BTreeMap::new();
        self.findings.iter().for_each(|f| *out.entry(f.outcome).or_default() += 1);
        out
    }

    /// Findings that a person should look at.
    pub fn to_look_at(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|f| !f.outcome.agrees())
    }
}

/// Holds every claim of the draft against the sources. A source that is the draft itself is left out.
pub fn check(mut draft: Report, mut sources: Vec<Report>, scope: Scope, judgements: &[Judgement]) -> Checked {
    let id = std::mem::take(&mut draft.reading.document.id);
    sources.retain(|s| s.reading.document.id != id);
    sources.push(draft);
    let record = reconcile_judged(sources, judgements);
    // The draft alone has no name: it sorts before every source.
    let draft = record.reports.iter().position(|r| r.reading.document.id.is_empty()).unwrap_or(0);
    let mut checked = Checked { record, draft, scope, findings: vec![] };
    checked.findings = found(&checked);
    checked.record.reports[draft].reading.document.id = id;
    checked
}

/// What agrees is not told of what a later part found to be of another time, party or measure, or not to add up.
fn unopposed(found: Vec<Finding>) -> Vec<Finding> {
    use Outcome::{Arithmetic, OtherMeasure, OtherParty, OtherPeriod};
    let opposes = |f: &&Finding| matches!(f.outcome, Arithmetic | OtherMeasure | OtherParty | OtherPeriod);
    let opposed: Vec<Span> = found.iter().filter(opposes).map(|f| f.at).collect();
    let is_opposed = |f: &Finding| match f.outcome {
        Outcome::Same | Outcome::Rounded => opposed.iter().any(|at| at.overlaps(f.at)),
        Outcome::Supported => opposed.iter().any(|at| f.at.contains(*at)),
        _ => false,
    };
    let kept: Vec<bool> = found.iter().map(|f| !is_opposed(f)).collect();
    found.into_iter().zip(kept).filter_map(|(f, is_kept)| is_kept.then_some(f)).collect()
}

fn found(checked: &Checked) -> Vec<Finding> {
    let judge = judge::Judge::of(checked);
    let mut out = quotations::check(&judge);
    out.extend(sentences::check(&judge, &out));
    out.extend(speakers::check(&judge, &out));
    out.extend(figures::check(&judge, &out));
    out.extend(offices::check(&judge));
    out.extend(venues::check(&judge, &out));
    let mut out = unopposed(out);
    out.sort_by_key(|f| (f.at.start, f.at.end, f.claim, f.outcome));
    out
}
