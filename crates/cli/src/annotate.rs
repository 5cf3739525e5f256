//! `readout annotate`: tokens, parse and names of each document, as JSON lines or as CoNLL-U.

use crate::arguments::Input;
use crate::source::{self, Source};
use crate::{commands, progress};
use anyhow::Result;
use parlance::Doc;
use parlance::format::{conllu, json_tokens, push_json};
use readout::Document;
use std::io::{self, Write};

/// The formats by name, and how a document looks in each.
pub const FORMATS: &[(&str, Writing)] = &[("json", json), ("conllu", conllu_document)];

type Writing = fn(&Document, &Doc) -> String;

/// True when everything was read.
pub fn run(input: &Input, format: &str) -> Result<bool> {
    anyhow::ensure!(input.store.is_none(), "`annotate` reads files, not a store");
    let pipeline = commands::pipeline(&input.reading)?;
    let threads = input.reading.threads.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from));
    let write = FORMATS.iter().find(|(name, _)| *name == format).map_or(json as Writing, |(_, write)| *write);
    let options = source::options(input);
    let mut documents = Source::of(input, &options);
    let texts = documents.by_ref().map(|mut document| {
        let text = std::mem::take(&mut document.text);
        (document, text)
    });
    let mut out = io::BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let bar = progress::input("reading", input, &options);
    for answer in pipeline.annotate_each(texts, threads, move |document, doc| write(&document, &doc)) {
        out.write_all(answer.as_bytes())?;
        bar.inc(1);
    }
    bar.finish_and_clear();
    out.flush()?;
    Ok(documents.all_read())
}

fn json(document: &Document, doc: &Doc) -> String {
    let mut out = String::from("{\"id\":");
    push_json(&document.id, &mut out);
    out.push_str(",\"path\":");
    match &document.path {
        Some(path) => push_json(path, &mut out),
        None => out.push_str("null"),
    }
    out.push_str(",\"text\":");
    push_json(doc.text(), &mut out);
    out.push_str(",\"tokens\":");
    json_tokens(doc, &mut out);
    out.push_str("}\n");
    out
}

fn conllu_document(document: &Document, doc: &Doc) -> String {
    let mut out = format!("# newdoc id = {}\n", document.id);
    conllu(doc, &mut out);
    out
}
