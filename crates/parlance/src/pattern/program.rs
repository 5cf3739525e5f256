//! A pattern's branch as instructions for a machine that runs all its threads side by side.

use super::PatternError;
use super::parse::Node;
use super::set::CharSet;
use std::rc::Rc;
use std::sync::Arc;

/// Which way a program reads the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    Forward,
    Backward,
}

#[derive(Debug)]
pub(crate) enum Instruction {
    /// Reads one character.
    Set(Arc<CharSet>),
    Jump(usize),
    /// Goes on at both places; the first is preferred.
    Split(usize, usize),
    Assert(Assertion),
    Match,
}

/// What must hold at a place; it reads nothing.
#[derive(Debug)]
pub(crate) enum Assertion {
    Start,
    End,
    LastEnd,
    WordBoundary { wanted: bool },
    Look(Box<Look>),
}

/// Something that must, or must not, stand before or after a place.
#[derive(Debug)]
pub(crate) struct Look {
    pub program: Program,
    /// How many characters before the place it starts; 0 for what stands after it.
    pub back: usize,
    pub wanted: bool,
}

#[derive(Debug)]
pub(crate) struct Program {
    pub instructions: Vec<Instruction>,
    pub direction: Direction,
    /// Whether it has no choice: then its instructions are simply followed.
    pub straight: bool,
}

/// The sets of a pattern, shared by the programs of its branches, and how large these are together.
#[derive(Debug, Default)]
pub(crate) struct Sets {
    known: Vec<(Rc<CharSet>, Arc<CharSet>)>,
    instructions: usize,
}

/// For all branches of a pattern together: no pipeline comes near, a hostile pattern is refused here.
const MOST_INSTRUCTIONS: usize = 200_000;

struct Compiler<'s> {
    instructions: Vec<Instruction>,
    direction: Direction,
    sets: &'s mut Sets,
}

/// Compiles a branch.
pub(crate) fn compile(node: &Node, direction: Direction, sets: &mut Sets) -> Result<Program, PatternError> {
    let mut compiler = Compiler { instructions: Vec::new(), direction, sets };
    compiler.node(node)?;
    compiler.emit(Instruction::Match)?;
    let straight = compiler
        .instructions
        .iter()
        .all(|instruction| !matches!(instruction, Instruction::Split(..) | Instruction::Jump(_)));
    Ok(Program { instructions: compiler.instructions, direction, straight })
}

impl Sets {
    pub fn shared(&mut self, set: &Rc<CharSet>) -> Arc<CharSet> {
        if let Some((_, shared)) = self.known.iter().rev().take(64).find(|(known, _)| known == set) {
            return shared.clone();
        }
        let shared = Arc::new(CharSet::clone(set));
        self.known.push((set.clone(), shared.clone()));
        shared
    }
}

impl Compiler<'_> {
    fn emit(&mut self, instruction: Instruction) -> Result<usize, PatternError> {
        self.sets.instructions += 1;
        if self.sets.instructions > MOST_INSTRUCTIONS {
            return Err(PatternError { at: 0, what: "the pattern is too large".into() });
        }
        self.instructions.push(instruction);
        Ok(self.instructions.len() - 1)
    }

    fn node(&mut self, node: &Node) -> Result<(), PatternError> {
        match node {
            Node::Set(set) => {
                let set = self.sets.shared(set);
                self.emit(Instruction::Set(set))?;
            }
            Node::Sequence(nodes) => self.sequence(nodes)?,
            Node::Choice(nodes) => self.choice(nodes)?,
            Node::Repeat { node, least, most, greedy } => self.repeat(node, *least, *most, *greedy)?,
            Node::Look { node, ahead, wanted } => self.look(node, *ahead, *wanted)?,
            Node::Start => self.assertion(Assertion::Start)?,
            Node::End => self.assertion(Assertion::End)?,
            Node::LastEnd => self.assertion(Assertion::LastEnd)?,
            Node::WordBoundary { wanted } => self.assertion(Assertion::WordBoundary { wanted: *wanted })?,
        }
        Ok(())
    }

    fn assertion(&mut self, assertion: Assertion) -> Result<(), PatternError> {
        self.emit(Instruction::Assert(assertion)).map(|_| ())
    }

    fn sequence(&mut self, nodes: &[Node]) -> Result<(), PatternError> {
        match self.direction {
            Direction::Forward => nodes.iter().try_for_each(|node| self.node(node)),
            Direction::Backward => nodes.iter().rev().try_for_each(|node| self.node(node)),
        }
    }

    fn choice(&mut self, nodes: &[Node]) -> Result<(), PatternError> {
        let mut ends = Vec::new();
        for (i, node) in nodes.iter().enumerate() {
            if i + 1 == nodes.len() {
                self.node(node)?;
                break;
            }
            let split = self.emit(Instruction::Jump(0))?;
            self.node(node)?;
            ends.push(self.emit(Instruction::Jump(0))?);
            self.instructions[split] = Instruction::Split(split + 1, self.instructions.len());
        }
        for end in ends {
            self.instructions[end] = Instruction::Jump(self.instructions.len());
        }
        Ok(())
    }

    fn repeat(&mut self, node: &Node, least: u32, most: Option<u32>, greedy: bool) -> Result<(), PatternError> {
        for _ in 0..least {
            self.node(node)?;
        }
        let Some(most) = most else {
            return self.endless(node, greedy);
        };
        let mut splits = Vec::new();
        for _ in least..most {
            splits.push(self.emit(Instruction::Jump(0))?);
            self.node(node)?;
        }
        for split in splits {
            self.instructions[split] = fork(greedy, split + 1, self.instructions.len());
        }
        Ok(())
    }

    fn endless(&mut self, node: &Node, greedy: bool) -> Result<(), PatternError> {
        let split = self.emit(Instruction::Jump(0))?;
        self.node(node)?;
        self.emit(Instruction::Jump(split))?;
        self.instructions[split] = fork(greedy, split + 1, self.instructions.len());
        Ok(())
    }

    fn look(&mut self, node: &Node, ahead: bool, wanted: bool) -> Result<(), PatternError> {
        let back = match ahead {
            true => 0,
            false => width(node).ok_or_else(|| PatternError { at: 0, what: "look-behind of no fixed width".into() })?,
        };
        let program = compile(node, Direction::Forward, self.sets)?;
        self.assertion(Assertion::Look(Box::new(Look { program, back, wanted })))
    }
}

fn fork(greedy: bool, inside: usize, behind: usize) -> Instruction {
    if greedy { Instruction::Split(inside, behind) } else { Instruction::Split(behind, inside) }
}

/// How many characters a node reads, if that is always the same.
fn width(node: &Node) -> Option<usize> {
    match node {
        Node::Set(_) => Some(1),
        Node::Sequence(nodes) => nodes.iter().map(width).sum(),
        Node::Choice(nodes) => {
            let first = width(nodes.first()?)?;
            nodes.iter().all(|node| width(node) == Some(first)).then_some(first)
        }
        Node::Repeat { node, least, most, .. } if Some(*least) == *most => Some(width(node)? * *least as usize),
        Node::Repeat { .. } => None,
        _ => Some(0),
    }
}
