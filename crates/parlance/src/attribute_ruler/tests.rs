//! Tests of the attribute ruler.

use super::*;
use crate::labels::Labels;
use crate::testing::{damaged, file};
use proptest::prelude::*;
use serde_json::json;

/// A ruler, and what it makes of words with tags: the attributes set, last ones last.
fn check(patterns: serde_json::Value, words: &[(&str, &str)], expected: &[(usize, &str, &str)]) {
    let mut labels = Labels::new();
    let ruler = AttributeRuler::read(&file(&patterns), &mut labels).unwrap();
    let tags: Vec<Label> = words.iter().map(|(_, tag)| labels.add(tag)).collect();
    let tokens: Vec<TokenView> = words.iter().zip(tags).map(|((text, _), tag)| token(text, tag)).collect();
    let mut changes = Vec::new();
    ruler.changes(&tokens, &mut changes);
    let changes: Vec<_> = changes
        .into_iter()
        .map(|(at, set)| (at, set.pos.map_or("", |pos| labels.name(pos)), set.lemma.as_deref().unwrap_or("")))
        .collect();
    assert_eq!(changes, expected);
}

fn token(text: &str, tag: Label) -> TokenView<'_> {
    TokenView { text, lower: text, tag, is_space: crate::lexeme::is_space(text), ..TokenView::default() }
}

fn error(patterns: serde_json::Value) -> String {
    AttributeRuler::read(&file(&patterns), &mut Labels::new()).unwrap_err().to_string()
}

#[test]
fn later_patterns_are_applied_over_earlier_ones() {
    let patterns = json!([
        {"patterns": [[{"LOWER": "ferry"}]], "attrs": {"POS": "NOUN"}, "index": 0},
        {"patterns": [[{"TAG": "V", "LOWER": {"IN": ["ferry", "row"]}}]], "attrs": {"POS": "VERB"}, "index": 0},
    ]);
    check(
        patterns,
        &[("ferry", "V"), ("row", "N"), ("row", "V")],
        &[(0, "NOUN", ""), (0, "VERB", ""), (2, "VERB", "")],
    );
}

#[test]
fn a_pattern_of_two_tokens_may_set_the_second() {
    let patterns = json!([
        {"patterns": [[{"LOWER": "gon"}, {"LOWER": {"REGEX": "^n?a$"}}]], "attrs": {"LEMMA": "to"}, "index": 1},
        {"patterns": [[{"LOWER": "gon"}, {}]], "attrs": {"LEMMA": "go"}, "index": -2},
    ]);
    check(patterns, &[("gon", ""), ("na", ""), ("gon", "")], &[(1, "", "to"), (0, "", "go")]);
}

#[test]
fn what_a_token_must_not_have_is_tested_too() {
    let patterns = json!([
        {"patterns": [[{"TAG": {"NOT_IN": ["N", ""]}}]], "attrs": {"POS": "X"}, "index": 0},
        {"patterns": [[{"IS_SPACE": true}]], "attrs": {"POS": "SPACE"}, "index": 0},
        {"patterns": [[{"TAG": "_", "IS_SPACE": false}]], "attrs": {"POS": "Y"}, "index": 0},
    ]);
    check(patterns, &[("a", "N"), ("b", ""), ("\n", "_")], &[(2, "X", ""), (2, "SPACE", "")]);
}

#[test]
fn a_pattern_that_cannot_be_used_is_named() {
    let one = |token: serde_json::Value, attrs: serde_json::Value| {
        error(
            json!([{"patterns": [[{"TAG": "A"}]], "attrs": {}, "index": 0}, {"patterns": [[token]], "attrs": attrs, "index": 0}]),
        )
    };
    assert_eq!(
        one(json!({"LIKE_NUM": true}), json!({})),
        "`invented`, pattern 1: the test `LIKE_NUM` is not supported"
    );
    assert!(one(json!({"TAG": "A", "OP": "+"}), json!({})).contains("`OP`"));
    assert!(one(json!({"TAG": {"FUZZY": "A"}}), json!({})).contains("`FUZZY`"));
    assert!(one(json!({"LOWER": {"REGEX": "("}}), json!({})).contains("`(` without"));
    assert!(one(json!({}), json!({"ENT_TYPE": "A"})).contains("`ENT_TYPE`"));
    assert!(error(json!([{"patterns": [[{}]], "attrs": {}, "index": 1}])).contains("index 1"));
    assert!(error(json!({})).contains("not a list"));
}

fn patterns() -> serde_json::Value {
    json!([
        {"patterns": [[{"TAG": {"IN": ["N", "V"]}, "LOWER": {"REGEX": "^[fr]"}}, {"DEP": {"NOT_IN": [""]}}]], "attrs": {"POS": "X"}, "index": 1},
        {"patterns": [[{"IS_SPACE": true}], [{"LEMMA": "row", "OP": "1"}]], "attrs": {"MORPH": "_", "LEMMA": "go"}, "index": 0},
    ])
}

proptest! {
    #[test]
    fn a_damaged_file_is_an_error_or_a_ruler(file in damaged(&patterns())) {
        let mut labels = Labels::new();
        match AttributeRuler::read(&file, &mut labels) {
            Ok(ruler) => {
                let tokens = [token("ferry", labels.add("N")), token("row", labels.add("V")), token(" ", labels.add("_"))];
                let mut changes = Vec::new();
                ruler.changes(&tokens, &mut changes);
                prop_assert!(changes.iter().all(|(at, _)| *at < tokens.len()));
            }
            Err(error) => prop_assert!(error.to_string().starts_with("`damaged`")),
        }
    }
}
