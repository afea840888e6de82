//! For which group somebody acts.

use super::{Answer, Caller, Service, chosen};
use crate::points::ids::GroupId;
use crate::points::refusal::Refusal;
use crate::points::text::search_key;
use crate::store::outside::Server;
use crate::store::{Group, LeaderRef, Led};

impl Service {
    /// The group that a leader acts for here: the one named; else the only one; else the one whose channel this
    /// is; else it has to be asked.
    pub(super) async fn acting_group(&self, caller: &Caller, named: Option<&str>) -> Answer<Led> {
        let server = caller.in_server()?;
        let led = self.store.groups_led(server, caller.account, &caller.roles).await?;
        if led.is_empty() {
            return Err(self.why_no_group(caller, server).await?.into());
        }
        Ok(the_one(caller, led, named)?)
    }

    /// The group that was chosen or called by its whole name: a part of a name is nobody's, or an act would hit a
    /// group that nobody meant. Of active groups of one name it is the one of the caller's server.
    pub(super) async fn group_called(&self, caller: &Caller, typed: &str) -> Answer<Group> {
        if let Some(id) = chosen(typed) {
            let group = self.store.group(GroupId::from_raw(id)).await?;
            return group.ok_or(Refusal::UnknownGroup.into());
        }
        let key = search_key(typed);
        let mut called = self.suggest_any_group(caller, typed).await?;
        called.retain(|group| search_key(&group.name) == key);
        match called.as_slice() {
            [first, others @ ..] if others.is_empty() || caller.server == Some(first.server) => {
                Ok(called.remove(0))
            }
            _ => Err(Refusal::UnknownGroup.into()),
        }
    }

    /// Why somebody who leads no active group here can't act for one.
    async fn why_no_group(&self, caller: &Caller, server: Server) -> Answer<Refusal> {
        let known = self.store.groups_of(server).await?;
        Ok(if known.is_empty() {
            Refusal::NoGroupHere
        } else if known.iter().any(|group| leads(caller, group)) {
            Refusal::GroupNotActive
        } else {
            Refusal::NotALeader
        })
    }
}

/// Whether a group is the one that was chosen, or has the whole name that was typed.
pub(super) fn called(named: &str) -> impl Fn(GroupId, &str) -> bool {
    let (wanted, key) = (chosen(named).map(GroupId::from_raw), search_key(named));
    move |id, name| wanted.map_or_else(|| search_key(name) == key, |wanted| wanted == id)
}

/// Whether somebody leads a group of the server in which they ask, by themselves or by a role.
pub(super) fn leads(caller: &Caller, group: &Group) -> bool {
    caller.server == Some(group.server) && is_a_leader(caller, group)
}

/// Whether the caller leads the group, wherever they ask.
pub(super) fn is_a_leader(caller: &Caller, group: &Group) -> bool {
    group.leaders.iter().any(|leader| match leader {
        LeaderRef::User(account) => *account == caller.account,
        LeaderRef::Role(role) => caller.roles.contains(role),
    })
}

/// Of the groups that somebody leads here, the one that is meant: the one named; else the only one; else the one whose
/// channel this is.
///
/// # Errors
/// `NotALeader` when there is none, `UnknownGroup` when none has that name, `WhichGroup` when it has to be asked.
pub(super) fn the_one<G: Into<Led>>(
    caller: &Caller,
    led: Vec<G>,
    named: Option<&str>,
) -> Result<Led, Refusal> {
    let mut led: Vec<Led> = led.into_iter().map(Into::into).collect();
    if led.is_empty() {
        return Err(Refusal::NotALeader);
    }
    if let Some(named) = named {
        let meant = called(named);
        return led.into_iter().find(|group| meant(group.id, &group.name)).ok_or(Refusal::UnknownGroup);
    }
    if led.len() == 1 {
        return Ok(led.remove(0));
    }
    let here = |group: &&Led| {
        caller.channel.is_some()
            && (caller.channel == Some(group.shout_out_channel) || caller.channel == group.leaders_channel)
    };
    let mut of_channel = led.iter().filter(here);
    match (of_channel.next(), of_channel.next()) {
        (Some(group), None) => Ok(group.clone()),
        _ => Err(Refusal::WhichGroup { names: led.into_iter().map(|group| group.name).collect() }),
    }
}
