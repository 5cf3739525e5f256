//! The day of publication glued to the words of a line that is read: "date 2031-03-03 The harbour ...", "Tarn opens its bridge
//! Updated: 2031-03-03 06:50 (VPA)".

use super::super::credits::words;
use super::super::times::date_in;
use super::lines::{Line, is_quotation_mark};
use crate::document::Span;
use regex::Regex;
use std::sync::LazyLock;

/// A printed day is no longer than this, in bytes.
const DAY: usize = 60;
/// What may stand behind the day at the end of a line: an hour, a zone, an agency.
const BEHIND: usize = 40;

/// The hour behind a day, with half of the day or zone.
static HOUR: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^[\s,|/T–—-]*\d{1,2}[:.]\d\d(?::\d\d)?(?:\s?(?:\p{Ll}\.?\p{Ll}\.?|\p{Lu}{2,5})\b\.?)?(?:\s?\(?\p{Lu}{2,5}(?:\s?[+−-]\d{1,2}(?::?\d\d)?)?\)?)?",
    )
    .expect("the pattern is constant: a test runs it")
});

/// How many bytes of hour and zone stand behind a day.
pub fn hour(behind: &str) -> usize {
    HOUR.find(behind).map_or(0, |m| m.end())
}

/// The day before the first words of a line, or behind the last ones.
pub fn edges(line: &Line, is_head: bool, language: &str) -> Vec<Span> {
    let before = if is_head { before(line.text, language) } else { None };
    before.into_iter().chain(behind(line, language).filter(|_| is_head)).map(|at| line.place(at)).collect()
}

/// A section named behind the day, above the headline, has no more words.
const SECTION: usize = 3;

/// Whether nothing but the day and the name of a section stands in the line, and the headline below it.
pub fn is_above_a_headline(line: &Line, below: Option<&Line>, language: &str) -> bool {
    let Some(at) = before(line.text, language) else { return false };
    let rest = line.text[at.end..].split_whitespace().count();
    let is_section = rest <= SECTION && below.is_some_and(|b| !b.is_sentence() && b.words > SECTION);
    !line.is_sentence() && (is_section || super::marks::is_glued(&line.text[at.end..]))
}

/// What stands behind the day at the start of a line.
pub fn behind_the_day<'t>(line: &Line<'t>, language: &str) -> Option<Line<'t>> {
    let at = before(line.text, language)?;
    let rest = Span::new(at.end, line.text.len());
    Some(Line::new(line.place(rest), &line.text[rest.range()]))
}

/// A label with a day, a day with its hour, or a day as machines print it; a sentence follows.
fn before(text: &str, language: &str) -> Option<Span> {
    let label = label(text, language).unwrap_or(0);
    if label == 0 && !text.starts_with(|c: char| c.is_ascii_digit() || c.is_uppercase()) {
        return None;
    }
    let day = day_at(text, label, language)?;
    let hour = hour(&text[day..]);
    let is_machines = text[label..].bytes().take_while(u8::is_ascii_digit).count() >= 4;
    if label == 0 && hour == 0 && !is_machines {
        return None;
    }
    let rest = text[day + hour..].trim_start_matches([' ', '|', '-', '–', '—', '·', ':']);
    let opens = rest.chars().next().is_some_and(|c| c.is_uppercase() || is_quotation_mark(c));
    (opens && text[day + hour..].starts_with([' ', '|'])).then(|| Span::new(0, text.len() - rest.len()))
}

/// Where the label with which the line begins ends.
fn label(text: &str, language: &str) -> Option<usize> {
    let starts = |label: &&String| {
        text.get(..label.len()).is_some_and(|start| start.eq_ignore_ascii_case(label))
            && text[label.len()..].starts_with([' ', ':'])
    };
    let label = words::of(language).day.iter().filter(starts).map(String::len).max()?;
    Some(text.len() - text[label..].trim_start_matches([':', ' ']).len())
}

/// The end of the full day that is printed just there.
fn day_at(text: &str, start: usize, language: &str) -> Option<usize> {
    let end = (start..=(start + DAY).min(text.len())).rev().find(|i| text.is_char_boundary(*i))?;
    let (at, value) = date_in(&text[start..end], language)?;
    // A word and a comma may stand before it: the day of the week.
    let before = &text[start..start + at.start];
    let is_weekday =
        before.split_whitespace().count() == 1 && before.trim_end().chars().all(|c| c.is_alphabetic() || c == ',');
    ((before.is_empty() || is_weekday && start > 0) && value.len() == "2000-01-01".len()).then_some(start + at.end)
}

/// "... Updated: 2031-03-03 06:50 (VPA)" behind a headline.
fn behind(line: &Line, language: &str) -> Option<Span> {
    if line.folded.is_empty() || line.is_sentence() {
        return None;
    }
    let lower = line.text.to_ascii_lowercase();
    let places = words::of(language).day.iter().filter_map(|label| {
        let start = lower.rfind(&format!("{label}: "))?;
        let before = line.text[..start].chars().next_back()?;
        // "Ada LindqvistUpdated: ..." lost the break between them.
        let is_apart = before == ' ' || before.is_lowercase() && line.text[start..].starts_with(char::is_uppercase);
        is_apart.then_some((start, start + label.len() + 2))
    });
    // The longest of the labels that end there.
    let (start, from) = places.min()?;
    let day = day_at(line.text, from, language)?;
    (line.text.len() - day <= BEHIND).then(|| Span::new(start, line.text.len()).trim(line.text))
}

#[cfg(test)]
mod tests {
    use super::super::*;
    use crate::document::Document;

    fn check(text: &str, expected: &[&str], published: Option<&str>) {
        let mut reading = Reading::of(Document { text: text.into(), ..Document::default() });
        find(&mut reading);
        let found: Vec<&str> =
            reading.debris.iter().filter(|d| d.why == "date-line").map(|d| reading.printed(d.at)).collect();
        assert_eq!(found, expected, "{text}");
        super::super::super::published::find(&mut reading);
        assert_eq!(reading.document.published.value.as_deref(), published, "{text}");
    }

    #[test]
    fn a_day_between_what_a_page_says_of_itself_is_the_day_of_publication() {
        let under = |line: &str| {
            format!("Pilots end their strike\n{line}\nThe harbour of Tarn was opened on Monday, the pilots said.")
        };
        for line in [
            "Friday 13 March 2031 | World | By Ada Lindqvist",
            "The weekly for shipowners - 13 March 2031",
            "Press note 61/2031 - Tarn, 13 March 2031",
            "13.03.2031 09:41   Views: 2 318   Shares: 47",
        ] {
            check(&under(line), &[line], Some("2031-03-13"));
        }
        check(&under("Ships wait - the pilots of Tarn want more pay from 13 March 2031 on"), &[], None);
        let dateline = "Pilots end their strike\nTarn, 13 March 2031 – The harbour of Tarn was opened on Monday.";
        check(dateline, &[], Some("2031-03-13"));
        check(&under("Tarn, Republic of Velmora, 13 March 2031"), &[], Some("2031-03-13"));
    }

    #[test]
    fn a_day_glued_to_the_first_sentence_is_the_day_of_publication() {
        let day = Some("2031-03-03");
        check("date 2031-03-03 The harbour of Tarn was closed.", &["date 2031-03-03"], day);
        check("2031-03-03 The harbour of Tarn was closed.", &["2031-03-03"], day);
        check(
            "Updated: March 3, 2031 1:23 pm The harbour of Tarn was closed.",
            &["Updated: March 3, 2031 1:23 pm"],
            day,
        );
        check("3 March 2031 16:19 (UTC +04:00) The harbour was closed.", &["3 March 2031 16:19 (UTC +04:00)"], day);
        check("3 March 2031 16:19 (UTC+04:00) The harbour was closed.", &["3 March 2031 16:19 (UTC+04:00)"], day);
        check(
            "Tarn opens its bridge Updated: 2031-03-03 06:50 (Xinhua)\nThe bridge of Tarn was opened.",
            &["Updated: 2031-03-03 06:50 (Xinhua)"],
            day,
        );
        check(
            "Tarn opens its bridge\nAda LindqvistUpdated: Monday, March 3, 2031, 07:27 PM IST\nThe bridge of Tarn was opened.",
            &["Ada LindqvistUpdated: Monday, March 3, 2031, 07:27 PM IST"],
            day,
        );
    }

    #[test]
    fn a_section_behind_the_day_is_the_pages() {
        let text =
            "date 2031-03-03 Ports and Ships\nTarn closes its harbour for a week\nThe harbour of Tarn was closed.";
        check(text, &["date 2031-03-03 Ports and Ships"], Some("2031-03-03"));
        let text = "date 2031-03-03 Tarn closes\nThe harbour of Tarn was closed.";
        check(text, &["date 2031-03-03"], Some("2031-03-03"));
    }

    #[test]
    fn a_day_on_a_line_of_its_own_goes_before_a_glued_one() {
        let text = "date 2031-03-05 Tarn closes its harbour for a week\nMon, 3 Mar 2031 12:00 UTC\nThe harbour of Tarn was closed.";
        check(text, &["date 2031-03-05", "Mon, 3 Mar 2031 12:00 UTC"], Some("2031-03-03"));
        let text = "Tarn closes its harbour\nTarn Materials 3 March 2031 03:14 (UTC +04:00)\nThe harbour was closed.";
        check(text, &["Tarn Materials 3 March 2031 03:14 (UTC +04:00)"], Some("2031-03-03"));
    }

    #[test]
    fn a_day_that_a_sentence_tells_of_is_read() {
        check("March 3, 2031 was the day on which the harbour was closed.", &[], None);
        check("On 3 March 2031 The Tarn Courier wrote of it.", &[], None);
        check("Date palms were planted on 3 March 2031.", &[], None);
        check("2031 The harbour is closed.", &[], None);
    }
}
