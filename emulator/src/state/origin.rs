//! What a message says about the interaction that it came from: `interaction_metadata`.
//!
//! Kept small and shared: under load there are as many of these as interactions, so names are looked up when the JSON
//! is made.

use std::sync::Arc;

use serde_json::{Value, json};

use super::State;
use super::id::Id;
use super::user::User;

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

    /// The JSON: by installation type.
    pub fn to_json(self) -> Value {
        let mut json = json!({});
        if let Some(server) = self.server {
            json["0"] = json!(server);
        }
        if let Some(user) = self.user {
            json["1"] = json!(user);
        }
        json
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

impl State {
    /// `interaction_metadata`.
    pub fn origin_json(&self, origin: &Origin) -> Value {
        let user = |id: Id| self.users.get(&id).map(User::to_json);
        let mut json = json!({
            "id": origin.id, "type": origin.kind(), "user": user(origin.user),
            "authorizing_integration_owners": origin.owners.to_json(),
        });
        match &origin.about {
            About::Command { name, kind, target } => {
                json["name"] = json!(name);
                json["command_type"] = json!(kind);
                match (kind, target) {
                    (2, Some(target)) => json["target_user"] = json!(user(*target)),
                    (_, Some(target)) => json["target_message_id"] = json!(target),
                    _ => {}
                }
            }
            About::Component(message) => json["interacted_message_id"] = json!(message),
            About::Modal(opened_by) => {
                json["triggering_interaction_metadata"] = self.origin_json(opened_by);
            }
        }
        json
    }
}
