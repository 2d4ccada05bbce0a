//! What a request says about the visitor: ratings, and movies that they liked or saw without giving stars.
//!
//! Requests contain these fields side by side. They are inserted by a macro for the reason that `list_request` gives.

use super::MovieRef;
use serde::Deserialize;
use utoipa::ToSchema;

/// One rating.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"movie_id": 6, "stars": 4.5}))]
pub(crate) struct RatingInput {
    /// The movie's id.
    #[schema(example = 6)]
    pub(crate) movie_id: MovieRef,
    /// The stars, 0.5 to 5.0 in half steps.
    #[schema(minimum = 0.5, maximum = 5, multiple_of = 0.5, example = 4.5)]
    pub(crate) stars: f64,
}

/// What a visitor said about movies, as it was sent.
#[derive(Debug, Clone, Copy)]
pub(crate) struct VisitorFields<'a> {
    pub(crate) ratings: &'a [RatingInput],
    pub(crate) liked: &'a [MovieRef],
    pub(crate) seen: &'a [MovieRef],
}

/// Declares a request with the given fields. Unknown fields are rejected.
macro_rules! request {
    ($(#[$attribute:meta])* pub(crate) struct $name:ident { $($fields:tt)* }) => {
        #[derive(Debug, serde::Deserialize, utoipa::ToSchema)]
        #[serde(deny_unknown_fields)]
        $(#[$attribute])*
        pub(crate) struct $name { $($fields)* }
    };
}

/// Declares a request by another macro, such as `request`, with what a visitor said about movies in front of its fields.
macro_rules! visitor_request {
    ($declare:ident: $(#[$attribute:meta])* pub(crate) struct $name:ident { $($own_fields:tt)* }) => {
        $declare! {
            $(#[$attribute])*
            pub(crate) struct $name {
                /// The visitor's ratings, at most one for each movie. `ratings`, `liked` and `seen` together have 1 to
                /// 2,000 entries. None of these movies is recommended.
                #[serde(default, deserialize_with = "crate::types::objects")]
                #[schema(max_items = 2000)]
                pub(crate) ratings: Vec<crate::types::RatingInput>,
                /// Ids of movies that the visitor liked, without stars. If a movie is also rated, its stars count.
                #[serde(default)]
                #[schema(max_items = 2000, example = json!([50]))]
                pub(crate) liked: Vec<crate::types::MovieRef>,
                /// Ids of movies that the visitor saw, without stars. They weigh as an average rating. If a movie is also
                /// rated or liked, that counts.
                #[serde(default)]
                #[schema(max_items = 2000, example = json!([47, 593]))]
                pub(crate) seen: Vec<crate::types::MovieRef>,
                $($own_fields)*
            }
        }

        impl $name {
            /// What the visitor said about movies.
            pub(crate) fn visitor(&self) -> $crate::types::VisitorFields<'_> {
                $crate::types::VisitorFields { ratings: &self.ratings, liked: &self.liked, seen: &self.seen }
            }
        }
    };
}

pub(super) use {request, visitor_request};

visitor_request! { request:
    /// What a visitor said about movies. Nothing is stored.
    #[schema(example = json!({"ratings": [{"movie_id": 6, "stars": 5}, {"movie_id": 10, "stars": 3.5}]}))]
    pub(crate) struct VisitorRatings {}
}
