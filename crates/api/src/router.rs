//! The table of contents: every address there is.

use crate::compat;
use crate::layers::with_layers;
use crate::openapi::Document;
use crate::page;
use crate::routes::{models, movies, onboarding, posters, profiles, recommendations, service};
use crate::state::AppState;
use axum::Router;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The whole service: API, original endpoints, page; with every layer around it.
pub fn router(state: AppState) -> Router {
    let (routes, _) = documented_routes().split_for_parts();
    let config = state.config().clone();
    with_layers(routes.fallback(page::serve_page).with_state(state), &config)
}

/// Every documented address, with its description.
pub(crate) fn documented_routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::with_openapi(Document::openapi())
        .routes(routes!(movies::search_movies))
        .routes(routes!(movies::get_movie))
        .routes(routes!(posters::get_poster))
        .routes(routes!(onboarding::suggest_movies))
        .routes(routes!(recommendations::create_recommendations))
        .routes(routes!(models::list_models))
        .routes(routes!(profiles::create_profile))
        .routes(routes!(profiles::get_profile, profiles::delete_profile))
        .routes(routes!(profiles::list_ratings))
        .routes(routes!(profiles::put_rating, profiles::delete_rating))
        .routes(routes!(service::get_health))
        .routes(routes!(service::get_readiness))
        .routes(routes!(service::get_openapi))
        .routes(routes!(compat::routes::get_random_movies))
        .routes(routes!(compat::routes::recommend_by_titles))
        .routes(routes!(compat::routes::recommend_by_ids))
}
