//! The data without its ratings as one file, `serving.bin`: eight bytes of magic, the format's version, and named parts.
//!
//! Parts are found by name, so that a later program can add one and still read files without it, and an older program
//! skips what it does not know. Each part is postcard, decoded by itself.

use crate::PublishError;
use cinephile_data::{Catalogue, Movie, Provenance, RatingStatistics};
use cinephile_engine::{Onboarding, OnboardingParts, ServingData};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;

/// The file's name in the folder.
pub(crate) const NAME: &str = "serving.bin";

const MAGIC: &[u8; 8] = b"CINESERV";
/// Changes when a part changes its meaning.
const VERSION: u8 = 1;

/// The part that is told of the data.
#[derive(Serialize, Deserialize)]
struct About {
    name: String,
    is_generated: bool,
    content_hash: String,
    n_users: u64,
    n_ratings: u64,
}

pub(crate) fn encode(data: &ServingData, path: &Path) -> Result<Vec<u8>, PublishError> {
    let about = About {
        name: data.name.clone(),
        is_generated: data.provenance == Provenance::Generated,
        content_hash: data.content_hash.clone(),
        n_users: data.n_users,
        n_ratings: data.n_ratings,
    };
    let refused = |e: postcard::Error| PublishError::Content { path: path.to_owned(), reason: e.to_string() };
    let parts = BTreeMap::from([
        ("about", postcard::to_stdvec(&about).map_err(refused)?),
        ("item_counts", postcard::to_stdvec(&data.item_counts).map_err(refused)?),
        ("movies", postcard::to_stdvec(data.catalogue.movies()).map_err(refused)?),
        ("statistics", postcard::to_stdvec(&data.statistics).map_err(refused)?),
        ("onboarding", postcard::to_stdvec(&data.onboarding.to_parts()).map_err(refused)?),
    ]);
    let mut bytes = [MAGIC.as_slice(), &[VERSION]].concat();
    bytes.extend(postcard::to_stdvec(&parts).map_err(refused)?);
    Ok(bytes)
}

/// From bytes that may be anything.
pub(crate) fn decode(bytes: &[u8], path: &Path) -> Result<ServingData, PublishError> {
    decode_parts(bytes).map_err(|reason| PublishError::Content { path: path.to_owned(), reason })
}

fn decode_parts(bytes: &[u8]) -> Result<ServingData, String> {
    let rest =
        bytes.strip_prefix(MAGIC.as_slice()).ok_or("it does not begin like the data of a publication")?;
    let (&version, rest) = rest.split_first().ok_or("it ends early")?;
    if version != VERSION {
        return Err(format!("format version {version}, and this program reads {VERSION}"));
    }
    let parts: BTreeMap<&str, &[u8]> = postcard::from_bytes(rest).map_err(|e| e.to_string())?;
    let about: About = part(&parts, "about")?;
    let movies: Vec<Movie> = part(&parts, "movies")?;
    let item_counts: Vec<u32> = part(&parts, "item_counts")?;
    let statistics: RatingStatistics = part(&parts, "statistics")?;
    let onboarding: OnboardingParts = part(&parts, "onboarding")?;
    let catalogue = Catalogue::build(movies).map_err(|e| e.to_string())?;
    if item_counts.len() != catalogue.len() {
        return Err(format!("{} counts for {} movies", item_counts.len(), catalogue.len()));
    }
    if statistics.half_star_sums.len() != catalogue.len() {
        return Err(format!(
            "{} sums of stars for {} movies",
            statistics.half_star_sums.len(),
            catalogue.len()
        ));
    }
    let onboarding = Onboarding::from_parts(onboarding, catalogue.len());
    Ok(ServingData {
        name: about.name,
        provenance: if about.is_generated { Provenance::Generated } else { Provenance::Real },
        content_hash: about.content_hash,
        n_users: about.n_users,
        n_ratings: about.n_ratings,
        catalogue,
        item_counts,
        statistics,
        onboarding: onboarding.map_err(|e| format!("part `onboarding`: {e}"))?,
    })
}

fn part<T: DeserializeOwned>(parts: &BTreeMap<&str, &[u8]>, name: &str) -> Result<T, String> {
    let bytes = parts.get(name).ok_or_else(|| format!("part `{name}` is not there"))?;
    postcard::from_bytes(bytes).map_err(|e| format!("part `{name}`: {e}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use cinephile_data::sample;

    #[test]
    fn what_is_kept_is_what_was_given() {
        let path = Path::new("serving.bin");
        let data = ServingData::of(sample::dataset());
        let kept = decode(&encode(&data, path).expect("encoded"), path).expect("decoded");
        assert_eq!((&kept.name, kept.provenance), (&data.name, data.provenance));
        assert_eq!(kept.content_hash, data.content_hash);
        assert_eq!((kept.n_users, kept.n_ratings), (data.n_users, data.n_ratings));
        assert_eq!(kept.catalogue, data.catalogue);
        assert_eq!(kept.item_counts, data.item_counts);
        assert_eq!(kept.statistics, data.statistics);
        assert_eq!(kept.onboarding.to_parts(), data.onboarding.to_parts());
    }

    #[test]
    fn a_file_that_is_none_is_refused_with_the_reason_wherever_it_is_cut() {
        let path = Path::new("serving.bin");
        let bytes = encode(&ServingData::of(sample::dataset()), path).expect("encoded");
        for length in [0, 4, 8, 9, 10, 40, bytes.len() / 2, bytes.len() - 1] {
            assert!(decode(&bytes[..length], path).is_err(), "cut at {length}");
        }
        let mut other = bytes;
        other[8] = 9;
        let refused = decode(&other, path).err().expect("refused").to_string();
        assert_eq!(refused, "`serving.bin`: format version 9, and this program reads 1");
    }
}
