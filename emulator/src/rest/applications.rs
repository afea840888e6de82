//! The application about itself, and where the gateway is.

use std::time::Instant;

use serde_json::{Value, json};

use super::call::{Answer, Call, Outcome};
use super::error::ApiError;
use crate::form::Errors;
use crate::state::user::STARTS_A_DAY;

fn gateway_url(call: &Call<'_>) -> String {
    call.base.replacen("http", "ws", 1)
}

/// GET /gateway
pub fn gateway(call: &mut Call<'_>) -> Outcome {
    Ok(Answer::Json(json!({"url": gateway_url(call)})))
}

/// GET /gateway/bot
pub fn gateway_bot(call: &mut Call<'_>) -> Outcome {
    let me = call.me()?;
    let url = gateway_url(call);
    let application = call.state.applications.get(&me).ok_or_else(ApiError::unauthorized)?;
    let at_once = application.max_concurrency;
    let (left, rest) = application.starts.left(Instant::now(), call.state.faults.clock_scale);
    let reset_after = u64::try_from(rest.as_millis()).unwrap_or(u64::MAX);
    let guilds = call.state.users.get(&me).map_or(0, |user| user.guilds.len());
    Ok(Answer::Json(json!({
        "url": url, "shards": guilds / 1000 + 1,
        "session_start_limit": {
            "total": STARTS_A_DAY, "remaining": left, "reset_after": reset_after, "max_concurrency": at_once,
        },
    })))
}

fn own(call: &Call<'_>) -> Result<Value, ApiError> {
    let application = call.state.applications.get(&call.me()?).ok_or_else(ApiError::unauthorized)?;
    let owner = application.owner.and_then(|id| call.state.users.get(&id));
    let bot = call.state.users.get(&application.id);
    let mut json = application.to_json(owner, bot.map_or(0, |bot| bot.guilds.len()));
    if let Some(bot) = bot {
        json["bot"] = bot.to_json();
    }
    Ok(json)
}

/// GET /applications/@me
pub fn me(call: &mut Call<'_>) -> Outcome {
    own(call).map(Answer::Json)
}

/// GET /oauth2/applications/@me
pub fn oauth_me(call: &mut Call<'_>) -> Outcome {
    own(call).map(Answer::Json)
}

/// PATCH /applications/@me
pub fn edit_me(call: &mut Call<'_>) -> Outcome {
    let me = call.me()?;
    let mut errors = Errors::default();
    let description = errors.optional_text(call.body, "description", 0, 400).map(str::to_owned);
    let endpoint = errors.optional_text(call.body, "interactions_endpoint_url", 0, 2048).map(str::to_owned);
    let connect = errors.optional_text(call.body, "role_connections_verification_url", 0, 2048);
    let connect = connect.filter(|url| !url.is_empty()).map(str::to_owned);
    errors.finish()?;
    if let Some(application) = call.state.applications.get_mut(&me) {
        if call.body.get("role_connections_verification_url").is_some() {
            application.role_connections_verification_url = connect;
        }
        if let Some(description) = description {
            application.description = description;
        }
        if call.body.get("interactions_endpoint_url").is_some() {
            application.interactions_endpoint_url = endpoint.filter(|url| !url.is_empty());
        }
    }
    own(call).map(Answer::Json)
}

/// GET role-connections/metadata
pub fn role_connections(call: &mut Call<'_>) -> Outcome {
    let id = call.own_application()?;
    let list =
        call.state.applications.get(&id).map(|application| application.role_connection_metadata.clone());
    Ok(Answer::Json(json!(list)))
}

/// PUT role-connections/metadata
pub fn put_role_connections(call: &mut Call<'_>) -> Outcome {
    let id = call.own_application()?;
    let list = call.body.as_array().cloned().unwrap_or_default();
    let mut errors = Errors::default();
    if list.len() > 5 {
        errors.add("BASE_TYPE_MAX_LENGTH", "Must be 5 or fewer in length.");
    }
    for (index, record) in list.iter().enumerate() {
        errors.within(index, |errors| {
            let key = errors.text(record, "key", 1, 50);
            if !key.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_')) {
                errors.at("key", "STRING_TYPE_REGEX", "String value did not match validation regex.");
            }
            errors.text(record, "name", 1, 100);
            errors.text(record, "description", 1, 200);
            errors.optional_number(record, "type", 1, 8);
        });
    }
    errors.finish()?;
    if let Some(application) = call.state.applications.get_mut(&id) {
        application.role_connection_metadata = list.clone();
    }
    Ok(Answer::Json(Value::Array(list)))
}

/// GET /applications/{application}/entitlements: nobody bought anything.
pub fn entitlements(call: &mut Call<'_>) -> Outcome {
    call.own_application()?;
    Ok(Answer::Json(json!([])))
}
