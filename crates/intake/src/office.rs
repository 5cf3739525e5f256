//! Articles in office files: their text, title, author and days. Behind the feature `docx`.

use crate::{Opened, Options, Problem, day, limits, named, text};
use quick_xml::Reader;
use quick_xml::events::Event;
use readout::Document;
use readout::document::{Place, PublishedFrom};
use std::io::{Cursor, Read};

/// How a packed archive begins.
const MAGIC: &[u8] = b"PK\x03\x04";

/// The document of an office file; `None` for other files.
pub fn document(bytes: &[u8], path: &str, options: &Options) -> Option<Opened> {
    let what = "an office file";
    let (owned, limit) = Some(bytes).filter(|b| b.starts_with(MAGIC)).map(|b| (b.to_vec(), options.limit))?;
    let read = match limits::within(options.seconds, move || read(&owned, limit)) {
        Ok(read) => read?.map_err(|why| Problem::Malformed { path: path.into(), what, why }),
        Err(stopped) => Err(stopped.problem(what, path, options.seconds)),
    };
    Some(read.map(|document| named(document, bytes, path, options)))
}

/// `None` for an archive that is no text of an office program.
fn read(bytes: &[u8], limit: u64) -> Option<Result<Document, String>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut part = |name: &str| -> Option<Vec<u8>> {
        let mut out = vec![];
        archive.by_name(name).ok()?.take(limit + 1).read_to_end(&mut out).ok()?;
        Some(out)
    };
    let body = part("word/document.xml")?;
    if body.len() as u64 > limit {
        return Some(Err("it unpacks to more than the limit".into()));
    }
    let properties = part("docProps/core.xml").unwrap_or_default();
    Some(paragraphs(&body).map(|printed| {
        let field = |name: &str| property(&properties, name);
        let day_in = |name: &str| day::of(&field(name)?);
        let (created, modified) = (day_in("created"), day_in("modified"));
        Document {
            title: field("title"),
            author: field("creator"),
            published_in: created.as_ref().map(|_| Place::Head),
            published: crate::published(created, PublishedFrom::Metadata),
            modified_in: modified.as_ref().map(|_| Place::Head),
            modified,
            ..text::plain(printed)
        }
    }))
}

/// Runs of text; a paragraph ends a line.
fn paragraphs(body: &[u8]) -> Result<String, String> {
    let mut reader = Reader::from_reader(body);
    let (mut out, mut is_text, mut buffer) = (String::new(), false, vec![]);
    loop {
        match reader.read_event_into(&mut buffer).map_err(|e| e.to_string())? {
            Event::Start(e) if e.local_name().as_ref() == b"t" => is_text = true,
            Event::End(e) if e.local_name().as_ref() == b"t" => is_text = false,
            Event::End(e) if e.local_name().as_ref() == b"p" => out.push('\n'),
            Event::Empty(e) if matches!(e.local_name().as_ref(), b"br" | b"cr") => out.push('\n'),
            Event::Empty(e) if e.local_name().as_ref() == b"tab" => out.push('\t'),
            Event::Text(e) if is_text => out.push_str(&e.decode().map_err(|e| e.to_string())?),
            Event::GeneralRef(e) if is_text => out.push_str(&entity(&e.decode().map_err(|e| e.to_string())?)),
            Event::Eof => return Ok(out),
            _ => {}
        }
        buffer.clear();
    }
}

fn entity(name: &str) -> String {
    quick_xml::escape::unescape(&format!("&{name};")).map(|c| c.into_owned()).unwrap_or_default()
}

fn property(properties: &[u8], name: &str) -> Option<String> {
    let mut reader = Reader::from_reader(properties);
    let (mut inside, mut buffer) = (false, vec![]);
    loop {
        match reader.read_event_into(&mut buffer).ok()? {
            Event::Start(e) => inside = e.local_name().as_ref() == name.as_bytes(),
            Event::End(_) => inside = false,
            Event::Text(e) if inside => return Some(e.decode().ok()?.trim().to_string()).filter(|t| !t.is_empty()),
            Event::Eof => return None,
            _ => {}
        }
        buffer.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn paragraphs_of_an_office_file_are_lines() {
        let mut writer = zip::ZipWriter::new(Cursor::new(vec![]));
        let mut add = |name: &str, content: &str| {
            writer.start_file(name, zip::write::SimpleFileOptions::default()).expect("memory takes it");
            writer.write_all(content.as_bytes()).expect("memory takes it");
        };
        add(
            "docProps/core.xml",
            "<cp:c><dc:title>Harbour closed</dc:title><dcterms:created>2031-03-04T10:00:00Z</dcterms:created></cp:c>",
        );
        add(
            "word/document.xml",
            "<w:document><w:body><w:p><w:r><w:t>The harbour was closed.</w:t></w:r></w:p><w:p><w:r><w:t>Ships &amp; boats </w:t></w:r><w:r><w:t>wait.</w:t></w:r></w:p></w:body></w:document>",
        );
        let bytes = writer.finish().expect("memory takes it").into_inner();
        let document = read(&bytes, 1000).expect("an office file").expect("a document");
        assert_eq!(document.text, "The harbour was closed.\nShips & boats wait.\n");
        assert_eq!(document.title.as_deref(), Some("Harbour closed"));
        assert_eq!(document.published.value.as_deref(), Some("2031-03-04"));
    }
}
