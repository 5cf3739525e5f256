//! The `readout` command: arguments, messages, exit codes.

mod annotate;
mod arguments;
mod commands;
mod judgements;
mod model;
mod progress;
mod source;

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    keep_quiet_of_pages();
    let call = arguments::Call::parse();
    match commands::run(call) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("readout: {}", told(&error));
            ExitCode::from(2)
        }
    }
}

/// A page that breaks its reader is named as a problem with the way out: the reader's own cry says nothing to a user.
fn keep_quiet_of_pages() {
    let told = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if std::thread::current().name() != Some(readout_intake::PAGE) {
            told(panic);
        }
    }));
}

/// What went wrong and what was behind it; the system's errors in words alone.
fn told(error: &anyhow::Error) -> String {
    let words = |e: &(dyn std::error::Error + 'static)| match e.downcast_ref::<std::io::Error>() {
        Some(system) => readout_intake::in_words(system),
        None => e.to_string(),
    };
    error.chain().map(words).collect::<Vec<_>>().join(": ")
}

/// The reader of our output has gone (`readout facts ... | head`): nothing is wrong.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().filter_map(|e| e.downcast_ref::<std::io::Error>()).any(|e| e.kind() == std::io::ErrorKind::BrokenPipe)
}
