//! The day on which a text came out: stated in it, declared by its page, or given by the caller; never the nearest one.

use super::Reading;
use super::credits::words;
use super::debris::{Debris, lines};
use super::times::{date_in, published_between};
use crate::document::{Published, PublishedFrom, Span};

/// Lines of debris that can state the day; they stand at the edges of a text.
pub const PLACES: &[&str] = &["date-line", "dateline", "byline", "agency-line"];

/// A page's own declaration is surer than what is read in its text, and both are surer than the caller's.
pub fn find(reading: &mut Reading) {
    if reading.document.published.from == Some(PublishedFrom::Metadata) {
        return;
    }
    if let Some((at, value)) = stated(reading) {
        reading.document.published = Published { value: Some(value), from: Some(PublishedFrom::Stated), at: Some(at) };
    }
}

/// Where nothing states the day: between which days the text must have come out, by what it says of times. Says whether it found any.
pub fn infer(reading: &mut Reading) -> bool {
    if reading.document.published.value.is_some() {
        return false;
    }
    let Some((at, value)) = published_between(reading) else { return false };
    reading.document.published = Published { value: Some(value), from: Some(PublishedFrom::Inferred), at: Some(at) };
    true
}

/// The first full day in the lines around the text; one on a line of its own goes before one that is glued to other words.
fn stated(reading: &Reading) -> Option<(Span, String)> {
    let day = |debris: &Debris| {
        let (at, value) = date_in(reading.printed(debris.at), reading.language())?;
        let at = Span::new(debris.at.start + at.start, debris.at.start + at.end);
        let full = value.len() == "2000-01-01".len();
        (full && !is_clock(reading, debris, at)).then_some((at, value))
    };
    let places = || reading.debris.iter().filter(|d| PLACES.contains(&d.why));
    let is_alone = |d: &&Debris| d.why != "date-line" || is_a_line(&reading.document.text, d.at);
    // The day that a page shows at its head may be that of the visit: one behind "published" goes before it.
    let label = |d: &&Debris| words::date_label(&lines::fold(reading.printed(d.at)), reading.language());
    let labelled = places().filter(is_alone).filter(label).find_map(day);
    labelled.or_else(|| places().filter(is_alone).find_map(day)).or_else(|| places().find_map(day))
}

/// "Friday, 27 January, 2031" as the very first line may be the day on which the page was fetched, which it shows above all else.
fn is_clock(reading: &Reading, debris: &Debris, day: Span) -> bool {
    let words = reading.printed(day).split(|c: char| !c.is_alphabetic()).filter(|w| w.len() > 2).count();
    let text = &reading.document.text;
    let ends_line = text[debris.at.end..].trim_start_matches([' ', '\t', '\r']).starts_with('\n');
    words > 1 && ends_line && text[..debris.at.start].trim().is_empty()
}

/// Nothing else stands on the line, and it opens with the day or its label: no section stands behind the day.
fn is_a_line(text: &str, at: Span) -> bool {
    let before = text[..at.start].trim_end_matches([' ', '\t']);
    let behind = text[at.end..].trim_start_matches([' ', '\t', '\r']);
    (before.ends_with('\n')) && (behind.is_empty() || behind.starts_with('\n'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;

    fn published(text: &str, given: Option<&str>) -> (Option<String>, Option<PublishedFrom>) {
        let given = Published { value: given.map(Into::into), from: given.map(|_| PublishedFrom::Given), at: None };
        let mut reading = Reading::of(Document { text: text.into(), published: given, ..Document::default() });
        super::super::debris::find(&mut reading);
        find(&mut reading);
        let found = reading.document.published;
        if let Some(at) = found.at {
            assert!(text.get(at.range()).is_some());
        }
        (found.value, found.from)
    }

    const PARAGRAPH: &str = "The harbour of Tarn was closed on June 24, the port authority of Velmora said in 2031.";

    #[test]
    fn a_line_with_a_day_under_the_headline_states_it() {
        let found = published(&format!("Tarn closes\nPublished: 3 March 2031, 10:20\n{PARAGRAPH}"), Some("2031-04-01"));
        assert_eq!(found, (Some("2031-03-03".into()), Some(PublishedFrom::Stated)));
    }

    #[test]
    fn a_pages_clock_is_not_the_day_on_which_the_text_came_out() {
        assert_eq!(published(&format!("Friday, 27, January, 2031\nTarn closes\n{PARAGRAPH}"), None), (None, None));
        let stamp = published(&format!("May 16, 2031 5:25 PM\nTarn closes\n{PARAGRAPH}"), None);
        assert_eq!(stamp, (Some("2031-05-16".into()), Some(PublishedFrom::Stated)));
    }

    #[test]
    fn a_day_in_the_story_is_not_the_day_of_publication() {
        assert_eq!(published(PARAGRAPH, None), (None, None));
        assert_eq!(published(PARAGRAPH, Some("2031-04-01")).0.as_deref(), Some("2031-04-01"));
    }
}
