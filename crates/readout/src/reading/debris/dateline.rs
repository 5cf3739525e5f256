//! The dateline of an agency text: "PORT VELMORA, March 3 (VPA) - " at the start of a paragraph.

use super::super::credits::outlets;
use crate::document::Span;
use regex::Regex;
use std::sync::LazyLock;

/// What stands before the first sentence, with the dash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dateline {
    pub at: Span,
    /// The agency in brackets.
    pub agency: Option<Span>,
}

/// A paragraph that a town and a colon open is no shorter, in bytes.
const PARAGRAPH: usize = 80;

/// A place, more places or a day behind commas, an agency in brackets, and a dash.
static DATELINE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?x)^
        (?:\(\ ?(?P<alone>[\p{Lu}][\p{L}&./\ -]{1,40})\ ?\)
          | (?P<place>\p{Lu}[\p{L}.'’-]*(?:\ \p{Lu}[\p{L}.'’-]*){0,3}(?:/\p{Lu}[\p{L}.\ -]+)?)
            (?P<behind_place>(?:,\ (?:\p{Lu}[\p{L}.]*|\d{1,2}|(?:19|20)\d\d|\p{L}+)(?:\ (?:\p{Lu}[\p{L}.]*|\d{1,4}\.?))*){0,3})
            (?:\ ?[(/](?P<agency_name>[\p{Lu}\p{Ll}][\p{L}0-9&./\ ,-]{1,40})[)/])?
        )
        \s?,?(?:\ (?:-|–|—|--|_|―)\ |\ ?(?:—|--|―|–)\ ?|\ [-_]\z|\ ?:\ (?P<behind_colon>)|(?P<glued>[-–])\ )",
    )
    .expect("the pattern is constant: a test runs it")
});

/// "TARN, March 3 The harbour ...": a place in capitals and a day, and the dash was lost.
static WITHOUT_DASH: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\p{Lu}{4,}(?:[ -]\p{Lu}{2,}){0,2},? \p{Lu}\p{Ll}{2,8}\.? \d{1,2}(?:, \d{4})?,?(?: \([^()]{2,30}\))? (\p{Lu}|[“‘\x22])")
        .expect("the pattern is constant: a test runs it")
});
/// "TARN. March 3. VELPRESS The harbour ...", "TARN, Norland, March 3. /VELPRESS/. The ...", "TARN. March 3, 2031: The ...".
static WITH_STOPS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?x)^(?P<place>\p{Lu}[\p{L}\ -]{2,30})(?:,\ \p{Lu}[\p{L}\ ]{2,24})?[.,]\ 
        (?P<day_printed>(?:\p{Lu}\p{L}{2,8}\.?\ \d{1,2}|\d{1,2}\ \p{Lu}\p{L}{2,8})(?:,?\ \d{4})?[.:,]\ )?
        (?:[/(]?(?P<agency_name>\p{Lu}[\p{Lu}\p{Ll}]{2,15})[/)]?[.:]?(?:\ ?[-–—]+)?\ )?
        (?P<opening_word>\p{Lu}|[“‘\x22])",
    )
    .expect("the pattern is constant: a test runs it")
});
/// "Tarn (3 March 2031) - The harbour ...", "Tarn, 3 March 2031. The harbour ...", "Tarn, 3 March 2031 – The ...": a place and a day with its year.
static WITH_YEAR: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?x)^\p{Lu}[\p{L}.'’\ -]{2,30}(?:,\ \p{Lu}[\p{L}\ ]{2,24})?
        (?:\ \((?:\d{1,2}\ \p{Lu}\p{L}{2,8}|\p{Lu}\p{L}{2,8}\.?\ \d{1,2},?)\ \d{4}\)\ ?[-–—:]+\ 
          | ,\ (?:\d{1,2}\ \p{Lu}\p{L}{2,8}|\p{Lu}\p{L}{2,8}\.?\ \d{1,2},?)\ \d{4}(?:\ \([^()]{2,30}\))?(?:\.|\ ?[-–—]|:)\ )
        (?P<opening_word>\p{Lu}|[“‘\x22])",
    )
    .expect("the pattern is constant: a test runs it")
});
/// "Tarn, Velmora, March 3", "Tarn, Republic of Velmora, 3 March 2031": places and a day alone on a line.
static ALONE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\p{Lu}[\p{L}.'’ -]{1,30}(?:, \p{Lu}[\p{L}.'’ -]{1,30}){0,2}, (?:\p{Lu}\p{Ll}{2,8}\.? \d{1,2}(?:, \d{4})?|\d{1,2} \p{Lu}\p{Ll}{2,8} \d{4})\.?\z")
        .expect("the pattern is constant: a test runs it")
});

pub fn is_alone(line: &str) -> bool {
    line.len() < 100 && ALONE.is_match(line)
}

/// The dateline with which a paragraph begins.
pub fn dateline(paragraph: &str, language: &str) -> Option<Dateline> {
    let start: &str = paragraph.get(..paragraph.char_indices().nth(140).map_or(paragraph.len(), |(i, _)| i))?;
    if let Some(found) = with_stops(start) {
        return Some(found);
    }
    let Some(found) = DATELINE.captures(start) else {
        return alone(start).or_else(|| without_dash(start)).or_else(|| with_year(start));
    };
    // "Lindqvist: ..." is a speaker, "TARN, 3 March 2031 (VPA): ..." is none, nor is "PARIS : ...", a town in capitals.
    let place = found.name("place").map_or("", |p| p.as_str());
    let is_town = || is_capitals(place) && crate::reading::names::located(language, &titled(place)).is_some();
    if found.name("behind_colon").is_some() {
        let whole = Span::new(0, found.get(0)?.end());
        let opens = paragraph.len() > PARAGRAPH && has_words(paragraph, whole.end) && is_town();
        return opens.then_some(Dateline { at: whole, agency: None }).or_else(|| of_agency(&found));
    }
    // "NORTH- and southbound": a dash without a blank before it needs a day or an agency.
    let ends_with_a_day =
        found.name("behind_place").is_some_and(|m| m.as_str().ends_with(|c: char| c.is_ascii_digit()));
    let glued = found.name("glued").is_some_and(|g| !paragraph[..g.start()].ends_with(' '));
    if glued && !ends_with_a_day && found.name("agency_name").is_none() {
        return None;
    }
    let agency = found.name("agency_name").or_else(|| found.name("alone"));
    let known = agency.is_some_and(|a| is_agency(a.as_str()));
    let capitals = found.name("place").is_some_and(|p| is_capitals(p.as_str()));
    let whole = found.get(0)?;
    // "Ada Lindqvist - the minister" is no dateline: a place in capitals or a known agency makes one.
    if !known
        && !(capitals
            && (agency.is_some() || is_short(found.name("place")?.as_str()) && has_words(paragraph, whole.end())))
    {
        return with_year(start);
    }
    Some(Dateline { at: Span::new(0, whole.end()), agency: agency.map(|a| Span::new(a.start(), a.end())) })
}

/// "By Ada Lindqvist TARN, March 3 (VPA) - ...": where the byline ends that stands glued before a dateline.
pub fn byline_before(start: &str, language: &str) -> Option<usize> {
    let end = start.char_indices().nth(BYLINE).map_or(start.len(), |(i, _)| i);
    let blanks = start[..end].match_indices(' ').map(|(i, _)| i).skip(1);
    let town = |i: &usize| {
        let word: String = start[i + 1..].chars().take_while(|c| c.is_alphabetic()).collect();
        word.chars().count() >= 4 && word.chars().all(char::is_uppercase)
    };
    let end = blanks.into_iter().find(town)?;
    super::super::credits::words::author_in(&start[..end], language)?;
    dateline(&start[end + 1..], language).map(|_| end)
}

/// A byline before a dateline has no more letters.
const BYLINE: usize = 80;

/// "TARN, 3 March 2031 (VPA): ..."
fn of_agency(found: &regex::Captures) -> Option<Dateline> {
    let (whole, agency) = (found.get(0)?, found.name("agency_name")?);
    let known = is_agency(agency.as_str()) || found.name("place").is_some_and(|p| is_capitals(p.as_str()));
    known.then(|| Dateline { at: Span::new(0, whole.end()), agency: Some(Span::new(agency.start(), agency.end())) })
}

/// "BEIJING" as a list has it: "Beijing".
fn titled(place: &str) -> String {
    let word = |w: &str| {
        let mut chars = w.chars();
        chars.next().map_or(String::new(), |first| format!("{first}{}", chars.as_str().to_lowercase()))
    };
    place.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

fn with_stops(start: &str) -> Option<Dateline> {
    let found = WITH_STOPS.captures(start)?;
    let agency = found.name("agency_name").filter(|a| is_agency(a.as_str()));
    if let Some(agency) = agency {
        let at = Span::new(0, found.name("opening_word")?.start());
        return Some(Dateline { at, agency: Some(Span::new(agency.start(), agency.end())) });
    }
    let day = found.name("day_printed").filter(|_| is_capitals(&found["place"]))?;
    Some(Dateline { at: Span::new(0, day.end()), agency: None })
}

fn without_dash(start: &str) -> Option<Dateline> {
    let first = WITHOUT_DASH.captures(start)?.get(1)?.start();
    Some(Dateline { at: Span::new(0, first), agency: None })
}

fn with_year(start: &str) -> Option<Dateline> {
    let first = WITH_YEAR.captures(start)?.name("opening_word")?.start();
    Some(Dateline { at: Span::new(0, first), agency: None })
}

/// "(VPA) The harbour ...": a known agency or outlet in brackets, and the first sentence.
fn alone(start: &str) -> Option<Dateline> {
    let close = start.strip_prefix('(')?.find(')')? + 1;
    let name = Span::new(1, close);
    let rest = start[close + 1..].strip_prefix(' ')?;
    let opens = rest.chars().next().is_some_and(|c| c.is_uppercase() || super::lines::is_quotation_mark(c));
    (opens && is_agency(&start[name.range()])).then_some(Dateline { at: Span::new(0, close + 1), agency: Some(name) })
}

fn is_agency(name: &str) -> bool {
    name.split(['/', ',']).any(|n| outlets::known(n.trim()).is_some())
}

/// Four capital letters at least: "EU - " is no place of a report.
fn is_capitals(place: &str) -> bool {
    place.chars().filter(|c| c.is_uppercase()).count() >= 4 && !place.chars().any(char::is_lowercase)
}

/// A headline in capitals is longer than the name of a place.
fn is_short(place: &str) -> bool {
    place.split([' ', '/']).count() <= 3
}

/// The sentence that follows begins with a capital or a mark, or the dateline stands alone on its line.
fn has_words(paragraph: &str, end: usize) -> bool {
    let rest = paragraph[end..].trim_start();
    let first = rest.chars().next();
    first.is_none_or(|c| c.is_uppercase() || c.is_numeric() || super::lines::is_quotation_mark(c))
}
