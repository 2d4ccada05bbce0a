//! A CSV file of a split: finds columns by name, checks every cell, and sorts the rows.

use super::error::{LineError, SplitError};
use cinephile_data::{ItemId, Stars, UserId};
use std::io::Read;
use std::path::{Path, PathBuf};

/// One row of a split file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row {
    pub(super) user: UserId,
    pub(super) item: ItemId,
    /// 5.0 if the file has no ratings.
    pub(super) stars: f32,
    /// Line number, where the header is line 1.
    pub(super) line: u64,
}

/// The rows of a split file, sorted by user and item, without duplicates.
pub(super) struct Table {
    pub(super) path: PathBuf,
    pub(super) rows: Vec<Row>,
}

impl Table {
    /// Reads the columns `user`, `item` and, if `rated`, `rating`. They may be in any order; other columns are ignored.
    pub(super) fn read(path: &Path, rated: bool) -> Result<Self, SplitError> {
        let mut columns = vec!["user", "item"];
        if rated {
            columns.push("rating");
        }
        let mut rows = Vec::new();
        read_csv(path, &columns, |line, cells| {
            let user = UserId(parse_id(cells[0], "user")?);
            let item = ItemId(parse_id(cells[1], "item")?);
            let stars = if rated { parse_stars(cells[2])? } else { Stars::MAX.value() };
            rows.push(Row { user, item, stars, line });
            Ok(())
        })?;
        rows.sort_by_key(|row| (row.user, row.item));
        let table = Self { path: path.to_owned(), rows };
        if let Some(duplicates) = table.rows.windows(2).find(|pair| pair[0].same_pair(&pair[1])) {
            let Row { user, item, line: first_line, .. } = duplicates[0];
            return Err(table.error(duplicates[1].line, LineError::Duplicate { user, item, first_line }));
        }
        if table.rows.is_empty() {
            return Err(SplitError::NoRows { path: table.path });
        }
        Ok(table)
    }

    /// The name of the file, for messages about another file.
    pub(super) fn name(&self) -> String {
        self.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
    }

    /// Users, rising, with their rows.
    pub(super) fn users(&self) -> impl Iterator<Item = (UserId, &[Row])> {
        self.rows.chunk_by(|a, b| a.user == b.user).map(|rows| (rows[0].user, rows))
    }

    /// The rows of one user; may be empty.
    pub(super) fn of_user(&self, user: UserId) -> &[Row] {
        let start = self.rows.partition_point(|row| row.user < user);
        let end = self.rows.partition_point(|row| row.user <= user);
        &self.rows[start..end]
    }

    pub(super) fn error(&self, line: u64, reason: LineError) -> SplitError {
        SplitError::Line { path: self.path.clone(), line, reason }
    }
}

impl Row {
    fn same_pair(&self, other: &Self) -> bool {
        (self.user, self.item) == (other.user, other.item)
    }
}

/// Whether a header's name is that of a column. Users and items may be called as in data sets: `userId`, `movie_id`.
fn is_called(name: &str, column: &str) -> bool {
    let name = name.trim_start_matches('\u{feff}').trim();
    let plain = name.replace(['_', '-', ' '], "").to_ascii_lowercase();
    match column {
        "user" => ["user", "userid"].contains(&&*plain),
        "item" => ["item", "itemid", "movie", "movieid"].contains(&&*plain),
        _ => name.eq_ignore_ascii_case(column),
    }
}

/// Calls `take` for each row, with its line number and the cells of `columns` in this order. Skips a byte order mark. Reads
/// standard input if the path is `-`.
pub(crate) fn read_csv(
    path: &Path,
    columns: &[&'static str],
    mut take: impl FnMut(u64, &[&str]) -> Result<(), LineError>,
) -> Result<(), SplitError> {
    let file: Box<dyn Read> = if path == Path::new("-") {
        Box::new(std::io::stdin().lock())
    } else {
        Box::new(std::fs::File::open(path).map_err(|source| read_error(path, source))?)
    };
    let mut reader = csv::ReaderBuilder::new().buffer_capacity(1 << 16).from_reader(file);
    let at = |line, reason| SplitError::Line { path: path.to_owned(), line, reason };
    let header = reader.headers().map_err(|e| csv_error(path, 1, e))?.clone();
    let mut places = Vec::with_capacity(columns.len());
    for &column in columns {
        let place = header.iter().position(|name| is_called(name, column));
        places.push(place.ok_or_else(|| SplitError::Column {
            path: path.to_owned(),
            column,
            needed: columns.join(", "),
        })?);
    }
    let mut record = csv::StringRecord::new();
    loop {
        let line = reader.position().line();
        if !reader.read_record(&mut record).map_err(|e| csv_error(path, line, e))? {
            return Ok(());
        }
        let line = record.position().map_or(line, csv::Position::line);
        let mut cells = [""; 4];
        for (cell, &place) in cells.iter_mut().zip(&places) {
            *cell = record.get(place).unwrap_or_default().trim();
        }
        take(line, &cells[..columns.len()]).map_err(|reason| at(line, reason))?;
    }
}

/// Parses an id, a whole number of 32 bits.
pub(crate) fn parse_id(cell: &str, column: &'static str) -> Result<u32, LineError> {
    cell.parse().map_err(|_| LineError::Number {
        column,
        got: shortened(cell),
        allowed: "a whole number from 0 to 4294967295",
    })
}

fn parse_stars(cell: &str) -> Result<f32, LineError> {
    let stars: f32 = cell.parse().map_err(|_| LineError::Number {
        column: "rating",
        got: shortened(cell),
        allowed: "one of 0.5, 1.0, ... 5.0",
    })?;
    Ok(Stars::try_from(stars)?.value())
}

/// At most 40 characters of a cell, so that a broken file does not cause a huge message.
pub(crate) fn shortened(cell: &str) -> String {
    if cell.chars().count() <= 40 { cell.to_owned() } else { cell.chars().take(39).chain(['…']).collect() }
}

fn csv_error(path: &Path, line: u64, error: csv::Error) -> SplitError {
    let line = error.position().map_or(line, csv::Position::line);
    match error.into_kind() {
        csv::ErrorKind::Io(source) => read_error(path, source),
        kind => SplitError::Line { path: path.to_owned(), line, reason: LineError::Csv(kind_message(&kind)) },
    }
}

pub(super) fn read_error(path: &Path, source: std::io::Error) -> SplitError {
    SplitError::Io { action: "read", path: path.to_owned(), source }
}

fn kind_message(kind: &csv::ErrorKind) -> String {
    match kind {
        csv::ErrorKind::Utf8 { .. } => "it is not UTF-8".to_owned(),
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            format!("{len} cells; expected {expected_len}, as in the header")
        }
        _ => "it is not valid CSV".to_owned(),
    }
}
