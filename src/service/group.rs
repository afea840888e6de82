//! For which group somebody acts.

use super::{Answer, Caller, Service};
use crate::points::ids::GroupId;
use crate::points::refusal::Refusal;
use crate::store::Led;

impl Service {
    /// The group that a leader acts for here: the one named; else the only one; else the one whose channel this
    /// is; else it has to be asked.
    pub(super) async fn acting_group(&self, caller: &Caller, named: Option<&str>) -> Answer<Led> {
        let server = caller.in_server()?;
        let mut led = self.store.groups_led(server, caller.account, &caller.roles).await?;
        if let Some(named) = named {
            let wanted = named.parse().map(GroupId::from_raw);
            let found = led
                .into_iter()
                .find(|group| wanted == Ok(group.id) || group.name.eq_ignore_ascii_case(named));
            return Ok(found.ok_or(Refusal::UnknownGroup)?);
        }
        if led.len() == 1 {
            return Ok(led.remove(0));
        }
        if led.is_empty() {
            let known = self.store.groups_of(server).await?;
            return Err(if known.is_empty() { Refusal::NoGroupHere } else { Refusal::NotALeader }.into());
        }
        let here = |group: &&Led| {
            caller.channel.is_some()
                && (caller.channel == Some(group.shout_out_channel)
                    || caller.channel == group.leaders_channel)
        };
        let mut of_channel = led.iter().filter(here);
        match (of_channel.next(), of_channel.next()) {
            (Some(group), None) => Ok(group.clone()),
            _ => Err(Refusal::WhichGroup { names: led.into_iter().map(|group| group.name).collect() }.into()),
        }
    }
}
