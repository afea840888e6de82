//! Linked roles: what an application says of a person. Source: resources/application-role-connection-metadata,
//! resources/user.

use serde_json::{Value, json};

use super::call::{Answer, Call, Outcome};
use super::error::ApiError;
use super::oauth::application_of;
use crate::form::Errors;
use crate::state::id::Id;

/// The application of the path, which must be the one that the token was granted to.
fn application(call: &Call<'_>) -> Result<Id, ApiError> {
    let id = call.id("application")?;
    if !call.state.applications.contains_key(&id) {
        return Err(ApiError::unknown_application());
    }
    if application_of(call) == Some(id) { Ok(id) } else { Err(ApiError::unauthorized()) }
}

/// GET /users/@me/applications/{application}/role-connection
pub fn get(call: &mut Call<'_>) -> Outcome {
    let (application, me) = (application(call)?, call.me()?);
    let known = call.state.applications.get(&application).and_then(|one| one.role_connections.get(&me));
    let nothing = || json!({"platform_username": null, "metadata": {}});
    Ok(Answer::Json(known.cloned().unwrap_or_else(nothing)))
}

/// PUT /users/@me/applications/{application}/role-connection
pub fn put(call: &mut Call<'_>) -> Outcome {
    let (id, me) = (application(call)?, call.me()?);
    let application = call.state.applications.get(&id).ok_or_else(ApiError::unknown_application)?;
    let mut errors = Errors::default();
    let body = call.body;
    let name = errors.optional_text(body, "platform_name", 0, 50);
    let username = errors.optional_text(body, "platform_username", 0, 100);
    let metadata = check_metadata(&body["metadata"], &application.role_connection_metadata, &mut errors);
    errors.finish()?;
    let mut json = json!({"platform_username": username, "metadata": metadata});
    // The description knows no null here.
    if let Some(name) = name {
        json["platform_name"] = json!(name);
    }
    if let Some(application) = call.state.applications.get_mut(&id) {
        application.role_connections.insert(me, json.clone());
    }
    Ok(Answer::Json(json))
}

/// Values come as texts, each readable as what its record says.
fn check_metadata(given: &Value, records: &[Value], errors: &mut Errors) -> Value {
    if given.is_null() {
        return json!({});
    }
    errors.within("metadata", |errors| {
        let Some(values) = given.as_object() else {
            errors.add("DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType");
            return json!({});
        };
        for (key, _) in values {
            let Some(record) = records.iter().find(|record| record["key"] == key.as_str()) else {
                let text = "Metadata key is not registered for the application";
                errors.at(key, "APPLICATION_ROLE_CONNECTION_METADATA_KEY_INVALID", text);
                continue;
            };
            let Some(text) = errors.optional_text(given, key, 0, 100) else { continue };
            let is_readable = match record["type"].as_u64() {
                Some(1..=4) => text.parse::<i64>().is_ok(),
                Some(5 | 6) => {
                    chrono::DateTime::parse_from_rfc3339(text).is_ok()
                        || chrono::NaiveDate::parse_from_str(text, "%Y-%m-%d").is_ok()
                }
                _ => matches!(text, "0" | "1" | "true" | "false"),
            };
            if !is_readable {
                let text = "Value is not of the type of its record";
                errors.at(key, "APPLICATION_ROLE_CONNECTION_METADATA_VALUE_INVALID", text);
            }
        }
        given.clone()
    })
}

/// DELETE /users/@me/applications/{application}/role-connection
pub fn delete(call: &mut Call<'_>) -> Outcome {
    let (id, me) = (application(call)?, call.me()?);
    if let Some(application) = call.state.applications.get_mut(&id) {
        application.role_connections.remove(&me);
    }
    Ok(Answer::Empty)
}
