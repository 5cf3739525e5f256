//! Origins that are named in sentences: "told Reuters", "in an interview with the Tarn Courier", "the ministry's press service".

use super::words::Words;
use super::{Credit, Role, outlets, words};
use crate::document::Span;
use crate::reading::Reading;

pub fn find(reading: &Reading, found: &mut Vec<Credit>) {
    let words = words::of(reading.language());
    let text = reading.document.text.as_str();
    for block in &reading.blocks {
        let Some(printed) = text.get(block.at.range()) else { continue };
        let lower = printed.to_lowercase();
        // Letters whose lower case has another length would move every place behind them.
        if lower.len() != printed.len() {
            continue;
        }
        let paragraph = Paragraph { printed, lower: &lower, start: block.at.start };
        behind(&paragraph, words, found);
        press_services(&paragraph, words, found);
        in_brackets(&paragraph, found);
    }
}

struct Paragraph<'t> {
    printed: &'t str,
    lower: &'t str,
    start: usize,
}

impl Paragraph<'_> {
    /// Where this phrase stands, as words of its own.
    fn places<'a>(&'a self, phrase: &'a str) -> impl Iterator<Item = usize> + 'a {
        let is_edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        let whole = move |i: &usize| {
            is_edge(self.lower[..*i].chars().next_back()) && is_edge(self.lower[i + phrase.len()..].chars().next())
        };
        self.lower.match_indices(phrase).map(|(i, _)| i).filter(whole)
    }

    fn credit(&self, at: Span, role: Role) -> Credit {
        let printed = &self.printed[at.range()];
        let name = outlets::known(printed).map_or_else(|| printed.to_string(), |o| o.name.clone());
        Credit { at: Span::new(self.start + at.start, self.start + at.end), name, role }
    }
}

/// Names behind a phrase: any name behind "in an interview with", a known outlet behind "told".
fn behind(paragraph: &Paragraph, words: &Words, found: &mut Vec<Credit>) {
    let lists = [
        (&words.interview, Role::Interview, true),
        (&words.interview_marked, Role::Interview, false),
        (&words.article, Role::Article, true),
        (&words.told, Role::Interview, false),
    ];
    for (list, role, any) in lists {
        for phrase in list {
            for place in paragraph.places(phrase) {
                let Some(at) = name_from(paragraph.printed, place + phrase.len(), words) else { continue };
                let marked = paragraph.printed[..at.start].ends_with(['“', '"', '«', '„']);
                let named = any && phrase.split(' ').count() > 2 || marked && role == Role::Interview;
                if named || outlets::known(&paragraph.printed[at.range()]).is_some() {
                    found.push(paragraph.credit(at, role));
                }
            }
        }
    }
}

/// The name that begins here, an article and quotation marks before it left out: capital words, or what stands in marks.
fn name_from(text: &str, from: usize, words: &Words) -> Option<Span> {
    let rest = &text[from..];
    let rest = rest.trim_start();
    let is_article = |w: &&str| words.articles.iter().any(|a| a == w);
    let article = rest.split(' ').next().filter(is_article).map_or(0, str::len);
    let rest = rest[article..].trim_start();
    let start = text.len() - rest.len();
    if let Some(inside) = rest.strip_prefix(['“', '"', '«', '„']) {
        let closes = |c: char| matches!(c, '”' | '"' | '»' | '“');
        let end = inside.char_indices().take(60).find(|(_, c)| closes(*c)).map(|(i, _)| i)?;
        let open = rest.len() - inside.len();
        return (end > 1).then(|| Span::new(start + open, start + open + end));
    }
    let mut end = start;
    for word in rest.split_inclusive(' ') {
        let bare = word.trim_end();
        if !bare.chars().next().is_some_and(char::is_uppercase) {
            break;
        }
        end = start + (word.as_ptr() as usize - rest.as_ptr() as usize) + bare.len();
        if bare.ends_with([',', '.', ';', ':', ')', '!', '?', '”', '"']) {
            break;
        }
    }
    let at = Span::new(start, end);
    let bare = text[at.range()].trim_end_matches(|c: char| !c.is_alphanumeric());
    let bare = bare.strip_suffix("’s").or_else(|| bare.strip_suffix("'s")).unwrap_or(bare);
    (!bare.is_empty()).then(|| Span::new(start, start + bare.len()))
}

/// The office and the words behind it: "the ministry's press service".
fn press_services(paragraph: &Paragraph, words: &Words, found: &mut Vec<Credit>) {
    for phrase in &words.press_service {
        for place in paragraph.places(phrase) {
            let before = paragraph.printed[..place].trim_end();
            let start = before.rfind(' ').map_or(0, |i| i + 1);
            let owner = &before[start..];
            let owned =
                owner.ends_with("’s") || owner.ends_with("'s") || owner.ends_with("s’") || owner.ends_with("s'");
            let at = Span::new(if owned { start } else { place }, place + phrase.len());
            found.push(paragraph.credit(at, Role::PressService));
        }
    }
}

/// An agency in brackets, as at the end of a paragraph.
fn in_brackets(paragraph: &Paragraph, found: &mut Vec<Credit>) {
    for (open, _) in paragraph.printed.match_indices('(') {
        let inside = &paragraph.printed[open + 1..];
        let Some(close) = inside.char_indices().take(40).find(|(_, c)| *c == ')').map(|(i, _)| i) else { continue };
        let at = Span::new(open + 1, open + 1 + close).trim(paragraph.printed);
        if outlets::known(&paragraph.printed[at.range()]).is_some_and(|o| o.is_agency) {
            found.push(paragraph.credit(at, Role::Agency));
        }
    }
}
