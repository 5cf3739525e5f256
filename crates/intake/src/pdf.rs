//! Articles in PDF files: lines put together to paragraphs, without what stands at the head and foot of every page.

mod lines;
mod paragraphs;
mod tame;
mod unpacked;
mod widths;

use crate::{Opened, Options, Problem, day, limits, named, text};
use lines::Lines;
use pdf_extract::{Dictionary, Object, decode_text_string, output_doc_page};
use readout::Document;
use readout::document::Place;
use std::panic::{AssertUnwindSafe, catch_unwind};

pub const MAGIC: &[u8] = b"%PDF-";

/// What one file gives before it is put together.
struct Pages {
    /// The lines of each page that could be read.
    read: Vec<String>,
    broken: usize,
    title: Option<String>,
    made: Option<String>,
}

/// The document of the file, and a problem where only a part of its pages can be read.
pub fn document(bytes: &[u8], path: &str, options: &Options) -> Vec<Opened> {
    let (owned, limit) = (bytes.to_vec(), options.limit);
    let pages = match limits::within(options.seconds, move || pages(&owned, limit)) {
        Ok(Ok(pages)) => pages,
        Ok(Err(why)) => return vec![Err(malformed(path, why))],
        Err(stopped) => return vec![Err(stopped.problem("a PDF file", path, options.seconds))],
    };
    let count = pages.read.len() + pages.broken;
    let mut out = vec![];
    if pages.broken > 0 {
        out.push(Err(Problem::Pages { path: path.into(), broken: pages.broken, count }));
    }
    let printed = paragraphs::of(&pages.read);
    if printed.is_empty() {
        let why = "there is no text in it: give one that went through text recognition".into();
        out.push(Err(malformed(path, why)));
        return out;
    }
    let document = Document {
        title: pages.title.filter(|title| is_headline(title, &printed)),
        crawled_in: pages.made.as_ref().map(|_| Place::Head),
        crawled: pages.made,
        ..text::plain(printed)
    };
    out.push(Ok(named(document, bytes, path, options)));
    out
}

fn malformed(path: &str, why: String) -> Problem {
    Problem::Malformed { path: path.into(), what: "a PDF file", why }
}

fn pages(bytes: &[u8], limit: u64) -> Result<Pages, String> {
    if unpacked::is_too_large(bytes, limit) {
        return Err("it unpacks to more than the limit".into());
    }
    let mut file = pdf_extract::Document::load_mem(bytes).map_err(|error| error.to_string())?;
    if file.is_encrypted() && file.decrypt("").is_err() {
        return Err("it is locked with a password: save a copy without one".into());
    }
    tame::drawings(&mut file);
    widths::write_out(&mut file);
    let (title, made) = head(&file);
    let mut pages = Pages { read: vec![], broken: 0, title, made };
    for (number, id) in file.get_pages() {
        match Some(number).filter(|_| tame::is_sound(&file, id)).and_then(|number| page(&file, number)) {
            Some(printed) => pages.read.push(printed),
            None => pages.broken += 1,
        }
    }
    Ok(pages)
}

/// The reader of pages gives up with a panic where a page breaks the format.
fn page(file: &pdf_extract::Document, number: u32) -> Option<String> {
    let read = || {
        let mut lines = Lines::default();
        output_doc_page(file, &mut lines, number).ok().map(|()| lines.printed)
    };
    catch_unwind(AssertUnwindSafe(read)).ok().flatten()
}

/// Title and day in the head of the file. The author there is mostly the owner of the computer.
fn head(file: &pdf_extract::Document) -> (Option<String>, Option<String>) {
    let info = file.trailer.get(b"Info").and_then(|at| file.dereference(at)).map(|(_, object)| object);
    let Ok(info) = info.and_then(Object::as_dict) else { return (None, None) };
    let field = |info: &Dictionary, name: &[u8]| decode_text_string(info.get(name).ok()?).ok();
    let made = field(info, b"CreationDate").and_then(|printed| day::of(printed.trim_start_matches("D:").get(..8)?));
    (field(info, b"Title"), made)
}

/// Programs write names of files and templates into the title: one that the text does not show is none.
fn is_headline(title: &str, printed: &str) -> bool {
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let title = words(title);
    !title.is_empty() && words(printed).contains(&title)
}

#[cfg(test)]
mod tests {
    use super::*;
    use pdf_extract::content::{Content, Operation};
    use pdf_extract::{Stream, dictionary};

    /// A file with these lines on each page, as a printer writes it.
    fn file(pages: &[&[&str]]) -> Vec<u8> {
        let mut file = pdf_extract::Document::with_version("1.5");
        let tree = file.new_object_id();
        let font = file.add_object(dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Courier" });
        let resources = file.add_object(dictionary! { "Font" => dictionary! { "F1" => font } });
        let mut kids: Vec<Object> = vec![];
        for lines in pages {
            let mut operations = vec![Operation::new("BT", vec![]), Operation::new("Tf", vec!["F1".into(), 10.into()])];
            for (row, line) in lines.iter().enumerate() {
                let place = vec![1.into(), 0.into(), 0.into(), 1.into(), 50.into(), (700 - 12 * row as i64).into()];
                operations.push(Operation::new("Tm", place));
                operations.push(Operation::new("Tj", vec![Object::string_literal(*line)]));
            }
            operations.push(Operation::new("ET", vec![]));
            let content = Content { operations }.encode().expect("operations are written");
            let content = file.add_object(Stream::new(dictionary! {}, content));
            let page = dictionary! { "Type" => "Page", "Parent" => tree, "Contents" => content };
            kids.push(file.add_object(page).into());
        }
        let count = kids.len() as i64;
        let size = vec![0.into(), 0.into(), 595.into(), 842.into()];
        let pages = dictionary! {
            "Type" => "Pages", "Kids" => kids, "Count" => count, "Resources" => resources, "MediaBox" => size
        };
        file.objects.insert(tree, Object::Dictionary(pages));
        let catalog = file.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
        let made = Object::string_literal("D:20310304101500+02'00'");
        let info =
            file.add_object(dictionary! { "Title" => Object::string_literal("draft-7.doc"), "CreationDate" => made });
        file.trailer.set("Root", catalog);
        file.trailer.set("Info", info);
        let mut bytes = vec![];
        file.save_to(&mut bytes).expect("memory takes it");
        bytes
    }

    #[test]
    fn paragraphs_go_on_over_lines_and_pages() {
        let first: &[&str] =
            &["The Tarn Post", "The harbour of Tarn was closed on Monday after", "the storm, the port"];
        let second: &[&str] = &["The Tarn Post", "authority said. It opens again on Friday."];
        let found = document(&file(&[first, second]), "a.pdf", &Options::default());
        let [Ok(document)] = found.as_slice() else { panic!("one document: {found:?}") };
        let expected = "The harbour of Tarn was closed on Monday after the storm, the port authority said. It opens again on Friday.";
        assert_eq!(document.text.trim(), expected);
        assert_eq!(document.title, None, "the name of a file is no headline");
        assert_eq!(document.crawled.as_deref(), Some("2031-03-04"));
    }

    #[test]
    fn a_file_without_text_or_with_broken_bytes_is_named() {
        let said = |bytes: &[u8]| match document(bytes, "a.pdf", &Options::default()).pop() {
            Some(Err(problem)) => problem.to_string(),
            other => panic!("a problem: {other:?}"),
        };
        assert!(said(&file(&[&[]])).contains("no text in it"));
        assert!(said(b"%PDF-1.5 and then nothing").starts_with("`a.pdf` cannot be read as a PDF file"));
        let whole = file(&[&["The harbour was closed on Monday."]]);
        for end in (0..whole.len()).step_by(97) {
            document(&whole[..end], "a.pdf", &Options::default());
        }
    }
}
