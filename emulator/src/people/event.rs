//! INTERACTION_CREATE with every field that libraries ask for.

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::json;

use super::interact::{Made, Scene};
use crate::rest::error::ApiError;
use crate::state::State;
use crate::state::channel::{Channel, ChannelView};
use crate::state::guild::{Guild, MemberView};
use crate::state::id::Id;
use crate::state::message::{MessageView, Reader};
use crate::state::permissions as bit;
use crate::state::user::User;
use crate::state::written::{Bits, NONE, fields};

/// An interaction as its bot gets it.
pub(super) struct Event<'a> {
    pub(super) id: Id,
    pub(super) kind: u8,
    pub(super) token: &'a str,
    pub(super) scene: Scene,
    pub(super) made: &'a Made,
    /// Where it is made, who makes it, and in which server as whom.
    place: Place<'a>,
}

#[derive(Clone, Copy)]
struct Place<'a> {
    state: &'a State,
    channel: &'a Channel,
    user: &'a User,
    /// What the user may do in the channel.
    rights: u64,
    guild: Option<(&'a Guild, MemberView<'a>)>,
}

impl<'a> Event<'a> {
    /// Puts it together.
    pub(super) fn new(
        state: &'a State,
        id: Id,
        kind: u8,
        token: &'a str,
        scene: Scene,
        made: &'a Made,
    ) -> Result<Self, ApiError> {
        let channel = state.channels.get(&scene.channel).ok_or_else(ApiError::unknown_channel)?;
        let user = state.users.get(&scene.user).ok_or_else(ApiError::unknown_user)?;
        let rights = state.rights(channel, scene.user);
        let guild = match scene.guild.and_then(|id| state.guilds.get(&id)) {
            Some(guild) => {
                let bare = MemberView::bare(guild, scene.user).ok_or_else(ApiError::unknown_member)?;
                Some((guild, MemberView { user: Some(user), permissions: Some(rights), ..bare }))
            }
            None => None,
        };
        let place = Place { state, channel, user, rights, guild };
        Ok(Event { id, kind, token, scene, made, place })
    }
}

/// What the application may do there; one that only a person brought along has no more than that person.
fn app_rights(state: &State, channel: &Channel, scene: Scene) -> u64 {
    match state.rights(channel, scene.application) {
        0 => state.rights(channel, scene.user) & (bit::DIRECT | bit::MENTION_EVERYONE),
        own => own,
    }
}

impl Serialize for Event<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Event { scene, made, place, .. } = self;
        let Place { state, channel, user, rights, guild } = *place;
        let mut map = serializer.serialize_map(None)?;
        fields!(
            map,
            "id": self.id, "application_id": scene.application, "type": self.kind, "token": self.token, "version": 1,
            "data": made.data, "channel_id": scene.channel,
            "channel": ChannelView { viewer: Some(scene.application), rights: Some(rights), ..channel.view(state) },
            "app_permissions": Bits(app_rights(state, channel, *scene)),
            "locale": user.locale, "entitlements": NONE, "attachment_size_limit": crate::upload::FILE_BYTES,
            "context": channel.context(scene.application),
            "authorizing_integration_owners": made.owners,
        );
        match guild {
            Some((guild, member)) => {
                fields!(
                    map,
                    "member": member, "guild_id": guild.id, "guild_locale": guild.locale,
                    "guild": json!({"id": guild.id, "locale": guild.locale, "features": ["COMMUNITY", "NEWS"]}),
                );
            }
            None => fields!(map, "user": user),
        }
        if let Some(message) = made.source.and_then(|source| channel.message_for(scene.user, source)) {
            let reader = Reader::Bot { user: scene.application, sees_content: true };
            fields!(map, "message": MessageView { state, message, reader, in_event: false });
        }
        map.end()
    }
}
