//! The process: memory, CPU time and open files, under the names that every Prometheus client uses.
//!
//! The figures are read from Linux's `/proc` when they are requested; on other systems, those that cannot be read are left out.

use nix::sys::resource::{Resource, UsageWho, getrlimit, getrusage};
use nix::sys::time::TimeVal;
use prometheus_client::collector::Collector;
use prometheus_client::encoding::{DescriptorEncoder, EncodeMetric};
use prometheus_client::metrics::counter::ConstCounter;
use prometheus_client::metrics::gauge::ConstGauge;
use std::fmt;
use std::fs;

/// Asks the system whenever metrics are requested.
#[derive(Debug)]
pub(super) struct ProcessCollector;

impl Collector for ProcessCollector {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> Result<(), fmt::Error> {
        if let Some(seconds) = cpu_seconds() {
            let counter = ConstCounter::new(seconds);
            let help = "CPU time of all threads, user and system, in seconds";
            let described =
                encoder.encode_descriptor("process_cpu_seconds", help, None, counter.metric_type())?;
            counter.encode(described)?;
        }
        let figures = [
            ("process_resident_memory_bytes", "Resident memory in bytes", resident_bytes()),
            ("process_open_fds", "Open files and connections", n_open_files()),
            ("process_max_fds", "The most files and connections that may be open", most_open_files()),
            ("process_start_time_seconds", "When the process started, in seconds since 1970", started_at()),
        ];
        for (name, help, figure) in figures {
            let Some(figure) = figure else { continue };
            let gauge = ConstGauge::new(figure);
            gauge.encode(encoder.encode_descriptor(name, help, None, gauge.metric_type())?)?;
        }
        Ok(())
    }
}

fn cpu_seconds() -> Option<f64> {
    let usage = getrusage(UsageWho::RUSAGE_SELF).ok()?;
    let seconds = |time: TimeVal| time.tv_sec() as f64 + time.tv_usec() as f64 * 1e-6;
    Some(seconds(usage.user_time()) + seconds(usage.system_time()))
}

/// The line `VmRSS:    12345 kB` of `/proc/self/status`.
fn resident_bytes() -> Option<i64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kibibytes: i64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    kibibytes.checked_mul(1024)
}

fn most_open_files() -> Option<i64> {
    let (now, _) = getrlimit(Resource::RLIMIT_NOFILE).ok()?;
    i64::try_from(now).ok()
}

/// The time of boot, and field 22 of `/proc/self/stat`: hundredths of a second after it. The program's name, field 2, may
/// hold blanks and brackets.
fn started_at() -> Option<i64> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    let after_name = stat.rsplit_once(')')?.1;
    let ticks: i64 = after_name.split_whitespace().nth(19)?.parse().ok()?;
    let boot = fs::read_to_string("/proc/stat").ok()?;
    let boot: i64 = boot.lines().find_map(|line| line.strip_prefix("btime "))?.trim().parse().ok()?;
    boot.checked_add(ticks / 100)
}

fn n_open_files() -> Option<i64> {
    let n_entries = fs::read_dir("/proc/self/fd").ok()?.count();
    i64::try_from(n_entries).ok()
}
