//! Commands of the bot on twilight.

use std::sync::atomic::Ordering;

use serde_json::{Value, json};
use tokio::sync::oneshot;
use twilight_http::request::channel::reaction::RequestReactionType;
use twilight_model::application::command::{Command, CommandOptionChoice, CommandOptionChoiceValue};
use twilight_model::application::interaction::application_command::{CommandData, CommandOptionValue};
use twilight_model::channel::ChannelType;
use twilight_model::gateway::payload::outgoing::{RequestGuildMembers, UpdatePresence};
use twilight_model::gateway::presence::{ActivityType, MinimalActivity, Status};
use twilight_model::guild::scheduled_event::PrivacyLevel;
use twilight_model::http::attachment::Attachment;
use twilight_model::http::interaction::{InteractionResponseData, InteractionResponseType};
use twilight_model::util::Timestamp;

use super::{Asked, Bot, Done, components};

/// What it registers.
pub fn all() -> Vec<Command> {
    let text = |name: &str, required: bool| json!({"type": 3, "name": name, "description": name, "required": required});
    let option = |kind: u8, name: &str| json!({"type": kind, "name": name, "description": name});
    let mut hello = vec![json!({"type": 3, "name": "to", "description": "to", "autocomplete": true})];
    hello.extend(
        [(6, "person"), (7, "place"), (8, "role"), (11, "file")].map(|(kind, name)| option(kind, name)),
    );
    let mut all = vec![json!({"name": "hello", "options": hello})];
    all.extend(
        ["menu", "form", "slow", "talk", "file", "flood", "present", "where"]
            .map(|name| json!({"name": name})),
    );
    all.extend(
        [("thread", "name"), ("event", "name"), ("members", "starts")]
            .map(|(name, option)| json!({"name": name, "options": [text(option, true)]})),
    );
    all.extend(
        [(2, "Greet"), (3, "Quote"), (3, "React")].map(|(kind, name)| json!({"type": kind, "name": name})),
    );
    all.into_iter().map(command).collect()
}

/// Twilight's type has no defaults.
fn command(mut given: Value) -> Command {
    let description = if given["type"].is_u64() { Value::from("") } else { given["name"].clone() };
    let defaults =
        [("version", json!("1")), ("type", json!(1)), ("description", description), ("options", json!([]))];
    for (key, value) in defaults {
        if given[key].is_null() {
            given[key] = value;
        }
    }
    serde_json::from_value(given).expect("a command of twilight's")
}

fn text_of<'a>(data: &'a CommandData, name: &str) -> Option<&'a str> {
    data.options.iter().find(|option| option.name == name).and_then(|option| match &option.value {
        CommandOptionValue::String(text) => Some(text.as_str()),
        _ => None,
    })
}

impl Bot {
    /// Answers a command, or what is typed into one.
    pub async fn command(&self, asked: &Asked, data: &CommandData) -> Done {
        let token = &asked.interaction.token;
        let channel = asked.interaction.channel.as_ref().expect("in a channel").id;
        match data.name.as_str() {
            "hello" => self.hello(asked, data).await,
            "menu" => {
                let kind = InteractionResponseType::ChannelMessageWithSource;
                self.respond(asked, kind, Some(components::menu())).await
            }
            "form" => self.respond(asked, InteractionResponseType::Modal, Some(components::form())).await,
            "slow" => {
                self.defer(asked).await?;
                self.edit(asked, "It took its time").await
            }
            "talk" => self.talk(asked).await,
            "file" => {
                self.defer(asked).await?;
                let files = [Attachment::from_bytes("list.txt".into(), b"one,two".to_vec(), 0)];
                let api = self.api();
                let sent = api
                    .update_response(token)
                    .content(Some("Here"))
                    .attachments(&files)
                    .await?
                    .model()
                    .await?;
                let again = reqwest::get(&sent.attachments[0].url).await?.text().await?;
                self.edit(asked, &format!("Here is {again}")).await
            }
            "flood" => {
                self.whisper(asked, "here they come").await?;
                for number in 0..7 {
                    let text = format!("message {number}");
                    let made = self.client.create_message(channel).content(&text).await?.model().await?;
                    assert_eq!(made.content, text);
                }
                Ok(())
            }
            "present" => {
                let playing =
                    MinimalActivity { kind: ActivityType::Playing, name: "with points".into(), url: None };
                asked.sender.command(&UpdatePresence::new(
                    vec![playing.into()],
                    false,
                    None,
                    Status::Idle,
                )?)?;
                self.client.create_typing_trigger(channel).await?;
                self.whisper(asked, "present").await
            }
            "where" => self.whisper(asked, self.told(asked.shard)).await,
            "thread" => {
                let name = text_of(data, "name").expect("it is required");
                let made = self
                    .client
                    .create_thread(channel, name, ChannelType::PublicThread)
                    .await?
                    .model()
                    .await?;
                self.client.create_message(made.id).content("Welcome").await?;
                self.whisper(asked, format!("made {}", made.name.unwrap_or_default())).await
            }
            "event" => self.event(asked, text_of(data, "name").expect("it is required")).await,
            "members" => {
                let (sender, receiver) = oneshot::channel();
                *self.asked.lock().unwrap() = Some(sender);
                let guild = asked.interaction.guild_id.expect("in a guild");
                let starts = text_of(data, "starts").expect("it is required");
                asked.sender.command(&RequestGuildMembers::builder(guild).query(starts, Some(10)))?;
                self.whisper(asked, format!("found {}", receiver.await?.join(", "))).await
            }
            "Greet" => {
                let users = &data.resolved.as_ref().expect("someone").users;
                let user = &users[&data.target_id.expect("someone").cast()];
                self.whisper(asked, format!("Greetings to {}", user.name)).await
            }
            name => {
                let messages = &data.resolved.as_ref().expect("a message").messages;
                let message = &messages[&data.target_id.expect("a message").cast()];
                if name == "Quote" {
                    return self.whisper(asked, format!("> {}", message.content)).await;
                }
                let emoji = RequestReactionType::Unicode { name: "👍" };
                self.client.create_reaction(message.channel_id, message.id, &emoji).await?;
                self.whisper(asked, "reacted").await
            }
        }
    }

    async fn defer(&self, asked: &Asked) -> Done {
        let flags = Some(twilight_model::channel::message::MessageFlags::EPHEMERAL);
        let data = InteractionResponseData { flags, ..Default::default() };
        self.respond(asked, InteractionResponseType::DeferredChannelMessageWithSource, Some(data)).await
    }

    fn told(&self, shard: u64) -> String {
        let guilds = self.guilds.lock().unwrap();
        let here = |id: u64| (id >> 22) % self.shards == shard;
        let names: Vec<&str> =
            guilds.iter().filter(|(id, _)| here(id.get())).map(|(_, name)| name.as_str()).collect();
        let (ready, resumed) = (self.ready.load(Ordering::Relaxed), self.resumed.load(Ordering::Relaxed));
        format!("shard {shard} of {}: {}; ready {ready}, resumed {resumed}", self.shards, names.join(", "))
    }

    async fn hello(&self, asked: &Asked, data: &CommandData) -> Done {
        let mut words = vec![format!("Hello {}", text_of(data, "to").unwrap_or("you"))];
        for option in &data.options {
            let resolved = || data.resolved.as_ref().expect("it is resolved");
            words.push(match &option.value {
                CommandOptionValue::Focused(typed, _) => {
                    let value = CommandOptionChoiceValue::String("Contoso".into());
                    let name = format!("Contoso for {typed}");
                    let choices = vec![CommandOptionChoice { name, name_localizations: None, value }];
                    let data = InteractionResponseData { choices: Some(choices), ..Default::default() };
                    let kind = InteractionResponseType::ApplicationCommandAutocompleteResult;
                    return self.respond(asked, kind, Some(data)).await;
                }
                CommandOptionValue::User(id) => resolved().users[id].name.clone(),
                CommandOptionValue::Channel(id) => format!("#{}", resolved().channels[id].name),
                CommandOptionValue::Role(id) => format!("@{}", resolved().roles[id].name),
                CommandOptionValue::Attachment(id) => {
                    let file = &resolved().attachments[id];
                    format!("{}: {}", file.filename, reqwest::get(&file.url).await?.text().await?)
                }
                _ => continue,
            });
        }
        let data = components::buttons(&[("again", "Again"), ("write", "Write")]);
        let flags = Some(twilight_model::channel::message::MessageFlags::EPHEMERAL);
        let data = InteractionResponseData { content: Some(words.join(", ")), flags, ..data };
        self.respond(asked, InteractionResponseType::ChannelMessageWithSource, Some(data)).await
    }

    async fn talk(&self, asked: &Asked) -> Done {
        let (api, token) = (self.api(), &asked.interaction.token);
        let data = components::buttons(&[("later", "Later"), ("forget", "Forget")]);
        let data = InteractionResponseData { content: Some("First".into()), ..data };
        self.respond(asked, InteractionResponseType::ChannelMessageWithSource, Some(data)).await?;
        let first = api.response(token).await?.model().await?;
        self.edit(asked, &format!("{}, edited", first.content)).await?;
        let second = api.create_followup(token).content("Second").await?.model().await?;
        api.update_followup(token, second.id).content(Some("Second, edited")).await?.model().await?;
        let third = api.create_followup(token).content("Third").await?.model().await?;
        api.delete_followup(token, third.id).await?;
        api.create_followup(token).content("Done").await?.model().await?;
        Ok(())
    }

    async fn event(&self, asked: &Asked, name: &str) -> Done {
        let guild = asked.interaction.guild_id.expect("in a guild");
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH)?.as_secs();
        let at = |hours: u64| Timestamp::from_secs((now + hours * 3600) as i64);
        let (start, end) = (at(1)?, at(2)?);
        let event = self.client.create_guild_scheduled_event(guild, PrivacyLevel::GuildOnly);
        event.external(name, "Town hall", &start, &end).await?.model().await?;
        let all = self.client.guild_scheduled_events(guild).await?.models().await?;
        let names: Vec<&str> = all.iter().map(|event| event.name.as_str()).collect();
        self.whisper(asked, format!("events: {}", names.join(", "))).await
    }
}
