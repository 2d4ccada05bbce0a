//! How much memory this machine has left for a fit.

use anyhow::{Result, bail};
use cinephile_data::Interactions;
use cinephile_models::AlgorithmParams;

/// Rejects a fit that needs more memory than is free, before the system would kill it halfway.
///
/// # Errors
/// If a fit of `params` on `train` is likely to need more than is free, or more than this program may take.
pub(crate) fn check_memory(params: &AlgorithmParams, train: &Interactions) -> Result<()> {
    let Some(free) = free_memory() else { return Ok(()) };
    let needed = params.peak_bytes(train);
    if needed > free {
        let algorithm = params.algorithm();
        bail!(
            "fitting {algorithm} would take {} MB of memory, but only {} MB are free",
            needed.div_ceil(1 << 20),
            free >> 20
        );
    }
    Ok(())
}

/// Free bytes: what the system has available, up to the limit of the control group. `None` if the system reports
/// neither.
fn free_memory() -> Option<u64> {
    let available = std::fs::read_to_string("/proc/meminfo").ok().and_then(|meminfo| available(&meminfo));
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
    fn available_memory_is_read_in_bytes() {
        let meminfo = "MemTotal:       24576000 kB\nMemFree:  9 kB\nMemAvailable:   20480000 kB\n";
        assert_eq!(available(meminfo), Some(20_480_000 * 1024));
        assert_eq!(available("MemFree: 9 kB\n"), None);
        assert_eq!(available("MemAvailable: much\n"), None);
    }

    #[test]
    fn a_fit_that_no_machine_can_hold_is_rejected_with_both_figures() {
        let rated = (0..1_000_000).map(|item| (UserIdx::new(0), ItemIdx::new(item), 4.0));
        let train = Interactions::from_triples(1, 1_000_000, rated).expect("a matrix");
        let params = AlgorithmParams::Ease(EaseParams { memory_mb: 1_048_576, ..EaseParams::default() });
        let message = check_memory(&params, &train).expect_err("rejected").to_string();
        assert!(message.starts_with("fitting ease would take "), "{message}");
    }
}
