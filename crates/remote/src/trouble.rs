//! From a client's error to one that helps: by the code that the service gave, else by the last cause.

use crate::error::RemoteError;
use object_store::Error;
use std::error::Error as StdError;

/// Where clouds' machines ask for keys.
const KEYS_OF_MACHINES: [&str; 3] = ["/latest/api/token", "/latest/meta-data/", "/computeMetadata/"];

/// Words of a service are cut here.
const MAX_SAID: usize = 200;

/// What an operation on `place` failed of; `tried_s` is how long it was tried again.
pub(crate) fn translate(place: &str, tried_s: u64, error: &Error) -> RemoteError {
    let place = place.to_owned();
    if let Error::InvalidPath { source } = error {
        let (name, reason) = invalid(source);
        return RemoteError::Name { place, name, reason };
    }
    let told = error.to_string();
    // Asked for keys of its own, the machine has none to give.
    if KEYS_OF_MACHINES.iter().any(|path| told.contains(path)) {
        return RemoteError::NoCredentials { place };
    }
    let code = element(&told, "Code").or_else(|| element(&told, "code"));
    let status = status(&told);
    let said = match (&code, element(&told, "Message"), status) {
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
        ) => RemoteError::WrongKey { place, said },
        (Some("NoSuchBucket" | "ContainerNotFound" | "InvalidBucketName"), _) => {
            RemoteError::NoBucket { place, said }
        }
        (
            Some("PermanentRedirect" | "AuthorizationHeaderMalformed" | "IllegalLocationConstraintException"),
            _,
        ) => RemoteError::WrongRegion { place, said },
        (_, Some(401)) => RemoteError::WrongKey { place, said },
        (Some("AccessDenied"), _) | (_, Some(403)) => RemoteError::Denied { place, said },
        (_, Some(404 | 410)) => RemoteError::NotFound { place },
        _ if told.contains("redirect without LOCATION") => RemoteError::WrongRegion { place, said },
        _ if matches!(error, Error::NotFound { .. }) => RemoteError::NotFound { place },
        (None, None) if told.contains("HTTP error") => RemoteError::Unreachable { place, why: said, tried_s },
        _ => RemoteError::Service { place, said },
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

/// The number behind the client's words for an answer that is no success.
fn status(told: &str) -> Option<u16> {
    let rest = told.split("status code: ").nth(1)?;
    rest.get(..3)?.parse().ok()
}

/// The text of an element of the service's XML.
fn element(told: &str, name: &str) -> Option<String> {
    let rest = told.split_once(&format!("<{name}>"))?.1;
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

/// One line, and not a long one.
fn clean(text: &str) -> String {
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let line = line.trim().trim_end_matches('.');
    if line.chars().count() <= MAX_SAID {
        return line.to_owned();
    }
    line.chars().take(MAX_SAID).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> RemoteError {
        let error = Error::Generic { store: "S3", source: text.to_owned().into() };
        translate("s3://bucket/x", 60, &error)
    }

    #[test]
    fn the_services_code_tells_what_to_do() {
        let answer = |status: &str, code: &str| {
            said(&format!(
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
        assert_eq!(other.to_string(), "`s3://bucket/x` answers with an error: SlowDown: No");
        assert!(!format!("{other:?}").contains("hush"));
    }

    #[test]
    fn without_an_answer_the_last_cause_is_told() {
        let unreachable = said("HTTP error: connection refused");
        let told = "cannot reach `s3://bucket/x`: HTTP error: connection refused (tried for 60 s; --retry-s sets how long)";
        assert_eq!(unreachable.to_string(), told);
    }
}
