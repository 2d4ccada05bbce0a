//! What is shown beside recommendations: taste groups, the map, leaderboards, charts.
//!
//! The large answers are written once and told apart by a hash of their bytes; only what depends on a visitor's ratings is
//! worked out for each request. Figures may come later than the models that they are of, so they are a value of their own:
//! whoever measures hands them over ([`crate::AppState::show_figures`]), and what is served is swapped as a whole.

use crate::cached;
use crate::english;
use crate::snapshot::{Snapshot, SnapshotError};
use crate::types::{
    Cluster, ClusterCount, ClusterLabel, ClusterList, ClusterMovie, ClusterNameParts, ClusterTaste,
    Evaluation, EvaluationList, FiguresState, MappedMovie, MovieMap, Trustworthiness,
};
use axum::body::Bytes;
use axum::http::HeaderMap;
use axum::response::Response;
use cinephile_data::ItemIdx;
use cinephile_engine::{DescribedGroup, GroupLabel, GroupName, MapTrust, TasteGroups, TasteLabels, TasteMap};
use serde::Serialize;
use std::sync::Arc;

/// Movies of each side of a group's taste.
const N_MOVIES: usize = 10;
/// Genres, and decades, of each side.
const N_LABELS: usize = 5;

/// What may be shown beside recommendations; nothing by default. All of it must be of the snapshot's data.
#[derive(Default)]
pub struct Insights {
    /// Who sorts people into taste groups.
    pub groups: Option<Arc<dyn TasteGroups>>,
    /// Where movies lie, and how much of the neighbourhoods that keeps.
    pub map: Option<(TasteMap, MapTrust)>,
    /// What was measured.
    pub figures: Figures,
}

/// What was measured of models and data; nothing by default.
#[derive(Debug, Clone, Default)]
pub struct Figures {
    /// Whether more is to come.
    pub state: FiguresState,
    /// What is being measured, or why nothing is.
    pub detail: Option<String>,
    /// How good other numbers of groups would be.
    pub group_counts: Vec<ClusterCount>,
    /// The leaderboards.
    pub evaluations: Vec<Evaluation>,
}

/// Insights as they are served.
pub(crate) struct ShownInsights {
    pub(crate) groups: Option<ShownGroups>,
    pub(crate) map: Option<TasteMap>,
    pub(crate) map_body: KeptBody,
    clusters: ClusterList,
    /// As they were when the snapshot was built.
    pub(crate) figures: Arc<ShownFigures>,
}

/// Figures as they are served, and what is told beside them.
pub(crate) struct ShownFigures {
    pub(crate) clusters_body: KeptBody,
    pub(crate) evaluations_body: KeptBody,
}

/// Taste groups, and what their names are made of, by number.
pub(crate) struct ShownGroups {
    pub(crate) model: Arc<dyn TasteGroups>,
    pub(crate) names: Vec<GroupName>,
}

/// A JSON answer that stays the same.
pub(crate) struct KeptBody {
    bytes: Bytes,
    hash: [u8; 32],
}

impl KeptBody {
    /// # Errors
    /// If the value cannot be JSON.
    pub(crate) fn new(what: &'static str, value: &impl Serialize) -> Result<Self, SnapshotError> {
        let bytes = serde_json::to_vec(value)
            .map_err(|error| SnapshotError::NoJson { what, reason: error.to_string() })?;
        Ok(Self { hash: cached::hash(&bytes), bytes: bytes.into() })
    }

    /// The answer, or 304 for who has it.
    pub(crate) fn answer(&self, headers: &HeaderMap) -> Response {
        cached::answer(headers, "application/json", "no-cache", self.hash, self.bytes.clone())
    }
}

impl ShownInsights {
    /// Nothing to show.
    ///
    /// # Errors
    /// As [`KeptBody::new`].
    pub(crate) fn none() -> Result<Self, SnapshotError> {
        let clusters = ClusterList { n_users: 0, clusters: Vec::new(), quality: Vec::new() };
        Ok(Self {
            groups: None,
            map: None,
            map_body: KeptBody::new("the map", &MovieMap { movies: Vec::new(), trustworthiness: None })?,
            figures: Arc::new(ShownFigures::build(Figures::default(), &clusters)?),
            clusters,
        })
    }

    /// Describes and writes what is shown; `snapshot` has everything else.
    ///
    /// # Errors
    /// If groups or map are of other data.
    pub(crate) fn build(insights: Insights, snapshot: &Snapshot) -> Result<Self, SnapshotError> {
        let Insights { groups, map, figures } = insights;
        if let Some(model) = &groups {
            snapshot.check_size("taste groups", model.n_items())?;
        }
        if let Some((map, _)) = &map {
            snapshot.check_size("map", map.n_items())?;
        }
        let described = groups.as_ref().map_or_else(Vec::new, |model| {
            TasteLabels::of(snapshot.catalogue()).describe(&**model, N_MOVIES, N_LABELS)
        });
        let clusters =
            described.iter().enumerate().map(|(number, group)| describe_group(number, group, snapshot));
        let n_users = described.iter().map(|group| u64::from(group.profile.n_members)).sum();
        let clusters = ClusterList { n_users, clusters: clusters.collect(), quality: Vec::new() };
        let mapped = map.as_ref().map(|(map, trust)| describe_map(map, *trust, groups.as_deref(), snapshot));
        let mapped = mapped.unwrap_or(MovieMap { movies: Vec::new(), trustworthiness: None });
        let names = described.into_iter().map(|group| group.name).collect();
        Ok(Self {
            groups: groups.map(|model| ShownGroups { model, names }),
            map: map.map(|(map, _)| map),
            map_body: KeptBody::new("the map", &mapped)?,
            figures: Arc::new(ShownFigures::build(figures, &clusters)?),
            clusters,
        })
    }

    /// The same groups with other figures.
    ///
    /// # Errors
    /// As [`KeptBody::new`].
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
            clusters_body: KeptBody::new("taste groups", &clusters)?,
            evaluations_body: KeptBody::new("evaluations", &EvaluationList { state, detail, evaluations })?,
        })
    }
}

fn describe_group(number: usize, group: &DescribedGroup, snapshot: &Snapshot) -> Cluster {
    let profile = &group.profile;
    let loved = profile.items.iter().map(|loved| ClusterMovie {
        movie: snapshot.describe(loved.item),
        lift: loved.lift,
        n_ratings: loved.n_ratings,
        mean_stars: Some(loved.mean_stars),
    });
    let avoided = profile.avoided_items.iter().map(|avoided| ClusterMovie {
        movie: snapshot.describe(avoided.item),
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
    snapshot: &Snapshot,
) -> MovieMap {
    let homes = groups.map(|model| model.homes(map.items()));
    let place = |(at, (&item, &[x, y])): (usize, (&ItemIdx, &[f32; 2]))| {
        let movie = snapshot.movie(item);
        MappedMovie {
            movie_id: movie.id.0,
            title: movie.title.clone(),
            year: movie.year,
            x,
            y,
            cluster: homes.as_ref().map(|homes: &Vec<u32>| homes[at]),
            n_ratings: snapshot.n_ratings(item),
        }
    };
    let movies = map.items().iter().zip(map.positions()).enumerate().map(place).collect();
    let trustworthiness =
        (!map.items().is_empty()).then_some(Trustworthiness { map: trust.map, plane: trust.plane });
    MovieMap { movies, trustworthiness }
}

/// A group's number, as requests and reasons write it.
pub(crate) fn number_of(group: usize) -> u32 {
    u32::try_from(group).unwrap_or(u32::MAX)
}
