//! The table of contents: every address of the service.

use crate::compat;
use crate::http::{Group, pin_snapshot, with_layers};
use crate::openapi::{ApiDocument, Document, to_json};
use crate::page;
use crate::reference;
use crate::routes::{
    admin, clusters, comparisons, evaluations, feedback, groups, imports, lists, map, models, movies,
    onboarding, posters, profile_recommendations, profiles, ratings, recommendations, service, similar,
};
use crate::state::AppState;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::{Extension, Router};
use cinephile_data::imports::MAX_IMPORT_BYTES;
use std::sync::Arc;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The whole service: API, original endpoints, page, and what is for operators; with every layer around it.
pub fn router(state: AppState) -> Router {
    let Documented { admin, metrics, .. } = Documented::gather();
    let metrics = with_layers(metrics.with_state(state.clone()), &state, Group::Probes);
    public_routes(&state, admin).merge(metrics)
}

/// The service without what is for operators alone. Health is in it, too: what stands in front of the service asks for it there.
pub(crate) fn public_router(state: AppState) -> Router {
    public_routes(&state, Router::new())
}

/// What is for operators alone, and health.
pub(crate) fn operations_router(state: AppState) -> Router {
    let Documented { admin, health, metrics, .. } = Documented::gather();
    let routes = admin.merge(health).merge(metrics).fallback(page::nothing_here);
    with_layers(routes.with_state(state.clone()), &state, Group::Probes)
}

/// API, original endpoints, page and health, with `more` routes beside the API's.
fn public_routes(state: &AppState, more: Router<AppState>) -> Router {
    let Documented { api, document_route, imports, original, health, document, .. } = Documented::gather();
    let document = Extension(Arc::new(ApiDocument::new(document)));
    let api = api.merge(more).merge(document_route.layer(document)).merge(reference::routes());
    let pinned =
        |routes: Router<AppState>| routes.route_layer(from_fn_with_state(state.clone(), pin_snapshot));
    let finished =
        |routes: Router<AppState>, group| with_layers(routes.with_state(state.clone()), state, group);
    finished(pinned(api).fallback(page::serve_page), Group::Api)
        .merge(finished(pinned(imports), Group::Imports))
        .merge(finished(pinned(original), Group::Original))
        .merge(finished(pinned(health), Group::Probes))
}

/// The OpenAPI 3.1 document of the whole API: indented, the same bytes for the same code, ends with a newline.
#[must_use]
pub fn openapi_json() -> String {
    to_json(&Documented::gather().document)
}

/// Every documented route, in groups that get different layers, and the document that describes them all.
struct Documented {
    api: Router<AppState>,
    /// The route that serves the document itself.
    document_route: Router<AppState>,
    /// Calls that take whole files.
    imports: Router<AppState>,
    original: Router<AppState>,
    /// The operator's calls.
    admin: Router<AppState>,
    health: Router<AppState>,
    metrics: Router<AppState>,
    document: utoipa::openapi::OpenApi,
}

impl Documented {
    fn gather() -> Self {
        let mut document = Document::openapi();
        let mut split = |routes: OpenApiRouter<AppState>| {
            let (routes, described) = routes.split_for_parts();
            document.merge(described);
            routes
        };
        let api = split(api_routes());
        let document_route = split(OpenApiRouter::new().routes(routes!(service::get_openapi)));
        let imports = split(import_routes());
        let original = split(original_routes());
        let admin = split(admin_routes());
        let health = split(health_routes());
        let metrics = split(OpenApiRouter::new().routes(routes!(service::get_metrics)));
        Self { api, document_route, imports, original, admin, health, metrics, document }
    }
}

/// `/api/v1`.
fn api_routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
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
        .merge(profile_routes())
}

/// The operator's calls.
fn admin_routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(admin::reload)).routes(routes!(admin::start_fit, admin::get_fit))
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

/// A visitor's own data.
fn profile_routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(profiles::create_profile))
        .routes(routes!(profiles::get_profile, profiles::delete_profile))
        .routes(routes!(profiles::export_profile))
        .routes(routes!(profile_recommendations::recommend_to_profile))
        .routes(routes!(ratings::list_ratings, ratings::put_ratings))
        .routes(routes!(ratings::put_rating, ratings::delete_rating))
        .routes(routes!(lists::get_list, lists::put_movies_on_list))
        .routes(routes!(lists::put_movie_on_list, lists::unlist_movie))
}

/// Routes that take whole files.
fn import_routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(imports::read_import))
        .routes(routes!(imports::create_import))
        .layer(DefaultBodyLimit::max(MAX_IMPORT_BYTES))
}

/// The original project's endpoints.
fn original_routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(compat::routes::get_random_movies))
        .routes(routes!(compat::routes::recommend_by_titles))
        .routes(routes!(compat::routes::recommend_by_ids))
}

/// How the service is.
fn health_routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(service::get_health)).routes(routes!(service::get_readiness))
}
