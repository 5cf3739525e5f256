//! Drafts of schema.org ClaimReview for fact-checkers: what was claimed, by whom and where. Whether it is true is left to
//! people, so there is no rating.
//!
//! <https://schema.org/ClaimReview>, one draft a line.

use super::{Part, Said, Source, each, line};
use crate::problem::Result;
use serde_json::{Map, Value, json};
use std::io::Write;

pub fn export(part: &Part, out: &mut dyn Write) -> Result<()> {
    each(part, |source, facts| {
        let claims = facts.iter().filter(|said| claimed_by(said).is_some());
        claims.map(|said| draft(source, said)).try_for_each(|draft| line(out, "ClaimReview drafts", &draft))
    })
}

/// Who claims it; what an outlet says in its own voice is no claim of somebody.
fn claimed_by(said: &Said) -> Option<&str> {
    said.text("speaker").or_else(|| said.text("claimant").filter(|name| *name != "text"))
}

fn draft(source: &Source, said: &Said) -> Value {
    let claim = json!({
        "@type": "Claim",
        "text": said.words(source),
        "author": {"@type": "Thing", "name": claimed_by(said)},
        "datePublished": said.text("when").or(source.published.as_deref()),
        "appearance": [with_values(json!({
            "@type": "NewsArticle", "url": source.url, "headline": source.title, "datePublished": source.published,
            "publisher": source.outlet.as_ref().map(|name| json!({"@type": "Organization", "name": name})),
        }))],
    });
    json!({
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "@id": format!("urn:readout:{}", said.place(source)),
        "claimReviewed": said.words(source),
        "creativeWorkStatus": "Draft",
        "itemReviewed": with_values(claim),
    })
}

/// The object without what is not known.
fn with_values(value: Value) -> Value {
    let Value::Object(map) = value else { return value };
    Value::Object(map.into_iter().filter(|(_, value)| !value.is_null()).collect::<Map<_, _>>())
}
