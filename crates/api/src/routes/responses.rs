//! The problems that each route may answer with, as the OpenAPI document lists them.

use crate::types::Problem;
use utoipa::IntoResponses;

macro_rules! problem_response {
    ($name:ident, $status:literal, $doc:literal) => {
        #[doc = $doc]
        #[derive(IntoResponses)]
        #[response(status = $status, content_type = "application/problem+json", description = $doc)]
        #[expect(dead_code, reason = "described in the OpenAPI document, never built")]
        pub(crate) struct $name(Problem);
    };
}

problem_response!(
    BadRequest,
    400,
    "The request is invalid; `code`, `detail` and `field` say what is wrong and where."
);
problem_response!(Unauthorized, 401, "The token is missing or not valid.");
problem_response!(
    AdminOff,
    404,
    "The server has no admin token, so this address does not exist (`not_found`)."
);
problem_response!(
    AdminConflict,
    409,
    "A fit is already running (`fit_running`), the publication cannot be served (`publication_refused`), or the server does \
     not serve publications (`no_publications`)."
);
problem_response!(MovieNotFound, 404, "The loaded data has no such movie (`unknown_movie`).");
problem_response!(
    BodyTooLarge,
    413,
    "The body is too large: at most 64 KiB are allowed; with ratings 256 KiB, with a group's ratings 1 MiB, an import 50 MiB."
);
problem_response!(
    UnsupportedMediaType,
    415,
    "The call does not accept this content type; `detail` says which one it needs."
);
problem_response!(Unprocessable, 422, "A movie, genre or algorithm is not loaded; `field` says which.");
problem_response!(
    UnreadableImport,
    422,
    "The file is not a recognised export (`unreadable_import`); `detail` lists what is accepted."
);
problem_response!(
    Unavailable,
    503,
    "The service is still loading (`not_ready`) or the store is away (`store_unavailable`); `Retry-After` says when to retry."
);
problem_response!(AnyProblem, "default", "Any other problem.");
