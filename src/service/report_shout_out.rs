//! "Report to staff": a member says that something is wrong with a shout-out.

use super::{Answer, Caller, Service};
use crate::points::text::Reason;
use crate::store::outside::Message;
use crate::store::{ErrandId, ReportOrder};

impl Service {
    /// The shout-out that a message is, for who may report it now; none when the message is none.
    ///
    /// # Errors
    /// `ServerOnly`, every refusal of `points::reporting::decide`.
    pub async fn reportable(&self, caller: &Caller, message: Message) -> Answer<Option<ErrandId>> {
        caller.in_server()?;
        self.store.reportable(message, caller.account).await
    }

    /// Takes the report; staff are told.
    ///
    /// # Errors
    /// `ServerOnly`, refusals of the text, every refusal of `points::reporting::decide`.
    pub async fn report_shout_out(&self, caller: &Caller, shout_out: ErrandId, why: &str) -> Answer<()> {
        let server = caller.in_server()?;
        let why = Reason::parse(why)?;
        let act = caller.act(&[&shout_out.get(), &why.as_str()]);
        self.store.report_shout_out(ReportOrder { act, by: caller.account, shout_out, server, why }).await
    }
}
