//! Taste groups, and how much of each there is in a visitor.

use super::Movie;
use cinephile_engine::GroupName;
use serde::Serialize;
use utoipa::ToSchema;

/// The taste groups of the people whose ratings were learned from.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ClusterList {
    /// The number of people who were sorted into groups.
    #[schema(example = 610)]
    pub(crate) n_users: u64,
    /// The groups, largest first; empty if `kmeans` is not among the algorithms.
    #[schema(max_items = 4096)]
    pub(crate) clusters: Vec<Cluster>,
    /// How good other numbers of groups would be; empty while that is not measured (`state` in
    /// `GET /api/v1/evaluations` says whether it will be).
    #[schema(max_items = 4096)]
    pub(crate) quality: Vec<ClusterCount>,
}

/// A taste group: people who like the same movies more than others do.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Cluster {
    /// The group's number, from 0; the same as `group` in a reason and `cluster` on the map.
    #[schema(example = 3)]
    pub(crate) cluster: u32,
    /// A plain English name, made of `name_parts`; no two groups share one.
    #[schema(example = "Horror and Thriller of the 1980s")]
    pub(crate) name: String,
    /// What the name is made of, for clients that word it themselves.
    pub(crate) name_parts: ClusterNameParts,
    /// The number of people in the group.
    #[schema(example = 80)]
    pub(crate) n_members: u32,
    /// The group's share of all people.
    #[schema(minimum = 0, maximum = 1, example = 0.13)]
    pub(crate) share: f64,
    /// The number of ratings that they gave.
    #[schema(example = 9800)]
    pub(crate) n_ratings: u64,
    /// What the group loves more than others do.
    pub(crate) loves: ClusterTaste,
    /// What others love more than the group does.
    pub(crate) avoids: ClusterTaste,
}

/// What the name of a taste group is made of; no two groups have the same parts.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({"genres": ["Horror", "Thriller"], "decade": 1980, "avoided": null, "number": 1}))]
pub(crate) struct ClusterNameParts {
    /// Genres that set the group apart, the most telling first; empty if none does.
    #[schema(max_items = 4)]
    pub(crate) genres: Vec<String>,
    /// First year of the decade that sets it apart; `null` if none does.
    #[schema(required, minimum = 0, maximum = 9999, example = 1980)]
    pub(crate) decade: Option<u16>,
    /// A genre that it loves less than others do; `null` if the other parts are enough for a name.
    #[schema(required, example = "Musical")]
    pub(crate) avoided: Option<String>,
    /// 1, or from 2 on if a larger group has the same other parts.
    #[schema(minimum = 1, example = 1)]
    pub(crate) number: u32,
}

impl From<&GroupName> for ClusterNameParts {
    fn from(name: &GroupName) -> Self {
        let GroupName { genres, decade, avoided, number } = name.clone();
        Self { genres, decade, avoided, number }
    }
}

/// One side of a group's taste, the most distinctive first.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ClusterTaste {
    /// Genres of this side.
    #[schema(max_items = 5)]
    pub(crate) genres: Vec<ClusterLabel>,
    /// Decades of release of this side.
    #[schema(max_items = 5)]
    pub(crate) decades: Vec<ClusterLabel>,
    /// Movies of this side.
    #[schema(max_items = 10)]
    pub(crate) movies: Vec<ClusterMovie>,
}

/// A genre or decade in a group's taste.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({"name": "Horror", "share": 0.21, "lift": 2.4}))]
pub(crate) struct ClusterLabel {
    /// The genre or decade, such as `Horror` or `1980s`.
    #[schema(example = "Horror")]
    pub(crate) name: String,
    /// Its share of everything that the group loves.
    #[schema(minimum = 0, maximum = 1, example = 0.21)]
    pub(crate) share: f32,
    /// That share divided by the same share among all others.
    #[schema(minimum = 0, example = 2.4)]
    pub(crate) lift: f32,
}

/// A movie in a group's taste.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ClusterMovie {
    /// The movie.
    pub(crate) movie: Movie,
    /// How many times as much a member of the group loves it as other people do.
    #[schema(minimum = 0, example = 3.1)]
    pub(crate) lift: f32,
    /// The number of members who rated it.
    #[schema(example = 41)]
    pub(crate) n_ratings: u32,
    /// The mean of their ratings, in stars; `null` if none of them rated it.
    #[schema(required, minimum = 0.5, maximum = 5, example = 4.3)]
    pub(crate) mean_stars: Option<f32>,
}

/// The quality of one number of groups.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ToSchema)]
#[schema(example = json!({"n_clusters": 12, "inertia": 410.2, "silhouette": 0.031}))]
pub struct ClusterCount {
    /// The number of groups.
    #[schema(minimum = 1, example = 12)]
    pub n_clusters: u32,
    /// The sum of squared distances to the groups' centres. It falls with more groups; the elbow is where it stops falling
    /// fast.
    #[schema(minimum = 0, example = 410.2)]
    pub inertia: f64,
    /// The mean silhouette: how much closer people are to the others of their group than to those of the next one; higher is
    /// better. Somebody alone in a group counts as 0.
    #[schema(minimum = -1, maximum = 1, example = 0.031)]
    pub silhouette: f64,
}

/// How much of each taste group there is in a visitor.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ClusterAssignment {
    /// The share of every group, the largest first; they sum to 1.
    #[schema(max_items = 4096)]
    pub(crate) shares: Vec<ClusterShare>,
}

/// One taste group's share of a visitor.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "cluster": 3, "name": "Horror and Thriller of the 1980s",
    "name_parts": {"genres": ["Horror", "Thriller"], "decade": 1980, "avoided": null, "number": 1}, "share": 0.62
}))]
pub(crate) struct ClusterShare {
    /// The group's number, from 0.
    #[schema(example = 3)]
    pub(crate) cluster: u32,
    /// Its English name.
    #[schema(example = "Horror and Thriller of the 1980s")]
    pub(crate) name: String,
    /// What the name is made of.
    pub(crate) name_parts: ClusterNameParts,
    /// How much of the group there is in the visitor.
    #[schema(minimum = 0, maximum = 1, example = 0.62)]
    pub(crate) share: f32,
}
