//! What groups use in Discord, and what of it is gone.

use async_trait::async_trait;
use chrono::{DateTime, Utc};

use super::Outcome;
use super::outside::{Channel, Role, Server};

/// Something in a server that a group may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A channel.
    Channel(Channel),
    /// A role.
    Role(Role),
}

/// What a group lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gone {
    /// The channel of its shout-outs.
    ShoutOuts,
    /// Its leaders' channel.
    Leaders,
    /// The channel in which it asked for help.
    Requests,
    /// A role that led it.
    Role,
    /// The server: Ovation was removed from it, and the program's time for such a server is over.
    Server,
}

/// Places that go.
#[async_trait]
pub trait Places {
    /// A channel or a role was removed: the groups that use it get a record, and their leaders are told once, or staff
    /// where there is no channel of theirs any more. How many groups were told now.
    ///
    /// # Errors
    /// Faults.
    async fn place_gone(&self, server: Server, place: Place) -> Outcome<usize>;

    /// What is gone of what a server's groups used.
    ///
    /// # Errors
    /// Faults.
    async fn gone_places(&self, server: Server) -> Outcome<Vec<Place>>;

    /// Ovation was removed from a server: everything stays, and the time until it is forgotten begins. Whether that is
    /// news.
    ///
    /// # Errors
    /// Faults.
    async fn leave_server(&self, server: Server) -> Outcome<bool>;

    /// Ovation is in a server. Whether it had been removed from it.
    ///
    /// # Errors
    /// Faults.
    async fn join_server(&self, server: Server) -> Outcome<bool>;

    /// Forgets the servers that were left before that moment: their groups are closed (or declined, where they still
    /// waited), who leads them is taken out, what they had begun in `/setup` and what was still to be told there is
    /// dropped. The ledger stays. How many servers.
    ///
    /// # Errors
    /// Faults; some servers are done then.
    async fn forget_left_servers(&self, before: DateTime<Utc>) -> Outcome<usize>;
}
