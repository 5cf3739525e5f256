//! Who published a text, as its own edges say: a line with the name of an outlet, a source, a right.

use super::{Credit, Role, outlets, words};
use crate::document::{Origin, Span};
use crate::reading::Reading;
use crate::reading::times::date_in;

/// Marks between the parts of such a line.
const BARS: &[char] = &['|', '·', '•', '/', '–', '—', '―', ',', '©', ':'];
/// The name of an outlet has no more words.
const LONGEST: usize = 6;

/// The name of an outlet in a line that is no sentence: "Tarn Courier | Markets", "The Tarn Review, 26 October 2031".
pub fn name_in(line: &str, language: &str) -> Option<Span> {
    let day = date_in(line, language).map(|(at, _)| at);
    let mut start = 0;
    for piece in line.split_inclusive(BARS) {
        let whole = Span::new(start, start + piece.len());
        start += piece.len();
        let bare = Span::new(whole.start, whole.start + piece.trim_end_matches(BARS).len());
        if day.is_some_and(|day| day.overlaps(bare)) {
            continue;
        }
        let name = trimmed(line, bare, language);
        if !name.is_empty() && is_outlet(&line[name.range()], language) {
            return Some(name);
        }
    }
    None
}

/// Without a year before it, and without what stands behind "with" or "by".
fn trimmed(line: &str, at: Span, language: &str) -> Span {
    let at = at.trim(line);
    let text = &line[at.range()];
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ').len();
    let text = &text[digits..];
    let end =
        words::of(language).beside.iter().filter_map(|w| text.find(&format!(" {w} "))).min().unwrap_or(text.len());
    Span::new(at.start + digits, at.start + digits + end).trim(line)
}

/// A name of the list, or words in capitals of which the first or the last is what papers are called.
pub fn is_outlet(name: &str, language: &str) -> bool {
    if outlets::known(name).is_some_and(|o| !o.is_agency) {
        return true;
    }
    let words = words::of(language);
    let parts: Vec<&str> = name.split_whitespace().collect();
    let bare: Vec<&str> = match parts.split_first() {
        Some((first, rest)) if words.articles.iter().any(|a| *a == first.to_lowercase()) => rest.to_vec(),
        _ => parts,
    };
    let (Some(first), Some(last)) = (bare.first(), bare.last()) else { return false };
    let is_name = |w: &&str| {
        w.chars().next().is_some_and(char::is_uppercase)
            && w.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | '.' | '&'))
    };
    let is_join = |w: &&str| words.joins.iter().any(|j| j == w);
    let is_noun = |w: &str| words.outlet_nouns.iter().any(|n| *n == w.to_lowercase());
    (2..=LONGEST).contains(&bare.len())
        && is_name(first)
        && is_name(last)
        && bare.iter().all(|w| is_name(w) || is_join(w))
        && (is_noun(first) || is_noun(last))
}

/// The outlet and the author of the document where its page declared none.
pub fn fill(reading: &mut Reading) {
    clean_author(reading);
    if reading.document.author.is_none() {
        let authors: Vec<&str> =
            reading.credits.iter().filter(|c| c.role == Role::Author).map(|c| c.name.as_str()).collect();
        reading.document.author = (!authors.is_empty()).then(|| authors.join(", "));
    }
    // A page may call itself by its section; whose address it has is surer.
    let addresses = [reading.document.canonical_url.as_deref(), reading.document.url.as_deref()];
    let site = addresses.into_iter().flatten().find_map(outlets::at_site);
    let named = reading.document.outlet.clone();
    let found = site.map(|o| (o.name.clone(), Origin::Url));
    let found = found.or(named.map(|name| (name, Origin::Metadata))).or_else(|| stated(reading));
    if let Some((name, origin)) = found {
        (reading.document.outlet, reading.document.outlet_from) = (Some(name), Some(origin));
    }
    apart(reading);
}

/// Who printed the text and for whom it was written. They are two where the page is of one outlet and the text names
/// another one as its source; and a site that writes nothing of its own is an aggregator whatever the text says.
fn apart(reading: &mut Reading) {
    let Some((outlet, origin)) = reading.document.outlet.clone().zip(reading.document.outlet_from) else { return };
    // "The Tarn Courier" and "Tarn Courier" are one.
    let is_same = |a: &str, b: &str| a.to_lowercase().contains(&b.to_lowercase());
    let source = named(reading, Role::Outlet, &["source-credit", "author-note", "outlet-line"]);
    let source = source.filter(|source| !is_same(source, &outlet) && !is_same(&outlet, source));
    let is_aggregator = outlets::known(&outlet).is_some_and(|o| o.is_aggregator);
    let is_printer = matches!(origin, Origin::Metadata | Origin::Url);
    if is_printer && (is_aggregator || source.is_some()) {
        reading.document.aggregator = Some(outlet);
        reading.document.original_outlet = source;
    } else if origin != Origin::Credit {
        reading.document.original_outlet = Some(outlet);
    }
}

/// "By Ada Lindqvist | Courier Staff" as a page declares it: the label and what stands behind the bar are no name.
fn clean_author(reading: &mut Reading) {
    let Some(declared) = reading.document.author.as_deref() else { return };
    let name = declared.split(" | ").next().unwrap_or(declared).trim();
    let at = words::author_in(name, reading.language());
    let name = at.map_or(name, |at| &name[at.range()]).to_string();
    reading.document.author = (!name.is_empty()).then_some(name);
}

/// A line at the edge of the text names its outlet; failing that, the agency of a dateline is who published it first.
fn stated(reading: &Reading) -> Option<(String, Origin)> {
    named(reading, Role::Outlet, &["outlet-line", "date-line", "byline"])
        .or_else(|| named(reading, Role::Outlet, &["rights", "author-note", "source-credit"]))
        .map(|name| (name, Origin::Stated))
        .or_else(|| named(reading, Role::Agency, &["dateline"]).map(|name| (name, Origin::Credit)))
}

/// The first credit of a role in debris of one of these reasons.
fn named(reading: &Reading, role: Role, reasons: &[&str]) -> Option<String> {
    let why_of = |credit: &Credit| {
        let before = reading.debris.partition_point(|d| d.at.end <= credit.at.start);
        reading.debris.get(before).filter(|d| d.at.contains(credit.at)).map(|d| d.why)
    };
    let is_there = |c: &&Credit| c.role == role && why_of(c).is_some_and(|why| reasons.contains(&why));
    reading.credits.iter().find(is_there).map(|c| c.name.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;

    fn check(line: &str, expected: Option<&str>) {
        assert_eq!(name_in(line, "en").map(|at| &line[at.range()]), expected, "{line}");
    }

    fn outlets(page: Option<&str>, text: &str) -> (Option<String>, Option<String>, Option<String>) {
        let document = Document { text: text.into(), outlet: page.map(Into::into), ..Document::default() };
        let mut reading = Reading::of(document);
        crate::reading::debris::find(&mut reading);
        crate::reading::layout::find(&mut reading);
        crate::reading::credits::find(&mut reading);
        let d = reading.document;
        (d.outlet, d.aggregator, d.original_outlet)
    }

    fn names(names: [&str; 3]) -> (Option<String>, Option<String>, Option<String>) {
        let [outlet, aggregator, original] = names.map(|n| (!n.is_empty()).then(|| n.to_string()));
        (outlet, aggregator, original)
    }

    const STORY: &str = "The harbour of Tarn was closed on Monday after two ships had collided in the fog.";

    #[test]
    fn an_aggregator_is_kept_apart_from_the_outlet_it_takes_from() {
        let credited = format!("{STORY}\nSource: Tarn Courier");
        assert_eq!(outlets(Some("Coast Digest"), &credited), names(["Coast Digest", "Coast Digest", "Tarn Courier"]));
        assert_eq!(outlets(Some("Tarn Courier"), &credited), names(["Tarn Courier", "", "Tarn Courier"]));
        assert_eq!(outlets(None, &credited), names(["Tarn Courier", "", "Tarn Courier"]));
        assert_eq!(outlets(Some("Google News"), STORY), names(["Google News", "Google News", ""]));
    }

    #[test]
    fn an_outlet_is_named_beside_its_section_or_the_day() {
        check("The Tarn Ledger | Markets", Some("The Tarn Ledger"));
        check("The Velmora Review, 26 October 2031", Some("The Velmora Review"));
        check("Oct. 22, 2031, 8:15 p.m. | Harbour Observer", Some("Harbour Observer"));
        check("Velmora Today with VPA", Some("Velmora Today"));
        check("Voice of Tarn", Some("Voice of Tarn"));
        check("© 2031 Tarn Courier. All rights reserved.", None);
        check("© 2031 Tarn Courier", Some("Tarn Courier"));
        check("Source: Voice of Tarn", Some("Voice of Tarn"));
        check("What the voice of Tarn said today", None);
        check("Tarn today", None);
        check("Review", None);
        check("", None);
    }
}
