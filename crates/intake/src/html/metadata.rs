//! Title, author, outlet, addresses and language of a page, by its own elements first and by the library after that.

use super::linked_data::Said;
use readout::Document;
use trafilatura::dom;

pub fn of(dom: &dom::Document, said: &Said, url: Option<&str>) -> Document {
    let root = dom.root();
    let attribute = |selector: &str, name: &str| {
        let value = dom.get_attribute(dom.query_selector(root, selector)?, name)?;
        some(&value)
    };
    let canonical =
        attribute("link[rel=canonical]", "href").or_else(|| attribute("meta[property='og:url']", "content"));
    Document {
        url: url.map(str::to_string),
        canonical_url: canonical.filter(|c| c.starts_with("http")),
        title: said.headline.as_deref().and_then(some).or_else(|| attribute("meta[property='og:title']", "content")),
        author: (!said.authors.is_empty()).then(|| said.authors.join(", ")).as_deref().and_then(some),
        outlet: attribute("meta[property='og:site_name']", "content")
            .or_else(|| said.publisher.as_deref().and_then(some)),
        language: attribute("html", "lang"),
        ..Document::default()
    }
}

/// The library's answers where the page's own fields gave none.
pub fn fill(document: &mut Document, found: &trafilatura::Metadata) {
    let keep = |field: &mut Option<String>, value: &str| *field = field.take().or_else(|| some(value));
    keep(&mut document.title, &found.title);
    keep(&mut document.author, &found.author);
    keep(&mut document.outlet, &found.sitename);
    keep(&mut document.url, &found.url);
}

/// A field's text with single blanks; entities that were escaped twice are common in titles.
fn some(value: &str) -> Option<String> {
    let text = value.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = text.replace("&amp;", "&").replace("&quot;", "\"").replace("&#039;", "'").replace("&#39;", "'");
    (!text.is_empty()).then_some(text)
}
