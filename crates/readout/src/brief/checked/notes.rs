//! Where a footnote is called in a draft: behind the stop and the marks that close, and never inside a link.

use crate::check::Checked;
use crate::document::Span;

/// Whether the draft is Markdown, which has footnotes of its own; what has no name is taken for it.
pub fn is_markdown(checked: &Checked) -> bool {
    let path = checked.draft().reading.document.path.as_deref().unwrap_or("draft.md");
    let ending = path.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    matches!(ending.as_str(), "md" | "markdown" | "mdown" | "mkd" | "-")
}

/// Behind these characters and what closes them.
pub fn behind(text: &str, end: usize) -> usize {
    let rest = text.get(end..).unwrap_or("");
    let closes = |c: &char| ".,;:!?…”’\"'»›)*_%".contains(*c);
    let place = end + rest.chars().take_while(closes).map(char::len_utf8).sum::<usize>();
    link_around(text, place).map_or(place, |link| link.end)
}

/// The Markdown link that holds this place, on its line.
fn link_around(text: &str, place: usize) -> Option<Span> {
    let start = text.get(..place)?.rfind('\n').map_or(0, |i| i + 1);
    let end = text.get(place..)?.find('\n').map_or(text.len(), |i| place + i);
    let line = &text[start..end];
    let mut from = 0;
    while let Some(middle) = line[from..].find("](").map(|i| from + i) {
        let close = line[middle..].find(')').map(|i| middle + i + 1)?;
        let open = line[..middle].rfind('[').unwrap_or(middle);
        let link = Span::new(start + open, start + close);
        if link.start < place && place < link.end {
            return Some(link);
        }
        from = close;
    }
    None
}

/// The first number that no footnote of the draft has yet.
pub fn first_free(text: &str) -> usize {
    let label = |rest: &str| {
        let rest = rest.strip_prefix('^').unwrap_or(rest);
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        rest[digits..].starts_with(']').then(|| rest[..digits].parse::<usize>().ok()).flatten()
    };
    let used = text.match_indices('[').filter_map(|(i, _)| label(&text[i + 1..])).filter(|n| *n < 100_000);
    used.max().unwrap_or(0) + 1
}

/// The text with calls put in; positions are bytes of the text.
pub fn insert(text: &str, mut calls: Vec<(usize, String)>) -> String {
    calls.sort_by_key(|(place, _)| *place);
    let mut out = String::with_capacity(text.len() + calls.len() * 8);
    let mut from = 0;
    for (place, call) in calls {
        out.push_str(text.get(from..place).unwrap_or(""));
        out.push_str(&call);
        from = place.max(from);
    }
    out + text.get(from..).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_stands_behind_what_closes_and_outside_of_links() {
        let check = |text: &str, words: &str, expected: &str| {
            let end = text.find(words).expect("the words stand in the text") + words.len();
            assert_eq!(insert(text, vec![(behind(text, end), "°".into())]), expected);
        };
        check("He said “so it is.” And left.", "so it is", "He said “so it is.”° And left.");
        check("It cost **5 crowns**, then 6.", "5 crowns", "It cost **5 crowns**,° then 6.");
        check("See [the 5 crowns here](x.html) and go.", "5 crowns", "See [the 5 crowns here](x.html)° and go.");
        check("An end", "end", "An end°");
    }

    #[test]
    fn numbers_of_the_drafts_own_footnotes_are_left_alone() {
        assert_eq!(first_free("none"), 1);
        assert_eq!(first_free("one[^1] and [7], [8x] and [^"), 8);
    }
}
