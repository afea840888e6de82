//! Servers: roles, members, and how they look on the wire.

use std::collections::BTreeMap;

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Value, json};

use super::channel::Channel;
use super::id::{Id, timestamp};
use super::user::User;
use super::written::{Bits, fields, tree};
use super::{State, permissions};

/// A role. The one whose id is the guild's is @everyone.
#[derive(Debug, Clone)]
pub struct Role {
    /// The role.
    pub id: Id,
    /// Shown name.
    pub name: String,
    /// Permission bits.
    pub permissions: u64,
    /// May everybody ping it?
    pub mentionable: bool,
    /// Are its members listed apart?
    pub hoist: bool,
    /// Height in the list; @everyone is 0.
    pub position: u32,
    /// The bot whose own role this is.
    pub bot: Option<Id>,
    /// RGB.
    pub color: u32,
}

impl Role {
    /// The role as Discord sends it.
    pub fn to_json(&self) -> Value {
        let mut json = json!({
            "id": self.id, "name": self.name, "description": null, "permissions": self.permissions.to_string(),
            "position": self.position, "color": self.color,
            "colors": {"primary_color": self.color, "secondary_color": null, "tertiary_color": null},
            "hoist": self.hoist, "managed": self.bot.is_some(), "mentionable": self.mentionable,
            "icon": null, "unicode_emoji": null, "flags": 0,
        });
        if let Some(bot) = self.bot {
            json["tags"] = json!({"bot_id": bot});
        }
        json
    }
}

/// A user in a guild.
#[derive(Debug, Clone, Default)]
pub struct Member {
    /// Nickname here.
    pub nick: Option<String>,
    /// Roles without @everyone.
    pub roles: Vec<Id>,
    /// Milliseconds since the Unix epoch.
    pub joined: u64,
    /// Until when they may only read, in milliseconds since the Unix epoch.
    pub timed_out_until: Option<u64>,
    /// Silenced in voice channels.
    pub mute: bool,
    /// Hears nothing in voice channels.
    pub deaf: bool,
}

/// A member as Discord writes it.
#[derive(Debug, Clone, Copy)]
pub struct MemberView<'a> {
    /// The member.
    pub member: &'a Member,
    /// The user inside, where there is one.
    pub user: Option<&'a User>,
    /// What the member may do in a channel, where that is told.
    pub permissions: Option<u64>,
}

impl<'a> MemberView<'a> {
    /// Without the user inside, as `resolved.members` and a message's `member` have it.
    pub fn bare(guild: &'a Guild, user: Id) -> Option<Self> {
        Some(MemberView { member: guild.members.get(&user)?, user: None, permissions: None })
    }
}

impl Serialize for MemberView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let member = self.member;
        let mut map = serializer.serialize_map(None)?;
        fields!(
            map,
            "nick": member.nick, "avatar": (), "banner": (), "roles": member.roles,
            "joined_at": timestamp(member.joined), "premium_since": (), "deaf": member.deaf,
            "mute": member.mute, "flags": 0, "pending": false,
            "communication_disabled_until": member.timed_out_until.map(timestamp),
            "avatar_decoration_data": (), "collectibles": (),
        );
        if let Some(user) = self.user {
            fields!(map, "user": user);
        }
        if let Some(permissions) = self.permissions {
            fields!(map, "permissions": Bits(permissions));
        }
        map.end()
    }
}

/// A server.
#[derive(Debug)]
pub struct Guild {
    /// The server.
    pub id: Id,
    /// Shown name.
    pub name: String,
    /// The owner, who may do everything.
    pub owner: Id,
    /// Preferred language.
    pub locale: String,
    /// Roles, @everyone first.
    pub roles: Vec<Role>,
    /// Channels in order, without threads.
    pub channels: Vec<Id>,
    /// Threads that aren't archived.
    pub threads: Vec<Id>,
    /// Members by user.
    pub members: BTreeMap<Id, Member>,
    /// Scheduled events.
    pub events: BTreeMap<Id, Value>,
    /// What is told about it.
    pub description: Option<String>,
    /// Emojis.
    pub emojis: Vec<Value>,
    /// Who may not come in, and why.
    pub bans: BTreeMap<Id, Option<String>>,
    /// Who is interested in which event.
    pub interested: BTreeMap<Id, std::collections::BTreeSet<Id>>,
    /// Who changed what, oldest first.
    pub audit_log: std::collections::VecDeque<super::audit::Entry>,
}

impl Guild {
    /// The role with this id.
    pub fn role(&self, id: Id) -> Option<&Role> {
        self.roles.iter().find(|role| role.id == id)
    }

    /// The role with this name; `@everyone` too.
    pub fn role_named(&self, name: &str) -> Option<&Role> {
        self.roles.iter().find(|role| role.name == name)
    }

    /// The highest position among a member's roles.
    pub fn height_of(&self, user: Id) -> u32 {
        let Some(member) = self.members.get(&user) else { return 0 };
        self.roles
            .iter()
            .filter(|role| member.roles.contains(&role.id))
            .map(|role| role.position)
            .max()
            .unwrap_or(0)
    }
}

impl State {
    /// A member as Discord sends it, with the user inside.
    pub fn member_json(&self, guild: &Guild, user: Id) -> Option<Value> {
        let shown = MemberView { user: Some(self.users.get(&user)?), ..MemberView::bare(guild, user)? };
        Some(tree(&shown))
    }

    /// A member without the user inside, as `resolved.members` and a message's `member` have it.
    pub fn bare_member_json(&self, guild: &Guild, user: Id) -> Option<Value> {
        Some(tree(&MemberView::bare(guild, user)?))
    }

    /// The guild as GET /guilds/{guild} answers it.
    pub fn guild_json(&self, guild: &Guild) -> Value {
        json!({
            "id": guild.id, "name": guild.name, "icon": null, "icon_hash": null, "splash": null,
            "discovery_splash": null, "home_header": null, "owner_id": guild.owner, "region": "deprecated",
            "afk_channel_id": null, "afk_timeout": 300, "widget_enabled": false, "widget_channel_id": null,
            "verification_level": 0, "default_message_notifications": 1, "explicit_content_filter": 0,
            "roles": guild.roles.iter().map(Role::to_json).collect::<Vec<_>>(),
            "emojis": guild.emojis, "stickers": [], "features": ["COMMUNITY", "NEWS"], "mfa_level": 0,
            "application_id": null, "system_channel_id": null, "system_channel_flags": 0,
            "rules_channel_id": null, "max_presences": null, "max_members": 500_000, "max_stage_video_channel_users": 50,
            "max_video_channel_users": 25, "vanity_url_code": null, "description": guild.description, "banner": null,
            "premium_tier": 0, "premium_subscription_count": 0, "preferred_locale": guild.locale,
            "public_updates_channel_id": null, "safety_alerts_channel_id": null, "nsfw": false, "nsfw_level": 0,
            "premium_progress_bar_enabled": false, "premium_progress_bar_enabled_user_updated_at": null,
            "incidents_data": null,
        })
    }

    /// The guild as GUILD_CREATE (and a person's READY) has it: with channels, threads and members that the user sees.
    pub fn whole_guild_json(&self, guild: &Guild, viewer: Id, all_members: bool) -> Value {
        let mut json = self.guild_json(guild);
        let seen = |id: &&Id| self.channels.get(id).is_some_and(|channel| self.may_see(channel, viewer));
        let channels: Vec<Value> = guild
            .channels
            .iter()
            .filter(|id| self.channels.contains_key(id))
            .filter(|id| all_members_of_bot(self, viewer) || seen(id))
            .filter_map(|id| self.channels.get(id))
            .map(Channel::to_json)
            .collect();
        let threads: Vec<Value> = guild
            .threads
            .iter()
            .filter(seen)
            .filter_map(|id| self.channels.get(id))
            .map(Channel::to_json)
            .collect();
        let members: Vec<Value> = guild
            .members
            .keys()
            .filter(|id| all_members || **id == viewer)
            .take(1000)
            .filter_map(|id| self.member_json(guild, *id))
            .collect();
        let joined = guild.members.get(&viewer).map_or(0, |member| member.joined);
        json["joined_at"] = json!(timestamp(joined));
        json["large"] = json!(guild.members.len() > 250);
        json["unavailable"] = json!(false);
        json["member_count"] = json!(guild.members.len());
        json["channels"] = Value::Array(channels);
        json["threads"] = Value::Array(threads);
        json["members"] = Value::Array(members);
        json["guild_scheduled_events"] = Value::Array(guild.events.values().cloned().collect());
        for empty in
            ["voice_states", "presences", "stage_instances", "soundboard_sounds", "embedded_activities"]
        {
            json[empty] = json!([]);
        }
        json
    }

    /// What this user may do in the channel, whatever kind of channel it is.
    pub fn rights(&self, channel: &Channel, user: Id) -> u64 {
        let Some(guild) = channel.guild.and_then(|id| self.guilds.get(&id)) else {
            return if channel.recipients.contains(&user) { permissions::DIRECT } else { 0 };
        };
        let place = match (&channel.thread, channel.parent.and_then(|id| self.channels.get(&id))) {
            (Some(_), Some(parent)) => parent,
            _ => channel,
        };
        let mut bits = permissions::in_channel(guild, place, user);
        if let Some(thread) = &channel.thread
            && bits != permissions::ALL
        {
            // In a thread it is another bit that lets one write.
            bits &= !permissions::SEND_MESSAGES;
            if bits & permissions::SEND_MESSAGES_IN_THREADS != 0 {
                bits |= permissions::SEND_MESSAGES;
            }
            let is_private = channel.kind == 12;
            if is_private && !thread.members.contains_key(&user) && bits & permissions::MANAGE_THREADS == 0 {
                return 0;
            }
        }
        bits
    }

    /// May this user see the channel?
    pub fn may_see(&self, channel: &Channel, user: Id) -> bool {
        self.rights(channel, user) & permissions::VIEW_CHANNEL != 0
    }
}

/// Bots are told of all channels of their guilds, also of those that they can't read.
fn all_members_of_bot(state: &State, viewer: Id) -> bool {
    state.users.get(&viewer).is_some_and(super::user::User::is_bot)
}
