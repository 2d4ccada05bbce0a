//! What a connection is doing, and until when it may.

use crate::connection_limits::ConnectionLimits;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::time::Instant;

/// How long a connection without a request stays open once the service stops. A client that is about to send its next request on it
/// still gets an answer, which tells it to connect anew.
const LINGER: Duration = Duration::from_secs(1);

/// What one connection is doing; shared by the parts that see it.
#[derive(Debug)]
pub(super) struct Activity {
    now: Mutex<Now>,
}

#[derive(Debug, Clone, Copy)]
struct Now {
    phase: Phase,
    since: Instant,
    /// Whether the client does not take what was written to it.
    is_blocked: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// Nothing has come since the last answer.
    Idle,
    /// A head is coming.
    Head,
    /// A request is being answered.
    Request,
}

/// Why a connection is ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Overdue {
    Idle,
    Head,
    /// The service stops, and nothing is under way.
    Stopped,
}

impl Overdue {
    /// The name in metrics.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Idle => "idle",
            Self::Head => "slow_head",
            Self::Stopped => "stopped",
        }
    }
}

impl Activity {
    pub(super) fn new() -> Arc<Self> {
        let now = Now { phase: Phase::Idle, since: Instant::now(), is_blocked: false };
        Arc::new(Self { now: Mutex::new(now) })
    }

    /// Bytes came in.
    pub(super) fn note_read(&self) {
        let mut now = self.now();
        if now.phase == Phase::Idle {
            *now = Now { phase: Phase::Head, since: Instant::now(), ..*now };
        }
    }

    /// The client began, or ceased, to keep the server from writing.
    pub(super) fn note_blocked(&self, is_blocked: bool) {
        self.now().is_blocked = is_blocked;
    }

    /// A request is being answered until what is returned is dropped.
    pub(super) fn begin_request(self: &Arc<Self>) -> UnderWay {
        let mut now = self.now();
        *now = Now { phase: Phase::Request, since: Instant::now(), ..*now };
        drop(now);
        UnderWay(Arc::clone(self))
    }

    /// When to look at the connection next.
    pub(super) fn look_at(&self, limits: &ConnectionLimits, is_stopping: bool) -> Instant {
        let now = *self.now();
        match now.phase {
            // What is under way has limits of its own. Afterwards another limit may apply that is shorter than this.
            Phase::Request => Instant::now() + if is_stopping { LINGER / 10 } else { limits.head },
            _ if is_stopping => now.since + LINGER,
            // A head may begin in the meantime.
            Phase::Idle => (Instant::now() + limits.head).min(now.since + limits.idle),
            Phase::Head => now.since + limits.head,
        }
    }

    /// Why the connection is to be ended now, if it is.
    pub(super) fn overdue(&self, limits: &ConnectionLimits, is_stopping: bool) -> Option<Overdue> {
        let now = *self.now();
        let waited = now.since.elapsed();
        match now.phase {
            Phase::Request => None,
            // The end of an answer is still on its way; the patience with its reader ends by itself.
            _ if now.is_blocked => None,
            _ if is_stopping && waited >= LINGER => Some(Overdue::Stopped),
            Phase::Idle => (waited >= limits.idle).then_some(Overdue::Idle),
            Phase::Head => (waited >= limits.head).then_some(Overdue::Head),
        }
    }

    fn now(&self) -> MutexGuard<'_, Now> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A request under way, to the end of its answer.
#[derive(Debug)]
pub(super) struct UnderWay(Arc<Activity>);

impl Drop for UnderWay {
    fn drop(&mut self) {
        let mut now = self.0.now();
        *now = Now { phase: Phase::Idle, since: Instant::now(), ..*now };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::time::advance;

    #[tokio::test(start_paused = true)]
    async fn each_phase_has_its_limit_and_the_end_has_a_shorter_one() {
        let limits = ConnectionLimits::default();
        let activity = Activity::new();
        let overdue = |is_stopping| activity.overdue(&limits, is_stopping);
        advance(limits.head + limits.head).await;
        assert_eq!((overdue(false), overdue(true)), (None, Some(Overdue::Stopped)));
        activity.note_read();
        assert_eq!((overdue(false), overdue(true)), (None, None), "it may be a request");
        advance(limits.head).await;
        assert_eq!(overdue(false), Some(Overdue::Head));
        let request = activity.begin_request();
        advance(limits.idle).await;
        assert_eq!((overdue(false), overdue(true)), (None, None), "it has a limit of its own");
        drop(request);
        assert_eq!(overdue(true), None, "the client may just send the next one");
        activity.note_blocked(true);
        advance(limits.idle).await;
        assert_eq!((overdue(false), overdue(true)), (None, None), "its answer is still on its way");
        activity.note_blocked(false);
        assert_eq!(overdue(false), Some(Overdue::Idle));
        assert!(activity.look_at(&limits, false) <= Instant::now());
    }
}
