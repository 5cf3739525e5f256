//! Lines of pages as paragraphs: the ends of lines, hyphens and running heads of the print are taken back.

use std::collections::{BTreeMap, BTreeSet};

/// So many lines at the head and at the foot of a page may stand on every page.
const EDGE: usize = 3;

/// The text of all pages, one paragraph a line.
pub fn of(pages: &[String]) -> String {
    let pages: Vec<Vec<String>> = pages.iter().map(|page| page.lines().map(unligated).collect()).collect();
    let running = running(&pages);
    let lines: Vec<&str> = pages.iter().flat_map(|page| without(page, &running)).collect();
    let width = width(&lines);
    let words: BTreeSet<&str> = lines.iter().flat_map(|l| l.split(|c: char| !is_word(c))).collect();
    let mut paragraphs: Vec<String> = vec![];
    let mut above: Option<&str> = None;
    for line in lines {
        if line.is_empty() {
            above = above.filter(|above| is_cut_off(above));
            continue;
        }
        match paragraphs.last_mut().filter(|_| above.is_some_and(|above| goes_on(above, line, width))) {
            Some(paragraph) => join(paragraph, line, &words),
            None => paragraphs.push(line.to_string()),
        }
        above = Some(line);
    }
    paragraphs.retain(|p| p.chars().any(char::is_alphanumeric));
    paragraphs.join("\n\n")
}

/// "ﬁ" printed as one sign is "fi", and the wide blanks of a justified line are one.
fn unligated(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let blank = |c: char| if c.is_whitespace() { ' ' } else { c };
    for c in line.trim().chars().map(blank) {
        match c {
            'ﬀ' => out.push_str("ff"),
            'ﬁ' => out.push_str("fi"),
            'ﬂ' => out.push_str("fl"),
            'ﬃ' => out.push_str("ffi"),
            'ﬄ' => out.push_str("ffl"),
            'ﬅ' | 'ﬆ' => out.push_str("st"),
            '\u{ad}' => out.push('-'),
            c if c.is_control() || c == ' ' && out.ends_with(' ') => {}
            c => out.push(c),
        }
    }
    out
}

/// What a line at the edge of a page is told by: its letters, numbers made equal, blanks left out.
fn key(line: &str) -> String {
    let mut out = String::new();
    for c in line.chars().filter(|c| !c.is_whitespace()) {
        match (c.is_numeric(), out.ends_with('#')) {
            (true, true) => {}
            (true, false) => out.push('#'),
            _ => out.extend(c.to_lowercase()),
        }
    }
    out
}

/// Places of the lines at the head and foot of a page.
fn edges(page: &[String]) -> Vec<usize> {
    let printed: Vec<usize> = (0..page.len()).filter(|i| !page[*i].is_empty()).collect();
    let foot = printed.len().saturating_sub(EDGE).max(EDGE.min(printed.len()));
    [&printed[..EDGE.min(printed.len())], &printed[foot..]].concat()
}

/// Lines that stand at the edge of more than one page: the name of the paper, numbers of pages.
fn running(pages: &[Vec<String>]) -> BTreeSet<String> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for page in pages {
        let keys: BTreeSet<String> = edges(page).into_iter().map(|i| key(&page[i])).collect();
        keys.into_iter().for_each(|key| *seen.entry(key).or_default() += 1);
    }
    seen.into_iter().filter(|(_, count)| *count > 1 && *count * 2 >= pages.len()).map(|(key, _)| key).collect()
}

/// The lines of a page without its running heads and numbers, and without the address, day and time that a browser adds.
fn without<'p>(page: &'p [String], running: &BTreeSet<String>) -> impl Iterator<Item = &'p str> {
    let browser = edges(page).into_iter().any(|i| key(&page[i]).contains("://"));
    let is_browser = |key: &str| key.contains("://") || key.starts_with('#') && key.contains(':');
    let is_print =
        |key: &str| running.contains(key) || !key.chars().any(char::is_alphabetic) || browser && is_browser(key);
    let dropped: BTreeSet<usize> = edges(page).into_iter().filter(|i| is_print(&key(&page[*i]))).collect();
    page.iter().enumerate().filter(move |(i, _)| !dropped.contains(i)).map(|(_, line)| line.as_str())
}

/// How wide a full line is: of twenty lines the longest may be a table's.
fn width(lines: &[&str]) -> usize {
    let mut lengths: Vec<usize> = lines.iter().map(|l| l.chars().count()).filter(|n| *n > 0).collect();
    lengths.sort_unstable();
    lengths.len().checked_sub(1).map_or(0, |most| lengths[most - most / 20])
}

/// The line below belongs to the same paragraph.
fn goes_on(above: &str, below: &str, width: usize) -> bool {
    let length = above.chars().count();
    if is_item(below) {
        return false;
    }
    if is_cut_off(above) && (below.starts_with(char::is_lowercase) || above.ends_with(['-', ','])) {
        return true;
    }
    // A line that ends a sentence before the margin ends its paragraph; one far from it is a heading.
    let full = if is_cut_off(above) { length * 10 >= width * 7 } else { length * 10 >= width * 9 };
    full && length > 20
}

fn is_cut_off(line: &str) -> bool {
    let closing = ['”', '’', '"', '»', ')', ']', ' '];
    !line.trim_end_matches(closing).ends_with(['.', '!', '?', '…', ':'])
}

fn is_item(line: &str) -> bool {
    line.starts_with(['•', '▪', '■', '●', '◦', '*', '–', '—']) && line.chars().nth(1) == Some(' ')
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '-' || c == '’' || c == '\''
}

/// A word that the end of the line cut is put together; one that is also printed with its hyphen keeps it.
fn join(paragraph: &mut String, line: &str, words: &BTreeSet<&str>) {
    let Some(first) = paragraph.strip_suffix('-').filter(|p| p.ends_with(char::is_alphabetic)) else {
        paragraph.push(' ');
        paragraph.push_str(line);
        return;
    };
    let first = first.rsplit(|c: char| !is_word(c)).next().unwrap_or_default();
    let second = line.split(|c: char| !is_word(c)).next().unwrap_or_default();
    let keeps = !line.starts_with(char::is_lowercase) || words.contains(format!("{first}-{second}").as_str());
    if !keeps {
        paragraph.pop();
    }
    paragraph.push_str(line);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(pages: &[&str], expected: &str) {
        let pages: Vec<String> = pages.iter().map(|p| p.to_string()).collect();
        assert_eq!(of(&pages), expected);
    }

    #[test]
    fn a_headline_of_two_lines_and_a_paragraph_stay_two() {
        check(
            &[
                "Harbour of Tarn closed after\nthe storm\n\nThe harbour of Tarn was closed on Monday after the storm, the\nport authority said.\n\nIt opens on Friday.",
            ],
            "Harbour of Tarn closed after the storm\n\nThe harbour of Tarn was closed on Monday after the storm, the port authority said.\n\nIt opens on Friday.",
        );
    }

    #[test]
    fn a_word_cut_at_the_margin_is_put_together_unless_it_has_a_hyphen_elsewhere() {
        check(
            &[
                "The long-term agree-\nment on ferries will be signed in Tarn on the first Fri-\nday. It is the only long-\nterm one.",
            ],
            "The long-term agreement on ferries will be signed in Tarn on the first Friday. It is the only long-term one.",
        );
    }

    #[test]
    fn heads_numbers_and_addresses_of_the_print_are_left_out() {
        check(
            &[
                "The Tarn Post, 4 March\n\nThe harbour was closed on Monday after the storm and the\n\nhttps://post.example/1\n1/2",
                "The Tarn Post, 4 March\n\nferries to Lund waited.\n\nhttps://post.example/1\n2/2",
            ],
            "The harbour was closed on Monday after the storm and the ferries to Lund waited.",
        );
    }

    #[test]
    fn the_day_on_which_a_browser_printed_is_no_line_of_the_article() {
        check(
            &["The harbour  was closed on 3 March.\n\n1 1 /2 2 /2 6 ,   1 1 :1 0   PM\nﬁle:///post.html\n1 /1"],
            "The harbour was closed on 3 March.",
        );
        check(&["The harbour was closed.\n\n3/4/31, 10:15 Tarn"], "The harbour was closed.\n\n3/4/31, 10:15 Tarn");
    }

    #[test]
    fn items_and_short_lines_stay_lines() {
        check(
            &["What the ministers signed in the town hall of Tarn today:\n• a plan for the harbour\n• a loan"],
            "What the ministers signed in the town hall of Tarn today:\n\n• a plan for the harbour\n\n• a loan",
        );
    }
}
