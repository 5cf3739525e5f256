//! A figure that the sources give, but for another time, of somebody else, or for something else.

use crate::check::held::amounts::kind;
use crate::check::judge::{Found, Judge};
use crate::check::{Claim, Difference, Evidence, Finding, Kind as Differs, Level, Outcome, Relation};
use crate::facts::figure::{Figure, Measure};
use crate::reading::amounts::Kind;
use crate::reading::{Amount, Reading};
use crate::value::amount::{self, Bound, Quantity, agree, plain};
use crate::value::when;
use crate::value::who::{Verdict, compare};
use std::collections::BTreeSet;

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

/// The number belongs to another thing, party or time there, and to the draft's own belongs another number: they were changed
/// about. Asked of every document that has sentences like the draft's.
pub fn swapped(judge: &Judge, figure: &Figure) -> Option<Finding> {
    figure.measured.as_ref()?;
    let sentence = judge.sentence_of(figure.at);
    let own = judge.passages.own.iter().position(|s| *s == sentence)?;
    let near = judge.against(own).iter().filter(|a| a.carries()).map(|a| a.alike.passage.doc);
    let mut found = None;
    for doc in near.collect::<BTreeSet<usize>>() {
        let all = &judge.record.reports[doc].facts.figures;
        let (same, others): (Vec<&Figure>, Vec<&Figure>) =
            all.iter().filter(|f| f.quantity.unit == figure.quantity.unit).partition(|f| is_number_of(f, figure));
        let to_mine = |other: &&Figure| Likeness::of((judge.draft, figure), (judge.reading(doc), other));
        let told: Vec<Likeness> = same.iter().map(to_mine).collect();
        if told.iter().any(Likeness::may_be_one) {
            return None;
        }
        let answers = |outcome: Outcome| others.iter().map(to_mine).any(|l| l.has_only(outcome));
        let other = told.iter().zip(&same).find_map(|(l, f)| Some((l.outcome().filter(|o| answers(*o))?, f.at)));
        found = found.or(other.map(|(outcome, at)| (outcome, Evidence { doc, at, relation: Relation::Altered })));
    }
    let (outcome, evidence) = found?;
    let of = Found { claim: Claim::Figure, outcome, level: Level::Warning };
    Some(judge.finding(figure.at, sentence, of, vec![], vec![evidence]))
}

fn is_number_of(a: &Figure, b: &Figure) -> bool {
    agree(&a.quantity, &b.quantity) != amount::Agreement::Different
}

/// How two figures stand to each other in what they count, for when, and of whom; `None` where one of them does not say.
struct Likeness {
    measure: Option<bool>,
    period: Option<bool>,
    party: Option<bool>,
}

impl Likeness {
    fn of((reading, mine): (&Reading, &Figure), (there, theirs): (&Reading, &Figure)) -> Likeness {
        let measures = mine.measured.as_ref().zip(theirs.measured.as_ref());
        let is_one = |(a, b): (&Measure, &Measure)| a.head == b.head || !a.key.is_disjoint(&b.key);
        let period = mine.period_value.as_deref().zip(theirs.period_value.as_deref());
        let times = period.map(|(a, b)| when::agree(a, b)).filter(|a| *a != when::Agreement::Unknown);
        let (a, b) = (mine.of_names(reading), theirs.of_names(there));
        let is_other = |a: &String| b.iter().all(|b| compare(a, b).verdict == Verdict::Different);
        let party = (!a.is_empty() && !b.is_empty()).then(|| !a.iter().all(is_other));
        Likeness { measure: measures.map(is_one), period: times.map(|a| a != when::Agreement::Disjoint), party }
    }

    fn all(&self) -> [(Outcome, Option<bool>); 3] {
        let period = (Outcome::OtherPeriod, self.period);
        [(Outcome::OtherMeasure, self.measure), period, (Outcome::OtherParty, self.party)]
    }

    fn may_be_one(&self) -> bool {
        self.all().iter().all(|(_, is_same)| *is_same != Some(false))
    }

    /// The one thing in which they differ; `None` where they differ in nothing or in more.
    fn outcome(&self) -> Option<Outcome> {
        let mut differing = self.all().into_iter().filter(|(_, is_same)| *is_same == Some(false));
        differing.next().filter(|_| differing.next().is_none()).map(|(outcome, _)| outcome)
    }

    /// They differ in nothing, and that they are alike in this is said.
    fn has_only(&self, outcome: Outcome) -> bool {
        self.all().iter().all(|(o, is_same)| *is_same == Some(true) || (*is_same).is_none() && *o != outcome)
    }
}

/// A number in a sentence that reports carry, and no source has it, or none with its unit. "Four of them" may be counted by
/// the writer.
pub fn nowhere(judge: &Judge, figure: &Figure, known: &[Finding]) -> Option<Finding> {
    let sentence = judge.sentence_of(figure.at);
    let is_carried = |f: &&Finding| f.claim == Claim::Sentence && f.outcome == Outcome::Supported && f.at == sentence;
    let carrying = known.iter().find(is_carried)?;
    // "Project 636.3" counts nothing.
    let is_name = figure.kind == Kind::Count && !figure.quantity.value.fract().is_zero();
    if figure.measured.is_none() || digits(figure) < 2 || figure.kind == Kind::Age || is_name {
        return None;
    }
    let all = judge.record.reports.iter().enumerate().filter(|(doc, _)| *doc != judge.number);
    let amounts = all.flat_map(|(doc, report)| report.reading.amounts.iter().map(move |a| (doc, a)));
    let has_it = |a: &Amount| agree(&figure.quantity, &a.quantity) != amount::Agreement::Different;
    let same: Vec<(usize, &Amount)> = amounts.filter(|(_, a)| has_it(a)).collect();
    let (outcome, evidence) = match same.first() {
        None => {
            let nearest = carrying.sources.first()?;
            if let Some(rounded) = unfair(judge, figure, nearest) {
                return Some(rounded);
            }
            // "About 1,500" may be what a source says without a number.
            if figure.quantity.bound != Bound::Exactly {
                return None;
            }
            (Outcome::NotFound, Evidence { relation: Relation::Partial, ..nearest.clone() })
        }
        Some((doc, other)) if same.iter().all(|(_, a)| is_of_other_unit(figure, a)) => {
            (Outcome::Unit, Evidence { doc: *doc, at: other.at, relation: Relation::Altered })
        }
        Some(_) => return None,
    };
    let of = Found { claim: Claim::Figure, outcome, level: Level::Warning };
    Some(judge.finding(figure.at, sentence, of, vec![], vec![evidence]))
}

/// The only number near it that the report has in that unit: another scale, or not what the draft's rounds.
fn unfair(judge: &Judge, figure: &Figure, nearest: &Evidence) -> Option<Finding> {
    let there = judge.reading(nearest.doc);
    let mine = figure.amount.and_then(|index| judge.draft.amounts.get(index))?;
    let alike = there.amounts.iter().filter(|a| nearest.at.contains(a.at) && a.quantity.unit == mine.quantity.unit);
    let differing = alike.map(|a| (a, kind(judge.draft, mine.at, there, a.at)));
    let mut near = differing.filter(|(_, kind)| matches!(kind, Differs::Rounding | Differs::Scale));
    let (other, kind) = near.next().filter(|_| near.next().is_none())?;
    let difference = Difference { draft: Some(figure.at), source: Some(other.at), kind };
    let evidence = Evidence { doc: nearest.doc, at: other.at, relation: Relation::Altered };
    let of = judge.found(&difference, false);
    Some(judge.finding(figure.at, judge.sentence_of(figure.at), of, vec![difference], vec![evidence]))
}

/// Dollars for pounds: the same digits, both with a currency or a unit of measurement.
fn is_of_other_unit(figure: &Figure, amount: &Amount) -> bool {
    let are_measured = figure.kind == Kind::Measured && amount.kind == Kind::Measured;
    are_measured && figure.quantity.value == amount.quantity.value && figure.quantity.unit != amount.quantity.unit
}

/// Money, a share or many digits: not a number that anything may have.
fn is_telling(figure: &Figure) -> bool {
    digits(figure) >= DIGITS && figure.measured.is_some() && figure.kind != Kind::Age
}

/// How many digits mean something.
fn digits(figure: &Figure) -> usize {
    plain(figure.quantity.value).trim_end_matches('0').chars().filter(char::is_ascii_digit).count()
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
