//! The commands and their options: the one definition that help and completions are made of.

use clap::{Args, Parser, Subcommand, ValueHint};
use std::path::PathBuf;

#[derive(Debug, Parser)]
#[command(
    name = "readout",
    version,
    about = "From a pile of overlapping news coverage to one cited record",
    propagate_version = true
)]
pub struct Call {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// One page: who said what, which figures, where the sources disagree
    #[command(
        after_help = "Examples:\n  readout brief articles/\n  readout brief articles/ --format html --output brief.html\n  readout brief one.txt two.html --published 2024-11-28"
    )]
    Brief {
        #[command(flatten)]
        input: Input,
        /// How the page looks
        #[arg(long, default_value = "text", value_parser = clap::builder::PossibleValuesParser::new(formats()))]
        format: String,
        /// Write the page to a file instead of the terminal
        #[arg(long, short, value_hint = ValueHint::FilePath)]
        output: Option<PathBuf>,
    },
    /// What each document says, one JSON object a line
    #[command(
        after_help = "Examples:\n  readout facts articles/ > facts.jsonl\n  readout facts --stdin < articles.jsonl"
    )]
    Facts {
        #[command(flatten)]
        input: Input,
    },
    /// What all documents say together, as one JSON object
    #[command(after_help = "Example:\n  readout record articles/ > record.json")]
    Record {
        #[command(flatten)]
        input: Input,
    },
    /// How the statements on one line of a text were found
    #[command(after_help = "Example:\n  readout why article.txt:12")]
    Why {
        /// A file and the number of a line of its text
        #[arg(value_name = "FILE:LINE", value_hint = ValueHint::FilePath)]
        place: String,
        #[command(flatten)]
        reading: Reading,
    },
    /// Two texts side by side: which sentences say the same, and what differs in them
    #[command(
        after_help = "Examples:\n  readout compare first.txt second.txt\n  readout compare first.txt second.html --format json"
    )]
    Compare {
        /// The first text
        #[arg(value_hint = ValueHint::FilePath)]
        a: PathBuf,
        /// The second text
        #[arg(value_hint = ValueHint::FilePath)]
        b: PathBuf,
        #[arg(long, default_value = "text", value_parser = ["text", "json"])]
        format: String,
        #[command(flatten)]
        reading: Reading,
    },
    /// Pairs of names from the standard input, two a line with a tab between: the same, different or unsure
    #[command(after_help = "Example:\n  printf 'Juri Petrov\\tYuriy Petrov\\n' | readout names")]
    Names,
    /// Tokens, parse and names of each document, one JSON object a line or as CoNLL-U
    #[command(after_help = "Examples:\n  readout annotate article.txt\n  readout annotate article.txt --format conllu")]
    Annotate {
        #[command(flatten)]
        input: Input,
        #[arg(long, default_value = "json", value_parser = clap::builder::PossibleValuesParser::new(annotation_formats()))]
        format: String,
    },
    /// Language models: which are there, and get one
    #[command(after_help = "Examples:\n  readout model add en\n  readout model list")]
    Model {
        #[command(subcommand)]
        action: ModelAction,
    },
    /// Completions for your shell
    #[command(after_help = "Example:\n  readout completions bash > ~/.local/share/bash-completion/completions/readout")]
    Completions { shell: clap_complete::Shell },
}

#[derive(Debug, Subcommand)]
pub enum ModelAction {
    /// Get the model of a language from the package index and keep it in the cache
    Add {
        /// Language, as an ISO 639-1 code
        language: String,
    },
    /// Show the models and where they are
    List,
}

#[derive(Debug, Args)]
pub struct Input {
    /// Files or folders; `-` is the standard input
    #[arg(value_hint = ValueHint::AnyPath, required_unless_present = "stdin")]
    pub paths: Vec<PathBuf>,
    /// Read JSON lines from the standard input: `text`, and if known `id`, `published`, `title`, `url`
    #[arg(long)]
    pub stdin: bool,
    /// Day of publication of the documents that state none (ISO date)
    #[arg(long, value_name = "DATE")]
    pub published: Option<String>,
    /// The largest file, line or record that is read, in megabytes
    #[arg(long, value_name = "MB", default_value_t = 20)]
    pub max_size: u64,
    #[command(flatten)]
    pub reading: Reading,
}

#[derive(Debug, Args)]
pub struct Reading {
    /// spaCy pipeline: a folder, a `.whl`, or the name of an installed package
    #[arg(long, env = "READOUT_MODEL", value_name = "PATH|NAME")]
    pub model: Option<String>,
    /// How many documents are read at once [default: one for each core]
    #[arg(long, value_name = "N")]
    pub threads: Option<usize>,
}

fn annotation_formats() -> Vec<&'static str> {
    crate::annotate::FORMATS.iter().map(|(name, _)| *name).collect()
}

fn formats() -> Vec<&'static str> {
    readout::brief::FORMATS.iter().map(|(name, _)| *name).collect()
}
