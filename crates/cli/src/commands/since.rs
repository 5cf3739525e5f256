//! `readout since`: what came into the store since a day, and what it changes.

use super::print;
use super::show::{line_json, line_text};
use crate::arguments::{Filters, StoreFile};
use anyhow::Result;
use readout_store::{Line, News, Store};
use serde_json::{Value, json};

pub fn run(day: &str, file: &StoreFile, filters: &Filters, limit: usize, format: &str) -> Result<bool> {
    let store = Store::open(&file.store)?;
    let news = readout_store::news(&store, day, &filters.filter(), limit)?;
    let is_current = readout_store::is_current(&store, readout::RULES)?;
    if !is_current {
        eprintln!(
            "readout: disagreements may be missing, as the record is older than the documents or the rules: `readout store record` makes it again"
        );
    }
    print(&if format == "json" { as_json(&news, is_current).to_string() + "\n" } else { as_text(&news) })?;
    Ok(true)
}

fn as_text(news: &News) -> String {
    if news.count == 0 {
        return "nothing new\n".into();
    }
    let facts: Vec<String> = news.facts.iter().map(|(kind, count)| format!("{count} {kind}")).collect();
    let mut out = format!("{} new documents: {}\n", news.count, facts.join(", "));
    out += &groups("Disagreements", &news.disagreements);
    out += &groups("Changed figures", &news.changed);
    if !news.said.is_empty() {
        let said = news.said.iter().map(|(speaker, line)| format!("  {speaker}  {}\n", line_text(line)));
        let heading = heading("What was said", news.said_count, news.said.len());
        out += &format!("\n{heading}\n{}", said.collect::<String>());
    }
    let documents: String = news.documents.iter().map(|line| format!("  {}\n", line_text(line))).collect();
    out + &format!("\n{}\n{documents}", heading("New documents", news.count, news.documents.len()))
}

/// "New documents (12)", or how many of them are shown.
fn heading(words: &str, count: usize, shown: usize) -> String {
    if shown < count { format!("{words} (the latest {shown} of {count})") } else { format!("{words} ({count})") }
}

fn groups(heading: &str, groups: &[(String, Vec<Line>)]) -> String {
    if groups.is_empty() {
        return String::new();
    }
    let one = |(title, lines): &(String, Vec<Line>)| {
        let lines: String = lines.iter().map(|line| format!("    {}\n", line_text(line))).collect();
        format!("  {title}\n{lines}")
    };
    format!("\n{heading} ({})\n{}", groups.len(), groups.iter().map(one).collect::<String>())
}

fn as_json(news: &News, is_current: bool) -> Value {
    let lines = |lines: &[Line]| lines.iter().map(line_json).collect::<Vec<_>>();
    let groups = |groups: &[(String, Vec<Line>)]| {
        groups.iter().map(|(title, reports)| json!({"title": title, "reports": lines(reports)})).collect::<Vec<_>>()
    };
    let said = news.said.iter().map(|(speaker, line)| json!({"speaker": speaker, "said": line_json(line)}));
    json!({
        "count": news.count, "documents": lines(&news.documents),
        "facts": news.facts.iter().cloned().map(|(kind, count)| (kind, count.into())).collect::<serde_json::Map<_, _>>(),
        "disagreements": groups(&news.disagreements), "changed": groups(&news.changed),
        "said_count": news.said_count, "said": said.collect::<Vec<_>>(), "record_is_current": is_current,
    })
}
