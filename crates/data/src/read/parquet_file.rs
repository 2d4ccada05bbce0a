//! The columns of a Parquet file as lines of fields. Nested columns and binary values are left out.

use super::text::quotable;
use bytes::Bytes;
use parquet::basic::{ConvertedType, LogicalType, TimeUnit};
use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::DataType;
use parquet::errors::ParquetError;
use parquet::file::reader::{FileReader as _, SerializedFileReader};
use parquet::schema::types::ColumnDescriptor;
use std::fmt::Write as _;

/// How many rows are turned into text at a time.
const ROWS_AT_ONCE: usize = 8192;

const SECONDS_A_DAY: i64 = 86_400;

/// The columns' names, and a line of comma-separated fields for each row. Text is quoted; times are seconds since 1970.
///
/// # Errors
/// Why the file cannot be read, or that its lines take more than `max_bytes`.
pub(super) fn lines_of(file: Vec<u8>, max_bytes: u64) -> Result<(Vec<String>, Vec<u8>), String> {
    // The library panics at some damaged files. Nothing that it works on outlives the call.
    let read = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| read_lines(file, max_bytes)));
    read.unwrap_or_else(|_| Err("it is damaged".to_owned()))
}

fn read_lines(file: Vec<u8>, max_bytes: u64) -> Result<(Vec<String>, Vec<u8>), String> {
    let reader = SerializedFileReader::new(Bytes::from(file)).map_err(reason_of)?;
    let schema = reader.metadata().file_metadata().schema_descr();
    let flat: Vec<usize> = (0..schema.num_columns())
        .filter(|&at| schema.column(at).max_rep_level() == 0 && schema.column(at).path().parts().len() == 1)
        .collect();
    let names = flat.iter().map(|&at| schema.column(at).name().to_owned()).collect();
    let mut lines = Vec::new();
    for group in 0..reader.num_row_groups() {
        let group = reader.get_row_group(group).map_err(reason_of)?;
        let column = |&at: &usize| Ok(Column::new(group.get_column_reader(at)?, &schema.column(at)));
        let mut columns = flat.iter().map(column).collect::<Result<Vec<_>, _>>().map_err(reason_of)?;
        let mut left = usize::try_from(group.metadata().num_rows()).unwrap_or(0);
        while left > 0 && !columns.is_empty() {
            let n_rows = left.min(ROWS_AT_ONCE);
            for column in &mut columns {
                column.read(n_rows).map_err(reason_of)?;
            }
            for row in 0..n_rows {
                for (place, column) in columns.iter().enumerate() {
                    if place > 0 {
                        lines.push(b',');
                    }
                    lines.extend_from_slice(column.field(row).as_bytes());
                }
                lines.push(b'\n');
            }
            if lines.len() as u64 > max_bytes {
                return Err(format!("its rows take more than {} GiB as text", max_bytes >> 30));
            }
            left -= n_rows;
        }
    }
    Ok((names, lines))
}

/// The library names the kind of error before the error.
fn reason_of(error: ParquetError) -> String {
    let text = error.to_string();
    if let Some((_, codec)) = text.split_once("Disabled feature at compile time: ") {
        return format!("it is compressed with {codec}; use Snappy, Zstandard, gzip or LZ4");
    }
    text.split_once(": ").map_or(text.clone(), |(_, reason)| reason.to_owned())
}

/// One column of a group of rows, and the text of the rows read last.
struct Column {
    reader: ColumnReader,
    meaning: Meaning,
    text: String,
    /// Where each row's field ends in `text`.
    ends: Vec<usize>,
}

/// What a column's numbers and bytes stand for.
#[derive(Clone, Copy)]
enum Meaning {
    AsIs,
    Unsigned,
    Days,
    /// Parts of a second since 1970, so many in one.
    Time(i64),
    /// Hundredths, thousandths and so on: numbers to divide by this.
    Decimal(f64),
    Uuid,
    Binary,
}

impl Meaning {
    fn of(descriptor: &ColumnDescriptor) -> Self {
        match descriptor.logical_type_ref() {
            Some(LogicalType::Date) => Self::Days,
            Some(LogicalType::Timestamp(time)) => Self::Time(match time.unit {
                TimeUnit::MILLIS => 1_000,
                TimeUnit::MICROS => 1_000_000,
                TimeUnit::NANOS => 1_000_000_000,
            }),
            Some(LogicalType::Integer(whole)) if !whole.is_signed => Self::Unsigned,
            Some(LogicalType::Decimal(decimal)) => Self::Decimal(10f64.powi(decimal.scale)),
            Some(LogicalType::Uuid) => Self::Uuid,
            Some(LogicalType::Float16 | LogicalType::Bson) => Self::Binary,
            Some(_) => Self::AsIs,
            None => Self::of_older(descriptor),
        }
    }

    /// As files of before 2018 say it.
    fn of_older(descriptor: &ColumnDescriptor) -> Self {
        match descriptor.converted_type() {
            ConvertedType::DATE => Self::Days,
            ConvertedType::TIMESTAMP_MILLIS => Self::Time(1_000),
            ConvertedType::TIMESTAMP_MICROS => Self::Time(1_000_000),
            ConvertedType::UINT_8
            | ConvertedType::UINT_16
            | ConvertedType::UINT_32
            | ConvertedType::UINT_64 => Self::Unsigned,
            ConvertedType::DECIMAL => Self::Decimal(10f64.powi(descriptor.type_scale())),
            _ => Self::AsIs,
        }
    }
}

impl Column {
    fn new(reader: ColumnReader, descriptor: &ColumnDescriptor) -> Self {
        Self { reader, meaning: Meaning::of(descriptor), text: String::new(), ends: Vec::new() }
    }

    /// The text of one of the rows read last.
    fn field(&self, row: usize) -> &str {
        let start = row.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start..self.ends[row]]
    }

    /// Reads the next rows, of which there must be so many.
    fn read(&mut self, n_rows: usize) -> Result<(), ParquetError> {
        self.text.clear();
        self.ends.clear();
        let (text, ends, meaning) = (&mut self.text, &mut self.ends, self.meaning);
        match &mut self.reader {
            ColumnReader::BoolColumnReader(reader) => {
                fields(reader, n_rows, text, ends, |value, text| show(text, u8::from(*value)))
            }
            ColumnReader::Int32ColumnReader(reader) => fields(reader, n_rows, text, ends, |&value, text| {
                let whole = if matches!(meaning, Meaning::Unsigned) {
                    i64::from(value.cast_unsigned())
                } else {
                    i64::from(value)
                };
                show_whole(text, whole, meaning);
            }),
            ColumnReader::Int64ColumnReader(reader) => fields(reader, n_rows, text, ends, |&value, text| {
                if matches!(meaning, Meaning::Unsigned) {
                    show(text, value.cast_unsigned());
                } else {
                    show_whole(text, value, meaning);
                }
            }),
            ColumnReader::Int96ColumnReader(reader) => {
                fields(reader, n_rows, text, ends, |value, text| show(text, value.to_seconds()))
            }
            ColumnReader::FloatColumnReader(reader) => {
                fields(reader, n_rows, text, ends, |value, text| show(text, value))
            }
            ColumnReader::DoubleColumnReader(reader) => {
                fields(reader, n_rows, text, ends, |value, text| show(text, value))
            }
            ColumnReader::ByteArrayColumnReader(reader) => {
                fields(reader, n_rows, text, ends, |value, text| show_bytes(text, value.data(), meaning))
            }
            ColumnReader::FixedLenByteArrayColumnReader(reader) => {
                fields(reader, n_rows, text, ends, |value, text| match meaning {
                    Meaning::AsIs => show_bytes(text, value.data(), Meaning::Binary),
                    _ => show_bytes(text, value.data(), meaning),
                })
            }
        }
    }
}

/// Appends the fields of the next rows to `text`, an empty one for a missing value, and where each ends to `ends`.
fn fields<T: DataType>(
    reader: &mut ColumnReaderImpl<T>,
    n_rows: usize,
    text: &mut String,
    ends: &mut Vec<usize>,
    show: impl Fn(&T::T, &mut String),
) -> Result<(), ParquetError> {
    let (mut values, mut is_there) = (Vec::new(), Vec::new());
    while ends.len() < n_rows {
        values.clear();
        is_there.clear();
        let wanted = n_rows - ends.len();
        let (n_read, n_values, _) = reader.read_records(wanted, Some(&mut is_there), None, &mut values)?;
        if n_read == 0 {
            return Err(ParquetError::General("a column has fewer rows than the file".to_owned()));
        }
        let mut next = values[..n_values].iter();
        for row in 0..n_read {
            // A column in which no value can be missing has no such marks.
            if is_there.get(row).is_none_or(|&level| level > 0)
                && let Some(value) = next.next()
            {
                show(value, text);
            }
            ends.push(text.len());
        }
    }
    Ok(())
}

fn show(text: &mut String, value: impl std::fmt::Display) {
    // Writing to a string does not fail.
    let _ = write!(text, "{value}");
}

fn show_whole(text: &mut String, value: i64, meaning: Meaning) {
    match meaning {
        Meaning::Days => show(text, value.saturating_mul(SECONDS_A_DAY)),
        Meaning::Time(parts) => show(text, value.div_euclid(parts)),
        Meaning::Decimal(scale) => show(text, value as f64 / scale),
        _ => show(text, value),
    }
}

fn show_bytes(text: &mut String, bytes: &[u8], meaning: Meaning) {
    match meaning {
        Meaning::AsIs => show(text, format_args!("\"{}\"", quotable(&String::from_utf8_lossy(bytes)))),
        Meaning::Uuid if bytes.len() == 16 => {
            for (place, byte) in bytes.iter().enumerate() {
                let dash = if matches!(place, 4 | 6 | 8 | 10) { "-" } else { "" };
                show(text, format_args!("{dash}{byte:02x}"));
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use parquet::basic::{Compression, ZstdLevel};
    use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int32Type, Int64Type};
    use parquet::file::properties::WriterProperties;
    use parquet::file::writer::SerializedFileWriter;
    use parquet::schema::parser::parse_message_type;
    use proptest::prelude::*;
    use std::sync::Arc;

    const SCHEMA: &str = "message ratings {
        required binary user (UTF8);
        optional int32 item (INTEGER(32, false));
        optional double rating;
        required int64 time (TIMESTAMP(MILLIS, true));
        required int32 day (DATE);
        optional group tags { repeated binary tag (UTF8); }
    }";

    /// `n_rows` rows in groups of 10,000. Every fifth rating is missing.
    fn written(n_rows: usize, compression: Compression) -> Vec<u8> {
        let schema = Arc::new(parse_message_type(SCHEMA).expect("a schema"));
        let properties = WriterProperties::builder().set_compression(compression).build();
        let mut writer =
            SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties)).expect("a writer");
        let rows: Vec<usize> = (0..n_rows).collect();
        for rows in rows.chunks(10_000) {
            let mut group = writer.next_row_group().expect("a group");
            let users: Vec<ByteArray> =
                rows.iter().map(|row| format!("u \"{}\",\n{row}", row / 7).as_str().into()).collect();
            let mut column = group.next_column().expect("fine").expect("a column");
            column.typed::<ByteArrayType>().write_batch(&users, None, None).expect("written");
            column.close().expect("closed");
            let items: Vec<i32> =
                rows.iter().map(|&row| -1 - i32::try_from(row % 7).expect("small")).collect();
            let mut column = group.next_column().expect("fine").expect("a column");
            column
                .typed::<Int32Type>()
                .write_batch(&items, Some(&vec![1; rows.len()]), None)
                .expect("written");
            column.close().expect("closed");
            let levels: Vec<i16> = rows.iter().map(|row| i16::from(row % 5 != 0)).collect();
            let stars: Vec<f64> = rows.iter().filter(|&row| row % 5 != 0).map(|_| 3.5).collect();
            let mut column = group.next_column().expect("fine").expect("a column");
            column.typed::<DoubleType>().write_batch(&stars, Some(&levels), None).expect("written");
            column.close().expect("closed");
            let times: Vec<i64> = rows.iter().map(|_| 1_300_128_063_584).collect();
            let mut column = group.next_column().expect("fine").expect("a column");
            column.typed::<Int64Type>().write_batch(&times, None, None).expect("written");
            column.close().expect("closed");
            let days: Vec<i32> = rows.iter().map(|_| 2).collect();
            let mut column = group.next_column().expect("fine").expect("a column");
            column.typed::<Int32Type>().write_batch(&days, None, None).expect("written");
            column.close().expect("closed");
            let none = vec![0; rows.len()];
            let mut column = group.next_column().expect("fine").expect("a column");
            column.typed::<ByteArrayType>().write_batch(&[], Some(&none), Some(&none)).expect("written");
            column.close().expect("closed");
            group.close().expect("closed");
        }
        writer.into_inner().expect("whole")
    }

    #[test]
    fn flat_columns_become_fields() {
        for compression in [
            Compression::UNCOMPRESSED,
            Compression::SNAPPY,
            Compression::GZIP(Default::default()),
            Compression::LZ4_RAW,
            Compression::ZSTD(ZstdLevel::default()),
        ] {
            let (names, lines) = lines_of(written(23_456, compression), 1 << 30).expect("read");
            assert_eq!(names, ["user", "item", "rating", "time", "day"], "nested columns are left out");
            let lines = String::from_utf8(lines).expect("text");
            assert_eq!(lines.lines().count(), 23_456);
            assert_eq!(lines.lines().next(), Some("\"u \"\"0\"\", 0\",4294967295,,1300128063,172800"));
            let last = "\"u \"\"3350\"\", 23454\",4294967291,3.5,1300128063,172800";
            assert_eq!(lines.lines().nth(23_454), Some(last));
        }
    }

    #[test]
    fn rows_beyond_the_limit_are_refused() {
        let error = lines_of(written(30_000, Compression::SNAPPY), 1000).expect_err("refused");
        assert!(error.starts_with("its rows take more than"), "{error}");
    }

    proptest! {
        #[test]
        fn damaged_files_are_errors_or_other_rows(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8), cut in any::<prop::sample::Index>()) {
            let mut file = written(200, Compression::SNAPPY);
            for (at, byte) in changes {
                let at = at.index(file.len());
                file[at] = byte;
            }
            let _ = lines_of(file.clone(), 1 << 24);
            file.truncate(cut.index(file.len()));
            let _ = lines_of(file, 1 << 24);
        }
    }
}
