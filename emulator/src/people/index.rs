//! Which commands a person may use in a server.

use serde_json::{Value, json};

use crate::rest::call::{Answer, Call, Outcome};
use crate::state::State;
use crate::state::command::Command;
use crate::state::id::Id;
use crate::state::permissions;

/// The command with this id that exists in the guild (or, for a direct conversation, everywhere).
pub fn command(state: &State, application: Id, guild: Option<Id>, id: Id) -> Option<&Command> {
    let application = state.applications.get(&application)?;
    let of_guild = guild.and_then(|guild| application.guild_commands.get(&guild));
    of_guild.into_iter().flatten().chain(&application.commands).find(|command| command.id == id)
}

/// May this person use the command there?
pub fn may_use(state: &State, command: &Command, guild: Option<Id>, user: Id) -> bool {
    let Some(guild) = guild.and_then(|id| state.guilds.get(&id)) else {
        // Context 1 is the bot's direct conversation.
        let contexts = command.json["contexts"].as_array();
        return contexts.is_none_or(|contexts| contexts.iter().any(|context| context == 1));
    };
    let contexts = command.json["contexts"].as_array();
    let here = contexts.is_none_or(|contexts| contexts.iter().any(|context| context == 0));
    let bits = permissions::in_guild(guild, user);
    here && bits & permissions::USE_APPLICATION_COMMANDS != 0 && command.is_open_to(bits)
}

/// GET /guilds/{guild}/application-command-index
pub fn index(call: &mut Call<'_>) -> Outcome {
    let guild = call.guild()?;
    let me = call.me()?;
    let locale = call.state.users.get(&me).map_or_else(String::new, |user| user.locale.clone());
    let bots = guild.members.keys().filter_map(|id| call.state.applications.get(id));
    let mut applications: Vec<Value> = Vec::new();
    let mut commands: Vec<Value> = Vec::new();
    for application in bots {
        applications.push(json!({
            "id": application.id, "name": application.name, "bot_id": application.id, "icon": null,
            "description": application.description,
        }));
        let of_guild = application.guild_commands.get(&guild.id);
        let all = of_guild.into_iter().flatten().chain(&application.commands);
        commands.extend(
            all.filter(|command| may_use(call.state, command, Some(guild.id), me))
                .map(|command| localised(command.json.clone(), &locale)),
        );
    }
    Ok(Answer::Json(json!({"applications": applications, "application_commands": commands})))
}

/// What a person reads of a command, in the person's language where the bot gave it: descriptions, and names of
/// choices. Names of commands and options stay, because they are what is sent.
fn localised(mut part: Value, locale: &str) -> Value {
    let text = |part: &Value, key: &str| translation(&part[key], locale);
    if let Some(description) = text(&part, "description_localizations") {
        part["description"] = json!(description);
    }
    if let Some(name) = text(&part, "name_localizations").filter(|_| !part["value"].is_null()) {
        part["name"] = json!(name);
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
