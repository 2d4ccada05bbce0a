//! The store: how long its calls take, how they fail, and its connections.

use super::durations::{Durations, durations};
use cinephile_store::{Store, StoreCall, StoreError, StoreObserver};
use prometheus_client::collector::Collector;
use prometheus_client::encoding::{DescriptorEncoder, EncodeLabelSet, EncodeMetric};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::ConstGauge;
use prometheus_client::registry::Registry;
use std::fmt;
use std::time::Duration;

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct CallLabels {
    call: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct ErrorLabels {
    call: &'static str,
    error: &'static str,
}

/// The figures of the store's calls.
#[derive(Debug)]
pub(super) struct StoreMetrics {
    durations: Durations<CallLabels>,
    n_errors: Family<ErrorLabels, Counter>,
}

impl StoreMetrics {
    pub(super) fn register(registry: &mut Registry) -> Self {
        let metrics = Self { durations: durations(), n_errors: Family::default() };
        // From the start at 0, so that the first error of a kind is an increase.
        for (call, error) in CALLS.iter().flat_map(|call| ERRORS.map(|error| (*call, error))) {
            let _ = metrics.n_errors.get_or_create(&ErrorLabels { call, error });
        }
        let durations = metrics.durations.clone();
        registry.register(
            "store_call_duration_seconds",
            "Time of calls to the database, including waiting for a connection",
            durations,
        );
        registry.register("store_errors", "Calls to the database that failed", metrics.n_errors.clone());
        metrics
    }
}

impl StoreObserver for StoreMetrics {
    fn called(&self, call: StoreCall, duration: Duration, error: Option<&StoreError>) {
        let call = match call {
            StoreCall::Read => CALLS[0],
            StoreCall::Write => CALLS[1],
        };
        self.durations.get_or_create(&CallLabels { call }).observe(duration.as_secs_f64());
        if let Some(error) = error {
            self.n_errors.get_or_create(&ErrorLabels { call, error: error_label(error) }).inc();
        }
    }
}

const CALLS: [&str; 2] = ["read", "write"];
const ERRORS: [&str; 4] = ["unavailable", "unknown_token", "corrupt", "other"];

fn error_label(error: &StoreError) -> &'static str {
    let [unavailable, unknown_token, corrupt, other] = ERRORS;
    match error {
        StoreError::Unavailable { .. } => unavailable,
        StoreError::UnknownToken => unknown_token,
        StoreError::Corrupt { .. } => corrupt,
        _ => other,
    }
}

/// Asks the connection pool whenever metrics are requested.
pub(super) struct PoolCollector(pub(super) Store);

impl fmt::Debug for PoolCollector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PoolCollector")
    }
}

impl Collector for PoolCollector {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> Result<(), fmt::Error> {
        let pool = self.0.pool();
        let figures = [
            ("cinephile_store_connections_open", "Open connections to the database", pool.n_open),
            ("cinephile_store_connections_idle", "Idle connections to the database", pool.n_idle),
            (
                "cinephile_store_connections_max",
                "The most connections to the database that may be open",
                pool.n_max,
            ),
        ];
        for (name, help, n) in figures {
            let gauge = ConstGauge::new(i64::from(n));
            gauge.encode(encoder.encode_descriptor(name, help, None, gauge.metric_type())?)?;
        }
        Ok(())
    }
}
