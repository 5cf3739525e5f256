//! Names of people, organisations and places, and whether two of them mean the same.

mod align;
mod letters;
mod parts;
mod romanised;

pub use letters::{fold, likeness, sound};
pub use parts::is_given_name;

use align::Alignment;
use parts::Parts;
use serde::Serialize;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    Same,
    Different,
    Unsure,
}

/// Whether two names mean the same, from 0 to 1 how much speaks for it, and the key of the reason.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Judgement {
    pub verdict: Verdict,
    pub score: f64,
    pub why: &'static str,
}

fn judged(verdict: Verdict, score: f64, why: &'static str) -> Judgement {
    Judgement { verdict, score: (score.clamp(0.0, 1.0) * 1000.0).round() / 1000.0, why }
}

/// Compares two names as they were printed, in whatever script, order and completeness.
///
/// ```
/// use readout::value::who::{Verdict, compare};
/// assert_eq!(compare("Mr Juri Petrov", "Yuriy Petrov").verdict, Verdict::Same);
/// assert_eq!(compare("Petrov", "Yuriy Petrov").verdict, Verdict::Unsure);
/// assert_eq!(compare("Ivan Petrov", "Yuriy Petrov").verdict, Verdict::Different);
/// ```
pub fn compare(a: &str, b: &str) -> Judgement {
    // "One Name/Other Name" gives two names for one thing.
    let alternatives = |name: &str| -> Vec<String> { name.split('/').map(str::to_string).collect() };
    let (left, right) = (alternatives(a), alternatives(b));
    let several = |names: &[String]| (2..4).contains(&names.len()) && names.iter().all(|n| n.chars().count() > 3);
    let one = |a: &str, b: &str| compare_single(a, b);
    if several(&left) {
        return best(left.iter().map(|a| one(a, b)));
    }
    if several(&right) {
        return best(right.iter().map(|b| one(a, b)));
    }
    one(a, b)
}

fn best(all: impl Iterator<Item = Judgement>) -> Judgement {
    let rank = |j: &Judgement| (j.verdict == Verdict::Same, j.score);
    let nothing = judged(Verdict::Different, 0.0, "empty");
    all.fold(nothing, |best, j| if rank(&j) > rank(&best) { j } else { best })
}

fn compare_single(a: &str, b: &str) -> Judgement {
    let (a, b) = (Parts::of(a), Parts::of(b));
    if a.words.is_empty() || b.words.is_empty() {
        let same = !a.folded.is_empty() && a.folded == b.folded;
        return if same { judged(Verdict::Same, 1.0, "identical") } else { judged(Verdict::Different, 0.0, "empty") };
    }
    if a.forms_differ(&b) {
        return judged(Verdict::Different, 0.5 * letters::likeness(&a.joined(), &b.joined()), "legal-form");
    }
    if a.is_acronym_of(&b) || b.is_acronym_of(&a) {
        return judged(Verdict::Same, 0.85, "acronym");
    }
    let company = a.company || b.company;
    let whole = whole_likeness(&a, &b);
    if a.is_reversed_given_names(&b) {
        return judged(Verdict::Unsure, 0.6, "reversed");
    }
    if whole >= 0.999 {
        return judged(Verdict::Same, 1.0, "identical");
    }
    let alignment = align::align(&a, &b, company);
    if company { company_verdict(&alignment, whole) } else { person_verdict(&a, &b, &alignment, whole) }
}

/// How alike the names are written without spaces, in their own order or sorted.
fn whole_likeness(a: &Parts, b: &Parts) -> f64 {
    letters::likeness(&a.joined(), &b.joined()).max(letters::likeness(&a.whole, &b.whole))
}

/// A person has the same surname and given names, of which one text may give fewer or only initials.
fn person_verdict(a: &Parts, b: &Parts, found: &Alignment, whole: f64) -> Judgement {
    let score = found.score.max(if a.words.len() != b.words.len() { whole - 0.05 } else { 0.0 });
    if found.left.is_empty() && found.right.is_empty() {
        if found.weakest >= 0.68 && found.score >= 0.8 {
            return judged(Verdict::Same, score, "alike");
        }
        return judged(Verdict::Unsure.min_if(score < 0.72), score * 0.8, "half-alike");
    }
    if !found.left.is_empty() && !found.right.is_empty() {
        if whole >= 0.93 {
            return judged(Verdict::Same, whole * 0.95, "spelled-apart");
        }
        return judged(Verdict::Different, found.score * 0.6, "other-names");
    }
    if found.matched >= 2 && found.weakest >= 0.74 && !found.only_initials {
        return judged(Verdict::Same, 0.75 + 0.2 * found.score, "fuller");
    }
    if found.matched >= 1 && found.strongest >= 0.9 {
        return judged(Verdict::Unsure, 0.4 + 0.3 * found.score, "one-name");
    }
    judged(Verdict::Different, found.score * 0.6, "other-names")
}

/// A company is the same when every word that tells it from others is there on both sides.
fn company_verdict(found: &Alignment, whole: f64) -> Judgement {
    let score = 0.5 * (found.score + whole);
    if found.left.is_empty() && found.right.is_empty() {
        if found.weakest >= 0.7 && found.score >= 0.8 {
            return judged(Verdict::Same, score, "alike");
        }
        return judged(Verdict::Unsure.min_if(score < 0.75), score * 0.8, "half-alike");
    }
    if found.left.iter().chain(&found.right).any(|w| parts::is_number(w)) {
        return judged(
            Verdict::Unsure.min_if(!found.left.is_empty() && !found.right.is_empty()),
            score * 0.75,
            "number",
        );
    }
    if whole >= 0.93 && found.left.len().max(found.right.len()) < 2 {
        return judged(Verdict::Same, whole * 0.95, "spelled-apart");
    }
    if found.left.is_empty() || found.right.is_empty() {
        return judged(Verdict::Unsure.min_if(found.score < 0.6), found.score * 0.8, "one-has-more");
    }
    judged(Verdict::Different, found.score * 0.6, "other-words")
}

impl Verdict {
    /// As the outputs write it.
    pub fn word(self) -> &'static str {
        match self {
            Verdict::Same => "same",
            Verdict::Different => "different",
            Verdict::Unsure => "unsure",
        }
    }

    /// Different instead of unsure, where too little speaks for it.
    fn min_if(self, too_little: bool) -> Verdict {
        if too_little { Verdict::Different } else { self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(a: &str, b: &str, expected: Verdict) {
        for (a, b) in [(a, b), (b, a)] {
            let found = compare(a, b);
            assert_eq!(found.verdict, expected, "{a} | {b}: {found:?}");
        }
    }

    #[test]
    fn one_name_in_several_romanisations_is_the_same() {
        check("Qasym Dzhumabaev", "Kassym Jumabayev", Verdict::Same);
        check("Олексій Шевчук", "Oleksiy Shevchuk", Verdict::Same);
        check("Núria Pérez", "Nuria Perez", Verdict::Same);
    }

    #[test]
    fn a_fathers_name_a_title_and_the_order_make_no_difference() {
        check("Pavel Andreevich Lugovoy", "Pavel Lugovoy", Verdict::Same);
        check("President Amara Diallo", "Amara Diallo", Verdict::Same);
        check("Diallo, Amara", "Amara Diallo", Verdict::Same);
    }

    #[test]
    fn a_surname_alone_leaves_it_open() {
        check("Lugovoy", "Pavel Lugovoy", Verdict::Unsure);
    }

    #[test]
    fn other_given_names_are_other_people() {
        check("Pavel Lugovoy", "Anton Lugovoy", Verdict::Different);
        check("Pavel Igorevich Lugovoy", "Pavel Andreevich Lugovoy", Verdict::Different);
    }

    #[test]
    fn a_legal_form_is_no_part_of_a_companys_name() {
        check("OAO Severny Les", "Severny Les JSC", Verdict::Same);
        check("Acme Rockets Inc.", "Acme Rockets, Incorporated", Verdict::Same);
        check("Acme Rockets Ltd", "Acme Carpets Ltd", Verdict::Different);
    }

    #[test]
    fn an_acronym_is_what_it_is_short_for() {
        check("RFA", "Riverine Fisheries Authority", Verdict::Same);
        check("RFB", "Riverine Fisheries Authority", Verdict::Different);
    }

    #[test]
    fn nothing_is_the_same_as_no_name() {
        check("", "", Verdict::Different);
        check("…", "Pavel", Verdict::Different);
    }
}
