//! The gateway: serenity holds the connection, each interaction is answered in a task of its own.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt;
use secrecy::{ExposeSecret, SecretString};
use serenity::all::{
    ApplicationId, Context, EventHandler, GatewayIntents, Guild, GuildChannel, GuildId, HttpBuilder,
    Interaction, InteractionId, Message, Ready, Role, RoleId, UnavailableGuild,
};
use serenity::client::ClientBuilder;
use tokio::sync::Semaphore;

use super::Dispatcher;
use super::client::{Asker, CallError, Client};
use super::request::{Incoming, StaffPolicy};
use crate::store::Place;
use crate::store::outside::{Channel, Server};

/// Interactions that may be under way at once; far above what Discord sends.
const UNDER_WAY: u32 = 1 << 20;
/// At the end, what is under way may take so long. Discord: 3 s to the first answer.
const GRACE: Duration = Duration::from_secs(3);

/// The gateway's address and how many connections Discord advises.
#[derive(Clone, Debug, serde::Deserialize)]
pub struct GatewayBot {
    /// The websocket's address.
    pub url: String,
    /// Connections.
    pub shards: u32,
}

/// A gateway that can't go on.
#[derive(Debug, thiserror::Error)]
pub enum GatewayError {
    /// Discord's REST refuses or is away.
    #[error("asking Discord for its gateway: {0}")]
    Call(#[from] CallError),
    /// The connection ended for good.
    #[error("gateway: {0}")]
    Ended(Box<serenity::Error>),
}

/// Answers what comes.
struct Handler {
    dispatcher: Dispatcher,
    client: Client,
    application: ApplicationId,
    staff: StaffPolicy,
    /// A permit for each interaction under way.
    under_way: Arc<Semaphore>,
}

/// Everything that a connection needs.
pub struct Connection {
    /// Where Discord is: `https://discord.com`, or a stand-in.
    pub base: String,
    /// The bot's token.
    pub token: SecretString,
    /// The application.
    pub application: ApplicationId,
    /// Where to connect.
    pub gateway: GatewayBot,
    /// Who answers.
    pub dispatcher: Dispatcher,
    /// The way out.
    pub client: Client,
    /// Who the program's staff are.
    pub staff: StaffPolicy,
}

/// Connects and answers until `stop` resolves or the connection ends for good. After `stop` no more interactions
/// come, and those that came are answered: an act that was done is not left without its answer.
///
/// # Errors
/// [`GatewayError`].
pub async fn run(connection: Connection, stop: impl Future<Output = ()>) -> Result<(), GatewayError> {
    let Connection { base, token, application, gateway, dispatcher, client, staff } = connection;
    let under_way = Arc::new(Semaphore::new(UNDER_WAY as usize));
    let handler = Handler { dispatcher, client, application, staff, under_way: Arc::clone(&under_way) };
    // serenity asks for the gateway's address once more, and falls back to the real one when that fails: so it is
    // given the one that we were told, whatever it found.
    let http = HttpBuilder::new(token.expose_secret()).proxy(base).ratelimiter_disabled(true).build();
    let mut bot = ClientBuilder::new_with_http(http, GatewayIntents::GUILDS)
        .event_handler_arc(Arc::new(handler))
        .application_id(application)
        .await
        .map_err(|error| GatewayError::Ended(Box::new(error)))?;
    *bot.ws_url.lock().await = gateway.url;
    let shards = Arc::clone(&bot.shard_manager);
    let running = bot.start_shards(gateway.shards.max(1));
    tokio::select! {
        ended = running => ended.map_err(|error| GatewayError::Ended(Box::new(error))),
        () = stop => {
            shards.shutdown_all().await;
            if tokio::time::timeout(GRACE, under_way.acquire_many(UNDER_WAY)).await.is_err() {
                tracing::warn!("the bot ends with interactions that aren't answered");
            }
            Ok(())
        }
    }
}

#[serenity::async_trait]
impl EventHandler for Handler {
    async fn ready(&self, _: Context, ready: Ready) {
        tracing::info!(bot = %ready.user.name, servers = ready.guilds.len(), "connected");
    }

    async fn guild_create(&self, _: Context, guild: Guild, _: Option<bool>) {
        let joined = self.dispatcher.service().server_joined(Server::new(guild.id.get()));
        match joined.await {
            Ok(true) => tracing::info!(server = %guild.id, "the bot is back in a server"),
            Ok(false) => {}
            Err(failure) => tracing::error!(server = %guild.id, %failure, "a server could not be marked"),
        }
    }

    /// An outage is no leaving.
    async fn guild_delete(&self, _: Context, guild: UnavailableGuild, _: Option<Guild>) {
        if guild.unavailable {
            return;
        }
        tracing::warn!(server = %guild.id, "the bot was removed from a server; its groups stay for the program's time");
        if let Err(failure) = self.dispatcher.service().server_left(Server::new(guild.id.get())).await {
            tracing::error!(server = %guild.id, %failure, "a server could not be marked");
        }
    }

    async fn channel_delete(&self, _: Context, channel: GuildChannel, _: Option<Vec<Message>>) {
        self.gone(channel.guild_id, Place::Channel(Channel::new(channel.id.get()))).await;
    }

    async fn guild_role_delete(&self, _: Context, server: GuildId, role: RoleId, _: Option<Role>) {
        self.gone(server, Place::Role(crate::store::outside::Role::new(role.get()))).await;
    }

    async fn interaction_create(&self, _: Context, interaction: Interaction) {
        // The semaphore is never closed.
        let _under_way = self.under_way.acquire().await;
        let Some(incoming) = Incoming::read(&interaction, &self.staff) else { return };
        let Some(asker) = asker(&interaction, self.application) else { return };
        let (number, locale) = (incoming.caller.interaction, incoming.locale.clone());
        let work = AssertUnwindSafe(self.dispatcher.dispatch(incoming)).catch_unwind();
        let reply = async {
            work.await.unwrap_or_else(|_| {
                tracing::error!(interaction = number, "a handler panicked");
                self.dispatcher.apologise(&self.dispatcher.words().speak(&locale), number, None)
            })
        };
        if let Err(error) = self.client.answer(&asker, reply, &self.dispatcher.too_late(&locale)).await {
            // 40060: answered before, so this delivery was a repeated one.
            if error.code() == Some(40060) {
                tracing::debug!(interaction = number, "answered before");
            } else {
                tracing::warn!(interaction = number, %error, "an answer didn't reach Discord");
            }
        }
    }
}

impl Handler {
    /// Groups that used it are told.
    async fn gone(&self, server: GuildId, place: Place) {
        match self.dispatcher.service().place_gone(Server::new(server.get()), place).await {
            Ok(0) => {}
            Ok(groups) => tracing::info!(%server, ?place, groups, "what a group used is gone"),
            Err(failure) => {
                tracing::error!(%server, ?place, %failure, "nobody could be told of what is gone")
            }
        }
    }
}

fn asker(interaction: &Interaction, application: ApplicationId) -> Option<Asker> {
    let (token, clicked, types): (&str, bool, bool) = match interaction {
        Interaction::Command(command) => (&command.token, false, false),
        Interaction::Autocomplete(command) => (&command.token, false, true),
        Interaction::Component(click) => (&click.token, true, false),
        Interaction::Modal(form) => (&form.token, form.message.is_some(), false),
        _ => return None,
    };
    let interaction: InteractionId = interaction.id();
    Some(Asker { interaction, token: token.to_owned(), application, clicked, types })
}
