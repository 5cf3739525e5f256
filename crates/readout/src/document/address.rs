//! The day that the address of a page holds: the one on which it first came out, however often the page is changed or fetched.

use jiff::civil::Date;
use regex::Regex;
use std::sync::LazyLock;

static PATH: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[/_.=-])((?:19|20)\d\d)[/_.-]?(0[1-9]|1[0-2])[/_.-]?(0[1-9]|[12]\d|3[01])(?:[/_.?-]|\z)")
        .expect("the pattern is constant: a test runs it")
});

/// The day in the path of an address: `/2021/03/04/` or `-20210304.`
pub fn day_in(url: &str) -> Option<Date> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = path.find('/').map_or("", |slash| &path[slash..]);
    PATH.captures_iter(path).find_map(|c| Date::new(c[1].parse().ok()?, c[2].parse().ok()?, c[3].parse().ok()?).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(url: &str, expected: Option<&str>) {
        assert_eq!(day_in(url).map(|day| day.to_string()).as_deref(), expected, "{url}");
    }

    #[test]
    fn an_address_may_hold_the_day() {
        check("https://paper.example/2021/03/04/harbour", Some("2021-03-04"));
        check("https://paper.example/world/2021-03-04/harbour.html", Some("2021-03-04"));
        check("https://2021.03.04.example/harbour", None);
        check("https://paper.example/id/123420210304567", None);
        check("https://paper.example/2021/02/30/harbour", None);
    }
}
