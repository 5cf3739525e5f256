//! Measures a store on documents of your own: adding, searching, what is new, size and memory.
//!
//!     cargo bench -p readout-cli --bench store -- news.jsonl more.jsonl
//!
//! The files (or those that `READOUT_BENCH_DATA` names, with `:` between them) are JSON lines with a `text`;
//! `READOUT_BENCH_COUNT` documents are taken, 20,000 if it is not said. Times of single commands include the start of the
//! program. Seconds of processor stand beside those of the clock, because a busy machine hardly changes them.

use serde_json::Value;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const COUNT: usize = 20_000;
const SEARCHES: usize = 200;
/// The first and the last of the documents, whose costs are compared.
const PART: usize = 100;

fn main() {
    let paths = paths();
    if paths.is_empty() {
        return println!("skipped: name files of JSON lines, or set READOUT_BENCH_DATA");
    }
    let count = std::env::var("READOUT_BENCH_COUNT").ok().and_then(|n| n.parse().ok()).unwrap_or(COUNT);
    let documents = documents(&paths, count);
    if documents.len() < 3 * PART {
        return println!("skipped: there are only {} documents in these files", documents.len());
    }
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    let store = folder.path().join("measured.db");
    println!("| what | figure |\n|---|---|");
    adding(&documents, &store);
    let words = queries(&documents, SEARCHES);
    asking(
        "`readout search`, start of the program included",
        &words,
        |both| ["search", &both[0], &both[1], "--store"].map(str::to_string).to_vec(),
        &store,
    );
    asking(
        "`readout since DAY --about WORD`",
        &words,
        |both| ["since", "2020-01-01", "--about", &both[0], "--store"].map(str::to_string).to_vec(),
        &store,
    );
    asking(
        "`readout since DAY --speaker NAME`",
        &words,
        |both| ["since", "2020-01-01", "--speaker", &both[1], "--store"].map(str::to_string).to_vec(),
        &store,
    );
}

fn paths() -> Vec<PathBuf> {
    let named: Vec<PathBuf> = std::env::args().skip(1).filter(|a| !a.starts_with('-')).map(PathBuf::from).collect();
    if !named.is_empty() {
        return named;
    }
    std::env::var_os("READOUT_BENCH_DATA").map(|all| std::env::split_paths(&all).collect()).unwrap_or_default()
}

/// So many texts, taken from the files in turn, so that every kind of text comes early and late.
fn documents(paths: &[PathBuf], count: usize) -> Vec<String> {
    let open = |path: &PathBuf| File::open(path).map(|file| BufReader::new(file).lines());
    let mut files: Vec<_> = paths.iter().filter_map(|path| open(path).ok()).collect();
    let mut out = vec![];
    while !files.is_empty() && out.len() < count {
        files.retain_mut(|file| {
            let Some(Ok(line)) = file.next() else { return false };
            let value: Value = serde_json::from_str(&line).unwrap_or_default();
            out.extend(value["text"].as_str().map(str::to_string));
            true
        });
    }
    out.truncate(count);
    out
}

fn adding(documents: &[String], store: &Path) {
    let size: usize = documents.iter().map(String::len).sum();
    let add = |name: &str, texts: &[String]| {
        let line =
            |(i, text): (usize, &String)| serde_json::json!({"id": format!("{name}-{i}"), "text": text}).to_string();
        let lines: Vec<String> = texts.iter().enumerate().map(line).collect();
        added(store, &(lines.join("\n") + "\n"))
    };
    // The last are the texts of the first under other names: only the store has grown.
    let (first, middle) = (&documents[..PART], &documents[PART..documents.len() - PART]);
    let [start, whole, end] = [add("first", first), add("middle", middle), add("last", first)];
    let each = whole.processor.map(|seconds| 1000.0 * seconds / middle.len() as f64);
    let a_second = middle.len() as f64 / whole.clock;
    println!("| documents, bytes of text each | {}, {} |", documents.len(), size / documents.len());
    println!("| adding a document | {} ms of processor, {a_second:.0} a second by the clock |", shown(each, 1));
    let ratio = start.processor.zip(end.processor).map(|(start, end)| end / start);
    println!(
        "| the last {PART} against the first {PART} | {} times the processor time, {:.2} times the clock |",
        shown(ratio, 2),
        end.clock / start.clock
    );
    let bytes = fs::metadata(store).map(|m| m.len()).unwrap_or_default();
    println!("| bytes in the store for each byte of text | {:.1} |", bytes as f64 / size as f64);
    println!("| peak memory | {} MB |", shown(whole.peak.map(|kilobytes| kilobytes as f64 / 1024.0), 0));
}

fn asking(what: &str, words: &[[String; 2]], call: impl Fn(&[String; 2]) -> Vec<String>, store: &Path) {
    let mut times: Vec<Duration> = vec![];
    for both in words {
        let start = Instant::now();
        let done = program().args(call(both)).arg(store).output().expect("the program runs");
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        times.push(start.elapsed());
    }
    times.sort();
    let part = |share: f64| times[((share * times.len() as f64) as usize).min(times.len() - 1)].as_millis();
    println!("| {what} | p50 {} ms, p99 {} ms ({} calls) |", part(0.5), part(0.99), times.len());
}

/// Pairs of neighbouring words of the texts, spread evenly.
fn queries(texts: &[String], count: usize) -> Vec<[String; 2]> {
    let words = |text: &String| {
        let long = text.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| word.len() > 3);
        let both: Vec<String> = long.skip(10).take(2).map(str::to_string).collect();
        <[String; 2]>::try_from(both).ok()
    };
    texts.iter().step_by((texts.len() / count).max(1)).filter_map(words).collect()
}

fn program() -> Command {
    Command::new(env!("CARGO_BIN_EXE_readout"))
}

fn shown(value: Option<f64>, digits: usize) -> String {
    value.map_or_else(|| "(not known here)".to_string(), |value| format!("{value:.digits$}"))
}

/// What a run took; processor and memory where the system tells them.
#[derive(Default)]
struct Taken {
    clock: f64,
    processor: Option<f64>,
    /// Kilobytes.
    peak: Option<u64>,
}

fn added(store: &Path, lines: &str) -> Taken {
    let start = Instant::now();
    let mut command = program();
    command
        .args(["add", "--stdin", "--record", "never", "--store"])
        .arg(store)
        .stdin(Stdio::piped())
        .stdout(Stdio::null());
    let mut child = command.spawn().expect("the program starts");
    let mut input = child.stdin.take().expect("it was asked for");
    let mut taken = std::thread::scope(|scope| {
        scope.spawn(move || input.write_all(lines.as_bytes()).expect("the program reads"));
        watched(&child)
    });
    assert!(child.wait().expect("it ends").success());
    taken.clock = start.elapsed().as_secs_f64();
    taken
}

/// Looks at a process until it has ended and before it is taken away.
#[cfg(target_os = "linux")]
fn watched(child: &Child) -> Taken {
    let folder = PathBuf::from(format!("/proc/{}", child.id()));
    let mut taken = Taken::default();
    loop {
        let status = fs::read_to_string(folder.join("status")).unwrap_or_default();
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.split_whitespace().next()?.parse().ok());
        taken.peak = taken.peak.max(peak);
        let stat = fs::read_to_string(folder.join("stat")).unwrap_or_default();
        // Behind the name, which may hold blanks: state, and as the 12th and 13th the time in hundredths of a second.
        let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or("").split_whitespace().collect();
        let ticks = |i: usize| fields.get(i).and_then(|field| field.parse::<f64>().ok());
        taken.processor = ticks(11).zip(ticks(12)).map(|(user, system)| (user + system) / 100.0).or(taken.processor);
        if fields.first().is_none_or(|state| *state == "Z") {
            return taken;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[cfg(not(target_os = "linux"))]
fn watched(_: &Child) -> Taken {
    Taken::default()
}
