//! What `readout judge` is asked to write down, show or take back.

use clap::{Args, ValueHint};
use std::path::PathBuf;

#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub struct Ruling {
    /// Two entities or statements are one
    #[arg(long, num_args = 2, value_names = ["ID", "ID"])]
    pub same: Option<Vec<String>>,
    /// Two entities or statements are two
    #[arg(long, num_args = 2, value_names = ["ID", "ID"])]
    pub different: Option<Vec<String>>,
    /// What one document says does not belong to the rest of an entry
    #[arg(long, num_args = 2, value_names = ["ID", "DOCUMENT"])]
    pub split: Option<Vec<String>>,
    /// What an entity is called
    #[arg(long, num_args = 2, value_names = ["ID", "NAME"])]
    pub rename: Option<Vec<String>>,
    /// Nobody said it, or it counts nothing: a statement or a figure is left out
    #[arg(long, value_name = "ID")]
    pub wrong: Option<String>,
    /// Show what was judged, with numbers, and what can no longer be found
    #[arg(long)]
    pub list: bool,
    /// Take back a judgement by its number
    #[arg(long, value_name = "NUMBER")]
    pub undo: Option<usize>,
}

#[derive(Debug, Args)]
pub struct Judging {
    #[command(flatten)]
    pub ruling: Ruling,
    /// Why, for those who read the file
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
    /// The file of judgements [default: `readout.judgements` beside the articles]
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub file: Option<PathBuf>,
}
