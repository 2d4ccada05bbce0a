//! The file `serving.bin`: everything that serving needs from the data, which does not include ratings.
//!
//! The file consists of eight magic bytes, the format version, and named parts. Parts are looked up by name, so a later
//! program can add one and still read files without it, and an older program skips parts that it does not know. Each
//! part is encoded with postcard on its own.

use crate::error::PublishError;
use cinephile_data::{Catalogue, Movie, Popularity, Provenance, RatingStatistics};
use cinephile_engine::{ListRules, Onboarding, OnboardingParts, ServingData};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// The name of the file.
pub(crate) const NAME: &str = "serving.bin";

const MAGIC: &[u8; 8] = b"CINESERV";
/// The format version; it changes if the meaning of a part changes. Version 2 counts what the fans of each genre have seen.
const VERSION: u8 = 2;
/// The version before, whose counts for the onboarding meant something else.
const WITHOUT_FANS: u8 = 1;

/// The part with facts about the data.
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
    let failed = |e: postcard::Error| PublishError::Content { path: path.to_owned(), reason: e.to_string() };
    let mut parts = BTreeMap::from([
        ("about", postcard::to_stdvec(&about).map_err(failed)?),
        ("item_counts", postcard::to_stdvec(data.popularity.counts()).map_err(failed)?),
        ("movies", postcard::to_stdvec(data.catalogue.movies()).map_err(failed)?),
        ("statistics", postcard::to_stdvec(&data.statistics).map_err(failed)?),
        ("onboarding", postcard::to_stdvec(&data.onboarding.to_parts()).map_err(failed)?),
    ]);
    if data.catalogue.has_source_ids() {
        let ids: Vec<Option<&str>> =
            data.catalogue.movies().iter().map(|movie| movie.source_id.as_deref()).collect();
        parts.insert(SOURCE_IDS, postcard::to_stdvec(&ids).map_err(failed)?);
    }
    let mut bytes = [MAGIC.as_slice(), &[VERSION]].concat();
    bytes.extend(postcard::to_stdvec(&parts).map_err(failed)?);
    Ok(bytes)
}

/// The part with the movies' ids in the source data, where those are text.
const SOURCE_IDS: &str = "source_ids";

/// Decodes a file that is not trusted.
pub(crate) fn decode(bytes: &[u8], path: &Path) -> Result<ServingData, PublishError> {
    decode_parts(bytes).map_err(|reason| PublishError::Content { path: path.to_owned(), reason })
}

fn decode_parts(bytes: &[u8]) -> Result<ServingData, String> {
    let rest = bytes.strip_prefix(MAGIC.as_slice()).ok_or("it does not start like a serving file")?;
    let (&version, rest) = rest.split_first().ok_or("it is truncated")?;
    if version != VERSION && version != WITHOUT_FANS {
        return Err(format!("unsupported format version {version}; expected {VERSION}"));
    }
    let parts: BTreeMap<&str, &[u8]> = postcard::from_bytes(rest).map_err(|e| e.to_string())?;
    let about: About = part(&parts, "about")?;
    let mut movies: Vec<Movie> = part(&parts, "movies")?;
    if parts.contains_key(SOURCE_IDS) {
        let ids: Vec<Option<String>> = part(&parts, SOURCE_IDS)?;
        if ids.len() != movies.len() {
            return Err(format!("{} ids of text for {} movies", ids.len(), movies.len()));
        }
        movies.iter_mut().zip(ids).for_each(|(movie, id)| movie.source_id = id);
    }
    let item_counts: Vec<u32> = part(&parts, "item_counts")?;
    let statistics: RatingStatistics = part(&parts, "statistics")?;
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
    let popularity = Popularity::of(item_counts);
    let onboarding = if version == WITHOUT_FANS {
        // Until the next fit, the deck asks about well-known movies: a new release must serve what is published.
        Onboarding::of_popularity(&popularity, about.n_users)
    } else {
        let counts: OnboardingParts = part(&parts, "onboarding")?;
        Onboarding::from_parts(counts, catalogue.len()).map_err(|e| format!("part `onboarding`: {e}"))?
    };
    Ok(ServingData {
        name: about.name,
        provenance: if about.is_generated { Provenance::Generated } else { Provenance::Real },
        content_hash: about.content_hash,
        n_users: about.n_users,
        n_ratings: about.n_ratings,
        rules: Arc::new(ListRules::of(&catalogue, &popularity)),
        catalogue,
        popularity,
        statistics,
        onboarding,
    })
}

fn part<T: DeserializeOwned>(parts: &BTreeMap<&str, &[u8]>, name: &str) -> Result<T, String> {
    let bytes = parts.get(name).ok_or_else(|| format!("part `{name}` is missing"))?;
    postcard::from_bytes(bytes).map_err(|e| format!("part `{name}`: {e}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use cinephile_data::sample;
    use cinephile_engine::VisitorAnswers;

    #[test]
    fn encoded_data_decodes_to_itself() {
        let path = Path::new("serving.bin");
        let data = ServingData::of(sample::dataset());
        let kept = decode(&encode(&data, path).expect("encoded"), path).expect("decoded");
        assert_eq!((&kept.name, kept.provenance), (&data.name, data.provenance));
        assert_eq!(kept.content_hash, data.content_hash);
        assert_eq!((kept.n_users, kept.n_ratings), (data.n_users, data.n_ratings));
        assert_eq!(kept.catalogue, data.catalogue);
        assert_eq!(kept.popularity, data.popularity);
        assert_eq!(kept.statistics, data.statistics);
        assert_eq!(kept.onboarding.to_parts(), data.onboarding.to_parts());
    }

    #[test]
    fn truncated_files_and_other_versions_are_rejected() {
        let path = Path::new("serving.bin");
        let bytes = encode(&ServingData::of(sample::dataset()), path).expect("encoded");
        for length in [0, 4, 8, 9, 10, 40, bytes.len() / 2, bytes.len() - 1] {
            assert!(decode(&bytes[..length], path).is_err(), "cut at {length}");
        }
        let mut other = bytes.clone();
        other[8] = 9;
        let rejected = decode(&other, path).err().expect("rejected").to_string();
        assert_eq!(rejected, "`serving.bin`: unsupported format version 9; expected 2");

        let mut before = bytes;
        before[8] = WITHOUT_FANS;
        let served = decode(&before, path).expect("what an earlier release published is served");
        assert!(!served.onboarding.next(&VisitorAnswers::none(), 5, 0).is_empty());
    }
}
