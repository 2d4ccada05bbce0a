//! A circuit breaker: after several failures in a row, a server is left alone for a while, longer each time.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// The number of failures in a row after which the breaker opens.
const FAILURES: u32 = 5;
/// How long the breaker is open at first, and at most.
const SHORTEST: Duration = Duration::from_secs(30);
const LONGEST: Duration = Duration::from_secs(900);

/// A circuit breaker: closed while calls succeed, open for a while after they fail, then one call may try.
#[derive(Debug, Default)]
pub(super) struct Breaker {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    n_failures: u32,
    open_until: Option<Instant>,
    /// How long the breaker was open the last time.
    last: Duration,
}

impl Breaker {
    /// Whether a call may be made. Once the time of an open breaker is over, one call may; the others may after it succeeded.
    pub(super) fn lets_through(&self, now: Instant) -> bool {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        match state.open_until {
            None => true,
            Some(until) if now < until => false,
            Some(_) => {
                state.open_until = Some(now + state.last.max(SHORTEST));
                true
            }
        }
    }

    pub(super) fn succeeded(&self) {
        *self.state.lock().unwrap_or_else(PoisonError::into_inner) = State::default();
    }

    pub(super) fn failed(&self, now: Instant) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.n_failures += 1;
        if state.n_failures >= FAILURES {
            state.last = (state.last * 2).clamp(SHORTEST, LONGEST);
            state.open_until = Some(now + state.last);
        }
    }

    /// Leaves the server alone for `duration`, regardless of earlier calls.
    pub(super) fn open_for(&self, duration: Duration, now: Instant) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        (state.last, state.open_until) = (duration, Some(now + duration));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_opens_after_failures_in_a_row_lets_one_try_and_waits_longer_each_time() {
        let (breaker, start) = (Breaker::default(), Instant::now());
        for _ in 1..FAILURES {
            breaker.failed(start);
        }
        assert!(breaker.lets_through(start));
        breaker.succeeded();
        for _ in 1..FAILURES {
            breaker.failed(start);
        }
        assert!(breaker.lets_through(start), "a success begins the count anew");
        breaker.failed(start);
        assert!(!breaker.lets_through(start + SHORTEST / 2));
        assert!(breaker.lets_through(start + SHORTEST), "one may try");
        assert!(!breaker.lets_through(start + SHORTEST), "and only one");
        breaker.failed(start + SHORTEST);
        assert!(!breaker.lets_through(start + SHORTEST * 2), "twice as long");
        assert!(breaker.lets_through(start + SHORTEST * 3));
        (0..20).for_each(|_| breaker.failed(start));
        assert!(breaker.lets_through(start + LONGEST));
        breaker.succeeded();
        assert!(breaker.lets_through(start) && breaker.lets_through(start));
    }

    #[test]
    fn it_can_be_opened_for_a_known_time() {
        let (breaker, start) = (Breaker::default(), Instant::now());
        let hour = Duration::from_secs(3600);
        breaker.open_for(hour, start);
        assert!(!breaker.lets_through(start + hour / 2) && breaker.lets_through(start + hour));
        assert!(!breaker.lets_through(start + hour + hour / 2), "it tries once an hour");
    }
}
