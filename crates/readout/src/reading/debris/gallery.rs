//! Captions of a picture series, told by their numbers: "1/34 The bridge at dawn", "2/34 ...".

use super::lines::Line;
use crate::document::Span;

/// A shorter series may be the two parts of a post.
const FEWEST: u32 = 3;
/// A title before the first caption has at most so many words.
const TITLE: usize = 14;

/// The place of a picture in its series, and where it is printed in the line.
struct Place {
    at: Span,
    number: u32,
    of: u32,
}

/// Lines that begin with their number, where a neighbour of the series does too; and the title above them.
pub fn lines(lines: &[Line], whole: &mut [Option<&'static str>]) {
    let first: Vec<Option<Place>> =
        lines.iter().map(|line| places(line.text).into_iter().find(|p| p.at.start == 0)).collect();
    let follows = |a: usize, b: usize| match (first.get(a), first.get(b)) {
        (Some(Some(a)), Some(Some(b))) => a.of == b.of && a.number + 1 == b.number,
        _ => false,
    };
    for i in 0..lines.len() {
        if !follows(i, i + 1) && (i == 0 || !follows(i - 1, i)) {
            continue;
        }
        whole[i] = whole[i].or(Some("caption"));
        title(lines, i, first[i].as_ref(), whole);
    }
}

/// "34 show all The coast in pictures" above the first picture of 34, and the title above that, which it repeats.
fn title(lines: &[Line], caption: usize, place: Option<&Place>, whole: &mut [Option<&'static str>]) {
    let Some((place, above)) = place.filter(|p| p.number == 1).zip(caption.checked_sub(1)) else { return };
    let count = place.of.to_string();
    let Some(rest) = lines[above].text.strip_prefix(&count).filter(|_| lines[above].words <= TITLE) else { return };
    whole[above] = whole[above].or(Some("caption"));
    if let Some(before) = above.checked_sub(1).filter(|b| rest.ends_with(lines[*b].text)) {
        whole[before] = whole[before].or(Some("caption"));
    }
}

/// A series that was printed in one line, with the title before it, up to the end of the line.
pub fn inside(line: &Line) -> Option<Span> {
    let places = places(line.text);
    let start = places.iter().position(|p| p.number == 1)?;
    let series =
        places[start..].iter().zip(1..).take_while(|(p, number)| p.number == *number && p.of == places[start].of);
    if (series.count() as u32) < FEWEST {
        return None;
    }
    let before = &line.text[..places[start].at.start];
    let count = places[start].of.to_string();
    let is_title = before.split_whitespace().count() <= TITLE
        && before.split_whitespace().any(|word| word == count)
        && !before.contains(['.', '!', '?']);
    Some(line.place(Span::new(if is_title { 0 } else { places[start].at.start }, line.text.len())))
}

/// "7/34" between blanks.
fn places(text: &str) -> Vec<Place> {
    let mut out = vec![];
    let mut start = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        let bare = word.trim_end();
        let numbers = bare.split_once('/').and_then(|(n, of)| Some((number(n)?, number(of)?)));
        if let Some((number, of)) = numbers.filter(|(n, of)| (1..=*of).contains(n) && *of >= FEWEST) {
            out.push(Place { at: Span::new(start, start + bare.len()), number, of });
        }
        start += word.len();
    }
    out
}

fn number(digits: &str) -> Option<u32> {
    let is_plain =
        (1..=3).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit()) && !digits.starts_with('0');
    is_plain.then(|| digits.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    fn check(text: &str, expected: &[&str]) {
        let mut reading =
            super::super::Reading::of(crate::Document { text: text.into(), ..crate::Document::default() });
        super::super::find(&mut reading);
        let found: Vec<&str> =
            reading.debris.iter().filter(|d| d.why == "caption").map(|d| reading.printed(d.at)).collect();
        assert_eq!(found, expected, "{text}");
    }

    const STORY: &str =
        "The harbour of Tarn was closed on Monday after two ships had collided in the fog, the port office said.";

    #[test]
    fn captions_of_a_series_are_known_by_their_numbers() {
        let captions = "1/4 The two ships at dawn\n2/4 A diver goes down.\n3/4 The harbour office";
        let series = format!(
            "{STORY}\nThe coast in pictures\n4 show all The coast in pictures\n{captions}\n{STORY} It was open on Friday."
        );
        let mut expected = vec!["The coast in pictures", "4 show all The coast in pictures"];
        expected.extend(captions.lines());
        check(&series, &expected);
    }

    #[test]
    fn a_series_in_one_line_is_left_out_with_its_title() {
        let series = "Tarn harbour 3 show all Tarn harbour 1/3 The ships 2/3 A diver goes down 3/3 The office";
        check(&format!("{STORY}\n{series}\n{STORY} It was open on Friday."), &[series]);
        check(
            &format!("{STORY} 1/3 The ships 2/3 A diver 3/3 The office"),
            &["1/3 The ships 2/3 A diver 3/3 The office"],
        );
    }

    #[test]
    fn fractions_and_days_are_no_series() {
        check(
            &format!(
                "{STORY}\n1/2 of the ships are old, the office said on Tuesday in Tarn.\n2/3 of the crews are young, it said."
            ),
            &[],
        );
        check("She took 1/3 of the votes, he 2/3 of them, the office of Tarn said on the island at noon.", &[]);
    }
}
