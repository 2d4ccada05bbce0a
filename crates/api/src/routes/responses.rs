//! The refusals of each route, as the OpenAPI document lists them.

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

problem_response!(BadRequest, 400, "The request is wrong; `code`, `detail` and `field` say what and where.");
problem_response!(Unauthorized, 401, "No token, or one that no profile has.");
problem_response!(AdminOff, 404, "No admin token is set, so there is no such call (`not_found`).");
problem_response!(
    AdminConflict,
    409,
    "A fit is running (`fit_running`), a publication cannot be served (`publication_refused`), or the server serves none \
     (`no_publications`)."
);
problem_response!(MovieNotFound, 404, "The loaded data has no such movie (`unknown_movie`).");
problem_response!(
    BodyTooLarge,
    413,
    "The body is larger than 64 KiB (one that brings ratings: 256 KiB; those of a group: 1 MiB; an import: 5 MiB)."
);
problem_response!(
    UnsupportedMediaType,
    415,
    "The body is not sent as what the call takes; `detail` says what that is."
);
problem_response!(Unprocessable, 422, "A movie, genre or algorithm that is not loaded; `field` says which.");
problem_response!(
    UnreadableImport,
    422,
    "The file is none that is known (`unreadable_import`); `detail` says what it is and lists what is accepted."
);
problem_response!(
    Unavailable,
    503,
    "Still loading (`not_ready`), or the store is away (`store_unavailable`); `Retry-After` says when to retry."
);
problem_response!(AnyProblem, "default", "Any other problem.");
