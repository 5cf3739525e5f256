//! What each command does: a file for each, and what they share.

mod brief;
mod compare;
mod facts;
mod models;
mod names;
mod record;
mod why;

use crate::arguments::{Call, Command, Reading};
use crate::{annotate, model};
use anyhow::{Context, Result};
use clap::CommandFactory;
use parlance::Pipeline;
use readout::{Document, Report};
use std::io::{self, Write};

const LANGUAGE: &str = "en";
/// Documents that are read at once.
const WINDOW: usize = 64;

/// True when everything was read, false when some input could not be.
pub fn run(call: Call) -> Result<bool> {
    match call.command {
        Command::Brief { input, format, output } => brief::run(&input, &format, output.as_deref()),
        Command::Facts { input } => facts::run(&input),
        Command::Record { input } => record::run(&input),
        Command::Why { place, reading } => why::run(&place, &reading),
        Command::Compare { a, b, format, reading } => compare::run(&a, &b, &format, &reading),
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
    model::load(input.model.as_deref(), LANGUAGE)
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
