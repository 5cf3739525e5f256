//! Files, folders, HTML, feeds and JSON lines to documents: the step `open`.
//!
//! Every reader gives documents and problems one after the other: what cannot be read is named, and the rest is done.

mod charset;
mod counted;
mod day;
mod feed;
mod folder;
mod html;
mod json;
mod kind;
mod language;
mod limits;
mod mail;
#[cfg(feature = "docx")]
mod office;
#[cfg(feature = "pdf")]
mod pdf;
mod problem;
mod text;
mod warc;

pub use json::json_lines;
pub use limits::PAGE;
pub use problem::{Problem, in_words};

use kind::Kind;
use readout::Document;
use readout::document::{Place, Published, PublishedFrom, address};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

/// One document, or what is wrong with an input.
pub type Opened = Result<Document, Problem>;

#[derive(Clone, Debug)]
pub struct Options {
    /// `--published`: the day of publication of every document that states none.
    pub published: Option<String>,
    /// The largest item that is read, in bytes: a file, or a line of JSON lines.
    pub limit: u64,
    /// The longest time that one item may take, in seconds: a page, a feed, a mail, a file.
    pub seconds: u64,
    /// How many bytes of the files were read so far: counted for whoever shows the progress.
    pub read: Arc<AtomicU64>,
}

impl Default for Options {
    fn default() -> Self {
        Options { published: None, limit: 20_000_000, seconds: 60, read: Arc::default() }
    }
}

/// Name of a document: the start of the SHA-256 of its bytes, in hex.
pub fn id_of(bytes: &[u8]) -> String {
    hash_of(bytes)[..32].to_string()
}

/// SHA-256 in hex.
fn hash_of(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}

/// Every document under the paths, in the order of the arguments; folders with all folders inside, sorted by name.
///
/// One file is open at a time, so that a folder of any size needs the memory of its largest item.
pub fn open<'a>(paths: &'a [PathBuf], options: &'a Options) -> impl Iterator<Item = Opened> + 'a {
    paths.iter().flat_map(move |path| {
        let (files, problems) = folder::files(path);
        let alone = files.len() == 1 && files[0] == *path;
        let opened = files.into_iter().flat_map(move |file| open_file(&file, alone, options));
        problems.into_iter().map(Err).chain(opened)
    })
}

/// A file inside a folder that is no article at all, such as the picture of a saved page, is no problem.
fn open_file(path: &Path, asked_for: bool, options: &Options) -> Box<dyn Iterator<Item = Opened>> {
    if asked_for {
        return open_named(path, options);
    }
    if folder::belongs_to_a_page(path) {
        return Box::new(std::iter::empty());
    }
    if folder::is_foreign(path) {
        return one(Err(Problem::Skipped {
            path: path.display().to_string(),
            why: "it is no kind of file that holds articles",
        }));
    }
    // A pipe that nobody writes into would be waited for without end.
    if std::fs::metadata(path).is_ok_and(|data| !data.is_file()) {
        return one(Err(Problem::Skipped {
            path: path.display().to_string(),
            why: "it is no file but a pipe or a device",
        }));
    }
    folder::without_foreign(open_named(path, options))
}

fn open_named(path: &Path, options: &Options) -> Box<dyn Iterator<Item = Opened>> {
    let name = path.display().to_string();
    let file = match File::open(path) {
        Ok(file) => counted::Counted { input: file, read: options.read.clone() },
        Err(error) => return one(Err(Problem::Io { path: name, error })),
    };
    let read = warc::unpacked(BufReader::new(file)).and_then(|mut input| {
        // Archives and lines are read an item at a time: a file may be larger than memory.
        if input.fill_buf()?.starts_with(warc::ARCHIVE) {
            return Ok(Box::new(warc::pages(input, name.clone(), options)) as Box<dyn Iterator<Item = Opened>>);
        }
        if json::has_lines(path) {
            return Ok(Box::new(json::named_lines(input, name.clone(), options)));
        }
        Ok(match read_limited(input, options.limit)? {
            Some(bytes) => read_bytes(&bytes, &name, options),
            None => one(Err(Problem::TooLarge { path: name.clone(), limit: options.limit })),
        })
    });
    read.unwrap_or_else(|error| one(Err(Problem::Io { path: name, error })))
}

fn one(opened: Opened) -> Box<dyn Iterator<Item = Opened>> {
    Box::new(std::iter::once(opened))
}

/// All bytes, or `None` when there are more than allowed.
fn read_limited(input: impl Read, limit: u64) -> std::io::Result<Option<Vec<u8>>> {
    let mut bytes = vec![];
    input.take(limit + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= limit).then_some(bytes))
}

/// The documents in the bytes of one file, whose kind is told by its content.
pub fn read_bytes(bytes: &[u8], name: &str, options: &Options) -> Box<dyn Iterator<Item = Opened>> {
    if bytes.is_empty() {
        return one(Err(Problem::Empty { path: name.into() }));
    }
    #[cfg(feature = "pdf")]
    if bytes.starts_with(pdf::MAGIC) {
        return Box::new(pdf::document(bytes, name, options).into_iter());
    }
    #[cfg(feature = "docx")]
    if let Some(opened) = office::document(bytes, name, options) {
        return one(opened);
    }
    if let Some(opened) = stream(bytes, name, options) {
        return opened;
    }
    if let Some(what) = kind::binary(bytes) {
        return one(Err(Problem::Binary { path: name.into(), what }));
    }
    let decoded = charset::decode(bytes, None);
    let broken = (decoded.broken > 0)
        .then(|| Err(Problem::Broken { path: name.into(), count: decoded.broken, charset: decoded.charset }));
    if decoded.text.trim().is_empty() {
        return one(Err(Problem::Empty { path: name.into() }));
    }
    let opened = match kind::of(&decoded.text) {
        Kind::JsonLines => {
            let lines = std::io::Cursor::new(decoded.text.into_bytes());
            Box::new(json::named_lines(lines, name.to_string(), options))
        }
        Kind::Json => in_time("JSON", name, options, move |name, options| json::whole(&decoded.text, name, options)),
        Kind::Html => {
            let page = html::page_within(decoded.text, None, name, options);
            one(page.and_then(|page| {
                let page = page.ok_or_else(|| Problem::NoArticle { path: name.into() })?;
                Ok(named(page, bytes, name, options))
            }))
        }
        Kind::Feed => {
            let bytes = bytes.to_vec();
            in_time("a feed", name, options, move |name, options| feed::items(&bytes, name, options))
        }
        Kind::Mail => {
            let bytes = bytes.to_vec();
            in_time("a mail", name, options, move |name, options| mail::message(&bytes, name, options))
        }
        Kind::Markup => one(Err(Problem::NoText { path: name.into() })),
        Kind::Text => one(Ok(named(text::plain(decoded.text), bytes, name, options))),
    };
    Box::new(broken.into_iter().chain(opened))
}

/// What a reader finds within the time that one item may take.
fn in_time(
    what: &'static str,
    path: &str,
    options: &Options,
    read: impl FnOnce(&str, &Options) -> Box<dyn Iterator<Item = Opened>> + Send + 'static,
) -> Box<dyn Iterator<Item = Opened>> {
    let (name, kept) = (path.to_string(), options.clone());
    let found = limits::within(options.seconds, move || read(&name, &kept).collect::<Vec<Opened>>());
    match found {
        Ok(found) => Box::new(found.into_iter()),
        Err(stopped) => one(Err(stopped.problem(what, path, options.seconds))),
    }
}

/// It begins as gzip or Zstandard.
fn is_coated(bytes: &[u8]) -> bool {
    [&[0x1F, 0x8B, 0x08][..], &[0x28, 0xB5, 0x2F, 0xFD]].iter().any(|magic| bytes.starts_with(magic))
}

/// A web archive, or anything packed: read as a file of that kind is.
fn stream(bytes: &[u8], name: &str, options: &Options) -> Option<Box<dyn Iterator<Item = Opened>>> {
    let is_packed = is_coated(bytes);
    if !is_packed && !bytes.starts_with(warc::ARCHIVE) {
        return None;
    }
    let io = |error| one(Err(Problem::Io { path: name.into(), error }));
    let mut input = match warc::unpacked(std::io::Cursor::new(bytes.to_vec())) {
        Ok(input) => input,
        Err(error) => return Some(io(error)),
    };
    if input.fill_buf().is_ok_and(|start| start.starts_with(warc::ARCHIVE)) {
        return Some(Box::new(warc::pages(input, name.into(), options)));
    }
    Some(match read_limited(input, options.limit) {
        // One coat is taken off, not one after another.
        Ok(Some(unpacked)) if is_packed && kind::binary(&unpacked).is_none() && !is_coated(&unpacked) => {
            read_bytes(&unpacked, name, options)
        }
        Ok(Some(_)) => one(Err(Problem::Binary { path: name.into(), what: "packed binary data" })),
        Ok(None) => one(Err(Problem::TooLarge { path: name.into(), limit: options.limit })),
        Err(error) => io(error),
    })
}

/// What every document of a file has, whatever its kind.
fn named(mut document: Document, bytes: &[u8], name: &str, options: &Options) -> Document {
    let hash = hash_of(bytes);
    document.id = hash[..32].to_string();
    document.bytes_hash = Some(hash);
    document.path = Some(name.to_string());
    published_given(&mut document, options);
    document
}

/// Where nothing declares the day, the address may.
fn published_in_address(document: &mut Document) {
    let day = document.url.as_deref().and_then(address::day_in).filter(|_| document.published.value.is_none());
    if let Some(day) = day {
        document.published = published(Some(day.to_string()), PublishedFrom::Metadata);
        document.published_in = Some(Place::Url);
    }
}

fn published_given(document: &mut Document, options: &Options) {
    if document.published.value.is_none() && options.published.is_some() {
        document.published = published(options.published.clone(), PublishedFrom::Given);
    }
}

fn published(value: Option<String>, from: PublishedFrom) -> Published {
    Published { from: value.is_some().then_some(from), value, at: None }
}
