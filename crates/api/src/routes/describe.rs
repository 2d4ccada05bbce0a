//! Lists as they go over the wire.

use crate::error::ApiError;
use crate::lists::ListEntry;
use crate::serving::Movies;
use crate::types::{Explanation, Reason, Recommendation};

/// A list of recommendations, best first.
///
/// # Errors
/// `internal` if a model gave no reason.
pub(super) fn describe_list(list: Vec<ListEntry>, movies: &Movies) -> Result<Vec<Recommendation>, ApiError> {
    (1..).zip(list).map(|(rank, entry)| describe_entry(rank, entry, movies)).collect()
}

/// One recommendation with its rank.
///
/// # Errors
/// `internal` if the model gave no reason.
pub(super) fn describe_entry(
    rank: u32,
    entry: ListEntry,
    movies: &Movies,
) -> Result<Recommendation, ApiError> {
    let ListEntry { found, reason, stars, explanation } = entry;
    let reason = reason.ok_or_else(|| ApiError::internal(&"a model gave a score without a reason"))?;
    Ok(Recommendation {
        rank,
        movie: movies.kept(found.item)?,
        score: found.score,
        predicted_stars: stars.into(),
        reason: Reason::new(reason, |item| movies.get(item)),
        explanation: explanation.map(|explained| Explanation::new(explained, |item| movies.get(item))),
    })
}
