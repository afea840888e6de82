//! The bot of the script on serenity.

use std::sync::Arc;

use serde_json::{Value, json};
use serenity::all::{
    ClientBuilder, Context, CreateAttachment, EventHandler, GatewayIntents, Http, HttpBuilder, Interaction,
};
use serenity::async_trait;

use crate::script::{Running, commands, first_answer};

struct Handler {
    http: Arc<Http>,
}

#[async_trait]
impl EventHandler for Handler {
    async fn interaction_create(&self, _: Context, interaction: Interaction) {
        let http = &self.http;
        let (id, token) = (interaction.id(), interaction.token().to_owned());
        let kind = match &interaction {
            Interaction::Command(_) => 2,
            Interaction::Component(_) => 3,
            Interaction::Autocomplete(_) => 4,
            _ => 5,
        };
        // Serenity's own types, written out again: what it lost in reading is lost here.
        let whole = serde_json::to_value(&interaction).expect("serenity writes what it read");
        let data = match &interaction {
            Interaction::Command(command) | Interaction::Autocomplete(command) => {
                let options: Vec<Value> = command
                    .data
                    .options
                    .iter()
                    .map(|o| json!({"name": o.name, "value": o.value.as_str()}))
                    .collect();
                let target = command.data.target_id.map(|target| target.to_string());
                json!({"name": command.data.name, "options": options, "target_id": target})
            }
            _ => whole["data"].clone(),
        };
        http.create_interaction_response(id, &token, &first_answer(kind, &data), Vec::new())
            .await
            .expect("it is taken");
        match data["name"].as_str() {
            Some("slow") if kind == 2 => {
                let edit = json!({"content": "It took its time"});
                http.edit_original_interaction_response(&token, &edit, Vec::new())
                    .await
                    .expect("it is taken");
            }
            Some("file") if kind == 2 => {
                let edit = json!({"content": "Here"});
                let file = CreateAttachment::bytes("one,two", "list.txt");
                http.edit_original_interaction_response(&token, &edit, vec![file])
                    .await
                    .expect("it is taken");
            }
            Some("flood") if kind == 2 => {
                let Interaction::Command(command) = interaction else { return };
                for number in 0..7 {
                    let body =
                        json!({"content": format!("message {number}"), "allowed_mentions": {"parse": []}});
                    // Serenity's limiter would go around the proxy, so this bot waits by itself.
                    while http.send_message(command.channel_id, Vec::new(), &body).await.is_err() {
                        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
                    }
                }
            }
            _ => {}
        }
    }
}

/// Starts it.
pub async fn start(url: String) -> Running {
    let build = || HttpBuilder::new("bot-token").proxy(&url).ratelimiter_disabled(true).build();
    let http = Arc::new(build());
    let application = http.get_current_application_info().await.expect("it is known").id;
    http.set_application_id(application);
    let registered = http.create_global_commands(&commands()).await.expect("serenity reads its commands");
    assert_eq!(registered.len(), 5);
    let own = build();
    own.set_application_id(application);
    let mut client = ClientBuilder::new_with_http(own, GatewayIntents::non_privileged())
        .event_handler(Handler { http })
        .await
        .expect("a client");
    Running(tokio::spawn(async move {
        client.start().await.expect("it runs");
    }))
}
