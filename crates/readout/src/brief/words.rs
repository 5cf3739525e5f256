//! The words of the page, read from words/<language>/brief.toml, and the few ways in which they are put together.

use super::numbers::readable;
use crate::words::{DEFAULT_LANGUAGE, Lexicon};
use serde::Deserialize;
use std::collections::BTreeMap;

type Labels = BTreeMap<String, String>;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    pub language: String,
    pub quotes: [String; 2],
    date: String,
    month_only: String,
    day_only: String,
    day_and_month: String,
    /// Names of powers of ten, the greatest first.
    scales: Vec<Scale>,
    range: String,
    count: String,
    pub undated: String,
    pub copy_of: String,
    pub nothing: String,
    pub no_titles: String,
    list: List,
    nouns: BTreeMap<String, Noun>,
    pub sections: Labels,
    pub headings: Labels,
    kinds: BTreeMap<String, Kind>,
    verdicts: Labels,
    cells: Labels,
    values: Labels,
    conflicts: Labels,
    classes: Labels,
    from: Labels,
    how: Labels,
    gaps: Labels,
    pub roles: Labels,
    pub marks: Labels,
    pub page: Labels,
    pub keys: Labels,
    months: Months,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Scale {
    zeros: usize,
    name: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    two: String,
    comma: String,
    more_one: String,
    more_other: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Noun {
    one: String,
    other: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kind {
    section: String,
    short: String,
    heading: String,
    no_group: String,
    /// The cell that names the group where the group itself has no name.
    #[serde(default)]
    stands_for_group: String,
    /// Its groups are days: shown in their order and written out.
    #[serde(default)]
    by_date: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Months {
    long: Vec<String>,
    short: Vec<String>,
}

static WORDS: Lexicon<Words> = Lexicon::new("brief");

/// The words of the page in the default language.
pub fn words() -> &'static Words {
    WORDS.of(DEFAULT_LANGUAGE)
}

impl Words {
    pub fn verdict<'a>(&'a self, key: &'a str) -> &'a str {
        label(&self.verdicts, key)
    }

    pub fn cell<'a>(&'a self, key: &'a str) -> &'a str {
        label(&self.cells, key)
    }

    /// The label of a cell that has one.
    pub fn cell_label(&self, key: &str) -> Option<&str> {
        self.cells.get(key).map(String::as_str)
    }

    /// A value that is a key of the output contract, in words; any other as it is.
    pub fn value(&self, text: &str) -> String {
        self.values.get(text).cloned().unwrap_or_else(|| readable(text, self))
    }

    /// The zeros and the name of the scale for a number of so many digits.
    pub fn scale(&self, digits: usize) -> Option<(usize, &str)> {
        self.scales.iter().find(|s| digits > s.zeros).map(|s| (s.zeros, s.name.as_str()))
    }

    pub fn stands_for_group(&self, kind: &str) -> &str {
        self.kinds.get(kind).map_or("", |k| &k.stands_for_group)
    }

    pub fn by_date(&self, kind: &str) -> bool {
        self.kinds.get(kind).is_some_and(|k| k.by_date)
    }

    pub fn conflict<'a>(&'a self, key: &'a str) -> &'a str {
        label(&self.conflicts, key)
    }

    pub fn class<'a>(&'a self, key: &'a str) -> &'a str {
        label(&self.classes, key)
    }

    pub fn from<'a>(&'a self, key: &'a str) -> &'a str {
        label(&self.from, key)
    }

    pub fn how<'a>(&'a self, key: &'a str) -> &'a str {
        label(&self.how, key)
    }

    pub fn gap<'a>(&'a self, key: &'a str) -> &'a str {
        label(&self.gaps, key)
    }

    pub fn section<'a>(&'a self, key: &'a str) -> &'a str {
        self.kinds.get(key).map_or_else(|| label(&self.sections, key), |k| &k.section)
    }

    /// The letter that names entries of a kind in the margin.
    pub fn short<'a>(&'a self, kind: &'a str) -> &'a str {
        self.kinds.get(kind).map_or_else(|| kind.get(..1).unwrap_or(kind), |k| &k.short)
    }

    pub fn no_group<'a>(&'a self, kind: &'a str) -> &'a str {
        self.kinds.get(kind).map_or("–", |k| &k.no_group)
    }

    /// The heading of a kind, from the names of its groups.
    pub fn kind_heading(&self, kind: &str, groups: &str) -> String {
        self.kinds.get(kind).map_or_else(|| groups.to_string(), |k| fill(&k.heading, &[("groups", groups)]))
    }

    /// "3 documents".
    pub fn count(&self, count: usize, noun: &str) -> String {
        let noun = self.nouns.get(noun).map_or(noun, |n| if count == 1 { &n.one } else { &n.other });
        fill(&self.count, &[("count", &count.to_string()), ("noun", noun)])
    }

    /// "A, B and 4 more": at most so many names.
    pub fn list(&self, names: &[String], most: usize) -> String {
        let shown = &names[..names.len().min(most)];
        let rest = names.len() - shown.len();
        if rest > 0 {
            let pattern = if rest == 1 { &self.list.more_one } else { &self.list.more_other };
            return fill(pattern, &[("names", &shown.join(&self.list.comma)), ("count", &rest.to_string())]);
        }
        match shown {
            [] => String::new(),
            [one] => one.clone(),
            [first @ .., last] => fill(&self.list.two, &[("a", &first.join(&self.list.comma)), ("b", last)]),
        }
    }

    /// An ISO date as a reader writes it; what is not one stays as it is.
    pub fn date(&self, iso: &str) -> String {
        self.date_with(iso, &self.months.long)
    }

    pub fn short_date(&self, iso: &str) -> String {
        self.date_with(iso, &self.months.short)
    }

    fn date_with(&self, iso: &str, months: &[String]) -> String {
        let Some((year, month, day)) = parts(iso) else { return iso.to_string() };
        let Some(month) = months.get(month - 1) else { return iso.to_string() };
        let pattern = if day.is_some() { &self.date } else { &self.month_only };
        fill(pattern, &[("d", &day.map(|d| d.to_string()).unwrap_or_default()), ("m", month), ("y", year)])
    }

    /// "22 – 26 October 2024": what both days share is said once.
    pub fn dates(&self, first: &str, last: &str) -> String {
        self.dates_with(first, last, &self.months.long)
    }

    pub fn short_dates(&self, first: &str, last: &str) -> String {
        self.dates_with(first, last, &self.months.short)
    }

    fn dates_with(&self, first: &str, last: &str, months: &[String]) -> String {
        if first == last {
            return self.date_with(first, months);
        }
        let name = |month: usize| months.get(month - 1).map_or("", String::as_str);
        let short = match (parts(first), parts(last)) {
            (Some((year, month, Some(day))), Some((to_year, to_month, Some(_)))) if year == to_year => {
                let pattern = if month == to_month { &self.day_only } else { &self.day_and_month };
                fill(pattern, &[("d", &day.to_string()), ("m", name(month))])
            }
            (Some((year, month, None)), Some((to_year, _, None))) if year == to_year => name(month).to_string(),
            _ => self.date_with(first, months),
        };
        fill(&self.range, &[("a", &short), ("b", &self.date_with(last, months))])
    }
}

/// Year, month and day of an ISO date.
fn parts(iso: &str) -> Option<(&str, usize, Option<usize>)> {
    let mut pieces = iso.get(..10).unwrap_or(iso).split('-');
    let year = pieces.next().filter(|y| y.len() == 4)?;
    let month = pieces.next()?.parse().ok().filter(|m| (1..=12).contains(m))?;
    let day = match pieces.next() {
        Some(day) => Some(day.parse().ok()?),
        None => None,
    };
    Some((year, month, day))
}

/// The label of a key, or the key itself where nobody has given it one.
pub fn label<'a>(labels: &'a Labels, key: &'a str) -> &'a str {
    labels.get(key).map_or(key, String::as_str)
}

/// Puts values into the `{slots}` of a pattern, once and from left to right: a value with braces stays a value.
pub fn fill(pattern: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::new();
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((slot, behind)) = after.split_once('}') else {
            out.push('{');
            rest = after;
            continue;
        };
        let value = values.iter().find(|(name, _)| *name == slot).map_or("", |(_, value)| value);
        out.push_str(value);
        rest = behind;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_listed_as_a_sentence_lists_them() {
        let names: Vec<String> = ["Ada", "Bo", "Cy", "Di"].map(String::from).to_vec();
        assert_eq!(words().list(&names[..1], 3), "Ada");
        assert_eq!(words().list(&names[..2], 3), "Ada and Bo");
        assert_eq!(words().list(&names, 3), "Ada, Bo, Cy and one more");
        assert_eq!(words().list(&names, 2), "Ada, Bo and 2 more");
        assert_eq!(words().list(&[], 2), "");
    }

    #[test]
    fn a_date_is_written_out_and_anything_else_is_left_alone() {
        assert_eq!(words().date("2024-10-02"), "2 October 2024");
        assert_eq!(words().date("2024-10"), "October 2024");
        assert_eq!(words().dates("2024-10-02", "2024-10-05"), "2 – 5 October 2024");
        assert_eq!(words().dates("2024-09-30", "2024-10-05"), "30 September – 5 October 2024");
        assert_eq!(words().dates("2023-09-30", "2024-10-05"), "30 September 2023 – 5 October 2024");
        assert_eq!(words().date("2024-W43"), "2024-W43");
        assert_eq!(words().date("соседи"), "соседи");
        assert_eq!(words().date(""), "");
    }

    #[test]
    fn a_value_with_braces_stays_a_value() {
        assert_eq!(fill("{a} and {b}", &[("a", "{b}"), ("b", "2")]), "{b} and 2");
    }
}
