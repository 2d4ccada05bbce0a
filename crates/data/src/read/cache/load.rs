//! Reading a cache: every length bounded by the file's own, every byte under the checksum.

use super::error::CacheError;
use super::format::{HEADER_BYTES, Header};
use super::meta::Meta;
use crate::read::LoadReport;
use crate::read::blob::{BLOCK_BYTES, Blob};
use crate::read::report::OnBadRow;
use crate::{Catalogue, Dataset, Interactions, ItemFeatures, ItemIdx, Provenance, UserId};
use bytemuck::Pod;
use rayon::prelude::*;
use std::path::Path;
use std::sync::Arc;

/// The data set in the cache at `path`, and how it was read; `None` if there is no cache.
///
/// # Errors
/// Any reason not to use it.
pub(crate) fn load(
    path: &Path,
    name: &str,
    source_hash: [u8; 32],
    on_bad_row: OnBadRow,
) -> Result<Option<(Dataset, LoadReport)>, CacheError> {
    if !path.exists() {
        return Ok(None);
    }
    let blob = Blob::open(path).map_err(|error| CacheError::Content(error.to_string()))?;
    read(&blob, name, source_hash, on_bad_row).map(Some)
}

/// The same from bytes that may be anything.
pub(super) fn read(
    blob: &Blob,
    name: &str,
    source_hash: [u8; 32],
    on_bad_row: OnBadRow,
) -> Result<(Dataset, LoadReport), CacheError> {
    let mut head = [0; HEADER_BYTES];
    if blob.n_bytes() < HEADER_BYTES as u64 {
        return Err(CacheError::Length { got: blob.n_bytes(), expected: HEADER_BYTES as u64 });
    }
    blob.read_into(0, &mut head)?;
    let (header, checksum) = Header::decode(&head)?;
    // Nothing is allocated before the lengths are known to be those of the file.
    let sections = header.section_bytes().ok_or(CacheError::Checksum)?;
    let expected = HEADER_BYTES as u64 + sections.iter().sum::<u64>();
    if blob.n_bytes() != expected {
        return Err(CacheError::Length { got: blob.n_bytes(), expected });
    }
    if header.source_hash != source_hash {
        return Err(CacheError::SourceChanged);
    }
    let mut sections = Sections { blob, next: HEADER_BYTES as u64, hashes: Vec::new() };
    let meta: Vec<u8> = sections.read(header.n_meta_bytes)?;
    let user_ids: Vec<u32> = sections.read(header.n_users)?;
    let row_ends: Vec<u64> = sections.read(header.n_users)?;
    let columns: Vec<u32> = sections.read(header.n_entries)?;
    let values = sections.read_stars(header.n_entries)?;
    header.check(&sections.hashes, checksum)?;

    let meta: Meta = postcard::from_bytes(&meta).map_err(|error| CacheError::Content(error.to_string()))?;
    if meta.report.n_bad_rows > 0 && on_bad_row == OnBadRow::Stop {
        return Err(CacheError::BadRowsSkipped);
    }
    let report = LoadReport { from_cache: true, ..meta.report };
    let catalogue = Catalogue::build(meta.movies).map_err(|error| CacheError::Content(error.to_string()))?;
    let interactions = matrix(&header, row_ends, columns, values)?;
    let rises = user_ids.windows(2).all(|pair| pair[0] < pair[1]);
    if catalogue.len() != interactions.n_items() || !rises {
        return Err(CacheError::Content("the ids do not fit the matrix".to_owned()));
    }
    let interactions = interactions.with_features(Arc::new(ItemFeatures::of(&catalogue)));
    let user_ids = user_ids.into_iter().map(|id| UserId(u32::from_le(id))).collect();
    let (provenance, content_hash) = (Provenance::Real, meta.content_hash);
    Ok((
        Dataset { name: name.to_owned(), provenance, catalogue, interactions, user_ids, content_hash },
        report,
    ))
}

fn matrix(
    header: &Header,
    row_ends: Vec<u64>,
    columns: Vec<u32>,
    values: Vec<f32>,
) -> Result<Interactions, CacheError> {
    let content = |error: &dyn std::fmt::Display| CacheError::Content(error.to_string());
    let n_items = u32::try_from(header.n_items).map_err(|error| content(&error))?;
    let ends = row_ends.into_iter().map(|end| usize::try_from(u64::from_le(end)));
    let indptr: Vec<usize> =
        std::iter::once(Ok(0)).chain(ends).collect::<Result<_, _>>().map_err(|error| content(&error))?;
    let mut columns = columns;
    if cfg!(target_endian = "big") {
        columns.iter_mut().for_each(|column| *column = u32::from_le(*column));
    }
    let indices: Vec<ItemIdx> = bytemuck::cast_vec(columns);
    Interactions::from_parts(n_items, indptr, indices, values).map_err(|error| content(&error))
}

/// Reads one section after the other and keeps the hashes of their blocks.
struct Sections<'a> {
    blob: &'a Blob,
    next: u64,
    hashes: Vec<[u8; 32]>,
}

impl Sections<'_> {
    /// A section of `n` numbers, straight into their place.
    fn read<T: Pod + Send>(&mut self, n: u64) -> Result<Vec<T>, CacheError> {
        let n = usize::try_from(n).map_err(|_| CacheError::Checksum)?;
        let mut numbers: Vec<T> = bytemuck::zeroed_vec(n);
        let start = self.next;
        let hashes: Result<Vec<[u8; 32]>, CacheError> = numbers
            .par_chunks_mut(BLOCK_BYTES / size_of::<T>())
            .enumerate()
            .map(|(block, numbers)| {
                let bytes: &mut [u8] = bytemuck::cast_slice_mut(numbers);
                self.blob.read_into(start + (block * BLOCK_BYTES) as u64, bytes)?;
                Ok(*blake3::hash(bytes).as_bytes())
            })
            .collect();
        self.hashes.extend(hashes?);
        self.next += (n * size_of::<T>()) as u64;
        Ok(numbers)
    }

    /// A section of half stars, as stars.
    fn read_stars(&mut self, n: u64) -> Result<Vec<f32>, CacheError> {
        let n = usize::try_from(n).map_err(|_| CacheError::Checksum)?;
        let mut stars: Vec<f32> = bytemuck::zeroed_vec(n);
        let start = self.next;
        let hashes: Result<Vec<[u8; 32]>, CacheError> = stars
            .par_chunks_mut(BLOCK_BYTES)
            .enumerate()
            .map_init(Vec::new, |buffer, (block, stars)| {
                buffer.resize(BLOCK_BYTES, 0);
                let half_stars = &mut buffer[..stars.len()];
                self.blob.read_into(start + (block * BLOCK_BYTES) as u64, half_stars)?;
                for (stars, &half_stars) in stars.iter_mut().zip(&*half_stars) {
                    *stars = f32::from(half_stars) / 2.0;
                }
                Ok(*blake3::hash(half_stars).as_bytes())
            })
            .collect();
        self.hashes.extend(hashes?);
        self.next += n as u64;
        Ok(stars)
    }
}
