//! The ceiling: the same gateway library, the same way out, a card of the same size, and no database.

use std::sync::Arc;

use ovation::discord::client::{Asker, Client};
use ovation::discord::component::{Component, Style};
use ovation::discord::gateway::GatewayBot;
use ovation::discord::reply::{Card, Reply};
use ovation::discord::{CommandIds, register};
use ovation::points::rules;
use ovation::words::Words;
use secrecy::SecretString;
use serenity::all::{
    Context, CurrentApplicationInfo, EventHandler, GatewayIntents, HttpBuilder, Interaction, Route,
};
use serenity::client::ClientBuilder;

use crate::Failure;
use crate::people::{TOKEN, rules_text};

struct Echo {
    client: Client,
}

#[serenity::async_trait]
impl EventHandler for Echo {
    async fn ready(&self, _: Context, _: serenity::all::Ready) {
        eprintln!("connected");
    }

    async fn interaction_create(&self, _: Context, interaction: Interaction) {
        let Interaction::Command(command) = interaction else { return };
        let asker = Asker {
            interaction: command.id,
            token: command.token.clone(),
            application: command.application_id,
            clicked: false,
            types: false,
        };
        let card = Card(vec![Component::Container {
            color: Some(0x2E_86_C1),
            parts: vec![
                Component::Text("✅ **1** points to **Contoso** from **Group** · 🎤 Presentation".to_owned()),
                Component::Text(
                    "Left this quarter: **999999** (before: 1000000)\nContoso: 0 → **1** points".to_owned(),
                ),
                Component::Row(vec![Component::button(Style::Danger, "Undo (within 15 min)", "v1:undo:1")]),
            ],
        }]);
        if let Err(error) = self.client.answer(&asker, async { Reply::Private(card.clone()) }, &card).await {
            eprintln!("ceiling: {error}");
        }
    }
}

/// Answers every command at once.
pub async fn answer_at(url: &str) -> Result<(), Failure> {
    let client = Client::new(url, &SecretString::from(TOKEN))?;
    let gateway: GatewayBot = client.get(Route::GatewayBot).await?;
    let application: CurrentApplicationInfo = client.get(Route::Oauth2ApplicationCurrent).await?;
    let words = Words::load()?;
    let known: Vec<&str> = words.languages().collect();
    let rules = rules::parse("program.toml", &rules_text(), &known).map_err(|faults| faults.to_string())?;
    register(&client, application.id, &words, &rules, None, &CommandIds::default()).await?;
    let http = HttpBuilder::new(TOKEN).proxy(url).ratelimiter_disabled(true).build();
    let mut bot = ClientBuilder::new_with_http(http, GatewayIntents::GUILDS)
        .event_handler_arc(Arc::new(Echo { client }))
        .await?;
    *bot.ws_url.lock().await = gateway.url;
    bot.start_shards(1).await?;
    Ok(())
}
