//! Latencies of requests.

use std::time::Duration;

/// The latency of each request.
#[derive(Debug, Clone, Default)]
pub struct Latencies {
    all: Vec<Duration>,
}

impl Latencies {
    /// Adds the latency of a request.
    pub fn add(&mut self, latency: Duration) {
        self.all.push(latency);
    }

    /// Adds all latencies of another collection.
    pub fn extend(&mut self, other: Self) {
        self.all.extend(other.all);
    }

    /// Number of requests.
    #[must_use]
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there are no requests.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The latencies at these quantiles (0 to 1) in milliseconds, by nearest rank; 0 without requests.
    pub fn quantiles_ms<const N: usize>(&mut self, parts: [f64; N]) -> [f64; N] {
        self.all.sort_unstable();
        let n = self.all.len();
        parts.map(|part| {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a part of a length")]
            let rank = (part.clamp(0.0, 1.0) * n as f64).ceil() as usize;
            self.all.get(rank.saturating_sub(1)).map_or(0.0, |latency| latency.as_secs_f64() * 1e3)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_by_nearest_rank() {
        let mut latencies = Latencies::default();
        (1..=200).rev().for_each(|ms| latencies.add(Duration::from_millis(ms)));
        assert_eq!(latencies.quantiles_ms([0.5, 0.99, 1.0]), [100.0, 198.0, 200.0]);
        assert_eq!(Latencies::default().quantiles_ms([0.99]), [0.0]);
    }
}
