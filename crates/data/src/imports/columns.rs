//! A CSV file whose fields are read by column name.

use super::draft::{Draft, Facts};
use super::entry::Entry;
use super::error::ImportError;
use super::limits::MAX_IMPORT_COLUMNS;
use super::miss::Miss;
use super::text::shown;
use crate::rating_names::looks_like_rating;
use csv::StringRecord;
use csv_core::ReadRecordResult;
use std::collections::HashMap;

/// A CSV file with its header read.
pub(super) struct Columns<'a> {
    reader: csv::Reader<&'a [u8]>,
    names: Vec<String>,
    /// Lines before the header.
    n_lines_before: u64,
}

/// One row, by the names of its columns.
pub(super) struct Row<'a> {
    places: &'a HashMap<&'a str, usize>,
    record: &'a StringRecord,
    /// The line in the file, from 1.
    pub(super) line: u64,
}

impl<'a> Columns<'a> {
    /// Reads the header. Fields are separated by what a first line `sep=;` names, or else by commas, semicolons or tabs, whichever
    /// the header has most of. Case and outer spaces of names are ignored.
    /// The header may stand below other lines.
    pub(super) fn open(text: &'a str, n_lines_before: usize) -> Result<Self, ImportError> {
        let header = text.split_inclusive('\n').take(n_lines_before).map(str::len).sum();
        let text = &text[header..];
        let (named, text) =
            match text.split_once('\n').and_then(|(first, rest)| Some((separator(first)?, rest))) {
                Some((named, rest)) => (Some(named), rest),
                None => (None, text),
            };
        let first = text.lines().next().unwrap_or_default();
        let count = |delimiter: u8| first.bytes().filter(|&byte| byte == delimiter).count();
        let most = [b'\t', b';', b','].into_iter().max_by_key(|&byte| count(byte)).unwrap_or(b',');
        let delimiter = named.unwrap_or(most);
        check_columns(text, delimiter)?;
        let mut reader =
            csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(text.as_bytes());
        let header = reader.headers().map_err(|_| ImportError::OtherKind { what: "not text" })?;
        let names = header.iter().map(|name| name.trim().to_lowercase()).collect();
        let n_lines_before = n_lines_before as u64 + u64::from(named.is_some());
        Ok(Self { reader, names, n_lines_before })
    }

    /// A file whose columns are known, and whose first line is a row.
    pub(super) fn without_header(text: &'a str, delimiter: u8, names: &[&str]) -> Result<Self, ImportError> {
        check_columns(text, delimiter)?;
        let mut builder = csv::ReaderBuilder::new();
        builder.delimiter(delimiter).flexible(true).has_headers(false).quoting(false);
        let names = names.iter().map(|&name| name.to_owned()).collect();
        Ok(Self { reader: builder.from_reader(text.as_bytes()), names, n_lines_before: 0 })
    }

    /// Whether the file has these columns and no others.
    pub(super) fn are(&self, names: &[&str]) -> bool {
        self.names.len() == names.len() && names.iter().all(|name| self.has(name))
    }

    /// Whether the file has no other columns than these.
    pub(super) fn are_among(&self, names: &[&str]) -> bool {
        self.names.iter().all(|name| names.contains(&name.as_str()))
    }

    /// Rejects a file with a column that seems to hold the visitor's ratings, other than `used`. They would be lost.
    pub(super) fn check_ratings(&self, used: &[&str]) -> Result<(), ImportError> {
        let mut left = used.to_vec();
        for name in self.names.iter().filter(|name| looks_like_rating(name)) {
            match left.iter().position(|used| used == name) {
                Some(place) => {
                    left.swap_remove(place);
                }
                None => return Err(ImportError::UnreadRating { column: shown(name), header: self.header() }),
            }
        }
        Ok(())
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.names.iter().any(|column| column == name)
    }

    /// The first line, for people.
    pub(super) fn header(&self) -> String {
        shown(&self.names.join(","))
    }

    /// Reads every row into `draft`; the title is taken from the column `title`.
    pub(super) fn read_into(
        mut self,
        draft: &mut Draft,
        title: &str,
        mut read: impl FnMut(&Row<'_>, &mut Facts) -> Result<Entry, Miss>,
    ) -> Result<(), ImportError> {
        let places: HashMap<&str, usize> =
            self.names.iter().enumerate().rev().map(|(place, name)| (name.as_str(), place)).collect();
        let mut record = StringRecord::new();
        // Reading from a `&str` with a flexible number of fields cannot fail.
        while self.reader.read_record(&mut record).unwrap_or(false) {
            let line = self.n_lines_before + record.position().map_or(0, csv::Position::line);
            let row = Row { places: &places, record: &record, line };
            if record.iter().all(|field| field.trim().is_empty()) {
                continue;
            }
            let read = read(&row, &mut draft.facts);
            draft.push(line, row.get(title), read)?;
        }
        Ok(())
    }
}

/// The separator that a line such as `sep=;` names, which Excel writes before the header.
fn separator(line: &str) -> Option<u8> {
    let line = line.trim_matches('"').to_lowercase();
    let named = line.strip_prefix("sep=")?.as_bytes();
    named.first().copied().filter(|byte| matches!(byte, b',' | b';' | b'\t' | b'|'))
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
        year(self.get(name))
    }

    pub(super) fn id(&self, name: &str) -> Option<u32> {
        whole(self.get(name))
    }
}

/// A year, also as the beginning of a date.
pub(super) fn year(text: &str) -> Option<u16> {
    let digits =
        text.get(..4).filter(|_| text.as_bytes().get(4).is_none_or(|byte| !byte.is_ascii_digit()))?;
    digits.parse().ok()
}

/// A whole number, also as spreadsheets and pandas write it: `8.0`.
pub(super) fn whole(text: &str) -> Option<u32> {
    text.strip_suffix(".0").unwrap_or(text).parse().ok()
}
