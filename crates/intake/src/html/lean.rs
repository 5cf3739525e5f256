//! The markup of a page without what is no part of its text: programs, styles, comments. Most bytes of a saved page are
//! these, and every step behind would carry them along.

use std::borrow::Cow;

/// Elements in which a tag is text, up to their own end (WHATWG HTML, "Parsing HTML documents": RCDATA and raw text).
pub const RAW: &[&str] = &["script", "style", "textarea", "title", "noscript", "iframe", "xmp", "noembed", "noframes"];
/// Behind this tag everything is text.
const PLAIN: &str = "plaintext";

/// The page as it is where it holds something that only a whole parser reads rightly.
pub fn of(html: &str) -> Cow<'_, str> {
    without_programs(html).map_or(Cow::Borrowed(html), Cow::Owned)
}

fn without_programs(html: &str) -> Option<String> {
    let bytes = html.as_bytes();
    let mut out = String::with_capacity(html.len() / 2);
    let (mut at, mut kept) = (0, 0);
    while let Some(found) = html.get(at..)?.find('<') {
        let start = at + found;
        let rest = &html[start..];
        if rest.starts_with("<!--") {
            out.push_str(&html[kept..start]);
            at = start + comment(rest)?;
            kept = at;
            continue;
        }
        if rest.starts_with("<![") {
            return None;
        }
        let name = name(&rest[1..]);
        if name.is_empty() && !matches!(bytes.get(start + 1), Some(b'/' | b'!' | b'?')) {
            at = start + 1;
            continue;
        }
        let is_tag = rest.trim_start_matches(['<', '/']).starts_with(|c: char| c.is_ascii_alphabetic());
        let Some(length) = (if is_tag { tag(rest) } else { rest.find('>').map(|end| end + 1) }) else { break };
        at = start + length;
        let Some(element) = RAW.iter().find(|raw| name.eq_ignore_ascii_case(raw)) else {
            if name.eq_ignore_ascii_case(PLAIN) {
                return None;
            }
            continue;
        };
        let inside = end_of(&html[at..], element)?;
        let is_program = *element == "style" || *element == "script" && !tells_of_the_page(&rest[..length]);
        if *element == "script" && html[at..at + inside].contains("<!--") {
            return None;
        }
        at += inside;
        if is_program {
            out.push_str(&html[kept..start]);
            at += tag(&html[at..])?;
            kept = at;
        }
    }
    out.push_str(&html[kept..]);
    Some(out)
}

/// JSON-LD is what the page says of itself.
fn tells_of_the_page(tag: &str) -> bool {
    tag.as_bytes().windows("ld+json".len()).any(|w| w.eq_ignore_ascii_case(b"ld+json"))
}

/// The letters behind the bracket of a start tag.
pub fn name(behind: &str) -> &str {
    let is_letter = behind.as_bytes().first().is_some_and(u8::is_ascii_alphabetic);
    let end = behind.find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>')).unwrap_or(behind.len());
    if is_letter { &behind[..end] } else { "" }
}

/// How long a comment is, both its marks included; `None` where it does not end as it should.
pub fn comment(rest: &str) -> Option<usize> {
    // "<!-->" and "<!--->" are whole comments.
    if rest.starts_with("<!-->") || rest.starts_with("<!--->") {
        return None;
    }
    let end = rest["<!--".len()..].find("--")?;
    let (mut at, bytes) = ("<!--".len() + end, rest.as_bytes());
    loop {
        match bytes.get(at + 2)? {
            b'>' => return Some(at + 3),
            b'!' if bytes.get(at + 3) == Some(&b'>') => return Some(at + 4),
            _ => at += 1 + rest[at + 1..].find("--")?,
        }
    }
}

/// Where in a tag its next letter stands.
enum Part {
    TagName,
    BeforeName,
    Name,
    AfterName,
    BeforeValue,
    Value,
    Quoted(u8),
}

/// How long a tag is: an angle bracket between the quotation marks of a value does not end it.
pub fn tag(rest: &str) -> Option<usize> {
    let mut part = Part::TagName;
    for (at, byte) in rest.bytes().enumerate() {
        if byte == b'>' && !matches!(part, Part::Quoted(_)) {
            return Some(at + 1);
        }
        let is_gap = byte.is_ascii_whitespace();
        part = match (part, byte) {
            (Part::Quoted(mark), _) if byte != mark => Part::Quoted(mark),
            (Part::Quoted(_), _) => Part::BeforeName,
            (Part::BeforeValue, b'"' | b'\'') => Part::Quoted(byte),
            (Part::BeforeValue, _) => {
                if is_gap {
                    Part::BeforeValue
                } else {
                    Part::Value
                }
            }
            (Part::Value, _) => {
                if is_gap {
                    Part::BeforeName
                } else {
                    Part::Value
                }
            }
            (Part::TagName, _) if !is_gap && byte != b'/' => Part::TagName,
            (_, b'/') | (Part::TagName, _) => Part::BeforeName,
            (Part::Name | Part::AfterName, b'=') => Part::BeforeValue,
            (Part::BeforeName, _) if is_gap => Part::BeforeName,
            (Part::Name | Part::AfterName, _) if is_gap => Part::AfterName,
            _ => Part::Name,
        };
    }
    None
}

/// Where the end tag of an element begins.
pub fn end_of(inside: &str, element: &str) -> Option<usize> {
    let mut at = 0;
    loop {
        let start = at + inside[at..].find("</")?;
        let rest = &inside[start + 2..];
        let is_end = rest.get(..element.len()).is_some_and(|n| n.eq_ignore_ascii_case(element))
            && rest.as_bytes().get(element.len()).is_some_and(|b| b.is_ascii_whitespace() || matches!(b, b'/' | b'>'));
        if is_end {
            return Some(start);
        }
        at = start + 2;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(html: &str, expected: &str) {
        assert_eq!(of(html), expected, "{html}");
    }

    #[test]
    fn programs_styles_and_comments_are_left_out() {
        check("<p>a</p><script>if (a < b) { x = '</p>' }</script><p>b</p>", "<p>a</p><p>b</p>");
        check("<STYLE type=\"text/css\">p > a {}</style ><p>b", "<p>b");
        check("<p>a<!-- no -- text > <p> -->b</p>", "<p>ab</p>");
        check("<p>1 < 2 and 3 > 2</p>", "<p>1 < 2 and 3 > 2</p>");
    }

    #[test]
    fn what_a_page_says_of_itself_is_kept() {
        let said = "<script type=\"application/ld+json\">{\"headline\": \"<b>\"}</script>";
        check(said, said);
    }

    #[test]
    fn a_tag_inside_a_value_or_a_text_field_is_no_tag() {
        let value = "<p title=\"a > <script>b</script>\">c</p>";
        check(value, value);
        let field = "<textarea><!-- a --><script></textarea><p>b</p>";
        check(field, field);
        check("<p title = '<!--'>a</p><!-- b -->", "<p title = '<!--'>a</p>");
    }

    /// The text of a page as a browser's parser sees it, programs and styles left out.
    fn text(html: &str) -> String {
        let mut dom = trafilatura::dom::Document::parse(html);
        dom.strip_elements(dom.root(), true, &["script", "style"]);
        // White space may stand in the head or in the body.
        dom.text_content(dom.root()).split_whitespace().collect()
    }

    #[test]
    fn pages_cut_and_joined_anywhere_say_the_same_without_programs() {
        const PIECES: &[&str] = &[
            "<p>",
            "</p>",
            "a",
            " ",
            "\n",
            "\"",
            "'",
            "=",
            ">",
            "<",
            "/",
            "<!--",
            "-->",
            "--!>",
            "-",
            "!",
            "<script>",
            "</script>",
            "<script src=a>",
            "<style>",
            "</style >",
            "<title>",
            "</title>",
            "<textarea>",
            "</textarea>",
            "<a href=\"",
            "<a title='",
            "<a href=b",
            "<br/>",
            "<!doctype html>",
            "<?xml ",
            "</ ",
            "<div class=\"c\">",
            "</div>",
            "<noscript>",
            "</noscript>",
            "<b",
            "</b",
            "x = y",
            "<table>",
            "<tr><td>",
            "&lt;",
            "ü",
        ];
        let mut state: u64 = 11;
        let mut throw = |sides: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize % sides
        };
        for _ in 0..20_000 {
            let page: String = (0..1 + throw(12)).map(|_| PIECES[throw(PIECES.len())]).collect();
            assert_eq!(text(&of(&page)), text(&page), "{page:?} {:?}", of(&page));
        }
    }

    #[test]
    fn what_only_a_parser_reads_rightly_is_left_as_it_is() {
        for page in [
            "<p>a<!--> b <script></script>",
            "<script><!-- <script> </script> --></script><p>a",
            "<p>a</p><script>never ended",
            "<svg><![CDATA[<!-- ]]></svg><!-- a -->",
            "<plaintext><script></script>",
            "<p>a<!-- never ended",
        ] {
            check(page, page);
        }
    }
}
