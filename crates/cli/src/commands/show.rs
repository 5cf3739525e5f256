//! `readout show`: a name with all that is said of it, or a place in a text.

use super::{print, record};
use crate::arguments::{Filters, Input, StoreFile};
use anyhow::{Context, Result};
use readout_store::{Dossier, Line, Passage, Store};
use serde_json::{Value, json};

pub fn run(asked: &str, mut input: Input, filters: &Filters, format: &str) -> Result<bool> {
    if input.is_empty() {
        input.store = Some(StoreFile::DEFAULT.into());
    }
    if is_citation(asked) {
        return citation(asked, &input, filters, format);
    }
    let path = input.store.as_ref().context("names and documents of a store: name it with `--store FILE`")?;
    let store = Store::open(path)?;
    if let Some(passage) = readout_store::passage(&store, asked)? {
        let out = if format == "json" { passage_json(&passage).to_string() + "\n" } else { passage_text(&passage) };
        print(&out)?;
        return Ok(true);
    }
    let dossier = readout_store::entity(&store, asked)?;
    print(&if format == "json" { dossier_json(&dossier).to_string() + "\n" } else { dossier_text(&dossier) })?;
    Ok(true)
}

/// "3:120" or "[3:120-188]": documents of a brief are counted, those of a store have the first digits of a hash.
fn is_citation(asked: &str) -> bool {
    let number = asked.trim_start_matches('[').split_once(':').map_or("", |(number, _)| number);
    (1..4).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit())
}

/// A citation names a document by its number in the brief: the same documents give the same numbers.
fn citation(asked: &str, input: &Input, filters: &Filters, format: &str) -> Result<bool> {
    let (record, all_read) = record::reconciled(input, filters)?;
    let found = readout::brief::passage(&record, asked)
        .with_context(|| format!("there is no `{asked}` in the brief of these documents"))?;
    let document = &record.reports[found.doc].reading.document;
    let passage = Passage {
        id: document.id.clone(),
        title: Some(found.title),
        outlet: document.outlet.clone(),
        published: document.published.value.clone(),
        sureness: document
            .published_sureness()
            .and_then(|s| serde_json::to_value(s).ok()?.as_str().map(str::to_string)),
        aggregator: document.aggregator.clone(),
        original_outlet: document.original_outlet.clone(),
        author: document.author.clone(),
        url: document.url.clone(),
        before: found.before,
        inside: found.inside,
        after: found.after,
        at: found.at,
    };
    print(&if format == "json" { passage_json(&passage).to_string() + "\n" } else { passage_text(&passage) })?;
    Ok(all_read)
}

fn passage_text(p: &Passage) -> String {
    // A day that nobody declared is not printed as if somebody had.
    let is_sure = p.sureness.as_deref().is_none_or(|sureness| sureness == "declared");
    let sureness = p.sureness.as_deref().filter(|_| !is_sure).map(|s| format!(" ({s})")).unwrap_or_default();
    let published = p.published.as_ref().map(|day| format!("{day}{sureness}"));
    let taken_from = p.aggregator.as_ref().and(p.original_outlet.as_ref()).map(|outlet| format!("taken from {outlet}"));
    let from = [&p.outlet, &taken_from, &p.author, &published, &p.url];
    let from: Vec<&str> = from.into_iter().flatten().map(String::as_str).collect();
    let title = p.title.as_deref().unwrap_or("(without a title)");
    let (id, [start, end]) = (&p.id, p.at);
    format!("{title}\n  {}\n  {id}:{start}-{end}\n\n{}*{}*{}\n", from.join(", "), p.before, p.inside, p.after)
}

fn passage_json(p: &Passage) -> Value {
    json!({
        "doc": p.id, "at": p.at, "title": p.title, "outlet": p.outlet, "published": p.published,
        "published_sureness": p.sureness, "aggregator": p.aggregator, "original_outlet": p.original_outlet,
        "author": p.author, "url": p.url,
        "before": p.before, "inside": p.inside, "after": p.after,
    })
}

fn dossier_text(d: &Dossier) -> String {
    let variants: Vec<&str> = d.names.iter().filter(|name| **name != d.name).map(String::as_str).collect();
    let mut out = format!("{} ({}), named in {} documents\n", d.name, d.class, d.documents);
    if !variants.is_empty() {
        out += &format!("  also: {}\n", variants.join(", "));
    }
    for (heading, lines) in [("Said", &d.said), ("Figures", &d.figures), ("Named in", &d.named)] {
        out += &listed(heading, lines);
    }
    if !d.others.is_empty() {
        out += &format!("\nOther names with these words: {}\n", d.others.join(", "));
    }
    out
}

fn dossier_json(d: &Dossier) -> Value {
    let lines = |lines: &[Line]| lines.iter().map(line_json).collect::<Vec<_>>();
    json!({
        "name": d.name, "class": d.class, "names": d.names, "documents": d.documents, "others": d.others,
        "said": lines(&d.said), "figures": lines(&d.figures), "named": lines(&d.named),
    })
}

pub fn line_json(line: &Line) -> Value {
    json!({"published": line.published, "outlet": line.outlet, "text": line.text, "place": line.place})
}

/// A heading and a line for each; nothing where there are none.
pub fn listed(heading: &str, lines: &[Line]) -> String {
    if lines.is_empty() {
        return String::new();
    }
    let all: String = lines.iter().map(|line| format!("  {}\n", line_text(line))).collect();
    format!("\n{heading} ({})\n{all}", lines.len())
}

pub fn line_text(line: &Line) -> String {
    let outlet = line.outlet.as_ref().map_or(String::new(), |outlet| format!(" {outlet}"));
    format!("{}{outlet}  {}  [{}]", line.published.as_deref().unwrap_or("undated"), line.text, line.place)
}
