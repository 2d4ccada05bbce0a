//! What the machine allows.

use anyhow::{Result, bail};
use cinephile_data::Interactions;
use cinephile_models::{Algorithm, AlgorithmParams};

/// The defaults of `algorithm` as they fit into its limit of memory on `train`, said where that is another form.
pub(crate) fn default_params(algorithm: Algorithm, train: &Interactions) -> AlgorithmParams {
    let whole = AlgorithmParams::default_for(algorithm);
    let params = whole.clone().within_memory(train);
    if params != whole {
        tracing::warn!(
            "{algorithm}: the catalogue is too large for all weights between movies; the largest are kept"
        );
    }
    params
}

/// Refuses a fit that the machine's memory cannot hold: the system would end it somewhere on its way.
///
/// # Errors
/// If `params` on `train` are likely to need more than is free, or than this program may take.
pub(crate) fn check_memory(params: &AlgorithmParams, train: &Interactions) -> Result<()> {
    let Some(free) = free_memory() else { return Ok(()) };
    let needed = params.peak_bytes(train);
    if needed > free {
        let algorithm = params.algorithm();
        bail!(
            "fitting {algorithm} would take {} MB, and {} are free here",
            needed.div_ceil(1 << 20),
            free >> 20
        );
    }
    Ok(())
}

/// Bytes that can be had: what the system has available, and no more than the control group's limit. `None` where neither is told.
fn free_memory() -> Option<u64> {
    let available = std::fs::read_to_string("/proc/meminfo").ok().and_then(|told| available(&told));
    let limits = ["/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"];
    let limit = limits.iter().find_map(|file| std::fs::read_to_string(file).ok()?.trim().parse().ok());
    available.into_iter().chain(limit).min()
}

/// `MemAvailable` of `/proc/meminfo`, in bytes.
fn available(meminfo: &str) -> Option<u64> {
    let line = meminfo.lines().find_map(|line| line.strip_prefix("MemAvailable:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes << 10)
}

#[cfg(test)]
mod tests {
    use super::*;
    use cinephile_data::{ItemIdx, UserIdx};
    use cinephile_models::EaseParams;

    #[test]
    fn what_is_available_is_read_in_bytes() {
        let told = "MemTotal:       24576000 kB\nMemFree:  9 kB\nMemAvailable:   20480000 kB\n";
        assert_eq!(available(told), Some(20_480_000 * 1024));
        assert_eq!(available("MemFree: 9 kB\n"), None);
        assert_eq!(available("MemAvailable: much\n"), None);
    }

    #[test]
    fn a_fit_that_no_machine_holds_is_refused_with_both_figures() {
        let rated = (0..1_000_000).map(|item| (UserIdx::new(0), ItemIdx::new(item), 4.0));
        let train = Interactions::from_triples(1, 1_000_000, rated).expect("a matrix");
        let params = AlgorithmParams::Ease(EaseParams { memory_mb: 1_048_576, ..EaseParams::default() });
        let message = check_memory(&params, &train).expect_err("refused").to_string();
        assert!(message.starts_with("fitting ease would take "), "{message}");
    }
}
