//! Whom texts name and mean, told with texts.

#[cfg(test)]
use super::{Class, Form};
use crate::document::Document;
use crate::reading::{Reading, read};
use std::path::PathBuf;
use std::sync::OnceLock;

fn pipeline() -> Option<&'static parlance::Pipeline> {
    static LOADED: OnceLock<Option<parlance::Pipeline>> = OnceLock::new();
    let folder = || {
        let cached = std::env::var("HOME").map(|h| PathBuf::from(h).join(".cache/readout/models/en_core_web_sm-3.8.0"));
        std::env::var("READOUT_MODEL").map(PathBuf::from).or(cached).ok()
    };
    LOADED.get_or_init(|| parlance::Pipeline::load(&folder()?).ok()).as_ref()
}

fn reading(text: &str) -> Option<Reading> {
    let Some(pipeline) = pipeline() else {
        eprintln!("skipped: no language model; `readout model add en` gets it");
        return None;
    };
    Some(read(Document { text: text.into(), ..Document::default() }, pipeline))
}

/// Each mention with the name it means, "-" for nobody.
fn check(text: &str, expected: &[(&str, &str)]) {
    let Some(r) = reading(text) else { return };
    let mut from = 0;
    for (printed, name) in expected {
        let found = r.mentions.iter().find(|m| m.at.start >= from && r.printed(m.at) == *printed);
        let Some(found) = found else { panic!("{printed:?} is no mention in {text:?}: {:?}", r.mentions) };
        let meant = found.entity.map_or("-", |e| r.entities[e].name.as_str());
        assert_eq!(meant, *name, "{printed:?} in {text:?}");
        from = found.at.start;
    }
}

#[test]
fn a_surname_alone_means_who_was_named_in_full() {
    check(
        "Maria Okello spoke first. Later Okello left.",
        &[("Maria Okello", "Maria Okello"), ("Okello", "Maria Okello")],
    );
}

#[test]
fn a_title_is_no_part_of_a_name() {
    check(
        "President Maria Okello met Mr. John Harris.",
        &[("Maria Okello", "Maria Okello"), ("John Harris", "John Harris")],
    );
}

#[test]
fn another_spelling_of_a_surname_means_the_same() {
    check(
        "Pavel Sergeyev spoke on Friday. That is enough, said Sergeev.",
        &[("Pavel Sergeyev", "Pavel Sergeyev"), ("Sergeev", "Pavel Sergeyev")],
    );
}

#[test]
fn him_is_never_the_subject_of_its_own_clause() {
    check("John Harris met Peter Moss. Harris thanked him.", &[("him", "Peter Moss")]);
}

#[test]
fn somebody_without_a_name_is_not_the_nearest_name() {
    check("Edward Hall left. A spokesman said he was ill.", &[("he", "-")]);
}

#[test]
fn i_in_a_quotation_is_its_speaker() {
    check("“I am glad,” Maria Okello said.", &[("I", "Maria Okello")]);
}

#[test]
fn an_adjective_of_a_country_is_a_mention_of_it() {
    let Some(r) = reading("Kenyan troops left.") else { return };
    let found = r.mentions.iter().find(|m| m.class == Class::Country).expect("a country is mentioned");
    assert_eq!((found.form, found.entity.map(|e| r.entities[e].name.as_str())), (Form::Adjective, Some("Kenya")));
}

#[test]
fn no_text_breaks_it() {
    for text in
        ["", "\n\n", "“”'", "(((((", "A.B.C.D.E.F.", "PRESIDENT PRESIDENT of of of", "He he he. She?", "🙂 Ünï-Cödé’s"]
    {
        let _ = reading(text);
    }
}
