//! The brief in every format: snapshots, links that lead to their words, and hostile text that stays text.

mod builder;
#[path = "../common/mod.rs"]
mod common;
mod summit;

use builder::Builder;
use readout::Record;
use readout::brief::FORMATS;
use readout::record::{ConflictKind, Taking, Verdict};
use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};

fn render(format: &str, record: &Record) -> String {
    let (_, render) = FORMATS.iter().find(|(name, _)| *name == format).expect("a format of the list");
    render(record)
}

#[test]
fn the_text_is_as_it_was() {
    insta::assert_snapshot!(render("text", &summit::record()));
}

#[test]
fn the_markdown_is_as_it_was() {
    insta::assert_snapshot!(render("markdown", &summit::record()));
}

/// Without style, script and their hashes, whose changes the eye judges.
#[test]
fn the_page_is_as_it_was() {
    let page = render("html", &summit::record());
    let body = page.split("<body>").nth(1).and_then(|b| b.split("<script>").next()).expect("a body and a script");
    insta::assert_snapshot!(body);
}

#[test]
fn every_link_leads_to_a_place_on_the_page() {
    assert_links_resolve(&render("html", &summit::record()));
}

fn assert_links_resolve(page: &str) {
    let all = |pattern: &str| -> Vec<String> {
        Regex::new(pattern).expect("a pattern of this test").captures_iter(page).map(|c| c[1].to_string()).collect()
    };
    let ids = all(r#" id="([^"]*)""#);
    let unique: BTreeSet<&String> = ids.iter().collect();
    assert_eq!(unique.len(), ids.len(), "ids are given once");
    let links = all(r##" href="#([^"]*)""##);
    assert!(!links.is_empty());
    for link in links {
        assert!(unique.contains(&link), "#{link} leads nowhere");
    }
}

#[test]
fn every_place_on_the_page_holds_the_characters_it_is_named_after() {
    assert_spans_equal_their_text(&summit::record());
}

/// `d3-120-188` must hold the code points 120 to 188 of document 3, put together again where it was cut.
fn assert_spans_equal_their_text(record: &Record) {
    let page = render("html", record);
    let texts = texts_by_number(record, &page);
    let name = Regex::new(r"^d(\d+)-(\d+)-(\d+)$").expect("a pattern of this test");
    let mut seen = 0;
    for (id, shown) in shown_by_id(&page) {
        let Some(place) = name.captures(&id) else { continue };
        let number = |i: usize| place[i].parse::<usize>().expect("digits, by the pattern");
        let said: String = texts[&number(1)].chars().skip(number(2)).take(number(3) - number(2)).collect();
        let without_space = |s: &str| s.split_whitespace().collect::<String>();
        assert_eq!(without_space(&shown), without_space(&said), "{id}");
        seen += 1;
    }
    assert!(seen > 0 || record.entries.is_empty());
}

/// Documents in the order of their numbers on the page, found by their file.
fn texts_by_number(record: &Record, page: &str) -> BTreeMap<usize, String> {
    let mut order: Vec<&readout::Document> = record.reports.iter().map(|r| &r.reading.document).collect();
    order.sort_by_key(|d| (d.published.value.is_none(), d.published.value.clone(), d.id.clone()));
    assert!(page.contains(&format!("id=\"d{}\"", order.len())));
    order.iter().enumerate().map(|(i, d)| (i + 1, d.text.clone())).collect()
}

/// What a browser would show inside every element with an id that names a place, and in the pieces that go on for it.
fn shown_by_id(page: &str) -> BTreeMap<String, String> {
    let mut shown: BTreeMap<String, String> = BTreeMap::new();
    let mut open: Vec<Vec<String>> = vec![];
    let attribute = |tag: &str, name: &str| {
        tag.split_once(&format!(" {name}=\"")).and_then(|(_, rest)| rest.split('"').next()).unwrap_or("").to_string()
    };
    for part in page.split('<').skip(1) {
        let (tag, text) = part.split_once('>').unwrap_or((part, ""));
        if let Some(name) = tag.strip_prefix('/') {
            if name == "span" {
                open.pop();
            }
        } else if tag.starts_with("span") {
            let class = attribute(tag, "class");
            let pieces = class.split(' ').filter_map(|c| c.strip_prefix("p-")).map(str::to_string);
            open.push(pieces.chain([attribute(tag, "id")]).filter(|id| !id.is_empty()).collect());
        }
        let text = unescape(text);
        open.iter().flatten().for_each(|id| shown.entry(id.clone()).or_default().push_str(&text));
    }
    shown
}

fn unescape(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&")
}

/// The articles under examples/, read by the program; `None` on a machine without the model.
fn examples() -> Option<Record> {
    let pipeline = common::pipeline()?;
    let read = |path: &std::path::PathBuf| {
        let text = std::fs::read_to_string(path).expect("a text of the repository");
        let name = path.file_name().and_then(|n| n.to_str()).unwrap_or_default();
        common::report(common::document(name, name.get(..10).filter(|d| d.starts_with("20")), &text), pipeline)
    };
    let files = common::files(&common::root().join("examples/summit"), "txt");
    Some(readout::reconcile(files.iter().map(read).collect()))
}

#[test]
fn the_brief_of_the_examples_leads_every_entry_to_its_words() {
    let Some(record) = examples() else { return };
    let page = render("html", &record);
    assert_links_resolve(&page);
    assert_spans_equal_their_text(&record);
    for entry in &record.entries {
        assert!(page.contains(&format!("id=\"{}\"", entry.id)), "{} is not on the page", entry.id);
    }
    assert!(page.contains("There are no closed subjects between our two countries"));
}

#[test]
fn quotations_that_cross_each_other_are_cut_and_still_whole() {
    let mut b = Builder::default();
    let doc = b.document("Courier", "2024-10-22", "Title\nOne two three four five six.\nSeven eight nine ten.");
    let [first, second, third] =
        ["One two three four", "three four five six", "six.\nSeven eight"].map(|w| b.cite(doc, "s1", w));
    b.entry("statements", "Ada", "one", Verdict::Single, vec![first]);
    b.entry("statements", "Ada", "two", Verdict::Single, vec![second]);
    b.entry("statements", "Ada", "three", Verdict::Single, vec![third]);
    let record = b.build();
    assert_spans_equal_their_text(&record);
    assert_links_resolve(&render("html", &record));
}

const HOSTILE: &str = "<script>alert(1)</script> \" onclick=\"alert(2) </style><img src=x onerror=alert(3)> \u{202e}evil\u{2066} \u{1b}[31m &lt;b&gt; javascript:alert(4) [x](javascript:alert(5)) {names} \u{0}";

fn hostile() -> Record {
    let mut b = Builder::default();
    let doc = b.document(HOSTILE, HOSTILE, &format!("{HOSTILE}\n{HOSTILE} said."));
    let document = &mut b.reports[doc].reading.document;
    document.url = Some("javascript:alert(6)".into());
    document.author = Some(HOSTILE.into());
    document.language = Some(HOSTILE.into());
    document.path = Some(HOSTILE.into());
    let cite = b.cite(doc, "s1", HOSTILE);
    let entry = b.entry("statements", HOSTILE, HOSTILE, Verdict::Conflict, vec![cite.clone()]);
    entry.note = Some(HOSTILE.into());
    entry.cells = vec![builder::cell("venue", Verdict::Single, &[(HOSTILE, &[&cite])])];
    b.conflict(ConflictKind::Figure, &["statements-1"], HOSTILE, vec![cite]);
    b.entity(readout::reading::names::Class::Person, HOSTILE, &[HOSTILE], HOSTILE, &[doc]);
    b.gap(doc, "evil");
    b.build()
}

/// Names of tags, classes and keys in the program look like English: what is read on the page must come from the data.
#[test]
fn every_word_on_the_page_is_of_the_record_or_of_the_data() {
    let mut b = Builder::default();
    let doc = b.document("1", "", "2\n3 4 5 6 7.");
    b.places[doc].taken_from =
        vec![readout::record::TakenFrom { from: "8".into(), how: Taking::Credit, at: None, passages: vec![] }];
    let cite = b.cite(doc, "s1", "4 5");
    let entry = b.entry("statements", "", "9", Verdict::Altered, vec![cite.clone()]);
    entry.note = Some("10".into());
    b.conflict(ConflictKind::Altered, &["statements-1"], "11", vec![cite]);
    b.entity(readout::reading::names::Class::Person, "3", &["3"], "", &[doc]);
    b.gap(doc, "6");
    let data = std::fs::read_to_string(common::root().join("words/en/brief.toml")).expect("a file of the repository");
    let known: BTreeSet<String> = words_of(&data).flat_map(|w| [w.to_string(), w.to_uppercase()]).collect();
    let record = b.build();
    let page = render("html", &record);
    let body = page.split("<body>").nth(1).and_then(|b| b.split("<script>").next()).expect("a body and a script");
    let tags = Regex::new("<[^>]*>").expect("a pattern of this test");
    for shown in [tags.replace_all(body, " ").into_owned(), render("text", &record), render("markdown", &record)] {
        let unknown: Vec<&str> = words_of(&shown).filter(|w| !known.contains(*w) && !OTHER.contains(w)).collect();
        assert!(unknown.is_empty(), "not of words/en/brief.toml: {unknown:?}");
    }
}

/// The file of the document, its ending, a footnote's place, labels and keys.
const OTHER: &[&str] = &["summit", "txt", "S", "Esc"];

fn words_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphabetic()).filter(|w| w.chars().count() > 1 || *w == "S")
}

#[test]
fn hostile_text_stays_text_on_the_page() {
    let page = render("html", &hostile());
    assert_eq!(page.matches("<script").count(), 1, "its own script only");
    assert_eq!(page.matches("</style").count(), 1);
    assert!(!page.contains("<img"));
    let tags = Regex::new(r"<[a-z][^>]*>").expect("a pattern of this test");
    let values = Regex::new("\"[^\"]*\"").expect("a pattern of this test");
    for tag in tags.find_iter(&page) {
        let attributes = values.replace_all(tag.as_str(), "");
        assert!(!attributes.contains(" on"), "an event handler: {tag:?}");
    }
    assert!(!page.contains("href=\"javascript"));
    assert_links_resolve(&page);
}

#[test]
fn hostile_text_moves_no_cursor_and_makes_no_markdown() {
    for format in ["text", "markdown"] {
        let page = render(format, &hostile());
        assert!(!page.contains(['\u{1b}', '\u{202e}', '\u{2066}', '\u{0}']), "{format}");
    }
    let markdown = render("markdown", &hostile());
    assert!(!markdown.contains("<script") && !markdown.contains("[x]("));
}

#[test]
fn text_for_a_terminal_fits_eighty_columns() {
    for record in [summit::record(), hostile()].into_iter().chain(examples()) {
        let text = render("text", &record);
        let long: Vec<&str> = text.lines().filter(|l| l.chars().count() > 80).collect();
        assert!(long.is_empty(), "{long:#?}");
    }
}

#[test]
fn colours_change_nothing_but_the_colours() {
    let colour = Regex::new("\u{1b}\\[[0-9]+m").expect("a pattern of this test");
    let coloured = readout::brief::coloured(&summit::record());
    assert!(colour.is_match(&coloured));
    assert_eq!(colour.replace_all(&coloured, ""), render("text", &summit::record()));
}

#[test]
fn a_page_of_nothing_is_a_page() {
    for (format, render) in FORMATS {
        let page = render(&Builder::default().build());
        assert!(!page.trim().is_empty(), "{format}");
    }
}

#[test]
fn the_page_asks_nobody_for_anything() {
    let page = render("html", &summit::record());
    assert!(page.contains("default-src &#39;none&#39;") || page.contains("default-src 'none'"));
    for asking in [" src=", "url(", "@import", "<link", "<form action"] {
        assert!(!page.contains(asking), "{asking}");
    }
}

#[test]
fn every_citation_of_the_text_opens_the_characters_it_names() {
    let record = summit::record();
    let text = render("text", &record);
    let pattern = Regex::new(r"\[(\d+:(\d+)-[0-9,-]+)\]").expect("a pattern of this test");
    let citations: BTreeSet<(String, usize)> = pattern
        .captures_iter(&text)
        .map(|c| (c[1].to_string(), c[2].parse().expect("digits, by the pattern")))
        .collect();
    assert!(citations.len() > 5);
    for (citation, start) in citations {
        let found = readout::brief::passage(&record, &citation).unwrap_or_else(|| panic!("{citation} opens nothing"));
        let printed: String = record.reports[found.doc].reading.document.text.chars().collect();
        let said: String = printed.chars().skip(start).take(found.at[1] - start).collect();
        assert_eq!((found.at[0], &found.inside), (start, &said), "{citation}");
        let short = format!("{}:{start}", citation.split(':').next().unwrap_or_default());
        assert!(readout::brief::passage(&record, &short).is_some_and(|p| p.at[0] == start), "{short}");
    }
    for wrong in ["0:1-2", "99:1-2", "1:5-2", "1:999999", "x:1", "1", "1:a-b"] {
        assert_eq!(readout::brief::passage(&record, wrong), None, "{wrong}");
    }
}

#[test]
fn contradictions_about_one_thing_are_one_disagreement_with_its_sides() {
    let mut b = Builder::default();
    let doc = b.document("Courier", "2024-10-22", "Title\nIt cost 4 korels, 5 korels or 6 korels.");
    let cites = ["4 korels", "5 korels", "6 korels"].map(|w| b.cite(doc, w, w));
    b.entry("figures", "cost", "cost", Verdict::Conflict, cites.to_vec());
    for (i, j) in [(0, 1), (0, 2), (1, 2)] {
        b.conflict(ConflictKind::Figure, &["figures-1"], "they differ", vec![cites[i].clone(), cites[j].clone()]);
    }
    let page = render("html", &b.build());
    assert_eq!(page.matches("id=\"disagreement-").count(), 1);
    assert_eq!(page.matches("class=\"side\"").count(), 3);
}
