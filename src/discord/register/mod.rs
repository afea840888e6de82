//! The commands as Discord knows them, and telling it when they changed.
//!
//! `maker` knows how a command and its options are written, in every language; `everywhere` has the commands of all
//! servers, `program` that of the program's own; `known` keeps the ids that Discord gave them. What a command does is no
//! matter here.

mod everywhere;
mod known;
mod maker;
mod program;

pub use known::CommandIds;
use maker::Maker;
use serde_json::Value;
use serenity::all::{ApplicationId, GuildId, Route};
use serenity::http::{LightMethod, Request};

use super::client::{CallError, Client};
use super::words::Words;
use crate::points::rules::Rules;
use crate::store::outside::Server;

/// The commands for all servers, and those for the program's own server alone.
#[must_use]
pub fn definitions(words: &Words, rules: &Rules) -> (Value, Value) {
    let maker = Maker { words, rules };
    (Value::Array(maker.everywhere()), Value::Array(vec![maker.program()]))
}

/// Tells Discord the commands, each list only when it differs from what Discord has, and learns their ids.
///
/// # Errors
/// [`CallError`] as Discord answers.
pub async fn register(
    client: &Client,
    application: ApplicationId,
    words: &Words,
    rules: &Rules,
    own_server: Option<Server>,
    ids: &CommandIds,
) -> Result<(), CallError> {
    let (everywhere, own) = definitions(words, rules);
    put_changed(client, Route::Commands { application_id: application }, &everywhere, ids).await?;
    if let Some(server) = own_server {
        let guild_id = GuildId::new(server.get());
        put_changed(client, Route::GuildCommands { application_id: application, guild_id }, &own, ids)
            .await?;
    }
    Ok(())
}

async fn put_changed(
    client: &Client,
    route: Route<'_>,
    wanted: &Value,
    ids: &CommandIds,
) -> Result<(), CallError> {
    let ask =
        Request::new(route, LightMethod::Get).params(Some(vec![("with_localizations", "true".to_owned())]));
    let known = client.call(ask).await?;
    if same_commands(wanted, &known) {
        ids.learn(&known);
        return Ok(());
    }
    let body = serde_json::to_vec(wanted).unwrap_or_default();
    ids.learn(&client.call(Request::new(route, LightMethod::Put).body(Some(body))).await?);
    tracing::info!("commands told to Discord");
    Ok(())
}

/// Whether Discord has exactly these commands. It adds fields of its own, so only what we say is compared.
fn same_commands(wanted: &Value, known: &Value) -> bool {
    let (Some(wanted), Some(known)) = (wanted.as_array(), known.as_array()) else { return false };
    wanted.len() == known.len()
        && wanted.iter().all(|one| known.iter().any(|other| one["name"] == other["name"] && says(one, other)))
}

/// Whether `known` says everything that `wanted` says. What is false, null or empty may be left out.
fn says(wanted: &Value, known: &Value) -> bool {
    match (wanted, known) {
        (Value::Object(wanted), Value::Object(known)) => {
            wanted.iter().all(|(key, value)| says(value, known.get(key).unwrap_or(&Value::Null)))
        }
        (Value::Array(wanted), Value::Array(known)) => {
            wanted.len() == known.len() && wanted.iter().zip(known).all(|(one, other)| says(one, other))
        }
        (Value::Bool(false) | Value::Null, Value::Bool(false) | Value::Null) => true,
        (Value::Array(wanted), Value::Null) => wanted.is_empty(),
        (Value::Number(one), Value::Number(other)) => one.as_f64() == other.as_f64(),
        _ => wanted == known,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn commands_are_the_same_when_discord_only_adds_to_them() {
        let wanted = json!([{ "name": "help", "type": 1, "options": [] }]);
        assert!(same_commands(&wanted, &json!([{ "id": "1", "name": "help", "type": 1, "nsfw": false }])));
        assert!(!same_commands(&wanted, &json!([{ "id": "1", "name": "help", "type": 1, "options": [{}] }])));
        assert!(!same_commands(&wanted, &json!([])));
    }
}
