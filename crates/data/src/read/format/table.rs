//! Small CSV files with a header (movies, links, tags): named columns, line numbers, UTF-8.

use crate::read::error::{LineError, ReadError, shown};
use crate::read::report::BadRows;
use crate::read::text::without_bom;
use csv::StringRecord;
use std::path::Path;

/// A CSV file's rows, as the fields of the columns asked for.
pub(crate) struct Table<'a> {
    path: &'a Path,
    reader: csv::Reader<&'a [u8]>,
    columns: Vec<usize>,
    n_fields: usize,
}

impl<'a> Table<'a> {
    /// `names` are the columns to find in the header, in lower case.
    ///
    /// # Errors
    /// An empty file, a header that is not UTF-8 or lacks a column.
    pub(crate) fn open(bytes: &'a [u8], path: &'a Path, names: &[&str]) -> Result<Self, ReadError> {
        let text = without_bom(bytes);
        if text.iter().all(u8::is_ascii_whitespace) {
            return Err(ReadError::Empty { path: path.to_owned() });
        }
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text);
        let header = reader.byte_headers().cloned().unwrap_or_default();
        let header = StringRecord::from_byte_record(header).map_err(|_| ReadError::Line {
            path: path.to_owned(),
            line: 1,
            reason: LineError::NotUtf8,
        })?;
        let place = |name: &&str| {
            header.iter().position(|column| column.trim().eq_ignore_ascii_case(name)).ok_or_else(|| {
                let header = header.iter().collect::<Vec<_>>().join(",");
                ReadError::MissingColumn {
                    path: path.to_owned(),
                    column: (*name).to_owned(),
                    header: shown(header.as_bytes()),
                }
            })
        };
        let columns = names.iter().map(place).collect::<Result<_, _>>()?;
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
                    let field = |&column: &usize| {
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
