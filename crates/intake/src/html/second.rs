//! Whether a second opinion on a page is worth its time.
//!
//! The library reads a page by rules first. Its second way, by the density of text, costs more than all the rest together,
//! and its answer is taken only where it is more than twice as long as the first, or the first is nearly nothing.

use trafilatura::dom::{Document, NodeId};

/// Below so many bytes the first answer counts as nearly nothing: a little more than the library's own bound.
const SHORT: usize = 300;
/// A run of text that is long enough to belong to an article.
const RUN: usize = 40;
/// Deeper elements are not read by the library either.
const DEPTH: usize = 500;
/// Elements whose text is no part of an article, whatever its length.
const AROUND: &[&str] = &[
    "script",
    "style",
    "noscript",
    "nav",
    "header",
    "footer",
    "aside",
    "form",
    "button",
    "select",
    "svg",
    "template",
    "iframe",
    "figure",
    "figcaption",
    "head",
    "title",
    "a",
    "label",
    "ul",
    "ol",
];

/// How many bytes of text stand in long runs outside links, lists and what surrounds an article.
pub fn running_text(dom: &Document) -> usize {
    dom.body().map_or(0, |body| inside(dom, body, 0))
}

/// The second answer can be twice as long as the first only where the page has so much more text; half of that is asked.
pub fn is_worth_it(first: &str, running: usize) -> bool {
    first.len() < SHORT || running * 2 > first.len() * 3
}

fn inside(dom: &Document, element: NodeId, depth: usize) -> usize {
    if depth > DEPTH {
        return 0;
    }
    let child = |node: NodeId| {
        if dom.is_text(node) {
            let text = dom.text_content(node);
            let length = text.split_whitespace().map(|word| word.len() + 1).sum::<usize>();
            return if length > RUN { length } else { 0 };
        }
        if AROUND.contains(&dom.tag_name(node)) { 0 } else { inside(dom, node, depth + 1) }
    };
    dom.child_nodes(element).into_iter().map(child).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PARAGRAPH: &str = "The harbour of Tarn was closed on Monday after two ships had collided in the fog.";

    #[test]
    fn text_of_lists_and_links_is_no_running_text() {
        let page = format!("<body><p>{PARAGRAPH}</p><ul><li>{PARAGRAPH}</li></ul><a>{PARAGRAPH}</a><p>Short</p>");
        let running = running_text(&Document::parse(&page));
        assert!((PARAGRAPH.len()..PARAGRAPH.len() + 3).contains(&running), "{running}");
    }

    #[test]
    fn a_second_opinion_is_asked_where_most_of_the_text_is_missing() {
        assert!(is_worth_it("", 0));
        assert!(is_worth_it(&"a".repeat(1000), 5000));
        assert!(!is_worth_it(&"a".repeat(1000), 1200));
    }
}
