//! Ratings whose ids are text: every line is read in order, and ids are numbered as they come.

use super::blob::Blob;
use super::error::{LineError, ReadError};
use super::format::layout::Layout;
use super::format::row::{IdOf, parse_written_id, row_with_ids};
use super::ids::{IdKind, Texts};
use super::lines::{MAX_LINE_BYTES, lines_of_block};
use super::ratings::{ParsedRatings, TimedRow};
use super::report::{BadRows, OnBadRow};

/// The texts of a data set's ids.
#[derive(Debug, Default)]
pub(crate) struct IdTexts {
    pub(crate) users: Texts,
    pub(crate) items: Texts,
}

/// Parses all rows of `blob`: text ids are places in `texts`, which grow.
///
/// # Errors
/// The first malformed row, unless they are skipped; a file that cannot be read.
pub(crate) fn parse(
    blob: &Blob,
    layout: &Layout,
    on_bad_row: OnBadRow,
    texts: &mut IdTexts,
) -> Result<(ParsedRatings, BadRows), ReadError> {
    let mut bad = BadRows::new(on_bad_row);
    let (mut rows, mut fields, mut buffer) = (Vec::<TimedRow>::new(), Vec::new(), Vec::new());
    let mut line_number = layout.n_header_lines;
    let mut number = |of: IdOf, field: &[u8]| {
        let (kind, texts) = match of {
            IdOf::User => (layout.user_ids, &mut texts.users),
            IdOf::Item => (layout.item_ids, &mut texts.items),
        };
        match kind {
            IdKind::Numbers => parse_written_id(field),
            IdKind::Text => {
                Some(std::str::from_utf8(field).ok()?).filter(|id| !id.is_empty()).and_then(|id| {
                    if id.contains("\"\"") { texts.place(&id.replace("\"\"", "\"")) } else { texts.place(id) }
                })
            }
        }
    };
    for block in 0..blob.n_blocks() {
        let lines = lines_of_block(blob, block, layout.data_start, &mut buffer)?;
        if lines.is_empty() {
            continue;
        }
        for line in lines.strip_suffix(b"\n").unwrap_or(lines).split(|&byte| byte == b'\n') {
            line_number += 1;
            let line = line.strip_suffix(b"\r").unwrap_or(line);
            let row = match line {
                _ if line.len() > MAX_LINE_BYTES => Err(LineError::TooLong { limit_bytes: MAX_LINE_BYTES }),
                _ if line.iter().all(u8::is_ascii_whitespace) => continue,
                _ => row_with_ids(line, layout, &mut fields, &mut number),
            };
            match row {
                Ok(row) => rows.push(TimedRow::new(row)),
                Err(reason) if reason.is_of_file() => {
                    return Err(ReadError::Line { path: blob.path().to_owned(), line: line_number, reason });
                }
                Err(reason) => bad.add(blob.path(), line_number, reason)?,
            }
        }
    }
    Ok((ParsedRatings::Timed(vec![rows]), bad))
}
