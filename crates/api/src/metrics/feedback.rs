//! Feedback: what visitors did with recommendations, by algorithm, position and arm.

use cinephile_store::NewFeedback;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct EventLabels {
    kind: &'static str,
    algorithm: String,
    position: &'static str,
    arm: String,
}

/// The figures of feedback; clones share them.
#[derive(Debug, Clone)]
pub(crate) struct FeedbackMetrics {
    n_events: Family<EventLabels, Counter>,
    /// Events that were written to the store.
    pub(crate) n_kept: Counter,
    /// Events that were lost because the store was away for too long.
    pub(crate) n_dropped: Counter,
    /// Events that are not written yet.
    pub(crate) n_queued: Gauge,
}

impl FeedbackMetrics {
    pub(super) fn register(registry: &mut Registry) -> Self {
        let metrics = Self {
            n_events: Family::default(),
            n_kept: Counter::default(),
            n_dropped: Counter::default(),
            n_queued: Gauge::default(),
        };
        registry.register(
            "feedback_events",
            "What visitors did with recommendations",
            metrics.n_events.clone(),
        );
        registry.register("feedback_kept", "Feedback events written to the store", metrics.n_kept.clone());
        registry.register(
            "feedback_dropped",
            "Feedback events lost because the store was away",
            metrics.n_dropped.clone(),
        );
        registry.register(
            "feedback_queued",
            "Feedback events waiting to be written",
            metrics.n_queued.clone(),
        );
        metrics
    }

    /// Counts an event; its algorithm and arm must be known, since they become labels.
    pub(crate) fn count(&self, event: &NewFeedback) {
        let labels = EventLabels {
            kind: event.kind.name(),
            algorithm: event.algorithm.clone(),
            position: position_label(event.position),
            arm: event.arm.as_ref().map_or("none", |(_, arm)| arm).to_owned(),
        };
        self.n_events.get_or_create(&labels).inc();
    }
}

/// Ranges of positions as people look at lists: the first, the first row, the first screen, ...
fn position_label(position: u32) -> &'static str {
    match position {
        0..=1 => "1",
        2..=3 => "2-3",
        4..=10 => "4-10",
        11..=20 => "11-20",
        21..=50 => "21-50",
        _ => "51-100",
    }
}
