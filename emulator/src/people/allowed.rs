//! May this person use this command here, and who let the application in? Source: interactions/application-commands,
//! Permissions; resources/application, Installation Context.

use crate::state::State;
use crate::state::channel::Channel;
use crate::state::command::{Command, Target};
use crate::state::guild::Guild;
use crate::state::id::Id;
use crate::state::origin::Owners;
use crate::state::permissions as bit;
use crate::state::user::Application;

/// Where a command is used.
#[derive(Debug, Clone, Copy)]
pub(super) struct Where<'a> {
    /// The server; none in a direct conversation.
    pub(super) guild: Option<&'a Guild>,
    /// The channel; none where a person looks at a server as a whole.
    pub(super) channel: Option<&'a Channel>,
    /// The person.
    pub(super) user: Id,
}

impl<'a> Where<'a> {
    /// This person in this channel.
    pub(super) fn channel(state: &'a State, channel: &'a Channel, user: Id) -> Self {
        let guild = channel.guild.and_then(|id| state.guilds.get(&id));
        Where { guild, channel: Some(channel), user }
    }

    /// 0 a server, 1 the bot's own conversation, 2 any other one.
    fn context(&self, application: Id) -> u8 {
        match (self.guild, self.channel) {
            (Some(_), _) => 0,
            (None, Some(channel)) => channel.context(application),
            (None, None) => 2,
        }
    }

    /// Who installed the application, as far as it counts here; nobody is none.
    pub(super) fn owners(&self, state: &State, application: Id) -> Owners {
        let server = match self.context(application) {
            0 => self.guild.filter(|guild| guild.members.contains_key(&application)).map(|guild| guild.id),
            1 => Some(Owners::CONVERSATION),
            _ => None,
        };
        let person = state.users.get(&self.user).filter(|user| user.installed.contains(&application));
        Owners { server, user: person.map(|user| user.id) }
    }

    /// Who lets this person use the command here; none when they may not.
    pub(super) fn allows(
        &self,
        state: &State,
        application: &Application,
        command: &Command,
    ) -> Option<Owners> {
        let context = self.context(application.id);
        let fits = |key: &str, value: u8, usual: bool| {
            command.json[key].as_array().map_or(usual, |list| list.iter().any(|one| *one == value))
        };
        if !fits("contexts", context, true) || (context > 0 && command.json["dm_permission"] == false) {
            return None;
        }
        let all = self.owners(state, application.id);
        let owners = Owners {
            server: all.server.filter(|_| fits("integration_types", 0, true)),
            user: all.user.filter(|_| fits("integration_types", 1, false)),
        };
        if owners == Owners::default() {
            return None;
        }
        let Some(guild) = self.guild else { return Some(owners) };
        let bits = match self.channel {
            Some(channel) => state.rights(channel, self.user),
            None => bit::in_guild(guild, self.user),
        };
        let may = bits & bit::USE_APPLICATION_COMMANDS != 0
            && (bits & bit::ADMINISTRATOR != 0 || self.may_by_settings(guild, application, command));
        may.then_some(owners)
    }

    /// What admins set for the command goes before what they set for the application, and that before the command's
    /// own default.
    fn may_by_settings(&self, guild: &Guild, application: &Application, command: &Command) -> bool {
        let of = |id: Id| application.permissions.get(&(guild.id, id)).map(Vec::as_slice).unwrap_or_default();
        let (own, whole) = (of(command.id), of(application.id));
        if let Some(channel) = self.channel {
            // Threads go by their channel.
            let place = channel.thread.as_ref().and(channel.parent).unwrap_or(channel.id);
            let everywhere = Id::new(guild.id.get().saturating_sub(1));
            let said = [own, whole].into_iter().find_map(|list| {
                [place, everywhere].into_iter().find_map(|id| {
                    list.iter().find(|one| one.kind == Target::Channel && one.id == id).map(|one| one.allow)
                })
            });
            if said == Some(false) {
                return false;
            }
        }
        match (self.said(guild, own), self.said(guild, whole)) {
            (Some(said), _) => said,
            (None, Some(false)) => false,
            _ => command.is_open_to(bit::in_guild(guild, self.user)),
        }
    }

    /// What a list says about this person: as a user, then by their roles, then as one of everyone.
    fn said(&self, guild: &Guild, list: &[crate::state::command::Permission]) -> Option<bool> {
        let user = list.iter().find(|one| one.kind == Target::User && one.id == self.user);
        if let Some(user) = user {
            return Some(user.allow);
        }
        let roles = guild.members.get(&self.user).map(|member| member.roles.as_slice()).unwrap_or_default();
        let mut of_roles = list.iter().filter(|one| one.kind == Target::Role && roles.contains(&one.id));
        if let Some(first) = of_roles.next() {
            return Some(first.allow || of_roles.any(|one| one.allow));
        }
        list.iter().find(|one| one.kind == Target::Role && one.id == guild.id).map(|one| one.allow)
    }
}
