//! Whether two documents can speak of one thing: of one story, and told of the same countries, people or organisations.

use super::groups::Member;
use crate::entry::Context;
use crate::facts::Reported;
use crate::facts::figure::Figure;
use crate::reading::credits::outlets;
use crate::reading::names::Class;
use crate::reading::syntax::Sentence;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// Whom the first sentences of a document name: ids of the record's entities.
#[derive(Debug, Default)]
pub struct Lead {
    all: BTreeSet<String>,
    countries: BTreeSet<String>,
}

impl Lead {
    /// The countries of a text that is about two.
    pub fn two_countries(&self) -> Vec<String> {
        if self.countries.len() == 2 { self.countries.iter().cloned().collect() } else { vec![] }
    }
}

/// How many sentences say whom a text is about, the headings before and between them not counted.
const SENTENCES: usize = 3;
/// Nobody looks further for them.
const FURTHEST: usize = 12;

/// The lead of each document.
pub fn leads(reports: &[Reported<Figure>], context: &Context) -> BTreeMap<usize, Rc<Lead>> {
    let mut out = BTreeMap::new();
    for report in reports {
        out.entry(report.doc).or_insert_with(|| Rc::new(lead(report, context)));
    }
    out
}

fn lead(report: &Reported<Figure>, context: &Context) -> Lead {
    let reading = report.reading;
    let syntax = &reading.syntax;
    let told = |s: &&Sentence| s.tokens.clone().any(|t| syntax.is_verb(t));
    let sentences = || syntax.sentences.iter().take(FURTHEST);
    let last = sentences().filter(told).take(SENTENCES).last().or_else(|| sentences().take(SENTENCES).next_back());
    let Some(last) = last else { return Lead::default() };
    let mut out = Lead::default();
    for mention in reading.mentions.iter().take_while(|m| m.at.end <= last.at.end) {
        let is_outlet = mention.class == Class::Organisation && outlets::known(reading.printed(mention.at)).is_some();
        let Some(entity) = mention.entity.filter(|_| !is_outlet).and_then(|e| context.entity(report.doc, e)) else {
            continue;
        };
        if mention.class == Class::Country {
            out.countries.insert(entity.id.clone());
        }
        out.all.insert(entity.id.clone());
    }
    out
}

/// One document, or two of one story whose leads share a name. Accounts of two companies in one form are two stories.
pub fn near(a: &Member, b: &Member) -> bool {
    if a.doc == b.doc {
        return true;
    }
    let meet = |x: &BTreeSet<String>, y: &BTreeSet<String>| x.is_empty() || y.is_empty() || !x.is_disjoint(y);
    let (x, y) = (&a.lead, &b.lead);
    a.story == b.story && meet(&x.all, &y.all) && meet(&x.countries, &y.countries) && !is_of_table(a) && !is_of_table(b)
}

/// Two documents that begin with other countries: the lender of both has not their debts.
pub fn are_of_other_countries(a: &Member, b: &Member) -> bool {
    let (x, y) = (&a.lead.countries, &b.lead.countries);
    a.doc != b.doc && !x.is_empty() && !y.is_empty() && x.is_disjoint(y)
}

/// A line without a verb that names nobody: what it is of stands elsewhere.
fn is_of_table(member: &Member) -> bool {
    let syntax = &member.reading.syntax;
    let Some(token) = syntax.token_at(member.figure.at.start).filter(|_| member.parties.is_empty()) else {
        return false;
    };
    !syntax.sentence_of(token).tokens.clone().any(|t| syntax.is_verb(t))
}
