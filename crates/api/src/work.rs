//! Work off the threads that answer requests, which learns when nobody waits for it any more.

use crate::error::ApiError;
use crate::turns::Turn;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::task::spawn_blocking;

/// Whether somebody still waits for the result of some work.
#[derive(Debug, Clone)]
pub(crate) struct Wanted(Arc<AtomicBool>);

impl Wanted {
    /// For work that is over before anybody could go.
    pub(crate) fn always() -> Self {
        Self(Arc::new(AtomicBool::new(true)))
    }

    /// `false` once the client has gone or its time is over. Work that takes longer than some milliseconds asks from time to time.
    pub(crate) fn is_wanted(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Tells the work that nobody waits any more, when the request that waits is dropped.
struct Waiter(Wanted);

impl Drop for Waiter {
    fn drop(&mut self) {
        self.0.0.store(false, Ordering::Relaxed);
    }
}

/// Runs `work` on a blocking thread. `turn` ends when the work does, which may be after the request is gone.
///
/// # Errors
/// `internal` if the work panics.
pub(crate) async fn run_in<T: Send + 'static>(
    turn: Turn,
    work: impl FnOnce(&Wanted) -> T + Send + 'static,
) -> Result<T, ApiError> {
    let wanted = Wanted::always();
    let waiter = Waiter(wanted.clone());
    let done = spawn_blocking(move || {
        let done = work(&wanted);
        drop(turn);
        done
    });
    let done = done.await.map_err(|e| ApiError::internal(&e));
    drop(waiter);
    done
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::Client;
    use crate::turns::{Busy, Room, Turns};
    use std::sync::mpsc::channel;
    use std::time::Duration;

    #[tokio::test]
    async fn work_that_nobody_waits_for_learns_it_and_keeps_its_turn_to_the_end() {
        let room = Room {
            capacity: 1,
            per_client: 1,
            waiting: 1,
            waiting_per_client: 1,
            longest_wait: Duration::from_millis(1),
        };
        let turns = Turns::new(room);
        let turn = turns.take(Client::LOCAL, 1).await.expect("a turn");
        let ((started, has_started), (go_on, may_go_on)) = (channel(), channel::<()>());
        let request = tokio::spawn(run_in(turn, move |wanted| {
            started.send(wanted.clone()).expect("the test waits");
            let _ = may_go_on.recv();
        }));
        let wanted = spawn_blocking(move || has_started.recv().expect("it starts"));
        let wanted = wanted.await.expect("no panic");
        assert!(wanted.is_wanted());
        request.abort();
        assert!(request.await.expect_err("aborted").is_cancelled());
        assert!(!wanted.is_wanted());
        assert_eq!(turns.take(Client::LOCAL, 1).await.expect_err("it still runs"), Busy::Everybody);
        go_on.send(()).expect("it waits");
        while turns.take(Client::LOCAL, 1).await.is_err() {}
    }
}
