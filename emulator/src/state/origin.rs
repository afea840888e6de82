//! What a message says about the interaction that it came from: `interaction_metadata`.
//!
//! Kept small and shared: under load there are as many of these as interactions, so names are looked up when the JSON
//! is made.

use std::sync::Arc;

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::State;
use super::id::Id;
use super::written::fields;

/// What the interaction was about, by its type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    /// A command.
    Command {
        /// Its name.
        name: String,
        /// 1 slash, 2 user, 3 message.
        kind: u8,
        /// The user or message that was aimed at.
        target: Option<Id>,
    },
    /// A component of this message.
    Component(Id),
    /// A modal, opened by another interaction.
    Modal(Arc<Origin>),
}

/// Who installed the application that an interaction is for: `authorizing_integration_owners`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Owners {
    /// The server, or [`Owners::CONVERSATION`].
    pub server: Option<Id>,
    /// The person who uses it.
    pub user: Option<Id>,
}

impl Owners {
    /// Stands for the server in the application's own conversation.
    pub const CONVERSATION: Id = Id::new(0);
}

/// By installation type.
impl Serialize for Owners {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if let Some(server) = self.server {
            fields!(map, "0": server);
        }
        if let Some(user) = self.user {
            fields!(map, "1": user);
        }
        map.end()
    }
}

/// An interaction as its messages name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The interaction.
    pub id: Id,
    /// Who did it.
    pub user: Id,
    /// Who installed the application.
    pub owners: Owners,
    /// What it was about.
    pub about: About,
}

impl Origin {
    /// The interaction's type on the wire.
    pub fn kind(&self) -> u8 {
        match self.about {
            About::Command { .. } => 2,
            About::Component(_) => 3,
            About::Modal(_) => 5,
        }
    }
}

/// `interaction_metadata`.
#[derive(Debug, Clone, Copy)]
pub struct OriginView<'a> {
    /// Where the names are looked up.
    pub state: &'a State,
    /// The interaction.
    pub origin: &'a Origin,
}

impl Serialize for OriginView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let OriginView { state, origin } = *self;
        let mut map = serializer.serialize_map(None)?;
        fields!(
            map,
            "id": origin.id, "type": origin.kind(), "user": state.users.get(&origin.user),
            "authorizing_integration_owners": origin.owners,
        );
        match &origin.about {
            About::Command { name, kind, target } => {
                fields!(map, "name": name, "command_type": kind);
                match (kind, target) {
                    (2, Some(target)) => fields!(map, "target_user": state.users.get(target)),
                    (_, Some(target)) => fields!(map, "target_message_id": target),
                    _ => {}
                }
            }
            About::Component(message) => fields!(map, "interacted_message_id": message),
            About::Modal(opened_by) => {
                fields!(map, "triggering_interaction_metadata": OriginView { state, origin: opened_by });
            }
        }
        map.end()
    }
}
