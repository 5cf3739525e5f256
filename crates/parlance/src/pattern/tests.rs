//! Tests of the pattern.

use super::*;
use proptest::prelude::*;

fn search(pattern: &Pattern, text: &str) -> Option<(usize, usize)> {
    let text = pattern.characters(text);
    pattern.search(&text, Presence::of(&text), &mut Scratch::default())
}

fn check_search(pattern: &str, text: &str, expected: Option<(usize, usize)>) {
    assert_eq!(search(&Pattern::new(pattern).unwrap(), text), expected, "{pattern} in {text:?}");
    assert_eq!(search(&Pattern::of_suffixes(pattern).unwrap(), text), expected, "{pattern} in {text:?}, backwards");
}

fn check_all(pattern: &str, text: &str, expected: &[(usize, usize)]) {
    let (compiled, mut found) = (Pattern::new(pattern).unwrap(), Vec::new());
    let text = compiled.characters(text);
    compiled.find_all(&text, Presence::of(&text), &mut Scratch::default(), &mut found);
    assert_eq!(found, expected, "{pattern}");
}

fn matches(pattern: &str, text: &str) -> bool {
    let pattern = Pattern::new(pattern).unwrap();
    let text = pattern.characters(text);
    pattern.matches(&text, Presence::of(&text), &mut Scratch::default())
}

#[test]
fn the_first_branch_that_matches_is_taken() {
    check_search("^a|^ab", "abc", Some((0, 1)));
    check_search("b|ab", "abc", Some((0, 2)));
    check_search("x*", "aax", Some((0, 0)));
    check_search("(?:a|ab)(?:c|bcd)", "abcd", Some((0, 4)));
    check_search("a+?", "aaa", Some((0, 1)));
    check_search("a{2,3}", "aaaa", Some((0, 3)));
    check_search("a{,2}b", "aab", Some((0, 3)));
    check_search("a{x}", "a{x}", Some((0, 4)));
    check_search("q", "abc", None);
}

#[test]
fn a_suffix_starts_as_far_left_as_it_can() {
    check_search("m$|km$", "12km", Some((2, 4)));
    check_search(r"\.\.+$|\.$", "wait...", Some((4, 7)));
    check_search(r"(?<=[0-9])(?:m|km)$", "12km", Some((2, 4)));
    check_search(r"(?<=[0-9])(?:m|km)$", "km", None);
    check_search("b$", "ab\n", Some((1, 2)));
    check_search(r"(?<=[A-Z][A-Z])\.$", "U.S.", None);
    check_search(r"(?<=[A-Z][A-Z])\.$", "US.", Some((2, 3)));
}

#[test]
fn what_stands_around_is_looked_at_but_not_read() {
    check_search(r"\+(?![0-9])", "+3", None);
    check_search(r"\+(?![0-9])", "+a", Some((0, 1)));
    check_search("(?<!a)b", "ab bb", Some((3, 4)));
    check_search("(?<=a)(?:-|--)(?=b)", "a--b", Some((1, 3)));
    check_search("a(?=(?:b|cd)e)", "abe", Some((0, 1)));
    check_search(r"\bon\b", "upon on", Some((5, 7)));
    check_search(r"^a\Z", "a\n", None);
}

#[test]
fn all_matches_are_found_empty_ones_too() {
    check_all("-", "a-b-c", &[(1, 2), (3, 4)]);
    check_all("(?<=[ld]')(?=[a-z])", "l'd'a", &[(2, 2), (4, 4)]);
    check_all("x*", "axxb", &[(0, 0), (1, 3), (3, 3), (4, 4)]);
    check_all(r"\.\.+|…", "a...b…", &[(1, 4), (5, 6)]);
}

#[test]
fn classes_hold_what_python_says() {
    assert!(matches(r"[\w\-]+$", "naïve-½"));
    assert!(matches(r"[^\W\d]$", "é"));
    assert!(!matches(r"\w$", "\u{301}"));
    assert!(matches(r"\s$", "\u{1c}"));
    assert!(matches(r"[]a]$", "]"));
    assert!(matches(r"[a\]-]+$", "a]-"));
    assert!(matches(r"[\u00e0-\U0001F600][&~[]", "é["));
    assert!(!matches(".", "\n"));
}

#[test]
fn case_is_ignored_where_the_pattern_says_so() {
    assert!(matches("(?iu)^ÉTATS[-–][a-z]+$", "états-UNIS"));
    assert!(matches("(?i)stra[SS]e", "ſtraſe"));
    assert!(!matches("(?i)[^a]", "A"));
    assert!(!matches("a", "A"));
}

#[test]
fn a_pattern_that_is_not_supported_says_where() {
    for pattern in ["(a)\\1", "(?<name>a)", "a**", "(a", "a)", "[a", "a++", "*", "(?x)a", "(?<=a*)b", r"\q", "[b-a]"] {
        assert!(Pattern::new(pattern).is_err(), "{pattern}");
    }
    assert!(Pattern::new(&"(".repeat(100_000)).is_err());
    assert!(Pattern::new("(?:a{1000}){1000}").is_err());
    assert!(Pattern::new(&"a{10000}|".repeat(1000)).is_err());
    let branches: Vec<String> = (0x4e00u32..0x7e00).map(|code| format!("[\\u{code:x}-\\uffff]")).collect();
    assert!(Pattern::new(&branches.join("|")).is_err());
}

#[test]
fn nested_repeats_take_one_pass() {
    let text = "a".repeat(20_000);
    assert!(!matches(r"^(?:a+)+(?:a*)*$b", &text));
    assert!(!matches(r"^(?:\S+(?::\S*)?@)?b$", &text));
}

#[test]
fn a_word_of_plain_letters_needs_no_look_where_every_branch_needs_more() {
    assert!(!Pattern::new(r"^\(|^US\$|(?<=[0-9])(?:km|m)$|(?<=[a-z])\.(?=[A-Z])").unwrap().matches_plain());
    assert!(Pattern::new(r"^\(|^km").unwrap().matches_plain());
    assert!(Pattern::new("(?<!a)").unwrap().matches_plain());
}

proptest! {
    #[test]
    fn a_pattern_is_read_or_refused_and_runs_on_any_text(source in r"[ab.^$|()\[\]{}*+?<=!:,\\wdsbu0-3-]{0,24}", text in "[ab.0 é\n]{0,12}") {
        let Ok(pattern) = Pattern::of_suffixes(&source) else { return Ok(()) };
        let text = pattern.characters(&text);
        let (presence, mut scratch) = (Presence::of(&text), Scratch::default());
        let found = pattern.search(&text, presence, &mut scratch);
        prop_assert!(found.is_none_or(|(start, end)| start <= end && end <= text.len()));
        let mut all = Vec::new();
        Pattern::new(&source).unwrap().find_all(&text, presence, &mut scratch, &mut all);
        prop_assert!(all.is_sorted_by(|a, b| a.1 <= b.0));
        if let Some(found) = found {
            prop_assert_eq!(all.first().map(|first| first.0), Some(found.0));
        }
    }
}
