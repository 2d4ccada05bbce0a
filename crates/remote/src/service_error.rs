//! Converts errors of the client library to [`RemoteError`], by the error code of the service or else by the last
//! cause.

use crate::error::RemoteError;
use object_store::Error;
use std::error::Error as StdError;

/// The paths at which machines of a cloud request their keys.
const KEYS_OF_MACHINES: [&str; 3] = ["/latest/api/token", "/latest/meta-data/", "/computeMetadata/"];

/// The longest message of a service, in characters.
const MAX_MESSAGE: usize = 200;

/// Converts the error of an operation on `place`; `retried_s` is how long it was retried.
pub(crate) fn translate(place: &str, retried_s: u64, error: &Error) -> RemoteError {
    let place = place.to_owned();
    if let Error::InvalidPath { source } = error {
        let (name, reason) = invalid(source);
        return RemoteError::Name { place, name, reason };
    }
    let text = error.to_string();
    // The machine requested keys of its own and got none.
    if KEYS_OF_MACHINES.iter().any(|path| text.contains(path)) {
        return RemoteError::NoCredentials { place };
    }
    let code = element(&text, "Code").or_else(|| element(&text, "code"));
    let status = status(&text);
    let message = match (&code, element(&text, "Message"), status) {
        (Some(code), Some(message), _) => clean(&format!("{code}: {message}")),
        (Some(code), None, _) => clean(code),
        (None, _, Some(status)) => format!("status {status}"),
        (None, _, None) => clean(&last_cause(error)),
    };
    match (code.as_deref(), status) {
        (
            Some(
                "InvalidAccessKeyId"
                | "SignatureDoesNotMatch"
                | "ExpiredToken"
                | "InvalidToken"
                | "TokenRefreshRequired"
                | "NotSignedUp"
                | "AuthenticationFailed",
            ),
            _,
        ) => RemoteError::WrongKey { place, message },
        (Some("NoSuchBucket" | "ContainerNotFound" | "InvalidBucketName"), _) => {
            RemoteError::NoBucket { place, message }
        }
        (
            Some("PermanentRedirect" | "AuthorizationHeaderMalformed" | "IllegalLocationConstraintException"),
            _,
        ) => RemoteError::WrongRegion { place, message },
        (_, Some(401)) => RemoteError::WrongKey { place, message },
        (Some("AccessDenied"), _) | (_, Some(403)) => RemoteError::Denied { place, message },
        (_, Some(404 | 410)) => RemoteError::NotFound { place },
        _ if text.contains("redirect without LOCATION") => RemoteError::WrongRegion { place, message },
        _ if matches!(error, Error::NotFound { .. }) => RemoteError::NotFound { place },
        (None, None) if text.contains("HTTP error") => {
            RemoteError::Unreachable { place, why: message, retried_s }
        }
        _ => RemoteError::Service { place, message },
    }
}

fn invalid(error: &object_store::path::Error) -> (String, String) {
    use object_store::path::Error as PathError;
    match error {
        PathError::EmptySegment { path } => {
            (path.escape_debug().to_string(), "it has an empty part".to_owned())
        }
        PathError::BadSegment { path, .. } => {
            (path.escape_debug().to_string(), "it would lead out of the folder".to_owned())
        }
        other => (String::new(), clean(&other.to_string())),
    }
}

/// The status code in the client's text for an unsuccessful response.
fn status(text: &str) -> Option<u16> {
    let rest = text.split("status code: ").nth(1)?;
    rest.get(..3)?.parse().ok()
}

/// The text of an element in the service's XML.
fn element(text: &str, name: &str) -> Option<String> {
    let rest = text.split_once(&format!("<{name}>"))?.1;
    let text = rest.split_once(&format!("</{name}>"))?.0.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn last_cause(error: &Error) -> String {
    let mut cause: &dyn StdError = error;
    while let Some(next) = cause.source() {
        cause = next;
    }
    cause.to_string()
}

/// Cuts a message to one line of bounded length.
fn clean(text: &str) -> String {
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let line = line.trim().trim_end_matches('.');
    if line.chars().count() <= MAX_MESSAGE {
        return line.to_owned();
    }
    line.chars().take(MAX_MESSAGE).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn translated(text: &str) -> RemoteError {
        let error = Error::Generic { store: "S3", source: text.to_owned().into() };
        translate("s3://bucket/x", 60, &error)
    }

    #[test]
    fn the_code_of_the_service_determines_the_error() {
        let answer = |status: &str, code: &str| {
            translated(&format!(
                "Server returned non-2xx status code: {status}: <Error><Code>{code}</Code><Message>No.</Message>\
                 <StringToSign>hush</StringToSign></Error>"
            ))
        };
        assert!(matches!(answer("403 Forbidden", "SignatureDoesNotMatch"), RemoteError::WrongKey { .. }));
        assert!(matches!(answer("403 Forbidden", "AccessDenied"), RemoteError::Denied { .. }));
        assert!(matches!(answer("404 Not Found", "NoSuchBucket"), RemoteError::NoBucket { .. }));
        assert!(matches!(answer("301 Moved", "PermanentRedirect"), RemoteError::WrongRegion { .. }));
        assert!(matches!(answer("404 Not Found", "NoSuchKey"), RemoteError::NotFound { .. }));
        let other = answer("503 Service Unavailable", "SlowDown");
        assert_eq!(other.to_string(), "`s3://bucket/x` returned an error: SlowDown: No");
        assert!(!format!("{other:?}").contains("hush"));
    }

    #[test]
    fn without_a_response_the_last_cause_is_reported() {
        let unreachable = translated("HTTP error: connection refused");
        let expected = "cannot reach `s3://bucket/x`: HTTP error: connection refused (retried for 60 s; --retry-s changes this)";
        assert_eq!(unreachable.to_string(), expected);
    }
}
