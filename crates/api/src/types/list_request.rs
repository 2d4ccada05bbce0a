//! The fields that requests for a list share.
//!
//! They are inserted by macros. Rejected: `#[serde(flatten)]`, which buffers every value before it is read, and loses the
//! path of a wrong field that errors name.

use super::YearRange;

/// The shared fields of a request, as they were sent.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ListFields<'a> {
    /// The length of the list, at most.
    pub(crate) limit: u32,
    /// Ids of the only movies that pass; all pass if `None`.
    pub(crate) only: Option<&'a [super::MovieRef]>,
    /// Ids of movies to leave out.
    pub(crate) exclude: &'a [super::MovieRef],
    /// Genres that pass; all if empty.
    pub(crate) genres: &'a [String],
    /// Genres that do not pass.
    pub(crate) exclude_genres: &'a [String],
    /// Years that pass.
    pub(crate) years: Option<YearRange>,
    /// From hidden gems, -1, to well-known movies, 1.
    pub(crate) popularity: f64,
    /// From the algorithm's order, 0, to as varied as possible, 1.
    pub(crate) diversity: f64,
    /// Whether to explain each score.
    pub(crate) explain: bool,
}

impl Default for ListFields<'_> {
    fn default() -> Self {
        Self {
            limit: default_limit(),
            only: None,
            exclude: &[],
            genres: &[],
            exclude_genres: &[],
            years: None,
            popularity: 0.0,
            diversity: 0.0,
            explain: false,
        }
    }
}

/// The length of a list if the request gives none. Not in the schema as `default`: type generators take that to mean
/// "always present".
pub(super) fn default_limit() -> u32 {
    crate::bounds::DEFAULT_LIST
}

/// Declares a request for a list: its own fields, then which algorithm makes the list, how long it is and what passes into
/// it. Unknown fields are rejected.
macro_rules! list_request {
    ($(#[$attribute:meta])* pub(crate) struct $name:ident { $($own_fields:tt)* }) => {
        #[derive(Debug, serde::Deserialize, utoipa::ToSchema)]
        #[serde(deny_unknown_fields)]
        $(#[$attribute])*
        pub(crate) struct $name {
            $($own_fields)*
            /// The algorithm that makes the list, one of those that `GET /api/v1/models` lists; the default one if omitted.
            #[serde(default)]
            #[schema(nullable = false, example = "blend")]
            pub(crate) algorithm: Option<String>,
            /// The number of movies, at most; 20 if omitted.
            #[serde(default = "crate::types::list_request::default_limit")]
            #[schema(minimum = 1, maximum = 100, example = 20)]
            pub(crate) limit: u32,
            /// Ids of the movies to rank: a watchlist, a library, a programme; at most 20,000. Movies that are left out anyway
            /// are left out of them, too. All movies if omitted, and none if empty. The answer counts ids that the loaded data
            /// does not have.
            #[serde(default)]
            #[schema(max_items = 20000, nullable = false, example = json!([6, 10, 50]))]
            pub(crate) only: Option<Vec<crate::types::MovieRef>>,
            /// Ids of movies to leave out, in addition to those that are left out anyway; at most 20,000. The answer counts ids
            /// that the loaded data does not have.
            #[serde(default)]
            #[schema(max_items = 20000, example = json!([1, 2]))]
            pub(crate) exclude: Vec<crate::types::MovieRef>,
            /// Only movies with at least one of these genres, in upper or lower case; at most 50. All genres if omitted or
            /// empty.
            #[serde(default)]
            #[schema(max_items = 50, example = json!(["Crime", "Drama"]))]
            pub(crate) genres: Vec<String>,
            /// No movie with any of these genres, in upper or lower case; at most 50.
            #[serde(default)]
            #[schema(max_items = 50, example = json!(["Horror"]))]
            pub(crate) exclude_genres: Vec<String>,
            /// Only movies of these years; all years if omitted.
            #[serde(default)]
            #[schema(value_type = crate::types::YearRange, nullable = false, required = false)]
            pub(crate) years: Option<cinephile_data::Object<crate::types::YearRange>>,
        }
    };
}

/// Declares a request for a list that can also be steered and explained; see [`list_request`].
macro_rules! steered_list_request {
    ($(#[$attribute:meta])* pub(crate) struct $name:ident { $($own_fields:tt)* }) => {
        $crate::types::list_request::list_request! {
            $(#[$attribute])*
            pub(crate) struct $name {
                $($own_fields)*
                /// From -1 for hidden gems to 1 for well-known movies; 0, the algorithm's own order, if omitted. Weighs
                /// how well known a movie is against its score, among the algorithm's best 300 only: every movie in the
                /// list still suits the ratings.
                #[serde(default)]
                #[schema(minimum = -1, maximum = 1, example = -0.5)]
                pub(crate) popularity: f64,
                /// From 0, the algorithm's own order (if omitted), to 1 for movies with as few genres and years in common
                /// as possible. Chosen from the same 300 by maximal marginal relevance.
                #[serde(default)]
                #[schema(minimum = 0, maximum = 1, example = 0.3)]
                pub(crate) diversity: f64,
                /// Whether to give for each movie what every rating adds to its score, and its rank without that rating;
                /// `false` if omitted. Takes about twenty times as long.
                #[serde(default)]
                #[schema(example = false)]
                pub(crate) explain: bool,
            }
        }

        impl $name {
            /// The fields that all requests for a list share.
            pub(crate) fn list(&self) -> $crate::types::ListFields<'_> {
                $crate::types::ListFields {
                    limit: self.limit,
                    only: self.only.as_deref(),
                    exclude: &self.exclude,
                    genres: &self.genres,
                    exclude_genres: &self.exclude_genres,
                    years: self.years.as_ref().map(|years| years.0),
                    popularity: self.popularity,
                    diversity: self.diversity,
                    explain: self.explain,
                }
            }
        }
    };
}

/// How many different ids of a request the loaded data does not have. They change nothing else.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
#[schema(example = json!({"only": 3, "exclude": 0}))]
pub(crate) struct UnknownIds {
    /// Of those in `only`.
    #[schema(maximum = 20000, example = 3)]
    pub(crate) only: usize,
    /// Of those in `exclude`.
    #[schema(maximum = 20000, example = 0)]
    pub(crate) exclude: usize,
}

pub(super) use {list_request, steered_list_request};
