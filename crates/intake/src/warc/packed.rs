//! Packed streams of many members, as archives are: gzip and Zstandard, a broken member passed over.

use flate2::bufread::GzDecoder;
use ruzstd::decoding::{BlockDecodingStrategy, Dictionary, FrameDecoder, StreamingDecoder};
use std::io::{self, BufRead, Read};

const GZIP: &[u8] = &[0x1F, 0x8B, 0x08];
/// How a web archive begins.
pub const ARCHIVE: &[u8] = b"WARC/";
const ZSTANDARD: &[u8] = &[0x28, 0xB5, 0x2F, 0xFD];
/// A frame of Zstandard that is passed over; the first of an archive may hold the dictionary of the others (the WARC
/// Zstandard specification).
const SKIPPABLE: &[u8] = &[0x2A, 0x4D, 0x18];
const DICTIONARY: u8 = 0x5D;
/// Larger ones are attacks.
const LARGEST_DICTIONARY: u64 = 16_000_000;
const LARGEST_WINDOW: u64 = 64_000_000;

/// The stream itself, or unpacked where it begins as a packed one.
pub fn unpacked<R: BufRead + 'static>(input: R) -> io::Result<Box<dyn BufRead>> {
    let mut input = Ahead::of(input);
    // What is looked at here is what the caller sees first: enough to know an archive by.
    let start = input.peek(ARCHIVE.len())?.to_vec();
    if start.starts_with(GZIP) {
        return Ok(Box::new(io::BufReader::new(Members {
            state: State::Between(input),
            format: Format::Gzip,
            dictionary: None,
        })));
    }
    if start.starts_with(ZSTANDARD) || is_skippable(&start) {
        let members = Members { state: State::Between(input), format: Format::Zstandard, dictionary: None };
        return Ok(Box::new(io::BufReader::new(members)));
    }
    Ok(Box::new(input))
}

/// "0x184D2A50" to "0x184D2A5F", little end first.
fn is_skippable(magic: &[u8]) -> bool {
    magic.len() >= 4 && magic[0] & 0xF0 == 0x50 && &magic[1..4] == SKIPPABLE
}

/// Input of which the next bytes can be looked at before they are read.
pub struct Ahead<R> {
    seen: Vec<u8>,
    at: usize,
    input: R,
}

impl<R: BufRead> Ahead<R> {
    pub fn of(input: R) -> Self {
        Ahead { seen: vec![], at: 0, input }
    }

    /// Puts bytes back that were read already.
    pub fn put_back(&mut self, bytes: &[u8]) {
        self.seen.splice(..self.at, bytes.iter().copied());
        self.at = 0;
    }

    /// The next bytes, fewer at the end.
    pub fn peek(&mut self, count: usize) -> io::Result<&[u8]> {
        self.seen.drain(..self.at);
        self.at = 0;
        while self.seen.len() < count {
            let buffer = self.input.fill_buf()?;
            if buffer.is_empty() {
                break;
            }
            let taken = buffer.len().min(count - self.seen.len());
            self.seen.extend_from_slice(&buffer[..taken]);
            self.input.consume(taken);
        }
        Ok(&self.seen)
    }
}

impl<R: BufRead> BufRead for Ahead<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at < self.seen.len() {
            return Ok(&self.seen[self.at..]);
        }
        self.input.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        if self.at < self.seen.len() {
            self.at += amount;
            return;
        }
        self.input.consume(amount);
    }
}

impl<R: BufRead> Read for Ahead<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let buffer = self.fill_buf()?;
        let taken = buffer.len().min(into.len());
        into[..taken].copy_from_slice(&buffer[..taken]);
        self.consume(taken);
        Ok(taken)
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Format {
    Gzip,
    Zstandard,
}

enum State<R: BufRead> {
    Between(Ahead<R>),
    Gzip(Box<GzDecoder<Ahead<R>>>),
    Zstandard(Ahead<R>, Box<FrameDecoder>),
    Ended,
}

/// Members one behind the other. A broken one is an error once; reading on begins at the next member.
struct Members<R: BufRead> {
    state: State<R>,
    format: Format,
    /// The dictionary of an archive, as printed in its first frame.
    dictionary: Option<Vec<u8>>,
}

impl<R: BufRead> Read for Members<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if into.is_empty() {
            return Ok(0);
        }
        loop {
            let result = match &mut self.state {
                State::Ended => return Ok(0),
                State::Between(_) => {
                    self.begin()?;
                    continue;
                }
                State::Gzip(member) => member.read(into),
                State::Zstandard(input, frame) => decode(input, frame, into),
            };
            match result {
                Ok(0) => self.end(),
                Ok(count) => return Ok(count),
                Err(error) => {
                    self.end();
                    return Err(broken(&error.to_string()));
                }
            }
        }
    }
}

impl<R: BufRead> Members<R> {
    /// Leaves a member, whole or broken.
    fn end(&mut self) {
        self.state = match std::mem::replace(&mut self.state, State::Ended) {
            State::Gzip(member) => State::Between(member.into_inner()),
            State::Zstandard(input, _) => State::Between(input),
            other => other,
        };
    }

    /// Goes to the next member, over whatever stands before it.
    fn begin(&mut self) -> io::Result<()> {
        let State::Between(mut input) = std::mem::replace(&mut self.state, State::Ended) else { return Ok(()) };
        let magic = if self.format == Format::Gzip { GZIP } else { ZSTANDARD };
        loop {
            let next = input.peek(4)?.to_vec();
            if next.is_empty() {
                return Ok(());
            }
            if self.format == Format::Zstandard && is_skippable(&next) {
                self.dictionary = skip(&mut input)?.or(self.dictionary.take());
                continue;
            }
            if next.starts_with(magic) {
                break;
            }
            input.consume(1);
        }
        self.open(input)
    }

    fn open(&mut self, mut input: Ahead<R>) -> io::Result<()> {
        if self.format == Format::Gzip {
            self.state = State::Gzip(Box::new(GzDecoder::new(input)));
            return Ok(());
        }
        let mut frame = FrameDecoder::new();
        frame.set_max_window_size(LARGEST_WINDOW);
        if let Some(dictionary) = self.dictionary.as_deref().and_then(|d| Dictionary::decode_dict(d).ok()) {
            // A second dictionary of the same name is the same dictionary.
            let _ = frame.add_dict(dictionary);
        }
        if let Err(error) = frame.init(&mut input) {
            self.state = State::Between(input);
            return Err(broken(&error.to_string()));
        }
        self.state = State::Zstandard(input, Box::new(frame));
        Ok(())
    }
}

/// Blocks of a frame until there are bytes to give; none at its end.
fn decode<R: BufRead>(input: &mut Ahead<R>, frame: &mut FrameDecoder, into: &mut [u8]) -> io::Result<usize> {
    while frame.can_collect() == 0 && !frame.is_finished() {
        let decoded = frame.decode_blocks(&mut *input, BlockDecodingStrategy::UptoBlocks(1));
        decoded.map_err(|e| broken(&e.to_string()))?;
    }
    let count = frame.read(into)?;
    // A frame may end with a sum of its contents.
    let sums = (frame.get_checksum_from_data(), frame.get_calculated_checksum());
    match sums {
        (Some(printed), Some(found)) if count == 0 && printed != found => Err(broken("its checksum is wrong")),
        _ => Ok(count),
    }
}

/// A skippable frame: the dictionary where it holds one.
fn skip<R: BufRead>(input: &mut Ahead<R>) -> io::Result<Option<Vec<u8>>> {
    let mut head = [0; 8];
    input.read_exact(&mut head)?;
    let length = u64::from(u32::from_le_bytes([head[4], head[5], head[6], head[7]]));
    if head[0] != DICTIONARY || length > LARGEST_DICTIONARY {
        io::copy(&mut input.take(length), &mut io::sink())?;
        return Ok(None);
    }
    let mut printed = vec![];
    input.take(length).read_to_end(&mut printed)?;
    if !printed.starts_with(ZSTANDARD) {
        return Ok(Some(printed));
    }
    let mut dictionary = vec![];
    let decoder = StreamingDecoder::new(printed.as_slice()).map_err(|e| broken(&e.to_string()))?;
    decoder.take(LARGEST_DICTIONARY).read_to_end(&mut dictionary)?;
    Ok(Some(dictionary))
}

fn broken(why: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, why.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use ruzstd::encoding::{CompressionLevel, compress_to_vec};
    use std::io::Write;

    fn gzip(text: &str) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(vec![], flate2::Compression::default());
        encoder.write_all(text.as_bytes()).expect("memory takes it");
        encoder.finish().expect("memory takes it")
    }

    fn zstandard(text: &str) -> Vec<u8> {
        compress_to_vec(text.as_bytes(), CompressionLevel::Fastest)
    }

    /// What is read, and how many errors were met on the way.
    fn read(packed: Vec<u8>) -> (String, usize) {
        let mut input = unpacked(io::Cursor::new(packed)).expect("memory can be read");
        let (mut text, mut errors) = (vec![], 0);
        loop {
            match input.fill_buf().map(<[u8]>::to_vec) {
                Ok(bytes) if bytes.is_empty() => return (String::from_utf8_lossy(&text).into_owned(), errors),
                Ok(bytes) => {
                    input.consume(bytes.len());
                    text.extend(bytes);
                }
                Err(_) => errors += 1,
            }
        }
    }

    #[test]
    fn members_are_read_one_behind_the_other() {
        assert_eq!(read([gzip("one "), gzip("two")].concat()), ("one two".into(), 0));
        assert_eq!(read([zstandard("one "), zstandard("two")].concat()), ("one two".into(), 0));
        assert_eq!(read(b"plain".to_vec()), ("plain".into(), 0));
    }

    #[test]
    fn a_frame_to_be_skipped_is_no_text() {
        let skipped = [&[0x51, 0x2A, 0x4D, 0x18, 3, 0, 0, 0][..], b"abc"].concat();
        assert_eq!(read([skipped, zstandard("one")].concat()), ("one".into(), 0));
    }

    #[test]
    fn behind_a_broken_member_the_next_is_read() {
        for pack in [gzip, zstandard] {
            let mut bad = pack(&(0..400).map(|n| format!("{} ", n * n)).collect::<String>());
            let middle = bad.len() / 2;
            bad.truncate(middle);
            let (text, errors) = read([pack("one "), bad, pack("two")].concat());
            assert!(text.starts_with("one ") && errors > 0, "{text:?}");
            let mut bad = pack("0123456789 and more of it");
            let length = bad.len();
            bad[12..length - 12].fill(0xFF);
            let (text, errors) = read([pack("one "), bad, pack("two")].concat());
            assert!(text.starts_with("one ") && text.ends_with("two") && errors > 0, "{text:?}");
        }
    }
}
