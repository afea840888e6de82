//! `data.options` and `data.resolved` of a command, as the bot gets them.

use serde_json::{Map, Value, json};

use super::uploads::Sent;
use crate::form::mentions::id_of;
use crate::rest::call::Call;
use crate::rest::error::ApiError;
use crate::state::State;
use crate::state::command::Command;
use crate::state::id::Id;

/// Things that ids in an interaction mean.
#[derive(Debug, Default)]
pub struct Resolved(Map<String, Value>);

impl Resolved {
    fn put(&mut self, kind: &str, id: Id, value: Value) {
        let group = self.0.entry(kind).or_insert_with(|| json!({}));
        group[id.to_string()] = value;
    }

    /// A user, with their membership in the guild.
    pub fn user(&mut self, state: &State, guild: Option<Id>, id: Id) -> bool {
        let Some(user) = state.users.get(&id) else { return false };
        self.put("users", id, user.to_json());
        if let Some(guild) = guild.and_then(|id| state.guilds.get(&id))
            && let Some(mut member) = state.bare_member_json(guild, id)
        {
            member["permissions"] = json!(crate::state::permissions::in_guild(guild, id).to_string());
            self.put("members", id, member);
        }
        true
    }

    /// A role of the guild.
    pub fn role(&mut self, state: &State, guild: Option<Id>, id: Id) -> bool {
        let role = guild.and_then(|guild| state.guilds.get(&guild)?.role(id));
        role.map(|role| self.put("roles", id, role.to_json())).is_some()
    }

    /// A channel, with what the person and the bot may do there.
    pub fn channel(&mut self, state: &State, user: Id, bot: Id, id: Id) -> bool {
        let Some(channel) = state.channels.get(&id) else { return false };
        let mut json = channel.to_json();
        json["permissions"] = json!(state.rights(channel, user).to_string());
        json["app_permissions"] = json!(state.rights(channel, bot).to_string());
        if let Some(map) = json.as_object_mut() {
            map.remove("permission_overwrites");
        }
        self.put("channels", id, json);
        true
    }

    /// A value of an option or a select of this kind (6 user, 7 channel, 8 role, 9 mentionable, in options' numbers).
    pub fn value(&mut self, state: &State, kind: u64, guild: Option<Id>, user: Id, bot: Id, id: Id) -> bool {
        match kind {
            6 => self.user(state, guild, id),
            7 => self.channel(state, user, bot, id),
            8 => self.role(state, guild, id),
            _ => self.role(state, guild, id) || self.user(state, guild, id),
        }
    }

    /// A file that came with the interaction.
    pub fn attachment(&mut self, id: Id, json: Value) {
        self.put("attachments", id, json);
    }

    /// A message.
    pub fn message(&mut self, id: Id, json: Value) {
        self.put("messages", id, json);
    }

    /// The JSON, when there is anything.
    pub fn into_json(self) -> Option<Value> {
        (!self.0.is_empty()).then_some(Value::Object(self.0))
    }
}

fn refused(text: &str) -> ApiError {
    ApiError::field("data", "INTERACTION_APPLICATION_COMMAND_INVALID", text)
}

/// Reads what a person filled in and builds the bot's `data`. Values aren't checked against limits: clients do that,
/// and a bot has to be ready for those that don't.
pub(super) fn command_data(
    call: &Call<'_>,
    command: &Command,
    guild: Option<Id>,
    bot: Id,
    sent: &Sent,
) -> Result<Value, ApiError> {
    let given = &call.body["data"];
    let mut resolved = Resolved::default();
    let mut data = json!({"id": command.id, "name": command.name, "type": command.kind});
    if let Some(guild) = command.guild {
        data["guild_id"] = json!(guild);
    }
    let me = call.me()?;
    if let Some(target) = id_of(&given["target_id"]) {
        data["target_id"] = json!(target);
        let known = match command.kind {
            2 => resolved.user(call.state, guild, target),
            _ => {
                let channel = id_of(&call.body["channel_id"]);
                let channel = channel.and_then(|id| call.state.channels.get(&id));
                let message = channel.and_then(|channel| channel.message_for(me, target));
                // The target of a command is readable without the content intent.
                let reader = crate::state::message::Reader::Bot { user: bot, sees_content: true };
                message
                    .map(|message| resolved.message(target, call.state.message_json(message, reader)))
                    .is_some()
            }
        };
        if !known {
            return Err(refused("The target of the command does not exist"));
        }
    } else if command.kind != 1 {
        return Err(refused("This command needs a target"));
    }
    if let Some(options) = given["options"].as_array().filter(|options| !options.is_empty()) {
        let known = command.json["options"].as_array().map(Vec::as_slice).unwrap_or_default();
        let reader = Reader { call, guild, bot, me, sent };
        data["options"] = reader.read(options, known, &mut resolved)?;
    }
    if let Some(resolved) = resolved.into_json() {
        data["resolved"] = resolved;
    }
    Ok(data)
}

struct Reader<'a, 'b> {
    call: &'a Call<'b>,
    guild: Option<Id>,
    bot: Id,
    me: Id,
    sent: &'a Sent,
}

impl Reader<'_, '_> {
    fn read(&self, given: &[Value], known: &[Value], resolved: &mut Resolved) -> Result<Value, ApiError> {
        let mut list = Vec::new();
        for option in given {
            let name = option["name"].as_str().unwrap_or_default();
            let Some(rule) = known.iter().find(|rule| rule["name"] == name) else {
                return Err(refused("This command is outdated, please try again in a few minutes"));
            };
            let kind = rule["type"].as_u64().unwrap_or(3);
            let mut json = json!({"name": name, "type": kind});
            if kind <= 2 {
                let inner = option["options"].as_array().map(Vec::as_slice).unwrap_or_default();
                let known = rule["options"].as_array().map(Vec::as_slice).unwrap_or_default();
                json["options"] = self.read(inner, known, resolved)?;
            } else {
                self.leaf(option, kind, &mut json, resolved)?;
            }
            list.push(json);
        }
        Ok(Value::Array(list))
    }

    fn leaf(
        &self,
        option: &Value,
        kind: u64,
        json: &mut Value,
        resolved: &mut Resolved,
    ) -> Result<(), ApiError> {
        let focused = option["focused"] == true;
        json["value"] = value(&option["value"], kind, focused);
        if focused {
            json["focused"] = json!(true);
        }
        if let (6..=9, Some(id)) = (kind, id_of(&option["value"]))
            && !resolved.value(self.call.state, kind, self.guild, self.me, self.bot, id)
        {
            return Err(refused("An option names something that does not exist"));
        }
        let is_typing = self.call.body["type"] == 4;
        if kind == 11 && !is_typing {
            let file = self.sent.named(&option["value"]);
            let (id, file) = file.ok_or_else(|| refused("An option names a file that was not sent"))?;
            json["value"] = json!(id);
            resolved.attachment(id, file);
        }
        Ok(())
    }
}

/// Numbers may come as text from a form; what is being typed stays text.
fn value(given: &Value, kind: u64, focused: bool) -> Value {
    match (kind, given) {
        (4 | 10, Value::String(text)) if !focused => {
            text.parse::<serde_json::Number>().map_or_else(|_| given.clone(), Value::Number)
        }
        (6..=9 | 11, Value::Number(number)) => Value::String(number.to_string()),
        _ => given.clone(),
    }
}
