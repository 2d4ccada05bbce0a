//! The table of contents: every address there is.

use crate::compat;
use crate::layers::with_layers;
use crate::openapi::Document;
use crate::page;
use crate::reference;
use crate::routes::{
    admin, clusters, comparisons, evaluations, feedback, groups, imports, lists, map, models, movies,
    onboarding, posters, profile_recommendations, profiles, ratings, recommendations, service, similar,
};
use crate::state::{AppState, take_snapshot};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use cinephile_data::imports::MAX_IMPORT_BYTES;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The whole service: API, original endpoints, page; with every layer around it.
pub fn router(state: AppState) -> Router {
    let (routes, _) = documented_routes().split_for_parts();
    let routes =
        routes.merge(reference::routes()).route_layer(from_fn_with_state(state.clone(), take_snapshot));
    with_layers(routes.fallback(page::serve_page).with_state(state.clone()), &state)
}

/// Every documented address, with its description.
pub(crate) fn documented_routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::with_openapi(Document::openapi())
        .routes(routes!(movies::search_movies))
        .routes(routes!(movies::get_movie))
        .routes(routes!(similar::list_similar_movies))
        .routes(routes!(posters::get_poster))
        .routes(routes!(onboarding::suggest_movies, onboarding::suggest_movies_for_many))
        .routes(routes!(recommendations::create_recommendations))
        .routes(routes!(comparisons::create_comparison))
        .routes(routes!(groups::recommend_to_group))
        .routes(routes!(feedback::create_feedback))
        .routes(routes!(models::list_models))
        .merge(insight_routes())
        .routes(routes!(profiles::create_profile))
        .routes(routes!(profiles::get_profile, profiles::delete_profile))
        .routes(routes!(profiles::export_profile))
        .routes(routes!(profile_recommendations::recommend_to_profile))
        .routes(routes!(ratings::list_ratings, ratings::put_ratings))
        .routes(routes!(ratings::put_rating, ratings::delete_rating))
        .routes(routes!(lists::get_list, lists::list_movies))
        .routes(routes!(lists::list_movie, lists::unlist_movie))
        .merge(import_routes())
        .routes(routes!(admin::reload))
        .routes(routes!(admin::start_fit, admin::get_fit))
        .routes(routes!(service::get_health))
        .routes(routes!(service::get_readiness))
        .routes(routes!(service::get_metrics))
        .routes(routes!(service::get_openapi))
        .routes(routes!(compat::routes::get_random_movies))
        .routes(routes!(compat::routes::recommend_by_titles))
        .routes(routes!(compat::routes::recommend_by_ids))
}

/// What is shown beside recommendations.
fn insight_routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(clusters::list_clusters))
        .routes(routes!(clusters::assign_to_clusters))
        .routes(routes!(map::get_map))
        .routes(routes!(map::find_on_map))
        .routes(routes!(evaluations::list_evaluations))
        .routes(routes!(evaluations::get_statistics))
}

/// What takes whole files.
fn import_routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(imports::read_import))
        .routes(routes!(imports::create_import))
        .layer(DefaultBodyLimit::max(MAX_IMPORT_BYTES))
}
