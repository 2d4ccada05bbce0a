//! A JSON body; errors name the path of the field that is wrong.

use super::body::read_body;
use crate::bounds::BODY_LIMIT_BYTES;
use crate::error::ApiError;
use crate::state::AppState;
use crate::types::ProblemCode;
use axum::extract::{DefaultBodyLimit, FromRequest, Request};
use axum::http::{HeaderMap, header};
use cinephile_data::Object;
use serde::de::DeserializeOwned;
use serde_json::error::Category;

/// A JSON object of type `T`, in a body of at most `LIMIT` bytes.
pub(crate) struct Json<T, const LIMIT: usize = BODY_LIMIT_BYTES>(pub(crate) T);

impl<T: DeserializeOwned, const LIMIT: usize> FromRequest<AppState> for Json<T, LIMIT> {
    type Rejection = ApiError;

    async fn from_request(mut request: Request, app: &AppState) -> Result<Self, ApiError> {
        if !is_json(request.headers()) {
            let detail = "the body must be JSON, sent with `Content-Type: application/json`";
            return Err(ApiError::new(ProblemCode::UnsupportedMediaType, detail));
        }
        DefaultBodyLimit::max(LIMIT).apply(&mut request);
        let body = read_body(request, app, LIMIT).await?;
        parse_json(&body.bytes).map(|Object(value)| Self(value))
    }
}

/// `application/json` or `application/*+json`, with or without parameters.
fn is_json(headers: &HeaderMap) -> bool {
    let content_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let essence = content_type.and_then(|value| value.split(';').next()).unwrap_or_default();
    let essence = essence.trim().to_ascii_lowercase();
    essence == "application/json" || (essence.starts_with("application/") && essence.ends_with("+json"))
}

/// Reads JSON, to its end.
///
/// # Errors
/// `malformed_json`, or `invalid_field` with the path of the field.
pub(crate) fn parse_json<T: DeserializeOwned>(body: &[u8]) -> Result<T, ApiError> {
    // Tracking paths costs time, so it happens only once something is wrong.
    if let Ok(parsed) = serde_json::from_slice(body) {
        return Ok(parsed);
    }
    let mut deserializer = serde_json::Deserializer::from_slice(body);
    let parsed = serde_path_to_error::deserialize(&mut deserializer).map_err(|error| {
        let path = error.path().to_string();
        let cause = error.into_inner();
        match cause.classify() {
            Category::Data => wrong_field(&path, &cause),
            _ => malformed(&cause),
        }
    })?;
    deserializer.end().map_err(|cause| malformed(&cause))?;
    Ok(parsed)
}

fn malformed(cause: &serde_json::Error) -> ApiError {
    ApiError::new(ProblemCode::MalformedJson, format!("the body is not JSON: {cause}"))
}

/// `path` is `.` for the body as a whole. serde's position (`at line 1 column 20`) is dropped: the path says more.
fn wrong_field(path: &str, cause: &serde_json::Error) -> ApiError {
    let text = cause.to_string();
    let reason = text.split(" at line ").next().unwrap_or(&text);
    let reason = plain_words(reason);
    if path == "." {
        ApiError::new(ProblemCode::InvalidField, format!("the body is invalid: {reason}"))
    } else {
        ApiError::invalid_field(path, format!("{path} is invalid: {reason}"))
    }
}

/// Replaces Rust's type names with words that people who write JSON use.
fn plain_words(reason: &str) -> String {
    reason
        .replace("expected f64", "expected a number")
        .replace("expected u32", "expected a whole number from 0 to 4294967295")
        .replace("expected a sequence", "expected a list")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::{GroupRequest, RecommendationRequest};

    fn rejection(body: &str) -> ApiError {
        parse_json::<Object<RecommendationRequest>>(body.as_bytes()).map(|_| ()).expect_err("rejected")
    }

    #[test]
    fn a_wrong_kind_of_value_is_named_by_its_path() {
        let error = rejection(r#"{"ratings": [{"movie_id": 1, "stars": 5}, {"movie_id": 6.5, "stars": 5}]}"#);
        let detail = "ratings[1].movie_id is invalid: invalid type: floating point `6.5`, \
                      expected a movie's id: a whole number from 0, or text of 1 to 200 characters";
        assert_eq!(error, ApiError::invalid_field("ratings[1].movie_id", detail));
        let error = rejection(r#"{"ratings": [], "limit": "6"}"#);
        let detail =
            "limit is invalid: invalid type: string \"6\", expected a whole number from 0 to 4294967295";
        assert_eq!(error, ApiError::invalid_field("limit", detail));
    }

    #[test]
    fn unknown_and_missing_fields_are_named() {
        let missing = parse_json::<Object<GroupRequest>>(b"{}").map(|_| ()).expect_err("rejected");
        assert!(missing.detail().contains("missing field `people`"));
        assert!(rejection(r#"{"ratings": [], "limt": 3}"#).detail().contains("unknown field `limt`"));
        assert!(
            rejection(r#"{"ratings": [{"movie_id": 1}]}"#)
                .detail()
                .starts_with("ratings[0] is invalid: missing")
        );
    }

    #[test]
    fn text_that_is_not_json_differs_from_json_of_another_shape() {
        for body in ["", "{", "{\"ratings\": [}", "nonsense", "{\"ratings\": []} and more"] {
            assert!(rejection(body).detail().starts_with("the body is not JSON: "), "{body}");
        }
        for body in ["7", "[]", "[[{\"movie_id\": 6, \"stars\": 5}]]"] {
            let detail = rejection(body).detail().to_owned();
            assert!(
                detail.starts_with("the body is invalid: ") && detail.ends_with("expected an object"),
                "{detail}"
            );
        }
        let detail = "ratings[0] is invalid: invalid type: sequence, expected an object";
        assert_eq!(rejection("{\"ratings\": [[6, 5]]}"), ApiError::invalid_field("ratings[0]", detail));
    }
}
