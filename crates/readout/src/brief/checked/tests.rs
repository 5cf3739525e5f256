//! Pages of drafts and findings made by hand: text stays text, places are exact, and nothing of the draft is lost.

use super::Render;
use super::{cite, html, markdown, sarif, text};
use crate::check::{Checked, Claim, Difference, Evidence, Finding, Kind, Level, Outcome, Relation, Scope};
use crate::document::{Document, Published, Span};
use crate::facts::Facts;
use crate::reading::Reading;
use crate::record::{Report, reconcile};
use serde_json::Value;

const DRAFT: &str = "A draft — <script>alert(1)</script>\n\nNineteen houses burned, \"so it is,\" Ada said.\nOld note[^3] & *more* _things_ | `x`.";
const SOURCE: &str = "Fourteen houses burned <img src=x onerror=alert(2)> on Monday.\n\"So it is,\" said Ada\u{202e}.";

fn report(id: &str, path: &str, text: &str) -> Report {
    let published = Published { value: Some("2031-05-03".into()), ..Published::default() };
    let document = Document {
        id: id.into(),
        path: Some(path.into()),
        url: Some("javascript:alert(3)".into()).filter(|_| !id.is_empty()),
        title: Some("A </title> [title](x)".into()),
        text: text.into(),
        published,
        ..Document::default()
    };
    Report { reading: Reading::of(document), facts: Facts::default() }
}

fn span(text: &str, words: &str) -> Span {
    let start = text.find(words).expect("the words stand in the text");
    Span::new(start, start + words.len())
}

fn finding(outcome: Outcome, words: &str, source: &str) -> Finding {
    Finding {
        at: span(DRAFT, words),
        sentence: span(DRAFT, words),
        claim: Claim::Figure,
        outcome,
        level: if outcome.agrees() { Level::None } else { Level::Error },
        message: "the source has <b>fourteen</b> [x](y)".into(),
        differences: vec![],
        sources: vec![Evidence { doc: 1, at: span(SOURCE, source), relation: Relation::Altered }],
        independent: 1,
    }
}

fn checked(path: &str, findings: Vec<Finding>) -> Checked {
    let record = reconcile(vec![report("", path, DRAFT), report("north", "north.txt", SOURCE)]);
    let scope = Scope { documents: 1, unread: vec!["<b>x.pdf".into()], ..Scope::default() };
    Checked { record, draft: 0, scope, findings }
}

fn usual(path: &str) -> Checked {
    let mut number = finding(Outcome::Number, "Nineteen houses", "Fourteen houses burned <img src=x");
    let at = |text: &str, words: &str| Some(span(text, words));
    number.differences =
        vec![Difference { draft: at(DRAFT, "Nineteen"), source: at(SOURCE, "Fourteen"), kind: Kind::Number }];
    let quoted = finding(Outcome::Verbatim, "so it is", "So it is");
    checked(path, vec![number, quoted, finding(Outcome::NotFound, "<script>alert(1)</script>", "Fourteen")])
}

/// What a reader of a page sees of an element, tags taken out.
fn shown(page: &str, from: &str, to: &str) -> String {
    let start = page.find(from).expect("the part begins") + from.len();
    let part = &page[start..start + page[start..].find(to).expect("the part ends")];
    let mut out = String::new();
    for piece in part.split('<') {
        out.push_str(piece.split_once('>').map_or(piece, |(_, text)| text));
    }
    let names = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    names.iter().fold(out, |text, (name, c)| text.replace(name, c))
}

#[test]
fn a_page_shows_the_draft_and_can_be_nothing_but_text() {
    let page = html::render(&usual("draft.md"));
    for bad in
        ["<script>alert", "<img", "onerror=alert(2)>", "href=\"javascript", "</title> [", "src=\"", "url(", "@import"]
    {
        assert!(!page.contains(bad), "{bad}");
    }
    assert!(page.contains("default-src 'none'"));
    assert_eq!(shown(&page, "<p class=\"line\">", "</p>"), "A draft — <script>alert(1)</script>2");
    let second = page.split("<p class=\"line\">").nth(2).expect("a second line");
    let line = shown(&format!("@{second}"), "@", "</p>");
    assert_eq!(line, "Nineteen houses1 burned, \"so it is,\" Ada said.");
    assert!(page.contains("<b class=\"differs\">Nineteen</b>") && page.contains("<ins>Fourteen</ins>"));
    for number in [1, 2] {
        assert!(page.contains(&format!("id=\"m{number}\"")) && page.contains(&format!("id=\"f{number}\"")));
    }
}

#[test]
fn every_link_of_a_page_leads_somewhere_on_it() {
    let page = html::render(&usual("draft.md"));
    let targets = page.split("href=\"#").skip(1).map(|rest| rest.split('"').next().unwrap_or(""));
    for target in targets {
        assert!(page.contains(&format!("id=\"{target}\"")), "#{target}");
    }
}

#[test]
fn markdown_has_a_note_for_each_call_and_no_markup_of_others() {
    for path in ["draft.md", "draft.txt"] {
        let page = markdown::render(&usual(path));
        assert!(!page.contains("<script") && !page.contains("<img") && !page.contains("[title](x)"), "{page}");
        assert!(page.contains("Nineteen houses[^4] burned,"), "{page}");
        for number in [4, 5] {
            assert_eq!(page.matches(&format!("[^{number}]")).count(), 2, "{page}");
            assert!(page.contains(&format!("\n[^{number}]: **")), "{page}");
        }
        assert!(page.contains("**Nineteen** houses") && page.contains("**Fourteen** houses"), "{page}");
    }
}

#[test]
fn regions_of_sarif_are_the_words_they_name() {
    let log: Value = serde_json::from_str(&sarif::render(&usual("my draft.md"))).expect("it is JSON");
    assert_eq!((log["version"].as_str(), log["runs"].as_array().map(Vec::len)), (Some("2.1.0"), Some(1)));
    let run = &log["runs"][0];
    assert_eq!(run["tool"]["driver"]["name"], "readout");
    let results = run["results"].as_array().expect("there are results");
    assert_eq!(results.len(), 2);
    for result in results {
        let index = result["ruleIndex"].as_u64().expect("a rule has its place") as usize;
        assert_eq!(run["tool"]["driver"]["rules"][index]["id"], result["ruleId"]);
        assert!(result["message"]["text"].is_string());
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "my%20draft.md");
        region_fits(DRAFT, &place["region"]);
        let related = &result["relatedLocations"][0];
        region_fits(SOURCE, &related["physicalLocation"]["region"]);
    }
}

/// Lines and columns, and offset and length, both give the snippet.
fn region_fits(text: &str, region: &Value) {
    let number = |key: &str| region[key].as_u64().expect("a number") as usize;
    let snippet = region["snippet"]["text"].as_str().expect("a text");
    let by_offset: String = text.chars().skip(number("charOffset")).take(number("charLength")).collect();
    assert_eq!(by_offset, snippet);
    assert_eq!(number("startLine"), number("endLine"));
    let line = text.lines().nth(number("startLine") - 1).expect("there is such a line");
    let length = number("endColumn") - number("startColumn");
    let by_column: String = line.chars().skip(number("startColumn") - 1).take(length).collect();
    assert_eq!(by_column, snippet);
}

#[test]
fn a_cited_draft_is_the_draft_with_notes() {
    let page = cite::render(&usual("draft.md"));
    let (body, notes) = page.split_once("\n\n[^4]:").expect("the notes stand behind");
    assert_eq!(body.replacen("[^4]", "", 1), DRAFT);
    assert!(body.contains("\"so it is,\"[^4] Ada"), "{body}");
    assert!(notes.contains("north.txt"), "{notes}");
    assert!(notes.contains("characters 64-72: “So it is”"), "{notes}");
    let page = cite::render(&usual("draft.txt"));
    assert!(page.contains("\"so it is,\"[4] Ada") && page.contains("\n[4] "), "{page}");
}

#[test]
fn where_nothing_agrees_the_cited_draft_is_the_draft() {
    assert_eq!(cite::render(&checked("draft.md", vec![])), DRAFT);
}

#[test]
fn a_terminal_shows_eighty_columns_and_is_not_moved() {
    let page = text::render(&usual("draft.md"));
    assert!(page.lines().all(|l| l.chars().count() <= 80), "{page}");
    assert!(!page.contains('\u{1b}') && !page.contains('\u{202e}'), "{page}");
    assert!(page.contains("draft.md:3:1 another number (figure)"), "{page}");
    assert!(text::coloured(&usual("draft.md")).contains("\u{1b}[31m"));
}

#[test]
fn an_opinion_is_counted_as_no_claim() {
    let drafted = checked("notes/draft.md", vec![finding(Outcome::Opinion, "*more* _things_", "Fourteen")]);
    let page = html::render(&drafted);
    assert!(page.contains("<span class=\"hit opinion\">*more*") && !page.contains("\"hit agrees\""));
    assert!(page.contains("<title>draft.md, checked</title>"));
    assert!(text::render(&drafted).contains("No claim: 1 opinion"));
    assert!(markdown::render(&drafted).contains("**No claim**: 1 opinion"));
    assert_eq!(cite::render(&drafted), DRAFT);
}

#[test]
fn the_same_findings_give_the_same_bytes() {
    let all: [Render; 6] = [html::render, markdown::render, sarif::render, cite::render, text::render, text::coloured];
    for render in all {
        assert_eq!(render(&usual("draft.md")), render(&usual("draft.md")));
        assert!(!render(&checked("draft.md", vec![])).is_empty());
    }
}
