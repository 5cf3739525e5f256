//! Texts with every form of quotation mark, and what stands between them.

use super::{marks, pairs};
use crate::document::Span;

/// The insides of all quotations, outer first, then the number of odd marks.
fn check(text: &str, expected: &[&str], odd: usize) {
    check_before(text, false, expected, odd);
}

fn check_before(text: &str, goes_on: bool, expected: &[&str], odd: usize) {
    let block = Span::new(0, text.len());
    let goes_on = goes_on.then_some(marks::Family::Double);
    let found = pairs::of(text, &marks::in_block(text, block), block, goes_on);
    let insides: Vec<&str> = found.quotations.iter().map(|q| &text[q.inside.range()]).collect();
    assert_eq!(insides, expected, "{text}");
    assert_eq!(found.odd.len(), odd, "odd marks of {text}");
}

#[test]
fn every_form_of_mark_pairs() {
    check("“The dam holds,” she said.", &["The dam holds,"], 0);
    check("\"The dam holds,\" she said.", &["The dam holds,"], 0);
    check("''The dam holds,'' she said.", &["The dam holds,"], 0);
    check("``The dam holds,'' she said.", &["The dam holds,"], 0);
    check("„The dam holds“, she said.", &["The dam holds"], 0);
    check("„The dam holds”, she said.", &["The dam holds"], 0);
    check("«The dam holds», she said.", &["The dam holds"], 0);
    check("»The dam holds«, she said.", &["The dam holds"], 0);
    check("‘The dam holds,’ she said.", &["The dam holds,"], 0);
    check("'The dam holds,' she said.", &["The dam holds,"], 0);
    check("“The dam holds,\" she said.", &["The dam holds,"], 0);
}

#[test]
fn apostrophes_feet_and_inches_are_no_marks() {
    check("The miners’ union and the mayor's office don't agree.", &[], 0);
    check("He is 6'2\" tall, the summer of '98 was wet.", &[], 0);
    check("“The miners’ union won’t yield,” he said.", &["The miners’ union won’t yield,"], 0);
    check("‘The miners’ union won’t yield,’ he said.", &["The miners’ union won’t yield,"], 0);
}

#[test]
fn a_straight_mark_behind_a_year_closes() {
    check("She called it \"the flood of 2016\" twice.", &["the flood of 2016"], 0);
}

#[test]
fn nested_quotations_know_their_outer_one() {
    let text = "“He told me ‘never again’ and left,” she said.";
    let block = Span::new(0, text.len());
    let found = pairs::of(text, &marks::in_block(text, block), block, None);
    assert_eq!(found.quotations[1].inside_of, Some(0));
    check(text, &["He told me ‘never again’ and left,", "never again"], 0);
}

#[test]
fn an_odd_mark_is_a_gap_and_takes_nothing_with_it() {
    check("The dam holds,” she said. “We wait,” he said.", &["We wait,"], 1);
    check("“The dam holds, she said.", &[], 1);
    check("\"The dam holds, she said \"We wait,\" he said.", &["We wait,"], 1);
}

#[test]
fn doubled_marks_are_one() {
    check("““The dam holds,” she said.", &["The dam holds,"], 0);
    check("““The dam holds,”” she said.", &["“The dam holds,”", "The dam holds,"], 0);
}

#[test]
fn a_name_in_reversed_marks_stays_inside() {
    check("“The firm”Aurora“is ready,” he said.", &["The firm”Aurora“is ready,", "Aurora"], 0);
}

#[test]
fn one_mark_may_close_two_quotations() {
    check(
        "“We hope for a “long calm,” she said and spoke of a “new age.”",
        &["We hope for a “long calm,", "long calm,", "new age."],
        0,
    );
}

#[test]
fn a_quotation_goes_on_when_the_next_paragraph_opens_again() {
    check_before("“The dam holds. It always has.", true, &["The dam holds. It always has."], 0);
}

#[test]
fn a_mark_glued_to_the_next_word_still_closes() {
    check("He read “The Morning”aloud, then “The Evening”.", &["The Morning", "The Evening"], 0);
}

#[test]
fn a_mark_opened_again_behind_a_full_stop_continues_the_quotation() {
    check("\"The dam holds. \"It always has,\" she said.", &["The dam holds.", "It always has,"], 0);
    check("“The dam holds. “It always has,” she said.", &["The dam holds.", "It always has,"], 0);
}
