//! What a page says of itself in JSON-LD, the notation of schema.org.

use regex::Regex;
use serde_json::Value;
use std::sync::LazyLock;
use trafilatura::dom::Document;

/// The fields of the page's article, each in the order of the page.
#[derive(Debug, Default)]
pub struct Said {
    pub published: Vec<String>,
    pub modified: Vec<String>,
    pub headline: Option<String>,
    pub authors: Vec<String>,
    pub publisher: Option<String>,
    pub body: Option<String>,
}

/// Types of schema.org that are the article itself, and those that stand around it.
const ARTICLE: &[&str] = &["Article", "Posting", "Report", "Review", "Recipe"];
const AROUND: &[&str] = &["WebPage", "ItemPage", "CreativeWork", "VideoObject", "Product", "Event"];

const DEPTH: usize = 40;

static LOOSE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#""(datePublished|dateModified)"\s*:\s*"([^"]{8,40})""#)
        .expect("the pattern is constant: a test runs it")
});

pub fn of(dom: &Document) -> Said {
    let (mut article, mut around) = (Said::default(), Said::default());
    for script in dom.scripts_with_type(&["application/ld+json"]) {
        let text = dom.text_content(script);
        match serde_json::from_str::<Value>(text.trim()) {
            Ok(value) => walk(&value, 0, &mut article, &mut around),
            Err(_) => loose(&text, &mut around),
        }
    }
    article.published.append(&mut around.published);
    article.modified.append(&mut around.modified);
    article.publisher = article.publisher.or(around.publisher);
    article
}

/// Many pages print JSON-LD that is not JSON; its days can be read all the same.
fn loose(text: &str, said: &mut Said) {
    for found in LOOSE.captures_iter(text) {
        let list = if &found[1] == "datePublished" { &mut said.published } else { &mut said.modified };
        list.push(found[2].to_string());
    }
}

fn walk(value: &Value, depth: usize, article: &mut Said, around: &mut Said) {
    if depth > DEPTH {
        return;
    }
    match value {
        Value::Array(list) => list.iter().for_each(|v| walk(v, depth + 1, article, around)),
        Value::Object(map) => {
            let kind = texts(map.get("@type"));
            let is = |list: &[&str]| kind.iter().any(|k| list.iter().any(|end| k.ends_with(end)));
            if is(ARTICLE) {
                add(map, article);
            } else if is(AROUND) {
                add(map, around);
            }
            map.values().for_each(|v| walk(v, depth + 1, article, around));
        }
        _ => {}
    }
}

fn add(map: &serde_json::Map<String, Value>, said: &mut Said) {
    said.published.extend(texts(map.get("datePublished")));
    said.modified.extend(texts(map.get("dateModified")));
    let first = |key: &str| names(map.get(key)).into_iter().next();
    said.headline = said.headline.take().or_else(|| first("headline"));
    said.publisher = said.publisher.take().or_else(|| first("publisher"));
    said.body = said.body.take().or_else(|| first("articleBody"));
    if said.authors.is_empty() {
        said.authors = names(map.get("author"));
    }
}

fn texts(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::String(s)) => vec![s.clone()],
        Some(Value::Array(list)) => list.iter().filter_map(|v| v.as_str().map(str::to_string)).collect(),
        _ => vec![],
    }
}

/// Texts, or the `name` of objects.
fn names(value: Option<&Value>) -> Vec<String> {
    let name = |v: &Value| match v {
        Value::String(s) => Some(s.clone()),
        Value::Object(map) => map.get("name").and_then(Value::as_str).map(str::to_string),
        _ => None,
    };
    match value {
        Some(Value::Array(list)) => list.iter().filter_map(name).collect(),
        Some(value) => name(value).into_iter().collect(),
        None => vec![],
    }
}
