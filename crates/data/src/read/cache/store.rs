//! Writing a cache, whole or not at all.

use super::format::{Header, block_hashes};
use super::meta::Meta;
use crate::Dataset;
use crate::read::LoadReport;
use cinephile_files::{Access, make_folder, write_whole};
use rayon::prelude::*;
use std::io::{self, Write};
use std::path::Path;

/// Writes what was read from a source with `source_hash`. A crash at any moment leaves the old cache, or none.
///
/// # Errors
/// If the operating system reports one; the data set itself is not affected.
pub(crate) fn store(
    path: &Path,
    source_hash: [u8; 32],
    dataset: &Dataset,
    report: &LoadReport,
) -> io::Result<()> {
    let meta = Meta {
        movies: dataset.catalogue.movies().to_vec(),
        content_hash: dataset.content_hash.clone(),
        report: report.clone(),
    };
    let meta = postcard::to_stdvec(&meta).map_err(io::Error::other)?;
    let matrix = &dataset.interactions;
    let user_ids: Vec<u32> = dataset.user_ids.iter().map(|id| id.0.to_le()).collect();
    let row_ends: Vec<u64> = matrix.indptr()[1..].iter().map(|&end| (end as u64).to_le()).collect();
    let columns: Vec<u32> = matrix.indices().par_iter().map(|item| item.as_u32().to_le()).collect();
    let half_stars: Vec<u8> = matrix.values().par_iter().map(|&stars| half_stars(stars)).collect();
    let sections: [&[u8]; 5] = [
        &meta,
        bytemuck::cast_slice(&user_ids),
        bytemuck::cast_slice(&row_ends),
        bytemuck::cast_slice(&columns),
        &half_stars,
    ];
    let header = Header {
        source_hash,
        n_meta_bytes: meta.len() as u64,
        n_users: user_ids.len() as u64,
        n_items: matrix.n_items() as u64,
        n_entries: columns.len() as u64,
    };
    let hashes: Vec<[u8; 32]> = sections.iter().flat_map(|section| block_hashes(section)).collect();

    make_folder(path.parent().unwrap_or_else(|| Path::new(".")))?;
    write_whole(path, Access::Group, |file| {
        file.write_all(&header.encode(&hashes))?;
        sections.iter().try_for_each(|section| file.write_all(section))
    })
}

/// 0.5 to 5.0 stars as 1 to 10.
fn half_stars(stars: f32) -> u8 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a checked matrix holds 0.5..=5.0"
    )]
    let half_stars = (stars * 2.0) as u8;
    half_stars
}
