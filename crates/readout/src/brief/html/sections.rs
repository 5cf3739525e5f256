//! The sections of the page and what stands around them.

use super::chart::chart;
use super::entries::{cite, day, entry, more, number, row};
use super::graph::graph;
use super::marks::{first_mentions, target};
use super::markup::{Html, foreign, tag, web_address};
use super::spots::Spots;
use super::timeline::timeline;
use crate::brief::coverage;
use crate::brief::disagreements::{self, Disagreement};
use crate::brief::offices;
use crate::brief::page::{Page, one_line};
use crate::brief::views::{self, Kind, Names};
use crate::brief::words::{fill, label};
use crate::document::Span;
use crate::record::{Entity, Severity, json};

pub fn contents(page: &Page, disagreements: &[Disagreement], kinds: &[Kind], names: &[Names]) -> Html {
    let named = names.iter().map(|n| n.often.len() + n.once.len()).sum();
    let mut lines = vec![("disagreements", page.words.section("disagreements"), disagreements.len())];
    lines.extend(kinds.iter().map(|k| (k.key, page.words.section(k.key), k.count)));
    lines.extend((named > 0).then(|| ("people", page.words.section("people"), named)));
    lines.push(("sources", page.words.section("sources"), page.order.len()));
    lines.push(("gaps", page.words.section("gaps"), coverage::missing(page).len()));
    lines.push(("texts", page.words.section("texts"), page.order.len()));
    let line = |(id, name, count): (&str, &str, usize)| {
        let count = tag("span", &[("class", "count")], count.to_string());
        tag("li", &[], tag("a", &[("href", &format!("#{id}"))], Html::text(name).and(" ").and(count)))
    };
    let list = tag("ul", &[], lines.into_iter().map(line).collect::<Html>());
    tag("nav", &[("id", "contents"), ("aria-label", label(&page.words.page, "contents"))], list.and(filter(page)))
}

/// Shown by the script, which it needs.
fn filter(page: &Page) -> Html {
    let words = &page.words.page;
    let mut input = Html::new();
    input.open(
        "input",
        &[
            ("type", "search"),
            ("id", "filter"),
            ("placeholder", label(words, "filter_hint")),
            ("aria-label", label(words, "filter_hint")),
        ],
    );
    let shown = tag("output", &[("id", "shown"), ("for", "filter"), ("data-pattern", label(words, "shown"))], "");
    let keys = tag("button", &[("type", "button"), ("id", "keys"), ("aria-label", label(words, "keys"))], "?");
    tag("div", &[("class", "tools"), ("hidden", "hidden")], input.and(keys).and(shown))
}

pub fn help(page: &Page) -> Html {
    const KEYS: &[(&str, &str)] =
        &[("j", "j"), ("k", "k"), ("↵", "enter"), ("b", "b"), ("/", "slash"), ("?", "question"), ("Esc", "escape")];
    let line = |(key, name): &(&'static str, &'static str)| {
        tag("div", &[], tag("dt", &[], tag("kbd", &[], *key)).and(tag("dd", &[], label(&page.words.keys, name))))
    };
    let list = tag("dl", &[], KEYS.iter().map(line).collect::<Html>());
    let close = tag("form", &[("method", "dialog")], tag("button", &[], label(&page.words.page, "close")));
    let title = tag("h2", &[("id", "help-title")], label(&page.words.page, "keys"));
    tag("dialog", &[("id", "help"), ("aria-labelledby", "help-title")], title.and(list).and(close))
}

pub fn legend(page: &Page) -> Html {
    const ROLES: &[(&str, &str)] = &[("who", "source"), ("says", "cue"), ("said", "content"), ("debris", "debris")];
    let one = |(class, role): &(&'static str, &'static str)| {
        tag("span", &[("class", class)], label(&page.words.roles, role)).and(" ")
    };
    let roles = tag("p", &[("class", "legend")], ROLES.iter().map(one).collect::<Html>());
    tag("p", &[("class", "printed")], label(&page.words.page, "printed")).and(roles)
}

fn section(page: &Page, id: &str, count: usize, heading: &str, inside: Html) -> Html {
    let kicker = Html::text(page.words.section(id)).and(" ").and(tag("span", &[("class", "count")], count.to_string()));
    let head = tag("p", &[("class", "kicker")], kicker).and(tag("h2", &[], foreign(heading)));
    tag(
        "section",
        &[("id", id), ("tabindex", "-1")],
        tag("div", &[("class", "section-head")], head).and("\n").and(inside),
    )
    .and("\n")
}

pub fn disagreements(page: &Page, all: &[Disagreement]) -> Html {
    let inside = all.iter().map(|d| disagreement(page, d)).collect();
    section(page, "disagreements", all.len(), &disagreements::heading_of(page, all), inside)
}

fn disagreement(page: &Page, d: &Disagreement) -> Html {
    let class = if d.severity == Severity::Contradiction { "verdict v-conflict" } else { "verdict v-altered" };
    let mut head = tag("h3", &[], foreign(&d.title));
    head.push(tag("span", &[("class", class)], &d.kind));
    let link = |id: &&str| tag("a", &[("class", "label"), ("href", &format!("#{id}"))], page.label(id)).and(" ");
    head.push(d.entries.iter().map(link).collect::<Html>());
    if let Some(why) = &d.why {
        head.push(tag("p", &[("class", "why")], foreign(why)));
    }
    let sides: Html = d.sides.iter().map(|s| tag("div", &[("class", "side")], row(page, s))).collect();
    let mut body = tag("div", &[("class", "head")], head).and(tag("div", &[("class", "sides")], sides));
    if let Some(first) = d.entries.first().filter(|_| d.more > 0) {
        body.push(tag("p", &[("class", "note")], tag("a", &[("href", &format!("#{first}"))], more(page, d.more))));
    }
    tag("article", &[("class", "entry disagreement"), ("id", &d.id), ("tabindex", "-1")], body).and("\n")
}

pub fn kind(page: &Page, kind: &Kind, spots: &mut Spots) -> Html {
    let by_date = page.words.by_date(kind.key);
    let drawn: Vec<Html> = kind.groups.iter().map(|g| chart(page, g, spots)).collect();
    let mut out = if by_date { timeline(page, kind, spots) } else { Html::new() };
    if drawn.iter().any(|chart| !chart.as_str().is_empty()) {
        out.push(tag("p", &[("class", "printed")], label(&page.words.headings, "chart_note")));
    }
    out.push(kind.groups.iter().zip(drawn).map(|(g, chart)| group(page, g, by_date, chart)).collect::<Html>());
    section(page, kind.key, kind.count, &kind.heading, out)
}

/// On a timeline what has no day stands aside.
fn group(page: &Page, group: &views::Group, by_date: bool, chart: Html) -> Html {
    let count = tag("span", &[("class", "count")], group.views.len().to_string());
    let entries: Html = group.views.iter().map(|v| entry(page, v)).collect();
    if by_date && !group.is_named {
        let told = fill(label(&page.words.headings, "undated"), &[("count", &group.views.len().to_string())]);
        return tag("details", &[("class", "group")], tag("summary", &[], told).and(entries));
    }
    let count = if group.views.len() == 1 { Html::new() } else { count };
    let head = tag("h3", &[], foreign(&group.name).and(" ").and(count)).and(chart);
    let class = if group.views.len() == 1 && !by_date { "group lone" } else { "group" };
    tag("div", &[("class", class)], head.and(entries))
}

pub fn names(page: &Page, all: &[Names]) -> Html {
    let count = all.iter().map(|n| n.often.len() + n.once.len()).sum();
    if count == 0 {
        return Html::new();
    }
    let most: Vec<String> = all.iter().map(|n| page.words.count(n.often.len() + n.once.len(), &n.class)).collect();
    let heading = page.words.list(&most, most.len());
    section(page, "people", count, &heading, all.iter().map(|n| class(page, n)).collect())
}

fn class(page: &Page, names: &Names) -> Html {
    let mut out = tag("h3", &[], page.words.class(&names.class));
    let often = names
        .often
        .iter()
        .map(|e| tag("li", &[("class", "entry"), ("id", &e.id), ("tabindex", "-1")], name(page, e)))
        .collect::<Html>();
    out.push(tag("ul", &[("class", "names")], often));
    if !names.once.is_empty() {
        let counted = page.words.count(names.once.len(), &names.class);
        let summary = tag("summary", &[], fill(label(&page.words.marks, "named_once"), &[("names", &counted)]));
        let items = names.once.iter().map(|e| named_once(page, e)).collect::<Html>();
        out.push(tag("details", &[], summary.and(tag("ul", &[("class", "once")], items))));
    }
    tag("div", &[("class", "group")], out)
}

/// A name that leads to its one place.
fn named_once(page: &Page, entity: &Entity) -> Html {
    let name = one_line(&entity.name);
    let inside = match first_mentions(page, entity).first() {
        Some(c) => tag("a", &[("href", &format!("#{}", target(page, c.doc, &c.at)))], name),
        None => Html::from(name),
    };
    tag("li", &[("id", &entity.id)], inside)
}

fn name(page: &Page, entity: &Entity) -> Html {
    let mut out = tag("b", &[], foreign(&one_line(&entity.name))).and(" ");
    for office in &entity.offices {
        let cited: Html =
            page.sorted(&office.reports).into_iter().take(3).map(|c| number(page, c.doc, &c.at)).collect();
        out.push(tag("span", &[("class", "office")], foreign(&offices::office(page, office)).and(" ").and(cited)));
    }
    let others = views::other_forms(entity);
    if !others.is_empty() {
        let list = format!("{} {}", label(&page.words.marks, "also"), others.join(", "));
        out.push(tag("span", &[("class", "forms")], foreign(&list)).and(" "));
    }
    let docs: Html = first_mentions(page, entity).into_iter().map(|c| number(page, c.doc, &c.at)).collect();
    tag("div", &[], out).and(tag("span", &[("class", "numbers")], docs))
}

pub fn sources(page: &Page) -> Html {
    let outlets = coverage::outlets(page);
    let heading =
        if outlets.is_empty() { page.words.count(page.order.len(), "document") } else { page.words.list(&outlets, 4) };
    let items = page.order.iter().map(|d| source(page, *d)).collect::<Html>();
    section(page, "sources", page.order.len(), &heading, graph(page).and(tag("ol", &[("class", "sources")], items)))
}

fn source(page: &Page, doc: usize) -> Html {
    let number = page.number(doc).to_string();
    let d = page.document(doc);
    let class = if page.is_copy(doc) { "copy" } else { "" };
    let mut out = tag("a", &[("class", "title"), ("href", &format!("#d{number}"))], foreign(&page.title(doc)));
    let from = d.published.from.map(|f| page.words.from(&json::key(f)).to_string()).unwrap_or_default();
    let day = match page.date(doc) {
        Some(date) => tag("span", &[("title", &from)], day(page, date)),
        None => Html::text(&page.words.undated),
    };
    let author = d.author.as_deref().map_or(Html::new(), |a| Html::text(", ").and(foreign(&one_line(a))));
    out.push(tag("p", &[("class", "origin")], foreign(&page.printed_by(doc)).and(author).and(", ").and(day)));
    out.push(address(page, doc));
    if let Some(note) = page.copy_note(doc) {
        out.push(tag("p", &[("class", "taken")], foreign(&note)));
    }
    out.push(taken_from(page, doc));
    tag("li", &[("id", &format!("source-{number}")), ("class", class), ("value", &number)], out)
}

fn address(page: &Page, doc: usize) -> Html {
    let d = page.document(doc);
    match d.url.as_deref() {
        Some(url) if web_address(url).is_some() => tag(
            "p",
            &[("class", "address")],
            tag("a", &[("href", url), ("rel", "noreferrer noopener external")], foreign(url)),
        ),
        Some(other) => tag("p", &[("class", "address")], foreign(other)),
        None => d.path.as_deref().map_or(Html::new(), |p| tag("p", &[("class", "address")], foreign(p))),
    }
}

fn taken_from(page: &Page, doc: usize) -> Html {
    let all = page.taken_from(doc);
    let one = |(told, at): &(String, Option<Span>)| {
        let link = at.map_or(Html::new(), |at| Html::text(" ").and(number(page, doc, &[at])));
        tag("li", &[], foreign(told).and(link))
    };
    if all.is_empty() {
        return Html::new();
    }
    tag("ul", &[("class", "taken")], all.iter().map(one).collect::<Html>())
}

pub fn gaps(page: &Page) -> Html {
    let all = coverage::missing(page);
    let heading = match all.is_empty() {
        true => label(&page.words.headings, "gaps_none").to_string(),
        false => {
            let mut reasons: Vec<String> = all.iter().map(|m| m.why.clone()).collect();
            reasons.sort();
            reasons.dedup();
            views::heading(&page.words.list(&reasons, 3))
        }
    };
    let one = |(i, m): (usize, &coverage::Missing)| {
        let at: Vec<_> = m.at.into_iter().collect();
        tag(
            "li",
            &[("id", &format!("gap-{}", i + 1))],
            Html::text(&m.why).and(" ").and(cite(page, &crate::record::Cite { doc: m.doc, id: String::new(), at })),
        )
    };
    section(
        page,
        "gaps",
        all.len(),
        &heading,
        tag("ul", &[("class", "gaps")], all.iter().enumerate().map(one).collect::<Html>()),
    )
}
