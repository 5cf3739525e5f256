//! What each command does: a file for each, and what they share.

mod add;
mod brief;
mod bundle;
mod check;
mod compare;
mod export;
mod facts;
mod judge;
mod manual;
mod models;
mod names;
mod pile;
mod record;
mod search;
mod show;
mod since;
mod store;
mod watch;
mod why;

use crate::arguments::{Call, Command, Reading};
use crate::{annotate, model};
use anyhow::{Context, Result};
use clap::CommandFactory;
use parlance::Pipeline;
use readout::{Document, Report};
use std::io::{self, IsTerminal, Write};
use std::path::Path;

const NOTHING_NAMED: &str = "nothing is named to read: give files or folders, `-` for the standard input, or `--store`";
const ONLY_OF_A_STORE: &str = "`--about`, `--speaker` and the like choose from a store: name it with `--store FILE`";
const LANGUAGE: &str = "en";
/// Documents that are read at once.
const BATCH: usize = 64;

/// What texts are read with today.
fn versions(pipeline: &Pipeline) -> readout_store::Versions {
    let meta = pipeline.meta();
    let model = format!("{}_{}-{}", meta.lang, meta.name, meta.version);
    readout_store::Versions { rules: readout::READING.into(), program: env!("CARGO_PKG_VERSION").into(), model }
}

/// True when everything was read, false when some input could not be.
pub fn run(call: Call) -> Result<bool> {
    if let Some(seconds) = std::env::var("READOUT_WAIT").ok().and_then(|seconds| seconds.parse().ok()) {
        readout_store::wait_at_most(seconds);
    }
    if let Command::Brief { input, .. }
    | Command::Facts { input, .. }
    | Command::Record { input, .. }
    | Command::Annotate { input, .. } = &call.command
    {
        anyhow::ensure!(!input.is_empty(), NOTHING_NAMED);
    }
    if let Command::Brief { input, filters, .. }
    | Command::Facts { input, filters }
    | Command::Record { input, filters, .. }
    | Command::Check { input, filters, .. } = &call.command
    {
        anyhow::ensure!(input.store.is_some() || filters.is_empty(), ONLY_OF_A_STORE);
    }
    match call.command {
        Command::Brief { input, filters, format, locale, output } => {
            brief::choose_locale(locale.as_deref());
            brief::run(&input, &filters, &format, output.as_deref())
        }
        Command::Facts { input, filters } => facts::run(&input, &filters),
        Command::Record { input, filters, format: _ } => record::run(&input, &filters),
        Command::Add { input, reread, record } => add::run(&input, reread, record),
        Command::Search { words, file, filters, limit, format } => search::run(&words, &file, &filters, limit, &format),
        Command::Show { asked, input, filters, format } => show::run(&asked, input, &filters, &format),
        Command::Since { day, file, filters, limit, format } => since::run(&day, &file, &filters, limit, &format),
        Command::Export { format, file, filters, output } => export::run(&format, &file, &filters, output.as_deref()),
        Command::Bundle { file, filters, output, reading } => bundle::run(&file, &filters, &output, &reading),
        Command::Store { action } => store::run(&action),
        Command::Watch { feeds, file, every, pause, once, reading } => {
            watch::run(&watch::Wishes { feeds: &feeds, file: &file, every, pause, once }, &reading)
        }
        Command::Manual { folder } => manual::run(&folder),
        Command::Judge { input, judging } => judge::run(&input, &judging),
        Command::Why { place, reading } => why::run(&place, &reading),
        Command::Compare { a, b, format, reading } => compare::run(&a, &b, &format, &reading),
        Command::Check { draft, input, filters, format, fail_on, output, cite } => {
            let wishes = check::Wishes { format: &format, fail_on: &fail_on, output: output.as_deref(), cite };
            check::run(&draft, &input, &filters, &wishes)
        }
        Command::Names => names::run(),
        Command::Annotate { input, format } => annotate::run(&input, &format),
        Command::Model { action } => models::run(&action),
        Command::Completions { shell } => {
            clap_complete::generate(shell, &mut Call::command(), "readout", &mut io::stdout());
            Ok(true)
        }
    }
}

pub fn pipeline(input: &Reading) -> Result<Pipeline> {
    if let Some(threads) = input.threads {
        rayon::ThreadPoolBuilder::new().num_threads(threads).build_global().context("could not start the threads")?;
    }
    let pipeline = model::load(input.model.as_deref(), LANGUAGE)?;
    for name in pipeline.unknown_components() {
        eprintln!("readout: the model's component `{name}` is not known and left out, the others run");
    }
    Ok(pipeline)
}

fn report(document: Document, pipeline: &Pipeline) -> Report {
    let reading = readout::read(document, pipeline);
    let facts = readout::find(&reading);
    Report { reading, facts }
}

fn print(text: &str) -> Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).context("could not write to the standard output")
}

/// Into the file that was asked for, or to the terminal.
fn put(page: &str, output: Option<&Path>) -> Result<()> {
    match output {
        Some(path) => std::fs::write(path, page).with_context(|| format!("could not write `{}`", path.display())),
        None => print(page),
    }
}

/// Whether a page is read in colours: on a terminal, and nobody asked for none.
fn is_coloured(output: Option<&Path>) -> bool {
    output.is_none() && io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none()
}
