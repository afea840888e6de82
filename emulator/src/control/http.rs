//! Routes below `/_emulator`.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::body::Body;
use axum::http::{Request, Response, StatusCode, header};
use serde_json::{Value, json};

use super::{edit, faults, oauth};
use crate::apply::apply;
use crate::rest::call::query_value;
use crate::scenario::World;
use crate::server::Shared;
use crate::signed::probe;
use crate::state::State;
use crate::state::faults::Order;
use crate::state::id::Id;
use crate::state::permissions::Overwrite;

/// Bodies of the control side are at most so large.
const BODY_BYTES: usize = 64 << 20;

pub(super) fn answer(status: StatusCode, body: Value) -> Response<Body> {
    let mut response = Response::new(Body::from(body.to_string()));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, header::HeaderValue::from_static("application/json"));
    response
}

pub(super) fn refused(status: StatusCode, message: impl ToString) -> Response<Body> {
    answer(status, json!({"message": message.to_string()}))
}

fn done() -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NO_CONTENT;
    response
}

/// Answers one request of the control side.
pub async fn serve(shared: Arc<Shared>, peer: SocketAddr, request: Request<Body>) -> Response<Body> {
    if !peer.ip().to_canonical().is_loopback() {
        return refused(StatusCode::FORBIDDEN, "the control side is for this machine only");
    }
    let (head, body) = request.into_parts();
    // A page of another site in somebody's browser must not steer the emulator.
    let origin = head.headers.get(header::ORIGIN).and_then(|origin| origin.to_str().ok());
    let host = head.headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    if origin.is_some_and(|origin| origin.split_once("://").is_none_or(|(_, from)| from != host)) {
        return refused(StatusCode::FORBIDDEN, "the control side takes no requests of other sites");
    }
    let Ok(body) = axum::body::to_bytes(body, BODY_BYTES).await else {
        return refused(StatusCode::PAYLOAD_TOO_LARGE, "the body is too large");
    };
    let path = head.uri.path().trim_matches('/').to_owned();
    let parts: Vec<&str> = path.split('/').skip(1).collect();
    let query = head.uri.query().unwrap_or_default();
    if let ("POST", ["applications", application, "probe"]) = (head.method.as_str(), parts.as_slice()) {
        return probed(&shared, application).await;
    }
    route(&shared, head.method.as_str(), &parts, query, &body)
}

/// Tries the endpoint of an application, as Discord does now and then.
async fn probed(shared: &Shared, application: &str) -> Response<Body> {
    let found = {
        let state = shared.lock();
        let application = application.parse().ok().and_then(|id: Id| state.applications.get(&id));
        application.and_then(|one| Some((one.id, one.interactions_endpoint_url.clone()?)))
    };
    let Some((id, url)) = found else {
        return refused(StatusCode::NOT_FOUND, "there is no such application, or it has no endpoint");
    };
    let probes = probe::run(shared, id, &url).await;
    answer(StatusCode::OK, probes.iter().map(|probe| probe.to_json()).collect())
}

fn route(shared: &Shared, method: &str, parts: &[&str], query: &str, body: &[u8]) -> Response<Body> {
    match (method, parts) {
        ("GET", ["state"]) => answer(StatusCode::OK, state_json(&shared.lock())),
        ("GET", ["requests"]) => {
            let after = query_value(query, "after").and_then(|text| text.parse().ok()).unwrap_or(0);
            let limit = query_value(query, "limit").and_then(|text| text.parse().ok()).unwrap_or(usize::MAX);
            // Copied out, so that the JSON is made without the lock.
            let found: Vec<_> = shared.lock().requests.after(after).take(limit).cloned().collect();
            answer(StatusCode::OK, found.iter().map(|request| request.to_json()).collect())
        }
        ("GET", ["answer-times"]) => {
            let state = shared.lock();
            let micros = state.interactions.answer_times().map(|took| took.as_micros() as u64);
            answer(StatusCode::OK, micros.collect())
        }
        ("GET", ["summary"]) => answer(StatusCode::OK, shared.lock().requests.summary()),
        ("POST", ["faults"]) => match serde_json::from_slice::<Order>(body) {
            Err(error) => refused(StatusCode::BAD_REQUEST, error),
            Ok(order) => match faults::order(&mut shared.lock(), order) {
                Ok(()) => {
                    // The clock may run otherwise now.
                    shared.deadline.notify_one();
                    done()
                }
                Err(error) => refused(StatusCode::BAD_REQUEST, error),
            },
        },
        ("POST", ["oauth2", "codes"]) => oauth::code(&mut shared.lock(), body),
        ("PUT", ["world"]) => match std::str::from_utf8(body).map(World::from_json) {
            Ok(Ok(world)) => {
                let mut state = shared.lock();
                match apply(&mut state, &world) {
                    Ok(()) => answer(StatusCode::OK, state_json(&state)),
                    Err(error) => refused(StatusCode::BAD_REQUEST, error),
                }
            }
            Ok(Err(error)) => refused(StatusCode::BAD_REQUEST, error),
            Err(error) => refused(StatusCode::BAD_REQUEST, error),
        },
        _ => edited(shared, method, parts, body),
    }
}

fn edited(shared: &Shared, method: &str, parts: &[&str], body: &[u8]) -> Response<Body> {
    let ids: Vec<Option<Id>> = parts.iter().map(|part| part.parse().ok()).collect();
    let id = |place: usize| ids.get(place).copied().flatten();
    let mut state = shared.lock();
    let state = &mut *state;
    let changed = match (method, parts) {
        ("DELETE", ["channels", _]) => id(1).map(|channel| edit::delete_channel(state, channel)),
        ("DELETE", ["guilds", _, "roles", _]) => {
            id(1).zip(id(3)).map(|(guild, role)| edit::delete_role(state, guild, role))
        }
        ("DELETE", ["guilds", _, "applications", _]) => {
            id(1).zip(id(3)).map(|(guild, bot)| edit::leave(state, guild, bot))
        }
        ("DELETE", ["guilds", _, "members", _]) => {
            id(1).zip(id(3)).map(|(guild, user)| edit::leave(state, guild, user))
        }
        ("PUT" | "DELETE", ["guilds", _, "members", _, "roles", _]) => {
            let give = method == "PUT";
            id(1)
                .zip(id(3))
                .zip(id(5))
                .map(|((guild, user), role)| edit::set_member_role(state, guild, user, role, give))
        }
        ("PUT", ["channels", _, "overwrites", _]) => {
            let given: Value = serde_json::from_slice(body).unwrap_or_default();
            let bits =
                |key: &str| given[key].as_str().and_then(|text| text.parse().ok()).or(given[key].as_u64());
            let is_member = given["type"] == 1 || given["type"] == "1";
            id(1).zip(id(3)).map(|(channel, id)| {
                let (allow, deny) = (bits("allow").unwrap_or(0), bits("deny").unwrap_or(0));
                edit::put_overwrite(state, channel, Overwrite { id, is_member, allow, deny })
            })
        }
        _ => return refused(StatusCode::NOT_FOUND, "the control side has no such route"),
    };
    match changed {
        Some(true) => done(),
        _ => refused(StatusCode::NOT_FOUND, "there is nothing with this id"),
    }
}

fn state_json(state: &State) -> Value {
    let mut applications: Vec<_> = state.applications.values().collect();
    applications.sort_by_key(|application| application.id);
    let mut guilds: Vec<_> = state.guilds.values().collect();
    guilds.sort_by_key(|guild| guild.id);
    let mut users: Vec<_> = state.users.values().collect();
    users.sort_by_key(|user| user.id);
    json!({
        "applications": applications.iter().map(|application| json!({
            "id": application.id, "name": application.name, "bot_id": application.id,
            "verify_key": application.verify_key, "interactions_endpoint_url": application.interactions_endpoint_url,
        })).collect::<Vec<_>>(),
        "guilds": guilds.iter().map(|guild| {
            let channels = guild.channels.iter().chain(&guild.threads).filter_map(|id| state.channels.get(id));
            json!({
                "id": guild.id, "name": guild.name, "owner_id": guild.owner,
                "channels": channels.map(edit::listed).collect::<Vec<_>>(),
                "roles": guild.roles.iter().map(|role| json!({"id": role.id, "name": role.name})).collect::<Vec<_>>(),
            })
        }).collect::<Vec<_>>(),
        "users": users.iter().map(|user| json!({
            "id": user.id, "username": user.username, "display_name": user.shown_name(), "locale": user.locale,
            "token": user.token, "bot": user.is_bot(), "guilds": user.guilds,
        })).collect::<Vec<_>>(),
        "links": state.links.iter().map(|(title, url)| json!({"title": title, "url": url})).collect::<Vec<_>>(),
        "gateway": {"bots": state.sessions.iter().filter(|(_, session)| session.is_bot).count()},
    })
}
