//! Progress on standard error, and only on a terminal.

use crate::arguments::Input;
use indicatif::{DecimalBytes, ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};
use readout_intake::Options;
use std::fmt::Write;
use std::fs::Metadata;
use std::io::{IsTerminal, stderr};
use std::sync::atomic::Ordering;
use std::time::Duration;

/// A bar over `length` steps, or a count where the length is not known; it draws nothing where nobody looks.
pub fn bar(length: Option<u64>, what: &'static str) -> ProgressBar {
    if !stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let template =
        if length.is_some() { "{msg} {bar:30} {pos}/{len} {eta}" } else { "{spinner} {msg} {pos} {elapsed}" };
    let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    let bar = ProgressBar::with_draw_target(length, ProgressDrawTarget::stderr());
    bar.set_style(style);
    bar.set_message(what);
    bar
}

/// A count of documents with the bytes of the files that were read for them, and of how many: an archive may hold no
/// article for a long stretch.
pub fn input(what: &'static str, input: &Input, options: &Options) -> ProgressBar {
    let bar = bar(None, what);
    if bar.is_hidden() {
        return bar;
    }
    let sizes = input.paths.iter().map(|path| Some(path.metadata().ok().filter(Metadata::is_file)?.len()));
    let whole = sizes.sum::<Option<u64>>().filter(|size| *size > 0);
    let read = options.read.clone();
    let told = move |_: &ProgressState, out: &mut dyn Write| {
        let read = read.load(Ordering::Relaxed);
        let share = whole.map(|whole| format!(" of {} ({} %)", DecimalBytes(whole), read * 100 / whole));
        let _ = write!(out, "{}{}", DecimalBytes(read), share.unwrap_or_default());
    };
    let style = ProgressStyle::with_template("{spinner} {msg} {pos}, {read} {elapsed}");
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()).with_key("read", told));
    bar.enable_steady_tick(Duration::from_millis(250));
    bar
}
