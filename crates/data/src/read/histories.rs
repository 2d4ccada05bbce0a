//! Rows of ratings with their ids as they stand in the file: what people ask recommendations for.

use super::blob::Blob;
use super::error::ReadError;
use super::format::row::parse_written_id;
use super::format::sniff::Wanted;
use super::ids::IdKind;
use super::named::{self, IdTexts};
use super::report::{BadRows, LoadReport};
use super::{ReadOptions, plain_text};
use crate::{ItemId, Stars};
use std::io::Read as _;
use std::path::Path;

/// The most bytes that are read from a stream.
const MAX_STREAM_BYTES: u64 = 4 << 30;

/// One rating of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryRow {
    /// The user's id, as it stands in the file.
    pub user: String,
    /// The item's id, as it stands in the file.
    pub item: String,
    /// The rating; five stars in a file without ratings.
    pub stars: Stars,
}

impl HistoryRow {
    /// The item's id, if it is a number.
    #[must_use]
    pub fn item_number(&self) -> Option<ItemId> {
        parse_written_id(self.item.as_bytes()).map(ItemId)
    }
}

/// Reads a file of ratings, with the formats and options of [`read_dataset`](super::read_dataset), or a stream if `path` is
/// `-`. Rows keep the order of the file.
///
/// # Errors
/// See [`ReadError`].
pub fn read_histories(
    path: &Path,
    stream: impl std::io::Read,
    options: &ReadOptions,
) -> Result<(Vec<HistoryRow>, LoadReport), ReadError> {
    let blob = if path == Path::new("-") { from_stream(stream)? } else { Blob::open(path)? };
    let mut bad = BadRows::new(options.on_bad_row());
    let wanted = Wanted { ids: Some(IdKind::Text), ..options.wanted() };
    let (blob, layout) = plain_text::open(blob, wanted, &mut bad)?;
    let mut texts = IdTexts::default();
    let (ratings, more_bad) = named::parse(&blob, &layout, options.on_bad_row(), &mut texts)?;
    let bad = bad.followed_by(more_bad);
    let n_rows = ratings.n_rows();
    if n_rows == 0 {
        return Err(super::no_rows(blob.path().to_owned(), bad));
    }
    let text = |texts: &super::ids::Texts, place| texts.text(place).unwrap_or_default().to_owned();
    let rows = ratings.into_timed().into_iter().flatten().filter_map(|row| {
        let stars = Stars::from_half_stars(row.half_stars())?;
        Some(HistoryRow { user: text(&texts.users, row.user), item: text(&texts.items, row.item), stars })
    });
    let (notes, n_bad_rows, first_bad_rows) = (layout.notes, bad.n, bad.first);
    let report = LoadReport { n_rows, n_bad_rows, first_bad_rows, notes, ..LoadReport::default() };
    Ok((rows.collect(), report))
}

fn from_stream(stream: impl std::io::Read) -> Result<Blob, ReadError> {
    let path = Path::new("standard input");
    let mut bytes = Vec::new();
    let read = stream.take(MAX_STREAM_BYTES + 1).read_to_end(&mut bytes);
    read.map_err(|source| ReadError::Io { path: path.to_owned(), source })?;
    if bytes.len() as u64 > MAX_STREAM_BYTES {
        let limit_reason = "the limit for a stream";
        return Err(ReadError::TooLarge {
            path: path.to_owned(),
            limit_bytes: MAX_STREAM_BYTES,
            limit_reason,
        });
    }
    Ok(Blob::from_bytes(path, bytes))
}
