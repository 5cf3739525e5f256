//! Annotates JSON lines (`id`, `text`) from standard input: `annotate PIPELINE_FOLDER [THREADS] < texts.jsonl`.

use parlance::{Doc, Pipeline, format};
use serde_json::Value;
use std::io::{BufRead, Write};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).ok_or("usage: annotate PIPELINE_FOLDER [THREADS] < texts.jsonl")?;
    let threads = std::env::args().nth(2).map_or(Ok(1), |threads| threads.parse())?;
    let pipeline = Pipeline::load(folder.as_ref())?;
    let rows = std::io::stdin().lock().lines().map_while(Result::ok).map(|line| {
        let row: Value = serde_json::from_str(&line).unwrap_or_default();
        (row["id"].to_string(), row["text"].as_str().unwrap_or_default().to_string())
    });
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in pipeline.annotate_each(rows, threads, answer) {
        out.write_all(line.as_bytes())?;
    }
    Ok(out.flush()?)
}

fn answer(id: String, doc: Doc) -> String {
    let mut answer = format!("{{\"id\":{id},\"tokens\":");
    format::json_tokens(&doc, &mut answer);
    answer + "}\n"
}
