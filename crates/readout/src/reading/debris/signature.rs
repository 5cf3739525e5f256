//! Lines that say who wrote the text and when it came out: bylines, agency lines, lines with a day.

use super::super::credits::{outlets, publisher, words};
use super::super::times::date_in;
use super::issued;
use super::lines::Line;

/// Lines of this many at the start and at the end are looked at.
pub const HEAD: usize = 7;
const TAIL: usize = 30;
/// A byline or a line with a day has no more words.
const LONGEST: usize = 16;

pub fn lines(lines: &[Line], language: &str, whole: &mut [Option<&'static str>]) {
    let tail = start_of_tail(lines, whole);
    for i in 0..lines.len() {
        if whole[i].is_some() || lines[i].words > LONGEST || lines[i].folded.is_empty() {
            continue;
        }
        whole[i] = reason(&lines[i], i < HEAD, i >= tail, i == 0, language);
        if i == 0 && issued::is_above_a_headline(&lines[i], lines.get(1), language) {
            whole[i] = Some("date-line");
        }
    }
    names_above(lines, language, whole);
    // The name of the outlet opens the page where another line of the page's stands below it.
    let page_below = whole.get(1).is_some_and(Option::is_some) && whole[0].is_none();
    if page_below && outlet_line(&lines[0], language) {
        whole[0] = Some("outlet-line");
    }
}

/// "Ada Lindqvist" under the headline, above the outlet or the day.
fn names_above(lines: &[Line], language: &str, whole: &mut [Option<&'static str>]) {
    for i in 1..HEAD.min(lines.len().saturating_sub(1)) {
        // The first words under the headline's author may be those of a dateline.
        let is_author = is_name(lines[i].text) && super::dateline(lines[i + 1].text, language).is_some();
        let is_above = is_author || matches!(whole[i + 1], Some("outlet-line" | "date-line" | "agency-line"));
        if !is_above || whole[i].is_some() {
            continue;
        }
        if is_tags(lines[i].text) {
            whole[i] = Some("navigation");
            continue;
        }
        let letters = is_letters(lines[i].text).then_some("agency-line");
        whole[i] = if is_name(lines[i].text) { Some("byline") } else { letters };
    }
}

/// "–Ada Lindqvist" under the text.
fn name_behind_a_dash(printed: &str) -> bool {
    printed.strip_prefix(['–', '—', '-', '―']).is_some_and(|name| is_name(name.trim_start()))
}

/// "Osmeria, Norland": words that a page files its text under.
fn is_tags(printed: &str) -> bool {
    const TAG: usize = 3;
    let is_tag = |part: &str| {
        let words: Vec<&str> = part.split_whitespace().collect();
        (1..=TAG).contains(&words.len()) && words.iter().all(|w| w.starts_with(char::is_uppercase) && !w.contains('.'))
    };
    let count = printed.split(", ").count();
    (2..=6).contains(&count) && printed.split(", ").all(is_tag)
}

/// "VPA": the letters of an agency that no list has.
fn is_letters(printed: &str) -> bool {
    (2..=7).contains(&printed.chars().count()) && printed.chars().all(char::is_uppercase)
}

/// Two or three words that begin as names do, and nothing else.
fn is_name(printed: &str) -> bool {
    let is_part = |w: &str| {
        w.chars().next().is_some_and(char::is_uppercase)
            && w.chars().any(char::is_lowercase)
            && w.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’'))
    };
    (2..=3).contains(&printed.split(' ').count()) && printed.split(' ').all(is_part)
}

fn reason(line: &Line, is_head: bool, is_tail: bool, is_first: bool, language: &str) -> Option<&'static str> {
    if agency_line(line) && (is_tail || is_head) {
        return Some("agency-line");
    }
    if is_head && words::byline(line.text, language).is_some()
        || is_tail && words::signature(line.text, language).is_some()
    {
        return Some("byline");
    }
    if !is_first && source_line(line, language) {
        return Some("author-note");
    }
    if is_tail && name_behind_a_dash(line.text) {
        return Some("byline");
    }
    // "The Tarn Review, 3 March 2031" is no town and its day.
    let names_outlet = || publisher::name_in(line.text, language).is_some();
    let alone = || super::dateline::is_alone(line.text) && !is_day_alone(line.text, language);
    if is_head && !is_first && alone() && !names_outlet() {
        return Some("dateline");
    }
    if is_head && !is_first && line.text.strip_suffix(':').is_some_and(|n| outlets::known(n.trim()).is_some()) {
        return Some("agency-line");
    }
    if (is_head && !is_first || is_tail) && date_line(line, language)
        || is_head && !is_first && day_among(line, language) && !names_outlet()
    {
        return Some("date-line");
    }
    // A day and nothing else above the headline.
    if is_first && is_day_alone(line.text, language) {
        return Some("date-line");
    }
    if is_head && !is_first && desk(line, language) {
        return Some("byline");
    }
    if is_head && (breadcrumbs(line) || languages(line)) {
        return Some("navigation");
    }
    (is_head && !is_first && outlet_line(line, language)).then_some("outlet-line")
}

/// "Home / World / Osmeria": short names between the marks of a path, which may end with the headline.
fn breadcrumbs(line: &Line) -> bool {
    let marks: &[&str] = &[" / ", " > ", " › ", " » ", " → ", " | ", " · ", " • "];
    let is_path = |mark: &&str| {
        let parts: Vec<&str> = line.text.split(mark).collect();
        let is_short = |p: &&str| (1..=3).contains(&p.split_whitespace().count()) && !p.contains(['.', ',', '"', '“']);
        let (headline, above) = parts.split_last().unwrap_or((&"", &[]));
        let is_headline = is_short(headline) || above.len() >= 2 && !line.is_sentence();
        parts.len() >= 3
            && above.iter().all(is_short)
            && is_headline
            && parts.iter().all(|p| p.starts_with(char::is_uppercase))
    };
    marks.iter().any(is_path)
}

/// "ua en ru": codes of the languages that a page has.
fn languages(line: &Line) -> bool {
    let is_code = |w: &str| w.len() == 2 && w.chars().all(|c| c.is_ascii_alphabetic());
    line.words >= 3 && line.folded.split(' ').all(is_code)
}

/// The name of the outlet, alone, before its section, or with the agency that it used.
fn outlet_line(line: &Line, language: &str) -> bool {
    const LONGEST: usize = 8;
    if line.is_sentence() || line.words > LONGEST || line.is_quoted() {
        return false;
    }
    publisher::name_in(line.text, language).is_some_and(|name| {
        let rest = format!("{}{}", &line.text[..name.start], &line.text[name.end..]);
        rest.split_whitespace().all(|w| !w.starts_with(char::is_lowercase) || words::is_beside(w, language))
    })
}

/// Behind the last paragraph, and the first lines of a text of one paragraph are its head.
fn start_of_tail(lines: &[Line], whole: &[Option<&'static str>]) -> usize {
    let is_read = |i: &usize| whole[*i].is_none() && lines[*i].is_paragraph();
    (0..lines.len()).rev().take(TAIL).find(is_read).map_or(lines.len(), |l| l + 1)
}

/// "Sunday, 3 March 2031, 10:20 am": no word of a headline stands beside the day.
fn is_day_alone(printed: &str, language: &str) -> bool {
    let Some((at, value)) = date_in(printed, language).filter(|(_, value)| value.len() == 10) else { return false };
    let behind = &printed[at.end..];
    let rest = &behind[issued::hour(behind)..];
    let before = printed[..at.start].trim_end_matches([',', ' ']);
    let is_word = !before.contains(char::is_whitespace) && before.chars().all(char::is_alphabetic);
    value.starts_with(|c: char| c.is_ascii_digit()) && is_word && !rest.chars().any(char::is_alphanumeric)
}

/// "Friday 12 March 2031 | World", "The weekly for shipowners - 17 March 2031": the day between what a page says of itself.
fn day_among(line: &Line, language: &str) -> bool {
    const LONGEST: usize = 5;
    const MARKS: &[&str] = &[" | ", " · ", " • ", " - ", " – ", " — ", "   ", "\t"];
    if line.is_sentence() || line.is_quoted() {
        return false;
    }
    let parts = |mark: &&&str| line.text.split(**mark).map(str::trim).filter(|p| !p.is_empty()).collect::<Vec<&str>>();
    let is_short = |part: &&str| part.split_whitespace().count() <= LONGEST;
    let has_day = |parts: Vec<&str>| {
        parts.len() > 1 && parts.iter().all(is_short) && parts.iter().any(|part| is_day_alone(part, language))
    };
    MARKS.iter().any(|mark| has_day(parts(&mark)))
}

/// "Reuters Staff", "Staff Correspondent, courier.example": an outlet or its address, and who writes there.
fn desk(line: &Line, language: &str) -> bool {
    const LONGEST: usize = 6;
    if line.is_sentence() || line.words > LONGEST {
        return false;
    }
    let bare = |w: &str| w.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let is_desk = |w: &&str| words::of(language).desk.contains(&bare(w));
    let (desk, rest): (Vec<&str>, Vec<&str>) = line.text.split_whitespace().partition(is_desk);
    let name = rest.join(" ");
    let name = name.trim_matches([',', ' ', '-', '–', '|']);
    let is_site = name.split_once('.').is_some_and(|(a, b)| a.len() > 2 && b.len() > 1 && !name.contains(' '));
    !desk.is_empty() && (is_site || outlets::known(name).is_some())
}

/// "Source: Reuters", under a picture or under the text.
fn source_line(line: &Line, language: &str) -> bool {
    let Some((label, name)) = line.text.split_once(':') else { return false };
    let name = name.trim().trim_end_matches('.');
    words::is_outlet_cue(&label.trim().to_lowercase(), language) && outlets::known(name).is_some()
}

/// The name of an agency and nothing else, or agencies in brackets behind a reporter's letters: "jm/dm (VPA, dpa)".
fn agency_line(line: &Line) -> bool {
    let bare = line.text.trim_matches(|c: char| matches!(c, '(' | ')' | '[' | ']' | '-' | '–' | '—' | '.' | ' '));
    if bare.split([',', '/', '|', ';']).all(|n| outlets::known(n.trim()).is_some_and(|o| o.is_agency)) {
        return true;
    }
    let Some((before, inside)) = line.text.trim_end_matches('.').strip_suffix(')').and_then(|t| t.rsplit_once('('))
    else {
        return false;
    };
    before.split_whitespace().count() <= 1
        && inside.split([',', '/', ';']).all(|n| outlets::known(n.trim()).is_some_and(|o| o.is_agency))
}

/// A day of its own on a line, or behind "published" and "updated", or beside the name of an outlet.
fn date_line(line: &Line, language: &str) -> bool {
    if line.is_sentence() && line.words > 6 || line.is_attribution() {
        return false;
    }
    let labelled = words::date_label(&line.folded, language);
    let Some((at, value)) = date_in(line.text, language) else {
        return labelled && line.text.chars().any(|c| c.is_ascii_digit());
    };
    let outlet = publisher::name_in(line.text, language).map_or(0, |name| line.text[name.range()].split(' ').count());
    // The hour behind the day belongs to it.
    let day = &line.text[at.start..at.end + issued::hour(&line.text[at.end..])];
    let rest = line.words.saturating_sub(day.split_whitespace().count() + outlet);
    value.len() == 10 && (labelled || rest <= 3)
}
