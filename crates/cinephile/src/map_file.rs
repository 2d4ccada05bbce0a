//! The map of movies on disk: laid out once for a model and a data set, read by later starts.
//!
//! The file is JSON with the format's version, movie ids, positions and trustworthiness. It is small (120 KB for 3,000
//! movies) and notebooks can read it. Its name is a hash of everything that the map depends on, so an old map is never
//! mistaken for a new one. A map that is invalid, or that names other movies, is laid out again.

use crate::progress;
use anyhow::{Context as _, Result, bail};
use cinephile_data::ItemId;
use cinephile_engine::{ItemSpace, LayoutParams, MapTrust, ServingData, TasteMap};
use cinephile_files::{Access, make_folder, read_bounded, write_whole};
use serde::{Deserialize, Serialize};
use std::io;
use std::path::Path;
use std::sync::Arc;

/// Increased whenever the same vectors would be laid out differently.
const VERSION: u32 = 1;
/// The map shows this many of the best-known movies.
const N_MOVIES: usize = 3_000;
/// With fewer ratings, a movie's place is chance.
const MIN_RATINGS: u32 = 5;
/// A guard against a wrong file: maps are smaller.
const MAX_BYTES: u64 = 4 << 20;

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct MapFile {
    version: u32,
    /// Of the map, and of the plane of principal components for comparison.
    trustworthiness: [f64; 2],
    movie_ids: Vec<ItemId>,
    positions: Vec<[f32; 2]>,
}

/// Opens the map of this space from its file in `folder`, or lays it out and writes the file.
pub(crate) fn open_or_lay_out(
    folder: &Path,
    data: &ServingData,
    space: &Arc<dyn ItemSpace>,
) -> Result<(TasteMap, MapTrust)> {
    let path = folder.join(file_name(data, &**space));
    if path.exists() {
        match open(&path, data, space) {
            Ok(map) => return Ok(map),
            Err(error) => tracing::warn!("laying the map out again: {error:#}"),
        }
    }
    let what = "laying out the map of movies";
    let (map, trust) = progress::during(what, || lay_out(data, space)).context("cannot lay out the map")?;
    if let Err(error) = save(&path, data, &map, trust) {
        tracing::warn!("the next start will lay the map out again: {error:#}");
    }
    Ok((map, trust))
}

/// Opens the map of this space if `folder` has a file of it.
pub(crate) fn open_if_there(
    folder: &Path,
    data: &ServingData,
    space: &Arc<dyn ItemSpace>,
) -> Result<Option<(TasteMap, MapTrust)>> {
    let path = folder.join(file_name(data, &**space));
    if path.exists() { open(&path, data, space).map(Some) } else { Ok(None) }
}

/// Lays out the best-known movies.
pub(crate) fn lay_out(data: &ServingData, space: &Arc<dyn ItemSpace>) -> Result<(TasteMap, MapTrust)> {
    let items = data.popularity.rated_at_least(MIN_RATINGS);
    let best_known = &items[..items.len().min(N_MOVIES)];
    let map = TasteMap::lay_out(Arc::clone(space), best_known, &LayoutParams::default())?;
    let trust = map.trust()?;
    Ok((map, trust))
}

/// The file's name: a hash of the data, the version and the item vectors, which depend on everything that the model was
/// fitted with.
pub(crate) fn file_name(data: &ServingData, space: &dyn ItemSpace) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&VERSION.to_le_bytes()).update(data.content_hash.as_bytes());
    for value in space.item_vectors() {
        hasher.update(&value.to_le_bytes());
    }
    format!("map-{}.json", &hasher.finalize().to_hex()[..16])
}

fn open(path: &Path, data: &ServingData, space: &Arc<dyn ItemSpace>) -> Result<(TasteMap, MapTrust)> {
    let name = path.display();
    let text = read_bounded(path, MAX_BYTES)?;
    let file: MapFile = serde_json::from_slice(&text).with_context(|| format!("`{name}` is not a map"))?;
    if file.version != VERSION {
        bail!("`{name}` is a map of version {}; this is version {VERSION}", file.version);
    }
    let index = |id: &ItemId| {
        data.catalogue
            .index_of(*id)
            .with_context(|| format!("`{name}` has movie {id}, which is not in the data"))
    };
    let items = file.movie_ids.iter().map(index).collect::<Result<Vec<_>>>()?;
    let [map, plane] = file.trustworthiness;
    if ![map, plane].iter().all(|trust| (0.0..=1.0).contains(trust)) {
        bail!("`{name}` has a trustworthiness outside 0..=1");
    }
    let placed = TasteMap::from_positions(Arc::clone(space), items, file.positions);
    Ok((placed.with_context(|| format!("`{name}` is not a map of this data"))?, MapTrust { map, plane }))
}

/// Writes a whole file, or none.
pub(crate) fn save(path: &Path, data: &ServingData, map: &TasteMap, trust: MapTrust) -> Result<()> {
    let file = MapFile {
        version: VERSION,
        trustworthiness: [trust.map, trust.plane],
        movie_ids: map.items().iter().map(|&item| data.catalogue.movie(item).id).collect(),
        positions: map.positions().to_vec(),
    };
    let folder = path.parent().context("a file in a folder")?;
    make_folder(folder).with_context(|| format!("cannot create `{}`", folder.display()))?;
    write_whole(path, Access::Group, |draft| serde_json::to_writer(draft, &file).map_err(io::Error::from))
        .with_context(|| format!("cannot write `{}`", path.display()))
}
