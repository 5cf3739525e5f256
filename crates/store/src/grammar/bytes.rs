//! Numbers and lists in bytes.

/// Bytes that are read from the front; nothing is read past their end.
#[derive(Clone, Copy)]
pub struct Bytes<'b>(pub &'b [u8]);

impl<'b> Bytes<'b> {
    /// LEB128.
    pub fn number(&mut self) -> Option<usize> {
        let mut value = 0usize;
        for shift in (0..63).step_by(7) {
            let (byte, rest) = self.0.split_first()?;
            self.0 = rest;
            value |= usize::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                return Some(value);
            }
        }
        None
    }

    pub fn list(&mut self) -> Option<Bytes<'b>> {
        let length = self.number()?;
        let list = self.0.get(..length)?;
        self.0 = &self.0[length..];
        Some(Bytes(list))
    }
}

pub fn number(out: &mut Vec<u8>, mut value: usize) {
    while value >= 0x80 {
        out.push((value as u8 & 0x7F) | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// Small numbers of either sign as small numbers.
pub fn zigzag(value: i64) -> usize {
    ((value << 1) ^ (value >> 63)) as usize
}

pub fn unzigzag(value: usize) -> i64 {
    ((value >> 1) as i64) ^ -((value & 1) as i64)
}
