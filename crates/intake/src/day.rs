//! Days as machines print them: ISO 8601, RFC 2822, numbers of seconds; never a guess between day and month.

use jiff::civil::Date;
use regex::Regex;
use std::sync::LazyLock;

static ISO: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\s*((?:19|20)\d\d)([-/.]?)(\d{1,2})([-/.]?)(\d{1,2})(?:[T\s_,].*|Z|\+.*|\d{6}.*)?$")
        .expect("the pattern is constant: a test runs it")
});

/// The day, as an ISO date, of a machine's own notation.
pub fn of(printed: &str) -> Option<String> {
    let printed = printed.trim();
    if printed.len() > 60 {
        return None;
    }
    iso(printed).or_else(|| rfc_2822(printed)).or_else(|| seconds(printed)).map(|d| d.to_string())
}

fn iso(printed: &str) -> Option<Date> {
    let c = ISO.captures(printed)?;
    // Without separators the month and the day have two digits each.
    if (c[2].is_empty() || c[4].is_empty()) && c[3].len() + c[5].len() != 4 {
        return None;
    }
    date(&c[1], &c[3], &c[5])
}

fn rfc_2822(printed: &str) -> Option<Date> {
    jiff::fmt::rfc2822::DateTimeParser::new().relaxed_weekday(true).parse_zoned(printed).ok().map(|z| z.date())
}

/// Seconds or milliseconds since 1970.
fn seconds(printed: &str) -> Option<Date> {
    if !printed.bytes().all(|b| b.is_ascii_digit()) || !matches!(printed.len(), 10 | 13) {
        return None;
    }
    let number: i64 = printed.parse().ok()?;
    let second = if printed.len() == 13 { number / 1000 } else { number };
    let day = jiff::Timestamp::from_second(second).ok()?.to_zoned(jiff::tz::TimeZone::UTC).date();
    Some(day)
}

fn date(year: &str, month: &str, day: &str) -> Option<Date> {
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(printed: &str, expected: Option<&str>) {
        assert_eq!(of(printed).as_deref(), expected, "{printed}");
    }

    #[test]
    fn machines_print_days_in_many_ways() {
        check("2021-03-04", Some("2021-03-04"));
        check("2021-03-04T23:30:00-05:00", Some("2021-03-04"));
        check("2021-03-04 08:00", Some("2021-03-04"));
        check("20210304", Some("2021-03-04"));
        check("20210304121500", Some("2021-03-04"));
        check("2021/3/4", Some("2021-03-04"));
        check("Thu, 04 Mar 2021 10:00:00 +0000", Some("2021-03-04"));
        check("1614852000", Some("2021-03-04"));
        check("04/03/2021", None);
        check("2021-13-40", None);
        check("soon", None);
    }
}
