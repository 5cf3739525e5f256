//! Stories and copies of invented texts. The words are tokens of their own here: grammar is not asked.

use super::*;
use crate::document::{Document, Published, PublishedFrom, Span};
use crate::entry::Taking;
use crate::facts::Facts;
use crate::reading::Reading;
use crate::reading::syntax::{Labels, Sentence, Syntax, Token};

fn report(text: &str, published: Option<&str>) -> Report {
    let mut document = Document { text: text.into(), id: text.len().to_string(), ..Document::default() };
    document.published =
        Published { value: published.map(Into::into), from: published.map(|_| PublishedFrom::Given), at: None };
    let mut reading = Reading::of(document);
    let mut tokens = vec![];
    let mut start = 0;
    for word in text.split_inclusive(' ') {
        let bare = word.trim_end();
        let pos = if bare.len() > 3 { "NOUN" } else { "DET" };
        let i = tokens.len();
        let at = Span::new(start, start + bare.len());
        start += word.len();
        tokens.push(Token {
            at,
            lemma: "".into(),
            lower: bare.trim_matches(['.', ',']).to_lowercase().into(),
            head: i,
            sentence: 0,
            labels: Labels { pos: pos.into(), ..Labels::default() }.kept(),
        });
    }
    let sentences = vec![Sentence { tokens: 0..tokens.len(), block: 0, at: Span::new(0, text.len()) }];
    reading.syntax = Syntax::new(tokens, sentences);
    Report { reading, facts: Facts::default() }
}

fn stories_of(texts: &[(&str, Option<&str>)]) -> Vec<usize> {
    let reports: Vec<Report> = texts.iter().map(|(text, day)| report(text, *day)).collect();
    find(&reports).iter().map(|p| p.story).collect()
}

const VISIT: &str = "President Askarul visited Karsenne and met President Valdaric for talks about the river, the gas pipeline and the power plant.";
const AGAIN: &str = "In Karsenne the presidents Askarul and Valdaric held talks; gas, the pipeline and the river power plant were discussed by President Askarul.";
const STORM: &str = "A storm tore the roofs from houses along the northern coast, and fishermen were rescued by helicopters near Tarn harbour.";

#[test]
fn reports_of_one_visit_are_one_story_and_a_storm_is_another() {
    let day = Some("2031-11-09");
    assert_eq!(stories_of(&[(VISIT, day), (STORM, day), (AGAIN, Some("2031-11-10"))]), [0, 1, 0]);
}

#[test]
fn three_visits_in_three_novembers_are_three_stories() {
    let third = "For the third time President Valdaric received President Askarul in Karsenne: talks about gas, the pipeline, the river and the power plant.";
    let texts = [(VISIT, Some("2031-11-09")), (AGAIN, Some("2032-11-09")), (third, Some("2033-11-10"))];
    assert_eq!(stories_of(&texts), [0, 1, 2]);
}

#[test]
fn a_reprint_with_a_cut_is_a_copy_and_the_later_one_took_it() {
    let long = [VISIT, AGAIN, STORM].join(" ");
    let cut = [VISIT, AGAIN].join(" ");
    let reports = [report(&long, Some("2031-11-09")), report(&cut, Some("2031-11-10")), report(STORM, None)];
    let places = find(&reports);
    assert_eq!((places[0].copies.clone(), places[1].copies.clone()), (vec![1], vec![0]));
    assert_eq!(places[0].story, places[1].story);
    assert_eq!(places[1].taken_from.iter().map(|t| t.how).collect::<Vec<_>>(), [Taking::Reprint]);
    assert!(places[0].taken_from.is_empty());
}

const OWN: &str = "Farmers along the upper valley had waited for rain since the spring and drove their herds to the hills, where wells are deep and grass is still green for another month or so.";
const WIRE: &str = "Ministers of both countries opened the new lock on Monday after nine years of building and two floods that had carried away the first gates. The lock is two hundred metres long and lets ships of the largest class pass in half an hour, the port office said in its notice.";

#[test]
fn a_reprint_with_cuts_and_a_paragraph_of_its_own_took_the_passage_and_is_no_copy() {
    let source = [WIRE, STORM, AGAIN].join(" ");
    let mixed = [WIRE, OWN].join(" ");
    let reports = [report(&source, Some("2031-11-09")), report(&mixed, Some("2031-11-10"))];
    let places = find(&reports);
    assert!(places[0].copies.is_empty() && places[0].taken_from.is_empty());
    let taken = &places[1].taken_from[0];
    assert_eq!((taken.how, taken.from.as_str()), (Taking::Reprint, reports[0].reading.document.id.as_str()));
    assert_eq!(taken.passages, [Span::new(0, WIRE.len())]);
    assert_eq!(places[0].story, places[1].story);
}

#[test]
fn two_that_quote_the_same_speech_do_not_reprint_each_other() {
    let first = [AGAIN, "\u{201c}", WIRE, "\u{201d}"].join(" ");
    let second = [OWN, "\u{201c}", WIRE, "\u{201d}"].join(" ");
    let quoting = |text: &str, day: &str| {
        let mut report = report(text, Some(day));
        let at = Span::new(text.find('\u{201c}').unwrap_or(0), text.len());
        report.reading.quotations.push(crate::reading::Quotation { inside: at, at, inside_of: None, continues: false });
        report
    };
    let places = find(&[quoting(&first, "2031-11-09"), quoting(&second, "2031-11-10")]);
    assert!(places.iter().all(|p| p.taken_from.is_empty() && p.copies.is_empty()), "{places:?}");
}

#[test]
fn an_agency_is_known_by_its_first_letters() {
    assert!(chain::is_name("TNA", "Tarn News Agency") && chain::is_name("Tarn News Agency", "Tarn News Agency"));
    assert!(!chain::is_name("TN", "Tarn News") && !chain::is_name("TNB", "Tarn News Agency"));
}

#[test]
fn no_documents_have_no_stories() {
    assert!(find(&[]).is_empty());
    assert_eq!(stories_of(&[("", None), ("", None)]), [0, 1]);
}

/// A text whose times are those words, all in its head.
fn timed(text: &str, times: &[(&str, &str)]) -> Report {
    use crate::reading::times::{Anchor, Time, TimeKind};
    let mut report = report(text, None);
    for (printed, value) in times {
        let start = text.find(printed).unwrap_or(0);
        report.reading.times.push(Time {
            at: Span::new(start, start + printed.len()),
            kind: TimeKind::Date,
            value: Some((*value).into()),
            modifier: None,
            anchor: Anchor::None,
        });
    }
    report
}

fn stories_of_timed(texts: &[(&str, &[(&str, &str)])]) -> Vec<usize> {
    let reports: Vec<Report> = texts.iter().map(|(text, times)| timed(text, times)).collect();
    find(&reports).iter().map(|p| p.story).collect()
}

const SPRING: &str = "On March 3 President Askarul visited Karsenne and met President Valdaric for talks about the river, the gas pipeline and the power plant.";
const AUTUMN: &str = "On October 9 President Askarul visited Karsenne and met President Valdaric for talks about the river, the gas pipeline and the ferries.";
const NO_DAY: &str = "President Askarul met President Valdaric for talks about the river and the gas pipeline.";

#[test]
fn without_days_of_publication_two_visits_in_two_months_are_two_stories() {
    assert_eq!(
        stories_of_timed(&[
            (SPRING, &[("March 3", "XXXX-03-03")]),
            (AUTUMN, &[("October 9", "XXXX-10-09")]),
            (VISIT, &[]),
        ])[..2],
        [0, 1]
    );
}

#[test]
fn a_text_of_no_day_is_of_neither_story_where_two_look_like_it() {
    let found = stories_of_timed(&[
        (SPRING, &[("March 3", "XXXX-03-03")]),
        (AUTUMN, &[("October 9", "XXXX-10-09")]),
        (NO_DAY, &[]),
    ]);
    assert_eq!(found, [0, 1, 2]);
}

#[test]
fn a_text_of_no_day_is_of_the_only_story_that_is_like_it() {
    assert_eq!(stories_of_timed(&[(SPRING, &[("March 3", "XXXX-03-03")]), (NO_DAY, &[])]), [0, 0]);
}
