//! Feedback on its way to the store: accepted at once, written soon after; no request waits for it.
//!
//! One task writes events in batches, so that thousands of visitors cost a few transactions a second. While the store is
//! away, events wait in a queue of bounded length; beyond that they are dropped and counted. Losing some does no harm: they
//! are a sample of what people like, and nobody relies on a single one.

use crate::metrics::FeedbackMetrics;
use cinephile_files::clock::now_s;
use cinephile_store::{NewFeedback, Store, StoreError};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::task::JoinHandle;
use tokio::time::sleep;

/// The most events that wait; about 2 MB.
const QUEUE: usize = 10_000;
/// The most events in one transaction.
const BATCH: usize = 1_000;
/// The pause between two transactions, in which more events gather.
const PAUSE: Duration = Duration::from_millis(200);
/// The time after which a store that was away is tried again.
const RETRY: Duration = Duration::from_secs(5);
/// The time between two deletions of old events.
const FORGET_EVERY: Duration = Duration::from_secs(3600);

/// The most events that are kept, however new: some 250 MB. Without this bound, many clients could fill the disk in their
/// ninety days.
const MAX_KEPT: u32 = 2_000_000;

/// The queue of events.
pub(crate) struct FeedbackQueue {
    store: Store,
    /// How long events are kept; with zero they are only counted.
    keep: Duration,
    metrics: FeedbackMetrics,
    state: Mutex<State>,
}

enum State {
    /// There has been no event yet, so the writer does not run.
    Unused,
    Running {
        sender: Sender<NewFeedback>,
        writer: JoinHandle<()>,
    },
    Closed,
}

impl FeedbackQueue {
    pub(crate) fn new(store: Store, keep: Duration, metrics: FeedbackMetrics) -> Self {
        Self { store, keep, metrics, state: Mutex::new(State::Unused) }
    }

    /// Counts the events and queues them; must be called within the async runtime.
    pub(crate) fn take(&self, events: Vec<NewFeedback>) {
        events.iter().for_each(|event| self.metrics.count(event));
        if self.keep.is_zero() {
            return;
        }
        let sender = self.sender();
        for event in events {
            // Counted before it is sent, since the writer subtracts it again.
            self.metrics.n_queued.inc();
            let is_queued = sender.as_ref().is_some_and(|sender| sender.try_send(event).is_ok());
            if !is_queued {
                self.metrics.n_queued.dec();
                self.metrics.n_dropped.inc();
            }
        }
    }

    /// The channel to the writer, which is started on first use; `None` once the queue is closed.
    fn sender(&self) -> Option<Sender<NewFeedback>> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if let State::Unused = *state {
            let (sender, events) = channel(QUEUE);
            let writer = Writer {
                events,
                store: self.store.clone(),
                keep: self.keep,
                metrics: self.metrics.clone(),
                last_forgotten: None,
            };
            *state = State::Running { sender, writer: tokio::spawn(writer.run()) };
        }
        match &*state {
            State::Running { sender, .. } => Some(sender.clone()),
            State::Unused | State::Closed => None,
        }
    }

    /// Accepts no more events, and returns once the waiting ones are written or the store is away.
    pub(crate) async fn close(&self) {
        let state = {
            let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
            std::mem::replace(&mut *state, State::Closed)
        };
        if let State::Running { sender, writer } = state {
            drop(sender);
            // The writer does not panic; if it did, there would be nothing left to wait for.
            let _ = writer.await;
        }
    }
}

/// Writes events from the queue to the store.
struct Writer {
    events: Receiver<NewFeedback>,
    store: Store,
    keep: Duration,
    metrics: FeedbackMetrics,
    last_forgotten: Option<Instant>,
}

impl Writer {
    async fn run(mut self) {
        let mut batch = Vec::with_capacity(BATCH);
        while self.events.recv_many(&mut batch, BATCH).await > 0 {
            self.write(&batch).await;
            batch.clear();
            self.forget().await;
            if !self.events.is_closed() {
                sleep(PAUSE).await;
            }
        }
    }

    /// Retries until the batch is written or can never be written.
    async fn write(&self, batch: &[NewFeedback]) {
        loop {
            match self.store.add_feedback(batch).await {
                Ok(()) => self.metrics.n_kept.inc_by(batch.len() as u64),
                Err(StoreError::Unavailable { .. }) if !self.events.is_closed() => {
                    sleep(RETRY).await;
                    continue;
                }
                Err(error) => {
                    tracing::warn!(n_events = batch.len(), error = %error, "lost feedback events: {error}");
                    self.metrics.n_dropped.inc_by(batch.len() as u64)
                }
            };
            self.metrics.n_queued.dec_by(i64::try_from(batch.len()).unwrap_or(i64::MAX));
            return;
        }
    }

    /// Deletes old events from time to time.
    async fn forget(&mut self) {
        if self.last_forgotten.is_some_and(|at| at.elapsed() < FORGET_EVERY) {
            return;
        }
        self.last_forgotten = Some(Instant::now());
        let keep_s = i64::try_from(self.keep.as_secs()).unwrap_or(i64::MAX);
        let oldest = now_s().saturating_sub(keep_s).max(0);
        // If these fail now, the next attempt is in an hour.
        let _ = self.store.forget_feedback_before(oldest).await;
        let _ = self.store.keep_newest_feedback(MAX_KEPT).await;
    }
}
