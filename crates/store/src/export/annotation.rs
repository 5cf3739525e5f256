//! W3C Web Annotation: every fact is an annotation of the characters that say it.
//!
//! <https://www.w3.org/TR/annotation-model/>, one annotation a line.

use super::{Part, Said, Source, each, line};
use crate::problem::Result;
use serde_json::{Value, json};
use std::io::Write;

/// Characters before and behind that tell two places with the same words apart.
const AROUND: usize = 32;

pub fn export(part: &Part, out: &mut dyn Write) -> Result<()> {
    each(part, |source, facts| {
        facts.iter().try_for_each(|said| line(out, "web annotations", &annotation(source, said)))
    })
}

fn annotation(source: &Source, said: &Said) -> Value {
    let targets: Vec<Value> = said.pieces().iter().map(|at| target(source, *at)).collect();
    json!({
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": format!("urn:readout:{}:{}:{}", source.id, said.kind, said.id),
        "type": "Annotation",
        "motivation": "describing",
        "body": [
            {"type": "TextualBody", "purpose": "tagging", "value": said.kind},
            {"type": "TextualBody", "purpose": "describing", "format": "application/json",
                "value": Value::Object(said.fields.clone()).to_string()},
        ],
        "target": targets,
    })
}

fn target(source: &Source, [start, end]: [usize; 2]) -> Value {
    json!({
        "source": source.address(),
        "selector": [
            {"type": "TextPositionSelector", "start": start, "end": end},
            {"type": "TextQuoteSelector", "exact": source.printed(start, end),
                "prefix": source.printed(start.saturating_sub(AROUND), start),
                "suffix": source.printed(end, (end + AROUND).min(source.text.len()))},
        ],
    })
}
