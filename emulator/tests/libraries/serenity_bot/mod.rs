//! The bot of the script on serenity. What it must do is said in `script/mod.rs`; here is how it connects and what it
//! hears, in `commands` what it answers to commands, in `components` to buttons, selects and modals.

mod commands;
mod components;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, OnceLock};

use serenity::all::{
    Client, ClientBuilder, Command, Context, EventHandler, GatewayIntents, Guild, GuildChannel, GuildId,
    GuildMembersChunkEvent, HttpBuilder, Interaction, Reaction, ReactionType, Ready, ResumedEvent, UserId,
};
use serenity::async_trait;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::sync::oneshot;

use crate::script::Running;

/// What the bot remembers.
struct Handler {
    shards: u64,
    me: OnceLock<UserId>,
    ready: AtomicU64,
    resumed: AtomicU64,
    /// Names of guilds, by id.
    guilds: Mutex<BTreeMap<GuildId, String>>,
    /// Who waits for members.
    asked: Mutex<Option<oneshot::Sender<Vec<String>>>>,
    failed: UnboundedSender<serenity::Error>,
}

#[async_trait]
impl EventHandler for Handler {
    async fn ready(&self, ctx: Context, ready: Ready) {
        self.ready.fetch_add(1, Ordering::Relaxed);
        if self.me.set(ready.user.id).is_ok() {
            let registered = Command::set_global_commands(&ctx.http, commands::all()).await;
            self.note(registered.map(|commands| assert_eq!(commands.len(), 14)));
        }
    }

    async fn resume(&self, _: Context, _: ResumedEvent) {
        self.resumed.fetch_add(1, Ordering::Relaxed);
    }

    async fn guild_create(&self, _: Context, guild: Guild, _: Option<bool>) {
        self.guilds.lock().unwrap().insert(guild.id, guild.name);
    }

    async fn guild_members_chunk(&self, _: Context, chunk: GuildMembersChunkEvent) {
        let mut names: Vec<String> = chunk.members.into_values().map(|member| member.user.name).collect();
        names.sort();
        if let Some(asked) = self.asked.lock().unwrap().take() {
            // Nobody may wait for it any more.
            let _ = asked.send(names);
        }
    }

    async fn reaction_add(&self, ctx: Context, reaction: Reaction) {
        let (Some(user), ReactionType::Unicode(emoji)) = (reaction.user_id, &reaction.emoji) else { return };
        if self.me.get() != Some(&user) {
            let said = reaction.channel_id.say(&ctx.http, format!("{user} reacted {emoji}")).await;
            self.note(said.map(|_| ()));
        }
    }

    async fn thread_create(&self, ctx: Context, thread: GuildChannel) {
        if thread.owner_id.as_ref() != self.me.get() {
            let said = thread.id.say(&ctx.http, format!("I see {}", thread.name)).await;
            self.note(said.map(|_| ()));
        }
    }

    async fn interaction_create(&self, ctx: Context, interaction: Interaction) {
        let done = match interaction {
            Interaction::Autocomplete(typed) => commands::suggest(&ctx, &typed).await,
            Interaction::Command(command) => self.answer(&ctx, &command).await,
            Interaction::Component(component) => components::used(&ctx, &component).await,
            Interaction::Modal(modal) => components::submitted(&ctx, &modal).await,
            _ => Ok(()),
        };
        self.note(done);
    }
}

impl Handler {
    /// What failed ends the bot, and so the test.
    fn note(&self, outcome: serenity::Result<()>) {
        if let Err(error) = outcome {
            let _ = self.failed.send(error);
        }
    }
}

/// A client of the emulator at an address.
async fn connect(url: String, handler: Handler) -> serenity::Result<Client> {
    let intents = GatewayIntents::non_privileged();
    let http = HttpBuilder::new("bot-token").proxy(url).ratelimiter_disabled(true).build();
    let client = ClientBuilder::new_with_http(http, intents).event_handler(handler).await?;
    Ok(client)
}

/// Starts it.
pub async fn start(url: String, shards: u64) -> Running {
    let (failed, failures) = unbounded_channel();
    let handler = Handler {
        shards,
        me: OnceLock::new(),
        ready: AtomicU64::new(0),
        resumed: AtomicU64::new(0),
        guilds: Mutex::default(),
        asked: Mutex::default(),
        failed,
    };
    let mut client = connect(url, handler).await.expect("a client");
    Running::Task(tokio::spawn(async move {
        tokio::select! {
            ended = client.start_shards(u32::try_from(shards).expect("few")) => ended.expect("it runs"),
            () = first(failures) => {}
        }
    }))
}

async fn first(mut failures: UnboundedReceiver<serenity::Error>) {
    if let Some(error) = failures.recv().await {
        panic!("serenity: {error:?}");
    }
}
