//! The page: one HTML file that asks nobody for anything, reads without scripts, and leads every word back to its source.

mod chart;
mod entries;
mod graph;
mod head;
mod marks;
pub(super) mod markup;
pub(super) mod policy;
mod sections;
mod spots;
mod texts;
mod timeline;

use super::coverage;
use super::disagreements;
use super::page::Page;
use super::views;
use super::words::label;
use crate::record::Record;
use marks::Marks;
use markup::{Html, tag};
use spots::Spots;

const STYLE: &str = concat!(include_str!("base.css"), include_str!("page.css"));
const SCRIPT: &str = include_str!("page.js");

pub fn render(record: &Record) -> String {
    let page = Page::of(record);
    let marks = Marks::of(&page);
    let texts = texts::texts(&page, &marks);
    let title = coverage::title(&page);
    let mut spots = Spots::default();
    let body = body(&page, &title, texts, &mut spots);
    let style = format!("{STYLE}{}", spots.rules());
    // The style and the script are parts of the program and stand between their tags as they are; the rules hold only names made of digits.
    format!(
        "<!doctype html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>{title}</title>\n<style>{style}</style>\n</head>\n<body>\n{body}\n<script>{SCRIPT}</script>\n</body>\n</html>\n",
        language = page.words.language,
        policy = policy::policy(&style, SCRIPT),
        title = Html::text(&title).as_str(),
        body = body.as_str(),
    )
}

fn body(page: &Page, title: &str, texts: Html, spots: &mut Spots) -> Html {
    let words = page.words;
    let disagreements = disagreements::all(page);
    let kinds = views::kinds(page);
    let names = views::names(page);
    let skip = tag("a", &[("class", "skip"), ("href", "#disagreements")], label(&words.page, "skip"));
    let contents = sections::contents(page, &disagreements, &kinds, &names);
    let mut main = head::head(page, title);
    main.push(sections::disagreements(page, &disagreements));
    main.push(kinds.iter().map(|k| sections::kind(page, k, spots)).collect::<Html>());
    main.push(sections::names(page, &names));
    main.push(sections::sources(page));
    main.push(sections::gaps(page));
    let main = tag("main", &[("id", "brief"), ("tabindex", "-1")], main);
    let heading = tag("h2", &[("class", "kicker")], label(&words.page, "texts"));
    let region = [("id", "texts"), ("tabindex", "0"), ("aria-label", label(&words.page, "texts"))];
    let texts = tag("aside", &region, heading.and(sections::legend(page)).and(texts));
    skip.and("\n")
        .and(tag("div", &[("class", "frame")], contents.and("\n").and(main).and("\n").and(texts)))
        .and(sections::help(page))
}
