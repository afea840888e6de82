//! How it is with the bot, for who watches over the server. It is asked by machines, so there is no caller.

use super::{Answer, Service};
use crate::store::Vitals;

impl Service {
    /// A few numbers.
    ///
    /// # Errors
    /// Faults: then the database doesn't answer.
    pub async fn vitals(&self) -> Answer<Vitals> {
        self.store.vitals().await
    }
}
