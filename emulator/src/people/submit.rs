//! Components that are used, and modals that are sent.

use serde_json::{Map, Value, json};

use super::interact::{Made, Scene};
use super::options::Resolved;
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
    if message.author != scene.application {
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
    Ok(Made { data, source: Some(message.id), about: About::Component(message.id), message_kind: 0 })
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
pub(super) fn modal(call: &Call<'_>, scene: Scene) -> Result<Made, ApiError> {
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
    for part in modal["components"].as_array().into_iter().flatten() {
        if let Some(part) = answered(call, scene, part, filled, &mut resolved)? {
            components.push(part);
        }
    }
    let mut data = json!({"custom_id": modal["custom_id"], "components": components});
    if let Some(resolved) = resolved.into_json() {
        data["resolved"] = resolved;
    }
    Ok(Made { data, source: shown_by.source, about: About::Modal(shown_by.origin.clone()), message_kind: 0 })
}

/// A part of the modal with what the person put in; texts have no answer.
fn answered(
    call: &Call<'_>,
    scene: Scene,
    part: &Value,
    filled: &[Value],
    resolved: &mut Resolved,
) -> Result<Option<Value>, ApiError> {
    let mut json = Map::new();
    json.insert("type".into(), part["type"].clone());
    json.insert("id".into(), part["id"].clone());
    let kind = part["type"].as_u64().unwrap_or(0);
    match kind {
        1 => {
            let mut inner = Vec::new();
            for part in part["components"].as_array().into_iter().flatten() {
                inner.extend(answered(call, scene, part, filled, resolved)?);
            }
            json.insert("components".into(), Value::Array(inner));
        }
        18 => {
            let inner = answered(call, scene, &part["component"], filled, resolved)?;
            json.insert("component".into(), json!(inner));
        }
        10 => {}
        _ => {
            let custom_id = part["custom_id"].as_str().unwrap_or_default();
            let given = find_component(filled, custom_id).cloned().unwrap_or_default();
            json.insert("custom_id".into(), part["custom_id"].clone());
            match kind {
                4 => {
                    let usual = part["value"].as_str().unwrap_or_default();
                    let text = given["value"].as_str().unwrap_or(if given.is_null() { usual } else { "" });
                    json.insert("value".into(), json!(text));
                }
                21 | 23 => {
                    json.insert("value".into(), given["value"].clone());
                }
                _ => {
                    let values = given["values"].as_array().cloned().unwrap_or_default();
                    resolve(call, scene, kind, &values, resolved)?;
                    json.insert("values".into(), Value::Array(values));
                }
            }
        }
    }
    Ok(Some(Value::Object(json)))
}
