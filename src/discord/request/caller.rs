//! Who asks, where, with which rights.

use serenity::all::{CommandInteraction, ComponentInteraction, Member, ModalInteraction, Permissions};

use super::StaffPolicy;
use crate::service::Caller;
use crate::store::outside::{Account, Channel, Role, Server};

pub(super) fn of_command(command: &CommandInteraction, staff: &StaffPolicy) -> Caller {
    let (server, member) = (command.guild_id.map(|id| id.get()), command.member.as_deref());
    caller(command.id.get(), command.user.id.get(), server, command.channel_id.get(), member, staff)
}

pub(super) fn of_click(click: &ComponentInteraction, staff: &StaffPolicy) -> Caller {
    let (server, member) = (click.guild_id.map(|id| id.get()), click.member.as_ref());
    caller(click.id.get(), click.user.id.get(), server, click.channel_id.get(), member, staff)
}

pub(super) fn of_form(form: &ModalInteraction, staff: &StaffPolicy) -> Caller {
    let (server, member) = (form.guild_id.map(|id| id.get()), form.member.as_ref());
    caller(form.id.get(), form.user.id.get(), server, form.channel_id.get(), member, staff)
}

fn caller(
    interaction: u64,
    account: u64,
    server: Option<u64>,
    channel: u64,
    member: Option<&Member>,
    policy: &StaffPolicy,
) -> Caller {
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
