//! What is shown beside recommendations: taste groups, the map, leaderboards, charts.
//!
//! The large answers are written once and told apart by a hash of their bytes; only what depends on a visitor's ratings is
//! worked out for each request. Figures may be measured after the models are served, so they are a value of their own: the
//! caller hands them over ([`crate::AppState::show_figures`]), and what is served is swapped as a whole.

use super::charts::describe_ratings;
use super::error::{SnapshotError, check_size};
use super::movies::Movies;
use crate::caching::KeptBody;
use crate::english;
use crate::types::{
    Cluster, ClusterCount, ClusterLabel, ClusterList, ClusterMovie, ClusterNameParts, ClusterTaste,
    Evaluation, EvaluationList, FiguresState, MappedMovie, MovieMap, Trustworthiness,
};
use cinephile_data::{ItemIdx, RatingStatistics};
use cinephile_engine::{DescribedGroup, GroupLabel, GroupName, MapTrust, TasteGroups, TasteLabels, TasteMap};
use serde::Serialize;
use std::sync::Arc;

/// Movies that each side of a group's taste lists.
const N_MOVIES: usize = 10;
/// Genres, and decades, that each side lists.
const N_LABELS: usize = 5;

/// What may be shown beside recommendations; nothing by default. All of it must be of the snapshot's data.
#[derive(Default)]
pub struct Insights {
    /// The model that sorts people into taste groups.
    pub groups: Option<Arc<dyn TasteGroups>>,
    /// The map of movies, and how much of their neighbourhoods it keeps.
    pub map: Option<(TasteMap, MapTrust)>,
    /// Figures that are known when the snapshot is built.
    pub figures: Figures,
}

/// What was measured of models and data; nothing by default.
#[derive(Debug, Clone, Default)]
pub struct Figures {
    /// Whether more figures will follow.
    pub state: FiguresState,
    /// What is being measured, or why nothing is.
    pub detail: Option<String>,
    /// How good other numbers of taste groups would be.
    pub group_counts: Vec<ClusterCount>,
    /// The leaderboards.
    pub evaluations: Vec<Evaluation>,
}

/// Insights as they are served.
pub(crate) struct ShownInsights {
    pub(crate) groups: Option<ShownGroups>,
    pub(crate) map: Option<TasteMap>,
    pub(crate) map_body: KeptBody,
    pub(crate) statistics_body: KeptBody,
    clusters: ClusterList,
    /// The figures that were known when the snapshot was built.
    pub(crate) figures: Arc<ShownFigures>,
}

/// Figures as they are served, with the answers that hold them.
pub(crate) struct ShownFigures {
    pub(crate) clusters_body: KeptBody,
    pub(crate) evaluations_body: KeptBody,
}

/// Taste groups, and what their names are made of, by number.
pub(crate) struct ShownGroups {
    pub(crate) model: Arc<dyn TasteGroups>,
    pub(crate) names: Vec<GroupName>,
}

impl ShownInsights {
    /// Describes and writes what is shown.
    ///
    /// # Errors
    /// If groups or map are for other data.
    pub(super) fn build(
        insights: Insights,
        statistics: &RatingStatistics,
        movies: &Movies,
    ) -> Result<Self, SnapshotError> {
        let Insights { groups, map, figures } = insights;
        if let Some(model) = &groups {
            check_size("taste groups", model.n_items(), movies.len())?;
        }
        if let Some((map, _)) = &map {
            check_size("map", map.n_items(), movies.len())?;
        }
        let described = groups.as_ref().map_or_else(Vec::new, |model| {
            TasteLabels::of(movies.catalogue()).describe(&**model, N_MOVIES, N_LABELS)
        });
        let clusters =
            described.iter().enumerate().map(|(number, group)| describe_group(number, group, movies));
        let n_users = described.iter().map(|group| u64::from(group.profile.n_members)).sum();
        let clusters = ClusterList { n_users, clusters: clusters.collect(), quality: Vec::new() };
        let mapped = map.as_ref().map(|(map, trust)| describe_map(map, *trust, groups.as_deref(), movies));
        let mapped = mapped.unwrap_or(MovieMap { movies: Vec::new(), trustworthiness: None });
        let names = described.into_iter().map(|group| group.name).collect();
        Ok(Self {
            groups: groups.map(|model| ShownGroups { model, names }),
            map: map.map(|(map, _)| map),
            map_body: written("the map", &mapped)?,
            statistics_body: written("the statistics", &describe_ratings(movies, statistics))?,
            figures: Arc::new(ShownFigures::build(figures, &clusters)?),
            clusters,
        })
    }

    /// The same groups with other figures.
    ///
    /// # Errors
    /// If the figures cannot be written as JSON.
    pub(crate) fn with_figures(&self, figures: Figures) -> Result<ShownFigures, SnapshotError> {
        ShownFigures::build(figures, &self.clusters)
    }
}

impl ShownFigures {
    /// Writes the answers; `clusters` are those of the snapshot.
    fn build(figures: Figures, clusters: &ClusterList) -> Result<Self, SnapshotError> {
        let Figures { state, detail, group_counts, evaluations } = figures;
        let clusters = ClusterList { quality: group_counts, ..clusters.clone() };
        Ok(Self {
            clusters_body: written("taste groups", &clusters)?,
            evaluations_body: written("evaluations", &EvaluationList { state, detail, evaluations })?,
        })
    }
}

/// An answer that is written once; `what` names it in the error.
fn written(what: &'static str, value: &impl Serialize) -> Result<KeptBody, SnapshotError> {
    KeptBody::new(value).map_err(|error| SnapshotError::NoJson { what, reason: error.to_string() })
}

fn describe_group(number: usize, group: &DescribedGroup, movies: &Movies) -> Cluster {
    let profile = &group.profile;
    let loved = profile.items.iter().map(|loved| ClusterMovie {
        movie: movies.describe(loved.item),
        lift: loved.lift,
        n_ratings: loved.n_ratings,
        mean_stars: Some(loved.mean_stars),
    });
    let avoided = profile.avoided_items.iter().map(|avoided| ClusterMovie {
        movie: movies.describe(avoided.item),
        lift: avoided.lift,
        n_ratings: avoided.n_ratings,
        mean_stars: avoided.mean_stars,
    });
    Cluster {
        cluster: number_of(number),
        name: english::group_name(&group.name),
        name_parts: ClusterNameParts::from(&group.name),
        n_members: profile.n_members,
        share: group.share,
        n_ratings: profile.n_ratings,
        loves: taste(&group.genres, &group.decades, loved.collect()),
        avoids: taste(&group.avoided_genres, &group.avoided_decades, avoided.collect()),
    }
}

fn taste(
    genres: &[GroupLabel<String>],
    decades: &[GroupLabel<u16>],
    movies: Vec<ClusterMovie>,
) -> ClusterTaste {
    let label = |name, share, lift| ClusterLabel { name, share, lift };
    let genres = genres.iter().map(|genre| label(genre.label.clone(), genre.share, genre.lift));
    let decades =
        decades.iter().map(|decade| label(english::decade_name(decade.label), decade.share, decade.lift));
    ClusterTaste { genres: genres.collect(), decades: decades.collect(), movies }
}

fn describe_map(
    map: &TasteMap,
    trust: MapTrust,
    groups: Option<&dyn TasteGroups>,
    movies: &Movies,
) -> MovieMap {
    let homes = groups.map(|model| model.homes(map.items()));
    let place = |(at, (&item, &[x, y])): (usize, (&ItemIdx, &[f32; 2]))| {
        let movie = movies.get(item);
        MappedMovie {
            movie_id: movie.id.0,
            title: movie.title.clone(),
            year: movie.year,
            x,
            y,
            cluster: homes.as_ref().map(|homes: &Vec<u32>| homes[at]),
            n_ratings: movies.popularity().count(item),
        }
    };
    let mapped = map.items().iter().zip(map.positions()).enumerate().map(place).collect();
    let trustworthiness =
        (!map.items().is_empty()).then_some(Trustworthiness { map: trust.map, plane: trust.plane });
    MovieMap { movies: mapped, trustworthiness }
}

/// The number of a group, as reasons and the map give it.
pub(crate) fn number_of(group: usize) -> u32 {
    u32::try_from(group).unwrap_or(u32::MAX)
}
