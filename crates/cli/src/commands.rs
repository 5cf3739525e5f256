//! What each command does.

use crate::arguments::{Call, Command, Input, ModelAction};
use crate::{model, progress};
use anyhow::{Context, Result};
use clap::CommandFactory;
use rayon::prelude::*;
use readout::record::json;
use readout::{Document, Report};
use readout_intake::{Options, Problem};
use serde_json::{Value, json};
use std::io::{self, BufReader, Write};
use std::path::Path;

const LANGUAGE: &str = "en";

/// True when everything was read, false when some input could not be.
pub fn run(call: Call) -> Result<bool> {
    match call.command {
        Command::Brief { input, format, output } => brief(&input, &format, output.as_deref()),
        Command::Facts { input } => facts(&input),
        Command::Record { input } => record(&input),
        Command::Compare { a, b, format, reading } => compare(&a, &b, &format, &reading),
        Command::Annotate { input } => annotate(&input),
        Command::Model { action } => models(&action),
        Command::Completions { shell } => {
            clap_complete::generate(shell, &mut Call::command(), "readout", &mut io::stdout());
            Ok(true)
        }
    }
}

fn brief(input: &Input, format: &str, output: Option<&Path>) -> Result<bool> {
    let (record, all_read) = reconciled(input)?;
    let render = readout::brief::FORMATS
        .iter()
        .find(|(name, _)| *name == format)
        .map(|(_, render)| render)
        .context("no such format")?;
    let page = render(&record);
    match output {
        Some(path) => std::fs::write(path, page).with_context(|| format!("could not write `{}`", path.display()))?,
        None => print(&page)?,
    }
    Ok(all_read)
}

fn facts(input: &Input) -> Result<bool> {
    let pipeline = pipeline(&input.reading)?;
    let (documents, all_read) = documents(input);
    let mut out = io::BufWriter::new(io::stdout().lock());
    // A window at a time, so that a long stream is answered as it comes and memory stays bounded.
    for window in windows(documents, 64) {
        let lines: Vec<String> = read_all(window, &pipeline).par_iter().map(|r| json::facts(r).to_string()).collect();
        for line in lines {
            writeln!(out, "{line}")?;
        }
    }
    out.flush()?;
    Ok(all_read)
}

fn record(input: &Input) -> Result<bool> {
    let (record, all_read) = reconciled(input)?;
    print(&(json::record(&record).to_string() + "\n"))?;
    Ok(all_read)
}

fn reconciled(input: &Input) -> Result<(readout::Record, bool)> {
    let pipeline = pipeline(&input.reading)?;
    let (documents, all_read) = documents(input);
    Ok((readout::reconcile(read_all(documents, &pipeline)), all_read))
}

fn compare(a: &Path, b: &Path, format: &str, options: &crate::arguments::Reading) -> Result<bool> {
    let pipeline = pipeline(options)?;
    let (paths, options) = ([a.to_path_buf(), b.to_path_buf()], Options::default());
    let documents = readout_intake::open(&paths, &options).collect::<Result<Vec<_>, _>>()?;
    let read: Vec<_> = documents.into_par_iter().map(|d| readout::read(d, &pipeline)).collect();
    let [a, b] = &read[..] else { anyhow::bail!("`compare` takes two files") };
    let comparison = readout::record::compare::compare(a, b);
    match format {
        "json" => print(&format!("{}\n", comparison.json(a, b)))?,
        _ => print(&comparison.text(a, b))?,
    }
    Ok(true)
}

fn annotate(input: &Input) -> Result<bool> {
    let pipeline = pipeline(&input.reading)?;
    let (documents, all_read) = documents(input);
    let mut out = io::BufWriter::new(io::stdout().lock());
    for window in windows(documents, 64) {
        let lines: Vec<String> = window.par_iter().map(|d| annotated(d, &pipeline).to_string()).collect();
        for line in lines {
            writeln!(out, "{line}")?;
        }
    }
    out.flush()?;
    Ok(all_read)
}

fn annotated(document: &Document, pipeline: &parlance::Pipeline) -> Value {
    let doc = pipeline.annotate(&document.text);
    let points = readout::document::CodePoints::of(&document.text);
    let token = |t: parlance::Token| {
        json!({"at": [points.at(t.start()), points.at(t.end())], "space": t.space_after(), "tag": t.tag(), "pos": t.pos(), "lemma": t.lemma(), "morph": t.morph(),
            "head": t.head(), "dep": t.dep(), "sent_start": t.is_sentence_start(), "ent_iob": t.entity_iob(), "ent_type": t.entity_type()})
    };
    json!({"id": document.id, "path": document.path, "text": document.text, "tokens": doc.tokens().map(token).collect::<Vec<_>>()})
}

fn models(action: &ModelAction) -> Result<bool> {
    match action {
        ModelAction::Add { language } => print(&format!("{}\n", model::add(language)?.display()))?,
        ModelAction::List => print(&model::list()?)?,
    }
    Ok(true)
}

fn pipeline(input: &crate::arguments::Reading) -> Result<parlance::Pipeline> {
    if let Some(threads) = input.threads {
        rayon::ThreadPoolBuilder::new().num_threads(threads).build_global().context("could not start the threads")?;
    }
    model::load(input.model.as_deref(), LANGUAGE)
}

/// Every document that can be read; the others are named on standard error.
fn documents(input: &Input) -> (Vec<Document>, bool) {
    let options = Options { published: input.published.clone(), ..Options::default() };
    let mut all_read = true;
    let mut keep = |found: Result<Document, Problem>| match found {
        Ok(document) => Some(document),
        Err(problem) => {
            eprintln!("readout: {problem}");
            all_read = false;
            None
        }
    };
    let from_stdin = input.stdin || input.paths.iter().any(|p| p.as_os_str() == "-");
    let mut out: Vec<Document> = vec![];
    if from_stdin {
        out.extend(readout_intake::json_lines(BufReader::new(io::stdin()), &options).filter_map(&mut keep));
    }
    let paths: Vec<_> = input.paths.iter().filter(|p| p.as_os_str() != "-").cloned().collect();
    out.extend(readout_intake::open(&paths, &options).into_iter().filter_map(&mut keep));
    (out, all_read)
}

fn windows(documents: Vec<Document>, size: usize) -> impl Iterator<Item = Vec<Document>> {
    let mut rest = documents.into_iter();
    std::iter::from_fn(move || {
        let window: Vec<Document> = rest.by_ref().take(size).collect();
        (!window.is_empty()).then_some(window)
    })
}

/// Reads documents on all threads; each is read on one, and the order stays.
fn read_all(documents: Vec<Document>, pipeline: &parlance::Pipeline) -> Vec<Report> {
    let bar = progress::bar(documents.len() as u64, "reading");
    let read = |document: Document| {
        let reading = readout::read(document, pipeline);
        let facts = readout::find(&reading);
        bar.inc(1);
        Report { reading, facts }
    };
    let out = documents.into_par_iter().map(read).collect();
    bar.finish_and_clear();
    out
}

fn print(text: &str) -> Result<()> {
    io::stdout().lock().write_all(text.as_bytes())?;
    Ok(())
}
