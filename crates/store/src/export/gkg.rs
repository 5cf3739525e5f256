//! GDELT Global Knowledge Graph 2.1: a line of 27 columns between tabs for each document.
//!
//! <http://data.gdeltproject.org/documentation/GDELT-Global_Knowledge_Graph_Codebook-V2.1.pdf>

use super::{Part, Said, Source, each, failed};
use crate::problem::Result;
use std::collections::BTreeSet;
use std::io::Write;

/// Columns of the codebook that we fill, by their number; all others stay empty.
const COLUMNS: usize = 27;

pub fn export(part: &Part, out: &mut dyn Write) -> Result<()> {
    each(part, |source, facts| writeln!(out, "{}", columns(source, facts).join("\t")).map_err(failed("GKG")))
}

fn columns(source: &Source, facts: &[Said]) -> Vec<String> {
    let mut out = vec![String::new(); COLUMNS];
    let day: String = source.published.as_deref().unwrap_or("").chars().filter(char::is_ascii_digit).collect();
    let stamp = if day.len() == 8 { format!("{day}000000") } else { String::new() };
    out[0] = format!("{}-{}", if stamp.is_empty() { "0" } else { &stamp }, clean(&source.id));
    out[1] = stamp;
    // 1: the web; 2: a citation that only its owner can follow.
    out[2] = if source.url.is_some() { "1" } else { "2" }.into();
    out[3] = clean(source.outlet.as_deref().unwrap_or(""));
    out[4] = clean(&source.address());
    for (class, plain, placed) in [("person", 11, 12), ("organisation", 13, 14)] {
        (out[plain], out[placed]) = names(facts, &[class]);
    }
    (out[9], out[10]) = locations(facts);
    out[22] = quotations(source, facts);
    out[23] = names(facts, &["person", "organisation", "country", "place", "event", "work", "group"]).1;
    out[24] = amounts(facts);
    out[26] =
        source.title.as_deref().map_or(String::new(), |title| format!("<PAGE_TITLE>{}</PAGE_TITLE>", clean(title)));
    out
}

/// Names once each, and every mention with its offset.
fn names(facts: &[Said], classes: &[&str]) -> (String, String) {
    let is_asked = |said: &&Said| said.kind == "names" && said.text("class").is_some_and(|c| classes.contains(&c));
    let (mut once, mut placed) = (BTreeSet::new(), vec![]);
    for said in facts.iter().filter(is_asked) {
        let name = clean(said.text("name").unwrap_or("")).replace([';', ','], " ");
        placed.extend(said.pieces().iter().map(|[start, _]| (*start, format!("{name},{start}"))));
        once.insert(name);
    }
    placed.sort();
    let placed: Vec<String> = placed.into_iter().map(|(_, text)| text).collect();
    (once.into_iter().collect::<Vec<_>>().join(";"), placed.join(";"))
}

/// Places once each and every mention with its offset, as type, name and what is not known here: codes and coordinates.
/// Type 1 is a country, 4 a city or landmark.
fn locations(facts: &[Said]) -> (String, String) {
    let (mut once, mut placed) = (BTreeSet::new(), vec![]);
    for (class, kind) in [("country", 1), ("place", 4)] {
        for said in facts.iter().filter(|said| said.kind == "names" && said.text("class") == Some(class)) {
            let name = clean(said.text("name").unwrap_or("")).replace([';', '#'], " ");
            let at = said.pieces();
            placed.extend(at.iter().map(|[start, _]| (*start, format!("{kind}#{name}#######{start}"))));
            once.insert(format!("{kind}#{name}#####"));
        }
    }
    placed.sort();
    let placed: Vec<String> = placed.into_iter().map(|(_, text)| text).collect();
    (once.into_iter().collect::<Vec<_>>().join(";"), placed.join(";"))
}

/// Offset, length, verb and words of direct quotations.
fn quotations(source: &Source, facts: &[Said]) -> String {
    let is_direct = |said: &&Said| said.kind == "statements" && said.text("kind") == Some("direct");
    let one = |said: &Said| {
        let mut cue = vec![];
        said.fields.get("cue").iter().for_each(|value| crate::rows::spans(value, &mut cue));
        let verb = cue.first().map_or(String::new(), |[start, end]| source.printed(*start, *end));
        let words = clean(&said.words(source)).replace(['#', '|'], " ");
        format!("{}|{}|{}|{words}", said.starts, said.ends - said.starts, clean(&verb).replace(['#', '|'], " "))
    };
    facts.iter().filter(is_direct).map(one).collect::<Vec<_>>().join("#")
}

/// Amount, what it counts, and offset.
fn amounts(facts: &[Said]) -> String {
    let one = |said: &Said| {
        let value = said.text("value")?;
        let what = said.text("measure").or(said.text("unit")).unwrap_or("");
        let unit = said.text("unit").filter(|unit| *unit != what).map_or(String::new(), |unit| format!(" {unit}"));
        let object = clean(&format!("{what}{unit}")).replace([';', ','], " ");
        Some(format!("{value},{object},{}", said.starts))
    };
    let counts = |said: &&Said| said.kind == "figures" && said.text("role") == Some("statistic");
    facts.iter().filter(counts).filter_map(one).collect::<Vec<_>>().join(";")
}

/// On one line, without tabs.
fn clean(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
