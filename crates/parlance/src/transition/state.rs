//! The state of the dependency parser: its stack, its buffer and the arcs made so far.

use crate::labels::Label;

/// No token.
pub(crate) const NONE: i32 = -1;

/// Buffers are kept from text to text.
#[derive(Debug, Default)]
pub(crate) struct State {
    len: usize,
    stack: Vec<i32>,
    /// The first token that was never taken from the buffer.
    next: usize,
    /// Tokens put back in front of the buffer; the last one is the first of the buffer.
    returned: Vec<i32>,
    pub heads: Vec<i32>,
    pub labels: Vec<Label>,
    unshiftable: Vec<bool>,
    sentence_starts: Vec<bool>,
    /// The child added last on the left and on the right of a token, and for a child the one added before it.
    last_left: Vec<i32>,
    last_right: Vec<i32>,
    previous: Vec<i32>,
}

impl State {
    pub fn begin(&mut self, len: usize) {
        self.len = len;
        self.next = 0;
        self.stack.clear();
        self.returned.clear();
        for numbers in [&mut self.heads, &mut self.last_left, &mut self.last_right, &mut self.previous] {
            numbers.clear();
            numbers.resize(len, NONE);
        }
        for flags in [&mut self.unshiftable, &mut self.sentence_starts] {
            flags.clear();
            flags.resize(len, false);
        }
        self.labels.clear();
        self.labels.resize(len, Label::NONE);
        if len > 0 {
            self.sentence_starts[0] = true;
        }
    }

    pub fn is_final(&self) -> bool {
        self.stack.is_empty() && self.buffer_len() == 0
    }

    pub fn stack_len(&self) -> usize {
        self.stack.len()
    }

    pub fn buffer_len(&self) -> usize {
        self.len - self.next + self.returned.len()
    }

    /// The `i`-th token from the top of the stack.
    pub fn on_stack(&self, i: usize) -> i32 {
        if i < self.stack.len() { self.stack[self.stack.len() - 1 - i] } else { NONE }
    }

    /// The `i`-th token of the buffer.
    pub fn in_buffer(&self, i: usize) -> i32 {
        if i < self.returned.len() {
            return self.returned[self.returned.len() - 1 - i];
        }
        let token = self.next + (i - self.returned.len());
        if token < self.len { token as i32 } else { NONE }
    }

    pub fn last_left_child(&self, token: i32) -> i32 {
        usize::try_from(token).map_or(NONE, |token| self.last_left[token])
    }

    pub fn last_right_child(&self, token: i32) -> i32 {
        usize::try_from(token).map_or(NONE, |token| self.last_right[token])
    }

    pub fn is_sentence_start(&self, token: i32) -> bool {
        usize::try_from(token).is_ok_and(|token| self.sentence_starts[token])
    }

    pub fn start_sentence(&mut self, token: i32) {
        if let Ok(token) = usize::try_from(token) {
            self.sentence_starts[token] = true;
        }
    }

    pub fn is_unshiftable(&self, token: i32) -> bool {
        usize::try_from(token).is_ok_and(|token| self.unshiftable[token])
    }

    pub fn make_shiftable(&mut self, token: i32) {
        if let Ok(token) = usize::try_from(token) {
            self.unshiftable[token] = false;
        }
    }

    /// The first token of the buffer goes on the stack.
    pub fn push(&mut self) {
        match self.returned.pop() {
            Some(token) => self.stack.push(token),
            None if self.next < self.len => {
                self.stack.push(self.next as i32);
                self.next += 1;
            }
            None => {}
        }
    }

    pub fn pop(&mut self) {
        self.stack.pop();
    }

    /// The top of the stack goes back to the buffer, for good: it is not shifted again.
    pub fn put_back(&mut self) {
        if let Some(token) = self.stack.pop() {
            self.unshiftable[token as usize] = true;
            self.returned.push(token);
        }
    }

    pub fn has_head(&self, token: i32) -> bool {
        usize::try_from(token).is_ok_and(|token| self.heads[token] >= 0)
    }

    /// Nothing is left to do.
    pub fn finish(&mut self) {
        self.stack.clear();
        self.returned.clear();
        self.next = self.len;
    }

    /// Attaches `child`, instead of where it was.
    pub fn attach(&mut self, head: i32, child: i32, label: Label) {
        if self.has_head(child) {
            self.detach(child);
        }
        let (h, c) = (head as usize, child as usize);
        let last = if head > child { &mut self.last_left[h] } else { &mut self.last_right[h] };
        self.previous[c] = *last;
        *last = child;
        self.heads[c] = head;
        self.labels[c] = label;
    }

    /// Only the top of the stack is ever attached anew, and it is the child that its head got last.
    fn detach(&mut self, child: i32) {
        let c = child as usize;
        let head = self.heads[c];
        let last = if head > child { &mut self.last_left[head as usize] } else { &mut self.last_right[head as usize] };
        if *last == child {
            *last = self.previous[c];
        }
        self.heads[c] = NONE;
    }
}
