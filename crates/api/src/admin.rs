//! What an operator may ask of a running service.
//!
//! This crate neither reads publications nor fits models. The program that runs the service does, behind [`Operator`].

use crate::types::{FitRequest, FitStatus};
use std::fmt;
use subtle::ConstantTimeEq;

/// The minimum length of an admin token: shorter ones can be guessed.
pub const MIN_TOKEN_CHARS: usize = 16;

/// The token for calls under `/api/v1/admin`. Only its hash is kept, and comparing always takes the same time.
#[derive(Clone)]
pub struct AdminToken {
    hash: [u8; 32],
}

/// A token that is too short or cannot be sent in a header.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "invalid admin token: expected at least {MIN_TOKEN_CHARS} visible ASCII characters and nothing else, got {got}"
)]
pub struct InvalidToken {
    /// The number of visible ASCII characters in it.
    pub got: usize,
}

impl AdminToken {
    /// A token of at least [`MIN_TOKEN_CHARS`] visible ASCII characters.
    ///
    /// # Errors
    /// If it is shorter, or could not be sent in a header.
    pub fn new(token: &str) -> Result<Self, InvalidToken> {
        let got = token.bytes().filter(u8::is_ascii_graphic).count();
        if got < MIN_TOKEN_CHARS || got != token.len() {
            return Err(InvalidToken { got });
        }
        Ok(Self { hash: hash(token) })
    }

    /// Whether `token` is this token.
    pub(crate) fn is(&self, token: &str) -> bool {
        self.hash.ct_eq(&hash(token)).into()
    }
}

/// A hash, so that the time of a comparison does not depend on a token's length.
fn hash(token: &str) -> [u8; 32] {
    *blake3::hash(token.as_bytes()).as_bytes()
}

impl fmt::Debug for AdminToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AdminToken")
    }
}

/// Loads publications and fits models on request.
pub trait Operator: Send + Sync {
    /// Serves the current publication if it can be served; may take seconds, and is called off the async threads.
    ///
    /// # Errors
    /// `Refused` if the publication cannot be served; the present models stay.
    fn reload(&self) -> Result<Reloaded, OperatorError>;

    /// Starts a fit in the background.
    ///
    /// # Errors
    /// `FitRunning` if a fit is already running, `Refused` if it cannot be started.
    fn start_fit(&self, request: FitRequest) -> Result<FitStatus, OperatorError>;

    /// The state of the current fit, or of the last one.
    fn fit_status(&self) -> FitStatus;
}

/// The result of a reload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reloaded {
    /// The id of the models that are served now; `None` if nothing has been published.
    pub model_id: Option<String>,
    /// Whether other models were served before.
    pub is_changed: bool,
}

/// Why the operator could not do what was asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OperatorError {
    /// The publication cannot be served, or the fit cannot be started; the text says why.
    #[error("{0}")]
    Refused(String),
    /// A fit is already running.
    #[error("a fit is already running; `GET /api/v1/admin/fit` reports its progress")]
    FitRunning,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_itself_and_nothing_else() {
        let token = AdminToken::new("0123456789abcdef").expect("long enough");
        assert!(token.is("0123456789abcdef"));
        for other in ["", "0123456789abcde", "0123456789abcdef0", "0123456789abcdeF"] {
            assert!(!token.is(other), "{other}");
        }
        assert!(!format!("{token:?}").contains("0123"));
    }

    #[test]
    fn a_token_that_can_be_guessed_or_cannot_be_sent_is_rejected() {
        assert_eq!(AdminToken::new("secret").expect_err("short"), InvalidToken { got: 6 });
        assert!(
            AdminToken::new("0123456789 abcdef").is_err() && AdminToken::new("0123456789äbcdefgh").is_err()
        );
    }
}
