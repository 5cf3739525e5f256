//! Numbers in memory that begins with a cache line, so that no vector of the widest kernel lies across two.

use std::ops::{Deref, DerefMut};

/// As many numbers as were asked for, in whole cache lines.
#[derive(Debug, Clone, Default)]
pub(crate) struct Numbers {
    lines: Vec<Line>,
    len: usize,
}

#[derive(Debug, Clone, Copy)]
#[repr(C, align(64))]
struct Line([f32; PER_LINE]);

const PER_LINE: usize = 16;

impl Numbers {
    /// Makes room for at least so many numbers: new ones are zero, the others stay.
    pub fn grow(&mut self, len: usize) {
        if self.len < len {
            self.lines.resize(len.div_ceil(PER_LINE), Line([0.0; PER_LINE]));
            self.len = len;
        }
    }
}

impl FromIterator<f32> for Numbers {
    fn from_iter<I: IntoIterator<Item = f32>>(numbers: I) -> Numbers {
        let mut made = Numbers::default();
        for number in numbers {
            if made.len.is_multiple_of(PER_LINE) {
                made.lines.push(Line([0.0; PER_LINE]));
            }
            made.len += 1;
            let at = (made.len - 1) % PER_LINE;
            made.lines.iter_mut().next_back().into_iter().for_each(|line| line.0[at] = number);
        }
        made
    }
}

impl Deref for Numbers {
    type Target = [f32];

    #[inline]
    fn deref(&self) -> &[f32] {
        // SAFETY: lines are numbers without gaps, and `len` of them are there.
        unsafe { std::slice::from_raw_parts(self.lines.as_ptr().cast(), self.len) }
    }
}

impl DerefMut for Numbers {
    #[inline]
    fn deref_mut(&mut self) -> &mut [f32] {
        // SAFETY: as above.
        unsafe { std::slice::from_raw_parts_mut(self.lines.as_mut_ptr().cast(), self.len) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stay_when_room_is_made_and_begin_with_a_cache_line() {
        let mut numbers: Numbers = (0..21).map(|i| i as f32).collect();
        assert_eq!(numbers.len(), 21);
        numbers.grow(40);
        numbers.grow(3);
        assert_eq!(numbers.len(), 40);
        assert!(numbers.iter().enumerate().all(|(i, number)| *number == if i < 21 { i as f32 } else { 0.0 }));
        assert!(numbers.as_ptr().addr().is_multiple_of(64));
    }
}
