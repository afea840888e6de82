//! Members report a shout-out to staff.

use async_trait::async_trait;

use super::outside::{Account, Channel, Message, Server};
use super::{Act, ErrandId, Outcome};
use crate::points::text::Reason;

/// A report.
#[derive(Clone, Debug)]
pub struct ReportOrder {
    /// The interaction that asks.
    pub act: Act,
    /// Who reports.
    pub by: Account,
    /// What is reported.
    pub shout_out: ErrandId,
    /// The server in which that message is.
    pub server: Server,
    /// What is wrong with it.
    pub why: Reason,
}

/// Where a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MessagePlace {
    /// The server.
    pub server: Server,
    /// The channel.
    pub channel: Channel,
    /// The message.
    pub message: Message,
}

/// Reports. A report is a record of its own, so that its note hangs on it like every other one, and its words stand beside
/// the ledger. The record names neither group nor company: leaders' history and companies' statements don't show it.
#[async_trait]
pub trait Reporting {
    /// The shout-out that a message is, for who may report it now; none when the message is none.
    ///
    /// # Errors
    /// Those of `points::reporting::decide`, and faults.
    async fn reportable(&self, message: Message, by: Account) -> Outcome<Option<ErrandId>>;

    /// Takes a report and tells staff.
    ///
    /// # Errors
    /// `UnknownRecord`, those of `points::reporting::decide`, and faults.
    async fn report_shout_out(&self, order: ReportOrder) -> Outcome<()>;
}
