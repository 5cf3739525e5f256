//! Debris in invented texts, and the examples of words/<language>/debris.toml.

use super::*;
use crate::document::Document;
use std::collections::BTreeMap;

fn debris_of(text: &str) -> Vec<(String, &'static str)> {
    let document = Document { text: text.into(), ..Document::default() };
    let mut reading = Reading::of(document);
    find(&mut reading);
    reading.debris.iter().map(|d| (reading.printed(d.at).to_string(), d.why)).collect()
}

fn check(text: &str, expected: &[(&str, &str)]) {
    let found = debris_of(text);
    let found: Vec<(&str, &str)> = found.iter().map(|(t, why)| (t.as_str(), *why)).collect();
    assert_eq!(found, expected, "{text}");
}

const PARAGRAPH: &str = "The harbour of Tarn was closed on Monday, the port authority of Velmora said in the capital.";

#[test]
fn the_examples_of_the_word_lists_hold() {
    let file = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../words/en/debris.toml"))
        .expect("it is there");
    let tables: BTreeMap<String, phrases::Phrases> = toml::from_str(&file).expect("it is read");
    for (why, table) in &tables {
        assert!(!table.fires.is_empty() && !table.silent.is_empty(), "{why}: examples of both kinds");
        for line in &table.fires {
            let found = debris_of(&format!("{PARAGRAPH}\n{PARAGRAPH} Nobody was hurt.\n{line}"));
            assert!(found.iter().any(|(text, _)| text == line), "{why}: `{line}` is not found");
        }
        for line in &table.silent {
            for text in [format!("{PARAGRAPH}\n{line}"), format!("{PARAGRAPH}\n{line}\nThen {PARAGRAPH}")] {
                assert_eq!(debris_of(&text), [], "{why}: `{line}` is no debris");
            }
        }
    }
}

#[test]
fn a_headline_that_is_printed_twice_is_read_once() {
    let text = format!("Tarn opens its new bridge today\n\nTarn opens its new bridge today\n\n{PARAGRAPH}");
    check(&text, &[("Tarn opens its new bridge today", "repeated-headline")]);
}

#[test]
fn shortcodes_are_no_words_but_an_editors_brackets_are() {
    check(&format!("[ad_1]\n{PARAGRAPH}\n[ad_2]"), &[("[ad_1]", "shortcode"), ("[ad_2]", "shortcode")]);
    check("“We [the council] have no ships [sic],” he said.", &[]);
    check(
        "Before [caption id=\"a1\" width=\"300\"] the storm [/caption] it was calm, he said.",
        &[("[caption id=\"a1\" width=\"300\"]", "shortcode"), ("[/caption]", "shortcode")],
    );
}

#[test]
fn a_broken_header_loses_its_stray_marks_and_keeps_its_words() {
    check(
        &format!("““We shall build it” – Lindqvist”, — writes: www.courier.example\n{PARAGRAPH}"),
        &[("“", "stray-mark"), ("”, — writes: www.courier.example", "source-credit")],
    );
}

#[test]
fn a_dateline_stands_before_the_first_sentence() {
    check(
        "PORT VELMORA, March 3 (Reuters) - The harbour was closed.",
        &[("PORT VELMORA, March 3 (Reuters) -", "dateline")],
    );
    check("TARN, Velmora (AP) — The harbour was closed.", &[("TARN, Velmora (AP) —", "dateline")]);
    check("Tarn (dpa) - The harbour was closed.", &[("Tarn (dpa) -", "dateline")]);
    check("TARN — The harbour was closed.", &[("TARN —", "dateline")]);
    check("Ada Lindqvist – the minister of ports – was in Tarn.", &[]);
    check("NATO - the alliance - will send ships.", &[]);
    check("Tarn (population 4,000) - a town on the coast - was closed.", &[]);
}

#[test]
fn a_dateline_may_stand_behind_what_was_glued_before_it() {
    check(
        "date 2031-03-03 TARN (VPA) – The harbour was closed.",
        &[("date 2031-03-03", "date-line"), ("TARN (VPA) –", "dateline")],
    );
    check("( Reuters ) - The harbour was closed.", &[("( Reuters ) -", "dateline")]);
}

#[test]
fn a_dateline_may_have_lost_its_dash() {
    check("TARN, July 24 Velmora's central bank raised its rate.", &[("TARN, July 24", "dateline")]);
    check("PORT TARN July 24 (Reuters) The harbour was closed.", &[("PORT TARN July 24 (Reuters)", "dateline")]);
    check("TARN July 24 was the day on which the harbour was closed.", &[]);
    check(
        &format!("Tarn opens its bridge\nTarn, Velmora, Apr. 6\n{PARAGRAPH}"),
        &[("Tarn, Velmora, Apr. 6", "dateline")],
    );
}

#[test]
fn a_place_and_a_day_with_its_year_are_a_dateline() {
    check("Tarn (3 March 2031) - The harbour was closed.", &[("Tarn (3 March 2031) -", "dateline")]);
    check("Tarn, 3 March 2031. The harbour was closed.", &[("Tarn, 3 March 2031.", "dateline")]);
    check("In Tarn, on 3 March 2031, the harbour was closed.", &[]);
    check("The bridge of Tarn (built in 1931) - the oldest of the coast - was closed.", &[]);
}

#[test]
fn names_of_sections_that_lost_their_breaks_are_no_text() {
    check(
        &format!("PortsShips and BoatsWeatherLetters to the EditorMore\n{PARAGRAPH}"),
        &[("PortsShips and BoatsWeatherLetters to the EditorMore", "navigation")],
    );
    check(&format!("McTavish and O'Brien meet DeWitt at LaGuardia\n{PARAGRAPH}"), &[]);
    let twice =
        "date 2031-03-03 The harbour of Tarn was closed on Monday.\n\nThe harbour of Tarn was closed on Monday.";
    check(
        &format!("{twice}\n{PARAGRAPH}"),
        &[("date 2031-03-03", "date-line"), ("The harbour of Tarn was closed on Monday.", "repeated-line")],
    );
    check(&format!("{PARAGRAPH}\n–Ida Holm"), &[("–Ida Holm", "byline")]);
}

#[test]
fn the_head_of_a_page_is_the_pages() {
    let head = "ua en ru\nTarn opens its new bridge\nTarn opens its new bridge Mayor Ada Lindqvist";
    check(
        &format!("{head}\n{PARAGRAPH}"),
        &[("ua en ru", "navigation"), ("Tarn opens its new bridge Mayor Ada Lindqvist", "repeated-headline")],
    );
    let head = "Tarn opens its new bridge\nIda Holm\nTarn Courier\nSat, 3 Mar 2031 12:00 UTC";
    check(
        &format!("{head}\n{PARAGRAPH}"),
        &[("Ida Holm", "byline"), ("Tarn Courier", "outlet-line"), ("Sat, 3 Mar 2031 12:00 UTC", "date-line")],
    );
    check(&format!("Tarn opens its new bridge\nRiver Marr\n{PARAGRAPH}"), &[]);
}

#[test]
fn the_lines_behind_the_last_paragraph_are_the_pages() {
    let tail = "Ada Lindqvist, port observer\nLocation: 12 Harbour Road, Tarn. The Grand Hotel\nIt is time to act\nHere are the terms of entry\nComments\n0";
    let found = debris_of(&format!("{PARAGRAPH}\n{tail}"));
    assert_eq!(found.len(), 6, "{found:?}");
    assert_eq!(found[0], ("Ada Lindqvist, port observer".to_string(), "byline"));
}

#[test]
fn a_list_at_the_end_of_an_article_is_read() {
    check(&format!("{PARAGRAPH}\n- 12 ships from the north\n- 4 ships from the south"), &[]);
    check(&format!("{PARAGRAPH}\nTwelve ships from the north\nFour ships from the south"), &[]);
}

#[test]
fn a_byline_and_a_day_under_the_headline_are_provenance() {
    check(
        &format!("Tarn opens its bridge\nBy Ada Lindqvist\n3 March 2031\n{PARAGRAPH}"),
        &[("By Ada Lindqvist", "byline"), ("3 March 2031", "date-line")],
    );
    check(&format!("Tarn opens its bridge\nBy Friday the ships were gone\n{PARAGRAPH}"), &[]);
}

#[test]
fn no_text_is_too_strange() {
    for text in [
        "",
        "\n\n",
        "[",
        "“",
        "““",
        "0",
        ":",
        "\u{feff}",
        "—",
        "Comments",
        "14 сентября 2017 г",
        "“” – г: “",
        "[г_1]",
        "ГОРОД, г. (г) – г",
        &"a ".repeat(50_000),
        &"\n0".repeat(5_000),
    ] {
        debris_of(text);
    }
}

#[test]
fn a_page_may_begin_with_its_day_alone() {
    let day = "Monday, 3 March 2031, 6:41 PM";
    check(&format!("{day}\nTarn closes its harbour for a week\n{PARAGRAPH}"), &[(day, "date-line")]);
    check(&format!("3 March 2031 and what it changed\n{PARAGRAPH}"), &[]);
}

#[test]
fn an_outlets_desk_writes_as_its_people_do() {
    for desk in ["Reuters Staff", "Staff Correspondent, courier.example"] {
        check(&format!("Tarn closes its harbour for a week\n{desk}\n{PARAGRAPH}"), &[(desk, "byline")]);
    }
    check(&format!("Tarn closes its harbour for a week\nStaff of the port\n{PARAGRAPH}"), &[]);
}

#[test]
fn a_dateline_may_have_stops() {
    let dateline = "TARN. March 3. KAZINFORM";
    check(&format!("{dateline} {PARAGRAPH}"), &[(dateline, "dateline")]);
    check(&format!("TARN. REUTERS - {PARAGRAPH}"), &[("TARN. REUTERS -", "dateline")]);
    check(&format!("TARN, March 3. /TASS/. {PARAGRAPH}"), &[("TARN, March 3. /TASS/.", "dateline")]);
    check(&format!("TARN, Norland, March 3. {PARAGRAPH}"), &[("TARN, Norland, March 3.", "dateline")]);
    check(&format!("TARN. March 3, 2031: {PARAGRAPH}"), &[("TARN. March 3, 2031:", "dateline")]);
    check(&format!("TARN. Nobody knows. {PARAGRAPH}"), &[]);
    check(&format!("Tarn. March 3. {PARAGRAPH}"), &[]);
}

#[test]
fn a_town_in_capitals_may_have_a_colon() {
    check(&format!("BEIJING : {PARAGRAPH}"), &[("BEIJING :", "dateline")]);
    check(&format!("NEW DELHI: {PARAGRAPH}"), &[("NEW DELHI:", "dateline")]);
    check(&format!("LINDQVIST: {PARAGRAPH}"), &[]);
    check("BEIJING: We Will Answer", &[]);
}

#[test]
fn an_author_may_stand_above_a_dateline() {
    let title = "Tarn closes its harbour for a week";
    check(
        &format!("{title}\nAda Lindqvist\nBEIJING: {PARAGRAPH}"),
        &[("Ada Lindqvist", "byline"), ("BEIJING:", "dateline")],
    );
    check(&format!("{title}\nAda Lindqvist\n{PARAGRAPH}"), &[]);
}

#[test]
fn tags_stand_above_the_day() {
    let text = format!("Tarn closes its harbour\nNorland, Osmeria\n3 March 2031, 7:30 PM\n{PARAGRAPH}");
    check(&text, &[("Norland, Osmeria", "navigation"), ("3 March 2031, 7:30 PM", "date-line")]);
}

#[test]
fn a_link_glued_before_a_sentence_leaves_the_sentence() {
    let line = format!("READ MORE: On the agenda{PARAGRAPH}");
    check(&format!("{PARAGRAPH}\n{line}"), &[("READ MORE: On the agenda", "related-links")]);
}

#[test]
fn a_signature_closes_the_article() {
    let lines = ["Reuters", "Orange background", "Try our new features", "Related articles"];
    let found = debris_of(&format!("{PARAGRAPH}\n{PARAGRAPH} Twice.\n{}", lines.join("\n")));
    assert_eq!(found.iter().map(|(text, _)| text.as_str()).collect::<Vec<_>>(), lines);
}
