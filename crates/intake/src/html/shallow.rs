//! Pages nested without end, made flat enough to be parsed: a parser looks through all open elements at each tag, so its
//! time grows with the square of their depth. Browsers cut pages off in the same way, and at the same depth.

use super::lean;
use std::borrow::Cow;

/// No element lies deeper (Chromium's limit for its own parser).
const DEEPEST: usize = 512;

/// Elements for looks (WHATWG HTML, "formatting elements") that are left open are opened again in each paragraph that
/// follows: no page means more of them than this.
const MOST_LOOKS: usize = 16;
const LOOKS: &[&str] =
    &["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];

/// Elements that never have an end, and those whose end is left out: the next one of their kind ends them.
const FLAT: &[&str] = &[
    "area", "base", "body", "br", "col", "colgroup", "dd", "dt", "embed", "head", "hr", "html", "img", "input", "li",
    "link", "meta", "optgroup", "option", "p", "param", "rp", "rt", "source", "tbody", "td", "tfoot", "th", "thead",
    "tr", "track", "wbr",
];

/// A page that grows to more elements than this when it is parsed is no article but an attack.
const MOST_ELEMENTS: usize = 2_000_000;

/// The page as it is where it is no deeper; else without the tags that lie deeper, and with all of its text. `None` for a
/// page that would grow without end.
pub fn of(html: &str) -> Option<Cow<'_, str>> {
    let mut elements = 0;
    let mut out = String::new();
    let (mut depths, mut kept, mut at) = ([0_usize; 2], 0, 0);
    while let Some(start) = html[at..].find('<').map(|found| at + found) {
        let rest = &html[start..];
        if rest.starts_with("<!--")
            && let Some(length) = lean::comment(rest)
        {
            at = start + length;
            continue;
        }
        let is_end = rest.starts_with("</");
        let name = lean::name(&rest[1 + usize::from(is_end)..]);
        at = start + 1;
        elements += 1 + depths[1].min(MOST_LOOKS);
        if elements > MOST_ELEMENTS {
            return None;
        }
        if name.is_empty() || FLAT.iter().any(|flat| name.eq_ignore_ascii_case(flat)) {
            continue;
        }
        let Some(length) = lean::tag(rest) else { break };
        at = start + length;
        // "if (a<b && c>d)": what a program compares is no tag, and neither is what stands in a field of text.
        if !is_end && let Some(raw) = lean::RAW.iter().find(|raw| name.eq_ignore_ascii_case(raw)) {
            let Some(inside) = lean::end_of(&html[at..], raw) else { break };
            at += inside + lean::tag(&html[at + inside..]).unwrap_or(1);
            continue;
        }
        let is_look = LOOKS.iter().any(|look| name.eq_ignore_ascii_case(look));
        let most = if is_look { MOST_LOOKS } else { DEEPEST };
        let depth = &mut depths[usize::from(is_look)];
        let was_too_deep = *depth > most;
        *depth = if is_end { depth.saturating_sub(1) } else { *depth + 1 };
        if was_too_deep || *depth > most {
            out.push_str(&html[kept..start]);
            kept = at;
        }
    }
    if kept == 0 {
        return Some(Cow::Borrowed(html));
    }
    out.push_str(&html[kept..]);
    Some(Cow::Owned(out))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(html: &str, expected: &str) {
        assert_eq!(of(html).as_deref(), Some(expected));
    }

    #[test]
    fn a_page_that_is_not_deep_is_left_as_it_is() {
        check("<div><b>a</b><br><p>b<p>c</div>", "<div><b>a</b><br><p>b<p>c</div>");
        let flat = format!("<ul>{}</ul>", "<li><img src=a><p>b".repeat(2_000));
        check(&flat, &flat);
        check("a < b, <c", "a < b, <c");
        check("<", "<");
        check("</", "</");
        check("", "");
    }

    #[test]
    fn what_a_program_compares_is_no_tag() {
        let program = "if (a<b && c>d) { e = '<div>' }".repeat(2_000);
        let page = format!("<script>{program}</script><!-- {} --><div><b>a</b></div>", "<div>".repeat(2_000));
        check(&page, &page);
        check("<script>if (a<b && c>d)", "<script>if (a<b && c>d)");
    }

    #[test]
    fn a_page_that_would_grow_without_end_is_none() {
        assert_eq!(of(&"<p><b>".repeat(200_000)), None);
        check(&"<p>".repeat(200_000), &"<p>".repeat(200_000));
    }

    #[test]
    fn tags_that_lie_too_deep_are_left_out_and_their_text_stays() {
        let deep = |times: usize, inside: &str| format!("{}{inside}{}", "<div>".repeat(times), "</div>".repeat(times));
        check(&deep(DEEPEST, "a < i"), &deep(DEEPEST, "a < i"));
        check(&deep(DEEPEST, "<div class=\"x>y\">a</div> b"), &deep(DEEPEST, "a b"));
        let open = "<p><b>a".repeat(MOST_LOOKS);
        check(&format!("{open}<p><i>b</i></p>"), &format!("{open}<p>b</p>"));
        check(&deep(DEEPEST + 3, "a<p>b<br>c"), &deep(DEEPEST, "a<p>b<br>c"));
    }
}
