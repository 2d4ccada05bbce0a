//! How often each client may ask.
//!
//! There are four budgets: one for every request, and smaller ones for what is expensive (imports) and what leaves something
//! behind (profiles, feedback). A request spends what it costs: one, or more if it makes more work than a list for a few ratings. A budget is a minute's worth, which may be spent at once and comes back evenly: the generic
//! cell rate algorithm, by the governor crate. Rejected: tower_governor, which knows neither trusted hops nor
//! problem+json, and whose memory grows with the number of clients.

mod clients;
mod limiter;

pub(crate) use clients::{Client, client_of};

use limiter::ClientLimiter;
use std::time::Duration;

/// How often each client may ask, per minute; 0 means no limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RateLimits {
    /// Requests of all kinds, by what they cost. 1,200 by default.
    pub requests_per_minute: u32,
    /// Imports. 10 by default.
    pub imports_per_minute: u32,
    /// New profiles. 10 by default.
    pub profiles_per_minute: u32,
    /// Feedback events. 600 by default: what a visitor sees in a minute, many times over.
    pub feedback_per_minute: u32,
    /// How many of the operator's own proxies stand in front and append to `X-Forwarded-For`. None by default.
    pub trusted_hops: u8,
}

impl Default for RateLimits {
    fn default() -> Self {
        Self {
            requests_per_minute: 1_200,
            imports_per_minute: 10,
            profiles_per_minute: 10,
            feedback_per_minute: 600,
            trusted_hops: 0,
        }
    }
}

/// What a request is counted against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Budget {
    /// Every request, by what it costs.
    Requests,
    /// Reading a whole file.
    Imports,
    /// Creating a profile.
    Profiles,
    /// A feedback event.
    Feedback,
}

impl Budget {
    /// The name in errors and metrics.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Requests => "requests",
            Self::Imports => "imports",
            Self::Profiles => "profiles",
            Self::Feedback => "feedback events",
        }
    }
}

/// The budgets of every client.
pub(crate) struct Limits {
    trusted_hops: u8,
    requests: Option<ClientLimiter>,
    imports: Option<ClientLimiter>,
    profiles: Option<ClientLimiter>,
    feedback: Option<ClientLimiter>,
}

/// A budget that is used up.
#[derive(Debug)]
pub(crate) struct Spent {
    /// How long until there is something again.
    pub(crate) wait: Duration,
}

impl Limits {
    pub(crate) fn new(limits: &RateLimits) -> Self {
        Self {
            trusted_hops: limits.trusted_hops,
            requests: ClientLimiter::per_minute(limits.requests_per_minute),
            imports: ClientLimiter::per_minute(limits.imports_per_minute),
            profiles: ClientLimiter::per_minute(limits.profiles_per_minute),
            feedback: ClientLimiter::per_minute(limits.feedback_per_minute),
        }
    }

    /// How many of the operator's own proxies stand in front.
    pub(crate) fn trusted_hops(&self) -> u8 {
        self.trusted_hops
    }

    /// Spends `n` of a client's budget.
    ///
    /// # Errors
    /// If less is left.
    pub(crate) fn spend(&self, client: Client, budget: Budget, n: u32) -> Result<(), Spent> {
        let Some(address) = client.address() else { return Ok(()) };
        let limiter = match budget {
            Budget::Requests => &self.requests,
            Budget::Imports => &self.imports,
            Budget::Profiles => &self.profiles,
            Budget::Feedback => &self.feedback,
        };
        match limiter {
            Some(limiter) => limiter.spend(address, n).map_err(|wait| Spent { wait }),
            None => Ok(()),
        }
    }
}
