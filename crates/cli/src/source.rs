//! The documents of a call, one after the other: what cannot be read is named on standard error, and the rest is done.

use crate::arguments::Input;
use readout::Document;
use readout_intake::{Opened, Options, Problem, json_lines, open, read_bytes};
use std::collections::BTreeMap;
use std::io::{self, BufReader, Read};
use std::path::PathBuf;

pub struct Source<'a> {
    opened: Box<dyn Iterator<Item = Opened> + 'a>,
    outcome: Outcome,
    /// Of each language without words how many documents there are, and the first of them.
    unspoken: BTreeMap<String, (usize, String)>,
}

/// What became of the inputs so far.
#[derive(Clone, Debug)]
pub struct Outcome {
    pub all_read: bool,
    /// What could not be read, and why.
    pub unread: Vec<String>,
}

/// What an input gives, told how to be read.
pub fn options(input: &Input) -> Options {
    Options {
        published: input.published.clone(),
        limit: input.max_size.saturating_mul(1_000_000),
        seconds: input.max_seconds,
        ..Options::default()
    }
}

impl<'a> Source<'a> {
    pub fn of(input: &'a Input, options: &'a Options) -> Self {
        let lines = input.stdin.then(|| json_lines(BufReader::new(io::stdin()), options)).into_iter().flatten();
        let named = input.paths.iter().flat_map(move |path| of_path(path, options));
        Source {
            opened: Box::new(lines.chain(named)),
            outcome: Outcome { all_read: true, unread: vec![] },
            unspoken: BTreeMap::new(),
        }
    }

    /// Whether everything so far could be read.
    pub fn all_read(&self) -> bool {
        self.outcome.all_read
    }

    pub fn outcome(self) -> Outcome {
        self.outcome
    }
}

impl Iterator for Source<'_> {
    type Item = Document;

    fn next(&mut self) -> Option<Document> {
        for opened in self.opened.by_ref() {
            match opened {
                Ok(document) => {
                    note_language(&document, &mut self.unspoken);
                    return Some(document);
                }
                Err(problem) => {
                    eprintln!("readout: {problem}");
                    self.outcome.all_read &= !problem.is_failure();
                    self.outcome.unread.extend(problem.is_failure().then(|| problem.to_string()));
                }
            }
        }
        for (language, (count, first)) in std::mem::take(&mut self.unspoken) {
            eprintln!(
                "readout: documents in the language `{language}` are listed, but not read: {count}, first `{first}`"
            );
        }
        None
    }
}

fn note_language(document: &Document, unspoken: &mut BTreeMap<String, (usize, String)>) {
    let Some(language) = document.language.as_ref().filter(|l| !readout::words::speaks(l)) else { return };
    let first = || (0, document.path.clone().unwrap_or_else(|| document.id.clone()));
    unspoken.entry(language.clone()).or_insert_with(first).0 += 1;
}

fn of_path<'a>(path: &'a PathBuf, options: &'a Options) -> Box<dyn Iterator<Item = Opened> + 'a> {
    if path.as_os_str() == "-" {
        return of_stdin(options);
    }
    Box::new(open(std::slice::from_ref(path), options))
}

/// The standard input as one file, whose kind is told by its content.
fn of_stdin(options: &Options) -> Box<dyn Iterator<Item = Opened>> {
    let mut bytes = vec![];
    let read = io::stdin().take(options.limit + 1).read_to_end(&mut bytes);
    let problem = match read {
        Err(error) => Some(Problem::Io { path: "-".into(), error }),
        Ok(_) if bytes.len() as u64 > options.limit => {
            Some(Problem::TooLarge { path: "-".into(), limit: options.limit })
        }
        Ok(_) => None,
    };
    match problem {
        Some(problem) => Box::new(std::iter::once(Err(problem))),
        None => read_bytes(&bytes, "-", options),
    }
}
