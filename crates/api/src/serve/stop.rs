//! The wish to stop, as everything that serves hears of it.

use tokio::sync::watch::{Receiver, Sender, channel};

/// Whether serving is to stop; clones hear the same.
#[derive(Debug, Clone)]
pub(super) struct Stop(Receiver<bool>);

/// Asks to stop, once.
#[derive(Debug)]
pub(super) struct Stopper(Sender<bool>);

pub(super) fn stop() -> (Stopper, Stop) {
    let (sender, receiver) = channel(false);
    (Stopper(sender), Stop(receiver))
}

impl Stopper {
    pub(super) fn stop(self) {
        // This fails only if nothing serves any more.
        let _ = self.0.send(true);
    }
}

impl Stop {
    pub(super) fn is_asked(&self) -> bool {
        *self.0.borrow()
    }

    /// Waits until somebody asks, or until nobody can any more, which is a reason to stop, too.
    pub(super) async fn asked(&mut self) {
        let _ = self.0.wait_for(|stop| *stop).await;
    }
}
