//! A CSV file whose fields are read by column name.

use super::entry::{Entry, Export};
use super::error::ImportError;
use super::limits::MAX_IMPORT_COLUMNS;
use super::text::shown;
use csv::StringRecord;
use csv_core::ReadRecordResult;
use std::collections::HashMap;

/// A CSV file with its header read.
pub(super) struct Columns<'a> {
    reader: csv::Reader<&'a [u8]>,
    names: Vec<String>,
}

/// One row, by the names of its columns.
pub(super) struct Row<'a> {
    places: &'a HashMap<&'a str, usize>,
    record: &'a StringRecord,
    /// The line in the file, from 1.
    pub(super) line: u64,
}

impl<'a> Columns<'a> {
    /// Reads the header. Fields are separated by commas, semicolons or tabs, whichever the first line has most of. Case and
    /// outer spaces of names are ignored.
    pub(super) fn open(text: &'a str) -> Result<Self, ImportError> {
        let first = text.lines().next().unwrap_or_default();
        let count = |delimiter: u8| first.bytes().filter(|&byte| byte == delimiter).count();
        let delimiter = [b'\t', b';', b','].into_iter().max_by_key(|&byte| count(byte)).unwrap_or(b',');
        check_columns(text, delimiter)?;
        let mut reader =
            csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(text.as_bytes());
        let header = reader.headers().map_err(|_| ImportError::OtherKind { what: "not text" })?;
        let names = header.iter().map(|name| name.trim().to_lowercase()).collect();
        Ok(Self { reader, names })
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.names.iter().any(|column| column == name)
    }

    /// The first line, for people.
    pub(super) fn header(&self) -> String {
        shown(&self.names.join(","))
    }

    /// Reads every row into `export`; the title is taken from the column `title`.
    pub(super) fn read_into(
        mut self,
        export: &mut Export,
        title: &str,
        mut read: impl FnMut(&Row<'_>) -> Result<Entry, String>,
    ) -> Result<(), ImportError> {
        let places: HashMap<&str, usize> =
            self.names.iter().enumerate().rev().map(|(place, name)| (name.as_str(), place)).collect();
        let mut record = StringRecord::new();
        // Reading from a `&str` with a flexible number of fields cannot fail.
        while self.reader.read_record(&mut record).unwrap_or(false) {
            let line = record.position().map_or(0, csv::Position::line);
            let row = Row { places: &places, record: &record, line };
            if record.iter().all(|field| field.trim().is_empty()) {
                continue;
            }
            export.push(line, row.get(title), read(&row))?;
        }
        Ok(())
    }
}

/// Checks the number of fields in every row. The reader would keep all fields of a row, 16 bytes and more for each comma.
fn check_columns(text: &str, delimiter: u8) -> Result<(), ImportError> {
    let mut reader = csv_core::ReaderBuilder::new().delimiter(delimiter).build();
    // What the fields contain does not matter here, so each part of a row may overwrite the last one.
    let (mut fields, mut input) = ([0; 4096], text.as_bytes());
    let mut n_fields = 0;
    loop {
        let mut ends = [0; MAX_IMPORT_COLUMNS + 1];
        let (result, n_read, _, n_ended) = reader.read_record(input, &mut fields, &mut ends);
        input = &input[n_read..];
        n_fields += n_ended;
        if n_fields > MAX_IMPORT_COLUMNS {
            return Err(ImportError::TooManyColumns);
        }
        match result {
            // The reader is asked once more, with nothing, for a last row without a line break.
            ReadRecordResult::InputEmpty | ReadRecordResult::OutputFull => {}
            ReadRecordResult::OutputEndsFull => return Err(ImportError::TooManyColumns),
            ReadRecordResult::Record => n_fields = 0,
            ReadRecordResult::End => return Ok(()),
        }
    }
}

impl<'a> Row<'a> {
    /// The field of a column, trimmed; empty where the row or the file has none.
    pub(super) fn get(&self, name: &str) -> &'a str {
        self.places.get(name).and_then(|&place| self.record.get(place)).unwrap_or_default().trim()
    }

    /// The first of the columns that is not empty.
    pub(super) fn first(&self, names: &[&str]) -> &'a str {
        names.iter().map(|name| self.get(name)).find(|field| !field.is_empty()).unwrap_or_default()
    }

    pub(super) fn year(&self, name: &str) -> Option<u16> {
        self.get(name).parse().ok()
    }

    pub(super) fn id(&self, name: &str) -> Option<u32> {
        self.get(name).parse().ok()
    }
}
