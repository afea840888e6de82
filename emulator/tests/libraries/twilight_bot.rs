//! The bot of the script on twilight.

use std::sync::Arc;

use serde_json::{Value, json};
use twilight_gateway::{ConfigBuilder, EventTypeFlags, Intents, Shard, ShardId, StreamExt};
use twilight_http::Client;
use twilight_model::application::command::Command;
use twilight_model::application::interaction::{Interaction, InteractionData};
use twilight_model::gateway::event::Event;
use twilight_model::http::attachment::Attachment;
use twilight_model::http::interaction::InteractionResponse;

use crate::script::{Running, commands, first_answer};

/// The part of `data` that the script reads, from what twilight read.
fn data_of(interaction: &Interaction) -> Value {
    match &interaction.data {
        Some(InteractionData::ApplicationCommand(command)) => {
            let mut data = serde_json::to_value(command).expect("twilight writes what it read");
            data["target_id"] = json!(command.target_id.map(|id| id.to_string()));
            data
        }
        Some(InteractionData::MessageComponent(component)) => json!({"custom_id": component.custom_id}),
        Some(InteractionData::ModalSubmit(modal)) => {
            serde_json::to_value(modal).expect("twilight writes what it read")
        }
        _ => Value::Null,
    }
}

/// A callback in twilight's own types.
fn response(body: &Value) -> InteractionResponse {
    let kind = serde_json::from_value(body["type"].clone()).expect("a type that twilight knows");
    let mut data: Value = body["data"].clone();
    // Twilight's type has no default for this one.
    if data.is_object() && body["type"] == 9 {
        data["flags"] = Value::Null;
    }
    let data = twilight_model::http::interaction::InteractionResponseData {
        allowed_mentions: serde_json::from_value(data["allowed_mentions"].clone()).expect("mentions"),
        choices: serde_json::from_value(data["choices"].clone()).expect("choices"),
        components: serde_json::from_value(data["components"].clone()).expect("components"),
        content: serde_json::from_value(data["content"].clone()).expect("content"),
        custom_id: serde_json::from_value(data["custom_id"].clone()).expect("an id"),
        flags: serde_json::from_value(data["flags"].clone()).expect("flags"),
        title: serde_json::from_value(data["title"].clone()).expect("a title"),
        ..Default::default()
    };
    InteractionResponse { kind, data: Some(data) }
}

async fn answer(client: Arc<Client>, interaction: Interaction) {
    let api = client.interaction(interaction.application_id);
    let (kind, data) = (interaction.kind as u64, data_of(&interaction));
    let first = response(&first_answer(kind, &data));
    api.create_response(interaction.id, &interaction.token, &first).await.expect("it is taken");
    match data["name"].as_str() {
        Some("slow") if kind == 2 => {
            let edited = api.update_response(&interaction.token).content(Some("It took its time")).await;
            edited.expect("it is taken").model().await.expect("twilight reads the message");
        }
        Some("file") if kind == 2 => {
            let file = Attachment::from_bytes("list.txt".into(), b"one,two".to_vec(), 0);
            let files = [file];
            let edited =
                api.update_response(&interaction.token).content(Some("Here")).attachments(&files).await;
            edited.expect("it is taken").model().await.expect("twilight reads the message");
        }
        Some("flood") if kind == 2 => {
            let channel = interaction.channel.as_ref().expect("a channel").id;
            for number in 0..7 {
                let text = format!("message {number}");
                let made = client.create_message(channel).content(&text).await.expect("the library waits");
                assert_eq!(made.model().await.expect("twilight reads the message").content, text);
            }
        }
        _ => {}
    }
}

/// Starts it.
pub async fn start(url: String) -> Running {
    let host = url.trim_start_matches("http://").to_owned();
    let client = Arc::new(Client::builder().token("bot-token".to_owned()).proxy(host.clone(), true).build());
    let me = client
        .current_user_application()
        .await
        .expect("it is known")
        .model()
        .await
        .expect("twilight reads it");
    let commands: Vec<Command> = commands()
        .as_array()
        .into_iter()
        .flatten()
        .map(|command| {
            let mut whole = json!({"version": "1", "description": "", "options": [], "type": 1});
            for (key, value) in command.as_object().into_iter().flatten() {
                whole[key] = value.clone();
            }
            serde_json::from_value(whole).expect("a command of twilight's")
        })
        .collect();
    let registered = client.interaction(me.id).set_global_commands(&commands).await.expect("they are taken");
    assert_eq!(registered.models().await.expect("twilight reads its commands").len(), 5);
    let config = ConfigBuilder::new("bot-token".to_owned(), Intents::GUILDS | Intents::GUILD_MESSAGES)
        .proxy_url(format!("ws://{host}"))
        .build();
    let mut shard = Shard::with_config(ShardId::ONE, config);
    Running(tokio::spawn(async move {
        while let Some(event) = shard.next_event(EventTypeFlags::all()).await {
            match event {
                Ok(Event::InteractionCreate(interaction)) => {
                    tokio::spawn(answer(client.clone(), interaction.0));
                }
                Ok(_) => {}
                // A cut connection is what the script asks for; an event that twilight can't read is not.
                Err(error) => {
                    let unread = matches!(
                        error.kind(),
                        twilight_gateway::error::ReceiveMessageErrorType::Deserializing { .. }
                    );
                    assert!(!unread, "{error:?}");
                }
            }
        }
    }))
}
