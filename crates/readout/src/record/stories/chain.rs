//! Where a document comes from, as one chain: the outlet that it reprints, the agency behind it, the interview behind that.

use super::reprints::Shared;
use super::sketch::Sketch;
use crate::document::Span;
use crate::reading::credits::{Credit, Role, outlets};
use crate::record::{Report, TakenFrom, Taking};
use std::cmp::Reverse;
use std::ops::Range;

/// The document that another one reprints, and the words of it that do so.
struct Source<'s> {
    doc: usize,
    words: usize,
    passages: Vec<&'s Range<usize>>,
}

/// Where the words of a document stand.
type Words<'w> = dyn Fn(usize) -> Vec<Span> + 'w;

/// For every document what it took from others: nearest first.
pub fn find(reports: &[Report], sketches: &[Sketch], shared: &[Shared], words: &Words) -> Vec<Vec<TakenFrom>> {
    let mut sources: Vec<Vec<Source>> = reports.iter().map(|_| vec![]).collect();
    for pair in shared {
        if let Some(taker) = taker(reports, sketches, pair) {
            let (doc, passages) = match taker == pair.a {
                true => (pair.b, pair.passages.iter().map(|(here, _)| here).collect()),
                false => (pair.a, pair.passages.iter().map(|(_, there)| there).collect()),
            };
            sources[taker].push(Source { doc, words: pair.words, passages });
        }
    }
    sources.iter().enumerate().map(|(doc, sources)| chain(reports, doc, sources, words)).collect()
}

/// Which of two took from the other: the later one; of two that came out together the one that credits the other's
/// outlet, or the one that is made of the other while the other is more. `None` where nothing tells.
fn taker(reports: &[Report], sketches: &[Sketch], pair: &Shared) -> Option<usize> {
    let day = |doc: usize| sketches[doc].days.published();
    match (day(pair.a), day(pair.b)) {
        (Some(a), Some(b)) if a < b => return Some(pair.b),
        (Some(a), Some(b)) if a > b => return Some(pair.a),
        _ => {}
    }
    let credits = |taker: usize, source: usize| credit_of(&reports[taker], &reports[source]).is_some();
    match (credits(pair.a, pair.b), credits(pair.b, pair.a)) {
        (true, false) => return Some(pair.a),
        (false, true) => return Some(pair.b),
        _ => {}
    }
    // Most of the one and little of the other: a cut reprint. Two that are the same say nothing.
    let (a, b) = (pair.share_of_a(), pair.share_of_b());
    let cut = |short: f64, long: f64| short >= 0.6 && long <= 0.5;
    if cut(a, b) {
        return Some(pair.a);
    }
    cut(b, a).then_some(pair.b)
}

/// The credit of a text that names the outlet or agency of the other.
fn credit_of<'r>(taker: &'r Report, source: &Report) -> Option<&'r Credit> {
    let names = own_names(source);
    let credits = taker.reading.credits.iter().filter(|c| c.role != Role::Author);
    credits.into_iter().find(|c| names.iter().any(|name| is_name(&c.name, name)))
}

/// How a document's own publisher is called: its outlet, and the agency of its dateline.
fn own_names(report: &Report) -> Vec<&str> {
    let agencies = report.reading.credits.iter().filter(|c| c.role == Role::Agency).map(|c| c.name.as_str());
    report.reading.document.outlet.as_deref().into_iter().chain(agencies).collect()
}

/// The same name, or the first letters of its words: "TNA" for "Tarn News Agency".
pub fn is_name(credit: &str, name: &str) -> bool {
    let initials = || name.split([' ', '-']).filter_map(|w| w.chars().next()).filter(|c| c.is_uppercase());
    credit == name || credit.chars().count() > 2 && initials().eq(credit.chars())
}

fn chain(reports: &[Report], doc: usize, sources: &[Source], words: &Words) -> Vec<TakenFrom> {
    let report = &reports[doc];
    let mut out = vec![];
    let source = sources.iter().min_by_key(|s| {
        let other = &reports[s.doc].reading.document;
        (Reverse(s.words), &other.published.value, other.text.len(), s.doc)
    });
    let mut merged = None;
    if let Some(source) = source {
        let passages = spans(&words(doc), source);
        merged = credit_of(report, &reports[source.doc]).map(|c| c.name.clone());
        let credit = credit_of(report, &reports[source.doc]).map(|c| c.at);
        let at = credit.or(passages.first().copied());
        out.push(TakenFrom {
            from: reports[source.doc].reading.document.id.clone(),
            how: Taking::Reprint,
            at,
            passages,
        });
    }
    let mut credits: Vec<&Credit> = report.reading.credits.iter().filter(|c| c.role != Role::Author).collect();
    credits.sort_by_key(|c| (rank(c.role), c.at));
    let own = report.reading.document.outlet.as_deref();
    for credit in credits {
        let is_known = Some(&credit.name) == merged.as_ref() || own == Some(credit.name.as_str());
        if !is_known && !out.iter().any(|t| t.from == credit.name) {
            out.push(TakenFrom {
                from: credit.name.clone(),
                how: how(credit.role),
                at: Some(credit.at),
                passages: vec![],
            });
        }
    }
    // A page may declare an agency as its author without a word in the text.
    let author = report.reading.document.author.as_deref().and_then(outlets::known).filter(|o| o.is_agency);
    if let Some(agency) = author.filter(|a| own != Some(a.name.as_str()) && out.iter().all(|t| t.from != a.name)) {
        out.push(TakenFrom { from: agency.name.clone(), how: Taking::Credit, at: None, passages: vec![] });
    }
    out
}

fn how(role: Role) -> Taking {
    match role {
        Role::Interview | Role::Article => Taking::Quotation,
        _ => Taking::Credit,
    }
}

/// An aggregator takes from an outlet, the outlet from an agency, the agency from an interview.
fn rank(role: Role) -> usize {
    match role {
        Role::Outlet | Role::Author => 0,
        Role::Agency => 1,
        Role::PressService | Role::Document => 2,
        Role::Interview | Role::Article => 3,
    }
}

/// The characters of the passages.
fn spans(words: &[Span], source: &Source) -> Vec<Span> {
    let mut ranges = source.passages.clone();
    ranges.sort_by_key(|r| (r.start, r.end));
    let span = |range: &&Range<usize>| {
        let (first, last) = (words.get(range.start)?, words.get(range.end.checked_sub(1)?)?);
        Some(first.join(*last))
    };
    ranges.iter().filter_map(span).collect()
}
