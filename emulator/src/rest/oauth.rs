//! Tokens that people grant applications. Source: topics/oauth2.

use serde_json::{Value, json};

use super::call::{Answer, Call, Outcome, Who};
use super::error::ApiError;
use crate::state::id::{Id, now_millis, timestamp};
use crate::state::oauth::{BadCode, Consent, TOKEN_LIFE};

/// Scopes that the emulator gives a meaning.
pub const SCOPES: [&str; 8] = [
    "identify",
    "email",
    "guilds",
    "guilds.members.read",
    "guilds.join",
    "role_connections.write",
    "applications.commands.update",
    "applications.commands.permissions.update",
];

/// OAuth2's own form of a refusal.
fn refused(status: u16, error: &str, description: Option<&str>) -> Outcome {
    let mut body = json!({"error": error});
    if let Some(text) = description {
        body["error_description"] = json!(text);
    }
    Ok(Answer::Status(status, body))
}

/// The application that names itself in the body, with its secret.
fn client(call: &Call<'_>) -> Option<Id> {
    let id: Id = call.body["client_id"].as_str()?.parse().ok()?;
    let application = call.state.applications.get(&id)?;
    (call.body["client_secret"] == application.client_secret.as_str()).then_some(id)
}

/// POST /oauth2/token
pub fn token(call: &mut Call<'_>) -> Outcome {
    let Some(application) = client(call) else { return refused(401, "invalid_client", None) };
    let body = call.body;
    let field = |key: &str| body[key].as_str().unwrap_or_default();
    let consent = match field("grant_type") {
        "authorization_code" => {
            let redirect = body["redirect_uri"].as_str();
            match call.state.oauth.redeem(field("code"), application, redirect) {
                Ok(consent) => consent,
                Err(BadCode::Code) => {
                    return refused(400, "invalid_grant", Some("Invalid \"code\" in request."));
                }
                Err(BadCode::Redirect) => {
                    return refused(400, "invalid_grant", Some("Invalid \"redirect_uri\" in request."));
                }
            }
        }
        "refresh_token" => match call.state.oauth.refresh(field("refresh_token"), application) {
            Some(consent) => consent,
            None => return refused(400, "invalid_grant", Some("Invalid \"refresh_token\" in request.")),
        },
        "client_credentials" => {
            let owner = call.state.applications.get(&application).and_then(|one| one.owner);
            let Some(user) = owner else { return refused(400, "invalid_grant", None) };
            let scopes: Vec<String> = field("scope").split_whitespace().map(str::to_owned).collect();
            if scopes.is_empty() || !known(&scopes) {
                return refused(400, "invalid_scope", Some("The requested scope is invalid."));
            }
            Consent { application, user, scopes }
        }
        _ => {
            let text = "Grant type None is not supported";
            return refused(400, "unsupported_grant_type", Some(text));
        }
    };
    let refreshable = field("grant_type") != "client_credentials";
    let (number, scale) = (call.state.ids.make(), call.state.faults.clock_scale);
    let grant = call.state.oauth.give(number, consent, refreshable, scale);
    let mut json = json!({
        "token_type": "Bearer", "access_token": grant.access, "expires_in": TOKEN_LIFE.as_secs(),
        "scope": grant.consent.scopes.join(" "),
    });
    if let Some(refresh) = &grant.refresh {
        json["refresh_token"] = json!(refresh);
    }
    Ok(Answer::Json(json))
}

fn known(scopes: &[String]) -> bool {
    scopes.iter().all(|scope| SCOPES.contains(&scope.as_str()))
}

/// POST /oauth2/token/revoke
pub fn revoke(call: &mut Call<'_>) -> Outcome {
    let Some(application) = client(call) else { return refused(401, "invalid_client", None) };
    let Some(token) = call.body["token"].as_str() else {
        return refused(400, "invalid_request", Some("Missing \"token\" in request."));
    };
    call.state.oauth.revoke(token, application);
    Ok(Answer::Json(json!({})))
}

/// GET /oauth2/@me: what the token is good for.
pub fn me(call: &mut Call<'_>) -> Outcome {
    let Who::Bearer { user, grant } = call.who else { return Err(ApiError::unauthorized()) };
    let grant = call.state.oauth.grant(grant).ok_or_else(ApiError::unauthorized)?;
    let application = call.state.applications.get(&grant.consent.application);
    let application = application.ok_or_else(ApiError::unknown_application)?;
    let left = grant.until.saturating_duration_since(std::time::Instant::now());
    let mut json = json!({
        "application": application.to_public_json(), "scopes": grant.consent.scopes,
        "expires": timestamp(now_millis() + left.as_millis() as u64),
    });
    if grant.has("identify") {
        json["user"] = json!(call.state.users.get(&user).map(|user| user.to_json()));
    }
    Ok(Answer::Json(json))
}

/// POST /oauth2/authorize: a person's client says yes; gives the address to go on at, with a code.
pub fn authorize(call: &mut Call<'_>) -> Outcome {
    let user = call.me()?;
    let application = call.query_id("client_id")?.filter(|id| call.state.applications.contains_key(id));
    let application = application.ok_or_else(ApiError::unknown_application)?;
    let scopes: Vec<String> =
        call.query("scope").unwrap_or_default().split_whitespace().map(str::to_owned).collect();
    if scopes.is_empty() || !known(&scopes) {
        let text = format!("Value must be one of {{{}}}.", SCOPES.join(", "));
        return Err(ApiError::field("scope", "BASE_TYPE_CHOICES", &text));
    }
    if call.query("response_type").as_deref() != Some("code") {
        return Err(ApiError::field("response_type", "BASE_TYPE_CHOICES", "Value must be one of {'code'}."));
    }
    let redirect = call.query("redirect_uri");
    let fits = call.state.applications.get(&application).is_some_and(|one| one.redirects_to(&redirect));
    if !fits {
        let text = "Redirect URI is not among those of the application";
        return Err(ApiError::field("redirect_uri", "OAUTH2_INVALID_REDIRECT_URI", text));
    }
    let mut location = redirect.clone().unwrap_or_default();
    location.push(if location.contains('?') { '&' } else { '?' });
    if call.body["authorize"] == true {
        let consent = Consent { application, user, scopes };
        location.push_str(&format!("code={}", code(call.state, consent, redirect)));
    } else {
        location.push_str("error=access_denied");
    }
    if let Some(state) = super::call::raw_query_value(call.query, "state") {
        location.push_str(&format!("&state={state}"));
    }
    Ok(Answer::Json(json!({"location": location})))
}

/// A code for this consent.
pub fn code(state: &mut crate::state::State, consent: Consent, redirect: Option<String>) -> String {
    let (number, scale) = (state.ids.make(), state.faults.clock_scale);
    state.oauth.code(number, consent, redirect, scale)
}

/// The application of a bearer's grant.
pub fn application_of(call: &Call<'_>) -> Option<Id> {
    match call.who {
        Who::Bearer { grant, .. } => call.state.oauth.grant(grant).map(|grant| grant.consent.application),
        _ => None,
    }
}

/// What a person shows of themselves to an application with these scopes.
pub fn own_user(call: &Call<'_>, mut json: Value) -> Value {
    if let (Who::Bearer { grant, .. }, Some(map)) = (call.who, json.as_object_mut())
        && !call.state.oauth.grant(grant).is_some_and(|grant| grant.has("email"))
    {
        map.remove("email");
        map.remove("verified");
    }
    json
}
