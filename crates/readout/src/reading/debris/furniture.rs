//! The lines behind the last paragraph, and the headlines under a label such as "Related articles".

use super::lines::Line;
use super::phrases;

/// A tail is not longer than this, nor a list of related headlines.
const TAIL: usize = 60;
const HEADLINES: usize = 8;

/// Reasons after which a page prints headlines and links.
const LISTS: &[&str] =
    &["related-links", "navigation", "share-line", "comment-line", "comment-counter", "subscribe-line", "advert-line"];

pub fn tail(lines: &[Line], language: &str, whole: &mut [Option<&'static str>]) {
    let start = start_of_tail(lines, language, whole);
    for i in start..lines.len() {
        if whole[i].is_none() {
            whole[i] = phrases::tail(&lines[i], language);
        }
    }
    between(lines, start, whole);
    headlines(lines, whole);
    section(lines, whole);
}

/// The first line behind the last paragraph; paragraphs that are debris do not count.
fn start_of_tail(lines: &[Line], language: &str, whole: &[Option<&'static str>]) -> usize {
    let is_read =
        |i: &usize| whole[*i].is_none() && lines[*i].is_paragraph() && phrases::tail(&lines[*i], language).is_none();
    let last = (0..lines.len()).rev().take(TAIL).find(is_read);
    // Without a paragraph near the end there is no telling what its lines are.
    last.map_or(lines.len(), |l| l + 1)
}

/// A line that is no sentence and stands between lines of the page is the page's too.
fn between(lines: &[Line], start: usize, whole: &mut [Option<&'static str>]) {
    let Some(first) = (start..lines.len()).find(|i| whole[*i].is_some_and(is_page)) else { return };
    // The signature under the last paragraph closes the article.
    let signed = (start..first).find(|i| matches!(whole[*i], Some("agency-line" | "author-note" | "byline")));
    let first = signed.unwrap_or(first);
    let last = (first..lines.len()).rev().find(|i| whole[*i].is_some()).unwrap_or(first);
    let open = whole[first..].iter().flatten().any(|why| LISTS.contains(why));
    let end = if open { lines.len() } else { last };
    for i in first..end {
        if whole[i].is_none()
            && !lines[i].is_sentence()
            && !lines[i].is_item()
            && !lines[i].is_quoted()
            && !lines[i].is_prose()
        {
            whole[i] = Some("page-furniture");
        }
    }
}

/// Provenance and headlines said twice may stand at the end of an article whose own lines go on.
fn is_page(why: &'static str) -> bool {
    !matches!(
        why,
        "byline" | "author-note" | "agency-line" | "date-line" | "repeated-headline" | "repeated-line" | "caption"
    )
}

/// Lines under "Related articles" up to the next sentence.
fn headlines(lines: &[Line], whole: &mut [Option<&'static str>]) {
    for label in 0..lines.len() {
        if whole[label] != Some("related-links") || lines[label].words > 5 || lines[label].text.contains(": ") {
            continue;
        }
        let below: Vec<usize> = (label + 1..lines.len())
            .take_while(|i| whole[*i].is_none() && !lines[*i].is_paragraph() && !lines[*i].is_quoted())
            .collect();
        if below.len() <= HEADLINES && below.iter().all(|i| lines[*i].words >= 3) {
            below.into_iter().for_each(|i| whole[i] = Some("related-links"));
        }
    }
}

/// So many lines at the head of a page are looked at for the name of its section.
const HEAD: usize = 8;
const SECTION: usize = 2;

/// The name of a section between the page's own lines and the headline: "Ports", and below it "Tarn closes its harbour".
fn section(lines: &[Line], whole: &mut [Option<&'static str>]) {
    let open = |i: usize, line: &Line| whole[i].is_none() && !line.is_sentence() && !line.is_quoted();
    for i in 1..lines.len().min(HEAD) {
        let again = whole.get(i + 1).is_some_and(|why| matches!(why, Some("repeated-headline" | "repeated-line")));
        if again && lines[i].words <= SECTION && open(i, &lines[i]) {
            whole[i] = Some("navigation");
            return;
        }
    }
    let Some(first) = (1..lines.len().min(HEAD)).find(|i| whole[*i].is_none()) else { return };
    let above = whole[..first].iter().flatten().any(|why| is_page(why));
    let is_name = lines[first].words <= SECTION && lines[first].text.starts_with(char::is_uppercase);
    let headline = |line: &Line| line.words > SECTION + 1 && line.text.starts_with(|c: char| !c.is_lowercase());
    let below = lines.get(first + 1).is_some_and(|line| open(first + 1, line) && headline(line));
    if above && below && is_name && open(first, &lines[first]) {
        whole[first] = Some("navigation");
    }
}
