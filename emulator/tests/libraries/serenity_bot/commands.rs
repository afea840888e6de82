//! Commands of the bot on serenity.

use std::sync::atomic::Ordering;
use std::time::Duration;

use serenity::all::{
    ActivityData, AutocompleteChoice, ButtonStyle, ChannelType, ChunkGuildFilter, CommandInteraction,
    CommandOptionType, CommandType, Context, CreateActionRow, CreateAttachment, CreateAutocompleteResponse,
    CreateButton, CreateCommand, CreateCommandOption, CreateInteractionResponse,
    CreateInteractionResponseFollowup, CreateInteractionResponseMessage, CreateMessage, CreateScheduledEvent,
    CreateThread, EditInteractionResponse, HttpError, OnlineStatus, ResolvedTarget, ResolvedValue,
    ScheduledEventType, Timestamp,
};
use tokio::sync::oneshot;

use super::{Handler, components};

type Done = serenity::Result<()>;

/// What it registers: all but `form`, whose answers serenity can't read.
pub fn all() -> Vec<CreateCommand> {
    let option = |kind, name: &str| CreateCommandOption::new(kind, name, name);
    let text = |name: &str| option(CommandOptionType::String, name);
    let plain = |name: &str| CreateCommand::new(name).description(name);
    let mut all: Vec<CreateCommand> =
        ["menu", "slow", "talk", "file", "flood", "present", "where"].into_iter().map(plain).collect();
    all.push(
        plain("hello")
            .add_option(text("to").set_autocomplete(true))
            .add_option(option(CommandOptionType::User, "person"))
            .add_option(option(CommandOptionType::Channel, "place"))
            .add_option(option(CommandOptionType::Role, "role"))
            .add_option(option(CommandOptionType::Attachment, "file")),
    );
    for (name, required) in [("thread", "name"), ("event", "name"), ("members", "starts")] {
        all.push(plain(name).add_option(text(required).required(true)));
    }
    all.push(CreateCommand::new("Greet").kind(CommandType::User));
    all.push(CreateCommand::new("Quote").kind(CommandType::Message));
    all.push(CreateCommand::new("React").kind(CommandType::Message));
    all
}

/// Suggests a partner.
pub async fn suggest(ctx: &Context, typed: &CommandInteraction) -> Done {
    let focused = typed.data.autocomplete().expect("something is typed");
    let choice = AutocompleteChoice::new(format!("Contoso for {}", focused.value), "Contoso");
    let choices = CreateAutocompleteResponse::new().set_choices(vec![choice]);
    typed.create_response(&ctx.http, CreateInteractionResponse::Autocomplete(choices)).await
}

pub fn button(id: &str, label: &str) -> CreateButton {
    CreateButton::new(id).label(label).style(ButtonStyle::Primary)
}

pub fn whisper(text: impl Into<String>) -> CreateInteractionResponseMessage {
    CreateInteractionResponseMessage::new().content(text).ephemeral(true)
}

fn edit(text: impl Into<String>) -> EditInteractionResponse {
    EditInteractionResponse::new().content(text)
}

async fn reply(
    ctx: &Context,
    command: &CommandInteraction,
    message: CreateInteractionResponseMessage,
) -> Done {
    command.create_response(&ctx.http, CreateInteractionResponse::Message(message)).await
}

fn text_of(command: &CommandInteraction, name: &str) -> Option<String> {
    command.data.options().into_iter().find(|option| option.name == name).and_then(|option| {
        match option.value {
            ResolvedValue::String(text) => Some(text.to_owned()),
            _ => None,
        }
    })
}

impl Handler {
    /// Answers a command.
    pub async fn answer(&self, ctx: &Context, command: &CommandInteraction) -> Done {
        let http = &ctx.http;
        let target = command.data.target();
        match command.data.name.as_str() {
            "hello" => hello(ctx, command).await,
            "menu" => reply(ctx, command, components::menu()).await,
            "slow" => {
                command.defer_ephemeral(http).await?;
                command.edit_response(http, edit("It took its time")).await.map(|_| ())
            }
            "talk" => talk(ctx, command).await,
            "file" => file(ctx, command).await,
            "flood" => flood(ctx, command).await,
            "present" => {
                ctx.set_presence(Some(ActivityData::playing("with points")), OnlineStatus::Idle);
                command.channel_id.broadcast_typing(http).await?;
                reply(ctx, command, whisper("present")).await
            }
            "where" => reply(ctx, command, whisper(self.told(ctx))).await,
            "thread" => {
                let thread = CreateThread::new(text_of(command, "name").expect("it is required"));
                let kind = ChannelType::PublicThread;
                let made = command.channel_id.create_thread(http, thread.kind(kind)).await?;
                made.id.say(http, "Welcome").await?;
                reply(ctx, command, whisper(format!("made {}", made.name))).await
            }
            "event" => event(ctx, command).await,
            "members" => {
                let (sender, receiver) = oneshot::channel();
                *self.asked.lock().unwrap() = Some(sender);
                let starts = text_of(command, "starts").expect("it is required");
                let guild = command.guild_id.expect("in a guild");
                ctx.shard.chunk_guild(guild, Some(10), false, ChunkGuildFilter::Query(starts), None);
                let found = receiver.await.expect("they come").join(", ");
                reply(ctx, command, whisper(format!("found {found}"))).await
            }
            "Greet" => {
                let Some(ResolvedTarget::User(user, _)) = target else { panic!("{target:?}") };
                reply(ctx, command, whisper(format!("Greetings to {}", user.name))).await
            }
            "Quote" => {
                let Some(ResolvedTarget::Message(message)) = target else { panic!("{target:?}") };
                reply(ctx, command, whisper(format!("> {}", message.content))).await
            }
            _ => {
                let Some(ResolvedTarget::Message(message)) = target else { panic!("{target:?}") };
                message.react(http, '👍').await?;
                reply(ctx, command, whisper("reacted")).await
            }
        }
    }

    fn told(&self, ctx: &Context) -> String {
        let guilds = self.guilds.lock().unwrap();
        let here = |id: u64| (id >> 22) % self.shards == u64::from(ctx.shard_id.0);
        let names: Vec<&str> =
            guilds.iter().filter(|(id, _)| here(id.get())).map(|(_, name)| name.as_str()).collect();
        let (ready, resumed) = (self.ready.load(Ordering::Relaxed), self.resumed.load(Ordering::Relaxed));
        let (shard, shards) = (ctx.shard_id, self.shards);
        format!("shard {shard} of {shards}: {}; ready {ready}, resumed {resumed}", names.join(", "))
    }
}

async fn hello(ctx: &Context, command: &CommandInteraction) -> Done {
    let to = text_of(command, "to");
    let mut words = vec![format!("Hello {}", to.as_deref().unwrap_or("you"))];
    for option in command.data.options() {
        words.push(match option.value {
            ResolvedValue::User(user, _) => user.name.clone(),
            ResolvedValue::Channel(channel) => format!("#{}", channel.name.as_deref().unwrap_or_default()),
            ResolvedValue::Role(role) => format!("@{}", role.name),
            ResolvedValue::Attachment(file) => {
                format!("{}: {}", file.filename, String::from_utf8_lossy(&file.download().await?))
            }
            _ => continue,
        });
    }
    let buttons = vec![button("again", "Again"), button("write", "Write")];
    let message = whisper(words.join(", ")).components(vec![CreateActionRow::Buttons(buttons)]);
    reply(ctx, command, message).await
}

async fn talk(ctx: &Context, command: &CommandInteraction) -> Done {
    let http = &ctx.http;
    let buttons = vec![button("later", "Later"), button("forget", "Forget")];
    let message = CreateInteractionResponseMessage::new().content("First");
    reply(ctx, command, message.components(vec![CreateActionRow::Buttons(buttons)])).await?;
    let first = command.get_response(http).await?;
    command.edit_response(http, edit(format!("{}, edited", first.content))).await?;
    let follow_up = |text: &str| CreateInteractionResponseFollowup::new().content(text);
    let second = command.create_followup(http, follow_up("Second")).await?;
    command.edit_followup(http, second.id, follow_up("Second, edited")).await?;
    let third = command.create_followup(http, follow_up("Third")).await?;
    patiently(|| command.delete_followup(http, third.id)).await?;
    patiently(|| command.create_followup(http, follow_up("Done"))).await.map(|_| ())
}

async fn file(ctx: &Context, command: &CommandInteraction) -> Done {
    command.defer_ephemeral(&ctx.http).await?;
    let file = CreateAttachment::bytes("one,two", "list.txt");
    let sent = command.edit_response(&ctx.http, edit("Here").new_attachment(file)).await?;
    let again = sent.attachments[0].download().await?;
    let text = format!("Here is {}", String::from_utf8_lossy(&again));
    command.edit_response(&ctx.http, edit(text)).await.map(|_| ())
}

async fn flood(ctx: &Context, command: &CommandInteraction) -> Done {
    reply(ctx, command, whisper("here they come")).await?;
    for number in 0..7 {
        let message = || CreateMessage::new().content(format!("message {number}"));
        patiently(|| command.channel_id.send_message(&ctx.http, message())).await?;
    }
    Ok(())
}

/// Asks until no limit is in the way: serenity's own limiter goes around the proxy, so this bot waits by itself.
async fn patiently<T, F: Future<Output = serenity::Result<T>>>(ask: impl Fn() -> F) -> serenity::Result<T> {
    loop {
        match ask().await {
            Err(serenity::Error::Http(HttpError::UnsuccessfulRequest(refused)))
                if refused.status_code == 429 =>
            {
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
            outcome => return outcome,
        }
    }
}

async fn event(ctx: &Context, command: &CommandInteraction) -> Done {
    let guild = command.guild_id.expect("in a guild");
    let at = |hours: i64| {
        let now = Timestamp::now().unix_timestamp();
        Timestamp::from_unix_timestamp(now + hours * 3600).expect("a time")
    };
    let name = text_of(command, "name").expect("it is required");
    let event = CreateScheduledEvent::new(ScheduledEventType::External, name, at(1));
    guild.create_scheduled_event(&ctx.http, event.end_time(at(2)).location("Town hall")).await?;
    let all = guild.scheduled_events(&ctx.http, false).await?;
    let names: Vec<&str> = all.iter().map(|event| event.name.as_str()).collect();
    reply(ctx, command, whisper(format!("events: {}", names.join(", ")))).await
}
