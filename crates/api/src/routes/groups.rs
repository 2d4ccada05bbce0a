//! Recommendations for several people: what they said in, one list out, nothing stored.

use super::responses::{
    AnyProblem, BadRequest, BodyTooLarge, Unavailable, Unprocessable, UnsupportedMediaType,
};
use crate::bounds::{GROUP_BODY_BYTES, GROUP_SIZES};
use crate::checks::check_visitor_at;
use crate::error::ApiError;
use crate::extract::Json;
use crate::http::CurrentSnapshot;
use crate::limits::Client;
use crate::lists::{ListRequest, cost};
use crate::serving::Movies;
use crate::state::AppState;
use crate::types::{
    GroupRecommendation, GroupRecommendationList, GroupRequest, GroupStrategy, Person, PersonShare,
    ProblemCode,
};
use crate::work::Wanted;
use axum::extract::State;
use cinephile_data::{History, ItemIdx};
use cinephile_engine::{self as engine, GroupQuery, GroupRule, RecommendError, StarsPrediction, Taste};

/// Recommend to a group
///
/// Takes what two to eight people said about movies and returns movies for all of them that none of them knows, with how
/// well each movie suits each person. Nothing is stored.
#[utoipa::path(
    post, path = "/api/v1/groups/recommendations", operation_id = "recommend_to_group", tag = "recommendations",
    request_body = GroupRequest,
    responses((status = 200, body = GroupRecommendationList, description = "Movies to watch together, best first."),
              BadRequest, BodyTooLarge, UnsupportedMediaType, Unprocessable, Unavailable, AnyProblem)
)]
pub(crate) async fn recommend_to_group(
    CurrentSnapshot(snapshot): CurrentSnapshot,
    State(app): State<AppState>,
    client: Client,
    Json(request): Json<GroupRequest, GROUP_BODY_BYTES>,
) -> Result<axum::Json<GroupRecommendationList>, ApiError> {
    let model = snapshot.models.find(request.algorithm.as_deref())?;
    let people = check_people(&request.people, &snapshot.movies)?;
    let list = ListRequest::checked(&request.list(), model, &snapshot)?;
    let (strategy, veto_below) = (request.strategy, check_veto(request.veto_below)?);
    let task = GroupTask { list, people, strategy, veto_below };
    let unknown_ids = task.list.options.unknown();
    let cost = cost::group(task.people.iter().map(|taste| taste.as_history().len()))
        + cost::chosen(task.list.options.n_chosen());
    app.charge(client, cost)?;
    let work = app.scoring().run(client, cost, move |wanted| task.run(wanted));
    let found = app.metrics().models().time_list(&model.algorithm, work).await?;
    let ranked = (1..).zip(found);
    let recommendations = ranked.map(|(rank, found)| describe(rank, found, &snapshot.movies)).collect();
    let algorithm = model.algorithm.clone();
    Ok(axum::Json(GroupRecommendationList { algorithm, strategy, recommendations, unknown_ids }))
}

fn check_people(people: &[Person], movies: &Movies) -> Result<Vec<Taste>, ApiError> {
    let n_people = people.len();
    if !GROUP_SIZES.contains(&n_people) {
        let detail = format!("people has {n_people} entries; a group must have 2 to 8");
        return Err(ApiError::new(ProblemCode::ValueOutOfRange, detail).at("people"));
    }
    let check =
        |(i, person): (usize, &Person)| check_visitor_at(&format!("people[{i}]."), &person.visitor(), movies);
    people.iter().enumerate().map(check).collect()
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

/// One group's list to make.
struct GroupTask {
    list: ListRequest,
    people: Vec<Taste>,
    strategy: GroupStrategy,
    veto_below: f32,
}

impl GroupTask {
    fn run(&self, wanted: &Wanted) -> Result<Vec<engine::GroupRecommendation>, RecommendError> {
        let ListRequest { snapshot, model, options, k, .. } = &self.list;
        let rule = match self.strategy {
            GroupStrategy::Average => GroupRule::Average,
            GroupStrategy::LeastMisery => GroupRule::LeastMisery,
            GroupStrategy::Veto => GroupRule::Veto { least: self.veto_below },
        };
        let histories: Vec<History<'_>> = self.people.iter().map(Taste::as_history).collect();
        let passes = |item: ItemIdx| options.passes(item, &snapshot.movies);
        let is_wanted = || wanted.is_wanted();
        let is_wanted: Option<&engine::IsWanted<'_>> = Some(&is_wanted);
        let query = GroupQuery { histories: &histories, filter: Some(&passes), rule, k: *k, is_wanted };
        engine::recommend_to_group(&*model.recommender, &*snapshot.stars, &query)
    }
}

fn describe(rank: u32, found: engine::GroupRecommendation, movies: &Movies) -> GroupRecommendation {
    let total: f64 = found.satisfactions.iter().sum();
    let even = 1.0 / found.satisfactions.len().max(1) as f64;
    let person = |(&satisfaction, &stars): (&f64, &StarsPrediction)| PersonShare {
        satisfaction,
        share: if total > 0.0 { satisfaction / total } else { even },
        predicted_stars: stars.into(),
    };
    let people = found.satisfactions.iter().zip(&found.predicted_stars).map(person).collect();
    GroupRecommendation { rank, movie: movies.describe(found.item), score: found.score, people }
}
