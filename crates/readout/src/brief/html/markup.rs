//! HTML that cannot be broken by text: only escaped text and tags named in the program become `Html`.

/// A piece of a page. There is no way to make one of text but through escaping.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Html(String);

impl Html {
    pub fn new() -> Self {
        Html::default()
    }

    pub fn text(text: &str) -> Self {
        let mut out = String::with_capacity(text.len());
        escape(text, &mut out);
        Html(out)
    }

    pub fn push(&mut self, more: impl Into<Html>) {
        self.0.push_str(&more.into().0);
    }

    pub fn and(mut self, more: impl Into<Html>) -> Self {
        self.push(more);
        self
    }

    pub fn open(&mut self, name: &'static str, attributes: &[(&'static str, &str)]) {
        self.0.push('<');
        self.0.push_str(name);
        for (key, value) in attributes.iter().filter(|(_, value)| !value.is_empty()) {
            self.0.push(' ');
            self.0.push_str(key);
            self.0.push_str("=\"");
            escape(value, &mut self.0);
            self.0.push('"');
        }
        self.0.push('>');
    }

    pub fn close(&mut self, name: &'static str) {
        self.0.push_str("</");
        self.0.push_str(name);
        self.0.push('>');
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Html {
    fn from(text: &str) -> Self {
        Html::text(text)
    }
}

impl From<String> for Html {
    fn from(text: String) -> Self {
        Html::text(&text)
    }
}

impl From<&String> for Html {
    fn from(text: &String) -> Self {
        Html::text(text)
    }
}

impl FromIterator<Html> for Html {
    fn from_iter<I: IntoIterator<Item = Html>>(parts: I) -> Self {
        let mut out = Html::new();
        parts.into_iter().for_each(|part| out.push(part));
        out
    }
}

/// An element; attributes without a value are left out.
pub fn tag(name: &'static str, attributes: &[(&'static str, &str)], inside: impl Into<Html>) -> Html {
    let mut out = Html::new();
    out.open(name, attributes);
    out.push(inside);
    out.close(name);
    out
}

/// Text of a source, whose direction of writing cannot leave its element.
pub fn foreign(text: &str) -> Html {
    tag("bdi", &[], text)
}

/// The address of a document, when it is one of the web; nothing else may become a link.
pub fn web_address(url: &str) -> Option<&str> {
    let scheme = url.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase())?;
    matches!(scheme.as_str(), "http" | "https").then_some(url)
}

/// Control characters, which HTML forbids, become the sign for an unreadable one, so that offsets hold.
fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(c),
            c if c.is_control() => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text() {
        assert_eq!(Html::text("<b onclick='x'>&\"\u{0}").as_str(), "&lt;b onclick=&#39;x&#39;&gt;&amp;&quot;\u{fffd}");
        assert_eq!(tag("a", &[("title", "\"><script>")], "x").as_str(), "<a title=\"&quot;&gt;&lt;script&gt;\">x</a>");
    }

    #[test]
    fn only_addresses_of_the_web_are_links() {
        assert_eq!(web_address("javascript://alert(1)"), None);
        assert_eq!(web_address("javascript:alert(1)"), None);
        assert_eq!(web_address("data:text/html,x"), None);
        assert!(web_address("HTTPS://news.example/a").is_some());
    }
}
