//! Title, author, outlet, addresses and language of a page, by its own elements first and by the library after that.

use super::linked_data::Said;
use readout::Document;
use regex::Regex;
use std::sync::LazyLock;
use trafilatura::dom;

/// "&#8216;" and "&#x2019;", left over where a title was escaped twice.
static NUMBERED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"&#(?:([0-9]{1,7})|[xX]([0-9a-fA-F]{1,6}));").expect("the pattern is constant: a test runs it")
});

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
            .and_then(outlet)
            .or_else(|| said.publisher.as_deref().and_then(some).and_then(outlet)),
        language: attribute("html", "lang"),
        ..Document::default()
    }
}

/// The name before its motto: "Tarn Courier | News of the coast". An address or the name of an account is none.
fn outlet(printed: String) -> Option<String> {
    let name = printed.split(" | ").next().unwrap_or("").trim().to_string();
    let is_name = !name.contains("://") && !name.starts_with('@') && !name.ends_with('_') && !name.is_empty();
    is_name.then_some(name)
}

/// The library's answers where the page's own fields gave none.
pub fn fill(document: &mut Document, found: &trafilatura::Metadata) {
    let keep = |field: &mut Option<String>, value: &str| *field = field.take().or_else(|| some(value));
    keep(&mut document.title, &found.title);
    keep(&mut document.author, &found.author);
    if let Some(name) = outlet(found.sitename.clone()) {
        keep(&mut document.outlet, &name);
    }
    keep(&mut document.url, &found.url);
}

/// A field's text with single blanks; entities that were escaped twice are common in titles.
fn some(value: &str) -> Option<String> {
    let text = value.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = text.replace("&amp;", "&").replace("&quot;", "\"");
    let text = NUMBERED.replace_all(&text, |found: &regex::Captures| {
        let number = found.get(1).map(|n| n.as_str().parse()).or_else(|| Some(u32::from_str_radix(&found[2], 16)));
        let letter = number.and_then(Result::ok).and_then(char::from_u32).filter(|c| !c.is_control());
        letter.map_or_else(|| found[0].to_string(), String::from)
    });
    let text = text.into_owned();
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_that_were_escaped_twice_are_read() {
        assert_eq!(
            some("&#8216;Tarn&#8217; &amp; the &#x201c;coast&#x201d; ").as_deref(),
            Some("‘Tarn’ & the “coast”")
        );
        assert_eq!(some("&#0; &#99999999;").as_deref(), Some("&#0; &#99999999;"));
    }

    #[test]
    fn an_outlet_is_a_name_and_no_address() {
        assert_eq!(outlet("Tarn Courier | News of the coast".into()).as_deref(), Some("Tarn Courier"));
        assert_eq!(outlet("https://courier.example".into()), None);
        assert_eq!(outlet("@tarncourier".into()), None);
    }
}
