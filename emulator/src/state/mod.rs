//! The emulated Discord itself: who and what there is, and what happened.
//!
//! One value behind one lock. Everything here is plain data and short functions: no network, no waiting, no
//! HTTP status. Whoever changes something also says so to the sessions that would hear of it (`emit`).

pub mod audit;
pub mod channel;
pub mod command;
pub mod emit;
pub mod faults;
pub mod files;
pub mod guild;
pub mod id;
pub mod interaction;
pub mod invite;
pub mod limits;
pub mod message;
pub mod oauth;
pub mod origin;
pub mod permissions;
pub mod pings;
pub mod post;
pub mod requests;
pub mod schedule;
pub mod session;
pub mod threads;
pub mod user;
pub mod webhook;
pub mod written;

use std::collections::HashMap;
use std::time::Instant;

use serde_json::Value;

use channel::Channel;
use faults::Faults;
use guild::Guild;
use id::{Generator, Id};
use interaction::{Interactions, Nonces};
use limits::Limits;
use requests::Requests;
use session::Sessions;
use user::{Application, User};

/// The whole emulated Discord.
#[derive(Debug, Default)]
pub struct State {
    /// Gives out ids.
    pub ids: Generator,
    /// Applications by id.
    pub applications: HashMap<Id, Application>,
    /// People and bots by id.
    pub users: HashMap<Id, User>,
    /// Accounts by token.
    pub tokens: HashMap<String, Id>,
    /// People by their unique name.
    pub usernames: HashMap<String, Id>,
    /// Guilds by id.
    pub guilds: HashMap<Id, Guild>,
    /// The first guild of each name.
    pub guild_names: HashMap<String, Id>,
    /// Channels and threads by id.
    pub channels: HashMap<Id, Channel>,
    /// Direct conversations by the two accounts, smaller id first.
    pub directs: HashMap<(Id, Id), Id>,
    /// Interactions that may still be answered.
    pub interactions: Interactions,
    /// Nonces of late.
    pub nonces: Nonces,
    /// Gateway sessions.
    pub sessions: Sessions,
    /// Troubles in force.
    pub faults: Faults,
    /// Rate limits.
    pub limits: Limits,
    /// What bots sent.
    pub requests: Requests,
    /// Contents of uploaded files by attachment id, oldest thrown out first.
    pub files: files::Files,
    /// The last IDENTIFY of each application and bucket.
    pub identified: HashMap<(Id, u64), Instant>,
    /// Where interactions go that are posted to an endpoint.
    pub signed_posts: Option<tokio::sync::mpsc::UnboundedSender<crate::signed::SignedPost>>,
    /// When which thread may have been silent for long enough.
    pub quiet: threads::Quiet,
    /// When which scheduled event may begin or end.
    pub due: schedule::Due,
    /// Invites by code.
    pub invites: std::collections::BTreeMap<String, invite::Invite>,
    /// Webhooks by id.
    pub webhooks: std::collections::BTreeMap<Id, webhook::Webhook>,
    /// What was published, and where it went.
    pub published: webhook::AllPublished,
    /// What people granted applications.
    pub oauth: oauth::OAuth,
    /// Guilds that are out of order.
    pub outages: std::collections::HashSet<Id>,
    /// What else there is to see, by title and address: the page shows links to it.
    pub links: Vec<(String, String)>,
}

impl State {
    /// The direct conversation of two accounts, made when there is none.
    pub fn direct(&mut self, one: Id, other: Id) -> Id {
        let key = (one.min(other), one.max(other));
        if let Some(id) = self.directs.get(&key) {
            return *id;
        }
        let id = self.ids.make();
        let mut channel = Channel::new(id, channel::kind::DIRECT, None, "");
        channel.recipients = vec![key.0, key.1];
        self.channels.insert(id, channel);
        self.directs.insert(key, id);
        id
    }

    /// A channel as this account sees it: a direct conversation shows the others.
    pub fn channel_json(&self, channel: &Channel, viewer: Id) -> Value {
        written::tree(&channel::ChannelView { viewer: Some(viewer), ..channel.view(self) })
    }

    /// The guild with this name or id.
    pub fn guild_called(&self, name: &str) -> Option<Id> {
        let by_id = || name.parse().ok().filter(|id| self.guilds.contains_key(id));
        self.guild_names.get(name).copied().or_else(by_id)
    }
}
