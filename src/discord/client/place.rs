//! What the bot may do in a channel, reckoned from what Discord says of server, channel and itself.

use async_trait::async_trait;
use serenity::all::{
    ChannelId, ChannelType, GuildChannel, GuildId, Member, PartialGuild, PermissionOverwriteType,
    Permissions, RoleId, Route, UserId,
};
use serenity::http::{LightMethod, Request};

use super::{CallError, Client};
use crate::discord::rights::Rights;
use crate::store::outside::{Account, Channel, Server};

#[async_trait]
impl Rights for Client {
    async fn reach(&self, account: Account) -> Option<Channel> {
        let body = serde_json::json!({ "recipient_id": account.to_string() }).to_string().into_bytes();
        let ask = Request::new(Route::UserMeDmChannels, LightMethod::Post).body(Some(body));
        match self.call(ask).await {
            Ok(channel) => channel["id"].as_str()?.parse().ok().map(Channel::new),
            Err(error) => {
                tracing::info!(%error, "a direct conversation could not be opened");
                None
            }
        }
    }

    async fn missing(&self, server: Server, channel: Channel, needed: &[&'static str]) -> Vec<&'static str> {
        match self.permissions(server, channel).await {
            Ok(permissions) => {
                needed.iter().copied().filter(|right| !permissions.contains(flag(right))).collect()
            }
            // No access at all: Discord doesn't even name the channel.
            Err(CallError::Refused { status: 403 | 404, .. }) => needed.iter().copied().take(1).collect(),
            Err(error) => {
                tracing::warn!(%server, %channel, %error, "rights could not be asked");
                Vec::new()
            }
        }
    }

    async fn everybody_reads(&self, channel: Channel) -> bool {
        self.everybody_sees(ChannelId::new(channel.get())).await.unwrap_or_else(|error| {
            tracing::warn!(%channel, %error, "who reads it could not be asked");
            false
        })
    }

    async fn announces(&self, channel: Channel) -> bool {
        let channel_id = ChannelId::new(channel.get());
        let asked = self.get::<GuildChannel>(Route::Channel { channel_id }).await;
        asked.is_ok_and(|channel| channel.kind == ChannelType::News)
    }
}

fn flag(right: &str) -> Permissions {
    match right {
        "right-view-channel" => Permissions::VIEW_CHANNEL,
        "right-send-messages" => Permissions::SEND_MESSAGES,
        "right-attach-files" => Permissions::ATTACH_FILES,
        "right-read-history" => Permissions::READ_MESSAGE_HISTORY,
        "right-create-threads" => Permissions::CREATE_PUBLIC_THREADS,
        "right-send-in-threads" => Permissions::SEND_MESSAGES_IN_THREADS,
        _ => Permissions::empty(),
    }
}

impl Client {
    async fn permissions(&self, server: Server, channel: Channel) -> Result<Permissions, CallError> {
        let (guild_id, channel_id) = (GuildId::new(server.get()), ChannelId::new(channel.get()));
        let (channel, guild, me) = tokio::try_join!(
            self.get::<GuildChannel>(Route::Channel { channel_id }),
            self.get::<PartialGuild>(Route::Guild { guild_id }),
            self.get::<serenity::all::CurrentUser>(Route::UserMe),
        )?;
        let member: Member = self.get(Route::GuildMember { guild_id, user_id: me.id }).await?;
        Ok(guild.user_permissions_in(&channel, &member))
    }

    /// The channel whose rights hold there: a thread has those of its channel.
    async fn ruling(&self, channel_id: ChannelId) -> Result<GuildChannel, CallError> {
        let channel: GuildChannel = self.get(Route::Channel { channel_id }).await?;
        match (channel.thread_metadata, channel.parent_id) {
            (Some(_), Some(parent)) => self.get(Route::Channel { channel_id: parent }).await,
            _ => Ok(channel),
        }
    }

    /// Whether everybody in its server can read a channel.
    ///
    /// # Errors
    /// [`CallError`]; where the bot doesn't even see the channel, Discord refuses.
    pub async fn everybody_sees(&self, channel_id: ChannelId) -> Result<bool, CallError> {
        let channel = self.ruling(channel_id).await?;
        let guild: PartialGuild = self.get(Route::Guild { guild_id: channel.guild_id }).await?;
        // The role that everybody has is called by the server's own number.
        let everyone = RoleId::new(guild.id.get());
        // A server without that role is none that Discord describes.
        let Some(role) = guild.roles.get(&everyone) else { return Ok(true) };
        let mut permissions = role.permissions;
        // No exception of a channel holds for administrators.
        if permissions.administrator() {
            return Ok(true);
        }
        let own = PermissionOverwriteType::Role(everyone);
        if let Some(overwrite) = channel.permission_overwrites.iter().find(|one| one.kind == own) {
            permissions = (permissions & !overwrite.deny) | overwrite.allow;
        }
        Ok(permissions.contains(Permissions::VIEW_CHANNEL))
    }

    /// Whether the bot, which is the user `me`, may read what was written in a channel before.
    ///
    /// # Errors
    /// [`CallError`]; where the bot doesn't even see the channel, Discord refuses.
    pub async fn reads_history(&self, channel_id: ChannelId, me: UserId) -> Result<bool, CallError> {
        let channel = self.ruling(channel_id).await?;
        let guild_id = channel.guild_id;
        let (guild, member) = tokio::try_join!(
            self.get::<PartialGuild>(Route::Guild { guild_id }),
            self.get::<Member>(Route::GuildMember { guild_id, user_id: me }),
        )?;
        let needed = Permissions::VIEW_CHANNEL | Permissions::READ_MESSAGE_HISTORY;
        Ok(guild.user_permissions_in(&channel, &member).contains(needed))
    }

    /// Asks for a thing of serenity's.
    ///
    /// # Errors
    /// [`CallError`]; an answer that isn't such a thing is [`CallError::Unsendable`].
    pub async fn get<T: serde::de::DeserializeOwned>(&self, route: Route<'_>) -> Result<T, CallError> {
        let answer = self.call(Request::new(route, LightMethod::Get)).await?;
        serde_json::from_value(answer).map_err(|error| CallError::Unsendable(error.to_string()))
    }
}
