//! Takes the articles out of a folder of pages and says how many there were, how many bytes of text, and how many
//! seconds of processor time it took: the measuring side of tools/against_trafilatura.py.

use readout_intake::{Options, open};
use std::path::PathBuf;

fn main() {
    let paths: Vec<PathBuf> = std::env::args().skip(1).map(PathBuf::from).collect();
    let started = seconds();
    let options = Options::default();
    let texts = open(&paths, &options).filter_map(|opened| opened.ok().map(|d| d.text.len()));
    let (pages, bytes) = texts.fold((0, 0), |(pages, bytes), text| (pages + 1, bytes + text));
    println!("{pages} {bytes} {:.2}", seconds() - started);
}

/// Processor time of this process in user and system mode.
fn seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or("").split_whitespace().collect();
    fields.iter().skip(11).take(2).filter_map(|f| f.parse::<f64>().ok()).sum::<f64>() / 100.0
}
