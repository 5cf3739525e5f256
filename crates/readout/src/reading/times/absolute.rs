//! One date that stands by itself: in a dateline, a byline, a metadata value.

use super::calendar::{self, Printed};
use super::{lexicon, scan};
use crate::document::Span;
use jiff::civil::Date;

/// The first full date in a short string that needs no other day to be understood, as "2024-11-26". A date of which only the
/// month and year are printed counts where no full one stands ("2024-11"); dates whose order is not said ("03/04/2024") do not.
pub fn date_in(text: &str, language: &str) -> Option<(Span, String)> {
    let scan = scan::scan(text, Span::new(0, text.len()), lexicon::table(language));
    let mut coarse = None;
    let mut i = 0;
    while i < scan.len() {
        let Some((end, date)) = calendar::date(&scan, i).or_else(|| stamp(&scan, i)) else {
            i += 1;
            continue;
        };
        match value(date) {
            Some(found) if date.day.is_some() => return Some((scan.span(i, end), found)),
            Some(found) => coarse = coarse.or(Some((scan.span(i, end), found))),
            None => {}
        }
        i = end.max(i + 1);
    }
    coarse
}

fn value(date: Printed) -> Option<String> {
    let (year, month) = date.year.zip(date.month).filter(|_| !date.ambiguous)?;
    match date.day {
        Some(day) => Date::new(year, month, day).ok().map(|d| d.to_string()),
        None => Some(format!("{year:04}-{month:02}")),
    }
}

/// "20241126" or "20241126T093000", as machines write it, and "2024-11" alone.
fn stamp(scan: &scan::Scan, i: usize) -> Option<(usize, Printed)> {
    let (value, length) = scan.digits(i)?;
    let alone = i == 0 || !scan.is_glued(i);
    let day = Date::new((value / 10_000) as i16, (value / 100 % 100) as i8, (value % 100) as i8).ok();
    let day = day.filter(|d| length == 8 && alone && (1900..2100).contains(&d.year()))?;
    Some((
        i + 1,
        Printed { year: Some(day.year()), month: Some(day.month()), day: Some(day.day()), ..Printed::default() },
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let found = date_in(text, "en").map(|(at, value)| format!("{}|{value}", &text[at.range()]));
        assert_eq!(found.unwrap_or_default(), expected, "{text}");
    }

    #[test]
    fn a_dateline_is_read_in_every_form() {
        check("OSLO, March 3, 2021 (Nordvik) -- The harbour", "March 3, 2021|2021-03-03");
        check("Published Tue, 04 Feb 2020 09:13:00 GMT", "Tue, 04 Feb 2020|2020-02-04");
        check("2019-07-01T10:22:05Z", "2019-07-01|2019-07-01");
        check("Updated 21st of June, 2022", "21st of June, 2022|2022-06-21");
        check("Sept. 9, 1999, page 4", "Sept. 9, 1999|1999-09-09");
        check("3.12.2018 / Lena Moss", "3.12.2018|2018-12-03");
        check("Wednesday 25 December 2013", "Wednesday 25 December 2013|2013-12-25");
        check("7-Apr-2016", "7-Apr-2016|2016-04-07");
        check("12/31/2020", "12/31/2020|2020-12-31");
        check("/archive/20200315/harbour.html", "");
        check("20200315 harbour", "20200315|2020-03-15");
        check("https://nordvik.example/2018/05/09/114/harbour", "2018/05/09|2018-05-09");
        check("June 2017 issue", "June 2017|2017-06");
    }

    #[test]
    fn what_does_not_say_its_day_is_not_read() {
        for text in
            ["", "June 24", "03/04/2024", "Tel 2020-555-10", "30 February 2020", "May be 2020 people", "é", "yesterday"]
        {
            check(text, "");
        }
    }
}
