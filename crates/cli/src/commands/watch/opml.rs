//! Feeds out of an OPML file: every outline with an address, folders of outlines inside.

use anyhow::{Context, Result};
use quick_xml::XmlVersion;
use quick_xml::encoding::Decoder;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

/// A feed's address and title.
pub type Listed = (String, Option<String>);

/// # Errors
/// When the file is no XML.
pub fn feeds(text: &str) -> Result<Vec<Listed>> {
    let mut reader = Reader::from_str(text);
    let mut out = vec![];
    loop {
        match reader.read_event().context("the list of feeds is no OPML")? {
            Event::Start(tag) | Event::Empty(tag) if tag.local_name().as_ref() == b"outline" => {
                out.extend(outline(&tag, reader.decoder()))
            }
            Event::Eof => return Ok(out),
            _ => {}
        }
    }
}

fn outline(tag: &BytesStart, decoder: Decoder) -> Option<Listed> {
    let value = |name: &str| {
        let found = tag.attributes().flatten().find(|a| a.key.as_ref().eq_ignore_ascii_case(name.as_bytes()))?;
        let text = found.decoded_and_normalized_value(XmlVersion::Implicit1_0, decoder).ok()?.trim().to_string();
        (!text.is_empty()).then_some(text)
    };
    Some((value("xmlUrl")?, value("title").or_else(|| value("text"))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn feeds_are_found_in_folders_of_folders() {
        let text = "<?xml version=\"1.0\"?><opml version=\"2.0\"><head><title>Desk</title></head><body><outline text=\"North\">\
            <outline type=\"rss\" text=\"Tarn Courier\" xmlUrl=\"https://courier.example/feed?a=1&amp;b=2\"/></outline>\
            <outline title=\"No feed\"/></body></opml>";
        let found = feeds(text).expect("OPML");
        assert_eq!(found, [("https://courier.example/feed?a=1&b=2".into(), Some("Tarn Courier".into()))]);
        assert!(feeds("<opml><body></opml>").is_err());
    }
}
