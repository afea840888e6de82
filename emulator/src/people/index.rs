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
                .map(|command| command.json.clone()),
        );
    }
    Ok(Answer::Json(json!({"applications": applications, "application_commands": commands})))
}
