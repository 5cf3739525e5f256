//! A figure that the sources give, but for another time, of somebody else, or for something else.

use crate::check::judge::{Found, Judge};
use crate::check::{Claim, Evidence, Finding, Level, Outcome, Relation};
use crate::facts::figure::Figure;
use crate::reading::amounts::Kind;
use crate::value::amount::{Quantity, plain};
use crate::value::when;
use crate::value::who::{Verdict, compare};

/// A number with fewer digits that mean something stands for many things.
const DIGITS: usize = 3;

/// Where the same number stands only with another time, party or measure.
pub fn check(judge: &Judge, figure: &Figure) -> Option<Finding> {
    if !is_telling(figure) {
        return None;
    }
    let mut found: Option<(Outcome, Evidence)> = None;
    for (doc, report) in judge.record.reports.iter().enumerate().filter(|(doc, _)| *doc != judge.number) {
        for other in report.facts.figures.iter().filter(|f| is_one_number(&f.quantity, &figure.quantity)) {
            let outcome = difference(judge, figure, doc, other)?;
            let evidence = Evidence { doc, at: other.at, relation: Relation::Altered };
            if found.as_ref().is_none_or(|(known, _)| outcome < *known) {
                found = Some((outcome, evidence));
            }
        }
    }
    let (outcome, evidence) = found?;
    let of = Found { claim: Claim::Figure, outcome, level: Level::Warning };
    Some(judge.finding(figure.at, judge.sentence_of(figure.at), of, vec![], vec![evidence]))
}

/// Money, a share or many digits: not a number that anything may have.
fn is_telling(figure: &Figure) -> bool {
    let digits = plain(figure.quantity.value).trim_end_matches('0').chars().filter(char::is_ascii_digit).count();
    digits >= DIGITS && figure.measured.is_some() && figure.kind != Kind::Age
}

fn is_one_number(a: &Quantity, b: &Quantity) -> bool {
    a.value == b.value && a.unit == b.unit && a.high == b.high
}

/// What the same number is given for there; `None` where it may be the same thing.
fn difference(judge: &Judge, figure: &Figure, doc: usize, other: &Figure) -> Option<Outcome> {
    let (mine, theirs) = (figure.measured.as_ref()?, other.measured.as_ref()?);
    let is_period = |a: &String, b: &String| when::agree(a, b) == when::Agreement::Disjoint;
    if mine.head != theirs.head && mine.key.is_disjoint(&theirs.key) {
        return Some(Outcome::OtherMeasure);
    }
    if figure.period_value.as_ref().zip(other.period_value.as_ref()).is_some_and(|(a, b)| is_period(a, b)) {
        return Some(Outcome::OtherPeriod);
    }
    let (of_mine, of_theirs) = (figure.of_names(judge.draft), other.of_names(judge.reading(doc)));
    let are_strangers = |a: &String| of_theirs.iter().all(|b| compare(a, b).verdict == Verdict::Different);
    let is_of_others = !of_mine.is_empty() && !of_theirs.is_empty() && of_mine.iter().all(are_strangers);
    is_of_others.then_some(Outcome::OtherParty)
}
