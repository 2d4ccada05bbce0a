//! What an operator may ask of a running service: the token, and who does it.
//!
//! This room neither reads publications nor fits; whoever runs the service does, behind [`Operator`].

use crate::types::{FitRequest, FitStatus};
use std::fmt;
use subtle::ConstantTimeEq;

/// The fewest characters of a token: shorter ones can be guessed.
pub const MIN_TOKEN_CHARS: usize = 16;

/// The token of the calls under `/api/v1/admin`; only its hash is kept, and comparing takes the same time whatever is
/// sent.
#[derive(Clone)]
pub struct AdminToken {
    hash: [u8; 32],
}

/// A token that is none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a token needs {MIN_TOKEN_CHARS} visible ASCII characters or more; this has {got}")]
pub struct InvalidToken {
    /// How many it has.
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

    /// Whether `token` is this one.
    pub(crate) fn is(&self, token: &str) -> bool {
        self.hash.ct_eq(&hash(token)).into()
    }
}

/// Equally long whatever is sent, so that a comparison tells no length either.
fn hash(token: &str) -> [u8; 32] {
    *blake3::hash(token.as_bytes()).as_bytes()
}

impl fmt::Debug for AdminToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AdminToken")
    }
}

/// Who looks for publications and fits, on request.
pub trait Operator: Send + Sync {
    /// Looks for another publication and serves it, if it can be; may take seconds, and is called off the async threads.
    ///
    /// # Errors
    /// `Refused` if it cannot be served; what is served stays.
    fn reload(&self) -> Result<Reloaded, OperatorError>;

    /// Starts a fit, which goes on by itself.
    ///
    /// # Errors
    /// `FitRunning` if one is, `Refused` if it cannot be started.
    fn start_fit(&self, request: FitRequest) -> Result<FitStatus, OperatorError>;

    /// How the fit that runs, or ran last, is doing.
    fn fit_status(&self) -> FitStatus;
}

/// What a reload led to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reloaded {
    /// What is served now; `None` if nothing has been published.
    pub model_id: Option<String>,
    /// Whether it was something else before.
    pub is_changed: bool,
}

/// What could not be done.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OperatorError {
    /// A publication or fit that cannot be, and why.
    #[error("{0}")]
    Refused(String),
    /// One fit at a time.
    #[error("a fit is running; `GET /api/v1/admin/fit` says how far it is")]
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
    fn what_can_be_guessed_or_not_be_sent_is_no_token() {
        assert_eq!(AdminToken::new("secret").expect_err("short"), InvalidToken { got: 6 });
        assert!(
            AdminToken::new("0123456789 abcdef").is_err() && AdminToken::new("0123456789äbcdefgh").is_err()
        );
    }
}
