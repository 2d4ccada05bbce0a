//! A siege: every known attack, one after the other, on a service in a control group, while other visitors use it.
//!
//! The service believes to be behind one proxy, so that the trial can send requests as many clients. Each attack is what a client
//! may send within the limits that the service ships with, or tries to exceed them. What counts is what everybody else sees.

mod attacks;
mod cage;
mod stop;
mod target;
mod watch;

pub use stop::StopReport;

use crate::server::{Program, Server};
use anyhow::{Context as _, Result};
use attacks::Attack;
use cage::Cage;
use serde::Serialize;
use std::path::PathBuf;
use std::time::Duration;
use target::Target;
use tokio::sync::watch::channel;
use tokio::time::{interval, sleep};
use watch::{Witnesses, watch};

/// The memory that the service is given, as the shipped manifests do.
const CAGE_BYTES: u64 = 1 << 30;

/// Options of a siege.
#[derive(Debug, Clone)]
pub struct SiegeOptions {
    /// The service's binary.
    pub binary: PathBuf,
    /// An empty folder for its state.
    pub state: PathBuf,
    /// Further options for `cinephile serve`.
    pub serve: Vec<String>,
    /// How long each attack takes.
    pub each: Duration,
}

/// What a siege did.
#[derive(Debug, Clone, Serialize)]
pub struct SiegeReport {
    /// Why the service was in no control group; `None` if it was.
    pub no_cage: Option<String>,
    /// What each attack did.
    pub attacks: Vec<AttackReport>,
    /// What a stop under load did.
    pub stop: StopReport,
}

/// What an attack did.
#[derive(Debug, Clone, Serialize)]
pub struct AttackReport {
    /// Its name.
    pub name: &'static str,
    /// Whether the service still ran afterwards.
    pub is_alive: bool,
    /// The most memory of the service's own, in MiB.
    pub memory_mib: f64,
    /// The most resident memory, mapped models included, in MiB.
    pub resident_mib: f64,
    /// Other visitors' plain lists.
    pub lists: Figures,
    /// Another visitor's profile: reads and writes in turn.
    pub profiles: Figures,
    /// Small files that other visitors import.
    pub imports: Figures,
    /// Health checks on the operators' listener, of which none may be unanswered.
    pub health: Figures,
}

/// Latencies and failures of some requests.
#[derive(Debug, Clone, Serialize)]
pub struct Figures {
    /// How many there were.
    pub n: usize,
    /// How many failed, or were turned away.
    pub n_failed: u64,
    /// The median in milliseconds.
    pub p50_ms: f64,
    /// The 99th percentile in milliseconds.
    pub p99_ms: f64,
    /// The slowest in milliseconds.
    pub max_ms: f64,
}

/// What a siege must not exceed.
#[derive(Debug, Clone, Copy)]
pub struct Bars {
    /// Memory of the service's own, in MiB.
    pub memory_mib: f64,
    /// The 99th percentile of other visitors' plain lists, in milliseconds.
    pub lists_p99_ms: f64,
    /// The slowest of other visitors' small imports, in milliseconds.
    pub imports_max_ms: f64,
    /// The time to stop, in seconds.
    pub stop_s: f64,
}

impl SiegeReport {
    /// What is beyond the bars, in words; empty if the service held.
    #[must_use]
    pub fn failures(&self, bars: &Bars) -> Vec<String> {
        let of_attack = |attack: &AttackReport| {
            let AttackReport { name, memory_mib, lists, profiles, imports, health, .. } = attack;
            let checks = [
                (!attack.is_alive, "the service ended".to_owned()),
                (*memory_mib > bars.memory_mib, format!("{memory_mib:.0} MiB")),
                (lists.p99_ms > bars.lists_p99_ms, format!("lists with a p99 of {:.0} ms", lists.p99_ms)),
                (lists.n_failed > 0, format!("{} of {} lists failed", lists.n_failed, lists.n)),
                (
                    health.n_failed > 0,
                    format!("{} of {} health checks unanswered", health.n_failed, health.n),
                ),
                (
                    profiles.n_failed > 0,
                    format!("{} of {} calls of a profile failed", profiles.n_failed, profiles.n),
                ),
                (imports.n_failed > 0, format!("{} of {} imports failed", imports.n_failed, imports.n)),
                (
                    imports.max_ms > bars.imports_max_ms,
                    format!("an import that took {:.0} ms", imports.max_ms),
                ),
                (lists.n == 0 || health.n == 0, "nobody asked".to_owned()),
            ];
            checks.map(|(is_bad, what)| is_bad.then(|| format!("{name}: {what}")))
        };
        let stop = &self.stop;
        let of_stop = [
            (stop.n_lost > 0, format!("the stop lost {} requests", stop.n_lost)),
            (stop.seconds > bars.stop_s, format!("the stop took {:.1} s", stop.seconds)),
            (stop.n_answered == 0, "nobody asked during the stop".to_owned()),
        ];
        let of_stop = of_stop.into_iter().filter_map(|(is_bad, what)| is_bad.then_some(what));
        self.attacks.iter().flat_map(of_attack).flatten().chain(of_stop).collect()
    }
}

/// Besieges the service.
///
/// # Errors
/// If the service does not start, or cannot be prepared. What attacks do is not an error but a figure.
pub async fn run(options: &SiegeOptions) -> Result<SiegeReport> {
    let (cage, no_cage) = match Cage::make(CAGE_BYTES) {
        Ok(cage) => (Some(cage), None),
        Err(error) => (None, Some(format!("{error:#}"))),
    };
    let (mut server, mut target) = start(options, cage.as_ref()).await?;
    let mut attacks = Vec::new();
    for attack in Attack::ALL {
        let report = endure(attack, &mut server, &target, options.each).await?;
        if !report.is_alive {
            (server, target) = start(options, cage.as_ref()).await?;
        }
        attacks.push(report);
    }
    Ok(SiegeReport { no_cage, attacks, stop: stop::stop(server, &target).await? })
}

async fn start(options: &SiegeOptions, cage: Option<&Cage>) -> Result<(Server, Target)> {
    let operations = free_address()?;
    let more = ["--trusted-hops", "1", "--operations-listen", operations.as_str()].map(str::to_owned);
    let serve: Vec<String> = options.serve.iter().cloned().chain(more).collect();
    let server = Program::serve(&options.binary, &options.state, &serve).start().await?;
    if let Some(cage) = cage {
        cage.take(server.id()?)?;
    }
    let target = Target::prepare(server.address.clone(), operations).await?;
    Ok((server, target))
}

/// An address that nobody listens at now.
fn free_address() -> Result<String> {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").context("there is no free port")?;
    Ok(listener.local_addr().context("the listener has no address")?.to_string())
}

/// Runs one attack for a while, and watches what becomes of everybody else.
async fn endure(
    attack: Attack,
    server: &mut Server,
    target: &Target,
    length: Duration,
) -> Result<AttackReport> {
    let (end, ended) = channel(false);
    let watching = tokio::spawn({
        let target = target.clone();
        async move { watch(&target, ended).await }
    });
    let (mut memory, mut resident) = (0, 0);
    {
        let attacking = async {
            attack.run(target).await;
            std::future::pending::<()>().await;
        };
        let measuring = async {
            let mut ticks = interval(Duration::from_millis(50));
            loop {
                ticks.tick().await;
                // They fail once the server has ended, which is noticed below.
                memory = server.own_memory_bytes().unwrap_or(0).max(memory);
                resident = server.memory_bytes().unwrap_or(0).max(resident);
            }
        };
        tokio::select! {
            () = attacking => {}
            () = measuring => {}
            () = sleep(length) => {}
        }
    }
    // This fails only if nobody watches any more, which the next line reports.
    let _ = end.send(true);
    let Witnesses { lists, profiles, imports, health } = watching.await.context("the witnesses panicked")?;
    let mib = |bytes: u64| bytes as f64 / f64::from(1 << 20);
    Ok(AttackReport {
        name: attack.name(),
        is_alive: server.is_alive()?,
        memory_mib: mib(memory),
        resident_mib: mib(resident),
        lists: lists.into(),
        profiles: profiles.into(),
        imports: imports.into(),
        health: health.into(),
    })
}

impl From<watch::Seen> for Figures {
    fn from(mut seen: watch::Seen) -> Self {
        let [p50_ms, p99_ms, max_ms] = seen.latencies.quantiles_ms([0.5, 0.99, 1.0]);
        Self { n: seen.latencies.len(), n_failed: seen.n_failed, p50_ms, p99_ms, max_ms }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BARS: Bars = Bars { memory_mib: 512.0, lists_p99_ms: 100.0, imports_max_ms: 5_000.0, stop_s: 3.0 };

    /// Makes one thing worse.
    type Worsen = fn(&mut SiegeReport);

    fn quiet() -> Figures {
        Figures { n: 10, n_failed: 0, p50_ms: 1.0, p99_ms: 2.0, max_ms: 3.0 }
    }

    fn report() -> SiegeReport {
        let attack = AttackReport {
            name: "exports",
            is_alive: true,
            memory_mib: 100.0,
            resident_mib: 900.0,
            lists: quiet(),
            profiles: quiet(),
            imports: quiet(),
            health: quiet(),
        };
        let stop = StopReport { seconds: 0.5, n_answered: 100, n_lost: 0 };
        SiegeReport { no_cage: None, attacks: vec![attack], stop }
    }

    #[test]
    fn a_service_that_held_has_no_failures_and_each_bar_counts() {
        assert!(report().failures(&BARS).is_empty());
        let beyond: [(Worsen, &str); 10] = [
            (|siege| siege.attacks[0].is_alive = false, "exports: the service ended"),
            (|siege| siege.attacks[0].memory_mib = 600.0, "exports: 600 MiB"),
            (|siege| siege.attacks[0].lists.p99_ms = 101.0, "exports: lists with a p99 of 101 ms"),
            (|siege| siege.attacks[0].lists.n_failed = 1, "exports: 1 of 10 lists failed"),
            (|siege| siege.attacks[0].profiles.n_failed = 2, "exports: 2 of 10 calls of a profile failed"),
            (|siege| siege.attacks[0].imports.max_ms = 6_000.0, "exports: an import that took 6000 ms"),
            (|siege| siege.attacks[0].health.n_failed = 1, "exports: 1 of 10 health checks unanswered"),
            (|siege| siege.attacks[0].health.n = 0, "exports: nobody asked"),
            (|siege| siege.stop.n_lost = 1, "the stop lost 1 requests"),
            (|siege| siege.stop.seconds = 10.0, "the stop took 10.0 s"),
        ];
        for (worsen, words) in beyond {
            let mut siege = report();
            worsen(&mut siege);
            assert_eq!(siege.failures(&BARS), [words]);
        }
    }
}
