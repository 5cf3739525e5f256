//! The commands and their options: the one definition that help and completions are made of.

mod judge;
mod store;

use clap::{Args, Parser, Subcommand, ValueHint};
pub use judge::{Judging, Ruling};
use std::path::PathBuf;
pub use store::{Filters, MakeRecord, StoreAction, StoreFile};

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
        after_help = "Examples:\n  readout brief articles/\n  readout brief articles/ --format html --output brief.html\n  readout brief one.txt two.html --published 2024-11-28\n  readout brief --store readout.db --about \"gas transit\" --from 2024-10"
    )]
    Brief {
        #[command(flatten)]
        input: Input,
        /// How the page looks
        #[arg(long, default_value = "text", value_parser = clap::builder::PossibleValuesParser::new(formats()))]
        format: String,
        /// Language and region of the reader, for words and days: en, en-US [default: as LC_ALL, LC_TIME or LANG say]
        #[arg(long, value_name = "LOCALE")]
        locale: Option<String>,
        /// Write the page to a file instead of the terminal
        #[arg(long, short, value_hint = ValueHint::FilePath)]
        output: Option<PathBuf>,
        #[command(flatten)]
        filters: Filters,
    },
    /// What each document says, one JSON object a line
    #[command(
        after_help = "Examples:\n  readout facts articles/ > facts.jsonl\n  readout facts --stdin < articles.jsonl\n  readout facts --store readout.db --outlet courier"
    )]
    Facts {
        #[command(flatten)]
        input: Input,
        #[command(flatten)]
        filters: Filters,
    },
    /// What all documents say together, as one JSON object
    #[command(
        after_help = "Examples:\n  readout record articles/ > record.json\n  readout record --store readout.db --kind figures > figures.json"
    )]
    Record {
        #[command(flatten)]
        input: Input,
        /// How it is written; there is one way so far
        #[arg(long, default_value = "json", value_parser = ["json"])]
        format: String,
        #[command(flatten)]
        filters: Filters,
    },
    /// Keep documents and what they say in a store: one file, searched and asked at any time
    #[command(
        after_help = "Examples:\n  readout add articles/\n  readout add --store desk.db today/ late.html\n  curl -s https://example.org/article | readout add -\n  readout add --reread"
    )]
    Add {
        #[command(flatten)]
        input: Input,
        /// Read again what is in the store and was read with other rules
        #[arg(long)]
        reread: bool,
        /// Whether the record is made again: always, never, or while the store is small
        #[arg(long, value_enum, default_value_t = MakeRecord::Small, value_name = "WHEN")]
        record: MakeRecord,
    },
    /// Find words in the store: the best documents first, with the words around them and their place
    #[command(
        after_help = "Examples:\n  readout search transit fee\n  readout search '\"transit fee\" -railway' --from 2024-10 --outlet courier\n  readout search reactor --format json"
    )]
    Search {
        /// Words that a document must have; \"a phrase\"; -word, inside quotes, for none
        #[arg(required = true, num_args = 1..)]
        words: Vec<String>,
        #[command(flatten)]
        file: StoreFile,
        /// How many documents are shown
        #[arg(long, short = 'n', default_value_t = 20)]
        limit: usize,
        /// How it is written
        #[arg(long, default_value = "text", value_parser = ["text", "json"])]
        format: String,
        #[command(flatten)]
        filters: Filters,
    },
    /// A name with all that is said of it, or a place in a text
    #[command(
        after_help = "Examples:\n  readout show \"Irena Valdaric\"\n  readout show b7dd29c7:288-307\n  readout show 3:120 articles/\n  readout show 3:120-188 --store readout.db --from 2024-10\n\nA citation of a brief, such as [3:120-188], counts documents from 1: name the paths, or the store and the filters, that the brief was made of."
    )]
    Show {
        /// A name, or a part of one; a document and characters, as `readout search` prints them; or a citation of a brief
        #[arg(value_name = "NAME|DOC:PLACE")]
        asked: String,
        #[command(flatten)]
        input: Input,
        /// How it is written
        #[arg(long, default_value = "text", value_parser = ["text", "json"])]
        format: String,
        #[command(flatten)]
        filters: Filters,
    },
    /// What came into the store since a day: documents, facts, disagreements, changed figures
    #[command(
        after_help = "Examples:\n  readout since 2024-10-22\n  readout since 2024-10-22T08:00 --about reactor\n  readout since 2024-10 --speaker askarul"
    )]
    Since {
        /// The day, or the moment (UTC), from which documents were added: 2024-10-22, 2024-10 or 2024-10-22T08:00
        #[arg(value_name = "DATE", value_parser = store::moment)]
        day: String,
        #[command(flatten)]
        file: StoreFile,
        /// How many documents, and how much of what was said, are listed: the latest
        #[arg(long, short = 'n', default_value_t = 100)]
        limit: usize,
        /// How it is written
        #[arg(long, default_value = "text", value_parser = ["text", "json"])]
        format: String,
        #[command(flatten)]
        filters: Filters,
    },
    /// Facts of the store in the format of another tool
    #[command(
        after_help = "Examples:\n  readout export csv --kind figures --output figures.csv\n  readout export parquet --output facts.parquet\n  readout export annotation --about reactor > annotations.jsonl"
    )]
    Export {
        /// The format
        #[arg(value_parser = clap::builder::PossibleValuesParser::new(export_formats()))]
        format: String,
        #[command(flatten)]
        file: StoreFile,
        /// Write to a file instead of the standard output
        #[arg(long, short, value_hint = ValueHint::FilePath)]
        output: Option<PathBuf>,
        #[command(flatten)]
        filters: Filters,
    },
    /// Texts, hashes, record, judgements and versions in one file, the same each time
    #[command(after_help = "Example:\n  readout bundle --about reactor --output evidence.tar")]
    Bundle {
        #[command(flatten)]
        file: StoreFile,
        /// The tar file
        #[arg(long, short, value_hint = ValueHint::FilePath)]
        output: PathBuf,
        #[command(flatten)]
        reading: Reading,
        #[command(flatten)]
        filters: Filters,
    },
    /// Ask feeds for news, politely, and add the pages they point at
    #[command(after_help = "Examples:\n  readout watch feeds.opml\n  readout watch feeds.opml --once --store desk.db")]
    Watch {
        /// The list of feeds, as every feed reader exports it
        #[arg(value_name = "FEEDS.opml", value_hint = ValueHint::FilePath)]
        feeds: PathBuf,
        #[command(flatten)]
        file: StoreFile,
        /// Minutes between two questions to one feed, at least 5; a server that asks for more gets more
        #[arg(long, value_name = "MINUTES", default_value_t = 15)]
        every: u64,
        /// Milliseconds between two questions to one server, at least; robots.txt may ask for more
        #[arg(long, value_name = "MILLISECONDS", default_value_t = 1000)]
        pause: u64,
        /// Ask every feed that is due once, then stop
        #[arg(long)]
        once: bool,
        #[command(flatten)]
        reading: Reading,
    },
    /// The store itself: check it, make its record, copy it to hand on
    #[command(
        after_help = "Examples:\n  readout store check\n  readout store record --store desk.db\n  readout store copy for-ada.db"
    )]
    Store {
        #[command(subcommand)]
        action: StoreAction,
    },
    /// Write down what you have judged: kept beside the articles, and heeded by facts, record and brief
    #[command(
        after_help = "Examples:\n  readout judge articles/ --same entities-3 entities-9 --reason \"one man, two spellings\"\n  readout judge articles/ --split statements-12 courier.txt\n  readout judge articles/ --rename entities-3 \"Temir Askarul\"\n  readout judge articles/ --wrong figures-7\n  readout judge articles/ --list\n  readout judge articles/ --undo 2"
    )]
    Judge {
        #[command(flatten)]
        input: Input,
        #[command(flatten)]
        judging: Judging,
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
        /// How it is written
        #[arg(long, default_value = "text", value_parser = ["text", "json"])]
        format: String,
        #[command(flatten)]
        reading: Reading,
    },
    /// Hold a draft against its sources: does any of them say this?
    #[command(
        long_about = "Hold a draft against its sources: does any of them say this?\n\nQuotations, figures, dates, names and the sentences of fact of a draft are looked for in the sources; each is shown with the words that carry it, say it otherwise, or are missing. Not found means not found in these sources. Exit code: 0 when there is nothing to look at, 1 with findings, 2 for a wrong call.",
        after_help = "Examples:\n  readout check draft.md articles/\n  readout check draft.txt --store desk.db --from 2024-10\n  readout check - articles/ --format jsonl < draft.txt\n  readout check draft.md articles/ --fail-on altered,misattributed,number\n  readout check draft.md articles/ --format html --output checked.html\n  readout check draft.md articles/ --cite --output cited.md"
    )]
    Check {
        /// The draft: text, Markdown or HTML; `-` is the standard input
        #[arg(value_name = "DRAFT", value_hint = ValueHint::FilePath)]
        draft: PathBuf,
        #[command(flatten)]
        input: Input,
        /// How the findings are written
        #[arg(long, default_value = "text", value_parser = clap::builder::PossibleValuesParser::new(check_formats()))]
        format: String,
        /// Exit with 1 only for these findings [default: all warnings and errors]
        #[arg(long, value_name = "FINDING", value_delimiter = ',', value_parser = clap::builder::PossibleValuesParser::new(check_outcomes()))]
        fail_on: Vec<String>,
        /// Write to a file instead of the terminal
        #[arg(long, short, value_hint = ValueHint::FilePath)]
        output: Option<PathBuf>,
        /// Write the draft (text or Markdown) with footnotes to its sources where it agrees, and nothing else changed
        #[arg(long, conflicts_with = "format")]
        cite: bool,
        #[command(flatten)]
        filters: Filters,
    },
    /// Pairs of names from the standard input, two a line with a tab between: the same, different or unsure
    #[command(after_help = "Example:\n  printf 'Juri Petrov\\tYuriy Petrov\\n' | readout names")]
    Names,
    /// Tokens, parse and names of each document, one JSON object a line or as CoNLL-U
    #[command(after_help = "Examples:\n  readout annotate article.txt\n  readout annotate article.txt --format conllu")]
    Annotate {
        #[command(flatten)]
        input: Input,
        /// How it is written
        #[arg(long, default_value = "json", value_parser = clap::builder::PossibleValuesParser::new(annotation_formats()))]
        format: String,
    },
    /// Language models: which are there, and get one
    #[command(after_help = "Examples:\n  readout model add en\n  readout model list")]
    Model {
        #[command(subcommand)]
        action: ModelAction,
    },
    /// Completions: what the Tab key offers in your shell
    #[command(after_help = "Example:\n  readout completions bash > ~/.local/share/bash-completion/completions/readout")]
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Manual pages, one for each command
    #[command(after_help = "Example:\n  readout manual ~/.local/share/man/man1")]
    Manual {
        /// The folder they are written to
        #[arg(value_hint = ValueHint::DirPath)]
        folder: PathBuf,
    },
}

#[derive(Debug, Subcommand)]
pub enum ModelAction {
    /// Get the model of a language from the package index and keep it in the cache
    Add {
        /// The language by its two letters (ISO 639-1), such as `en`
        language: String,
    },
    /// Show the models and where they are
    List,
}

#[derive(Debug, Default, Args)]
pub struct Input {
    /// Files or folders; `-` is the standard input
    #[arg(value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,
    /// The file that keeps documents [default without a name: readout.db]
    #[arg(long, value_name = "FILE", num_args = 0..=1, default_missing_value = StoreFile::DEFAULT, value_hint = ValueHint::FilePath)]
    pub store: Option<PathBuf>,
    /// Read JSON lines from the standard input: `text`, and if known `id`, `published`, `title`, `url`
    #[arg(long)]
    pub stdin: bool,
    /// Day of publication of the documents that state none (2024-10-22)
    #[arg(long, value_name = "DATE", value_parser = store::day)]
    pub published: Option<String>,
    /// The largest file, line or record that is read, in megabytes
    #[arg(long, value_name = "MB", default_value_t = 20)]
    pub max_size: u64,
    /// The longest time that one page may take, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    pub max_seconds: u64,
    #[command(flatten)]
    pub reading: Reading,
}

impl Input {
    /// Whether nothing is named that could be read.
    pub fn is_empty(&self) -> bool {
        self.paths.is_empty() && !self.stdin && self.store.is_none()
    }
}

#[derive(Debug, Default, Args)]
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

fn check_formats() -> Vec<&'static str> {
    readout::brief::checked::FORMATS.iter().map(|(name, _)| *name).collect()
}

/// What a draft can fail on: every outcome that wants a look.
fn check_outcomes() -> Vec<&'static str> {
    readout::check::Outcome::ALL.iter().filter(|o| !o.agrees()).map(|o| o.key()).collect()
}

fn export_formats() -> Vec<&'static str> {
    readout_store::export::FORMATS.iter().map(|(name, _)| *name).collect()
}

fn formats() -> Vec<&'static str> {
    readout::brief::FORMATS.iter().map(|(name, _)| *name).collect()
}
