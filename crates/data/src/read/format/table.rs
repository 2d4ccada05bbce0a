//! Small CSV files with a header (movies, links, tags): named columns, line numbers; in UTF-8 or Windows-1252.

use super::sniff::plain;
use crate::read::error::{LineError, ReadError, shown};
use crate::read::report::BadRows;
use crate::read::text::{decode, without_bom};
use csv::StringRecord;
use std::borrow::Cow;
use std::io::Cursor;
use std::path::Path;

/// A column to find in a header.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Column {
    /// Its names, in lower case without `_` and blanks; the first is that of MovieLens.
    names: &'static [&'static str],
    is_optional: bool,
}

impl Column {
    pub(crate) const fn of(names: &'static [&'static str]) -> Self {
        Self { names, is_optional: false }
    }

    /// A column without which the fields are empty.
    pub(crate) const fn optional(names: &'static [&'static str]) -> Self {
        Self { names, is_optional: true }
    }
}

/// A CSV file's rows, as the fields of the columns asked for.
pub(crate) struct Table<'a> {
    path: &'a Path,
    reader: csv::Reader<Cursor<Cow<'a, [u8]>>>,
    columns: Vec<Option<usize>>,
    n_fields: usize,
}

impl<'a> Table<'a> {
    /// # Errors
    /// An empty file, or a header that lacks a column.
    pub(crate) fn open(bytes: &'a [u8], path: &'a Path, columns: &[Column]) -> Result<Self, ReadError> {
        let text = without_bom(bytes);
        if text.iter().all(u8::is_ascii_whitespace) {
            return Err(ReadError::Empty { path: path.to_owned() });
        }
        let text = match decode(text) {
            Cow::Borrowed(text) => Cow::Borrowed(text.as_bytes()),
            Cow::Owned(text) => Cow::Owned(text.into_bytes()),
        };
        let head = text.split(|&byte| byte == b'\n').next().unwrap_or_default();
        let n_of = |separator: &u8| head.iter().filter(|byte| *byte == separator).count();
        // The last of a maximum: a comma, if there are as many of each.
        let separator = [b'|', b'\t', b';', b','].into_iter().max_by_key(n_of).unwrap_or(b',');
        let mut reader =
            csv::ReaderBuilder::new().flexible(true).delimiter(separator).from_reader(Cursor::new(text));
        let header = reader.byte_headers().cloned().unwrap_or_default();
        let header = StringRecord::from_byte_record_lossy(header);
        let place = |column: &Column| {
            let named = |name: &&str| header.iter().position(|other| plain(other) == **name);
            match column.names.iter().find_map(named) {
                None if !column.is_optional => {
                    let header = header.iter().collect::<Vec<_>>().join(",");
                    Err(ReadError::MissingColumn {
                        path: path.to_owned(),
                        column: column.names[0].to_owned(),
                        header: shown(header.as_bytes()),
                    })
                }
                place => Ok(place),
            }
        };
        let columns = columns.iter().map(place).collect::<Result<_, _>>()?;
        Ok(Self { path, reader, columns, n_fields: header.len() })
    }

    /// Calls `take` with the fields asked for, trimmed, of each row in turn.
    ///
    /// # Errors
    /// The first malformed row, unless `bad` skips them.
    pub(crate) fn for_each(
        mut self,
        bad: &mut BadRows,
        mut take: impl FnMut(&[&str]) -> Result<(), LineError>,
    ) -> Result<(), ReadError> {
        let mut record = csv::ByteRecord::new();
        // Reading from memory into bytes with a flexible number of fields cannot fail.
        while self.reader.read_byte_record(&mut record).unwrap_or(false) {
            let line = record.position().map_or(0, csv::Position::line);
            let outcome = match std::str::from_utf8(record.as_slice()) {
                Err(_) => Err(LineError::NotUtf8),
                Ok(_) if record.len() != self.n_fields => {
                    Err(LineError::Fields { got: record.len(), expected: self.n_fields })
                }
                Ok(_) => {
                    let field = |column: &Option<usize>| {
                        let Some(column) = *column else { return Some("") };
                        record.get(column).and_then(|bytes| std::str::from_utf8(bytes).ok()).map(str::trim)
                    };
                    match self.columns.iter().map(field).collect::<Option<Vec<_>>>() {
                        Some(fields) => take(&fields),
                        None => Err(LineError::NotUtf8),
                    }
                }
            };
            if let Err(reason) = outcome {
                bad.add(self.path, line, reason)?;
            }
        }
        Ok(())
    }
}
