//! Components that are used, and modals that are sent.

use serde_json::{Map, Value, json};

use super::allowed::Where;
use super::interact::{Made, Scene};
use super::options::Resolved;
use super::uploads::Sent;
use crate::form::mentions::id_of;
use crate::rest::call::Call;
use crate::rest::error::ApiError;
use crate::state::message::find_component;
use crate::state::origin::About;

fn invalid(text: &str) -> ApiError {
    ApiError::field("data", "COMPONENT_VALIDATION_FAILED", text)
}

/// A button or a select of a message.
pub(super) fn component(call: &Call<'_>, scene: Scene) -> Result<Made, ApiError> {
    let given = &call.body["data"];
    let message = id_of(&call.body["message_id"])
        .ok_or_else(|| ApiError::field("message_id", "BASE_TYPE_REQUIRED", "This field is required"))?;
    let channel = call.visible_channel(scene.channel)?;
    let message = channel.message_for(scene.user, message).ok_or_else(ApiError::unknown_message)?;
    if message.application != Some(scene.application) {
        return Err(invalid("The message is of another application"));
    }
    let custom_id = given["custom_id"].as_str().unwrap_or_default();
    let part = message.component(custom_id).ok_or_else(|| invalid("There is no such component"))?;
    if part["disabled"] == true {
        return Err(invalid("The component is disabled"));
    }
    let kind = part["type"].as_u64().unwrap_or(2);
    let mut data = json!({"custom_id": custom_id, "component_type": kind, "id": part["id"]});
    if kind != 2 {
        let values = given["values"].as_array().cloned().unwrap_or_default();
        let mut resolved = Resolved::default();
        resolve(call, scene, kind, &values, &mut resolved)?;
        data["values"] = Value::Array(values);
        if let Some(resolved) = resolved.into_json() {
            data["resolved"] = resolved;
        }
    }
    let owners = match &message.origin {
        Some(origin) => origin.owners,
        None => Where::channel(call.state, channel, scene.user).owners(call.state, scene.application),
    };
    Ok(Made { data, source: Some(message.id), about: About::Component(message.id), owners, message_kind: 0 })
}

/// Resolves the values of a select (5 users, 6 roles, 7 mentionables, 8 channels).
fn resolve(
    call: &Call<'_>,
    scene: Scene,
    kind: u64,
    values: &[Value],
    resolved: &mut Resolved,
) -> Result<(), ApiError> {
    // Options and selects number the same things differently.
    let as_option = match kind {
        5 => 6,
        6 => 8,
        7 => 9,
        8 => 7,
        _ => return Ok(()),
    };
    for value in values {
        let known = id_of(value).is_some_and(|id| {
            resolved.value(call.state, as_option, scene.guild, scene.user, scene.application, id)
        });
        if !known {
            return Err(invalid("A value names something that does not exist"));
        }
    }
    Ok(())
}

/// A modal that was filled.
pub(super) fn modal(call: &Call<'_>, scene: Scene, sent: &Sent) -> Result<Made, ApiError> {
    let given = &call.body["data"];
    let shown_by = id_of(&given["id"]).and_then(|id| call.state.interactions.get(id));
    let shown_by = shown_by.filter(|one| one.user == scene.user && one.application == scene.application);
    let shown_by = shown_by.ok_or_else(ApiError::unknown_interaction)?;
    let modal = shown_by.modal.as_ref().ok_or_else(ApiError::unknown_interaction)?;
    if modal["custom_id"] != given["custom_id"] {
        return Err(invalid("The modal has another custom id"));
    }
    let filled = given["components"].as_array().map(Vec::as_slice).unwrap_or_default();
    let mut resolved = Resolved::default();
    let mut components = Vec::new();
    let form = Form { call, scene, filled, sent };
    for part in modal["components"].as_array().into_iter().flatten() {
        components.push(form.answered(part, &mut resolved)?);
    }
    let mut data = json!({"custom_id": modal["custom_id"], "components": components});
    if let Some(resolved) = resolved.into_json() {
        data["resolved"] = resolved;
    }
    let (about, owners) = (About::Modal(shown_by.origin.clone()), shown_by.origin.owners);
    Ok(Made { data, source: shown_by.source, about, owners, message_kind: 0 })
}

/// What a person put into a modal.
struct Form<'a, 'b> {
    call: &'a Call<'b>,
    scene: Scene,
    filled: &'a [Value],
    sent: &'a Sent,
}

impl Form<'_, '_> {
    /// A part of the modal with what the person put in.
    fn answered(&self, part: &Value, resolved: &mut Resolved) -> Result<Value, ApiError> {
        let mut json = Map::new();
        json.insert("type".into(), part["type"].clone());
        json.insert("id".into(), part["id"].clone());
        match part["type"].as_u64().unwrap_or(0) {
            1 => {
                let mut inner = Vec::new();
                for part in part["components"].as_array().into_iter().flatten() {
                    inner.push(self.answered(part, resolved)?);
                }
                json.insert("components".into(), Value::Array(inner));
            }
            18 => {
                let inner = self.answered(&part["component"], resolved)?;
                json.insert("component".into(), inner);
            }
            10 => {}
            kind => self.field(part, kind, &mut json, resolved)?,
        }
        Ok(Value::Object(json))
    }

    fn field(
        &self,
        part: &Value,
        kind: u64,
        json: &mut Map<String, Value>,
        resolved: &mut Resolved,
    ) -> Result<(), ApiError> {
        let custom_id = part["custom_id"].as_str().unwrap_or_default();
        let given = find_component(self.filled, custom_id).cloned().unwrap_or_default();
        json.insert("custom_id".into(), part["custom_id"].clone());
        let values = || given["values"].as_array().cloned().unwrap_or_default();
        match kind {
            4 => {
                let usual = part["value"].as_str().unwrap_or_default();
                let text = given["value"].as_str().unwrap_or(if given.is_null() { usual } else { "" });
                json.insert("value".into(), json!(text));
            }
            21 | 23 => {
                json.insert("value".into(), given["value"].clone());
            }
            19 => {
                let mut files = Vec::new();
                for value in values() {
                    let file = self.sent.named(&value);
                    let (id, file) = file.ok_or_else(|| invalid("A value names a file that was not sent"))?;
                    files.push(json!(id));
                    resolved.attachment(id, file);
                }
                json.insert("values".into(), Value::Array(files));
            }
            _ => {
                let values = values();
                resolve(self.call, self.scene, kind, &values, resolved)?;
                json.insert("values".into(), Value::Array(values));
            }
        }
        Ok(())
    }
}
