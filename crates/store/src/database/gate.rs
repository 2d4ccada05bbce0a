//! While a server is away, callers are told so at once instead of each waiting for its own timeout.
//!
//! After a call has found the server away, others are turned back for [`RETRY`]; then one goes through to look,
//! and the first that succeeds opens the gate for all. So requests do not pile up, and no task has to watch.

use crate::StoreError;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long callers are turned back before one looks again.
const RETRY: Duration = Duration::from_secs(1);

/// Open as long as the server answers.
#[derive(Debug, Default)]
pub(super) struct Gate {
    away: Mutex<Option<Away>>,
}

#[derive(Debug)]
struct Away {
    reason: String,
    look_again: Instant,
}

impl Gate {
    /// Lets a call through, unless the server is known to be away and it is not yet time to look again.
    pub(super) fn pass(&self, now: Instant) -> Result<(), StoreError> {
        let mut away = self.away.lock().unwrap_or_else(PoisonError::into_inner);
        match away.as_mut() {
            Some(away) if now < away.look_again => {
                Err(StoreError::Unavailable { reason: away.reason.clone() })
            }
            Some(away) => {
                away.look_again = now + RETRY;
                Ok(())
            }
            None => Ok(()),
        }
    }

    /// The server has answered.
    pub(super) fn open(&self) {
        *self.away.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// The server could not be reached.
    pub(super) fn shut(&self, reason: &str, now: Instant) {
        let away = Away { reason: reason.to_owned(), look_again: now + RETRY };
        *self.away.lock().unwrap_or_else(PoisonError::into_inner) = Some(away);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_call_a_second_looks_whether_the_server_is_back() {
        let (gate, start) = (Gate::default(), Instant::now());
        assert!(gate.pass(start).is_ok());
        gate.shut("connection refused", start);
        let refused = gate.pass(start + RETRY / 2).expect_err("turned back");
        assert!(refused.to_string().ends_with("connection refused"), "{refused}");
        assert!(gate.pass(start + RETRY).is_ok(), "one may look");
        assert!(gate.pass(start + RETRY).is_err(), "and only one");
        gate.open();
        assert!(gate.pass(start + RETRY).is_ok() && gate.pass(start + RETRY).is_ok());
    }
}
