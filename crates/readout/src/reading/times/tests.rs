//! Expressions of time in sentences of our own, each with the value it must get.

use super::*;
use crate::document::Published;

/// Reads a text published on a day (or none) without grammar.
fn read(published: &str, text: &str) -> Vec<Time> {
    let published = Published { value: Some(published.to_string()).filter(|p| !p.is_empty()), ..Published::default() };
    let document = Document { text: text.into(), published, ..Document::default() };
    let mut reading = Reading::of(document);
    find(&mut reading);
    reading.times
}

/// What is found, as "characters = value; ...", in a text published on Wednesday, 14 May 2031.
fn check(text: &str, expected: &str) {
    check_on("2031-05-14", text, expected);
}

fn check_on(published: &str, text: &str, expected: &str) {
    let shown = |t: &Time| format!("{} = {}", &text[t.at.range()], t.value.as_deref().unwrap_or("-"));
    let found: Vec<String> = read(published, text).iter().map(shown).collect();
    assert_eq!(found.join("; "), expected, "{text}");
}

#[test]
fn a_date_is_read_in_every_english_form() {
    check("The bridge opened on 3 March 2029.", "3 March 2029 = 2029-03-03");
    check("The bridge opened on March 3rd, 2029.", "March 3rd, 2029 = 2029-03-03");
    check("It was signed on the 3rd of March.", "the 3rd of March = 2031-03-03");
    check("It was signed on Monday, March 3, 2031 in Oslo.", "Monday, March 3, 2031 = 2031-03-03");
    check("Updated 2031-04-02, first issued 12.11.2030.", "2031-04-02 = 2031-04-02; 12.11.2030 = 2030-11-12");
    check("The law of Sept. 9 stands.", "Sept. 9 = 2030-09-09");
    check("In March, 2029 the mine closed.", "March, 2029 = 2029-03");
}

#[test]
fn a_value_is_only_as_fine_as_the_text() {
    check("The port grew in 2029.", "2029 = 2029");
    check("The port grew in the 1990s.", "1990s = 199");
    check("A bell of the 12th century hangs there.", "12th century = 11");
    check("The port grew in January 2030.", "January 2030 = 2030-01");
}

#[test]
fn a_period_of_months_is_one_span() {
    check("Exports in January-August of this year rose.", "January-August of this year = 2031-01/2031-08");
    check("Exports from January to April 2030 rose.", "January to April 2030 = 2030-01/2030-04");
    check("They met on November 27-28.", "November 27-28 = 2030-11-27/2030-11-28");
    check("The season of 2029-30 was wet; in 2027–2029 it was dry.", "2029-30 = 2029/2030; 2027–2029 = 2027/2029");
}

#[test]
fn two_days_of_one_month_are_one_span() {
    check("They met on 3-4 March.", "3-4 March = 2031-03-03/2031-03-04");
    check("It ran from 3 to 4 March 2029.", "3 to 4 March 2029 = 2029-03-03/2029-03-04");
    check("It ran between 3 and 5 May.", "3 and 5 May = 2031-05-03/2031-05-05");
    check("It ran from March 3 to 5.", "March 3 to 5 = 2031-03-03/2031-03-05");
    check("It ran on 3 and 10 May 2030.", "10 May 2030 = 2030-05-10");
    check("It fell in the last week of July 2030.", "the last week of July 2030 = 2030-07-25/2030-07-31");
}

#[test]
fn parts_of_a_year_have_their_own_values() {
    check("In the first half of 2030 it fell.", "the first half of 2030 = 2030-H1");
    check(
        "Third-quarter sales rose; the fourth quarter was weak.",
        "Third-quarter = 2030-Q3; the fourth quarter = 2030-Q4",
    );
    check("Next year's first quarter looks better.", "Next year's first quarter = 2032-Q1");
    check("Sales in Q3 2029 fell.", "Q3 2029 = 2029-Q3");
    check(
        "She left last summer and was back in the winter of 2029.",
        "last summer = 2030-SU; the winter of 2029 = 2029-WI",
    );
    check("Fiscal 2030 ended badly.", "Fiscal 2030 = 2030");
    check("For the quarter ended March 31 it earned 3 crowns.", "the quarter = 2031-Q1; March 31 = 2031-03-31");
}

#[test]
fn relative_times_count_from_the_day_of_publication() {
    check("He came yesterday and leaves tomorrow.", "yesterday = 2031-05-13; tomorrow = 2031-05-15");
    check("Trade fell last year and last month.", "last year = 2030; last month = 2031-04");
    check(
        "They met last week, two weeks ago and ten days ago.",
        "last week = 2031-W19; two weeks ago = 2031-W18; ten days ago = 2031-05-04",
    );
    check("Early next year it opens.", "Early next year = 2032");
    check("It was said on Friday.", "Friday = 2031-05-09");
    check("The vote will be held on Friday.", "Friday = 2031-05-16");
    check("On Friday night it burned.", "Friday night = 2031-05-09TNI");
}

#[test]
fn without_a_day_of_publication_nothing_is_guessed() {
    check_on("", "It was signed on November 26, after last year's talks.", "November 26 = XXXX-11-26; last year = -");
    check_on("", "It opened on Friday in June 2030.", "Friday = XXXX-WXX-5; June 2030 = 2030-06");
    check_on("2030", "Trade fell last year and last month.", "last year = 2029; last month = -");
}

#[test]
fn a_story_counts_from_the_time_it_has_reached() {
    check(
        "The dam broke on 2 June 1987. The following day the town was empty.",
        "2 June 1987 = 1987-06-02; The following day = 1987-06-03",
    );
    check(
        "He came in 1995. That year the mill closed, and two years later the school.",
        "1995 = 1995; That year = 1995; two years later = 1997",
    );
    check(
        "Sales reached 5 in the third quarter, up from 4 a year earlier.",
        "the third quarter = 2030-Q3; a year earlier = 2029-Q3",
    );
}

#[test]
fn a_bare_day_in_a_paragraph_about_another_year_stays_uncertain() {
    check(
        "In January 2027 the miners struck. Nobody says what was agreed on October 24.",
        "January 2027 = 2027-01; October 24 = XXXX-10-24",
    );
    check(
        "In January 2027 the miners struck.\n\nHe spoke on April 24.",
        "January 2027 = 2027-01; April 24 = 2031-04-24",
    );
}

#[test]
fn durations_have_no_place_in_the_calendar() {
    check(
        "Over the last 10 months it took two and a half years.",
        "the last 10 months = P10M; two and a half years = P2Y6M",
    );
    check("A five-day trip took 36 hours more than planned.", "five-day = P5D; 36 hours = PT36H");
    check("After nearly three decades of peace, for years nobody cared.", "nearly three decades = P30Y; years = PXY");
    check("She is a 44-year-old nurse, 44 years old.", "");
}

#[test]
fn what_comes_again_is_a_set() {
    check("It runs daily, every Monday and twice a month.", "daily = P1D; every Monday = XXXX-WXX-1; a month = P1M");
    check("Two trains per day run on Sundays.", "per day = P1D; Sundays = XXXX-WXX-7");
}

#[test]
fn a_time_of_day_keeps_its_day() {
    check("The train left at 9 a.m. on 3 March 2031.", "9 a.m. on 3 March 2031 = 2031-03-03T09:00");
    check("The train left on Tuesday at 6:45 p.m.", "Tuesday at 6:45 p.m. = 2031-05-13T18:45");
    check(
        "It began at 0735 GMT on Monday and ended at noon.",
        "0735 GMT on Monday = 2031-05-12T07:35Z; noon = 2031-05-12T12:00",
    );
}

#[test]
fn an_open_end_is_told_by_its_modifier() {
    let modifier = |text: &str| read("2031-05-14", text).first().and_then(|t| t.modifier);
    assert_eq!(modifier("By 2035 it stands."), Some("BEFORE"));
    assert_eq!(modifier("From June 1, 2031 ships pay."), Some("START"));
    assert_eq!(modifier("Since 2019 it rained."), Some("START"));
    assert_eq!(modifier("Early next year it opens."), Some("START"));
    assert_eq!(modifier("It took nearly two years."), Some("APPROX"));
    assert_eq!(modifier("In 2019 it rained."), None);
}

#[test]
fn vague_times_are_references() {
    check(
        "Until now it was recently said that in the future all is well.",
        "Until now = PRESENT_REF; recently = PAST_REF; the future = FUTURE_REF",
    );
    check("In this very difficult time we stand together.", "this very difficult time = PRESENT_REF");
    check(
        "In recent years it grew; in the coming months it will fall.",
        "recent years = PAST_REF; the coming months = FUTURE_REF",
    );
}

#[test]
fn words_with_other_meanings_are_no_times() {
    check("You may march in second place before the fall of the king.", "");
    check("Flight 1951 carried 1990 people and 2,024 bags.", "");
    check("The Daily Courier is on sale, he told the programme Today.", "");
    check("The first half was dull, 27-28 people saw it.", "");
}

#[test]
fn no_text_makes_it_fail() {
    for text in [
        "",
        "   ",
        "é’s 24",
        "'90",
        "99999999999999999999 years ago",
        "in the year",
        "31 February 2031",
        "Q",
        "½ year ago",
        "the 99th century",
        "from to until 2000-",
    ] {
        read("2031-05-14", text);
        read("0001-01-01", text);
        read("9999-12-31", text);
    }
    read("2031-05-14", "9999 years ago and 99999 centuries later, 999999 weeks from now");
}

proptest::proptest! {
    #[test]
    fn any_soup_of_words_and_numbers_is_read_with_spans_of_its_own(words in proptest::collection::vec(SOUP, 0..40), noise in ".{0,40}") {
        let text = format!("{} {noise}", words.join(" "));
        for time in read("2031-05-14", &text) {
            assert!(text.get(time.at.range()).is_some_and(|printed| !printed.is_empty()), "{text}");
        }
    }
}

const SOUP: &str = "(the|last|next|year|month|week|quarter|of|in|from|to|-|–|/|,|\\.|'s|:|May|March|Friday|[0-9]{1,4}|1990s|ago|earlier|half|a|two|and|early|end|fiscal|night|a\\.m\\.|every|the year|first|third|BC|century)";
