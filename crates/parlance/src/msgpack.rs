//! Reads MessagePack, the format of most files of a pipeline, without copying texts or bytes.

/// One value. Texts and bytes borrow from the file's bytes; whole numbers from zero up are always `Unsigned`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value<'a> {
    Nil,
    Bool(bool),
    Integer(i64),
    Unsigned(u64),
    Float(f64),
    Text(&'a str),
    Bytes(&'a [u8]),
    List(Vec<Value<'a>>),
    Map(Vec<(Value<'a>, Value<'a>)>),
}

/// What is wrong with the bytes, and at which offset.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("byte {at}: {what}")]
pub(crate) struct Malformed {
    pub at: usize,
    pub what: String,
}

/// A place in the bytes of a file; each `read_` takes the next value.
#[derive(Debug, Clone)]
pub(crate) struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

/// Deeper nesting than any pipeline has; keeps a hostile file from exhausting the stack.
const DEEPEST: usize = 64;

type Result<T> = std::result::Result<T, Malformed>;

impl<'a> Value<'a> {
    pub fn text(&self) -> Option<&'a str> {
        match self {
            Value::Text(text) => Some(text),
            // Keys of a model's parameters are written as bytes.
            Value::Bytes(bytes) => std::str::from_utf8(bytes).ok(),
            _ => None,
        }
    }

    pub fn bytes(&self) -> Option<&'a [u8]> {
        match self {
            Value::Bytes(bytes) => Some(bytes),
            Value::Text(text) => Some(text.as_bytes()),
            _ => None,
        }
    }

    pub fn unsigned(&self) -> Option<u64> {
        match self {
            Value::Unsigned(number) => Some(*number),
            _ => None,
        }
    }

    pub fn integer(&self) -> Option<i64> {
        match self {
            Value::Unsigned(number) => i64::try_from(*number).ok(),
            Value::Integer(number) => Some(*number),
            _ => None,
        }
    }

    pub fn bool(&self) -> Option<bool> {
        match self {
            Value::Bool(value) => Some(*value),
            _ => None,
        }
    }

    pub fn list(&self) -> Option<&[Value<'a>]> {
        match self {
            Value::List(list) => Some(list),
            _ => None,
        }
    }

    pub fn map(&self) -> Option<&[(Value<'a>, Value<'a>)]> {
        match self {
            Value::Map(map) => Some(map),
            _ => None,
        }
    }

    /// The value under a text key of a map.
    pub fn get(&self, key: &str) -> Option<&Value<'a>> {
        self.map()?.iter().find(|(k, _)| k.text() == Some(key)).map(|(_, v)| v)
    }
}

/// The one value a file holds.
pub(crate) fn parse(bytes: &[u8]) -> Result<Value<'_>> {
    Reader::new(bytes).read_value()
}

impl<'a> Reader<'a> {
    pub fn new(bytes: &'a [u8]) -> Reader<'a> {
        Reader { bytes, at: 0 }
    }

    /// The next value with everything in it. Memory is bounded by the bytes that are really there.
    pub fn read_value(&mut self) -> Result<Value<'a>> {
        self.value_at_depth(0)
    }

    /// The header of a map; that many key-value pairs follow.
    pub fn read_map_len(&mut self) -> Result<usize> {
        let start = self.at;
        let len = match self.byte()? {
            head @ 0x80..=0x8f => usize::from(head & 0x0f),
            0xde => self.big_endian(2)? as usize,
            0xdf => self.big_endian(4)? as usize,
            head => return Err(unexpected(start, "a map", head)),
        };
        self.check_room(start, len.saturating_mul(2))?;
        Ok(len)
    }

    /// The header of a list; that many values follow.
    pub fn read_list_len(&mut self) -> Result<usize> {
        let start = self.at;
        let len = match self.byte()? {
            head @ 0x90..=0x9f => usize::from(head & 0x0f),
            0xdc => self.big_endian(2)? as usize,
            0xdd => self.big_endian(4)? as usize,
            head => return Err(unexpected(start, "a list", head)),
        };
        self.check_room(start, len)?;
        Ok(len)
    }

    pub fn read_text(&mut self) -> Result<&'a str> {
        let start = self.at;
        // Tables have hundreds of thousands of short texts: they are read without a detour.
        if let Some(head @ 0xa0..=0xbf) = self.bytes.get(start) {
            self.at += 1;
            return self.utf8(usize::from(head & 0x1f));
        }
        match self.read_value()?.text() {
            Some(text) => Ok(text),
            None => Err(unexpected(start, "a text", self.bytes[start])),
        }
    }

    pub fn read_unsigned(&mut self) -> Result<u64> {
        let start = self.at;
        // The usual case, for tables with hundreds of thousands of ids.
        if let Some([0xcf, number @ ..]) = self.bytes[start..].first_chunk::<9>() {
            self.at += 9;
            return Ok(u64::from_be_bytes(*number));
        }
        match self.read_value()? {
            Value::Unsigned(number) => Ok(number),
            _ => Err(unexpected(start, "a number", self.bytes[start])),
        }
    }

    fn value_at_depth(&mut self, depth: usize) -> Result<Value<'a>> {
        let start = self.at;
        if depth > DEEPEST {
            return Err(Malformed { at: start, what: "nested too deeply".into() });
        }
        match *self.bytes.get(start).ok_or_else(|| cut_short(start))? {
            0x80..=0x8f | 0xde | 0xdf => self.map(depth),
            0x90..=0x9f | 0xdc | 0xdd => self.list(depth),
            _ => self.scalar(),
        }
    }

    fn map(&mut self, depth: usize) -> Result<Value<'a>> {
        let len = self.read_map_len()?;
        let mut pairs = Vec::new();
        for _ in 0..len {
            pairs.push((self.value_at_depth(depth + 1)?, self.value_at_depth(depth + 1)?));
        }
        Ok(Value::Map(pairs))
    }

    fn list(&mut self, depth: usize) -> Result<Value<'a>> {
        let len = self.read_list_len()?;
        let mut values = Vec::new();
        for _ in 0..len {
            values.push(self.value_at_depth(depth + 1)?);
        }
        Ok(Value::List(values))
    }

    fn scalar(&mut self) -> Result<Value<'a>> {
        let start = self.at;
        Ok(match self.byte()? {
            number @ 0x00..=0x7f => Value::Unsigned(u64::from(number)),
            number @ 0xe0..=0xff => Value::Integer(i64::from(number as i8)),
            0xc0 => Value::Nil,
            0xc2 => Value::Bool(false),
            0xc3 => Value::Bool(true),
            0xca => Value::Float(f64::from(f32::from_bits(self.big_endian(4)? as u32))),
            0xcb => Value::Float(f64::from_bits(self.big_endian(8)?)),
            head @ 0xcc..=0xcf => Value::Unsigned(self.big_endian(1 << (head - 0xcc))?),
            head @ 0xd0..=0xd3 => self.signed(1 << (head - 0xd0))?,
            head @ 0xa0..=0xbf => self.text(usize::from(head & 0x1f))?,
            head @ 0xd9..=0xdb => self.long_text(1 << (head - 0xd9))?,
            head @ 0xc4..=0xc6 => self.long_bytes(1 << (head - 0xc4))?,
            head => return Err(unexpected(start, "a value", head)),
        })
    }

    fn signed(&mut self, width: usize) -> Result<Value<'a>> {
        let unused = 64 - 8 * width as u32;
        let number = ((self.big_endian(width)? << unused) as i64) >> unused;
        match u64::try_from(number) {
            Ok(number) => Ok(Value::Unsigned(number)),
            Err(_) => Ok(Value::Integer(number)),
        }
    }

    fn long_text(&mut self, width: usize) -> Result<Value<'a>> {
        let len = self.big_endian(width)? as usize;
        self.text(len)
    }

    fn long_bytes(&mut self, width: usize) -> Result<Value<'a>> {
        let len = self.big_endian(width)? as usize;
        Ok(Value::Bytes(self.take(len)?))
    }

    fn text(&mut self, len: usize) -> Result<Value<'a>> {
        Ok(Value::Text(self.utf8(len)?))
    }

    fn utf8(&mut self, len: usize) -> Result<&'a str> {
        let start = self.at;
        let bytes = self.take(len)?;
        let not_utf8 = |_| Malformed { at: start, what: "a text that is not UTF-8".into() };
        std::str::from_utf8(bytes).map_err(not_utf8)
    }

    fn byte(&mut self) -> Result<u8> {
        Ok(self.take(1)?[0])
    }

    fn big_endian(&mut self, width: usize) -> Result<u64> {
        Ok(self.take(width)?.iter().fold(0, |number, byte| number << 8 | u64::from(*byte)))
    }

    fn take(&mut self, len: usize) -> Result<&'a [u8]> {
        let rest = &self.bytes[self.at..];
        let taken = rest.get(..len).ok_or_else(|| cut_short(self.bytes.len()))?;
        self.at += len;
        Ok(taken)
    }

    /// Every value takes a byte at least: a longer announced length means that the file was cut short.
    fn check_room(&self, start: usize, values: usize) -> Result<()> {
        if values > self.bytes.len() - self.at {
            return Err(Malformed { at: start, what: format!("{values} values announced, the file is cut short") });
        }
        Ok(())
    }
}

fn cut_short(at: usize) -> Malformed {
    Malformed { at, what: "the file ends in the middle of a value".into() }
}

fn unexpected(at: usize, wanted: &str, found: u8) -> Malformed {
    Malformed { at, what: format!("{wanted} expected, found byte 0x{found:02x}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_width_of_a_number_is_read() {
        let check = |bytes: &[u8], expected: Value| assert_eq!(parse(bytes), Ok(expected), "{bytes:02x?}");
        check(&[0x07], Value::Unsigned(7));
        check(&[0xff], Value::Integer(-1));
        check(&[0xcc, 200], Value::Unsigned(200));
        check(&[0xcd, 1, 0], Value::Unsigned(256));
        check(&[0xcf, 255, 255, 255, 255, 255, 255, 255, 255], Value::Unsigned(u64::MAX));
        check(&[0xd0, 0x80], Value::Integer(-128));
        check(&[0xd1, 0, 5], Value::Unsigned(5));
        check(&[0xd3, 255, 255, 255, 255, 255, 255, 255, 254], Value::Integer(-2));
        check(&[0xcb, 0x3f, 0xf8, 0, 0, 0, 0, 0, 0], Value::Float(1.5));
    }

    #[test]
    fn maps_are_asked_by_key_whether_it_is_text_or_bytes() {
        let bytes = [0x82, 0xa1, b'a', 0x93, 1, 2, 0xc0, 0xc4, 1, b'b', 0xc3];
        let map = parse(&bytes).expect("well formed");
        assert_eq!(map.get("a").and_then(|v| v.list()).map(|l| l.len()), Some(3));
        assert_eq!(map.get("b").and_then(|v| v.bool()), Some(true));
        assert_eq!(map.get("c"), None);
    }

    #[test]
    fn a_file_cut_short_is_an_error_wherever_it_is_cut() {
        let bytes = [0x82, 0xa1, b'a', 0xcd, 1, 0, 0xd9, 3, b'x', b'y', b'z', 0xdc, 0, 1, 0xca, 0, 0, 0, 0];
        assert!(parse(&bytes).is_ok());
        for end in 0..bytes.len() {
            assert!(parse(&bytes[..end]).is_err(), "cut at {end}");
        }
    }

    #[test]
    fn an_announced_length_takes_no_memory() {
        assert!(parse(&[0xdd, 255, 255, 255, 255]).is_err());
        assert!(parse(&[0xdf, 255, 255, 255, 255, 0]).is_err());
        assert!(parse(&[0xc6, 255, 255, 255, 255, 0]).is_err());
    }

    #[test]
    fn endless_nesting_is_an_error() {
        assert!(parse(&[0x91; 100_000]).is_err());
    }
}
