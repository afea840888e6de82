//! The bot of the script on twilight. What it must do is said in `script/mod.rs`; here is how it connects and what it
//! hears, in `commands` what it answers to commands, in `components` to buttons, selects and modals.

mod commands;
mod components;

use std::collections::BTreeMap;
use std::error::Error;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use tokio::sync::oneshot;
use tokio::task::JoinSet;
use twilight_gateway::error::ReceiveMessageErrorType;
use twilight_gateway::{ConfigBuilder, Event, EventTypeFlags, Intents, MessageSender, Shard, StreamExt};
use twilight_http::Client;
use twilight_http::client::InteractionClient;
use twilight_model::application::interaction::{Interaction, InteractionData};
use twilight_model::channel::message::{EmojiReactionType, MessageFlags};
use twilight_model::gateway::payload::incoming::GuildCreate;
use twilight_model::http::interaction::{
    InteractionResponse, InteractionResponseData, InteractionResponseType,
};
use twilight_model::id::Id;
use twilight_model::id::marker::{ApplicationMarker, GuildMarker, UserMarker};

use crate::script::Running;

type Failure = Box<dyn Error + Send + Sync>;
type Done = Result<(), Failure>;

/// What the bot remembers.
struct Bot {
    client: Client,
    me: Id<ApplicationMarker>,
    shards: u64,
    ready: AtomicU64,
    resumed: AtomicU64,
    guilds: Mutex<BTreeMap<Id<GuildMarker>, String>>,
    /// Who waits for members.
    asked: Mutex<Option<oneshot::Sender<Vec<String>>>>,
}

/// An interaction, and the shard that brought it.
struct Asked {
    interaction: Interaction,
    sender: MessageSender,
    shard: u64,
}

impl Bot {
    fn api(&self) -> InteractionClient<'_> {
        self.client.interaction(self.me)
    }

    fn is_me(&self, user: Id<UserMarker>) -> bool {
        user.get() == self.me.get()
    }

    async fn respond(
        &self,
        asked: &Asked,
        kind: InteractionResponseType,
        data: Option<InteractionResponseData>,
    ) -> Done {
        let Interaction { id, token, .. } = &asked.interaction;
        self.api().create_response(*id, token, &InteractionResponse { kind, data }).await?;
        Ok(())
    }

    /// Answers for the asker only.
    async fn whisper(&self, asked: &Asked, text: impl Into<String>) -> Done {
        let flags = Some(MessageFlags::EPHEMERAL);
        let data = InteractionResponseData { content: Some(text.into()), flags, ..Default::default() };
        self.respond(asked, InteractionResponseType::ChannelMessageWithSource, Some(data)).await
    }

    async fn edit(&self, asked: &Asked, text: &str) -> Done {
        self.api().update_response(&asked.interaction.token).content(Some(text)).await?.model().await?;
        Ok(())
    }

    async fn hear(self: Arc<Self>, event: Event, sender: MessageSender, shard: u64) -> Done {
        match event {
            Event::Ready(_) => {
                self.ready.fetch_add(1, Ordering::Relaxed);
            }
            Event::Resumed => {
                self.resumed.fetch_add(1, Ordering::Relaxed);
            }
            Event::GuildCreate(guild) => {
                if let GuildCreate::Available(guild) = *guild {
                    self.guilds.lock().unwrap().insert(guild.id, guild.name);
                }
            }
            Event::MemberChunk(chunk) => {
                let mut names: Vec<String> = chunk.members.into_iter().map(|m| m.user.name).collect();
                names.sort();
                if let Some(asked) = self.asked.lock().unwrap().take() {
                    // Nobody may wait for it any more.
                    let _ = asked.send(names);
                }
            }
            Event::ReactionAdd(reaction) if !self.is_me(reaction.user_id) => {
                let EmojiReactionType::Unicode { name } = &reaction.emoji else { return Ok(()) };
                let text = format!("{} reacted {name}", reaction.user_id);
                self.client.create_message(reaction.channel_id).content(&text).await?;
            }
            Event::ThreadCreate(thread) if !thread.owner_id.is_some_and(|owner| self.is_me(owner)) => {
                let text = format!("I see {}", thread.name.as_deref().unwrap_or_default());
                self.client.create_message(thread.id).content(&text).await?;
            }
            Event::InteractionCreate(interaction) => {
                let asked = Asked { interaction: interaction.0, sender, shard };
                match &asked.interaction.data {
                    Some(InteractionData::ApplicationCommand(data)) => self.command(&asked, data).await?,
                    Some(InteractionData::MessageComponent(data)) => self.used(&asked, data).await?,
                    Some(InteractionData::ModalSubmit(data)) => self.submitted(&asked, data).await?,
                    other => panic!("{other:?}"),
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Reads the events of a shard; what fails ends the bot, and so the test.
    async fn run(self: Arc<Self>, mut shard: Shard) {
        let number = u64::from(shard.id().number());
        let mut heard = JoinSet::new();
        loop {
            tokio::select! {
                event = shard.next_event(EventTypeFlags::all()) => match event {
                    Some(Ok(event)) => {
                        heard.spawn(self.clone().hear(event, shard.sender(), number));
                    }
                    // A cut connection is what the script asks for; an event that twilight can't read is not.
                    Some(Err(error)) => {
                        let is_unread = matches!(error.kind(), ReceiveMessageErrorType::Deserializing { .. });
                        assert!(!is_unread, "{error:?}");
                    }
                    None => return,
                },
                Some(done) = heard.join_next() => done.expect("it doesn't panic").expect("twilight manages"),
            }
        }
    }
}

/// Starts it.
pub async fn start(url: String, shards: u64) -> Running {
    let intents = Intents::GUILDS
        | Intents::GUILD_MESSAGES
        | Intents::GUILD_MESSAGE_REACTIONS
        | Intents::GUILD_SCHEDULED_EVENTS;
    let host = url.trim_start_matches("http://").to_owned();
    let http = Client::builder().token("bot-token".into()).proxy(host.clone(), true).build();
    let config = ConfigBuilder::new("bot-token".into(), intents).proxy_url(format!("ws://{host}")).build();
    let me = http.current_user_application().await.expect("it is known");
    let me = me.model().await.expect("twilight reads its application").id;
    let commands = commands::all();
    let registered = http.interaction(me).set_global_commands(&commands).await.expect("they are taken");
    assert_eq!(registered.models().await.expect("twilight reads its commands").len(), 15);
    let bot = Arc::new(Bot {
        client: http,
        me,
        shards,
        ready: AtomicU64::new(0),
        resumed: AtomicU64::new(0),
        guilds: Mutex::default(),
        asked: Mutex::default(),
    });
    let total = u32::try_from(shards).expect("few");
    // One bucket with all shards: they identify one after the other.
    let all = twilight_gateway::bucket(0, 1, total);
    let mut running: JoinSet<()> =
        all.map(|id| bot.clone().run(Shard::with_config(id, config.clone()))).collect();
    Running::Task(tokio::spawn(async move {
        while let Some(ended) = running.join_next().await {
            ended.expect("it runs");
        }
    }))
}
