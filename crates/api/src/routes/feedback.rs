//! Feedback: what visitors did with recommendations.

use super::responses::{
    AnyProblem, BadRequest, BodyTooLarge, Unavailable, Unprocessable, UnsupportedMediaType,
};
use crate::bounds::{MAX_FEEDBACK_EVENTS, MAX_LIST};
use crate::checks::is_plain_id;
use crate::error::ApiError;
use crate::experiment::arm_of;
use crate::extract::{Json, Visitor};
use crate::http::CurrentSnapshot;
use crate::limits::{Budget, Client};
use crate::serving::Snapshot;
use crate::state::AppState;
use crate::types::{ExperimentArm, FeedbackEvent, FeedbackReceipt, FeedbackRequest, ProblemCode};
use axum::extract::State;
use axum::http::StatusCode;
use cinephile_data::ItemId;
use cinephile_files::clock::now_s;
use cinephile_store::NewFeedback;

/// Report what visitors did with recommendations
///
/// Events are accepted at once and stored soon after, without a link to any profile. If the store is away for long, they
/// are dropped. In an experiment, an event counts for the visitor's arm if the arm's algorithm made the list.
#[utoipa::path(
    post, path = "/api/v1/feedback", operation_id = "create_feedback", tag = "recommendations",
    params(("x-visitor-id" = Option<String>, Header, description = "Identifies the visitor in an experiment, as for recommendations.", example = "d3adb33f")),
    request_body = FeedbackRequest,
    responses((status = 202, body = FeedbackReceipt, description = "The events were accepted."),
              BadRequest, BodyTooLarge, UnsupportedMediaType, Unprocessable, Unavailable, AnyProblem)
)]
pub(crate) async fn create_feedback(
    CurrentSnapshot(snapshot): CurrentSnapshot,
    State(app): State<AppState>,
    client: Client,
    Visitor(visitor): Visitor,
    Json(request): Json<FeedbackRequest>,
) -> Result<(StatusCode, axum::Json<FeedbackReceipt>), ApiError> {
    check_length(request.events.len())?;
    let n_events = u32::try_from(request.events.len()).unwrap_or(u32::MAX);
    app.spend(client, Budget::Feedback, n_events)?;
    let arm = arm_of(app.config().experiment.as_ref(), visitor.as_ref());
    let received_at = now_s();
    let events = request.events.into_iter().enumerate();
    let check = |(i, event)| check_event(i, event, received_at, arm.as_ref(), &snapshot);
    let events = events.map(check).collect::<Result<Vec<_>, _>>()?;
    app.feedback().take(events);
    Ok((StatusCode::ACCEPTED, axum::Json(FeedbackReceipt { n_accepted: n_events })))
}

fn check_length(n_events: usize) -> Result<(), ApiError> {
    if (1..=MAX_FEEDBACK_EVENTS).contains(&n_events) {
        return Ok(());
    }
    let detail = format!("events has {n_events} entries; there must be 1 to {MAX_FEEDBACK_EVENTS}");
    Err(ApiError::new(ProblemCode::ValueOutOfRange, detail).at("events"))
}

fn check_event(
    i: usize,
    event: FeedbackEvent,
    received_at: i64,
    arm: Option<&ExperimentArm>,
    snapshot: &Snapshot,
) -> Result<NewFeedback, ApiError> {
    let field = |name: &str| format!("events[{i}].{name}");
    let item = ItemId(event.movie_id);
    snapshot.movies.find(item).ok_or_else(|| ApiError::unknown_movie(&field("movie_id"), event.movie_id))?;
    snapshot.models.find(Some(&event.algorithm)).map_err(|error| error.at(field("algorithm")))?;
    if !(1..=MAX_LIST).contains(&event.position) {
        let detail = format!("{} is {}; it must be from 1 to {MAX_LIST}", field("position"), event.position);
        return Err(ApiError::new(ProblemCode::ValueOutOfRange, detail).at(field("position")));
    }
    if event.list_id.as_deref().is_some_and(|id| !is_plain_id(id)) {
        let detail = format!("{} must be 1 to 64 letters, digits, `-` or `_`", field("list_id"));
        return Err(ApiError::invalid_field(&field("list_id"), detail));
    }
    let arm = arm.filter(|arm| arm.arm == event.algorithm);
    Ok(NewFeedback {
        received_at,
        kind: event.kind.into(),
        item,
        algorithm: event.algorithm,
        position: event.position,
        list_id: event.list_id,
        arm: arm.map(|arm| (arm.name.clone(), arm.arm.clone())),
    })
}
