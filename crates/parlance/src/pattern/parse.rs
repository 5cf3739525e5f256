//! Reads the regular expressions of Python's `re` into a tree.

use super::PatternError;
use super::set::CharSet;
use crate::characters::Class;
use foldhash::{HashMap, HashMapExt};
use std::rc::Rc;

/// A part of a pattern.
#[derive(Debug, Clone)]
pub(crate) enum Node {
    /// One character of a set.
    Set(Rc<CharSet>),
    Sequence(Vec<Node>),
    /// The first one that leads to a match is taken.
    Choice(Vec<Node>),
    Repeat {
        node: Box<Node>,
        least: u32,
        most: Option<u32>,
        greedy: bool,
    },
    Look {
        node: Box<Node>,
        ahead: bool,
        wanted: bool,
    },
    /// The start of the text.
    Start,
    /// The end of the text, or before a line break that ends it.
    End,
    /// The very end of the text.
    LastEnd,
    WordBoundary {
        wanted: bool,
    },
}

/// A pattern as read: its tree, and whether it ignores case.
#[derive(Debug)]
pub(crate) struct Parsed {
    pub node: Node,
    pub fold: bool,
}

/// Groups nested deeper than this are refused, so that no pattern can exhaust the stack.
const DEEPEST: u32 = 100;

struct Parser<'p> {
    source: &'p str,
    at: usize,
    depth: u32,
    fold: bool,
    dot_all: bool,
    /// The sets read so far by their source: the same large class stands in hundreds of places.
    sets: HashMap<&'p str, Rc<CharSet>>,
}

type Result<T> = std::result::Result<T, PatternError>;

/// Reads a pattern.
pub(crate) fn parse(source: &str) -> Result<Parsed> {
    let mut parser = Parser { source, at: 0, depth: 0, fold: false, dot_all: false, sets: HashMap::new() };
    parser.flags()?;
    let node = parser.choice()?;
    if parser.at < source.len() {
        return Err(parser.error("`)` without its `(`"));
    }
    Ok(Parsed { node, fold: parser.fold })
}

impl<'p> Parser<'p> {
    fn error(&self, what: &str) -> PatternError {
        PatternError { at: self.at, what: what.to_owned() }
    }

    fn peek(&self) -> Option<char> {
        self.source[self.at..].chars().next()
    }

    fn next(&mut self) -> Result<char> {
        let character = self.peek().ok_or_else(|| self.error("the pattern ends too early"))?;
        self.at += character.len_utf8();
        Ok(character)
    }

    fn take(&mut self, expected: &str) -> bool {
        let found = self.source[self.at..].starts_with(expected);
        if found {
            self.at += expected.len();
        }
        found
    }

    /// Flags for the whole pattern, as `(?iu)` at its start.
    fn flags(&mut self) -> Result<()> {
        let Some(flags) = self.source.strip_prefix("(?").and_then(|rest| rest.split_once(')')) else {
            return Ok(());
        };
        if flags.0.is_empty() || !flags.0.bytes().all(|flag| flag.is_ascii_lowercase()) {
            return Ok(());
        }
        for flag in flags.0.chars() {
            match flag {
                'i' => self.fold = true,
                's' => self.dot_all = true,
                'u' => {}
                _ => return Err(self.error(&format!("the flag `{flag}` is not supported"))),
            }
        }
        self.at = "(?".len() + flags.0.len() + ")".len();
        Ok(())
    }

    fn choice(&mut self) -> Result<Node> {
        let mut branches = vec![self.sequence()?];
        while self.take("|") {
            branches.push(self.sequence()?);
        }
        Ok(if branches.len() == 1 { branches.remove(0) } else { Node::Choice(branches) })
    }

    fn sequence(&mut self) -> Result<Node> {
        let mut nodes = Vec::new();
        while !matches!(self.peek(), None | Some('|' | ')')) {
            let node = self.atom()?;
            nodes.push(self.repeated(node)?);
        }
        Ok(if nodes.len() == 1 { nodes.remove(0) } else { Node::Sequence(nodes) })
    }

    fn repeated(&mut self, node: Node) -> Result<Node> {
        let Some((least, most)) = self.counts()? else {
            return Ok(node);
        };
        if self.take("+") {
            return Err(self.error("possessive repetition is not supported"));
        }
        let greedy = !self.take("?");
        if self.counts()?.is_some() {
            return Err(self.error("repetition of a repetition"));
        }
        Ok(Node::Repeat { node: Box::new(node), least, most, greedy })
    }

    fn counts(&mut self) -> Result<Option<(u32, Option<u32>)>> {
        let counts = match self.peek() {
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('?') => (0, Some(1)),
            Some('{') => return Ok(self.braces()),
            _ => return Ok(None),
        };
        self.at += 1;
        Ok(Some(counts))
    }

    /// `{2}`, `{2,}`, `{,3}` or `{2,3}`; anything else in braces is plain text.
    fn braces(&mut self) -> Option<(u32, Option<u32>)> {
        let (inside, _) = self.source[self.at + 1..].split_once('}')?;
        let (least, most) = match inside.split_once(',') {
            None => (inside.parse().ok()?, Some(inside.parse().ok()?)),
            Some(("", "")) => return None,
            Some((least, most)) => {
                let least = if least.is_empty() { 0 } else { least.parse().ok()? };
                (least, if most.is_empty() { None } else { Some(most.parse().ok()?) })
            }
        };
        if most.is_some_and(|most| most < least) {
            return None;
        }
        self.at += inside.len() + 2;
        Some((least, most))
    }

    fn atom(&mut self) -> Result<Node> {
        match self.next()? {
            '(' => self.group(),
            '[' => self.class(),
            '^' => Ok(Node::Start),
            '$' => Ok(Node::End),
            '.' if self.dot_all => Ok(self.set(CharSet::all())),
            '.' => Ok(self.set(CharSet::of('\n').complement())),
            '\\' => self.escape(),
            '*' | '+' | '?' => Err(self.error("nothing to repeat")),
            character => Ok(self.set(CharSet::of(character))),
        }
    }

    fn set(&self, set: CharSet) -> Node {
        Node::Set(Rc::new(if self.fold { set.folded() } else { set }))
    }

    fn group(&mut self) -> Result<Node> {
        let look = match () {
            _ if self.take("?:") => None,
            _ if self.take("?=") => Some((true, true)),
            _ if self.take("?!") => Some((true, false)),
            _ if self.take("?<=") => Some((false, true)),
            _ if self.take("?<!") => Some((false, false)),
            _ if self.take("?P<") => self.name()?,
            _ if self.take("?") => return Err(self.error("this kind of group is not supported")),
            _ => None,
        };
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.error("groups are nested too deeply"));
        }
        let node = self.choice()?;
        self.depth -= 1;
        if !self.take(")") {
            return Err(self.error("`(` without its `)`"));
        }
        let Some((ahead, wanted)) = look else {
            return Ok(node);
        };
        Ok(Node::Look { node: Box::new(node), ahead, wanted })
    }

    fn name(&mut self) -> Result<Option<(bool, bool)>> {
        while self.next()? != '>' {}
        Ok(None)
    }

    fn escape(&mut self) -> Result<Node> {
        let start = self.at;
        match self.next()? {
            'b' => Ok(Node::WordBoundary { wanted: true }),
            'B' => Ok(Node::WordBoundary { wanted: false }),
            'A' => Ok(Node::Start),
            'Z' => Ok(Node::LastEnd),
            '1'..='9' => Err(self.error("references to groups are not supported")),
            _ => {
                self.at = start;
                let set = self.escaped_set()?;
                Ok(self.set(set))
            }
        }
    }

    /// What stands after a backslash, in a class or outside.
    fn escaped_set(&mut self) -> Result<CharSet> {
        let character = match self.next()? {
            'd' => return Ok(CharSet::class(Class::Decimal)),
            'D' => return Ok(CharSet::class(Class::Decimal).complement()),
            's' => return Ok(CharSet::class(Class::Space)),
            'S' => return Ok(CharSet::class(Class::Space).complement()),
            'w' => return Ok(CharSet::class(Class::Word)),
            'W' => return Ok(CharSet::class(Class::Word).complement()),
            'x' => self.code(2)?,
            'u' => self.code(4)?,
            'U' => self.code(8)?,
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'f' => '\x0c',
            'v' => '\x0b',
            'a' => '\x07',
            '0' => '\0',
            letter if letter.is_ascii_alphanumeric() => {
                return Err(self.error(&format!("the escape `\\{letter}` is not supported")));
            }
            character => character,
        };
        Ok(CharSet::of(character))
    }

    fn code(&mut self, digits: usize) -> Result<char> {
        let code = self.source.get(self.at..self.at + digits).and_then(|code| u32::from_str_radix(code, 16).ok());
        self.at += digits;
        // Half of a surrogate pair is in no text: a character that is in none either stands for it.
        let code = code.ok_or_else(|| PatternError { at: self.at - digits, what: "not a character code".into() })?;
        Ok(char::from_u32(code).unwrap_or(char::MAX))
    }

    /// A class, from behind its opening bracket.
    fn class(&mut self) -> Result<Node> {
        let start = self.at;
        let end = self.class_end()?;
        let source = &self.source[start..end];
        if let Some(known) = self.sets.get(source) {
            self.at = end + 1;
            return Ok(Node::Set(known.clone()));
        }
        let wanted = !self.take("^");
        let mut ranges = Vec::new();
        while self.at < end {
            self.class_item(end, &mut ranges)?;
        }
        self.at = end + 1;
        let set = CharSet::from_ranges(ranges);
        let set = if self.fold { set.folded() } else { set };
        let set = Rc::new(if wanted { set } else { set.complement() });
        self.sets.insert(source, set.clone());
        Ok(Node::Set(set))
    }

    /// Where the closing bracket stands. One right at the start is a member.
    fn class_end(&self) -> Result<usize> {
        let bytes = self.source.as_bytes();
        let first = self.at + usize::from(bytes.get(self.at) == Some(&b'^'));
        let mut at = first;
        while let Some(byte) = bytes.get(at) {
            match byte {
                b']' if at > first => return Ok(at),
                b'\\' => at += 2,
                _ => at += 1,
            }
        }
        Err(self.error("`[` without its `]`"))
    }

    fn class_item(&mut self, end: usize, ranges: &mut Vec<(u32, u32)>) -> Result<()> {
        let first = self.class_member()?;
        let is_range = self.source[self.at..end].starts_with('-') && self.at + 1 < end;
        if !is_range {
            ranges.extend_from_slice(first.ranges());
            return Ok(());
        }
        self.at += 1;
        let last = self.class_member()?;
        match (first.ranges(), last.ranges()) {
            ([(low, same)], [(other, high)]) if low == same && other == high && low <= high => {
                // Surrogates within the range are in no text and do no harm.
                ranges.push((*low, *high));
                Ok(())
            }
            _ => Err(self.error("not a range of characters")),
        }
    }

    fn class_member(&mut self) -> Result<CharSet> {
        match self.next()? {
            '\\' if self.take("b") => Ok(CharSet::of('\x08')),
            '\\' => self.escaped_set(),
            character => Ok(CharSet::of(character)),
        }
    }
}
