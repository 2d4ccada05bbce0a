//! Slots for connections: so many in all, and so many for each client.

use crate::limits::Client;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// All slots of a door.
#[derive(Debug)]
pub(super) struct Slots {
    total: u32,
    per_client: u32,
    taken: Mutex<Taken>,
}

#[derive(Debug, Default)]
struct Taken {
    total: u32,
    by_client: HashMap<Client, u32>,
}

/// The slot of one connection; given back when it is dropped.
#[derive(Debug)]
pub(super) struct Slot {
    slots: Arc<Slots>,
    client: Client,
}

/// Why there is no slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Full {
    /// This client has all of its own.
    Client,
    /// All are taken.
    Total,
}

impl Full {
    /// The name in metrics.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Client => "client",
            Self::Total => "total",
        }
    }
}

impl Slots {
    pub(super) fn new(total: u32, per_client: u32) -> Arc<Self> {
        Arc::new(Self { total, per_client, taken: Mutex::default() })
    }

    /// # Errors
    /// If there is none left for this client.
    pub(super) fn take(self: &Arc<Self>, client: Client) -> Result<Slot, Full> {
        let mut taken = self.taken();
        if taken.total >= self.total {
            return Err(Full::Total);
        }
        if client.is_limited() {
            let own = taken.by_client.get(&client).copied().unwrap_or(0);
            if own >= self.per_client {
                return Err(Full::Client);
            }
            taken.by_client.insert(client, own + 1);
        }
        taken.total += 1;
        Ok(Slot { slots: Arc::clone(self), client })
    }

    fn taken(&self) -> MutexGuard<'_, Taken> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        let mut taken = self.slots.taken();
        taken.total -= 1;
        if let Some(own) = taken.by_client.get_mut(&self.client) {
            *own -= 1;
            if *own == 0 {
                taken.by_client.remove(&self.client);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_client_takes_more_than_its_own_and_what_is_given_back_is_free() {
        let slots = Slots::new(4, 2);
        let [first, second, local] =
            [Client::at([203, 0, 113, 7].into()), Client::at([203, 0, 113, 8].into()), Client::LOCAL];
        let kept = [first, first, second].map(|client| slots.take(client).expect("a slot"));
        assert_eq!(slots.take(first).expect_err("its third"), Full::Client);
        let last = slots.take(local).expect("the last");
        assert_eq!(slots.take(second).expect_err("none left"), Full::Total);
        drop(last);
        assert!(slots.take(second).is_ok());
        drop(kept);
        let taken = slots.taken();
        assert!(taken.total == 0 && taken.by_client.is_empty());
    }
}
