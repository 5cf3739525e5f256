//! What figures measure and whether they fit together, told with sentences.

mod common;

use readout::facts::Facts;
use readout::record::Record;
use readout::record::difference::{Kind, Side, differences};

fn facts(pipeline: &parlance::Pipeline, text: &str) -> (readout::reading::Reading, Facts) {
    let report = common::report(common::document("example", Some("2031-06-10"), text), pipeline);
    (report.reading, report.facts)
}

/// The measure of the figure that is printed so.
fn measures(pipeline: &parlance::Pipeline, text: &str, printed: &str, expected: &str) {
    let (reading, facts) = facts(pipeline, text);
    let found = facts.figures.iter().find(|f| reading.printed(f.at) == printed);
    let measure = found.and_then(|f| f.measure.as_ref()).map(|(m, _)| m.as_str());
    assert_eq!(measure, Some(expected), "{text}");
}

fn record(pipeline: &parlance::Pipeline, texts: &[&str]) -> Record {
    let reports = texts
        .iter()
        .enumerate()
        .map(|(i, t)| common::report(common::document(&format!("text-{i}"), Some("2031-06-10"), t), pipeline));
    readout::reconcile(reports.collect())
}

/// The kinds of the conflicts between these texts.
fn conflicts(pipeline: &parlance::Pipeline, texts: &[&str], expected: &[&str]) {
    let record = record(pipeline, texts);
    let found: Vec<String> = record.conflicts.iter().map(|c| readout::json::key(c.kind)).collect();
    let why: Vec<&str> = record.conflicts.iter().map(|c| c.why.as_str()).collect();
    assert_eq!(found, expected, "{texts:?} {why:?}");
}

fn differ(pipeline: &parlance::Pipeline, a: &str, b: &str, expected: &[Kind]) {
    let read = |text: &str| readout::read(common::document("example", Some("2031-06-10"), text), pipeline);
    let (a_read, b_read) = (read(a), read(b));
    let side = |reading, text: &str| Side { reading, at: vec![readout::document::Span::new(0, text.len())] };
    let found: Vec<Kind> = differences(&side(&a_read, a), &side(&b_read, b)).iter().map(|d| d.kind).collect();
    assert_eq!(found, expected, "{a} | {b}");
}

#[test]
fn what_happened_to_people_is_the_measure_however_it_is_said() {
    let Some(p) = common::pipeline() else { return };
    measures(p, "The fire killed at least 12 people on Sunday.", "at least 12 people", "people killed");
    measures(p, "Twelve people died in the fire.", "Twelve people", "people died");
    measures(p, "The storm left 40 dead in two villages.", "40", "dead");
    measures(p, "At least 40 now lay dead.", "At least 40", "dead");
    measures(p, "Eighteen miners were seriously injured.", "Eighteen miners", "miners seriously injured");
    measures(p, "Police detained 31 protesters.", "31 protesters", "protesters arrested");
}

#[test]
fn a_verb_names_what_it_measures() {
    let Some(p) = common::pipeline() else { return };
    measures(p, "The bridge will cost $5 million.", "$5 million", "cost of bridge");
    measures(p, "The farmers put the damage at $9 million.", "$9 million", "damage");
    measures(p, "The council raised the fee to 15 percent.", "15 percent", "fee");
    measures(p, "Norland exported 3 million tons of grain.", "3 million tons", "grain exported");
    measures(p, "Sales rose by 5 percent.", "5 percent", "sale");
}

#[test]
fn a_change_is_held_against_its_own_two_levels() {
    let Some(p) = common::pipeline() else { return };
    let fits = "Orders fell 12.5 percent to $42 million from a revised $48 million, and were off 2.3 percent from $43 million.";
    conflicts(p, &[fits], &[]);
    conflicts(p, &["Rents rose by 50 percent to $120 from $100."], &["arithmetic"]);
    conflicts(p, &["The rate rose by 2 percentage points to 6 percent from 4 percent."], &[]);
}

#[test]
fn a_share_of_another_whole_proves_nothing() {
    let Some(p) = common::pipeline() else { return };
    let text = "The fund raised its stake to 466,000 shares, or 9.1 percent of the total, from 335,000 shares, or 6.7 percent.";
    conflicts(p, &[text], &[]);
}

#[test]
fn what_one_voice_says_of_two_periods_is_no_conflict() {
    let Some(p) = common::pipeline() else { return };
    conflicts(
        p,
        &[
            "Ada Lindqvist said that trade rose by 17 percent this year. Ada Lindqvist said that trade rose by 23 percent in February.",
        ],
        &[],
    );
}

#[test]
fn numbers_of_two_wordings_are_paired_by_value_then_by_unit() {
    let Some(p) = common::pipeline() else { return };
    differ(p, "Norland sold 24.7 million tons.", "Norland sold 25 million tons.", &[Kind::Rounding]);
    differ(p, "Norland sold 24 million tons.", "Norland sold 31 million tons.", &[Kind::Number]);
    differ(p, "Norland paid $5 million.", "Norland paid 5 million euros.", &[Kind::Unit]);
    differ(p, "Norland paid $5 million.", "Norland paid $5 million.", &[]);
    differ(p, "The bridge opened on 3 May.", "The bridge opened on 9 May.", &[Kind::Number]);
}

#[test]
fn what_was_done_is_not_what_will_be_done() {
    let Some(p) = common::pipeline() else { return };
    differ(p, "The council has approved the bridge.", "The council will approve the bridge.", &[Kind::Tense]);
    differ(
        p,
        "Kenya has sued Uganda over the wreck.",
        "Uganda has sued Kenya over the wreck.",
        &[Kind::Subject, Kind::Wording],
    );
}

#[test]
fn names_that_are_only_spelled_alike_stay_two() {
    let Some(p) = common::pipeline() else { return };
    let record = record(
        p,
        &["Maria Keller opened the bakery in Velm.", "Maria Kellner won the chess tournament of the northern schools."],
    );
    let people: Vec<&str> = record.entities.iter().map(|e| e.name.as_str()).filter(|n| n.contains("Kell")).collect();
    assert_eq!(people.len(), 2, "{people:?}");
    let looked = record.names.iter().find(|l| l.names.iter().all(|n| n.contains("Kell")));
    assert_eq!(looked.map(|l| l.verdict), Some(readout::value::who::Verdict::Unsure), "{looked:?}");
}

#[test]
fn whose_a_figure_is_stands_in_its_own_clause() {
    let Some(p) = common::pipeline() else { return };
    let of = |text: &str, printed: &str| {
        let (reading, facts) = facts(p, text);
        let figure = facts.figures.iter().find(|f| reading.printed(f.at) == printed).expect("the figure is printed");
        figure.of_names(&reading)
    };
    assert_eq!(of("France-Italy trade exceeded $19 billion.", "exceeded $19 billion"), ["France", "Italy"]);
    let elsewhere = "Imports rose by 4%, Ada Lindqvist told a conference in Lyon, a city in France.";
    assert_eq!(of(elsewhere, "4%"), [""; 0]);
    let second = "Trade will reach $60 billion, and freight through Italy will double to 9 million tons.";
    assert_eq!(of(second, "$60 billion"), [""; 0]);
}

#[test]
fn where_no_report_says_when_none_is_said_to_name_a_time() {
    let Some(p) = common::pipeline() else { return };
    let texts = [
        "Governor Rosa Quilca said 340 houses had been destroyed by the earthquake in Ancash.",
        "More than 400 houses were destroyed by the earthquake in Ancash, Governor Rosa Quilca said.",
    ];
    let notes: Vec<String> = record(p, &texts).entries.into_iter().filter_map(|e| e.note).collect();
    let expected = "340 houses and More than 400 houses: no report says for when, it may be for two times";
    assert_eq!(notes, [expected]);
}
