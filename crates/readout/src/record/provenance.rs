//! Which report depends on which, and how many sources a thing in the record has of its own.
//!
//! Copies, reprints and everything under one agency's line are one source, and so is what one newsroom prints twice. A
//! sentence that names the paper it is taken from counts for that paper, not for the one that printed it.

use super::sets::Sets;
use super::{Cite, Place, Report, TakenFrom, Taking};
use crate::document::Span;
use crate::reading::Quotation;
use crate::reading::credits::{Credit, Role};
use crate::value::who::fold;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// One document depends on another, or on somebody who is not here.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Dependence {
    pub doc: usize,
    /// Index of the document it took from, where that is here.
    pub from: Option<usize>,
    pub name: String,
    pub how: Taking,
    pub at: Option<Span>,
}

#[derive(Debug, Default)]
pub struct Provenance {
    /// Of each document the number of its source, from 0 in the order of the documents.
    pub source: Vec<usize>,
    pub depends: Vec<Dependence>,
    /// Of each document the sentences that name where they are from, with the number of that source.
    passed_on: Vec<Vec<(Span, usize)>>,
    published: Vec<Option<String>>,
}

/// What has to be seen in one document to tell where it is from: small enough for a hundred thousand of them in memory.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Trace {
    /// Sentences in the outlet's own words, as numbers.
    own: Box<[(u64, Span)]>,
    /// Sentences that name the newsroom they are from.
    credited: Vec<(Span, String)>,
}

impl Trace {
    pub fn of(report: &Report) -> Trace {
        Trace { own: own_sentences(report).collect(), credited: credited(report) }
    }
}

pub fn of(reports: &[Report], places: &[Place]) -> Provenance {
    let traces: Vec<Trace> = reports.iter().map(Trace::of).collect();
    of_traced(reports, places, &traces)
}

/// The same where the grammar of the documents is not at hand any more.
pub fn of_traced(reports: &[Report], places: &[Place], traces: &[Trace]) -> Provenance {
    let names = Names::of(reports, places);
    let mut sets = Sets::new(reports.len() + names.number.len());
    for (doc, (report, place)) in reports.iter().zip(places).enumerate() {
        let node = |name: &str| names.node(name);
        join_all(&mut sets, doc, report.reading.document.outlet.as_deref().and_then(node));
        join_all(&mut sets, doc, place.copies.iter().copied().filter(|c| *c < reports.len()));
        let credits = report.reading.credits.iter().filter(|c| is_of_all(report, c));
        join_all(&mut sets, doc, credits.filter_map(|c| node(&c.name)));
        join_all(
            &mut sets,
            doc,
            place.taken_from.iter().filter(|t| t.how == Taking::Reprint).filter_map(|t| names.doc(&t.from)),
        );
    }
    let roots: Vec<usize> = (0..reports.len()).map(|doc| sets.find(doc)).collect();
    let mut passed_on: Vec<Vec<(Span, usize)>> = traces
        .iter()
        .map(|trace| {
            let named = trace.credited.iter().filter_map(|(at, name)| Some((*at, names.node(name)?)));
            named.map(|(at, node)| (at, sets.find(node))).collect()
        })
        .collect();
    for (doc, list) in printed_elsewhere(reports, traces, &roots).into_iter().enumerate() {
        passed_on[doc].extend(list);
        // The sentence's own words go before a sentence that others print too.
        passed_on[doc].sort_by_key(|(at, _)| *at);
        passed_on[doc].dedup_by_key(|(at, _)| *at);
    }
    Provenance {
        depends: depends(places, &names),
        published: reports.iter().map(|r| r.reading.document.published.value.clone()).collect(),
        source: roots,
        passed_on,
    }
    .numbered()
}

impl Provenance {
    /// How many sources of their own stand behind these places.
    pub fn independent<'c>(&self, cites: impl IntoIterator<Item = &'c Cite>) -> usize {
        let mut sources: Vec<usize> = cites.into_iter().map(|c| self.source_of(c)).collect();
        sources.sort_unstable();
        sources.dedup();
        sources.len()
    }

    /// Whose words are printed there.
    pub fn source_of(&self, cite: &Cite) -> usize {
        let first = cite.at.first().map_or(0, |at| at.start);
        let sentences = &self.passed_on[cite.doc];
        let place = sentences.partition_point(|(sentence, _)| sentence.end <= first);
        let named = sentences.get(place).filter(|(sentence, _)| sentence.holds(first));
        named.map_or(self.source[cite.doc], |(_, source)| *source)
    }

    /// The document that printed it first; `None` where no day is known, or several printed it on the first day.
    pub fn first(&self, cites: &[Cite]) -> Option<usize> {
        let dated = || cites.iter().filter_map(|c| Some((self.published[c.doc].as_deref()?, c.doc)));
        let (day, doc) = dated().min()?;
        dated().all(|(other, d)| d == doc || other > day).then_some(doc)
    }

    /// The same of some documents, which are counted anew.
    pub fn part(&self, docs: &[usize]) -> Provenance {
        Provenance {
            source: docs.iter().map(|doc| self.source[*doc]).collect(),
            depends: vec![],
            passed_on: docs.iter().map(|doc| self.passed_on[*doc].clone()).collect(),
            published: docs.iter().map(|doc| self.published[*doc].clone()).collect(),
        }
        .numbered()
    }

    /// Sources by number, in the order of their first documents; what is only named comes after them.
    fn numbered(mut self) -> Provenance {
        let mut numbers: BTreeMap<usize, usize> = BTreeMap::new();
        let named = self.passed_on.iter().flatten().map(|(_, source)| *source);
        for source in self.source.iter().copied().chain(named) {
            let next = numbers.len();
            numbers.entry(source).or_insert(next);
        }
        self.source.iter_mut().for_each(|s| *s = numbers[s]);
        self.passed_on.iter_mut().flatten().for_each(|(_, s)| *s = numbers[s]);
        self
    }

    /// What one document took from others.
    pub fn of_document(&self, doc: usize) -> &[Dependence] {
        let from = self.depends.partition_point(|d| d.doc < doc);
        let to = self.depends.partition_point(|d| d.doc <= doc);
        &self.depends[from..to]
    }

    /// The graph as the output contract has it: sources with their documents, and who took from whom.
    pub fn json(&self, reports: &[Report], cites: &super::cites::Cites) -> Value {
        let id = |doc: usize| reports[doc].reading.document.id.as_str();
        let mut sources: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
        for (doc, source) in self.source.iter().enumerate() {
            sources.entry(*source).or_default().push(id(doc));
        }
        let source = |(n, documents): (&usize, &Vec<&str>)| json!({"id": source_id(*n), "documents": documents});
        let depends = self.depends.iter().map(|d| {
            let at = d.at.map(|at| cites.span(d.doc, at));
            json!({"doc": id(d.doc), "from": d.name, "from_doc": d.from.map(id), "how": d.how, "at": at})
        });
        json!({"sources": sources.iter().map(source).collect::<Vec<_>>(), "depends": depends.collect::<Vec<_>>()})
    }
}

pub fn source_id(number: usize) -> String {
    format!("source-{}", number + 1)
}

// --- names of newsrooms ------------------------------------------------------------------------------------------------

/// Newsrooms and agencies by name, as numbers after those of the documents.
struct Names {
    number: BTreeMap<String, usize>,
    documents: BTreeMap<String, usize>,
    /// The first document of each newsroom.
    of_outlet: BTreeMap<String, Vec<usize>>,
    first: usize,
}

impl Names {
    fn of(reports: &[Report], places: &[Place]) -> Names {
        let mut number: BTreeMap<String, usize> = BTreeMap::new();
        let mut of_outlet: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (doc, report) in reports.iter().enumerate() {
            let outlet = report.reading.document.outlet.as_deref().map(fold).filter(|n| !n.is_empty());
            if let Some(name) = &outlet {
                of_outlet.entry(name.clone()).or_default().push(doc);
            }
            let credits = report.reading.credits.iter().map(|c| fold(&c.name));
            let taken = places.get(doc).into_iter().flat_map(|p| &p.taken_from).map(|t| fold(&t.from));
            for name in outlet.into_iter().chain(credits).chain(taken).filter(|n| !n.is_empty()) {
                let next = reports.len() + number.len();
                number.entry(name).or_insert(next);
            }
        }
        let documents = reports.iter().enumerate().map(|(i, r)| (r.reading.document.id.clone(), i)).collect();
        Names { number, documents, of_outlet, first: reports.len() }
    }

    fn doc(&self, id: &str) -> Option<usize> {
        self.documents.get(id).copied()
    }

    /// The newsroom of this name, or the only one whose longer name begins with it.
    fn node(&self, name: &str) -> Option<usize> {
        self.number.get(&self.full(&fold(name))).copied()
    }

    fn full(&self, folded: &str) -> String {
        if self.of_outlet.contains_key(folded) || folded.len() < SHORTEST {
            return folded.to_string();
        }
        let begins = format!("{folded} ");
        let mut longer =
            self.of_outlet.range(begins.clone()..).take_while(|(name, _)| name.starts_with(&begins)).map(|(n, _)| n);
        match (longer.next(), longer.next()) {
            (Some(only), None) => only.clone(),
            _ => folded.to_string(),
        }
    }

    /// The document of a newsroom that was published last before a day, or on it.
    fn latest(&self, name: &str, doc: usize, places: &[Place]) -> Option<usize> {
        let story = places[doc].story;
        let mut of_story = self.of_outlet.get(&self.full(&fold(name)))?.iter().filter(|d| places[**d].story == story);
        let only = of_story.next().filter(|d| **d != doc)?;
        of_story.next().is_none().then_some(*only)
    }
}

/// A shorter name is the beginning of too many.
const SHORTEST: usize = 4;

/// A line above or below the text says whose all of it is.
fn is_of_all(report: &Report, credit: &Credit) -> bool {
    matches!(credit.role, Role::Agency) && report.reading.debris.iter().any(|d| d.at.overlaps(credit.at))
}

/// Sentences that name the newsroom they are from, with that name.
fn credited(report: &Report) -> Vec<(Span, String)> {
    let reading = &report.reading;
    let credits =
        reading.credits.iter().filter(|c| matches!(c.role, Role::Agency | Role::Outlet) && !is_of_all(report, c));
    let found = credits.filter_map(|credit| {
        let sentences = &reading.syntax.sentences;
        let place = sentences.partition_point(|s| s.at.end < credit.at.end);
        let sentence = sentences.get(place).filter(|s| s.at.contains(credit.at))?.at;
        Some((sentence, credit.name.clone()))
    });
    found.collect()
}

/// Sentences of a report that stand word for word in one of another source, with the source that printed them first.
fn printed_elsewhere(reports: &[Report], traces: &[Trace], roots: &[usize]) -> Vec<Vec<(Span, usize)>> {
    let own = traces.iter().enumerate().flat_map(|(doc, t)| t.own.iter().map(move |(words, at)| (*words, doc, *at)));
    let mut by_words: Vec<(u64, usize, Span)> = own.collect();
    by_words.sort_unstable();
    let day = |doc: usize| {
        let value = &reports[doc].reading.document.published.value;
        (value.is_none(), value.as_deref(), doc)
    };
    let mut out = vec![vec![]; reports.len()];
    for places in by_words.chunk_by(|a, b| a.0 == b.0).filter(|p| p.iter().any(|(_, d, _)| roots[*d] != roots[p[0].1]))
    {
        let Some(first) = places.iter().map(|(_, doc, _)| *doc).min_by_key(|doc| day(*doc)) else { continue };
        places.iter().for_each(|(_, doc, at)| out[*doc].push((*at, roots[first])));
    }
    out
}

/// Sentences in the outlet's own words, as numbers: what stands in quotation marks many may have heard.
fn own_sentences(report: &Report) -> impl Iterator<Item = (u64, Span)> + '_ {
    let reading = &report.reading;
    let mut starts: Vec<&Quotation> = reading.quotations.iter().collect();
    starts.sort_by_key(|q| q.inside.start);
    let (mut quotations, mut quoted_to) = (starts.into_iter().peekable(), 0);
    reading.syntax.sentences.iter().filter_map(move |sentence| {
        let (mut words, mut own) = (FNV, 0);
        for token in reading.syntax.tokens[sentence.tokens.clone()].iter().filter(|t| t.pos != "PUNCT") {
            while let Some(quotation) = quotations.next_if(|q| q.inside.start <= token.at.start) {
                quoted_to = quoted_to.max(quotation.inside.end);
            }
            let quoted = token.at.end <= quoted_to;
            own += usize::from(!quoted && !token.lower.trim().is_empty());
            words = token.lower.bytes().fold(words, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01B3));
        }
        (own >= OWN_WORDS).then_some((words, sentence.at))
    })
}

/// A sentence with fewer words of its own may be anybody's.
const OWN_WORDS: usize = 8;
/// FNV-1a starts here.
const FNV: u64 = 0xCBF2_9CE4_8422_2325;

fn depends(places: &[Place], names: &Names) -> Vec<Dependence> {
    let one = |doc: usize, taken: &TakenFrom| {
        let from = names.doc(&taken.from).or_else(|| names.latest(&taken.from, doc, places));
        Dependence { doc, from, name: taken.from.clone(), how: taken.how, at: taken.at }
    };
    let all = places.iter().enumerate().take(names.first);
    let mut out: Vec<Dependence> = all.flat_map(|(doc, p)| p.taken_from.iter().map(move |t| one(doc, t))).collect();
    out.sort();
    out.dedup();
    out
}

fn join_all(sets: &mut Sets, one: usize, others: impl IntoIterator<Item = usize>) {
    others.into_iter().for_each(|other| sets.join(one, other));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::facts::Facts;
    use crate::reading::{Debris, Reading};

    fn report(outlet: &str, published: &str) -> Report {
        let mut document = Document { text: "AGENCY line".into(), outlet: Some(outlet.into()), ..Document::default() };
        document.id = format!("{outlet}-{published}");
        document.published.value = Some(published.into());
        Report { reading: Reading::of(document), facts: Facts::default() }
    }

    fn under_the_line_of(agency: &str, outlet: &str) -> Report {
        let mut report = report(outlet, "2031-05-02");
        let at = Span::new(0, 6);
        report.reading.debris.push(Debris { at, why: "agency-line" });
        report.reading.credits.push(Credit { at, name: agency.into(), role: Role::Agency });
        report
    }

    fn cite(doc: usize) -> Cite {
        Cite { doc, id: String::new(), at: vec![] }
    }

    fn independent(reports: &[Report], places: &[Place]) -> usize {
        let cites: Vec<Cite> = (0..reports.len()).map(cite).collect();
        of(reports, places).independent(&cites)
    }

    #[test]
    fn five_outlets_under_one_agencys_line_are_one_source() {
        let mut reports: Vec<Report> =
            ["North", "South", "East", "West"].map(|outlet| under_the_line_of("Talvik", outlet)).into();
        reports.push(report("Talvik News Agency", "2031-05-01"));
        let places = vec![Place::default(); reports.len()];
        assert_eq!(independent(&reports, &places), 1);
        assert_eq!(of(&reports, &places).first(&[cite(0), cite(4)]), Some(4));
    }

    #[test]
    fn one_newsroom_twice_is_one_source_and_two_newsrooms_are_two() {
        let reports = [report("North", "2031-05-01"), report("North", "2031-05-03"), report("South", "2031-05-03")];
        assert_eq!(independent(&reports, &vec![Place::default(); 3]), 2);
        assert_eq!(of(&reports, &vec![Place::default(); 3]).source, [0, 0, 1]);
    }

    #[test]
    fn a_copy_is_no_source_of_its_own_and_two_of_one_day_have_no_first() {
        let reports = [report("North", "2031-05-01"), report("South", "2031-05-01")];
        let places = [Place { copies: vec![1], ..Place::default() }, Place { copies: vec![0], ..Place::default() }];
        assert_eq!(independent(&reports, &places), 1);
        assert_eq!(of(&reports, &places).first(&[cite(0), cite(1)]), None);
    }
}
