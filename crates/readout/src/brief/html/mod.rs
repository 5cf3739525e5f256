//! The page: one HTML file that asks nobody for anything, reads without scripts, and leads every word back to its source.

mod chart;
mod entries;
pub(super) mod file;
mod graph;
mod head;
mod marks;
pub(super) mod markup;
mod policy;
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
use file::{Parts, file};
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
    let parts = Parts { language: &page.words.language, title: &title, style: &style, script: SCRIPT };
    file(&parts, &body)
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
