//! Regular expressions as Python's `re` has them: the ones that pipelines carry for tokens, rules and lemmas.
//!
//! They need look-around, which the `regex` crate refuses, and must not run
//! away on any text, as backtracking engines may. A pattern is taken apart
//! into its branches; a table by character says which branches are worth a
//! try, and each is run in one pass with all its threads side by side.
//! Groups are not captured: only where a match starts and ends is known. The
//! one known difference: `(a??)*`, an endless repetition of what would rather
//! be empty, reads on here, where `re` stops after an empty round.

mod analysis;
mod parse;
mod program;
mod run;
mod set;
mod table;

use crate::characters::small_letter;
use parse::Node;
use program::{Direction, Program, Sets};
pub(crate) use run::Scratch;
pub(crate) use set::CharSet;
use std::rc::Rc;
use std::sync::Arc;
use table::Table;

/// A pattern that cannot be read, and at which byte of it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("pattern, byte {at}: {what}")]
pub(crate) struct PatternError {
    pub at: usize,
    pub what: String,
}

/// A pattern, ready to run.
#[derive(Debug)]
pub(crate) struct Pattern {
    branches: Vec<Branch>,
    table: Table,
    fold: bool,
    /// Every match starts at the start of the text.
    at_start: bool,
    /// Every match ends at the end of the text: then the programs run backwards.
    backward: bool,
    /// A match is possible in a text of nothing but plain letters.
    matches_plain: bool,
}

#[derive(Debug)]
struct Branch {
    program: Program,
    /// The ASCII characters of which one must be in the text, unless `or_beyond`.
    needs: u128,
    or_beyond: bool,
    /// The characters a text may end in, where the branch reads up to its end.
    last: Option<Arc<CharSet>>,
}

/// Which characters a text has, roughly: enough to pass over most branches.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Presence {
    ascii: u128,
    beyond: bool,
}

impl Presence {
    pub fn of(text: &[char]) -> Presence {
        let mut presence = Presence::default();
        for character in text {
            match *character as u32 {
                code @ 0..128 => presence.ascii |= 1 << code,
                _ => presence.beyond = true,
            }
        }
        presence
    }

    pub fn union(self, other: Presence) -> Presence {
        Presence { ascii: self.ascii | other.ascii, beyond: self.beyond || other.beyond }
    }
}

impl Pattern {
    /// A pattern to be searched or matched from the left.
    pub fn new(source: &str) -> Result<Pattern, PatternError> {
        Pattern::compile(source, false)
    }

    /// A pattern whose matches mostly reach the end of the text: it is searched from there.
    pub fn of_suffixes(source: &str) -> Result<Pattern, PatternError> {
        Pattern::compile(source, true)
    }

    fn compile(source: &str, suffixes: bool) -> Result<Pattern, PatternError> {
        let parsed = parse::parse(source)?;
        let backward = suffixes && analysis::ends_at_end(&parsed.node);
        let direction = if backward { Direction::Backward } else { Direction::Forward };
        let nodes = match &parsed.node {
            Node::Choice(nodes) => &nodes[..],
            node => std::slice::from_ref(node),
        };
        let too_large = || PatternError { at: 0, what: "the pattern is too large".into() };
        if nodes.len() > usize::from(u16::MAX) {
            return Err(too_large());
        }
        let mut sets = Sets::default();
        let branches: Result<_, _> = nodes.iter().map(|node| Branch::new(node, direction, &mut sets)).collect();
        let next: Vec<_> = nodes.iter().map(|node| analysis::next(node, direction)).collect();
        Ok(Pattern {
            branches: branches?,
            table: Table::new(&next).ok_or_else(too_large)?,
            fold: parsed.fold,
            at_start: analysis::starts_at_start(&parsed.node),
            backward,
            matches_plain: analysis::can_match_within(&parsed.node, &plain_letters()),
        })
    }

    /// Whether a match is possible in a text of nothing but plain letters: see [`is_plain`].
    pub fn matches_plain(&self) -> bool {
        self.matches_plain
    }

    /// Whether a search is worth while in a text that begins so: only patterns bound to the start can tell.
    pub fn may_start(&self, first: Option<char>) -> bool {
        let first = if self.fold { first.map(small_letter) } else { first };
        !self.at_start || !self.table.branches(first).is_empty()
    }

    /// Whether the pattern ignores case: then its texts must be given in small letters, as [`folded`] makes them.
    pub fn folds(&self) -> bool {
        self.fold
    }

    /// The characters of a text as the pattern wants them.
    pub fn characters(&self, text: &str) -> Vec<char> {
        if self.fold { text.chars().map(small_letter).collect() } else { text.chars().collect() }
    }

    /// Whether a match starts at the start of the text, as `re.match`.
    pub fn matches(&self, text: &[char], presence: Presence, scratch: &mut Scratch) -> bool {
        self.match_at(text, 0, false, presence, scratch).is_some()
    }

    /// Start and end of the first match, as `re.search`.
    pub fn search(&self, text: &[char], presence: Presence, scratch: &mut Scratch) -> Option<(usize, usize)> {
        if self.backward {
            return self.search_backward(text, presence, scratch);
        }
        let last = if self.at_start { 0 } else { text.len() };
        (0..=last).find_map(|at| Some((at, self.match_at(text, at, false, presence, scratch)?)))
    }

    /// All matches from left to right, as `re.finditer`.
    pub fn find_all(&self, text: &[char], presence: Presence, scratch: &mut Scratch, found: &mut Vec<(usize, usize)>) {
        found.clear();
        let mut at = 0;
        // Behind an empty match, the next one must read something or start later.
        let mut moving = false;
        while at <= text.len() {
            let Some(end) = self.match_at(text, at, moving, presence, scratch) else {
                at += 1;
                moving = false;
                continue;
            };
            found.push((at, end));
            moving = end == at;
            at = end;
        }
    }

    fn match_at(
        &self,
        text: &[char],
        at: usize,
        moving: bool,
        presence: Presence,
        scratch: &mut Scratch,
    ) -> Option<usize> {
        let branches = self.table.branches(text.get(at).copied()).iter().map(|i| &self.branches[usize::from(*i)]);
        let mut likely = branches.filter(|branch| branch.may_match(presence) && branch.may_end(text));
        likely.find_map(|branch| run::run(&branch.program, text, at, moving, scratch))
    }

    /// The match that starts farthest left of those that end at the end.
    fn search_backward(&self, text: &[char], presence: Presence, scratch: &mut Scratch) -> Option<(usize, usize)> {
        // The end is also before a line break that ends the text.
        let before_break = text.len().saturating_sub(1);
        let ends = if text.last() == Some(&'\n') { before_break..=text.len() } else { text.len()..=text.len() };
        let mut best: Option<(usize, usize)> = None;
        for end in ends {
            let last = end.checked_sub(1).map(|at| text[at]);
            for branch in self.table.branches(last).iter().map(|i| &self.branches[usize::from(*i)]) {
                if !branch.may_match(presence) {
                    continue;
                }
                let start = run::run(&branch.program, text, end, false, scratch);
                best = start.map(|start| (start, end)).into_iter().chain(best).min_by_key(|found| found.0);
            }
        }
        best
    }
}

impl Branch {
    fn new(node: &Node, direction: Direction, sets: &mut Sets) -> Result<Branch, PatternError> {
        let needed = analysis::needed(node).unwrap_or_else(CharSet::all);
        let (last, may_be_empty) = analysis::next(node, Direction::Backward);
        let reads_to_end = analysis::ends_at_end(node) && !may_be_empty;
        Ok(Branch {
            last: reads_to_end.then(|| sets.shared(&Rc::new(last))),
            program: program::compile(node, direction, sets)?,
            needs: needed.ascii(),
            or_beyond: needed.has_beyond_ascii(),
        })
    }

    fn may_end(&self, text: &[char]) -> bool {
        let (Some(set), Some(last)) = (&self.last, text.last()) else {
            return true;
        };
        // The end is also before a line break that ends the text.
        set.holds(*last) || *last == '\n'
    }

    #[inline]
    fn may_match(&self, presence: Presence) -> bool {
        self.needs & presence.ascii != 0 || (self.or_beyond && presence.beyond) || self.needs == u128::MAX
    }
}

/// A character as patterns that ignore case want it.
pub(crate) fn folded(character: char) -> char {
    small_letter(character)
}

/// Letters of Western alphabets, which most words have and nothing else.
pub(crate) fn is_plain(character: char) -> bool {
    character.is_ascii_alphabetic() || matches!(character, 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ÿ')
}

fn plain_letters() -> CharSet {
    CharSet::from_ranges((0..0x100).filter(|code| is_plain(*code as u8 as char)).map(|code| (code, code)).collect())
}

#[cfg(test)]
mod tests;
