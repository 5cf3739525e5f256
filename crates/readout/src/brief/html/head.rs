//! The head of the page: whom it is about, what it covers, and the stories the documents tell.

use super::entries::{more, number};
use super::markup::{Html, foreign, tag};
use crate::brief::coverage::{self, Story};
use crate::brief::page::Page;
use crate::brief::words::{fill, label};

/// Documents of a story that are linked from the head of the page.
const MOST: usize = 12;

/// Stories that are told at the head of the page.
const STORIES: usize = 8;

pub fn head(page: &Page, title: &str) -> Html {
    let mut out = tag("h1", &[], foreign(title));
    if page.order.is_empty() {
        out.push(tag("p", &[("class", "nothing")], &page.words.nothing));
        return tag("header", &[("id", "coverage")], out);
    }
    out.push(coverage::named_most(page).map_or(Html::new(), |named| tag("p", &[("class", "lede")], foreign(&named))));
    out.push(covered(page));
    let stories = coverage::stories(page);
    if stories.len() > 1 && stories.len() < page.order.len() {
        let several = coverage::greatest(&stories, STORIES);
        let items: Html = several.iter().map(|s| story(page, s)).collect();
        out.push(tag("ol", &[("class", "stories")], items));
    }
    tag("header", &[("id", "coverage")], out)
}

/// Documents, sources, outlets, days, languages and gaps, as names and values.
fn covered(page: &Page) -> Html {
    let words = page.words;
    let copies = page.order.iter().filter(|doc| page.is_copy(**doc)).count();
    let documents = match copies {
        0 => page.order.len().to_string(),
        _ => {
            let (documents, copies) = (page.order.len().to_string(), words.count(copies, "copies_of"));
            fill(label(&words.coverage, "copies"), &[("documents", &documents), ("copies", &copies)])
        }
    };
    let outlets = coverage::outlets(page);
    let dates = coverage::span_of_dates(page, &page.order).unwrap_or_else(|| words.undated.clone());
    let gaps = coverage::missing(page).len().to_string();
    let stories = coverage::stories(page).len().to_string();
    let unread = coverage::languages(page, false);
    let unread = (!unread.is_empty()).then(|| ("unread", words.list(&unread, 4).into()));
    let facts = [
        ("documents", Html::from(documents)),
        ("independent", page.independent_documents().to_string().into()),
        ("outlets", outlets.len().to_string().into()),
        ("stories", stories.into()),
        ("dates", dates.into()),
        ("languages", words.list(&coverage::languages(page, true), 4).into()),
        ("gaps", tag("a", &[("href", "#gaps")], gaps)),
    ];
    let one = |(key, value): (&str, Html)| {
        tag("div", &[], tag("dt", &[], label(&words.coverage, key)).and(tag("dd", &[], value)))
    };
    tag("dl", &[("class", "covered")], facts.into_iter().chain(unread).map(one).collect::<Html>())
}

fn story(page: &Page, story: &Story) -> Html {
    let date = tag("span", &[("class", "on-day")], story.dates.clone().unwrap_or_else(|| page.words.undated.clone()));
    let mut docs: Html = story.docs.iter().take(MOST).map(|d| number(page, *d, &[])).collect();
    if story.docs.len() > MOST {
        docs.push(more(page, story.docs.len() - MOST));
    }
    let title = tag("span", &[("class", "told")], foreign(&story.title));
    tag("li", &[], title.and(" ").and(date).and(" ").and(tag("span", &[("class", "numbers")], docs)))
}
