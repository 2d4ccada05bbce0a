//! The OpenAPI document: its head here, its paths and schemas from the handlers.

use crate::caching::KeptBody;
use std::sync::OnceLock;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi};

/// The document's head; paths and schemas come with the routes.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Cinephile",
        version = "1",
        description = "Rate movies and get recommendations with reasons. Every error is a problem \
                       (`application/problem+json`, RFC 9457) with a stable `code`. See also docs/API.md.",
        license(name = "MIT OR Apache-2.0")
    ),
    tags(
        (name = "movies", description = "Movies to rate and to watch."),
        (name = "recommendations", description = "Ratings in, recommendations out; nothing is stored."),
        (name = "insights", description = "What the models learned: taste groups, the map, leaderboards, statistics of the data."),
        (name = "profiles", description = "A visitor's own ratings and lists, by bearer token, without an account."),
        (name = "admin", description = "For operators, with the admin token; off unless one is configured."),
        (name = "service", description = "Health, metrics and this document."),
        (name = "original", description = "The original project's endpoints, in the shape that its page expects.")
    ),
    components(schemas(crate::types::Problem)),
    modifiers(&BearerScheme)
)]
pub(crate) struct Document;

struct BearerScheme;

impl Modify for BearerScheme {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).description(Some(
            "The token from `POST /api/v1/profiles`; under `/api/v1/admin`, the admin token.",
        ));
        let components = document.components.get_or_insert_default();
        components.add_security_scheme("bearer", SecurityScheme::Http(bearer.build()));
    }
}

/// The document of the running service, written when it is first asked for.
pub(crate) struct ApiDocument {
    document: utoipa::openapi::OpenApi,
    body: OnceLock<KeptBody>,
}

impl ApiDocument {
    pub(crate) fn new(document: utoipa::openapi::OpenApi) -> Self {
        Self { document, body: OnceLock::new() }
    }

    pub(crate) fn body(&self) -> &KeptBody {
        self.body.get_or_init(|| KeptBody::of(to_json(&self.document)))
    }
}

/// The document as text: indented, the same bytes for the same code, ends with a newline.
pub(crate) fn to_json(document: &utoipa::openapi::OpenApi) -> String {
    // A `Value` sorts its maps, so no order in the text depends on a library's.
    let sorted = serde_json::to_value(document).unwrap_or_default();
    format!("{sorted:#}\n")
}
