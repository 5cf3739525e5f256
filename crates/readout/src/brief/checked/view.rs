//! What every format needs to know of a checked draft: its findings by number, the cited documents, and what was printed around.

use super::words::{Words, words};
use crate::brief::page::{file, site};
use crate::brief::place::before_and_after;
use crate::brief::words as house;
use crate::check::{Checked, Evidence, Finding, Outcome};
use crate::document::{CodePoints, Document, Span};
use std::collections::BTreeMap;

pub struct View<'c> {
    pub checked: &'c Checked,
    pub words: &'static Words,
    pub house: &'static house::Words,
    /// The cited documents, the first to be published first.
    pub order: Vec<usize>,
    number: BTreeMap<usize, usize>,
    points: BTreeMap<usize, CodePoints<'c>>,
}

/// A finding to look at, with its number in the draft.
#[derive(Clone, Copy)]
pub struct Mark<'c> {
    pub number: usize,
    pub finding: &'c Finding,
}

/// Characters of a text, and whether they differ from the other side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    pub text: String,
    pub differs: bool,
}

/// Words of a source in their sentence.
pub struct Sourced {
    pub before: String,
    pub inside: Vec<Piece>,
    pub after: String,
}

impl<'c> View<'c> {
    pub fn of(checked: &'c Checked) -> Self {
        let known = |doc: &usize| *doc < checked.record.reports.len() && *doc != checked.draft;
        let cited = checked.findings.iter().flat_map(|f| &f.sources).map(|s| s.doc).filter(known);
        let mut order: Vec<usize> = cited.collect();
        let document = |doc: usize| &checked.record.reports[doc].reading.document;
        order.sort_by_key(|doc| {
            let d = document(*doc);
            (d.published.value.is_none(), &d.published.value, &d.id, *doc)
        });
        order.dedup();
        let number = order.iter().enumerate().map(|(i, doc)| (*doc, i + 1)).collect();
        let shown = order.iter().copied().chain([checked.draft]);
        let points = shown.map(|doc| (doc, CodePoints::of(&document(doc).text))).collect();
        View { checked, words: words(), house: house::words(), order, number, points }
    }

    pub fn text(&self) -> &'c str {
        &self.checked.draft().reading.document.text
    }

    /// Findings to look at, numbered in the order of the draft.
    pub fn marks(&self) -> Vec<Mark<'c>> {
        let shown = self.checked.to_look_at().filter(|f| self.text().get(f.at.range()).is_some());
        shown.enumerate().map(|(i, finding)| Mark { number: i + 1, finding }).collect()
    }

    /// Findings that agree with a source.
    pub fn agreeing(&self) -> Vec<&'c Finding> {
        self.standing(|o| group(o) == AGREEING)
    }

    /// What is no claim.
    pub fn opinions(&self) -> Vec<&'c Finding> {
        self.standing(|o| group(o) == NO_CLAIM)
    }

    fn standing(&self, wanted: impl Fn(Outcome) -> bool) -> Vec<&'c Finding> {
        let stands = |f: &&Finding| wanted(f.outcome) && self.text().get(f.at.range()).is_some();
        self.checked.findings.iter().filter(stands).collect()
    }

    /// "draft.md, checked"
    pub fn title_of_page(&self) -> String {
        let name = self.checked.name();
        let name = name.rsplit(['/', '\\']).next().filter(|n| !n.is_empty()).unwrap_or(name);
        self.words.filled("title", &[("draft", name)])
    }

    pub fn document(&self, doc: usize) -> &'c Document {
        &self.checked.record.reports[doc].reading.document
    }

    /// What a document may be cited for; a finding names only documents there are.
    pub fn sources(&self, finding: &'c Finding) -> impl Iterator<Item = &'c Evidence> {
        finding.sources.iter().filter(|s| self.number.contains_key(&s.doc))
    }

    pub fn number(&self, doc: usize) -> usize {
        self.number.get(&doc).copied().unwrap_or(0)
    }

    pub fn printed_by(&self, doc: usize) -> String {
        let d = self.document(doc);
        let outlet = d.outlet.as_deref().map(str::trim).filter(|o| !o.is_empty());
        outlet.or(d.url.as_deref().map(site)).or(d.path.as_deref().map(file)).unwrap_or(&d.id).to_string()
    }

    pub fn day(&self, doc: usize) -> String {
        let day = self.document(doc).published.value.as_deref();
        day.map_or_else(|| self.house.undated.clone(), |d| self.house.date(d))
    }

    pub fn title(&self, doc: usize) -> Option<String> {
        let stated = self.document(doc).title.as_deref().map(crate::brief::page::one_line);
        stated.filter(|t| !t.is_empty())
    }

    /// "120-188": code points of a document.
    pub fn points(&self, doc: usize, at: Span) -> [usize; 2] {
        self.points.get(&doc).map_or([0, 0], |p| p.span(at))
    }

    /// "3:120-188": number of the document and code points.
    pub fn place(&self, evidence: &Evidence) -> String {
        let [start, end] = self.points(evidence.doc, evidence.at);
        format!("{}:{start}-{end}", self.number(evidence.doc))
    }

    /// Words of a source, what differs marked; differences are told of the first source.
    pub fn around(&self, finding: &Finding, evidence: &Evidence) -> Sourced {
        let reading = &self.checked.record.reports[evidence.doc].reading;
        let (before, after) = before_and_after(reading, evidence.at);
        let is_first = finding.sources.first() == Some(evidence);
        let spans: Vec<Span> = finding.differences.iter().filter_map(|d| d.source).filter(|_| is_first).collect();
        Sourced { before, inside: pieces(&reading.document.text, evidence.at, &spans), after }
    }

    /// The words of the draft, what differs marked.
    pub fn drafted(&self, finding: &Finding) -> Vec<Piece> {
        let spans: Vec<Span> = finding.differences.iter().filter_map(|d| d.draft).collect();
        pieces(self.text(), finding.at, &spans)
    }

    /// What it was held against: "Held against 12 sources of 3 – 9 May 2031."
    pub fn held(&self) -> String {
        let scope = &self.checked.scope;
        let sources = self.words.count(scope.documents, "sources");
        match (&scope.from, &scope.to) {
            (Some(from), Some(to)) => {
                self.words.filled("held_days", &[("sources", &sources), ("days", &self.house.dates(from, to))])
            }
            _ => self.words.filled("held", &[("sources", &sources)]),
        }
    }

    /// How many findings of each kind there are in a group.
    pub fn counts(&self, wanted: &str) -> Vec<(Outcome, usize)> {
        self.checked.counts().into_iter().filter(|(outcome, _)| group(*outcome) == wanted).collect()
    }

    pub fn clean(&self) -> String {
        let claims = self.words.count(self.agreeing().len(), "claims");
        self.words.filled("clean", &[("claims", &claims)])
    }
}

/// The groups in which findings are counted, by the keys of their words.
pub const TO_LOOK_AT: &str = "to_look_at";
pub const AGREEING: &str = "agreeing";
pub const NO_CLAIM: &str = "no_claim";

fn group(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Opinion => NO_CLAIM,
        o if o.agrees() => AGREEING,
        _ => TO_LOOK_AT,
    }
}

/// A stretch of text cut where something begins or ends to differ.
pub fn pieces(text: &str, at: Span, differing: &[Span]) -> Vec<Piece> {
    let inside = |s: &Span| Span::new(s.start.clamp(at.start, at.end), s.end.clamp(at.start, at.end));
    let spans: Vec<Span> = differing.iter().map(inside).filter(|s| !s.is_empty()).collect();
    let mut cuts: Vec<usize> = spans.iter().flat_map(|s| [s.start, s.end]).chain([at.start, at.end]).collect();
    cuts.sort_unstable();
    cuts.dedup();
    let piece = |two: &[usize]| {
        let text = text.get(two[0]..two[1])?.to_string();
        Some(Piece { text, differs: spans.iter().any(|s| s.holds(two[0])) })
    };
    cuts.windows(2).filter_map(piece).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_together_are_the_text() {
        let text = "seven — eight nine";
        let all = pieces(text, Span::new(0, text.len()), &[Span::new(6, 9), Span::new(10, 15), Span::new(12, 99)]);
        assert_eq!(all.iter().map(|p| p.text.as_str()).collect::<String>(), text);
        assert!(all.iter().any(|p| p.differs && p.text == "—"));
    }
}
