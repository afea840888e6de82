//! What all connections share.

use std::net::SocketAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use tokio::sync::Notify;

use crate::checks::Checks;
use crate::state::State;

/// The emulated Discord and the checks.
pub struct Shared {
    state: Mutex<State>,
    /// The checks of requests and answers.
    pub checks: Checks,
    /// Rings when an earlier deadline was set than the one that is waited for.
    pub deadline: Notify,
    watched: Mutex<Option<Instant>>,
    address: SocketAddr,
}

impl Shared {
    /// Around a state that listens at this address.
    pub fn new(state: State, checks: Checks, address: SocketAddr) -> Self {
        Shared {
            state: Mutex::new(state),
            checks,
            deadline: Notify::new(),
            watched: Mutex::new(None),
            address,
        }
    }

    /// The state. Hold it briefly, and never while waiting. A panic of a holder is no reason to stop answering.
    pub fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Where the emulator listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// `http://host:port` of this machine.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Wakes the watcher of deadlines when there is a new, earlier one.
    pub fn deadline_moved(&self, state: &mut State) {
        let Some(next) = state.next_deadline() else { return };
        let mut watched = self.watched.lock().unwrap_or_else(PoisonError::into_inner);
        if watched.is_none_or(|at| next < at) {
            *watched = Some(next);
            self.deadline.notify_one();
        }
    }

    /// The next deadline, for the watcher, who will now sleep until it.
    pub fn watch_next(&self, state: &mut State) -> Option<Instant> {
        let next = state.next_deadline();
        *self.watched.lock().unwrap_or_else(PoisonError::into_inner) = next;
        next
    }
}
