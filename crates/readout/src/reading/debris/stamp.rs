//! The time of day before an entry of a running report: "8.20 p.m.: The minister arrives".

use crate::document::Span;
use regex::Regex;
use std::sync::LazyLock;

/// Hours and minutes, a half of the day or a zone in a few letters, and a mark that sets them off.
static STAMP: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\d{1,2}[.:h]\d\d(?:\s?\p{L}[\p{L}.]{0,4}){0,2}\s?(?::|–|—|\||-\s)\s*")
        .expect("the pattern is constant: a test runs it")
});

/// The stamp with which a line begins, if a sentence follows it.
pub fn stamp(line: &str) -> Option<Span> {
    let end = STAMP.find(line)?.end();
    let first = line[end..].chars().next()?;
    (first.is_uppercase() || first.is_numeric() || super::lines::is_quotation_mark(first)).then(|| Span::new(0, end))
}

#[cfg(test)]
mod tests {
    use super::stamp;

    fn check(line: &str, expected: Option<&str>) {
        assert_eq!(stamp(line).map(|at| line[at.range()].trim()), expected, "{line}");
    }

    #[test]
    fn the_hour_of_an_entry_is_no_part_of_its_sentence() {
        check("8.20 p.m.: The minister arrives at the port.", Some("8.20 p.m.:"));
        check("14:05 GMT – Two ferries are held back.", Some("14:05 GMT –"));
        check("7:00 | “We wait,” the mayor said.", Some("7:00 |"));
    }

    #[test]
    fn a_number_or_a_time_in_a_sentence_is_none() {
        check("8.20 p.m. was the hour at which the ferry left.", None);
        check("10.50 crowns: that is what a ticket costs.", None);
        check("2019: The bridge opens.", None);
        check("3:1 – and the match was over.", None);
    }
}
