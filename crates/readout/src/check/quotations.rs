//! Quotations of the draft: do these words stand in a source?

use super::message::WORDS;
use super::passages::{Passages, words_in};
use super::{Checked, Claim, Evidence, Finding, Level, Outcome, Relation};
use crate::record::Cite;
use crate::record::provenance;

pub fn check(checked: &Checked, passages: &Passages) -> Vec<Finding> {
    let draft = &checked.draft().reading;
    let words = WORDS.of(draft.language());
    let provenance = provenance::of(&checked.record.reports, &checked.record.places);
    let mut out = vec![];
    for quotation in &draft.quotations {
        let at = quotation.inside.trim(&draft.document.text);
        let found = passages.verbatim(&words_in(checked.draft(), at));
        let sources: Vec<Evidence> =
            found.iter().map(|(doc, at)| Evidence { doc: *doc, at: *at, relation: Relation::Same }).collect();
        let cites: Vec<Cite> =
            found.iter().map(|(doc, at)| Cite { doc: *doc, id: String::new(), at: vec![*at] }).collect();
        let (outcome, level) =
            if found.is_empty() { (Outcome::NotFound, Level::Warning) } else { (Outcome::Verbatim, Level::None) };
        let message = words.of_outcome(outcome, &[("sources", &words.scope(&checked.scope))]);
        let sentence = draft.syntax.token_at(at.start).map_or(at, |t| draft.syntax.sentence_of(t).at);
        out.push(Finding {
            at,
            sentence,
            claim: Claim::Quotation,
            outcome,
            level,
            message,
            differences: vec![],
            independent: provenance.independent(&cites),
            sources,
        });
    }
    out
}
