//! `readout search`: words in a store, with what stands around them.

use super::print;
use crate::arguments::{Filters, StoreFile};
use anyhow::Result;
use readout::document::one_line;
use readout_store::{Hit, Store};
use serde_json::json;
use std::io::{IsTerminal, stdout};

pub fn run(words: &[String], file: &StoreFile, filters: &Filters, limit: usize, format: &str) -> Result<bool> {
    let store = Store::open(&file.store)?;
    let hits = readout_store::search(&store, &words.join(" "), &filters.filter(), limit)?;
    if format == "json" {
        hits.iter().try_for_each(|hit| print(&format!("{}\n", line(hit))))?;
        return Ok(true);
    }
    let marks = if stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none() {
        ["\u{1b}[1m", "\u{1b}[0m"]
    } else {
        ["*", "*"]
    };
    let found: Vec<String> = hits.iter().map(|hit| shown(hit, marks)).collect();
    print(if found.is_empty() { "nothing was found\n".to_string() } else { found.join("\n") }.as_str())?;
    Ok(true)
}

fn line(hit: &Hit) -> serde_json::Value {
    let words: String = hit.around.iter().map(|(text, _)| text.as_str()).collect();
    json!({
        "doc": hit.id, "at": hit.at, "place": place(hit), "title": hit.title, "outlet": hit.outlet,
        "published": hit.published, "url": hit.url, "around": words,
    })
}

/// What `readout show` takes.
fn place(hit: &Hit) -> String {
    format!("{}:{}-{}", hit.id, hit.at[0], hit.at[1])
}

fn shown(hit: &Hit, [open, close]: [&str; 2]) -> String {
    let title = hit.title.as_deref().unwrap_or("(without a title)");
    let printed_by = hit.outlet.as_ref().or(hit.url.as_ref()).or(hit.path.as_ref());
    let from: Vec<&str> = [printed_by, hit.published.as_ref()].into_iter().flatten().map(String::as_str).collect();
    let piece = |(text, is_found): &(String, bool)| match is_found {
        true => format!("{open}{text}{close}"),
        false => text.clone(),
    };
    let around: String = hit.around.iter().map(piece).collect();
    let around = one_line(&around);
    format!("{title}\n  {}\n  … {around} …\n  {}\n", from.join(", "), place(hit))
}
