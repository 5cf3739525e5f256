//! Static word vectors: a table of rows and which word has which row.

use crate::error::LoadError;
use crate::files::{File, Folder};
use crate::model::floats;
use crate::msgpack::Reader;
use foldhash::{HashMap, HashMapExt};

/// Vectors by the string id of a word.
#[derive(Debug)]
pub(crate) struct Vectors {
    width: usize,
    rows: Vec<f32>,
    row_of: HashMap<u64, u32>,
}

impl Vectors {
    /// The pipeline's vectors; `None` where it has none.
    pub fn read(folder: &Folder) -> Result<Option<Vectors>, LoadError> {
        let (Some(table), Some(keys)) =
            (folder.read_if_there("vocab/vectors")?, folder.read_if_there("vocab/key2row")?)
        else {
            return Ok(None);
        };
        let (width, rows) = npy(&table)?;
        if rows.is_empty() {
            return Ok(None);
        }
        let row_of = key_rows(&keys, rows.len() / width)?;
        Ok(Some(Vectors { width, rows, row_of }))
    }

    pub fn width(&self) -> usize {
        self.width
    }

    /// The vector of a word.
    pub fn of(&self, orth: u64) -> Option<&[f32]> {
        let row = *self.row_of.get(&orth)? as usize;
        Some(&self.rows[row * self.width..][..self.width])
    }
}

/// Which row a word has; rows below zero or out of the table mean none.
fn key_rows(file: &File, rows: usize) -> Result<HashMap<u64, u32>, LoadError> {
    let mut reader = Reader::new(&file.bytes);
    let mut read = || {
        let len = reader.read_map_len()?;
        let mut row_of = HashMap::with_capacity(len);
        for _ in 0..len {
            let key = reader.read_unsigned()?;
            if let Some(row) = reader.read_value()?.unsigned().filter(|row| *row < rows as u64) {
                row_of.insert(key, row as u32);
            }
        }
        Ok(row_of)
    };
    read().map_err(|malformed| file.malformed(&malformed))
}

/// A numpy file of 32-bit floats with two dimensions: its row width and its numbers.
fn npy(file: &File) -> Result<(usize, Vec<f32>), LoadError> {
    let bytes = &file.bytes;
    let wrong = |what: &str| file.error("numpy header", what);
    if !bytes.starts_with(b"\x93NUMPY\x01") || bytes.len() < 10 {
        return Err(wrong("not a numpy file of version 1"));
    }
    let header_end = 10 + usize::from(u16::from_le_bytes([bytes[8], bytes[9]]));
    let header = bytes.get(10..header_end).and_then(|header| std::str::from_utf8(header).ok());
    let header = header.ok_or_else(|| wrong("cut short"))?;
    if !header.contains("'<f4'") || !header.contains("'fortran_order': False") {
        return Err(wrong("not rows of 32-bit floats"));
    }
    let shape = header.split_once('(').and_then(|(_, rest)| rest.split_once(')')).map(|(shape, _)| shape);
    let sizes: Vec<usize> = shape.unwrap_or_default().split(',').filter_map(|size| size.trim().parse().ok()).collect();
    let [rows, width] = sizes[..] else { return Err(wrong("not two dimensions")) };
    let data = &bytes[header_end..];
    if rows.checked_mul(width).and_then(|numbers| numbers.checked_mul(4)) != Some(data.len()) {
        return Err(file.error("", format!("{rows} rows of {width} do not fit {} bytes", data.len())));
    }
    Ok((width, floats(data)))
}
