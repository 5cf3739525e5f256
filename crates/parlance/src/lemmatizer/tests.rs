//! Tests of the lemmatizer.

use super::*;
use crate::testing::{damaged, file};
use proptest::prelude::*;
use serde_json::json;

/// What a lemmatizer makes of words, each with part of speech and morphology.
fn check(language: &str, tables: serde_json::Value, words: &[(&str, &str, &str, &str)]) {
    let mut labels = Labels::new();
    for (_, pos, morph, _) in words {
        labels.add(pos);
        labels.add(morph);
    }
    let lemmatizer = Lemmatizer::read(&file(&tables), language, "rule", &labels).unwrap();
    let mut cache = LemmaCache::default();
    for _ in 0..2 {
        for (text, pos, morph, expected) in words {
            let lower = text.to_lowercase();
            let label = |name| labels.find(name).unwrap();
            let token = TokenView { text, lower: &lower, pos: label(pos), morph: label(morph), ..TokenView::default() };
            assert_eq!(&*lemmatizer.lemma(&[token], 0, &labels, &mut cache), *expected, "{text} {pos} {morph}");
        }
    }
}

#[test]
fn english_words_lose_their_endings_where_the_index_knows_what_is_left() {
    let tables = json!({
        "lemma_index": {"#noun": ["ferry", "harbour", "axe"], "#verb": ["row", "rowe"]},
        "lemma_exc": {"#noun": {"oxen": ["ox"]}},
        "lemma_rules": {"#noun": [["s", ""], ["ies", "y"], ["es", ""]], "#verb": [["ed", ""], ["ed", "e"]]},
    });
    check(
        "en",
        tables,
        &[
            ("Ferries", "NOUN", "Number=Plur", "ferry"),
            ("harbours", "NOUN", "Number=Plur", "harbour"),
            ("axes", "NOUN", "Number=Plur", "axe"),
            ("oxen", "NOUN", "Number=Plur", "ox"),
            ("Zeppelins", "NOUN", "Number=Plur", "zeppelin"),
            ("1990s", "NOUN", "Number=Plur", "1990"),
            ("rowed", "VERB", "Tense=Past|VerbForm=Fin", "rowe"),
            ("Lens", "NOUN", "Number=Sing", "lens"),
            ("Rows", "VERB", "VerbForm=Inf", "rows"),
            ("Rows", "VERB", "Tense=Pres|VerbForm=Fin", "rows"),
            ("ROW", "VERB", "Number=Sing|Tense=Pres|VerbForm=Fin", "ROW"),
            ("Altona", "PROPN", "Number=Sing", "Altona"),
            ("The", "DET", "", "the"),
            ("\n", "SPACE", "", "\n"),
        ],
    );
}

#[test]
fn french_words_are_looked_up_at_last() {
    let tables = json!({
        "lemma_index": {"#noun": ["quai"], "#verb": ["ramer"]},
        "lemma_exc": {"#noun": {"yeux": ["œil"]}},
        "lemma_rules": {"#noun": [["s", ""], ["x", ""]], "#verb": [["ent", "er"], ["é", "er"]]},
        "lemma_lookup": {"#Ports": ["port"], "#mit": ["mettre", "mie"], "#mark": ["marquer"]},
    });
    check(
        "fr",
        tables,
        &[
            ("Quai", "NOUN", "", "quai"),
            ("quais", "NOUN", "", "quai"),
            ("yeux", "NOUN", "", "œil"),
            ("rament", "VERB", "", "ramer"),
            ("Mit", "VERB", "", "mettre"),
            ("Ports", "PROPN", "", "port"),
            ("mark", "PROPN", "", "marquer"),
            ("Nord", "PROPN", "", "Nord"),
            (" ", "SPACE", "", " "),
        ],
    );
}

fn spanish() -> serde_json::Value {
    json!({
        "lemma_index": {"#noun": ["muelle", "orden"], "#verb": ["remar", "contar"], "#det": ["el"], "#pron": ["nosotros"]},
        "lemma_exc": {"#pron": {"lo": ["él"]}, "#det": {"las": ["el"]}},
        "lemma_rules": {
            "#plural": [["es", ""], ["s", ""]],
            "#present": [["a", "ar"], ["an", "ar"]],
            "#imperative": [["a", "ar"]],
            "#accents": [["ó", "o"], ["é", "e"]],
            "#voc_alt_1": [["u", "o"]],
            "#voc_alt_2": [["ue", "o"]],
            "#num": [["tercera", "tercero"]],
            "#det_and_pron_general": [["as", "os"]],
        },
        "lemma_rules_groups": {
            "#noun": [["plural", ["Number=Plur"]]],
            "#verb": [["present", ["Tense=Pres"]], ["imperative", ["Mood=Imp"]]],
        },
    })
}

#[test]
fn spanish_rules_are_chosen_by_the_features() {
    let tables = spanish();
    check(
        "es",
        tables,
        &[
            ("Muelles", "NOUN", "Gender=Masc|Number=Plur", "muelle"),
            ("órdenes", "NOUN", "Number=Plur", "orden"),
            ("muelles", "NOUN", "Number=Sing", "muelles"),
            ("reman", "VERB", "Tense=Pres", "remar"),
            ("cuenta", "VERB", "Tense=Pres", "contar"),
            ("Cuéntanoslo", "VERB", "Mood=Imp|PronType=Int,Prs", "contar nos él"),
            ("las", "DET", "", "el"),
            ("nosotras", "PRON", "", "nosotros"),
            ("1.250,5", "NUM", "", "1250.5"),
            ("3.14", "NUM", "", "3.14"),
            ("tercera", "NUM", "", "tercero"),
            ("Por", "ADP", "", "Por"),
            ("SÍ", "CONJ", "", "sí"),
        ],
    );
}

#[test]
fn a_table_that_is_none_is_an_error_that_names_the_file() {
    let labels = Labels::new();
    for tables in [
        json!([]),
        json!({"lemma_index": 7}),
        json!({"lemma_rules": {"#noun": [["s"]]}}),
        json!({"lemma_exc": {"#noun": {"a": [1]}}}),
    ] {
        let error = Lemmatizer::read(&file(&tables), "en", "rule", &labels).unwrap_err().to_string();
        assert!(error.starts_with("`invented`, byte"), "{error}");
    }
    assert!(Lemmatizer::read(&file(&json!({})), "it", "rule", &labels).is_err());
    assert!(!Lemmatizer::is_supported("en", "pymorphy3"));
}

proptest! {
    #[test]
    fn a_damaged_file_is_an_error_or_a_lemmatizer(file in damaged(&spanish()), text in "[a-zéós.,0-9]{1,12}") {
        let mut labels = Labels::new();
        let (verb, morph) = (labels.add("VERB"), labels.add("PronType=Prs|Tense=Pres"));
        for language in ["en", "fr", "es"] {
            match Lemmatizer::read(&file, language, "rule", &labels) {
                Ok(lemmatizer) => {
                    let token = TokenView { text: &text, lower: &text, pos: verb, morph, ..TokenView::default() };
                    lemmatizer.lemma(&[token], 0, &labels, &mut LemmaCache::default());
                }
                Err(error) => prop_assert!(error.to_string().starts_with("`damaged`")),
            }
        }
    }
}
