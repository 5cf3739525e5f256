//! Runs programs over characters: in one pass, however the pattern is written.

use super::program::{Assertion, Direction, Instruction, Look, Program};
use crate::characters::Class;

/// Room for the threads of a run, kept from one run to the next.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    now: Threads,
    next: Threads,
    stack: Vec<usize>,
    /// For looks within a run.
    inner: Option<Box<Scratch>>,
}

type Inner = Option<Box<Scratch>>;

/// The places in a program that are alive, most preferred first, each once.
#[derive(Debug, Default)]
struct Threads {
    order: Vec<usize>,
    /// `mark[place] == stamp` where the place is in `order` or was tried.
    mark: Vec<u32>,
    stamp: u32,
}

impl Threads {
    fn clear(&mut self, places: usize) {
        self.order.clear();
        if self.mark.len() < places {
            self.mark.resize(places, 0);
        }
        self.stamp = self.stamp.wrapping_add(1);
        if self.stamp == 0 {
            self.mark.fill(0);
            self.stamp = 1;
        }
    }

    fn is_new(&mut self, place: usize) -> bool {
        std::mem::replace(&mut self.mark[place], self.stamp) != self.stamp
    }
}

/// Where a match from `at` ends: that of Python's `re` forwards, the farthest backwards.
/// `moving` asks for a match that reads something.
pub(crate) fn run(program: &Program, text: &[char], at: usize, moving: bool, scratch: &mut Scratch) -> Option<usize> {
    if program.straight {
        return run_straight(program, text, at, moving, &mut scratch.inner);
    }
    let places = program.instructions.len();
    let (mut place, mut found) = (at, None);
    scratch.next.clear(places);
    add(program, text, place, 0, scratch);
    while !scratch.next.order.is_empty() {
        std::mem::swap(&mut scratch.now, &mut scratch.next);
        scratch.next.clear(places);
        let read = character(program.direction, text, place);
        for i in 0..scratch.now.order.len() {
            let thread = scratch.now.order[i];
            match &program.instructions[thread] {
                Instruction::Match if moving && place == at => {}
                Instruction::Match => {
                    found = Some(place);
                    // Less preferred threads end here; backwards only the length counts.
                    if program.direction == Direction::Forward {
                        break;
                    }
                }
                Instruction::Set(set) if read.is_some_and(|character| set.holds(character)) => {
                    add(program, text, step(program.direction, place), thread + 1, scratch);
                }
                _ => {}
            }
        }
        if read.is_none() {
            break;
        }
        place = step(program.direction, place);
    }
    found
}

/// A program without choices.
fn run_straight(program: &Program, text: &[char], at: usize, moving: bool, inner: &mut Inner) -> Option<usize> {
    let mut place = at;
    for instruction in &program.instructions {
        match instruction {
            Instruction::Set(set) => {
                if !character(program.direction, text, place).is_some_and(|character| set.holds(character)) {
                    return None;
                }
                place = step(program.direction, place);
            }
            Instruction::Assert(assertion) if holds(assertion, text, place, inner) => {}
            Instruction::Match if !moving || place != at => return Some(place),
            _ => return None,
        }
    }
    None
}

/// Adds the threads that a place leads to without reading.
fn add(program: &Program, text: &[char], at: usize, place: usize, scratch: &mut Scratch) {
    scratch.stack.push(place);
    while let Some(place) = scratch.stack.pop() {
        if !scratch.next.is_new(place) {
            continue;
        }
        match &program.instructions[place] {
            Instruction::Jump(to) => scratch.stack.push(*to),
            Instruction::Split(first, second) => scratch.stack.extend([*second, *first]),
            Instruction::Assert(assertion) if holds(assertion, text, at, &mut scratch.inner) => {
                scratch.stack.push(place + 1)
            }
            Instruction::Assert(_) => {}
            Instruction::Set(_) | Instruction::Match => scratch.next.order.push(place),
        }
    }
}

#[inline]
fn character(direction: Direction, text: &[char], place: usize) -> Option<char> {
    match direction {
        Direction::Forward => text.get(place).copied(),
        Direction::Backward => Some(text[place.checked_sub(1)?]),
    }
}

fn step(direction: Direction, place: usize) -> usize {
    match direction {
        Direction::Forward => place + 1,
        Direction::Backward => place.saturating_sub(1),
    }
}

fn holds(assertion: &Assertion, text: &[char], at: usize, inner: &mut Inner) -> bool {
    match assertion {
        Assertion::Start => at == 0,
        Assertion::LastEnd => at == text.len(),
        Assertion::End => at == text.len() || (at + 1 == text.len() && text[at] == '\n'),
        Assertion::WordBoundary { wanted } => {
            let before = at > 0 && Class::Word.holds(text[at - 1]);
            let after = text.get(at).is_some_and(|character| Class::Word.holds(*character));
            // In an empty text Python finds neither.
            !text.is_empty() && (before != after) == *wanted
        }
        Assertion::Look(look) => looks(look, text, at, inner) == look.wanted,
    }
}

fn looks(look: &Look, text: &[char], at: usize, inner: &mut Inner) -> bool {
    let Some(start) = at.checked_sub(look.back) else {
        return false;
    };
    run(&look.program, text, start, false, inner.get_or_insert_default()).is_some()
}
