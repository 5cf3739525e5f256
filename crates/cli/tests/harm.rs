//! What may happen to a store while it is written: a kill at any moment, other programs, a lock, a full disk, a file taken
//! away. Nothing is lost, nothing is there twice, and people are told.

mod common;

use common::{articles, contents, examples, folder, path, readout, skip, stderr, stdout};
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// The same day for all, so that a store comes out the same byte for byte.
const DAY: (&str, &str) = ("SOURCE_DATE_EPOCH", "1930000000");

fn adding(store: &str, articles: &str) -> Child {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin("readout"));
    command.args(["add", "--store", store, articles, "--threads", "1", "--record", "never"]).env(DAY.0, DAY.1);
    command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program starts")
}

/// A folder with so many articles.
fn news(folder: &TempDir, count: usize) -> String {
    let news = folder.path().join("news");
    fs::create_dir(&news).expect("made");
    articles(&news, count);
    news.display().to_string()
}

/// Every byte of a store, as a copy to hand on has them.
fn bytes(folder: &TempDir, store: &str) -> Vec<u8> {
    let copy = path(folder, "copy.db");
    readout(&["store", "copy", &copy, "--store", store]).assert().success();
    let bytes = fs::read(&copy).expect("a copy");
    fs::remove_file(&copy).expect("removed");
    bytes
}

#[test]
fn two_programs_add_at_once_and_nothing_is_there_twice() {
    if skip() {
        return;
    }
    let folder = folder();
    let news = news(&folder, 150);
    let store = path(&folder, "desk.db");
    let both = [adding(&store, &news), adding(&store, &news)];
    for mut child in both {
        assert!(child.wait().expect("it ends").success());
    }
    assert_eq!(contents(&store).lines().count(), 150);
    readout(&["store", "check", "--store", &store]).assert().success();
}

#[test]
fn two_programs_add_different_articles_and_the_record_has_them_all() {
    if skip() {
        return;
    }
    let folder = folder();
    let (store, mut both) = (path(&folder, "desk.db"), vec![]);
    for (name, port) in [("north", "Tarn"), ("south", "Velmora")] {
        let line =
            |i: usize| format!("{{\"id\": \"{name}-{i}\", \"text\": \"The port of {port} handled {i} tonnes.\"}}\n");
        let file = folder.path().join(name).with_extension("jsonl");
        fs::write(&file, (0..30).map(line).collect::<String>()).expect("written");
        let mut command = Command::new(assert_cmd::cargo::cargo_bin("readout"));
        command.arg("add").arg(&file).args(["--store", &store]).stdout(Stdio::null());
        both.push(command.spawn().expect("the program starts"));
    }
    for mut child in both {
        assert!(child.wait().expect("it ends").success());
    }
    let told = readout(&["since", "2000", "--store", &store]).assert().success();
    assert!(stdout(&told).starts_with("60 new documents"), "{}", stdout(&told));
    assert!(!stderr(&told).contains("older than the documents"), "{}", stderr(&told));
}

/// `READOUT_KILLS=300` for the full run.
#[test]
fn a_kill_at_any_moment_loses_nothing() {
    if skip() {
        return;
    }
    let kills: u64 = std::env::var("READOUT_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(6);
    let folder = folder();
    let news = news(&folder, 200);
    let whole = path(&folder, "whole.db");
    let whole_run = || {
        let start = Instant::now();
        assert!(adding(&whole, &news).wait().expect("it ends").success());
        start.elapsed()
    };
    let mut length = whole_run();
    let expected = bytes(&folder, &whole);
    let (mut store, mut struck, mut late) = (path(&folder, "0.db"), 0, 0);
    while struck < kills {
        let mut child = adding(&store, &news);
        // Moments spread over the run without a random number: steps of the golden ratio never meet.
        let part = ((struck + late) as f64 * 0.618_033_988_75).fract();
        std::thread::sleep(length.mul_f64(part));
        let is_late = child.try_wait().expect("it is ours").is_some();
        let _ = child.kill();
        let _ = child.wait();
        if Path::new(&store).exists() {
            readout(&["store", "check", "--store", &store]).assert().success();
        }
        // Only a running program can be struck; how long it runs hangs on what else the machine does.
        (struck, late) = if is_late { (struck, late + 1) } else { (struck + 1, late) };
        length = length.mul_f64(if is_late { 0.85 } else { 1.05 });
        if is_late || struck % 2 == 0 || struck == kills {
            assert!(adding(&store, &news).wait().expect("it ends").success());
            assert!(bytes(&folder, &store) == expected, "after {struck} kills");
            fs::remove_file(&store).expect("removed");
            store = path(&folder, &format!("{}.db", struck + late));
        }
    }
    eprintln!("{struck} kills struck a running program, {late} came late");
}

#[test]
fn a_store_that_another_program_holds_is_waited_for_with_a_word() {
    if skip() {
        return;
    }
    let folder = folder();
    articles(folder.path(), 1);
    let (store, article) = (path(&folder, "desk.db"), path(&folder, "0000.txt"));
    readout(&["add", "--store", &store, &examples()]).assert().success();
    let other = rusqlite::Connection::open(&store).expect("opened");
    other.execute_batch("begin immediate").expect("held");
    let asked = readout(&["add", "--store", &store, &article]).env("READOUT_WAIT", "2").assert().code(2);
    let told = stderr(&asked);
    assert!(told.contains("another program is writing to the store; waiting for it"), "{told}");
    assert!(told.contains("locked for more than 2 seconds") && told.contains("nothing was lost"), "{told}");
    // Whoever only reads does not wait.
    readout(&["search", "--store", &store, "reactor"]).env("READOUT_WAIT", "0").assert().success();
    let waiting = std::thread::spawn({
        let (store, article) = (store.clone(), article.clone());
        move || readout(&["add", "--store", &store, &article]).assert().success()
    });
    std::thread::sleep(Duration::from_secs(2));
    other.execute_batch("rollback").expect("let go");
    assert!(stdout(&waiting.join().expect("it ends")).starts_with("added 1"));
}

/// Runs a script of the shell on a disk of two megabytes, where the system lets us have one.
#[cfg(target_os = "linux")]
fn on_a_small_disk(folder: &TempDir, script: &str) -> Option<std::process::Output> {
    let disk = path(folder, "disk");
    fs::create_dir(&disk).expect("made");
    let mounted = format!("mount -t tmpfs -o size=2m tmpfs '{disk}' || exit 99; cd '{disk}'; {script}");
    let program = assert_cmd::cargo::cargo_bin("readout");
    let mut command = Command::new("unshare");
    command.args(["--mount", "--map-root-user", "sh", "-c", &mounted]).env("READOUT", program);
    let out = command.output().ok()?;
    let is_allowed = out.status.code() != Some(99) && !String::from_utf8_lossy(&out.stderr).contains("unshare");
    is_allowed.then_some(out)
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_told_and_what_was_added_stays() {
    if skip() {
        return;
    }
    let folder = folder();
    let news = news(&folder, 900);
    let script = format!(
        "\"$READOUT\" add --store desk.db --record never '{news}'; echo \"ended with $?\"; \"$READOUT\" store check --store desk.db"
    );
    let Some(out) = on_a_small_disk(&folder, &script) else {
        return eprintln!("skipped: this system does not let us have a small disk");
    };
    let (said, told) = (String::from_utf8_lossy(&out.stdout), String::from_utf8_lossy(&out.stderr));
    assert!(said.contains("ended with 2") && said.contains("as they should be"), "{said} {told}");
    assert!(told.contains("what was added before is safe"), "{told}");
    let kept: usize = said.lines().last().and_then(|line| line.split(' ').next()?.parse().ok()).unwrap_or(0);
    assert!(kept > 0 && kept < 900 && kept.is_multiple_of(64), "{said}");
}

/// Where no small disk is to be had, and everywhere else: no file may grow past two megabytes.
#[test]
#[cfg(unix)]
fn a_file_that_may_not_grow_is_told_and_what_was_added_stays() {
    if skip() {
        return;
    }
    let folder = folder();
    let (store, news) = (path(&folder, "desk.db"), news(&folder, 900));
    let program = assert_cmd::cargo::cargo_bin("readout").display().to_string();
    let add = |limit: &str| {
        let script = format!("trap '' XFSZ; {limit} exec '{program}' add --store '{store}' --record never '{news}'");
        Command::new("sh").args(["-c", &script]).output().expect("a shell")
    };
    let out = add("ulimit -f 2048;");
    let told = String::from_utf8_lossy(&out.stderr);
    assert_eq!(out.status.code(), Some(2), "{told}");
    assert!(told.contains("what was added before is safe"), "{told}");
    readout(&["store", "check", "--store", &store]).assert().success();
    let again = add("");
    assert!(String::from_utf8_lossy(&again.stdout).contains("900 documents in"), "{again:?}");
}

#[test]
#[cfg(unix)]
fn a_file_that_is_gone_when_it_is_its_turn_is_named_and_the_rest_is_added() {
    if skip() {
        return;
    }
    let folder = folder();
    articles(folder.path(), 3);
    // It is listed, and there is nothing to read when it is its turn.
    std::os::unix::fs::symlink(path(&folder, "taken-away.txt"), path(&folder, "0001b.txt")).expect("a link to nothing");
    let store = path(&folder, "desk.db");
    let asked = readout(&["add", "--store", &store, &folder.path().display().to_string()]).assert().code(1);
    assert!(stdout(&asked).starts_with("added 3"), "{}", stdout(&asked));
    assert!(stderr(&asked).contains("0001b.txt"), "{}", stderr(&asked));
}
