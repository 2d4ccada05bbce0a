//! A budget for each client, in bounded memory.

use governor::clock::{Clock, DefaultClock};
use governor::middleware::NoOpMiddleware;
use governor::nanos::Nanos;
use governor::state::StateStore;
use governor::{Quota, RateLimiter};
use std::collections::HashMap;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// The most clients that are remembered: about 6 MB.
const MAX_CLIENTS: usize = 100_000;

/// One kind of budget, for every client.
pub(super) struct ClientLimiter<C: Clock = DefaultClock> {
    limiter: RateLimiter<IpAddr, BoundedStore, C, NoOpMiddleware<C::Instant>>,
    /// A minute's worth.
    burst: NonZeroU32,
}

impl ClientLimiter {
    /// Allows `n` requests a minute, which may come at once; `None` for 0, which means no limit.
    pub(super) fn per_minute(n: u32) -> Option<Self> {
        let quota = Quota::per_minute(NonZeroU32::new(n)?);
        Some(Self::new(quota, MAX_CLIENTS, DefaultClock::default()))
    }
}

impl<C: Clock> ClientLimiter<C> {
    fn new(quota: Quota, max_clients: usize, clock: C) -> Self {
        let store = BoundedStore { max_clients, spent_until: Mutex::new(HashMap::new()) };
        Self { limiter: RateLimiter::new(quota, store, clock), burst: quota.burst_size() }
    }

    /// Spends `n` of a client's budget, or all of it if it is smaller than that: a budget below the price of a request would
    /// never pay for one.
    ///
    /// # Errors
    /// If less is left: how long until there is as much again. Nothing is spent then.
    pub(super) fn spend(&self, client: IpAddr, n: u32) -> Result<(), Duration> {
        let Some(n) = NonZeroU32::new(n) else { return Ok(()) };
        let now = self.limiter.clock().now();
        match self.limiter.check_key_n(&client, n.min(self.burst)) {
            Ok(spent) => spent.map_err(|not_until| not_until.wait_time_from(now)),
            // The whole budget is never more than the budget.
            Err(_) => Ok(()),
        }
    }
}

/// Until when each client's budget is spent, as governor counts; the later, the more was spent.
///
/// When the store is full, it forgets the half that has spent the least. Those lose nothing by it, and clients over their
/// limit stay limited, however many addresses somebody makes up.
struct BoundedStore {
    max_clients: usize,
    spent_until: Mutex<HashMap<IpAddr, Nanos>>,
}

impl StateStore for BoundedStore {
    type Key = IpAddr;

    fn measure_and_replace<T, F, E>(&self, client: &IpAddr, decide: F) -> Result<T, E>
    where
        F: Fn(Option<Nanos>) -> Result<(T, Nanos), E>,
    {
        let mut spent_until = self.spent_until.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(until) = spent_until.get_mut(client) {
            let (decision, next) = decide(Some(*until))?;
            *until = next;
            return Ok(decision);
        }
        let (decision, next) = decide(None)?;
        if spent_until.len() >= self.max_clients {
            forget_half(&mut spent_until);
        }
        spent_until.insert(*client, next);
        Ok(decision)
    }
}

fn forget_half(spent_until: &mut HashMap<IpAddr, Nanos>) {
    let mut times: Vec<Nanos> = spent_until.values().copied().collect();
    let middle = times.len() / 2;
    let (_, &mut median, _) = times.select_nth_unstable(middle);
    spent_until.retain(|_, until| *until > median);
}

#[cfg(test)]
mod tests {
    use super::*;
    use governor::clock::FakeRelativeClock;
    use std::net::Ipv4Addr;

    fn client(n: u32) -> IpAddr {
        Ipv4Addr::from_bits(n).into()
    }

    fn limiter(
        n_per_minute: u32,
        max_clients: usize,
    ) -> (ClientLimiter<FakeRelativeClock>, FakeRelativeClock) {
        let clock = FakeRelativeClock::default();
        let quota = Quota::per_minute(NonZeroU32::new(n_per_minute).expect("not 0"));
        (ClientLimiter::new(quota, max_clients, clock.clone()), clock)
    }

    #[test]
    fn a_minutes_worth_may_be_spent_at_once_and_comes_back_evenly() {
        let (limiter, clock) = limiter(6, 100);
        assert!((0..6).all(|_| limiter.spend(client(1), 1).is_ok()));
        assert_eq!(limiter.spend(client(1), 1), Err(Duration::from_secs(10)));
        assert!(limiter.spend(client(2), 1).is_ok(), "others have their own");
        clock.advance(Duration::from_secs(4));
        assert_eq!(
            limiter.spend(client(1), 1),
            Err(Duration::from_secs(6)),
            "a rejected request costs nothing"
        );
        clock.advance(Duration::from_secs(6));
        assert!(limiter.spend(client(1), 1).is_ok() && limiter.spend(client(1), 1).is_err());
    }

    #[test]
    fn memory_is_bounded_and_a_client_over_its_limit_stays_limited() {
        let (limiter, _) = limiter(10, 1_000);
        while limiter.spend(client(0), 1).is_ok() {}
        for n in 1..20_000 {
            assert!(limiter.spend(client(n), 1).is_ok());
        }
        let store = limiter.limiter.into_state_store();
        let known = store.spent_until.into_inner().expect("not poisoned");
        assert!(known.len() <= 1_000 && known.contains_key(&client(0)), "{}", known.len());
    }

    #[test]
    fn what_costs_more_spends_more_and_never_more_than_there_is() {
        let (limiter, clock) = limiter(6, 100);
        assert!(limiter.spend(client(1), 4).is_ok() && limiter.spend(client(1), 0).is_ok());
        assert_eq!(limiter.spend(client(1), 4), Err(Duration::from_secs(20)));
        assert!(limiter.spend(client(1), 2).is_ok(), "what was rejected cost nothing");
        clock.advance(Duration::from_secs(60));
        assert!(limiter.spend(client(1), 500).is_ok(), "a whole minute's worth");
        assert_eq!(limiter.spend(client(1), 1), Err(Duration::from_secs(10)));
    }

    #[test]
    fn zero_means_no_limit() {
        assert!(ClientLimiter::per_minute(0).is_none() && ClientLimiter::per_minute(1).is_some());
    }
}
