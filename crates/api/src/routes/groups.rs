//! Recommendations for several people: their ratings in, one list out, nothing kept.

use crate::checks::{check_limit, check_ratings_at};
use crate::config::{GROUP_BODY_BYTES, MAX_LIST};
use crate::error::ApiError;
use crate::extract::Json;
use crate::responses::{
    AnyProblem, BadRequest, BodyTooLarge, Unavailable, Unprocessable, UnsupportedMediaType,
};
use crate::snapshot::Snapshot;
use crate::state::{AppState, Ready};
use crate::types::{
    GroupRecommendation, GroupRecommendationList, GroupRequest, GroupStrategy, Person, PersonShare,
    ProblemCode,
};
use crate::wishes::Wishes;
use axum::extract::State;
use cinephile_data::{History, ItemIdx, OwnedHistory};
use cinephile_engine::{self as engine, GroupQuery, GroupRule, RecommendError, Recommender, StarsPrediction};
use std::sync::Arc;

/// How many people a group has.
const GROUP_SIZES: std::ops::RangeInclusive<usize> = 2..=8;

/// Recommend to a group
///
/// Takes the ratings of two to eight people and gives movies that none of them rated, for all of them together; with
/// what each movie is to each. Nothing is kept.
#[utoipa::path(
    post, path = "/api/v1/groups/recommendations", operation_id = "recommend_to_group", tag = "recommendations",
    request_body = GroupRequest,
    responses((status = 200, body = GroupRecommendationList, description = "What to watch together, best first."),
              BadRequest, BodyTooLarge, UnsupportedMediaType, Unprocessable, Unavailable, AnyProblem)
)]
pub(crate) async fn recommend_to_group(
    Ready(snapshot): Ready,
    State(app): State<AppState>,
    Json(request): Json<GroupRequest, GROUP_BODY_BYTES>,
) -> Result<axum::Json<GroupRecommendationList>, ApiError> {
    let served = snapshot.find_model(request.algorithm.as_deref())?;
    let (algorithm, strategy) = (served.algorithm.clone(), request.strategy);
    let task = GroupTask {
        recommender: Arc::clone(&served.recommender),
        people: check_people(&request, &snapshot)?,
        wishes: Wishes::excluding(&request.exclude, &snapshot)?
            .of_genres(&request.genres, &snapshot)?
            .of_years(request.years.as_ref())?,
        strategy,
        veto_below: check_veto(request.veto_below)?,
        k: check_limit(request.limit, MAX_LIST)?,
        snapshot: Arc::clone(&snapshot),
    };
    let work = app.scoring().run(move || task.run());
    let found = app.metrics().models().time_list(&algorithm, work).await?;
    let recommendations = (1..).zip(found).map(|(rank, found)| describe(rank, found, &snapshot)).collect();
    Ok(axum::Json(GroupRecommendationList { algorithm, strategy, recommendations }))
}

fn check_people(request: &GroupRequest, snapshot: &Snapshot) -> Result<Vec<OwnedHistory>, ApiError> {
    let n_people = request.people.len();
    if !GROUP_SIZES.contains(&n_people) {
        let detail = format!("people has {n_people} entries; a group has 2 to 8");
        return Err(ApiError::new(ProblemCode::ValueOutOfRange, detail).at("people"));
    }
    let people = request.people.iter().enumerate();
    let check = |(i, person): (usize, &Person)| {
        check_ratings_at(&format!("people[{i}].ratings"), &person.ratings, snapshot)
    };
    people.map(check).collect()
}

fn check_veto(stars: f64) -> Result<f32, ApiError> {
    if !(0.5..=5.0).contains(&stars) {
        let detail = format!("veto_below is {stars}; it must be from 0.5 to 5 stars");
        return Err(ApiError::new(ProblemCode::ValueOutOfRange, detail).at("veto_below"));
    }
    #[expect(
        clippy::cast_possible_truncation,
        reason = "from 0.5 to 5, and compared with what has a whole star of play"
    )]
    let stars = stars as f32;
    Ok(stars)
}

/// One group's list to work out.
struct GroupTask {
    recommender: Arc<dyn Recommender>,
    people: Vec<OwnedHistory>,
    wishes: Wishes,
    strategy: GroupStrategy,
    veto_below: f32,
    k: usize,
    snapshot: Arc<Snapshot>,
}

impl GroupTask {
    fn run(&self) -> Result<Vec<engine::GroupRecommendation>, RecommendError> {
        let rule = match self.strategy {
            GroupStrategy::Average => GroupRule::Average,
            GroupStrategy::LeastMisery => GroupRule::LeastMisery,
            GroupStrategy::Veto => GroupRule::Veto { least: self.veto_below },
        };
        let histories: Vec<History<'_>> = self.people.iter().map(OwnedHistory::as_history).collect();
        let wanted = |item: ItemIdx| self.wishes.passes(item, &self.snapshot);
        let query = GroupQuery { histories: &histories, filter: Some(&wanted), rule, k: self.k };
        engine::recommend_to_group(&*self.recommender, self.snapshot.stars(), &query)
    }
}

fn describe(rank: u32, found: engine::GroupRecommendation, snapshot: &Snapshot) -> GroupRecommendation {
    let total: f64 = found.satisfactions.iter().sum();
    let even = 1.0 / found.satisfactions.len().max(1) as f64;
    let person = |(&satisfaction, &stars): (&f64, &StarsPrediction)| PersonShare {
        satisfaction,
        share: if total > 0.0 { satisfaction / total } else { even },
        predicted_stars: stars.into(),
    };
    let people = found.satisfactions.iter().zip(&found.predicted_stars).map(person).collect();
    GroupRecommendation { rank, movie: snapshot.describe(found.item), score: found.score, people }
}
