//! `POST /_emulator/oauth2/codes`: a person says yes without a browser.

use axum::body::Body;
use axum::http::{Response, StatusCode};
use serde::Deserialize;
use serde_json::json;

use super::http::{answer, refused};
use crate::rest::oauth;
use crate::state::State;
use crate::state::id::Id;
use crate::state::oauth::Consent;

/// Who grants what to which application.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wish {
    /// Name or id.
    application: String,
    /// Username or id.
    user: String,
    scopes: Vec<String>,
    redirect_uri: Option<String>,
}

/// Gives a code that the application can get tokens for.
pub(super) fn code(state: &mut State, body: &[u8]) -> Response<Body> {
    let wish: Wish = match serde_json::from_slice(body) {
        Ok(wish) => wish,
        Err(error) => return refused(StatusCode::BAD_REQUEST, error),
    };
    let by_id = |text: &str| text.parse::<Id>().ok();
    let application = state.applications.values().find(|one| one.name == wish.application).map(|one| one.id);
    let application =
        application.or(by_id(&wish.application).filter(|id| state.applications.contains_key(id)));
    let user = state.usernames.get(&wish.user).copied();
    let user = user.or(by_id(&wish.user).filter(|id| state.users.contains_key(id)));
    let (Some(application), Some(user)) = (application, user) else {
        return refused(StatusCode::NOT_FOUND, "there is no such application or person");
    };
    let unknown = wish.scopes.iter().find(|scope| !oauth::SCOPES.contains(&scope.as_str()));
    if let Some(scope) = unknown {
        let known = oauth::SCOPES.join(", ");
        return refused(StatusCode::BAD_REQUEST, format!("no scope {scope:?}; there are {known}"));
    }
    let consent = Consent { application, user, scopes: wish.scopes };
    answer(StatusCode::OK, json!({"code": oauth::code(state, consent, wish.redirect_uri)}))
}
