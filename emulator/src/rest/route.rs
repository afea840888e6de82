//! The routes: one row each, with who may ask, its rate limit, and its handler.

use super::call::{Call, Outcome};
use super::{
    applications, archive, audit, bans, callback, channels, command_permissions, commands, connections,
    emojis, events, guild_edit, guilds, history, hooks, invites, members, messages, moderation, oauth, pins,
    publish, reactions, roles, thread_members, threads, users, webhooks,
};
use crate::people;

/// Who may ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Anyone with a token.
    Account,
    /// Bots.
    Bot,
    /// People's clients.
    Person,
    /// Whoever has the token of the path.
    Token,
    /// Anyone with a token; an application that was granted `identify`.
    Identify,
    /// Anyone with a token; an application that was granted `guilds`.
    Guilds,
    /// A person, or an application that was granted `guilds.members.read`.
    Membership,
    /// Bots; an application that was granted `applications.commands.update`.
    Commands,
    /// A person's client; an application that was granted `applications.commands.permissions.update`.
    Settings,
    /// An application that was granted `role_connections.write`.
    Connection,
    /// An application that was granted anything.
    Grant,
}

impl Access {
    /// With which grants one may ask, any of them if the list is empty; none where no grant helps.
    pub(super) fn scopes(self) -> Option<&'static [&'static str]> {
        Some(match self {
            Access::Account | Access::Bot | Access::Person | Access::Token => return None,
            Access::Identify => &["identify"],
            Access::Guilds => &["guilds"],
            Access::Membership => &["guilds.members.read"],
            Access::Commands => &["applications.commands.update"],
            Access::Settings => &["applications.commands.permissions.update"],
            Access::Connection => &["role_connections.write"],
            Access::Grant => &[],
        })
    }
}

/// The rate limit of a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// None, and outside the global one: answers to interactions.
    None,
    /// So many requests in so many milliseconds, per place.
    Of(u32, u64),
    /// Create Message: adjustable.
    Channel,
    /// Webhooks, per token; outside the global limit when it is an interaction's.
    Webhook,
}

/// A row.
pub struct Route {
    /// The method.
    pub method: &'static str,
    /// The path below `/api/v10`, with names in braces.
    pub path: &'static str,
    /// Who may ask.
    pub access: Access,
    /// How often.
    pub limit: Limit,
    /// What is done.
    pub run: fn(&mut Call<'_>) -> Outcome,
}

const READ: Limit = Limit::Of(50, 1_000);
const WRITE: Limit = Limit::Of(10, 5_000);

macro_rules! routes {
    ($($method:ident $path:literal $access:ident $limit:expr => $run:path;)*) => {
        &[ $( Route { method: stringify!($method), path: $path, access: Access::$access, limit: $limit, run: $run } ),* ]
    };
}

/// All routes.
pub const ROUTES: &[Route] = routes! {
    GET "/gateway" Token READ => applications::gateway;
    GET "/gateway/bot" Bot READ => applications::gateway_bot;
    GET "/users/@me" Identify READ => users::me;
    PATCH "/users/@me" Account WRITE => users::edit_me;
    GET "/users/@me/guilds" Guilds READ => users::my_guilds;
    DELETE "/users/@me/guilds/{guild}" Account WRITE => users::leave_guild;
    POST "/users/@me/channels" Account WRITE => users::open_direct;
    GET "/users/@me/guilds/{guild}/member" Membership READ => members::own;
    GET "/users/@me/applications/{application}/role-connection" Connection READ => connections::get;
    PUT "/users/@me/applications/{application}/role-connection" Connection WRITE => connections::put;
    DELETE "/users/@me/applications/{application}/role-connection" Connection WRITE => connections::delete;
    GET "/users/{user}" Account READ => users::user;
    GET "/applications/@me" Bot READ => applications::me;
    PATCH "/applications/@me" Bot WRITE => applications::edit_me;
    GET "/oauth2/@me" Grant READ => oauth::me;
    POST "/oauth2/authorize" Person WRITE => oauth::authorize;
    POST "/oauth2/token" Token WRITE => oauth::token;
    POST "/oauth2/token/revoke" Token WRITE => oauth::revoke;
    GET "/oauth2/applications/@me" Bot READ => applications::oauth_me;
    GET "/applications/{application}/commands" Commands READ => commands::list;
    PUT "/applications/{application}/commands" Commands Limit::Of(5, 20_000) => commands::replace;
    POST "/applications/{application}/commands" Commands Limit::Of(5, 20_000) => commands::upsert;
    GET "/applications/{application}/commands/{command}" Commands READ => commands::one;
    PATCH "/applications/{application}/commands/{command}" Commands WRITE => commands::edit;
    DELETE "/applications/{application}/commands/{command}" Commands WRITE => commands::delete;
    GET "/applications/{application}/guilds/{guild}/commands" Commands READ => commands::list;
    PUT "/applications/{application}/guilds/{guild}/commands" Commands Limit::Of(5, 20_000) => commands::replace;
    POST "/applications/{application}/guilds/{guild}/commands" Commands Limit::Of(5, 20_000) => commands::upsert;
    GET "/applications/{application}/guilds/{guild}/commands/permissions" Commands READ => command_permissions::list;
    GET "/applications/{application}/guilds/{guild}/commands/{command}" Commands READ => commands::one;
    PATCH "/applications/{application}/guilds/{guild}/commands/{command}" Commands WRITE => commands::edit;
    DELETE "/applications/{application}/guilds/{guild}/commands/{command}" Commands WRITE => commands::delete;
    GET "/applications/{application}/guilds/{guild}/commands/{command}/permissions" Commands READ => command_permissions::one;
    PUT "/applications/{application}/guilds/{guild}/commands/{command}/permissions" Settings WRITE => command_permissions::put;
    GET "/applications/{application}/role-connections/metadata" Bot READ => applications::role_connections;
    PUT "/applications/{application}/role-connections/metadata" Bot WRITE => applications::put_role_connections;
    GET "/applications/{application}/emojis" Bot READ => emojis::list;
    POST "/applications/{application}/emojis" Bot WRITE => emojis::create;
    DELETE "/applications/{application}/emojis/{emoji}" Bot WRITE => emojis::delete;
    GET "/applications/{application}/emojis/{emoji}" Bot READ => emojis::one;
    PATCH "/applications/{application}/emojis/{emoji}" Bot WRITE => emojis::edit;
    GET "/applications/{application}/entitlements" Bot READ => applications::entitlements;
    GET "/guilds/{guild}/emojis" Account READ => emojis::list;
    POST "/guilds/{guild}/emojis" Account WRITE => emojis::create;
    GET "/guilds/{guild}/emojis/{emoji}" Account READ => emojis::one;
    PATCH "/guilds/{guild}/emojis/{emoji}" Account WRITE => emojis::edit;
    DELETE "/guilds/{guild}/emojis/{emoji}" Account WRITE => emojis::delete;
    GET "/guilds/{guild}/stickers" Account READ => guild_edit::stickers;
    PATCH "/guilds/{guild}" Account WRITE => guild_edit::edit;
    GET "/guilds/{guild}/preview" Account READ => guild_edit::preview;
    PATCH "/guilds/{guild}/channels" Account WRITE => guild_edit::order_channels;
    GET "/guilds/{guild}/audit-logs" Account READ => audit::list;
    GET "/guilds/{guild}/bans" Account READ => bans::list;
    GET "/guilds/{guild}/bans/{user}" Account READ => bans::get;
    PUT "/guilds/{guild}/bans/{user}" Account WRITE => bans::put;
    DELETE "/guilds/{guild}/bans/{user}" Account WRITE => bans::delete;
    POST "/guilds/{guild}/bulk-ban" Account WRITE => bans::bulk;
    GET "/guilds/{guild}/prune" Account READ => moderation::prune;
    POST "/guilds/{guild}/prune" Account WRITE => moderation::prune;
    GET "/guilds/{guild}/invites" Account READ => invites::of_guild;
    GET "/channels/{channel}/invites" Account READ => invites::of_channel;
    POST "/channels/{channel}/invites" Account WRITE => invites::create;
    GET "/invites/{code}" Account READ => invites::get;
    POST "/invites/{code}" Person WRITE => invites::accept;
    DELETE "/invites/{code}" Account WRITE => invites::delete;
    GET "/voice/regions" Account READ => guild_edit::regions;
    GET "/guilds/{guild}" Account READ => guilds::guild;
    GET "/guilds/{guild}/channels" Account READ => guilds::channels;
    POST "/guilds/{guild}/channels" Account WRITE => channels::create;
    GET "/guilds/{guild}/threads/active" Account READ => archive::active;
    GET "/guilds/{guild}/roles" Account READ => roles::roles;
    PATCH "/guilds/{guild}/roles" Account WRITE => roles::order;
    GET "/guilds/{guild}/roles/member-counts" Account READ => roles::counts;
    GET "/guilds/{guild}/roles/{role}" Account READ => roles::role;
    POST "/guilds/{guild}/roles" Account WRITE => roles::create_role;
    PATCH "/guilds/{guild}/roles/{role}" Account WRITE => roles::edit_role;
    DELETE "/guilds/{guild}/roles/{role}" Account WRITE => roles::delete_role;
    GET "/guilds/{guild}/members" Bot READ => members::list;
    GET "/guilds/{guild}/members/search" Account READ => members::search;
    GET "/guilds/{guild}/members/{user}" Account READ => members::member;
    PATCH "/guilds/{guild}/members/@me" Account WRITE => moderation::edit_own;
    PATCH "/guilds/{guild}/members/{user}" Account WRITE => moderation::edit_member;
    PUT "/guilds/{guild}/members/{user}" Bot WRITE => moderation::add;
    DELETE "/guilds/{guild}/members/{user}" Account WRITE => moderation::kick;
    PUT "/guilds/{guild}/members/{user}/roles/{role}" Account WRITE => members::add_role;
    DELETE "/guilds/{guild}/members/{user}/roles/{role}" Account WRITE => members::remove_role;
    GET "/guilds/{guild}/scheduled-events" Account READ => events::list;
    POST "/guilds/{guild}/scheduled-events" Account WRITE => events::create;
    GET "/guilds/{guild}/scheduled-events/{event}" Account READ => events::one;
    PATCH "/guilds/{guild}/scheduled-events/{event}" Account WRITE => events::edit;
    DELETE "/guilds/{guild}/scheduled-events/{event}" Account WRITE => events::delete;
    GET "/guilds/{guild}/scheduled-events/{event}/users" Account READ => events::users;
    PUT "/guilds/{guild}/scheduled-events/{event}/users/@me" Person WRITE => events::interested;
    DELETE "/guilds/{guild}/scheduled-events/{event}/users/@me" Person WRITE => events::no_longer;
    GET "/guilds/{guild}/application-command-index" Person READ => people::index::index;
    GET "/channels/{channel}" Account READ => channels::channel;
    PATCH "/channels/{channel}" Account WRITE => channels::edit;
    DELETE "/channels/{channel}" Account WRITE => channels::delete;
    PUT "/channels/{channel}/permissions/{overwrite}" Account WRITE => channels::put_overwrite;
    DELETE "/channels/{channel}/permissions/{overwrite}" Account WRITE => channels::delete_overwrite;
    POST "/channels/{channel}/typing" Account WRITE => channels::typing;
    GET "/channels/{channel}/application-command-index" Person READ => people::index::of_channel;
    POST "/channels/{channel}/attachments" Person WRITE => people::uploads::announce;
    GET "/channels/{channel}/messages" Account READ => history::list;
    POST "/channels/{channel}/messages" Account Limit::Channel => messages::create;
    POST "/channels/{channel}/messages/bulk-delete" Account WRITE => messages::bulk_delete;
    GET "/channels/{channel}/messages/pins" Account READ => pins::list;
    PUT "/channels/{channel}/messages/pins/{message}" Account WRITE => pins::pin;
    DELETE "/channels/{channel}/messages/pins/{message}" Account WRITE => pins::unpin;
    GET "/channels/{channel}/pins" Account READ => pins::old_list;
    PUT "/channels/{channel}/pins/{message}" Account WRITE => pins::pin;
    DELETE "/channels/{channel}/pins/{message}" Account WRITE => pins::unpin;
    GET "/channels/{channel}/messages/{message}" Account READ => history::one;
    PATCH "/channels/{channel}/messages/{message}" Account Limit::Of(5, 5_000) => messages::edit;
    DELETE "/channels/{channel}/messages/{message}" Account WRITE => messages::delete;
    POST "/channels/{channel}/messages/{message}/crosspost" Account WRITE => publish::crosspost;
    POST "/channels/{channel}/messages/{message}/threads" Account WRITE => threads::from_message;
    POST "/channels/{channel}/threads" Account WRITE => threads::create;
    PUT "/channels/{channel}/thread-members/@me" Account WRITE => thread_members::join;
    DELETE "/channels/{channel}/thread-members/@me" Account WRITE => thread_members::leave;
    PUT "/channels/{channel}/thread-members/{user}" Account WRITE => thread_members::add;
    GET "/channels/{channel}/thread-members" Account READ => thread_members::list;
    GET "/channels/{channel}/thread-members/{user}" Account READ => thread_members::one;
    DELETE "/channels/{channel}/thread-members/{user}" Account WRITE => thread_members::remove;
    GET "/channels/{channel}/threads/archived/public" Account READ => archive::public;
    GET "/channels/{channel}/threads/archived/private" Account READ => archive::private;
    GET "/channels/{channel}/users/@me/threads/archived/private" Account READ => archive::own_private;
    GET "/channels/{channel}/messages/{message}/reactions/{emoji}" Account READ => reactions::list;
    DELETE "/channels/{channel}/messages/{message}/reactions" Account WRITE => reactions::clear;
    DELETE "/channels/{channel}/messages/{message}/reactions/{emoji}" Account WRITE => reactions::clear_emoji;
    PUT "/channels/{channel}/messages/{message}/reactions/{emoji}/@me" Account Limit::Of(1, 250) => reactions::add;
    DELETE "/channels/{channel}/messages/{message}/reactions/{emoji}/@me" Account Limit::Of(1, 250) => reactions::remove;
    DELETE "/channels/{channel}/messages/{message}/reactions/{emoji}/{user}" Account WRITE => reactions::remove_of;
    POST "/interactions" Person Limit::None => people::interact::interact;
    POST "/interactions/{interaction}/{token}/callback" Token Limit::None => callback::callback;
    POST "/channels/{channel}/followers" Account WRITE => publish::follow;
    GET "/channels/{channel}/webhooks" Account READ => hooks::of_channel;
    POST "/channels/{channel}/webhooks" Account WRITE => hooks::create;
    GET "/guilds/{guild}/webhooks" Account READ => hooks::of_guild;
    GET "/webhooks/{webhook}" Account READ => hooks::get;
    PATCH "/webhooks/{webhook}" Account WRITE => hooks::edit;
    DELETE "/webhooks/{webhook}" Account WRITE => hooks::delete;
    GET "/webhooks/{application}/{token}" Token Limit::Webhook => hooks::get;
    PATCH "/webhooks/{application}/{token}" Token Limit::Webhook => hooks::edit;
    DELETE "/webhooks/{application}/{token}" Token Limit::Webhook => hooks::delete;
    POST "/webhooks/{application}/{token}" Token Limit::Webhook => webhooks::follow_up;
    GET "/webhooks/{application}/{token}/messages/{message}" Token Limit::Webhook => webhooks::message;
    PATCH "/webhooks/{application}/{token}/messages/{message}" Token Limit::Webhook => webhooks::edit;
    DELETE "/webhooks/{application}/{token}/messages/{message}" Token Limit::Webhook => webhooks::delete;
};
