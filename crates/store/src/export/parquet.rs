//! Parquet: the table of facts, in groups of rows; every column a text that may be absent, offsets as numbers.

use super::table::{SHARED, columns, row};
use super::{Part, each};
use crate::problem::{Problem, Result};
use parquet::basic::{Compression, ConvertedType, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;
use std::io::Write;
use std::sync::Arc;

/// Rows that are held before they are written.
const GROUP: usize = 20_000;

/// Columns that count characters.
const NUMBERS: [&str; 2] = ["starts", "ends"];

type Row = Vec<Option<String>>;

pub fn export(part: &Part, out: &mut dyn Write) -> Result<()> {
    let names: Vec<String> = columns(part)?;
    let all: Vec<&str> = SHARED.iter().copied().chain(names.iter().map(String::as_str)).collect();
    // The writer wants to own what it writes to and to send it between threads; a list of bytes is both.
    let schema = schema(&all).map_err(wrong)?;
    let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
    let mut writer = SerializedFileWriter::new(vec![], schema, Arc::new(properties)).map_err(wrong)?;
    let mut rows: Vec<Row> = vec![];
    each(part, |source, facts| {
        rows.extend(facts.iter().map(|said| row(source, said, &names)));
        if rows.len() < GROUP {
            return Ok(());
        }
        group(&mut writer, &all, &std::mem::take(&mut rows)).map_err(wrong)
    })?;
    group(&mut writer, &all, &rows).map_err(wrong)?;
    let bytes = writer.into_inner().map_err(wrong)?;
    out.write_all(&bytes).map_err(super::failed("Parquet"))
}

fn wrong(error: ParquetError) -> Problem {
    Problem::Export { what: "Parquet", why: error.to_string() }
}

fn schema(names: &[&str]) -> parquet::errors::Result<Arc<Type>> {
    let field = |name: &&str| {
        if NUMBERS.contains(name) {
            let number = Type::primitive_type_builder(name, Physical::INT64).with_repetition(Repetition::REQUIRED);
            return number.build().map(Arc::new);
        }
        let text = Type::primitive_type_builder(name, Physical::BYTE_ARRAY).with_repetition(Repetition::OPTIONAL);
        let text = text.with_logical_type(Some(LogicalType::String)).with_converted_type(ConvertedType::UTF8);
        text.build().map(Arc::new)
    };
    let fields = names.iter().map(field).collect::<parquet::errors::Result<Vec<_>>>()?;
    Type::group_type_builder("fact").with_fields(fields).build().map(Arc::new)
}

fn group(writer: &mut SerializedFileWriter<Vec<u8>>, names: &[&str], rows: &[Row]) -> parquet::errors::Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let mut group = writer.next_row_group()?;
    for (i, name) in names.iter().enumerate() {
        let Some(mut column) = group.next_column()? else { break };
        let cells = rows.iter().map(|row| row.get(i).and_then(Option::as_deref));
        if NUMBERS.contains(name) {
            let numbers: Vec<i64> = cells.map(|cell| cell.and_then(|c| c.parse().ok()).unwrap_or_default()).collect();
            column.typed::<Int64Type>().write_batch(&numbers, None, None)?;
        } else {
            let levels: Vec<i16> = cells.clone().map(|cell| i16::from(cell.is_some())).collect();
            let texts: Vec<ByteArray> = cells.flatten().map(ByteArray::from).collect();
            column.typed::<ByteArrayType>().write_batch(&texts, Some(&levels), None)?;
        }
        column.close()?;
    }
    group.close()?;
    Ok(())
}
