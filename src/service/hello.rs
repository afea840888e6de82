//! `/help`: what this person may do here.

use super::{Answer, Caller, Service};
use crate::store::{Candidate, Led};

/// What a person may do, as far as it differs from person to person.
#[derive(Clone, Debug)]
pub struct Welcome {
    /// The groups that they lead here.
    pub leads: Vec<Led>,
    /// The companies that they represent.
    pub represents: Vec<Candidate>,
    /// Whether they ask in a server that has no group, whatever its state.
    pub without_group: bool,
    /// Whether they may manage this server.
    pub manages_server: bool,
    /// Whether they are staff, in the program's own server.
    pub staff: bool,
}

impl Service {
    /// What the caller may do here.
    ///
    /// # Errors
    /// Faults.
    pub async fn welcome(&self, caller: &Caller) -> Answer<Welcome> {
        let without_group = match caller.server {
            Some(server) => self.store.groups_of(server).await?.is_empty(),
            None => false,
        };
        Ok(Welcome {
            leads: self.suggest_led(caller).await?,
            represents: self.store.represented_by(caller.account).await?,
            without_group,
            manages_server: caller.manages_server,
            staff: caller.staff,
        })
    }
}
