//! Feeds are asked politely: a server on this machine counts what it is asked.

mod common;

use common::{readout, skip, stdout};
use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use tempfile::TempDir;

type Asked = Arc<Mutex<BTreeMap<String, usize>>>;

/// A server with a feed of three pages, the second of which is down and the third for people alone, a feed that asks to
/// be left alone, and a feed whose only page is busy the first time.
fn serve() -> (String, Asked) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    let asked = Asked::default();
    let (base, counts) = (address.clone(), asked.clone());
    std::thread::spawn(move || listener.incoming().flatten().for_each(|stream| answer(stream, &base, &counts)));
    (address, asked)
}

fn answer(mut stream: TcpStream, base: &str, asked: &Asked) {
    let mut reader = BufReader::new(stream.try_clone().expect("a stream"));
    let mut lines = vec![];
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).unwrap_or(0) == 0 || line.trim().is_empty() {
            break;
        }
        lines.push(line.trim().to_string());
    }
    let path = lines.first().and_then(|line| line.split(' ').nth(1)).unwrap_or("").to_string();
    let is_known = lines.iter().any(|line| line.to_lowercase().starts_with("if-none-match: \"v1\""));
    let count = *asked.lock().expect("nobody panics with it").entry(path.clone()).and_modify(|n| *n += 1).or_insert(1);
    let (status, headers, body) = match path.as_str() {
        "/feed.xml" if is_known => ("304 Not Modified", "ETag: \"v1\"\r\n", String::new()),
        "/feed.xml" => ("200 OK", "ETag: \"v1\"\r\nContent-Type: application/rss+xml\r\n", feed(base, &ITEMS)),
        "/slow.xml" => ("200 OK", "ETag: \"v1\"\r\nContent-Type: application/rss+xml\r\n", feed(base, &SLOW)),
        "/robots.txt" => ("200 OK", "", "User-agent: *\nDisallow: /people/\n".to_string()),
        "/slow.html" if count == 1 => ("429 Too Many Requests", "Retry-After: 1800\r\n", String::new()),
        "/slow.html" => ("200 OK", "Content-Type: text/html\r\n", page()),
        "/1.html" => ("200 OK", "Content-Type: text/html\r\n", page()),
        "/busy.xml" => ("429 Too Many Requests", "Retry-After: 7200\r\n", String::new()),
        _ => ("503 Service Unavailable", "", String::new()),
    };
    let length = body.len();
    let _ = write!(stream, "HTTP/1.1 {status}\r\n{headers}Content-Length: {length}\r\nConnection: close\r\n\r\n{body}");
}

const ITEMS: [(&str, &str); 3] = [
    ("1", "The harbour of Tarn was closed."),
    ("2", "Ada Lindqvist opened the bridge of Velmora."),
    ("people/3", "The lighthouse keeper of Tarn retired."),
];
const SLOW: [(&str, &str); 1] = [("slow", "Ships turned back.")];

fn feed(base: &str, items: &[(&str, &str)]) -> String {
    let item = |(name, words): &(&str, &str)| {
        format!(
            "<item><title>Item {name}</title><link>{base}/{name}.html</link><guid>{name}</guid>\
            <pubDate>Mon, 03 Mar 2031 10:00:00 +0000</pubDate><description>{words}</description></item>"
        )
    };
    let items: String = items.iter().map(item).collect();
    format!(
        "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Tarn Courier</title><link>{base}</link>\
        <description>d</description>{items}</channel></rss>"
    )
}

fn page() -> String {
    let words = "The harbour of Tarn was closed on Monday after a night of storm, the port authority said. Ships that waited \
        in the bay turned back to the north. Nobody was hurt, and the harbour master expects to open the gates again by the \
        end of the week, when the divers have looked at both walls.";
    format!(
        "<html><head><title>Harbour closed</title></head><body><article><h1>Harbour closed</h1><p>{words}</p><p>{words}</p></article></body></html>"
    )
}

/// Minutes after the first round, told through the clock that the program is given.
fn round_with(folder: &TempDir, minutes: u64, pause: &str) -> std::process::Output {
    let path = |name: &str| folder.path().join(name).display().to_string();
    let seconds = (1_930_000_000 + 60 * minutes).to_string();
    let call = ["watch", &path("feeds.opml"), "--store", &path("desk.db"), "--once", "--pause", pause];
    readout(&call).env("SOURCE_DATE_EPOCH", seconds).env("no_proxy", "127.0.0.1,localhost").output().expect("it runs")
}

fn round(folder: &TempDir, minutes: u64) -> std::process::Output {
    round_with(folder, minutes, "0")
}

fn opml(folder: &TempDir, feeds: &[String]) {
    let outlines: String = feeds.iter().map(|url| format!("<outline text=\"news\" xmlUrl=\"{url}\"/>")).collect();
    let text = format!("<opml version=\"2.0\"><body>{outlines}</body></opml>");
    fs::write(folder.path().join("feeds.opml"), text).expect("written");
}

fn cannot() -> bool {
    let cannot = skip() || std::process::Command::new("curl").arg("--version").output().is_err();
    if cannot {
        eprintln!("skipped: there is no language model, or no curl");
    }
    cannot
}

#[test]
fn a_busy_server_is_left_alone_and_its_page_fetched_later() {
    if cannot() {
        return;
    }
    let folder = TempDir::new().expect("a temporary folder");
    let (address, asked) = serve();
    opml(&folder, &[format!("{address}/slow.xml")]);
    let counted = |path: &str| asked.lock().expect("nobody panics with it").get(path).copied().unwrap_or(0);
    assert!(String::from_utf8_lossy(&round(&folder, 0).stdout).starts_with("added 0"));
    round(&folder, 20);
    assert_eq!((counted("/slow.xml"), counted("/slow.html")), (1, 1), "it wanted half an hour");
    assert!(String::from_utf8_lossy(&round(&folder, 40).stdout).starts_with("added 1"));
    round(&folder, 80);
    assert_eq!((counted("/slow.xml"), counted("/slow.html")), (3, 2));
}

#[test]
fn one_server_is_given_time_between_questions() {
    if cannot() {
        return;
    }
    let folder = TempDir::new().expect("a temporary folder");
    let (address, _) = serve();
    opml(&folder, &[format!("{address}/feed.xml")]);
    let start = std::time::Instant::now();
    round_with(&folder, 0, "400");
    // The feed, robots.txt and two pages: three pauses between four questions.
    assert!(start.elapsed() >= std::time::Duration::from_millis(1200), "{:?}", start.elapsed());
}

#[test]
fn feeds_are_asked_politely_and_nothing_is_fetched_twice() {
    if cannot() {
        return;
    }
    let folder = TempDir::new().expect("a temporary folder");
    let (address, asked) = serve();
    opml(&folder, &["feed", "busy"].map(|name| format!("{address}/{name}.xml")));
    let counted = |path: &str| asked.lock().expect("nobody panics with it").get(path).copied().unwrap_or(0);

    let first = round(&folder, 0);
    assert_eq!(first.status.code(), Some(1), "one feed asks to be left alone");
    assert!(String::from_utf8_lossy(&first.stdout).starts_with("added 3"), "{first:?}");
    assert!(String::from_utf8_lossy(&first.stderr).contains("429"), "{first:?}");
    round(&folder, 2);
    assert_eq!((counted("/feed.xml"), counted("/busy.xml")), (1, 1), "it was not yet time");
    let later = round(&folder, 20);
    assert!(String::from_utf8_lossy(&later.stdout).starts_with("added 0, known 0"), "{later:?}");
    assert_eq!((counted("/feed.xml"), counted("/busy.xml")), (2, 1), "the server wanted two hours");
    round(&folder, 200);
    assert_eq!((counted("/1.html"), counted("/2.html"), counted("/busy.xml")), (1, 1, 2));
    assert_eq!((counted("/people/3.html"), counted("/robots.txt")), (0, 1), "robots.txt asks programs to stay away");

    let store = folder.path().join("desk.db").display().to_string();
    let facts = stdout(&readout(&["facts", "--store", &store]).assert().success());
    assert!(facts.contains("divers") && facts.contains("bridge of Velmora"), "{facts}");
    assert!(facts.contains("lighthouse keeper"), "what the feed itself says is kept: {facts}");
    assert!(facts.contains("Tarn Courier") && facts.contains("2031-03-03"), "{facts}");
}
