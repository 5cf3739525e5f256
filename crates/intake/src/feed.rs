//! RSS and Atom feeds: every item with a text is a document.

use crate::html;
use crate::{Opened, Options, Problem, hash_of, id_of, language, one, published, published_given};
use feed_rs::model::{Entry, Feed};
use readout::Document;
use readout::document::{Place, PublishedFrom};

pub fn items(bytes: &[u8], path: &str, options: &Options) -> Box<dyn Iterator<Item = Opened>> {
    let wrong = |why: String| one(Err(Problem::Malformed { path: path.into(), what: "a feed", why }));
    let feed = match feed_rs::parser::parse(bytes) {
        Ok(feed) => feed,
        Err(error) => return wrong(error.to_string()),
    };
    let found: Vec<Opened> = feed.entries.iter().filter_map(|e| item(e, &feed, path, options)).map(Ok).collect();
    if found.is_empty() {
        return wrong("no item in it has a text".into());
    }
    Box::new(found.into_iter())
}

/// The full text where the feed gives it, else the summary.
fn item(entry: &Entry, feed: &Feed, path: &str, options: &Options) -> Option<Document> {
    let full = entry.content.as_ref().and_then(|c| c.body.clone());
    let printed = full.or_else(|| entry.summary.as_ref().map(|s| s.content.clone()))?;
    let mut document = html::fragment(&printed)?;
    let text_of = |t: &feed_rs::model::Text| t.content.trim().to_string();
    let authors: Vec<&str> = entry.authors.iter().map(|a| a.name.as_str()).filter(|n| !n.is_empty()).collect();
    document.title = entry.title.as_ref().map(text_of).filter(|t| !t.is_empty());
    document.url = entry.links.first().map(|l| l.href.clone());
    document.author = (!authors.is_empty()).then(|| authors.join(", "));
    document.outlet = feed.title.as_ref().map(text_of).filter(|t| !t.is_empty());
    document.language = language::of(&document.text, feed.language.as_deref());
    document.published = published(entry.published.map(|d| d.date_naive().to_string()), PublishedFrom::Metadata);
    document.published_in = document.published.value.as_ref().map(|_| Place::Feed);
    document.modified = entry.updated.map(|d| d.date_naive().to_string());
    document.modified_in = document.modified.as_ref().map(|_| Place::Feed);
    document.id = id_of(format!("{}\n{}", entry.id, document.text).as_bytes());
    // The item as the feed prints it: what stands around it changes with every fetch.
    document.bytes_hash = Some(hash_of(printed.as_bytes()));
    document.path = Some(path.to_string());
    crate::published_in_address(&mut document);
    published_given(&mut document, options);
    Some(document)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_of_a_feed_are_documents_with_their_days() {
        let feed = "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Tarn Courier</title><link>https://courier.example</link><description>d</description>\
            <item><title>Harbour closed</title><link>https://courier.example/1</link><pubDate>Mon, 03 Mar 2031 10:00:00 +0000</pubDate><description>&lt;p&gt;The harbour was closed.&lt;/p&gt;&lt;p&gt;Nobody was hurt.&lt;/p&gt;</description></item></channel></rss>";
        let found: Vec<Opened> = items(feed.as_bytes(), "feed.xml", &Options::default()).collect();
        let d = found[0].as_ref().expect("a document");
        assert_eq!(d.text.split_whitespace().collect::<Vec<_>>().join(" "), "The harbour was closed. Nobody was hurt.");
        assert_eq!(d.published.value.as_deref(), Some("2031-03-03"));
        assert_eq!((d.title.as_deref(), d.outlet.as_deref()), (Some("Harbour closed"), Some("Tarn Courier")));
        let own = hash_of(b"<p>The harbour was closed.</p><p>Nobody was hurt.</p>");
        assert_eq!(d.bytes_hash.as_deref(), Some(own.as_str()));
    }

    #[test]
    fn a_feed_cut_short_is_named() {
        let found: Vec<Opened> = items(b"<rss><channel><item>", "feed.xml", &Options::default()).collect();
        assert!(found.len() == 1 && found[0].is_err());
    }
}
