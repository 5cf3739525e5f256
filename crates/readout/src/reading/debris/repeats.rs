//! Debris known by repeating another line of the same text: headlines printed twice, labels printed at every picture.

use super::lines::Line;
use crate::document::Span;
use std::collections::HashMap;

/// A line of so many words does not come twice by chance.
const UNLIKELY: usize = 4;
/// A label is so short, and stands so often.
const LABEL: usize = 3;
const OFTEN: usize = 4;
/// So many lines at the start may print the headline, once with a caption of so many words.
const HEAD: usize = 5;
const CAPTION: usize = 12;

pub fn lines(lines: &[Line], whole: &mut [Option<&'static str>]) {
    let mut seen: HashMap<&str, (usize, usize)> = HashMap::new();
    for (i, line) in lines.iter().enumerate().filter(|(_, line)| !line.folded.is_empty()) {
        let (first, count) = seen.entry(line.folded.as_str()).or_insert((i, 0));
        *count += 1;
        // A question may be asked again of somebody else, and who said one thing may have said another.
        if line.text.ends_with('?') || line.is_attribution() {
            continue;
        }
        if *count > 1 && line.words >= UNLIKELY && whole[i].is_none() {
            whole[i] = Some(if *first == 0 || i - *first < 3 && i < 5 { "repeated-headline" } else { "repeated-line" });
        }
    }
    for (line, why) in lines.iter().zip(whole) {
        let count = seen.get(line.folded.as_str()).map_or(0, |(_, count)| *count);
        let label = line.words <= LABEL
            && !line.is_sentence()
            && !line.text.ends_with(':')
            && line.text.chars().any(char::is_alphabetic);
        if why.is_none() && label && count >= OFTEN {
            *why = Some("repeated-line");
        }
    }
}

/// The headline once more with a caption behind it: "Tarn opens its bridge The bridge at dawn".
pub fn headline_and_caption(lines: &[Line], whole: &mut [Option<&'static str>]) {
    let Some(headline) = lines.iter().take(HEAD).find(|l| l.words >= UNLIKELY && !l.is_sentence()) else { return };
    for (line, why) in lines.iter().zip(whole).take(HEAD).filter(|(line, _)| line.at > headline.at) {
        let rest = line.folded.strip_prefix(headline.folded.as_str()).and_then(|rest| rest.strip_prefix(' '));
        let is_caption = |rest: &str| rest.split(' ').count() <= CAPTION;
        if why.is_none() && !line.is_sentence() && rest.is_some_and(is_caption) {
            *why = Some("repeated-headline");
        }
    }
}

/// The first line once more, where a day or a section was glued before it.
pub fn first_line_again(lines: &[Line], whole: &mut [Option<&'static str>]) {
    let Some(first) = lines.first() else { return };
    for (line, why) in lines.iter().zip(whole).take(HEAD).skip(1) {
        let is_end = !line.folded.is_empty() && first.folded.ends_with(&format!(" {}", line.folded));
        if why.is_none() && line.words >= UNLIKELY && is_end {
            *why = Some("repeated-line");
        }
    }
}

/// Lines that other articles of the outlet have too.
pub fn on_site(lines: &[Line], repeated: &[Span], whole: &mut [Option<&'static str>]) {
    for (line, why) in lines.iter().zip(whole) {
        if why.is_none() && repeated.binary_search(&line.at).is_ok() {
            *why = Some("repeated-on-site");
        }
    }
}
