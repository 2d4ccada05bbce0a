//! A circuit breaker: while the server is unreachable, calls fail at once instead of waiting for their own timeout.
//!
//! After a call has found the server unreachable, other calls are rejected for [`RETRY`]. Then one call may try again,
//! and the first call that succeeds opens the gate for all. So requests do not pile up, and no background task is
//! needed.

use crate::error::StoreError;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long calls are rejected before one may try again.
const RETRY: Duration = Duration::from_secs(1);

/// Open while the server answers.
#[derive(Debug, Default)]
pub(super) struct Gate {
    outage: Mutex<Option<Outage>>,
}

#[derive(Debug)]
struct Outage {
    reason: String,
    next_try: Instant,
}

impl Gate {
    /// Lets a call through, unless the server is known to be unreachable and it is not yet time to try again.
    pub(super) fn pass(&self, now: Instant) -> Result<(), StoreError> {
        let mut outage = self.outage.lock().unwrap_or_else(PoisonError::into_inner);
        match outage.as_mut() {
            Some(outage) if now < outage.next_try => {
                Err(StoreError::Unavailable { reason: outage.reason.clone() })
            }
            Some(outage) => {
                outage.next_try = now + RETRY;
                Ok(())
            }
            None => Ok(()),
        }
    }

    /// Records that the server has answered.
    pub(super) fn open(&self) {
        *self.outage.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Records that the server could not be reached.
    pub(super) fn shut(&self, reason: &str, now: Instant) {
        let outage = Outage { reason: reason.to_owned(), next_try: now + RETRY };
        *self.outage.lock().unwrap_or_else(PoisonError::into_inner) = Some(outage);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_call_each_second_tries_whether_the_server_is_back() {
        let (gate, start) = (Gate::default(), Instant::now());
        assert!(gate.pass(start).is_ok());
        gate.shut("connection refused", start);
        let rejected = gate.pass(start + RETRY / 2).expect_err("rejected");
        assert!(rejected.to_string().ends_with("connection refused"), "{rejected}");
        assert!(gate.pass(start + RETRY).is_ok(), "one may try");
        assert!(gate.pass(start + RETRY).is_err(), "and only one");
        gate.open();
        assert!(gate.pass(start + RETRY).is_ok() && gate.pass(start + RETRY).is_ok());
    }
}
