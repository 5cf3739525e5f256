//! The page of a checked draft: the draft with marks, beside each paragraph what was found, and the words of the sources.

mod draft;
mod notes;

use super::view::{AGREEING, NO_CLAIM, TO_LOOK_AT, View};
use crate::brief::html::file::{Parts, file};
use crate::brief::html::markup::{Html, foreign, tag, web_address};
use crate::check::{Checked, Outcome};
use crate::json::key;

const STYLE: &str = concat!(include_str!("../../html/base.css"), include_str!("page.css"));
const SCRIPT: &str = include_str!("page.js");

/// One file that asks nobody for anything and reads without its script.
pub fn render(checked: &Checked) -> String {
    let view = View::of(checked);
    let title = view.title_of_page();
    let parts = Parts { language: &view.house.language, title: &title, style: STYLE, script: SCRIPT };
    file(&parts, &body(&view, &title))
}

fn body(view: &View, title: &str) -> Html {
    let skip = tag("a", &[("class", "skip"), ("href", "#draft")], view.words.page("skip"));
    let main = head(view, title).and(draft::draft(view)).and(sources(view)).and(unread(view)).and(tag(
        "p",
        &[("class", "keys")],
        view.words.page("keys"),
    ));
    skip.and("\n").and(tag("main", &[("id", "check"), ("tabindex", "-1")], main))
}

/// What it was held against and how many findings there are, each kind leading to its first.
fn head(view: &View, title: &str) -> Html {
    let words = view.words;
    let held = tag("p", &[("class", "lede")], view.held());
    let honest = tag("p", &[("class", "honest")], words.page("honest"));
    let first = |outcome: Outcome| view.marks().iter().find(|m| m.finding.outcome == outcome).map(|m| m.number);
    let chip = |(outcome, count): (Outcome, usize)| {
        let label = Html::text(&words.finding(outcome));
        let inside = tag("b", &[], count.to_string()).and(" ").and(label);
        let shown = match first(outcome) {
            Some(number) => tag("a", &[("href", &format!("#f{number}"))], inside),
            None => tag("span", &[], inside),
        };
        let class = match outcome {
            Outcome::Opinion => "none",
            o if o.agrees() => "good",
            _ => "bad",
        };
        tag("li", &[("class", class)], shown)
    };
    let list = |key: &str| {
        let counts = view.counts(key);
        if counts.is_empty() {
            return Html::new();
        }
        let name = tag("h2", &[("class", "kicker")], words.page(key));
        name.and(tag("ul", &[("class", "chips")], counts.into_iter().map(chip).collect::<Html>()))
    };
    let clean = match view.marks().is_empty() {
        true => tag("p", &[("class", "clean")], view.clean()),
        false => Html::new(),
    };
    let heading = tag("h1", &[], foreign(title));
    tag(
        "header",
        &[],
        heading.and(held).and(clean).and(list(TO_LOOK_AT)).and(list(AGREEING)).and(list(NO_CLAIM)).and(honest),
    )
}

/// The documents that are cited, each with its number.
fn sources(view: &View) -> Html {
    let heading = tag("h2", &[("id", "sources")], view.words.page("sources"));
    if view.order.is_empty() {
        return tag("section", &[], heading.and(tag("p", &[], view.words.page("cited_none"))));
    }
    let item = |doc: &usize| {
        let document = view.document(*doc);
        let number = view.number(*doc).to_string();
        let title = view.title(*doc).unwrap_or_else(|| view.printed_by(*doc));
        let title = tag("span", &[("class", "title")], foreign(&title));
        let origin = format!("{}, {}", view.printed_by(*doc), view.day(*doc));
        let origin = tag("p", &[("class", "origin")], foreign(&origin));
        let address = match (document.url.as_deref().and_then(web_address), &document.path) {
            (Some(url), _) => tag("p", &[("class", "address")], tag("a", &[("href", url), ("rel", "noreferrer")], url)),
            (None, Some(path)) => tag("p", &[("class", "address")], foreign(path)),
            (None, None) => Html::new(),
        };
        tag("li", &[("id", &format!("s{number}")), ("value", &number)], title.and(origin).and(address))
    };
    let list = tag("ol", &[("class", "sources")], view.order.iter().map(item).collect::<Html>());
    tag("section", &[], heading.and(list))
}

fn unread(view: &View) -> Html {
    let unread = &view.checked.scope.unread;
    if unread.is_empty() {
        return Html::new();
    }
    let items: Html = unread.iter().map(|u| tag("li", &[], foreign(u))).collect();
    let heading = tag("h2", &[], view.words.page("unread"));
    tag("section", &[], heading.and(tag("ul", &[("class", "gaps")], items)))
}

/// The class of a finding's mark: how urgently somebody should look.
fn grade(finding: &crate::check::Finding) -> String {
    if finding.outcome.agrees() { "agrees".into() } else { key(finding.level) }
}
