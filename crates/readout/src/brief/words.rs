//! The words of the page, read from words/<language>/brief.toml, and the few ways in which they are put together.

mod dates;
mod numbers;

pub use crate::words::fill;
use crate::words::{DEFAULT_LANGUAGE, Lexicon};
pub use numbers::readable;
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
    decade: String,
    century: String,
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
    /// What a disagreement under the name of a group is about; the name itself where this is empty.
    #[serde(default)]
    about: String,
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

    /// A sentence of the record, with the keys of the output contract that stand in it in words.
    pub fn sentence(&self, text: &str) -> String {
        let word = |w: &str| self.values.get(w).cloned().unwrap_or_else(|| w.to_string());
        readable(&text.split(' ').map(word).collect::<Vec<_>>().join(" "), self)
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

    /// What a disagreement is about, from the name of its group.
    pub fn about(&self, kind: &str, group: &str) -> String {
        let pattern = self.kinds.get(kind).map_or("", |k| &k.about);
        if pattern.is_empty() { group.to_string() } else { fill(pattern, &[("group", group)]) }
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
}

/// The label of a key, or the key itself where nobody has given it one.
pub fn label<'a>(labels: &'a Labels, key: &'a str) -> &'a str {
    labels.get(key).map_or(key, String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::key;
    use crate::record::{ConflictKind, Taking};

    #[test]
    fn every_kind_of_conflict_and_every_way_of_taking_has_a_name_for_people() {
        for kind in ConflictKind::ALL {
            assert!(words().conflicts.contains_key(&key(kind)), "{kind:?}");
        }
        for how in [Taking::Credit, Taking::Quotation, Taking::Reprint] {
            assert!(words().how.contains_key(&key(how)) && words().links.contains_key(&key(how)), "{how:?}");
        }
        assert_eq!(words().conflicts.len(), ConflictKind::ALL.len());
    }

    #[test]
    fn names_are_listed_as_a_sentence_lists_them() {
        let names: Vec<String> = ["Ada", "Bo", "Cy", "Di"].map(String::from).to_vec();
        assert_eq!(words().list(&names[..1], 3), "Ada");
        assert_eq!(words().list(&names[..2], 3), "Ada and Bo");
        assert_eq!(words().list(&names, 3), "Ada, Bo, Cy and one more");
        assert_eq!(words().list(&names, 2), "Ada, Bo and 2 more");
        assert_eq!(words().list(&[], 2), "");
    }
}
