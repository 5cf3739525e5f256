//! A limit in time for one item: a hostile page must not hold up the pages behind it.

use crate::Problem;
use std::sync::mpsc;
use std::time::Duration;

/// Deeply nested pages are walked by recursion; the memory is only used where it is needed.
const STACK: usize = 256 << 20;

/// The name of the thread that reads one page.
pub const PAGE: &str = "page";

#[derive(Debug, PartialEq, Eq)]
pub enum Stopped {
    Late,
    Failed,
}

impl Stopped {
    pub fn problem(self, what: &'static str, path: &str, seconds: u64) -> Problem {
        match self {
            Stopped::Late => Problem::TooSlow { path: path.into(), seconds },
            Stopped::Failed => Problem::Malformed { path: path.into(), what, why: "its markup is broken".into() },
        }
    }
}

/// Does the work on a thread of its own; work that comes too late is left to itself.
pub fn within<T: Send + 'static>(seconds: u64, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Stopped> {
    let (give, take) = mpsc::channel();
    let started = std::thread::Builder::new().name(PAGE.into()).stack_size(STACK).spawn(move || {
        // Nobody waits any more where the work came too late.
        let _ = give.send(work());
    });
    if started.is_err() {
        return Err(Stopped::Failed);
    }
    take.recv_timeout(Duration::from_secs(seconds.max(1))).map_err(|error| match error {
        mpsc::RecvTimeoutError::Timeout => Stopped::Late,
        mpsc::RecvTimeoutError::Disconnected => Stopped::Failed,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_that_takes_too_long_is_left() {
        assert_eq!(within(5, || 7), Ok(7));
        assert_eq!(within(1, || std::thread::sleep(Duration::from_secs(3))), Err(Stopped::Late));
    }
}
