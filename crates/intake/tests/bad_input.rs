//! What cannot be read is named with a way out, and the rest is done.

use readout_intake::{Opened, Options, open};
use std::io::Write;
use std::path::{Path, PathBuf};

fn messages(paths: &[PathBuf], options: &Options) -> (Vec<String>, usize) {
    let opened: Vec<Opened> = open(paths, options).collect();
    let documents = opened.iter().filter(|o| o.is_ok()).count();
    (opened.iter().filter_map(|o| o.as_ref().err().map(ToString::to_string)).collect(), documents)
}

fn write(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, bytes).expect("a temporary file can be written");
    path
}

fn check(name: &str, bytes: &[u8], part: &str, documents: usize) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let good = write(folder.path(), "z-good.txt", b"The harbour was closed.");
    let bad = write(folder.path(), name, bytes);
    let (found, read) = messages(&[bad, good], &Options::default());
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].contains(part) && found[0].contains(name), "{}", found[0]);
    assert!(!found[0].ends_with('.') && found[0].starts_with(|c: char| c.is_lowercase() || c == '`'), "{}", found[0]);
    assert_eq!(read, documents, "the rest is read");
}

#[test]
fn an_empty_file() {
    check("empty.txt", b"", "is empty", 1);
    check("blank.txt", b" \n\n ", "is empty", 1);
}

#[test]
fn a_file_that_is_no_text() {
    check("image.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "an image", 1);
    check("paper.pdf", b"%PDF-1.7 ...", "a PDF file", 1);
    check("data.bin", &[0, 1, 2, 3, 0, 0, 7, 200, 0, 9], "binary data", 1);
}

#[test]
fn broken_utf_8_is_read_and_named() {
    check(
        "broken.txt",
        "Zürich – Genève – Köln – Málaga \u{201c}\u{201d}".as_bytes().split_last().expect("not empty").1,
        "U+FFFD",
        2,
    );
}

#[test]
fn a_line_of_fifty_megabytes() {
    check("long.txt", &vec![b'a'; 50_000_000], "larger than 20 MB", 1);
}

#[test]
fn a_path_that_is_not_there() {
    let (found, read) = messages(&[PathBuf::from("/nowhere/article.txt")], &Options::default());
    assert!(found[0].starts_with("could not read `/nowhere/article.txt`: no such file"), "{}", found[0]);
    assert_eq!(read, 0);
}

#[test]
fn a_folder_without_articles() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    write(folder.path(), ".hidden.txt", b"not read");
    write(folder.path(), "style.css", b"p { }");
    let (found, read) = messages(&[folder.path().to_path_buf()], &Options::default());
    assert!(found[0].contains("there is no article in the folder"), "{found:?}");
    assert_eq!((found.len(), read), (1, 0));
}

#[test]
fn folders_are_read_with_all_folders_inside_sorted() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let inside = folder.path().join("b");
    std::fs::create_dir(&inside).expect("a folder");
    write(&inside, "2.txt", b"Two.");
    write(folder.path(), "a.txt", b"One.");
    write(folder.path(), "c.txt", b"Three\r\nlines.\r\n");
    let texts: Vec<String> =
        open(&[folder.path().to_path_buf()], &Options::default()).filter_map(|o| Some(o.ok()?.text)).collect();
    assert_eq!(texts, ["One.", "Two.", "Three\r\nlines.\r\n"]);
}

#[test]
fn a_packed_page_is_unpacked_within_the_limit() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let packed = |bytes: &[u8]| {
        let mut encoder = flate2::write::GzEncoder::new(vec![], flate2::Compression::best());
        encoder.write_all(bytes).expect("memory takes it");
        encoder.finish().expect("memory takes it")
    };
    let good = write(folder.path(), "a.txt.gz", &packed(b"The harbour was closed."));
    let bomb = write(folder.path(), "bomb.gz", &packed(&vec![b' '; 30_000_000]));
    let (found, read) = messages(&[good, bomb], &Options::default());
    assert_eq!(read, 1);
    assert!(found[0].contains("larger than 20 MB"), "{}", found[0]);
}

#[test]
fn what_lies_beside_articles_in_a_folder_is_told_and_is_no_failure() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    write(folder.path(), "a.txt", b"The harbour was closed.");
    write(folder.path(), "figures.json", b"{\"ships\": [{\"count\": 12}]}");
    write(folder.path(), "questions.jsonl", b"{\"question\": \"Why?\"}\n{\"question\": \"When?\"}\n");
    write(folder.path(), "table.csv", b"ship,day\nGull,3\n");
    write(folder.path(), "map.xml", b"<?xml version=\"1.0\"?><urlset><url>x</url></urlset>");
    write(folder.path(), "picture", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    let paths = [folder.path().to_path_buf()];
    let options = Options::default();
    let opened: Vec<Opened> = open(&paths, &options).collect();
    let problems: Vec<_> = opened.iter().filter_map(|o| o.as_ref().err()).collect();
    assert_eq!((opened.len(), problems.len()), (6, 5), "{problems:?}");
    assert!(problems.iter().all(|p| !p.is_failure() && p.to_string().starts_with("skipped `")), "{problems:?}");
    // The same file asked for by name is a failure.
    let named = [folder.path().join("figures.json")];
    assert!(open(&named, &options).all(|o| o.is_err_and(|p| p.is_failure())));
}

#[test]
#[cfg(unix)]
fn a_pipe_in_a_folder_is_passed_over_and_told() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    write(folder.path(), "a.txt", b"The harbour was closed.");
    let pipe = std::process::Command::new("mkfifo").arg(folder.path().join("b.txt")).status();
    assert!(pipe.is_ok_and(|status| status.success()));
    let paths = [folder.path().to_path_buf()];
    let options = Options::default();
    let opened: Vec<Opened> = open(&paths, &options).collect();
    assert!(matches!(&opened[..], [Ok(_), Err(problem)] if problem.to_string().contains("b.txt")), "{opened:?}");
}

#[test]
fn an_archive_larger_than_its_memory_is_read_a_record_at_a_time() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("crawl.warc.gz");
    let file = std::fs::File::create(&path).expect("a temporary file");
    let mut out = std::io::BufWriter::new(file);
    let record = |kind: &str, body: &str| {
        let record = format!(
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://courier.example/a\r\nContent-Length: {}\r\n\r\n",
            body.len() + kind.len() + 37
        );
        let mut encoder = flate2::write::GzEncoder::new(vec![], flate2::Compression::fast());
        write!(encoder, "{record}HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n{body}\r\n\r\n")
            .expect("memory takes it");
        encoder.finish().expect("memory takes it")
    };
    let page = record("text/plain", "The harbour was closed.");
    let film = record("video/mp4", &"x".repeat(15_000_000));
    let mut broken = page.clone();
    let middle = broken.len() / 2;
    broken[middle..middle + 12].fill(0xFF);
    for part in [&page, &film, &broken, &film, &film, &film, &film, &film, &film, &film, &film, &page] {
        out.write_all(part).expect("a temporary file can be written");
    }
    out.flush().expect("a temporary file can be written");
    drop(out);
    let before = peak_memory();
    let (found, read) = messages(&[path], &Options::default());
    assert_eq!((read, found.len()), (2, 1), "{found:?}");
    assert!(found[0].contains("crawl.warc.gz:3"), "{}", found[0]);
    if let (Some(before), Some(after)) = (before, peak_memory()) {
        assert!(after < before + 100_000, "{before} kB before, {after} kB after");
    }
}

/// In kilobytes, where the system tells.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|l| l.strip_prefix("VmHWM:")?.trim().split(' ').next()?.parse().ok())
}
