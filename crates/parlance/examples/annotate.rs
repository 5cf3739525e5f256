//! Annotates JSON lines (`id`, `text`) from standard input: `annotate PIPELINE_FOLDER < texts.jsonl`.

use parlance::{Doc, Pipeline, Token};
use serde_json::{Value, json};
use std::io::{BufRead, Write};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).ok_or("usage: annotate PIPELINE_FOLDER < texts.jsonl")?;
    let pipeline = Pipeline::load(folder.as_ref())?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let row: Value = serde_json::from_str(&line?)?;
        let doc = pipeline.annotate(row["text"].as_str().unwrap_or_default());
        writeln!(out, "{}", json!({"id": row["id"], "tokens": tokens(&doc)}))?;
    }
    Ok(())
}

/// All tokens, with offsets in characters.
fn tokens(doc: &Doc) -> Vec<Value> {
    let (mut at, mut characters) = (0, 0);
    let mut position = |byte: usize| {
        characters += doc.text()[at..byte].chars().count();
        at = byte;
        characters
    };
    doc.tokens().map(|token| describe(token, [position(token.start()), position(token.end())])).collect()
}

fn describe(token: Token, at: [usize; 2]) -> Value {
    json!({
        "at": at,
        "space": token.space_after(),
        "tag": token.tag(),
        "pos": token.pos(),
        "lemma": token.lemma(),
        "morph": token.morph(),
        "head": token.head(),
        "dep": token.dep(),
        "sent_start": token.is_sentence_start(),
        "ent_iob": token.entity_iob(),
        "ent_type": token.entity_type(),
    })
}
