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
    let call = arguments::Call::parse();
    match commands::run(call) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("readout: {error:#}");
            ExitCode::from(2)
        }
    }
}

/// The reader of our output has gone (`readout facts ... | head`): nothing is wrong.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().filter_map(|e| e.downcast_ref::<std::io::Error>()).any(|e| e.kind() == std::io::ErrorKind::BrokenPipe)
}
