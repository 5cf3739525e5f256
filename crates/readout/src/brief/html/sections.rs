//! The sections of the page and what stands around them.

use super::chart::chart;
use super::entries::{cite, entry, number, row};
use super::marks::first_mentions;
use super::markup::{Html, foreign, tag, web_address};
use crate::brief::disagreements::{self, Disagreement};
use crate::brief::offices;
use crate::brief::page::{Page, one_line};
use crate::brief::views::{self, Kind, Names};
use crate::brief::words::{fill, label};
use crate::document::Span;
use crate::record::Entity;
use crate::value::when;

pub fn head(page: &Page, title: &str) -> Html {
    let mut out = tag("h1", &[], foreign(title));
    out.push(tag("p", &[("class", "lede")], views::lede(page)));
    out.push(days(page));
    let stories = views::stories(page);
    if stories.len() > 1 && stories.len() < page.order.len() {
        let items: Html = stories.iter().filter(|s| s.docs.len() > 1).map(|s| story(page, s)).collect();
        out.push(tag("ol", &[("class", "stories")], items));
    }
    tag("header", &[("id", "coverage")], out)
}

/// Documents of one day stand on top of each other, so many of them.
const HIGHEST: usize = 8;

/// When the documents were published: a dot for each, copies hollow, those of one day on top of each other.
fn days(page: &Page) -> Html {
    let number = |doc: usize| page.date(doc).and_then(when::first_day).map(|d| (d, doc));
    let dated: Vec<_> = page.order.iter().filter_map(|d| number(*d)).collect();
    let (Some((first, _)), Some((last, _))) = (dated.first(), dated.last()) else { return Html::new() };
    let length = (*last - *first).get_days();
    if length < 1 || dated.len() < 3 {
        return Html::new();
    }
    let stacks: Vec<_> = dated.chunk_by(|a, b| a.0 == b.0).collect();
    let ground = 8 + 11 * stacks.iter().map(|s| s.len().min(HIGHEST) - 1).max().unwrap_or(0);
    let y = ground.to_string();
    let mut dots = tag("line", &[("x1", "1%"), ("x2", "99%"), ("y1", &y), ("y2", &y)], "");
    for same in stacks {
        let x = format!("{:.2}%", 1.5 + f64::from((same[0].0 - *first).get_days()) / f64::from(length) * 97.0);
        for (height, (_, doc)) in same.iter().enumerate() {
            dots.push(day_dot(page, *doc, &x, ground - 11 * height.min(HIGHEST - 1)));
        }
    }
    let ends =
        tag("span", &[], page.words.date(&first.to_string())).and(tag("span", &[], page.words.date(&last.to_string())));
    let picture = tag(
        "svg",
        &[
            ("width", "100%"),
            ("height", &(ground + 8).to_string()),
            ("role", "group"),
            ("aria-label", page.words.section("timeline")),
        ],
        dots,
    );
    tag("div", &[("class", "days")], picture.and(tag("p", &[], ends)))
}

fn day_dot(page: &Page, doc: usize, x: &str, y: usize) -> Html {
    let name = format!("{} {}, {}: {}", page.number(doc), page.printed_by(doc), page.day(doc), page.title(doc));
    let class = if page.is_copy(doc) { "dot copy" } else { "dot" };
    let circle = tag(
        "circle",
        &[("class", class), ("cx", x), ("cy", &y.to_string()), ("r", "5")],
        tag("title", &[], name.as_str()),
    );
    tag("a", &[("href", &format!("#d{}", page.number(doc))), ("aria-label", &name)], circle)
}

fn story(page: &Page, story: &views::Story) -> Html {
    let date = tag("span", &[("class", "on-day")], story.dates.clone().unwrap_or_else(|| page.words.undated.clone()));
    let docs: Html = story.docs.iter().map(|d| number(page, *d, &[])).collect();
    tag(
        "li",
        &[],
        tag("span", &[], foreign(&story.title)).and(" ").and(date).and(" ").and(tag(
            "span",
            &[("class", "numbers")],
            docs,
        )),
    )
}

pub fn contents(page: &Page, disagreements: &[Disagreement], kinds: &[Kind], names: &[Names]) -> Html {
    let named = names.iter().map(|n| n.often.len() + n.once.len()).sum();
    let mut lines = vec![("disagreements", page.words.section("disagreements"), disagreements.len())];
    lines.extend(kinds.iter().map(|k| (k.key, page.words.section(k.key), k.count)));
    lines.extend((named > 0).then(|| ("people", page.words.section("people"), named)));
    lines.push(("sources", page.words.section("sources"), page.order.len()));
    lines.push(("gaps", page.words.section("gaps"), views::missing(page).len()));
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
    let mut head = tag("h3", &[], foreign(&d.title));
    head.push(tag("span", &[("class", "verdict v-conflict")], &d.kind));
    let link = |id: &&str| tag("a", &[("class", "label"), ("href", &format!("#{id}"))], page.label(id)).and(" ");
    head.push(d.entries.iter().map(link).collect::<Html>());
    if let Some(why) = &d.why {
        head.push(tag("p", &[("class", "why")], foreign(why)));
    }
    let sides: Html = d.sides.iter().map(|s| tag("div", &[("class", "side")], row(page, s))).collect();
    let body = tag("div", &[("class", "head")], head).and(tag("div", &[("class", "sides")], sides));
    tag("article", &[("class", "entry disagreement"), ("id", &d.id), ("tabindex", "-1")], body).and("\n")
}

pub fn kind(page: &Page, kind: &Kind) -> Html {
    let group = |g: &views::Group| {
        let count = tag("span", &[("class", "count")], g.views.len().to_string());
        let count = if g.views.len() == 1 { Html::new() } else { count };
        let head = tag("h3", &[], foreign(&g.name).and(" ").and(count)).and(chart(page, g).unwrap_or_default());
        let class = if g.views.len() == 1 { "group lone" } else { "group" };
        tag("div", &[("class", class)], head.and(g.views.iter().map(|v| entry(page, v)).collect::<Html>()))
    };
    section(page, kind.key, kind.count, &kind.heading, kind.groups.iter().map(group).collect())
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
        .map(|e| tag("li", &[("class", "entry"), ("tabindex", "-1")], name(page, e)))
        .collect::<Html>();
    out.push(tag("ul", &[("class", "names")], often));
    if !names.once.is_empty() {
        let counted = page.words.count(names.once.len(), &names.class);
        let summary = tag("summary", &[], fill(label(&page.words.marks, "named_once"), &[("names", &counted)]));
        let items = names.once.iter().map(|e| tag("li", &[], name(page, e))).collect::<Html>();
        out.push(tag("details", &[], summary.and(tag("ul", &[("class", "names")], items))));
    }
    tag("div", &[("class", "group")], out)
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
    let outlets = views::outlets(page);
    let heading =
        if outlets.is_empty() { page.words.count(page.order.len(), "document") } else { page.words.list(&outlets, 4) };
    let items = page.order.iter().map(|d| source(page, *d)).collect::<Html>();
    section(page, "sources", page.order.len(), &heading, tag("ol", &[("class", "sources")], items))
}

fn source(page: &Page, doc: usize) -> Html {
    let number = page.number(doc).to_string();
    let d = page.document(doc);
    let class = if page.is_copy(doc) { "copy" } else { "" };
    let mut out = tag("a", &[("class", "title"), ("href", &format!("#d{number}"))], foreign(&page.title(doc)));
    let from = d.published.from.map(|f| page.words.from(&views::key_of(f)).to_string()).unwrap_or_default();
    let day = tag("span", &[("class", "on-day"), ("title", &from)], page.day(doc));
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
    let all = views::missing(page);
    let heading = match all.is_empty() {
        true => label(&page.words.headings, "gaps_none").to_string(),
        false => {
            let mut reasons: Vec<String> = all.iter().map(|m| m.why.clone()).collect();
            reasons.sort();
            reasons.dedup();
            page.words.list(&reasons, 3)
        }
    };
    let one = |m: &views::Missing| {
        let at: Vec<_> = m.at.into_iter().collect();
        tag(
            "li",
            &[],
            Html::text(&m.why).and(" ").and(cite(page, &crate::record::Cite { doc: m.doc, id: String::new(), at })),
        )
    };
    section(page, "gaps", all.len(), &heading, tag("ul", &[("class", "gaps")], all.iter().map(one).collect::<Html>()))
}
