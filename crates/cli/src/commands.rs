//! What each command does.

use crate::arguments::{Call, Command, Input, ModelAction, Reading};
use crate::source::Source;
use crate::{annotate, model, progress, source};
use anyhow::{Context, Result};
use clap::CommandFactory;
use parlance::Pipeline;
use rayon::prelude::*;
use readout::record::json;
use readout::{Document, Record, Report};
use readout_intake::Options;
use serde_json::Value;
use std::io::{self, BufRead, IsTerminal, Write};
use std::path::{Path, PathBuf};

const LANGUAGE: &str = "en";
/// Documents that are read at once.
const WINDOW: usize = 64;

/// True when everything was read, false when some input could not be.
pub fn run(call: Call) -> Result<bool> {
    match call.command {
        Command::Brief { input, format, output } => brief(&input, &format, output.as_deref()),
        Command::Facts { input } => facts(&input),
        Command::Record { input } => record(&input),
        Command::Why { place, reading } => why(&place, &reading),
        Command::Compare { a, b, format, reading } => compare(&a, &b, &format, &reading),
        Command::Names => names(),
        Command::Annotate { input, format } => annotate::run(&input, &format),
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
    let is_seen = output.is_none() && io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let page = if format == "text" && is_seen { readout::brief::coloured(&record) } else { render(&record) };
    match output {
        Some(path) => std::fs::write(path, page).with_context(|| format!("could not write `{}`", path.display()))?,
        None => print(&page)?,
    }
    Ok(all_read)
}

fn facts(input: &Input) -> Result<bool> {
    let pipeline = pipeline(&input.reading)?;
    answer_lines(input, |document| json::facts(&report(document, &pipeline)))
}

fn record(input: &Input) -> Result<bool> {
    let (record, all_read) = reconciled(input)?;
    print(&(json::record(&record).to_string() + "\n"))?;
    Ok(all_read)
}

fn reconciled(input: &Input) -> Result<(Record, bool)> {
    let pipeline = pipeline(&input.reading)?;
    let options = source::options(input);
    let mut source = Source::of(input, &options);
    let documents: Vec<Document> = source.by_ref().collect();
    let bar = progress::bar(Some(documents.len() as u64), "reading");
    let reports = documents.into_par_iter().map(|document| {
        let report = report(document, &pipeline);
        bar.inc(1);
        report
    });
    let record = readout::reconcile(reports.collect());
    bar.finish_and_clear();
    Ok((record, source.all_read()))
}

/// Answers each line as it comes.
fn names() -> Result<bool> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().split(b'\n') {
        let line = line.context("could not read the standard input")?;
        let line = String::from_utf8_lossy(&line);
        let (a, b) = line.trim_end_matches('\r').split_once('\t').unwrap_or((&line, ""));
        let found = readout::value::who::compare(a, b);
        writeln!(out, "{}\t{}", found.verdict.word(), found.score)?;
    }
    out.flush()?;
    Ok(true)
}

fn why(place: &str, options: &Reading) -> Result<bool> {
    let parsed = place.rsplit_once(':').and_then(|(file, line)| Some((file, line.parse::<usize>().ok()?)));
    let (file, line) =
        parsed.with_context(|| format!("`{place}` is not a file and a line, such as `article.txt:12`"))?;
    let pipeline = pipeline(options)?;
    let (paths, options) = ([PathBuf::from(file)], Options::default());
    let document = readout_intake::open(&paths, &options).next().context("there is no document in that file")??;
    let found = readout::brief::why::why(&readout::read(document, &pipeline), line);
    print(if found.is_empty() { "no statement was found on this line\n" } else { &found })?;
    Ok(true)
}

fn compare(a: &Path, b: &Path, format: &str, options: &Reading) -> Result<bool> {
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

fn models(action: &ModelAction) -> Result<bool> {
    match action {
        ModelAction::Add { language } => print(&format!("{}\n", model::add(language)?.display()))?,
        ModelAction::List => print(&model::list()?)?,
    }
    Ok(true)
}

pub fn pipeline(input: &Reading) -> Result<Pipeline> {
    if let Some(threads) = input.threads {
        rayon::ThreadPoolBuilder::new().num_threads(threads).build_global().context("could not start the threads")?;
    }
    model::load(input.model.as_deref(), LANGUAGE)
}

/// Answers every document with one line, in order: a window at a time on all threads, so that memory stays bounded.
fn answer_lines(input: &Input, answer: impl Fn(Document) -> Value + Sync) -> Result<bool> {
    let options = source::options(input);
    let mut documents = Source::of(input, &options);
    let mut out = io::BufWriter::new(io::stdout().lock());
    let bar = progress::bar(None, "reading");
    loop {
        let window: Vec<Document> = documents.by_ref().take(WINDOW).collect();
        if window.is_empty() {
            break;
        }
        let lines: Vec<String> = window.into_par_iter().map(|document| answer(document).to_string()).collect();
        for line in &lines {
            writeln!(out, "{line}")?;
        }
        bar.inc(lines.len() as u64);
    }
    bar.finish_and_clear();
    out.flush()?;
    Ok(documents.all_read())
}

fn report(document: Document, pipeline: &Pipeline) -> Report {
    let reading = readout::read(document, pipeline);
    let facts = readout::find(&reading);
    Report { reading, facts }
}

fn print(text: &str) -> Result<()> {
    io::stdout().lock().write_all(text.as_bytes())?;
    Ok(())
}
