//! Who asks, where, with which rights.

use serenity::all::{
    AuthorizingIntegrationOwner, AuthorizingIntegrationOwners, CommandInteraction, ComponentInteraction,
    GuildId, Member, ModalInteraction, Permissions,
};

use super::StaffPolicy;
use crate::service::Caller;
use crate::store::outside::{Account, Channel, Role, Server};

pub(super) fn of_command(command: &CommandInteraction, staff: &StaffPolicy) -> Caller {
    let place = place(command.guild_id, command.member.as_deref(), &command.authorizing_integration_owners);
    caller(command.id.get(), command.user.id.get(), command.channel_id.get(), place, staff)
}

pub(super) fn of_click(click: &ComponentInteraction, staff: &StaffPolicy) -> Caller {
    let place = place(click.guild_id, click.member.as_ref(), &click.authorizing_integration_owners);
    caller(click.id.get(), click.user.id.get(), click.channel_id.get(), place, staff)
}

pub(super) fn of_form(form: &ModalInteraction, staff: &StaffPolicy) -> Caller {
    // serenity doesn't say who let a form's command in. Forms come only from commands of the servers that Ovation is in.
    let place = form.guild_id.map(|server| (server, form.member.as_ref()));
    caller(form.id.get(), form.user.id.get(), form.channel_id.get(), place, staff)
}

/// The server that Ovation is in, and who asks there; none in a direct message.
///
/// Who installed Ovation for themselves may ask in a server that knows nothing of it. What they may do there is nobody's
/// word to Ovation, so it is as good as a direct message.
fn place<'a>(
    server: Option<GuildId>,
    member: Option<&'a Member>,
    owners: &AuthorizingIntegrationOwners,
) -> Option<(GuildId, Option<&'a Member>)> {
    let server = server?;
    let is_in = |owner: &AuthorizingIntegrationOwner| matches!(owner, AuthorizingIntegrationOwner::GuildInstall(Some(of)) if *of == server);
    owners.0.iter().any(is_in).then_some((server, member))
}

fn caller(
    interaction: u64,
    account: u64,
    channel: u64,
    place: Option<(GuildId, Option<&Member>)>,
    policy: &StaffPolicy,
) -> Caller {
    let (server, member) = (place.map(|(server, _)| server.get()), place.and_then(|(_, member)| member));
    let roles: Vec<Role> = member
        .map(|member| member.roles.iter().map(|role| Role::new(role.get())).collect())
        .unwrap_or_default();
    let permissions = member.and_then(|member| member.permissions).unwrap_or_default();
    let server = server.map(Server::new);
    Caller {
        interaction,
        account: Account::new(account),
        server,
        channel: Some(Channel::new(channel)),
        manages_server: permissions.intersects(Permissions::MANAGE_GUILD | Permissions::ADMINISTRATOR),
        staff: server.is_some()
            && server == policy.server
            && roles.iter().any(|role| policy.roles.contains(role)),
        roles,
    }
}
