//! Annotates JSON lines (`id`, `text`) from standard input: `annotate PIPELINE_FOLDER < texts.jsonl`.

use parlance::{Pipeline, format};
use serde_json::Value;
use std::io::{BufRead, Write};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).ok_or("usage: annotate PIPELINE_FOLDER < texts.jsonl")?;
    let pipeline = Pipeline::load(folder.as_ref())?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let row: Value = serde_json::from_str(&line?)?;
        let doc = pipeline.annotate(row["text"].as_str().unwrap_or_default());
        let mut answer = format!("{{\"id\":{},\"tokens\":", row["id"]);
        format::json_tokens(&doc, &mut answer);
        answer.push_str("}\n");
        out.write_all(answer.as_bytes())?;
    }
    Ok(())
}
