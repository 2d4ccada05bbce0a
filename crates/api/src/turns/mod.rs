//! Who may work now: a bounded number of tasks at once, and a bounded queue that is fair between clients.
//!
//! Each client has a queue of its own, and the queues take turns. So a client with a hundred tasks delays another one by one
//! task, not by a hundred. No queue grows without bound, and nobody waits for long: beyond that a task is turned away at once,
//! which costs nothing, and the client can try elsewhere or later. Rejected: a semaphore, which is first come, first served;
//! the client that asks most gets most.

#[cfg(test)]
mod tests;

use crate::limits::Client;
use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::oneshot::{Receiver, Sender, channel};
use tokio::time::timeout;

/// How much there is to share.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Room {
    /// The weight of all tasks that run at once.
    pub(crate) capacity: u32,
    /// The weight of one client's tasks that run at once.
    pub(crate) per_client: u32,
    /// How many tasks may wait.
    pub(crate) waiting: usize,
    /// How many tasks of one client may wait.
    pub(crate) waiting_per_client: usize,
    /// How long a task may wait.
    pub(crate) longest_wait: Duration,
}

/// Why a task was turned away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Busy {
    /// This client has too many tasks waiting.
    Client,
    /// Too many tasks are waiting, or this one has waited for too long.
    Everybody,
}

/// A room that tasks take turns in.
#[derive(Debug)]
pub(crate) struct Turns {
    shared: Arc<Shared>,
}

/// Leave to work; given back when it is dropped. It belongs to the work itself, not to the request that waits for it: otherwise a
/// request that ends early would let the next task in while its own still runs.
#[derive(Debug)]
pub(crate) struct Turn {
    shared: Arc<Shared>,
    client: Client,
    weight: u32,
}

#[derive(Debug)]
struct Shared {
    room: Room,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    taken: u32,
    n_waiting: usize,
    clients: HashMap<Client, Usage>,
    /// The clients with waiting tasks, the next one first.
    round: VecDeque<Client>,
    next_ticket: u64,
}

/// What one client uses.
#[derive(Debug, Default)]
struct Usage {
    taken: u32,
    waiting: VecDeque<Waiting>,
}

#[derive(Debug)]
struct Waiting {
    ticket: u64,
    weight: u32,
    ready: Sender<Turn>,
}

/// A turn, and who waits for it.
type Grant = (Sender<Turn>, Turn);

impl Turns {
    pub(crate) fn new(room: Room) -> Self {
        Self { shared: Arc::new(Shared { room, state: Mutex::default() }) }
    }

    /// Waits for this client's turn. A weight above the room counts as the whole room. Dropping the future leaves the queue.
    ///
    /// # Errors
    /// If the queue is full, or the wait is too long.
    pub(crate) async fn take(&self, client: Client, weight: u32) -> Result<Turn, Busy> {
        let room = self.shared.room;
        let weight = weight.clamp(1, room.capacity.min(room.per_client).max(1));
        let (ticket, mut ready) = self.shared.enqueue(client, weight);
        let _place = Place { shared: &self.shared, client, ticket };
        self.shared.let_in();
        if let Ok(turn) = ready.try_recv() {
            return Ok(turn);
        }
        self.shared.check_queue(client)?;
        match timeout(room.longest_wait, ready).await {
            Ok(Ok(turn)) => Ok(turn),
            _ => Err(Busy::Everybody),
        }
    }
}

impl Shared {
    fn enqueue(&self, client: Client, weight: u32) -> (u64, Receiver<Turn>) {
        let (ready, wait) = channel();
        let mut state = self.state();
        let ticket = state.next_ticket;
        state.next_ticket += 1;
        state.n_waiting += 1;
        let usage = state.clients.entry(client).or_default();
        usage.waiting.push_back(Waiting { ticket, weight, ready });
        if usage.waiting.len() == 1 {
            state.round.push_back(client);
        }
        (ticket, wait)
    }

    /// Rejects the task that just joined the queue if the queue is too long with it.
    fn check_queue(&self, client: Client) -> Result<(), Busy> {
        let state = self.state();
        let own = state.clients.get(&client).map_or(0, |usage| usage.waiting.len());
        if client.is_limited() && own > self.room.waiting_per_client {
            Err(Busy::Client)
        } else if state.n_waiting > self.room.waiting {
            Err(Busy::Everybody)
        } else {
            Ok(())
        }
    }

    /// Gives turns to those who wait, as long as there is room.
    fn let_in(self: &Arc<Self>) {
        let granted = self.state().grant(self);
        // Outside the lock: the turn of somebody who has gone is given back right here.
        for (ready, turn) in granted {
            let _ = ready.send(turn);
        }
    }

    fn leave(&self, client: Client, ticket: u64) {
        let mut state = self.state();
        let Some(usage) = state.clients.get_mut(&client) else { return };
        let n_before = usage.waiting.len();
        usage.waiting.retain(|waiting| waiting.ticket != ticket);
        let (n_left, is_empty) = (n_before - usage.waiting.len(), usage.waiting.is_empty());
        state.n_waiting -= n_left;
        if is_empty {
            state.round.retain(|other| *other != client);
            state.forget_if_idle(client);
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // No code that holds the lock can panic between two changes that belong together.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn grant(&mut self, shared: &Arc<Shared>) -> Vec<Grant> {
        let room = shared.room;
        let mut granted = Vec::new();
        let mut n_passed = 0;
        while n_passed < self.round.len() {
            let Some(client) = self.round.pop_front() else { break };
            let usage = self.clients.entry(client).or_default();
            let weight = usage.waiting.front().map_or(0, |next| next.weight);
            if self.taken + weight > room.capacity {
                // The next in turn is not overtaken by lighter ones: it would wait for ever.
                self.round.push_front(client);
                break;
            }
            if client.is_limited() && usage.taken + weight > room.per_client {
                self.round.push_back(client);
                n_passed += 1;
                continue;
            }
            if let Some(next) = usage.waiting.pop_front() {
                usage.taken += weight;
                self.taken += weight;
                self.n_waiting -= 1;
                granted.push((next.ready, Turn { shared: Arc::clone(shared), client, weight }));
            }
            if !usage.waiting.is_empty() {
                self.round.push_back(client);
            }
            n_passed = 0;
        }
        granted
    }

    fn forget_if_idle(&mut self, client: Client) {
        if self.clients.get(&client).is_some_and(|usage| usage.taken == 0 && usage.waiting.is_empty()) {
            self.clients.remove(&client);
        }
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        {
            let mut state = self.shared.state();
            state.taken -= self.weight;
            if let Some(usage) = state.clients.get_mut(&self.client) {
                usage.taken -= self.weight;
            }
            state.forget_if_idle(self.client);
        }
        self.shared.let_in();
    }
}

/// A place in the queue, which is given up when it is dropped.
struct Place<'a> {
    shared: &'a Arc<Shared>,
    client: Client,
    ticket: u64,
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.shared.leave(self.client, self.ticket);
        // Those behind it may have waited for nothing else.
        self.shared.let_in();
    }
}
