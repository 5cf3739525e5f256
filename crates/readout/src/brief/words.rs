//! The words of the page, read from words/<language>/brief.toml, and the few ways in which they are put together.

use super::numbers::readable;
use crate::words::{DEFAULT_LANGUAGE, Lexicon};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::OnceLock;

type Labels = BTreeMap<String, String>;

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    pub language: String,
    pub quotes: [String; 2],
    date: String,
    month_only: String,
    same_month: String,
    same_year: String,
    months_of_year: String,
    /// Names of powers of ten, the greatest first.
    scales: Vec<Scale>,
    range: String,
    pub decimal: String,
    halves: Vec<String>,
    quarters: Vec<String>,
    count: String,
    pub undated: String,
    pub no_period: String,
    pub copy_of: String,
    pub nothing: String,
    pub no_titles: String,
    /// Cells that the cited words themselves say.
    own: Vec<String>,
    list: List,
    nouns: BTreeMap<String, Noun>,
    pub sections: Labels,
    pub headings: Labels,
    kinds: BTreeMap<String, Kind>,
    unsaid: BTreeMap<String, Vec<String>>,
    pub coverage: Labels,
    pub languages: Labels,
    verdicts: Labels,
    cells: Labels,
    values: Labels,
    conflicts: Labels,
    classes: Labels,
    from: Labels,
    how: Labels,
    pub links: Labels,
    gaps: Labels,
    pub roles: Labels,
    pub marks: Labels,
    pub page: Labels,
    pub keys: Labels,
    months: Months,
    regions: BTreeMap<String, Region>,
}

/// How a region writes days, where it does so in another way than the language's other readers.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Region {
    date: String,
    same_month: String,
    same_year: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Scale {
    zeros: usize,
    name: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    two: String,
    comma: String,
    more_one: String,
    more_other: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Noun {
    one: String,
    other: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kind {
    /// Where its section stands among the others.
    position: usize,
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

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Months {
    long: Vec<String>,
    short: Vec<String>,
}

static WORDS: Lexicon<Words> = Lexicon::new("brief");

static CHOSEN: OnceLock<Words> = OnceLock::new();

/// The words of the page: in the language that was chosen, else in the default one.
pub fn words() -> &'static Words {
    CHOSEN.get().unwrap_or_else(|| WORDS.of(DEFAULT_LANGUAGE))
}

/// Chooses the language and the region of the reader, "en-US" or "en_US.UTF-8", for all pages that this program makes.
/// A language without a file reads the default one's; the first choice stays.
pub fn choose_locale(locale: &str) {
    let name = locale.split(['.', '@']).next().unwrap_or(locale);
    let mut parts = name.split(['-', '_']);
    let words = WORDS.of(parts.next().unwrap_or(DEFAULT_LANGUAGE));
    let region = parts.next_back().map(str::to_ascii_uppercase).unwrap_or_default();
    CHOSEN.get_or_init(|| words.in_region(&region));
}

impl Words {
    fn in_region(&self, region: &str) -> Words {
        let mut out = self.clone();
        if let Some(own) = self.regions.get(region) {
            out.date = own.date.clone();
            out.same_month = own.same_month.clone();
            out.same_year = own.same_year.clone();
        }
        out
    }

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

    /// Where the section of a kind stands; one that the data does not know comes last.
    pub fn position(&self, kind: &str) -> usize {
        self.kinds.get(kind).map_or(usize::MAX, |k| k.position)
    }

    /// Whether a value of a cell is the rule, and not worth a word.
    pub fn is_unsaid(&self, cell: &str, value: &str) -> bool {
        self.unsaid.get(cell).is_some_and(|values| values.iter().any(|v| v == value))
    }

    /// Whether a cell is said by the cited words themselves.
    pub fn is_own(&self, cell: &str) -> bool {
        self.own.iter().any(|own| own == cell)
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
        let Some((year, month, day)) = parts(iso) else {
            return self.part_of_year(iso).unwrap_or_else(|| iso.to_string());
        };
        let Some(month) = months.get(month - 1) else { return iso.to_string() };
        let pattern = if day.is_some() { &self.date } else { &self.month_only };
        fill(pattern, &[("d", &day.map(|d| d.to_string()).unwrap_or_default()), ("m", month), ("y", year)])
    }

    /// "2024-H1" is the first half of 2024, "2023-Q3" the third quarter of 2023.
    fn part_of_year(&self, iso: &str) -> Option<String> {
        let (year, part) = iso.split_once('-').filter(|(year, _)| year.len() == 4)?;
        let (names, number) = match part.split_at_checked(1)? {
            ("H", number) => (&self.halves, number),
            ("Q", number) => (&self.quarters, number),
            _ => return None,
        };
        let place = number.parse::<usize>().ok()?.checked_sub(1)?;
        Some(fill(names.get(place)?, &[("y", year)]))
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
        let (from, to) = (parts(first), parts(last));
        let (Some((year, m, d)), Some((to_year, m2, d2))) = (from, to) else {
            return self.apart(first, last, months);
        };
        let (day, day2) = (d.unwrap_or(0).to_string(), d2.unwrap_or(0).to_string());
        let slots = [("d", day.as_str()), ("d2", &day2), ("m", name(m)), ("m2", name(m2)), ("y", year)];
        match (d, d2) {
            _ if year != to_year => self.apart(first, last, months),
            (Some(_), Some(_)) => fill(if m == m2 { &self.same_month } else { &self.same_year }, &slots),
            (None, None) => fill(&self.months_of_year, &slots),
            _ => self.apart(first, last, months),
        }
    }

    /// Two dates that share nothing.
    fn apart(&self, first: &str, last: &str, months: &[String]) -> String {
        fill(&self.range, &[("a", &self.date_with(first, months)), ("b", &self.date_with(last, months))])
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
        assert_eq!(words().date("2024-H1"), "first half of 2024");
        assert_eq!(words().date("2023-Q5"), "2023-Q5");
        assert_eq!(words().date("2024-W43"), "2024-W43");
        assert_eq!(words().date("соседи"), "соседи");
        assert_eq!(words().date(""), "");
    }

    #[test]
    fn a_region_writes_days_in_its_own_way() {
        let american = words().in_region("US");
        assert_eq!(american.date("2024-10-02"), "October 2, 2024");
        assert_eq!(american.dates("2024-10-02", "2024-10-05"), "October 2 – 5, 2024");
        assert_eq!(american.dates("2024-09-30", "2024-10-05"), "September 30 – October 5, 2024");
        assert_eq!(american.dates("2024-09", "2024-10"), "September – October 2024");
        assert_eq!(words().in_region("ZZ").date("2024-10-02"), "2 October 2024");
    }

    #[test]
    fn a_value_with_braces_stays_a_value() {
        assert_eq!(fill("{a} and {b}", &[("a", "{b}"), ("b", "2")]), "{b} and 2");
    }
}
