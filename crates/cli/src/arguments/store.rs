//! Options of the commands that read or write a store.

use clap::{Args, Subcommand, ValueEnum, ValueHint};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct StoreFile {
    /// The file that keeps documents
    #[arg(long, value_name = "FILE", default_value = StoreFile::DEFAULT, value_hint = ValueHint::FilePath)]
    pub store: PathBuf,
}

impl StoreFile {
    /// The store of the folder one works in.
    pub const DEFAULT: &str = "readout.db";
}

/// Which part of a store is asked for.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Which part of a store")]
pub struct Filters {
    /// Documents with all these words
    #[arg(long, value_name = "WORDS")]
    pub about: Option<String>,
    /// Who speaks: a part of the name
    #[arg(long, value_name = "NAME")]
    pub speaker: Option<String>,
    /// First day of publication (2024-10-22, 2024-10 or 2024)
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub from: Option<String>,
    /// Last day of publication
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub to: Option<String>,
    /// Outlet: a part of its name or address
    #[arg(long, value_name = "NAME")]
    pub outlet: Option<String>,
    /// Only these kinds of facts, with commas between
    #[arg(long, value_name = "KIND", value_delimiter = ',', value_parser = clap::builder::PossibleValuesParser::new(readout_store::kinds()))]
    pub kind: Vec<String>,
}

impl Filters {
    /// Whether the whole store is asked for.
    pub fn is_empty(&self) -> bool {
        self.filter() == readout_store::Filter::default()
    }

    pub fn filter(&self) -> readout_store::Filter {
        readout_store::Filter {
            about: self.about.clone(),
            speaker: self.speaker.clone(),
            from: self.from.clone(),
            to: self.to.clone(),
            outlet: self.outlet.clone(),
            kind: self.kind.clone(),
        }
    }
}

/// A day, a month or a year, as the outputs write them.
pub fn day(text: &str) -> Result<String, String> {
    let parts: Vec<&str> = text.split('-').collect();
    let lengths = parts.iter().map(|part| part.len()).eq([4, 2, 2].into_iter().take(parts.len()));
    let is_number = |part: &&str| part.bytes().all(|b| b.is_ascii_digit());
    let whole = format!("{text}{}", ["", "-01-01", "-01"][parts.len() % 3]);
    let is_day = lengths && parts.iter().all(is_number) && whole.parse::<jiff::civil::Date>().is_ok();
    if is_day {
        Ok(text.to_string())
    } else {
        Err("write a day as 2024-10-22, a month as 2024-10, a year as 2024".into())
    }
}

/// A day with or without a time of day.
pub fn moment(text: &str) -> Result<String, String> {
    let (before, time) = text.split_once(['T', ' ']).unwrap_or((text, ""));
    let is_time = time.bytes().all(|b| b.is_ascii_digit() || b":.Z".contains(&b));
    day(before)?;
    if is_time { Ok(text.to_string()) } else { Err("write a time of day as 2024-10-22T08:00".into()) }
}

/// When the record of a store is made again after documents were added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum MakeRecord {
    /// While the store has few documents; later `readout store record` does it
    Small,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
pub enum StoreAction {
    /// Look at every hash, span and key
    Check {
        #[command(flatten)]
        file: StoreFile,
    },
    /// Make the record of all documents, for whoever opens the file with another program
    Record {
        #[command(flatten)]
        file: StoreFile,
        #[command(flatten)]
        reading: super::Reading,
    },
    /// Write a closed copy to hand on
    Copy {
        /// The new file
        #[arg(value_hint = ValueHint::FilePath)]
        to: PathBuf,
        #[command(flatten)]
        file: StoreFile,
    },
}
