//! A request for a profile's recommendations; its ratings are stored already.

use super::list_request::steered_list_request;

steered_list_request! {
    /// The list that is wanted; every field may be omitted. As in `POST /api/v1/recommendations`, without the ratings. Movies
    /// that the profile rated, watched or is not interested in are left out.
    #[schema(example = json!({"algorithm": "blend", "limit": 20, "genres": ["Crime"], "years": {"from": 1990}}))]
    pub(crate) struct ProfileRecommendationRequest {}
}
