//! Tests of the tokenizer.

use super::*;
use crate::testing::{damaged, file};
use proptest::prelude::*;
use serde_json::{Value, json};

/// Rules like those of real pipelines, only fewer.
fn rules() -> Value {
    json!({
        "prefix_search": r#"^\(|^"|^\$|^\.\.+|^US\$|^(?:[dl]')(?=[a-zé])"#,
        "suffix_search": r#",$|\)$|"$|'s$|\.\.+$|(?<=[0-9])(?:km|m)$|(?<=[a-zé)])\.$|(?<=[A-Z][A-Z])\.$"#,
        "infix_finditer": r"\.\.+|(?<=[a-z])-(?=[a-z])|(?<=[a-z]')(?=[a-z])",
        "token_match": r"(?i)^anti-[a-z]+$",
        "url_match": r"^(?:\S+@)?(?:[a-z]+\.)+[a-z]{2,3}(?:/\S*)?$",
        "exceptions": {
            " ": [{"65": " "}],
            "don't": [{"65": "do"}, {"65": "n't", "67": "not"}],
            "a.m.": [{"65": "a.m.", "67": "am"}],
            "(^^)": [{"65": "(^^)"}],
            "N. B.": [{"65": "N. B.", "67": "note"}],
        },
        "faster_heuristics": true,
    })
}

fn tokenizer(value: &Value) -> Tokenizer {
    Tokenizer::read(&file(value)).unwrap()
}

/// The tokens of a text; `~` ends one with a space after it, `=` comes before a norm.
fn shown(tokenizer: &Tokenizer, text: &str) -> Vec<String> {
    let tokens = tokenizer.tokenize(text, &mut TokenizerCache::default());
    let show = |token: RawToken| {
        let space = if token.space_after { "~" } else { "" };
        let norm = token.norm.map_or(String::new(), |norm| format!("={}", tokenizer.norm(norm)));
        format!("{}{space}{norm}", &text[token.start..token.end])
    };
    tokens.into_iter().map(show).collect()
}

fn check(text: &str, expected: &[&str]) {
    assert_eq!(shown(&tokenizer(&rules()), text), expected, "{text:?}");
}

#[test]
fn one_space_belongs_to_the_token_before_it_and_other_white_space_is_a_token() {
    check("", &[]);
    check(" ", &[" "]);
    check("Altona  Pier ", &["Altona~", " ", "Pier~"]);
    check("Altona\n\nPier", &["Altona", "\n\n", "Pier"]);
    check("Altona \n Pier", &["Altona~", "\n ", "Pier"]);
    check(" Altona\u{1c}Pier", &[" ", "Altona", "\u{1c}", "Pier"]);
    check("Altona\u{a0}Pier", &["Altona", "\u{a0}", "Pier"]);
}

#[test]
fn affixes_are_cut_off_one_after_the_other() {
    check("(\"Altona,\")", &["(", "\"", "Altona", ",", "\"", ")"]);
    check("US$12km.", &["US$", "12", "km", "."]);
    check("(12km)", &["(", "12", "km", ")"]);
    check("pier.", &["pier", "."]);
    check("UNO.", &["UNO", "."]);
    check("Mr.", &["Mr", "."]);
    check("J.", &["J."]);
    check("well...", &["well", "..."]);
    check("...", &["..."]);
    check("((((", &["(", "(", "(", "("]);
}

#[test]
fn infixes_part_what_is_left_even_where_they_have_no_characters() {
    check("sea-side", &["sea", "-", "side"]);
    check("one...two", &["one", "...", "two"]);
    check("l'école", &["l'", "école"]);
    check("aujourd'hui", &["aujourd'", "hui"]);
}

#[test]
fn addresses_and_words_that_are_one_token_stay_whole() {
    check("ferry.example.org/a-b,", &["ferry.example.org/a-b", ","]);
    check("me@ferry.org", &["me@ferry.org"]);
    check("Anti-Pier anti-pier,", &["Anti-Pier~", "anti-pier", ","]);
}

#[test]
fn exceptions_have_pieces_and_norms_of_their_own() {
    check("don't", &["do", "n't=not"]);
    check("(don't)", &["(", "do", "n't=not", ")"]);
    check("9 a.m., don't", &["9~", "a.m.=am", ",~", "do", "n't=not"]);
}

#[test]
fn exceptions_torn_apart_are_put_together_again() {
    check("see(^^)", &["see(^^", ")"]);
    check("(^^)", &["(^^)"]);
    check("N. B. the pier", &["N. B.~=note", "the~", "pier"]);
    check("N.\nB. the", &["N.", "\n", "B.~", "the"]);
    check("N. B. N. B.", &["N. B.~=note", "N. B.=note"]);
}

#[test]
fn a_broken_file_is_an_error_that_names_the_place() {
    let error = |name: &str, value: Value| {
        let mut broken = rules();
        broken[name] = value;
        Tokenizer::read(&file(&broken)).unwrap_err().to_string()
    };
    assert_eq!(error("prefix_search", json!("^(")), "`invented`, prefix_search: pattern, byte 2: `(` without its `)`");
    assert!(error("infix_finditer", json!(5)).contains("infix_finditer: not a text"));
    assert!(error("exceptions", json!([])).contains("exceptions: not a map"));
    assert!(error("exceptions", json!({"ab": [{"65": "a"}]})).contains("exception `ab`"));
    assert!(error("exceptions", json!({"ab": [{"65": ""}, {"65": "ab"}]})).contains("exception `ab`"));
    assert!(Tokenizer::read(&file(&json!([]))).is_err());
    assert_eq!(shown(&tokenizer(&json!({})), "a-b c"), ["a-b~", "c"]);
}

#[test]
fn a_huge_text_without_spaces_takes_linear_time() {
    let tokenizer = tokenizer(&rules());
    for unit in ["(", ")", "a", ".", "'s", "l'", "a-", "a@", "N.", "anti-", "\u{301}", "\u{3000}"] {
        let text = unit.repeat(300_000);
        assert_covers(&text, &tokenizer.tokenize(&text, &mut TokenizerCache::default()));
    }
}

fn assert_covers(text: &str, tokens: &[RawToken]) {
    let mut at = 0;
    for token in tokens {
        assert!(token.start == at && token.start < token.end, "{token:?} at {at} of {text:?}");
        assert!(text.is_char_boundary(token.end));
        at = token.end;
        if token.space_after {
            assert_eq!(text.as_bytes()[at], b' ');
            at += 1;
        }
    }
    assert_eq!(at, text.len());
}

proptest! {
    #[test]
    fn the_tokens_and_the_spaces_after_them_are_the_text(text in "(?s).{0,200}") {
        assert_covers(&text, &tokenizer(&rules()).tokenize(&text, &mut TokenizerCache::default()));
    }

    #[test]
    fn a_damaged_file_is_an_error_or_a_tokenizer(file in damaged(&rules()), text in "[adlkm(^')\\.,\"$NB \n0-9é-]{0,40}") {
        match Tokenizer::read(&file) {
            Ok(tokenizer) => assert_covers(&text, &tokenizer.tokenize(&text, &mut TokenizerCache::default())),
            Err(error) => prop_assert!(error.to_string().starts_with("`damaged`")),
        }
    }

    #[test]
    fn what_was_read_before_changes_nothing(texts in prop::collection::vec("[adlkm(^')\\.,\"$NB \n0-9é-]{0,40}", 1..8)) {
        let tokenizer = tokenizer(&rules());
        let mut cache = TokenizerCache::default();
        for text in &texts {
            let tokens = tokenizer.tokenize(text, &mut cache);
            assert_covers(text, &tokens);
            assert_eq!(tokens, tokenizer.tokenize(text, &mut TokenizerCache::default()));
        }
    }
}
