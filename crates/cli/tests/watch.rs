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

/// A server with a feed of two pages, the second of which is down, and a feed that asks to be left alone.
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
    *asked.lock().expect("nobody panics with it").entry(path.clone()).or_default() += 1;
    let (status, headers, body) = match path.as_str() {
        "/feed.xml" if is_known => ("304 Not Modified", "ETag: \"v1\"\r\n", String::new()),
        "/feed.xml" => ("200 OK", "ETag: \"v1\"\r\nContent-Type: application/rss+xml\r\n", feed(base)),
        "/1.html" => ("200 OK", "Content-Type: text/html\r\n", page()),
        "/busy.xml" => ("429 Too Many Requests", "Retry-After: 7200\r\n", String::new()),
        _ => ("503 Service Unavailable", "", String::new()),
    };
    let length = body.len();
    let _ = write!(stream, "HTTP/1.1 {status}\r\n{headers}Content-Length: {length}\r\nConnection: close\r\n\r\n{body}");
}

fn feed(base: &str) -> String {
    let item = |number: u8, words: &str| {
        format!(
            "<item><title>Item {number}</title><link>{base}/{number}.html</link><guid>{number}</guid>\
            <pubDate>Mon, 03 Mar 2031 10:00:00 +0000</pubDate><description>{words}</description></item>"
        )
    };
    let items = item(1, "The harbour of Tarn was closed.") + &item(2, "Ada Lindqvist opened the bridge of Velmora.");
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
fn round(folder: &TempDir, minutes: u64) -> std::process::Output {
    let path = |name: &str| folder.path().join(name).display().to_string();
    let seconds = (1_930_000_000 + 60 * minutes).to_string();
    let call = ["watch", &path("feeds.opml"), "--store", &path("desk.db"), "--once", "--pause", "0"];
    readout(&call).env("SOURCE_DATE_EPOCH", seconds).env("no_proxy", "127.0.0.1").output().expect("it runs")
}

#[test]
fn feeds_are_asked_politely_and_nothing_is_fetched_twice() {
    if skip() || std::process::Command::new("curl").arg("--version").output().is_err() {
        return eprintln!("skipped: there is no language model, or no curl");
    }
    let folder = TempDir::new().expect("a temporary folder");
    let (address, asked) = serve();
    let outline = |name: &str| format!("<outline text=\"{name}\" xmlUrl=\"{address}/{name}.xml\"/>");
    let opml = format!("<opml version=\"2.0\"><body>{}{}</body></opml>", outline("feed"), outline("busy"));
    fs::write(folder.path().join("feeds.opml"), opml).expect("written");
    let counted = |path: &str| asked.lock().expect("nobody panics with it").get(path).copied().unwrap_or(0);

    let first = round(&folder, 0);
    assert_eq!(first.status.code(), Some(1), "one feed asks to be left alone");
    assert!(String::from_utf8_lossy(&first.stdout).starts_with("added 2"), "{first:?}");
    assert!(String::from_utf8_lossy(&first.stderr).contains("429"), "{first:?}");
    round(&folder, 2);
    assert_eq!((counted("/feed.xml"), counted("/busy.xml")), (1, 1), "it was not yet time");
    let later = round(&folder, 20);
    assert!(String::from_utf8_lossy(&later.stdout).starts_with("added 0, known 0"), "{later:?}");
    assert_eq!((counted("/feed.xml"), counted("/busy.xml")), (2, 1), "the server wanted two hours");
    round(&folder, 200);
    assert_eq!((counted("/1.html"), counted("/2.html"), counted("/busy.xml")), (1, 1, 2));

    let store = folder.path().join("desk.db").display().to_string();
    let facts = stdout(&readout(&["facts", "--store", &store]).assert().success());
    assert!(facts.contains("divers") && facts.contains("bridge of Velmora"), "{facts}");
    assert!(facts.contains("Tarn Courier") && facts.contains("2031-03-03"), "{facts}");
}
