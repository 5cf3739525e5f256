//! Asks a server for a page, through the `curl` of the machine: it knows the machine's proxies and certificates.

use anyhow::{Context, Result, bail};
use std::process::{Command, Stdio};

/// What a server answered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// The status, such as 200 or 304.
    pub status: u16,
    pub etag: Option<String>,
    pub modified: Option<String>,
    /// Seconds to wait before the next question, if the server says so.
    pub retry_after: Option<i64>,
    pub body: Vec<u8>,
}

/// What is written behind the page, on the other stream: status and headers, a line each.
const WRITE_OUT: &str = "%{stderr}%{http_code}\n%header{etag}\n%header{last-modified}\n%header{retry-after}\n";
const SECONDS: &str = "60";
const MOST_BYTES: &str = "20000000";
const AGENT: &str = concat!("readout/", env!("CARGO_PKG_VERSION"), " (reads feeds; asks seldom)");

/// # Errors
/// When the address is none of the web, or no answer comes; an answer of any status is no error.
pub fn ask(url: &str, etag: Option<&str>, modified: Option<&str>) -> Result<Answer> {
    if !url.starts_with("https://") && !url.starts_with("http://") {
        bail!("`{url}` is no address of the web");
    }
    let mut command = Command::new("curl");
    command.args(["--silent", "--show-error", "--location", "--max-redirs", "5", "--compressed"]);
    command.args(["--proto", "=http,https", "--max-time", SECONDS, "--max-filesize", MOST_BYTES]);
    command.args(["--user-agent", AGENT, "--write-out", WRITE_OUT]);
    for (name, value) in [("If-None-Match", etag), ("If-Modified-Since", modified)] {
        if let Some(value) = value {
            command.args(["--header", &format!("{name}: {value}")]);
        }
    }
    let out = command.arg("--url").arg(url).stdin(Stdio::null()).output();
    let out = out.context("could not start `curl`, which `readout watch` asks servers with: install it")?;
    let told = String::from_utf8_lossy(&out.stderr);
    if !out.status.success() {
        let why = told.lines().find(|line| line.starts_with("curl: ")).unwrap_or("no answer");
        bail!("could not get `{url}`: {}", why.trim_start_matches("curl: "));
    }
    Ok(answer(&told, out.stdout))
}

fn answer(told: &str, body: Vec<u8>) -> Answer {
    let mut lines = told.lines().map(|line| Some(line.trim().to_string()).filter(|line| !line.is_empty()));
    let mut next = || lines.next().flatten();
    let status = next().and_then(|line| line.parse().ok()).unwrap_or_default();
    let (etag, modified) = (next(), next());
    let retry_after = next().and_then(|line| seconds(&line, &super::now()));
    Answer { status, etag, modified, retry_after, body }
}

/// Seconds, or the day and time until which to wait.
fn seconds(retry_after: &str, now: &str) -> Option<i64> {
    if let Ok(seconds) = retry_after.parse() {
        return Some(seconds);
    }
    let until = jiff::fmt::rfc2822::parse(retry_after).ok()?.timestamp();
    let now: jiff::Timestamp = now.parse().ok()?;
    Some(until.as_second().saturating_sub(now.as_second()).max(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_that_are_not_there_are_absent() {
        let found = answer("304\n\"abc\"\n\n120\n", vec![]);
        assert_eq!((found.status, found.etag.as_deref(), found.retry_after), (304, Some("\"abc\""), Some(120)));
        assert_eq!(found.modified, None);
        assert_eq!(answer("", vec![]), Answer::default());
    }

    #[test]
    fn a_server_says_how_long_or_until_when() {
        let now = "2031-03-03T10:00:00Z";
        assert_eq!(seconds("120", now), Some(120));
        assert_eq!(seconds("Mon, 03 Mar 2031 10:30:00 GMT", now), Some(1800));
        assert_eq!(seconds("Sun, 02 Mar 2031 10:30:00 GMT", now), Some(0));
        assert_eq!(seconds("soon", now), None);
    }

    #[test]
    fn only_the_web_is_asked() {
        assert!(ask("file:///etc/hostname", None, None).is_err());
        assert!(ask("--help", None, None).is_err());
    }
}
