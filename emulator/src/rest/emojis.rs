//! Emojis of an application and of a server. Source: resources/emoji.

use serde_json::{Value, json};

use super::call::{Answer, Call, Outcome};
use super::error::ApiError;
use crate::form::Errors;
use crate::state::id::Id;
use crate::state::permissions as bit;

/// Discord: so many emojis of an application.
const OF_AN_APPLICATION: usize = 2_000;
/// Discord: so many emojis of a server that nobody boosts.
const OF_A_GUILD: usize = 50;

/// Whose emojis.
#[derive(Debug, Clone, Copy)]
enum Whose {
    Application(Id),
    Guild(Id),
}

/// By the path; `bits` are needed in a server.
fn whose(call: &Call<'_>, bits: u64) -> Result<Whose, ApiError> {
    if call.param("guild").is_empty() {
        call.own_application().map(Whose::Application)
    } else {
        call.guild_with(bits).map(|guild| Whose::Guild(guild.id))
    }
}

fn emojis<'a>(call: &'a mut Call<'_>, whose: Whose) -> Result<&'a mut Vec<Value>, ApiError> {
    match whose {
        Whose::Application(id) => call
            .state
            .applications
            .get_mut(&id)
            .map(|one| &mut one.emojis)
            .ok_or_else(ApiError::unknown_application),
        Whose::Guild(id) => {
            call.state.guilds.get_mut(&id).map(|one| &mut one.emojis).ok_or_else(ApiError::unknown_guild)
        }
    }
}

/// Says what a server's emojis are now, and writes it down.
fn tell(call: &mut Call<'_>, whose: Whose, action: u16, emoji: Id, name: &Value) {
    let Whose::Guild(guild) = whose else { return };
    let list = call.state.guilds.get(&guild).map(|guild| guild.emojis.clone()).unwrap_or_default();
    call.state.emit_to_guild(guild, "GUILD_EMOJIS_UPDATE", &json!({"guild_id": guild, "emojis": list}));
    call.log(guild, action, Some(emoji), json!([{"key": "name", "new_value": name}]));
}

fn check_name(errors: &mut Errors, name: &str) {
    if !name.is_empty() && !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
        errors.at("name", "STRING_TYPE_REGEX", "String value did not match validation regex.");
    }
}

/// GET emojis
pub fn list(call: &mut Call<'_>) -> Outcome {
    let whose = whose(call, 0)?;
    let list = emojis(call, whose)?.clone();
    Ok(Answer::Json(match whose {
        Whose::Application(_) => json!({"items": list}),
        Whose::Guild(_) => Value::Array(list),
    }))
}

/// GET emojis/{emoji}
pub fn one(call: &mut Call<'_>) -> Outcome {
    let whose = whose(call, 0)?;
    let id = json!(call.id("emoji")?);
    let found = emojis(call, whose)?.iter().find(|emoji| emoji["id"] == id).cloned();
    found.map(Answer::Json).ok_or_else(ApiError::unknown_emoji)
}

/// POST emojis
pub fn create(call: &mut Call<'_>) -> Outcome {
    let whose = whose(call, bit::CREATE_GUILD_EXPRESSIONS)?;
    let mut errors = Errors::default();
    let name = errors.text(call.body, "name", 2, 32).to_owned();
    check_name(&mut errors, &name);
    let image = errors.text(call.body, "image", 1, 400_000);
    let is_animated = image.starts_with("data:image/gif");
    if !image.is_empty() && !image.starts_with("data:image/") {
        errors.at("image", "BASE64_TYPE_INVALID", "Must be an image as a data URI.");
    }
    errors.finish()?;
    let most = if matches!(whose, Whose::Guild(_)) { OF_A_GUILD } else { OF_AN_APPLICATION };
    if emojis(call, whose)?.len() >= most {
        return Err(ApiError::max_emojis());
    }
    let (id, me) = (call.state.ids.make(), call.me()?);
    let user = call.state.users.get(&me).map(|user| user.to_json());
    let roles = call.body["roles"].as_array().cloned().unwrap_or_default();
    let emoji = json!({
        "id": id, "name": name, "roles": roles, "user": user, "require_colons": true, "managed": false,
        "animated": is_animated, "available": true,
    });
    emojis(call, whose)?.push(emoji.clone());
    tell(call, whose, 60, id, &emoji["name"]);
    Ok(Answer::Created(emoji))
}

/// PATCH emojis/{emoji}
pub fn edit(call: &mut Call<'_>) -> Outcome {
    let whose = whose(call, bit::MANAGE_GUILD_EXPRESSIONS)?;
    let id = call.id("emoji")?;
    let mut errors = Errors::default();
    let name = errors.optional_text(call.body, "name", 2, 32);
    check_name(&mut errors, name.unwrap_or_default());
    errors.finish()?;
    let body = call.body;
    let found = emojis(call, whose)?.iter_mut().find(|emoji| emoji["id"] == json!(id));
    let found = found.ok_or_else(ApiError::unknown_emoji)?;
    if let Some(name) = name {
        found["name"] = json!(name);
    }
    if body["roles"].is_array() {
        found["roles"] = body["roles"].clone();
    }
    let emoji = found.clone();
    tell(call, whose, 61, id, &emoji["name"]);
    Ok(Answer::Json(emoji))
}

/// DELETE emojis/{emoji}
pub fn delete(call: &mut Call<'_>) -> Outcome {
    let whose = whose(call, bit::MANAGE_GUILD_EXPRESSIONS)?;
    let id = call.id("emoji")?;
    let list = emojis(call, whose)?;
    let place = list.iter().position(|emoji| emoji["id"] == json!(id)).ok_or_else(ApiError::unknown_emoji)?;
    let gone = list.remove(place);
    tell(call, whose, 62, id, &gone["name"]);
    Ok(Answer::Empty)
}
