//! With which rules a document was read, and which kinds of facts other rules may find in it otherwise.
//!
//! Rules are named by `readout::READING`: "shared=… agreements=… …", a hash for what every fact hangs on and one for each
//! kind's own room and words.

use std::collections::{BTreeMap, BTreeSet};

/// The part that every kind hangs on.
const SHARED: &str = "shared";

/// Which facts other rules touch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Touched {
    Everything,
    /// Facts of these kinds, and no others.
    Kinds(BTreeSet<String>),
}

impl Touched {
    pub fn has(&self, kind: &str) -> bool {
        match self {
            Touched::Everything => true,
            Touched::Kinds(kinds) => kinds.contains(kind),
        }
    }

    /// Whether all that the other touches is touched.
    pub fn covers(&self, other: &Touched) -> bool {
        match (self, other) {
            (Touched::Everything, _) => true,
            (Touched::Kinds(_), Touched::Everything) => false,
            (Touched::Kinds(mine), Touched::Kinds(theirs)) => theirs.is_subset(mine),
        }
    }
}

/// What must be found again when a document was read with one set of rules and is read with another.
pub fn touched(before: &str, now: &str) -> Touched {
    let (before, now) = (parts(before), parts(now));
    if !before.contains_key(SHARED) || before.get(SHARED) != now.get(SHARED) {
        return Touched::Everything;
    }
    let names = before.keys().chain(now.keys()).filter(|name| before.get(*name) != now.get(*name));
    Touched::Kinds(names.map(|name| name.to_string()).collect())
}

fn parts(rules: &str) -> BTreeMap<&str, &str> {
    rules.split_whitespace().filter_map(|part| part.split_once('=')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_word_of_one_kind_touches_that_kind() {
        let kinds = |names: &[&str]| Touched::Kinds(names.iter().map(|name| name.to_string()).collect());
        assert_eq!(touched("shared=1 events=2 figures=3", "shared=1 events=9 figures=3"), kinds(&["events"]));
        assert_eq!(touched("shared=1 events=2", "shared=1 events=2 votes=5"), kinds(&["votes"]));
        assert_eq!(touched("shared=1 events=2", "shared=8 events=2"), Touched::Everything);
        assert_eq!(touched("9f3c", "9f3d"), Touched::Everything);
        assert!(touched("shared=1", "shared=1") == kinds(&[]));
    }
}
