//! Progress on standard error, and only on a terminal.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{IsTerminal, stderr};

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
