//! A pipeline as a whole: damaged files, any text, any number of threads.

mod common;

use parlance::{Doc, Pipeline};
use std::fs;
use std::path::{Path, PathBuf};

/// The small English pipeline, and its innermost folder.
fn english() -> Option<(Pipeline, PathBuf)> {
    let folder = common::find("en_core_web_sm", "3.8.0")?;
    let pipeline = Pipeline::load(&folder).expect("a sound pipeline");
    Some((pipeline, innermost(&folder)?))
}

fn innermost(folder: &Path) -> Option<PathBuf> {
    if folder.join("config.cfg").is_file() {
        return Some(folder.to_path_buf());
    }
    fs::read_dir(folder)
        .ok()?
        .flatten()
        .filter(|entry| entry.path().is_dir())
        .find_map(|entry| innermost(&entry.path()))
}

/// Everything that a document says.
fn said(doc: &Doc) -> String {
    let mut out = String::new();
    parlance::format::json_tokens(doc, &mut out);
    out
}

fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let (path, target) = (entry.as_ref().map(|e| e.path()), entry.as_ref().map(|e| to.join(e.file_name())));
        let (Ok(path), Ok(target)) = (path, target) else { continue };
        if path.is_dir() {
            copy(&path, &target)?;
        } else {
            fs::copy(&path, &target)?;
        }
    }
    Ok(())
}

#[test]
fn a_file_that_is_missing_or_cut_short_is_named() {
    let Some((_, folder)) = english() else { return };
    let place = std::env::temp_dir().join(format!("parlance-damaged-{}", std::process::id()));
    copy(&folder, &place).expect("room for a copy");
    let files = ["config.cfg", "meta.json", "tokenizer", "tok2vec/model", "tagger/cfg", "tagger/model", "parser/model"];
    let more = ["parser/moves", "attribute_ruler/patterns", "lemmatizer/lookups/lookups.bin", "ner/model", "ner/moves"];
    for name in files.iter().chain(&more) {
        let path = place.join(name);
        let whole = fs::read(&path).expect("a file of the pipeline");
        for damaged in [None, Some(0), Some(1), Some(whole.len() / 2), Some(whole.len() - 1)] {
            match damaged {
                None => fs::remove_file(&path).expect("our own copy"),
                Some(end) => fs::write(&path, &whole[..end]).expect("our own copy"),
            }
            match Pipeline::load(&place) {
                // A config cut in the middle may still be a config, with fewer components.
                Ok(_) => assert_eq!(*name, "config.cfg", "cut at {damaged:?}"),
                Err(error) => assert!(*name == "config.cfg" || error.path() == path, "{name} at {damaged:?}: {error}"),
            }
        }
        fs::write(&path, &whole).expect("our own copy");
    }
    let _ = fs::remove_dir_all(&place);
}

#[test]
fn a_component_that_is_not_known_is_named_and_the_others_run() {
    let Some((pipeline, folder)) = english() else { return };
    let place = std::env::temp_dir().join(format!("parlance-unknown-{}", std::process::id()));
    copy(&folder, &place).expect("room for a copy");
    let config = fs::read_to_string(place.join("config.cfg")).expect("a file of the pipeline");
    let config = config.replace("\"ner\"]", "\"ner\",\"mood\"]") + "\n[components.mood]\nfactory = \"textcat\"\n";
    fs::write(place.join("config.cfg"), config).expect("our own copy");
    let more = Pipeline::load(&place).expect("the others are sound");
    assert_eq!(more.unknown_components(), ["mood"]);
    let text = "The harbour of Tarsk was closed on Monday.";
    assert_eq!(said(&more.annotate(text)), said(&pipeline.annotate(text)));
    let _ = fs::remove_dir_all(&place);
}

#[test]
fn components_that_are_left_out_leave_the_others_as_they_are() {
    let Some((pipeline, folder)) = english() else { return };
    let fewer = Pipeline::load_without(&folder, &["ner", "lemmatizer"]).expect("nothing needs them");
    let text = "Odile Varga left Paris on Friday.";
    let (all, some) = (pipeline.annotate(text), fewer.annotate(text));
    let parse = |doc: &Doc| doc.tokens().map(|token| (token.tag().to_string(), token.head())).collect::<Vec<_>>();
    assert_eq!(parse(&all), parse(&some));
    assert!(all.entities().len() > 0 && some.entities().len() == 0 && some.token(2).lemma().is_empty());
    let error = Pipeline::load_without(&folder, &["tok2vec"]).expect_err("the tagger needs it");
    assert!(error.to_string().contains("tok2vec"), "{error}");
}

#[test]
fn a_folder_without_a_pipeline_is_named() {
    let error = Pipeline::load(Path::new("no/such/folder")).expect_err("no folder");
    assert!(error.is_missing() && error.to_string().contains("no/such/folder"), "{error}");
    let error = Pipeline::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).expect_err("no pipeline");
    assert!(error.to_string().contains("config.cfg"), "{error}");
}

#[test]
fn any_text_is_annotated_and_its_tokens_are_the_text() {
    let Some((pipeline, _)) = english() else { return };
    let long_word = "a".repeat(1_000_000);
    let quotes = "\"".repeat(3_000);
    let texts = [
        "",
        " ",
        "\u{0}",
        "\u{feff}\u{200b}",
        "\r\n\r\n",
        "....",
        "((((",
        "😀👩‍👩‍👧",
        "\u{301}\u{301}",
        &long_word,
        &quotes,
    ];
    for text in texts {
        let doc = pipeline.annotate(text);
        let again: String = doc
            .tokens()
            .map(|token| format!("{}{}", token.text(), if token.space_after() { " " } else { "" }))
            .collect();
        assert_eq!(again, text);
        assert_eq!(doc.sentences().map(|sentence| sentence.len()).sum::<usize>(), doc.len());
    }
}

#[test]
fn texts_together_one_by_one_and_on_threads_give_the_same() {
    let Some((pipeline, _)) = english() else { return };
    let line = "The ferry to Tarsk, which Odile Varga had promised in 2019, sank on Friday; nobody was hurt. ";
    let texts: Vec<String> = (0..60).map(|i| line.repeat(i % 13)).collect();
    let alone: Vec<String> = texts.iter().map(|text| said(&pipeline.annotate(text))).collect();
    let together: Vec<String> = pipeline.annotate_batch(&texts).iter().map(said).collect();
    assert_eq!(alone, together);
    for threads in [1, 2, 3] {
        let texts = texts.clone().into_iter().enumerate();
        let parallel: Vec<(usize, String)> = pipeline.annotate_each(texts, threads, |i, doc| (i, said(&doc))).collect();
        assert_eq!(alone.iter().cloned().enumerate().collect::<Vec<_>>(), parallel, "{threads} threads");
    }
    assert_eq!(alone, pipeline.annotate_all(texts).map(|doc| said(&doc)).collect::<Vec<_>>());
}

#[test]
fn a_long_text_is_the_same_as_its_parts_where_they_cannot_see_each_other() {
    let Some((pipeline, _)) = english() else { return };
    // Longer than any window of the network: what is annotated in the middle must not depend on where a window ends.
    let sentence = "Grain prices fell for the third week, the harbour office in Brennick said on Monday. ";
    let (short, long) = (pipeline.annotate(&sentence.repeat(40)), pipeline.annotate(&sentence.repeat(700)));
    let tags =
        |doc: &Doc, from: usize| doc.tokens().skip(from).take(200).map(|t| t.tag().to_string()).collect::<Vec<_>>();
    let per_sentence = short.len() / 40;
    assert_eq!(long.len(), 700 * per_sentence);
    for i in (10..690).step_by(17) {
        assert_eq!(tags(&long, i * per_sentence), tags(&short, 10 * per_sentence), "from sentence {i}");
    }
    assert_eq!(long.sentences().count(), 700);
}
