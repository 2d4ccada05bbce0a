//! Ratings files that are not lines of fields yet: gzip, UTF-16, old Mac line ends, JSON lines, Parquet, Netflix's blocks. Each
//! becomes such lines in memory, one for each line of the file, so that messages name the right one.

use super::blob::Blob;
use super::columns::ColumnNames;
use super::error::{LineError, ReadError};
use super::format::layout::Layout;
use super::format::sniff::{HEAD_BYTES, Header, Wanted, from_header, sniff, with_id_kinds};
use super::report::BadRows;
use super::text::quotable;
use flate2::read::MultiGzDecoder;
use serde_json::{Map, Value};
use std::fmt::Write as _;
use std::io::Read as _;
use std::path::Path;

/// The most bytes that are held in memory for one file.
const MAX_BYTES: u64 = 4 << 30;
/// Text that shrinks to a hundredth is not a ratings file.
const MAX_RATIO: u64 = 100;
/// Small files may exceed the ratio by this much.
const FREE_BYTES: u64 = 1 << 20;

/// The lines of a file, how to read them, and what could not become a line.
///
/// # Errors
/// A damaged or too large file, and what [`sniff`] rejects.
pub(crate) fn open(
    mut blob: Blob,
    wanted: Wanted<'_>,
    bad: &mut BadRows,
) -> Result<(Blob, Layout), ReadError> {
    if starts_with(&blob, b"\x1F\x8B")? {
        blob = unzipped(&blob)?;
    }
    if starts_with(&blob, b"PAR1")? {
        return from_parquet(&blob, wanted);
    }
    if starts_with(&blob, b"\xFF\xFE")? || starts_with(&blob, b"\xFE\xFF")? {
        blob = from_utf16(&blob)?;
    }
    let mut buffer = Vec::new();
    let n = blob.fill(0, HEAD_BYTES, &mut buffer)?;
    let mut head = blob.view(0, n, &buffer);
    if !head.contains(&b'\n') && head.contains(&b'\r') {
        blob = with_line_feeds(&blob)?;
        let n = blob.fill(0, HEAD_BYTES, &mut buffer)?;
        head = blob.view(0, n, &buffer);
    }
    if head.trim_ascii_start().starts_with(b"{") {
        return from_json_lines(&blob, wanted, bad);
    }
    if is_netflix(head) {
        let layout = Layout { scale: wanted.scale, ..Layout::headerless(b",", 4, 0) };
        return Ok((from_netflix(&blob, bad)?, layout));
    }
    let layout = sniff(head, blob.path(), wanted)?;
    Ok((blob, layout))
}

fn starts_with(blob: &Blob, mark: &[u8]) -> Result<bool, ReadError> {
    let mut buffer = Vec::new();
    let n = blob.fill(0, mark.len(), &mut buffer)?;
    Ok(blob.view(0, n, &buffer) == mark)
}

/// All bytes, of a file that is turned into lines.
fn all(blob: &Blob) -> Result<Vec<u8>, ReadError> {
    if blob.n_bytes() > MAX_BYTES {
        return Err(too_large(blob, MAX_BYTES, "the limit for a file that has to be turned into lines"));
    }
    let mut buffer = Vec::new();
    let n = blob.fill(0, usize::MAX, &mut buffer)?;
    Ok(blob.view(0, n, &buffer).to_vec())
}

fn too_large(blob: &Blob, limit_bytes: u64, limit_reason: &'static str) -> ReadError {
    ReadError::TooLarge { path: blob.path().to_owned(), limit_bytes, limit_reason }
}

fn unzipped(blob: &Blob) -> Result<Blob, ReadError> {
    let packed = all(blob)?;
    let by_ratio = (packed.len() as u64).saturating_mul(MAX_RATIO).saturating_add(FREE_BYTES);
    let limit = by_ratio.min(MAX_BYTES);
    let mut bytes = Vec::new();
    let read = MultiGzDecoder::new(&*packed).take(limit + 1).read_to_end(&mut bytes);
    read.map_err(|error| ReadError::Gzip { path: blob.path().to_owned(), reason: error.to_string() })?;
    if bytes.len() as u64 > limit {
        return Err(too_large(blob, limit, "unpacked; a hundred times its own size, and at most 4 GiB"));
    }
    Ok(Blob::from_bytes(blob.path(), bytes))
}

fn from_utf16(blob: &Blob) -> Result<Blob, ReadError> {
    let bytes = all(blob)?;
    let is_little = bytes.starts_with(b"\xFF\xFE");
    let unit = |pair: &[u8]| {
        let pair = [pair[0], pair[1]];
        if is_little { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) }
    };
    let units = bytes[2..].chunks_exact(2).map(unit);
    let text: String = char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
    Ok(Blob::from_bytes(blob.path(), text.into_bytes()))
}

fn with_line_feeds(blob: &Blob) -> Result<Blob, ReadError> {
    let mut bytes = all(blob)?;
    bytes.iter_mut().filter(|byte| **byte == b'\r').for_each(|byte| *byte = b'\n');
    Ok(Blob::from_bytes(blob.path(), bytes))
}

/// Whether the first line is that of a block: a movie's number and a colon.
fn is_netflix(head: &[u8]) -> bool {
    let line = head.split(|&byte| byte == b'\n').next().unwrap_or_default().trim_ascii();
    block_of(line).is_some()
}

fn block_of(line: &[u8]) -> Option<&[u8]> {
    let number = line.strip_suffix(b":")?;
    (!number.is_empty() && number.iter().all(u8::is_ascii_digit)).then_some(number)
}

/// `1:` and below it `1488844,3,2005-09-06` become `1488844,1,3,2005-09-06`.
fn from_netflix(blob: &Blob, bad: &mut BadRows) -> Result<Blob, ReadError> {
    let bytes = all(blob)?;
    let mut lines = Vec::with_capacity(bytes.len() + bytes.len() / 4);
    let mut movie: &[u8] = b"";
    for (number, line) in (1..).zip(bytes.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii)) {
        if let Some(block) = block_of(line) {
            movie = block;
        } else if !line.is_empty() {
            match memchr::memchr(b',', line) {
                Some(comma) => {
                    for part in [&line[..comma], b",", movie, &line[comma..]] {
                        lines.extend_from_slice(part);
                    }
                }
                None => bad.add(blob.path(), number, LineError::Fields { got: 1, expected: 3 })?,
            }
        }
        lines.push(b'\n');
    }
    Ok(Blob::from_bytes(blob.path(), lines))
}

/// A JSON object in each line; its columns are those of the first one.
fn from_json_lines(blob: &Blob, wanted: Wanted<'_>, bad: &mut BadRows) -> Result<(Blob, Layout), ReadError> {
    let bytes = all(blob)?;
    let mut names: Vec<String> = Vec::new();
    let mut lines = String::with_capacity(bytes.len());
    for (number, line) in (1..).zip(bytes.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii)) {
        if !line.is_empty() {
            match serde_json::from_slice::<Map<String, Value>>(line) {
                Ok(object) => {
                    if names.is_empty() {
                        names = object.keys().cloned().collect();
                    }
                    write_fields(&mut lines, &names, &object);
                }
                Err(error) => {
                    bad.add(blob.path(), number, LineError::Json { reason: reason_of(&error) })?;
                }
            }
        }
        lines.push('\n');
    }
    with_names(blob.path(), names, lines.into_bytes(), wanted)
}

#[cfg(feature = "parquet")]
fn from_parquet(blob: &Blob, wanted: Wanted<'_>) -> Result<(Blob, Layout), ReadError> {
    let bytes = all(blob)?;
    let unreadable = |reason| ReadError::Parquet { path: blob.path().to_owned(), reason };
    let (names, lines) = super::parquet_file::lines_of(bytes, MAX_BYTES).map_err(unreadable)?;
    with_names(blob.path(), names, lines, wanted)
}

#[cfg(not(feature = "parquet"))]
fn from_parquet(blob: &Blob, _: Wanted<'_>) -> Result<(Blob, Layout), ReadError> {
    let reason = "this build does not read Parquet; save the ratings as CSV".to_owned();
    Err(ReadError::Parquet { path: blob.path().to_owned(), reason })
}

/// Lines of fields, whose columns are called `names`.
fn with_names(
    path: &Path,
    names: Vec<String>,
    lines: Vec<u8>,
    wanted: Wanted<'_>,
) -> Result<(Blob, Layout), ReadError> {
    let line = names.join(",");
    let columns: Option<&ColumnNames> = wanted.columns;
    let header = Header { separator: b",", names, line: &line, columns };
    let layout = from_header(&header, &lines, 0, path)?;
    if wanted.scale.is_some() && layout.rating.is_none() {
        return Err(ReadError::UnusedScale { path: path.to_owned() });
    }
    let layout = Layout { n_header_lines: 0, scale: wanted.scale, ..layout };
    let layout = with_id_kinds(layout, &lines, wanted.ids);
    Ok((Blob::from_bytes(path, lines), layout))
}

/// serde's position is in one line, whose number is known.
fn reason_of(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.split(" at line ").next().unwrap_or(&text).to_owned()
}

/// The values of an object as quoted fields, in the order of `names`. Line ends within them become blanks.
fn write_fields(line: &mut String, names: &[String], object: &Map<String, Value>) {
    for (place, name) in names.iter().enumerate() {
        let value = match object.get(name) {
            None | Some(Value::Null) => String::new(),
            Some(Value::String(text)) => quotable(text),
            Some(Value::Number(number)) => number.to_string(),
            // Of no use as an id or a rating, and it may be long.
            Some(Value::Bool(_) | Value::Array(_) | Value::Object(_)) => String::new(),
        };
        let comma = if place == 0 { "" } else { "," };
        // Writing to a string does not fail.
        let _ = write!(line, "{comma}\"{value}\"");
    }
}
