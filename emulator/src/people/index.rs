//! Which commands a person may use in a server or a conversation.

use serde_json::{Value, json};

use super::allowed::Where;
use crate::rest::call::{Answer, Call, Outcome};
use crate::state::State;
use crate::state::command::Command;
use crate::state::id::Id;

/// The command with this id that exists in the guild (or, for a direct conversation, everywhere).
pub fn command(state: &State, application: Id, guild: Option<Id>, id: Id) -> Option<&Command> {
    let application = state.applications.get(&application)?;
    let of_guild = guild.and_then(|guild| application.guild_commands.get(&guild));
    of_guild.into_iter().flatten().chain(&application.commands).find(|command| command.id == id)
}

/// GET /guilds/{guild}/application-command-index: what the person may use somewhere in the server.
pub fn index(call: &mut Call<'_>) -> Outcome {
    let guild = call.guild()?;
    let place = Where { guild: Some(guild), channel: None, user: call.me()? };
    Ok(Answer::Json(listed(call, place)))
}

/// GET /channels/{channel}/application-command-index: what the person may use right there; direct conversations too.
pub fn of_channel(call: &mut Call<'_>) -> Outcome {
    let channel = call.channel()?;
    let place = Where::channel(call.state, channel, call.me()?);
    Ok(Answer::Json(listed(call, place)))
}

fn listed(call: &Call<'_>, place: Where<'_>) -> Value {
    let state = &*call.state;
    let user = state.users.get(&place.user);
    let locale = user.map(|user| user.locale.as_str()).unwrap_or_default();
    let mut bots: Vec<Id> = match (place.guild, place.channel) {
        (Some(guild), _) => guild.members.keys().copied().collect(),
        (None, Some(channel)) => channel.recipients.clone(),
        _ => Vec::new(),
    };
    for installed in user.into_iter().flat_map(|user| &user.installed) {
        if !bots.contains(installed) {
            bots.push(*installed);
        }
    }
    let mut applications: Vec<Value> = Vec::new();
    let mut commands: Vec<Value> = Vec::new();
    for application in bots.into_iter().filter_map(|id| state.applications.get(&id)) {
        applications.push(json!({
            "id": application.id, "name": application.name, "bot_id": application.id, "icon": null,
            "description": application.description,
        }));
        let of_guild = place.guild.and_then(|guild| application.guild_commands.get(&guild.id));
        let all = of_guild.into_iter().flatten().chain(&application.commands);
        commands.extend(
            all.filter(|command| place.allows(state, application, command).is_some())
                .map(|command| localised(command.json.clone(), locale)),
        );
    }
    json!({"applications": applications, "application_commands": commands})
}

/// What a person reads of a command, in the person's language where the bot gave it: descriptions, and names of
/// choices. Names of commands and options stay, because they are what is sent; `name_localized` is what is read.
fn localised(mut part: Value, locale: &str) -> Value {
    let text = |part: &Value, key: &str| translation(&part[key], locale);
    if let Some(description) = text(&part, "description_localizations") {
        part["description"] = json!(description);
    }
    if let Some(name) = text(&part, "name_localizations") {
        let key = if part["value"].is_null() { "name_localized" } else { "name" };
        part[key] = json!(name);
    }
    for list in ["options", "choices"] {
        if let Some(parts) = part[list].as_array_mut() {
            for below in parts {
                *below = localised(below.take(), locale);
            }
        }
    }
    part
}

/// Discord falls back from en-US to en-GB and the other way, and from es-419 to es-ES.
fn translation(localizations: &Value, locale: &str) -> Option<String> {
    let other = match locale {
        "en-US" => "en-GB",
        "en-GB" => "en-US",
        "es-419" => "es-ES",
        _ => locale,
    };
    let text = |locale: &str| localizations[locale].as_str().map(str::to_owned);
    text(locale).or_else(|| text(other))
}
