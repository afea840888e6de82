//! What Discord tells of places: a channel or a role is gone, Ovation was removed from a server or is back.

use super::{Answer, Service};
use crate::store::Place;
use crate::store::outside::Server;

impl Service {
    /// A channel or a role was removed. How many groups used it and were told now.
    ///
    /// # Errors
    /// Faults.
    pub async fn place_gone(&self, server: Server, place: Place) -> Answer<usize> {
        self.store.place_gone(server, place).await
    }

    /// Ovation was removed from a server; that is kept for as long as the rules say. Whether it is news.
    ///
    /// # Errors
    /// Faults.
    pub async fn server_left(&self, server: Server) -> Answer<bool> {
        self.store.leave_server(server).await
    }

    /// Ovation is in a server. Whether it had been removed from it.
    ///
    /// # Errors
    /// Faults.
    pub async fn server_joined(&self, server: Server) -> Answer<bool> {
        self.store.join_server(server).await
    }
}
