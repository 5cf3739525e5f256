//! Captions of pictures told by whose the picture is: "(Jon Marr/Reuters)" behind them, "Reuters The harbour at dawn" before.

use super::super::credits::{outlets, words};
use super::lines::{Line, is_quotation_mark};
use super::phrases;
use crate::document::Span;

/// A caption has no more words: a longer line is a paragraph with a caption behind it.
const LONGEST: usize = 80;
/// The bracket with the owner has no more.
const BRACKET: usize = 8;
/// A line of so few words may be nothing but the names.
const NAMES: usize = 6;
/// So many captions of one text begin with an owner.
const OFTEN: usize = 2;

pub fn lines(lines: &[Line], language: &str, whole: &mut [Option<&'static str>]) {
    let is_open = |i: &usize, whole: &[Option<&'static str>]| {
        whole[*i].is_none() && !lines[*i].is_sentence() && owner_before(lines[*i].text).is_some()
    };
    let glued: Vec<usize> = (0..lines.len()).filter(|i| is_open(i, whole)).collect();
    for i in 0..lines.len() {
        let is_caption = is_credited(&lines[i], language) || is_owner_alone(&lines[i]);
        if whole[i].is_none() && (is_caption || i > 0 && is_with_an_agency(&lines[i])) {
            whole[i] = Some("caption");
        }
    }
    for i in glued.iter().copied() {
        let rest = owner_before(lines[i].text).map_or("", |end| &lines[i].text[end..]);
        if whole[i].is_none() && lines[i].words > 3 && (glued.len() >= OFTEN || opens_with_an_article(rest, language)) {
            whole[i] = Some("caption");
        }
    }
}

/// "Reuters The harbour was closed." The owner of the picture above stands before the sentence, and is no part of it.
pub fn inside(line: &Line, language: &str) -> Vec<(Span, &'static str)> {
    let owner = owner_before(line.text).filter(|end| opens_with_an_article(&line.text[*end..], language));
    let before = owner.filter(|_| line.is_sentence()).map(|end| (line.place(Span::new(0, end)), "agency-line"));
    let credit = credit_behind(line, language).map(|at| (line.place(at), "caption"));
    let before = before.into_iter().chain(credit);
    let behind = bracket(line.text).filter(|at| is_credit(&line.text[at.range()], language));
    before.chain(behind.map(|at| (line.place(at), "caption"))).collect()
}

/// A credit behind the last sentence of a line has no more words.
const CREDIT: usize = 10;

/// "... was closed. Photo: Jon Marr", "... was closed. — AFP pic", "... was closed. --VPA": whose the words or the picture are.
fn credit_behind(line: &Line, language: &str) -> Option<Span> {
    let end = line.text.trim_end_matches('.').len();
    let stop = line.text[..end].rfind(['.', '”', '"', '!', '?'])?;
    let stop = stop + line.text[stop..].chars().next()?.len_utf8();
    let printed = line.text[stop..].trim();
    let bare = printed.trim_start_matches(['-', '–', '—', '―', ' ']);
    let words: Vec<&str> = bare.split_whitespace().collect();
    if words.is_empty() || words.len() > CREDIT || !line.text[stop..].starts_with(' ') {
        return None;
    }
    let is_word = |w: &str| phrases::is_of_a_caption(&w.trim_end_matches(':').to_lowercase(), language);
    let labelled = words.len() > 1 && words[0].ends_with(':') && is_word(words[0]);
    let (name, last) = words.split_at(words.len() - usize::from(words.last().is_some_and(|w| is_word(w))));
    let is_agency = outlets::known(&name.join(" ")).is_some_and(|o| o.is_agency) && name.len() < 4;
    let dashed = bare.len() < printed.len();
    let signed = is_agency && (dashed || !last.is_empty());
    (labelled || signed).then(|| Span::new(line.text.len() - line.text[stop..].trim_start().len(), line.text.len()))
}

/// "The bridge at dawn. (Jon Marr/Reuters)"
fn is_credited(line: &Line, language: &str) -> bool {
    line.words <= LONGEST && bracket(line.text).is_some_and(|at| is_credit(&line.text[at.range()], language))
}

/// "Two captains leave the port office (VPA)": no sentence and no headline, for the headline stands above it.
fn is_with_an_agency(line: &Line) -> bool {
    let Some(at) = bracket(line.text).filter(|at| at.start > 0) else { return false };
    let name = line.text[at.range()].trim_matches(['(', ')', '[', ']', ' ']);
    line.words > NAMES && !line.is_sentence() && !super::lines::ends_sentence(&line.text[..at.start]) && is_owner(name)
}

/// The bracket with which a line ends.
fn bracket(text: &str) -> Option<Span> {
    let end = text.trim_end_matches(['.', ' ']).len();
    let open = match text[..end].chars().next_back()? {
        ')' => '(',
        ']' => '[',
        _ => return None,
    };
    text[..end].rfind(open).map(|start| Span::new(start, end))
}

/// A photographer and an agency, or a word for pictures beside a name.
fn is_credit(bracket: &str, language: &str) -> bool {
    let inside = bracket.trim_matches(['(', ')', '[', ']', ' ']);
    let words: Vec<&str> = inside.split_whitespace().collect();
    if words.is_empty() || words.len() > BRACKET {
        return false;
    }
    let bare = |w: &str| w.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let is_word = |w: &&str| phrases::is_of_a_caption(&bare(w), language);
    let is_name = |w: &&str| w.starts_with(char::is_uppercase) && !is_word(w);
    words.iter().any(is_word) && (words.iter().all(is_word) || words.iter().any(is_name)) || is_of_two(inside)
}

/// "Jon Marr/Reuters": names on both sides of a stroke, one of them an agency's; "AFP/dpa" is two agencies of a text.
fn is_of_two(printed: &str) -> bool {
    let parts: Vec<&str> = printed.split('/').map(str::trim).collect();
    let is_owner = |part: &&str| outlets::known(part).is_some() || outlets::is_of_pictures(part);
    let is_agency = |part: &&str| outlets::known(part).is_some_and(|o| o.is_agency);
    let starts = |part: &&str| part.starts_with(|c: char| c.is_uppercase() || c.is_numeric());
    (2..=4).contains(&parts.len())
        && parts.iter().all(|p| starts(p) && p.split_whitespace().count() <= 4)
        && parts.iter().any(is_owner)
        && !parts.iter().all(is_agency)
}

/// The names alone on a line: "Jon Marr/Reuters".
fn is_owner_alone(line: &Line) -> bool {
    line.words <= NAMES && !line.is_sentence() && is_of_two(line.text)
}

/// Where the owner ends with which a line begins: an agency, its letters before its name, or whoever deals in pictures.
fn owner_before(text: &str) -> Option<usize> {
    let mut ends = text.match_indices(' ').map(|(i, _)| i).take(5).collect::<Vec<_>>();
    ends.reverse();
    let end = ends.into_iter().find(|end| is_owner(&text[..*end]))?;
    let rest = text[end..].trim_start();
    rest.starts_with(|c: char| c.is_uppercase() || is_quotation_mark(c)).then_some(text.len() - rest.len())
}

fn is_owner(printed: &str) -> bool {
    let is_agency = |name: &str| outlets::known(name).is_some_and(|o| o.is_agency) || outlets::is_of_pictures(name);
    is_agency(printed)
        || printed.split_once(':').is_some_and(|(letters, name)| is_agency(letters) && is_agency(name))
        || printed.split_once(" - ").is_some_and(|(name, role)| {
            outlets::is_of_pictures(name) && !role.contains(' ') && role.starts_with(char::is_uppercase)
        })
}

fn opens_with_an_article(rest: &str, language: &str) -> bool {
    let first = rest.split(' ').next().unwrap_or_default();
    first.starts_with(char::is_uppercase) && words::of(language).articles.contains(&first.to_lowercase())
}

#[cfg(test)]
mod tests {
    fn check(text: &str, expected: &[(&str, &str)]) {
        let mut reading =
            super::super::Reading::of(crate::Document { text: text.into(), ..crate::Document::default() });
        super::super::find(&mut reading);
        let found: Vec<(&str, &str)> = reading.debris.iter().map(|d| (reading.printed(d.at), d.why)).collect();
        assert_eq!(found, expected, "{text}");
    }

    const STORY: &str = "The harbour of Tarn was closed on Monday after two ships had collided in the fog.";

    #[test]
    fn the_owner_before_a_caption_gives_it_away() {
        let one = "Reuters The harbour of Tarn at dawn";
        check(&format!("{STORY}\n{one}\n{STORY} Twice."), &[(one, "caption")]);
        let two = ["Splash News Two captains leave the port office", "AP:Associated Press Divers search the wreck"];
        check(&format!("{STORY}\n{}\n{STORY} Twice.\n{}", two[0], two[1]), &[(two[0], "caption"), (two[1], "caption")]);
        check(&format!("{STORY}\nReuters The port was open again on Friday."), &[("Reuters", "agency-line")]);
    }

    #[test]
    fn an_agency_that_does_something_is_read() {
        check(&format!("{STORY}\nReuters journalists were not let in\n{STORY} Twice."), &[]);
        check(&format!("{STORY}\nReuters Opens Office in Tarn\n{STORY} Twice."), &[]);
        check("AP reporters saw both ships on Tuesday.", &[]);
    }

    #[test]
    fn the_owner_behind_a_caption_gives_it_away() {
        let caption = "Two captains leave the port office in Tarn. One of them is to be heard. (Jon Marr/Reuters)";
        check(&format!("{STORY}\n{caption}\n{STORY} Twice."), &[(caption, "caption")]);
        check(&format!("{STORY}\nJon Marr/AP\n{STORY} Twice."), &[("Jon Marr/AP", "caption")]);
        let caption = "Two captains leave the port office in Tarn on Monday (AP)";
        check(&format!("{STORY}\n{caption}\n{STORY} Twice."), &[(caption, "caption")]);
        check(
            &format!("{STORY}\nThe bridge. [File Photo]\n{STORY} Twice."),
            &[("The bridge. [File Photo]", "caption")],
        );
        let long = format!("{} (Courier photo)", [STORY; 9].join(" "));
        check(&long, &[("(Courier photo)", "caption")]);
    }

    #[test]
    fn a_bracket_of_another_kind_is_read() {
        check(&format!("{STORY} He showed them the letter (and a photo)."), &[]);
        check(&format!("{STORY} The two sides disagree (and/or do not)."), &[]);
        check(&format!("{STORY} The port office said so (Reuters)."), &[]);
    }

    #[test]
    fn whose_a_picture_is_may_stand_behind_a_sentence() {
        check(&format!("{STORY} Photo: Jon Marr, Tarn"), &[("Photo: Jon Marr, Tarn", "caption")]);
        check(&format!("{STORY} --Reuters"), &[("--Reuters", "caption")]);
        check(&format!("{STORY} — AFP pic"), &[("— AFP pic", "caption")]);
        check(&format!("{STORY} Photos of it were shown"), &[]);
        check(&format!("{STORY} Reuters"), &[]);
    }
}
