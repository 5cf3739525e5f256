//! An office as a line of the names shows it: what it is, of what, from when to when.

use super::page::{Page, one_line};
use super::words::{fill, label};
use crate::record::Office;

/// An office as a line of the names says it: "former Energy Minister of Osmeria, 2019 – 2021".
pub fn office(page: &Page, office: &Office) -> String {
    let named = one_line(&office.name);
    let name = match office.past {
        true => fill(label(&page.words.marks, "former"), &[("office", &named)]),
        false => named,
    };
    let term = match (office.from.as_deref(), office.to.as_deref()) {
        (Some(from), Some(to)) => page.words.dates(from, to),
        (Some(from), None) => fill(label(&page.words.marks, "since"), &[("date", &page.words.date(from))]),
        (None, Some(to)) => fill(label(&page.words.marks, "until"), &[("date", &page.words.date(to))]),
        (None, None) => return name,
    };
    format!("{name}, {term}")
}
