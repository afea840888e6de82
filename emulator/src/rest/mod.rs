//! REST v10: one way for every request, from bytes to an answer.
//!
//! read → find the route → who asks → checks → troubles ordered → rate limits → handler → record. Handlers are plain
//! functions over a locked state; everything that waits happens here, without the lock.

mod admit;
pub mod applications;
pub mod archive;
pub mod audit;
pub mod bans;
mod body;
pub mod call;
pub mod callback;
pub mod channels;
pub mod command_permissions;
pub mod commands;
pub mod connections;
pub mod emojis;
pub mod error;
pub mod events;
pub mod find;
pub mod guild_edit;
pub mod guilds;
pub mod history;
pub mod hook_messages;
pub mod hooks;
pub mod invites;
mod limit;
pub mod members;
pub mod messages;
pub mod moderation;
pub mod oauth;
pub mod pins;
pub mod publish;
pub mod reactions;
mod reference;
mod response;
pub mod roles;
pub mod route;
pub mod thread_members;
pub mod threads;
pub mod users;
pub mod webhooks;

pub use response::DropConnection;

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::{HeaderMap, Request, Response, header};

use crate::server::Shared;
use crate::signed::probe;
use crate::state::State;
use crate::state::faults::{Scope, Trouble};
use crate::state::id::{Id, now_millis};
use crate::state::requests::Recorded;
use crate::upload;
use admit::{Authorization, Kind, admit, who_asks};
use body::ReadBody;
use call::{Answer, Call, Who};
use error::ApiError;
use find::{Found, NoRoute};
use limit::Verdict;
use response::{Outcome, built, response};
use route::Route;

/// A request, read whole.
struct Incoming<'a> {
    method: &'a str,
    /// Below `/api/v10`.
    path: &'a str,
    /// As it came, with the query.
    line: &'a str,
    query: &'a str,
    authorization: Option<Authorization<'a>>,
    /// Not a person's client: it is recorded, checked, and troubled on demand.
    is_bot: bool,
    base: &'a str,
    content_type: Option<&'a str>,
    /// `X-Audit-Log-Reason`, decoded.
    reason: Option<&'a str>,
}

/// The path below `/api` and the version.
pub fn below_version(path: &str) -> &str {
    let path = path.strip_prefix("/api").unwrap_or(path);
    let Some(rest) = path.strip_prefix("/v") else { return path };
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 && rest[digits..].starts_with('/') { &rest[digits..] } else { path }
}

/// `http://host:port` as the caller reached us.
pub fn base_of(shared: &Shared, headers: &HeaderMap) -> String {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).filter(|host| !host.is_empty());
    host.map_or_else(|| shared.url(), |host| format!("http://{host}"))
}

/// Answers one request.
pub async fn serve(shared: Arc<Shared>, request: Request<Body>) -> Response<Body> {
    let (head, body) = request.into_parts();
    let text_of = |name| head.headers.get(name).and_then(|value: &header::HeaderValue| value.to_str().ok());
    let authorization = text_of(header::AUTHORIZATION).map(Authorization::read);
    let base = base_of(&shared, &head.headers);
    let line = head.uri.path_and_query().map_or("/", |line| line.as_str());
    let reason = head.headers.get("x-audit-log-reason").map(|text| call::decoded_bytes(text.as_bytes()));
    // Some libraries escape `@me` and `@original`.
    let path = head.uri.path().replace("%40", "@");
    let incoming = Incoming {
        method: head.method.as_str(),
        path: below_version(&path),
        line,
        query: head.uri.query().unwrap_or_default(),
        authorization,
        is_bot: authorization.is_none_or(|one| one.kind != Kind::Bare),
        base: &base,
        content_type: text_of(header::CONTENT_TYPE),
        reason: reason.as_deref().filter(|reason| !reason.is_empty()),
    };
    let found = find::find(incoming.method, incoming.path);
    let Ok(bytes) = axum::body::to_bytes(body, upload::REQUEST_BYTES + (1 << 20)).await else {
        return response(&ApiError::entity_too_large().to_json(), 413, &[]);
    };
    let body = body::read(incoming.path, incoming.content_type, authorization, bytes).await;
    let checked = match &body {
        Ok(read) if incoming.is_bot && !read.is_too_large => {
            let json = (!read.json.is_null()).then_some(&read.json);
            let found = shared.checks.request(incoming.method, incoming.line, incoming.content_type, json);
            found.iter().map(ToString::to_string).collect()
        }
        _ => Vec::new(),
    };
    let trouble = match incoming.is_bot {
        true => shared.lock().faults.take(incoming.method, incoming.path),
        false => None,
    };
    if let Some(Trouble::Delay(millis)) = trouble {
        tokio::time::sleep(Duration::from_millis(millis)).await;
    }
    let text: Arc<str> = body.as_ref().map_or_else(|_| "".into(), |read| read.text.clone());
    let route = found.as_ref().ok().map(|found| found.route);
    let outcome = match trouble {
        Some(Trouble::DropRequest) => Outcome::dropped(),
        Some(Trouble::Answer(status, body, after, scope)) => limit::ordered(status, body, after, scope),
        ref other => {
            if let Some(refused) = endpoint_refused(&shared, &incoming, route, &body).await {
                return finish(&shared, &incoming, route, text, checked, refused);
            }
            let outcome = handle(&shared, &incoming, found, body);
            match *other {
                Some(Trouble::LoseAnswer(None)) => Outcome::dropped(),
                Some(Trouble::LoseAnswer(Some(status))) => {
                    limit::ordered(status, None, None, Scope::default())
                }
                _ => outcome,
            }
        }
    };
    finish(&shared, &incoming, route, text, checked, outcome)
}

/// An endpoint for interactions is taken only when it answers PING and refuses wrong signatures.
async fn endpoint_refused(
    shared: &Shared,
    incoming: &Incoming<'_>,
    route: Option<&'static Route>,
    body: &Result<ReadBody, ApiError>,
) -> Option<Outcome> {
    let is_edit = route.is_some_and(|route| (route.method, route.path) == ("PATCH", "/applications/@me"));
    let url = body.as_ref().ok()?.json["interactions_endpoint_url"]
        .as_str()
        .filter(|url| is_edit && !url.is_empty())?;
    let Ok(Who::Bot(application)) = who_asks(&shared.lock(), incoming.authorization) else { return None };
    let probes = probe::run(shared, application, url).await;
    let failed = probes.iter().find(|probe| !probe.passed())?;
    let text = format!(
        "The specified interactions endpoint url could not be verified. ({}: {})",
        failed.what,
        failed.got.map_or_else(|| "no answer".to_owned(), |status| status.to_string())
    );
    let refused =
        ApiError::field("interactions_endpoint_url", "APPLICATION_INTERACTIONS_ENDPOINT_URL_INVALID", &text);
    Some(Outcome::error(&refused))
}

fn handle(
    shared: &Shared,
    incoming: &Incoming<'_>,
    found: Result<Found<'_>, NoRoute>,
    body: Result<ReadBody, ApiError>,
) -> Outcome {
    let found = match found {
        Ok(found) => found,
        Err(NoRoute::Path) => return Outcome::error(&ApiError::not_found()),
        Err(NoRoute::Method) => return Outcome::error(&ApiError::method_not_allowed()),
    };
    let mut state = shared.lock();
    let state = &mut *state;
    if incoming.is_bot && limit::is_banned(state) {
        return limit::banned();
    }
    let who = match admit(state, found.route, who_asks(state, incoming.authorization)) {
        Ok(who) => who,
        Err(error) => return Outcome::error(&error),
    };
    let verdict = match who {
        Who::Person(_) => Verdict::Free,
        _ => limit::judge(state, &found, who),
    };
    if let Verdict::Refused(outcome) = verdict {
        return outcome;
    }
    let answered = body.and_then(|read| {
        if read.is_too_large {
            return Err(ApiError::entity_too_large());
        }
        let mut call = Call {
            state,
            who,
            params: &found.params,
            query: incoming.query,
            body: &read.json,
            files: read.files,
            base: incoming.base,
            reason: incoming.reason,
        };
        call.check_reason()?;
        (found.route.run)(&mut call)
    });
    shared.deadline_moved(state);
    let mut outcome = match answered {
        Ok(Answer::Empty) => Outcome { status: 204, body: None, headers: Vec::new(), is_dropped: false },
        Ok(Answer::Json(json)) => {
            Outcome { status: 200, body: Some(json), headers: Vec::new(), is_dropped: false }
        }
        Ok(Answer::Created(json)) => {
            Outcome { status: 201, body: Some(json), headers: Vec::new(), is_dropped: false }
        }
        Ok(Answer::Status(status, json)) => {
            Outcome { status, body: Some(json), headers: Vec::new(), is_dropped: false }
        }
        Err(error) => Outcome::error(&error),
    };
    if let Verdict::Counted(headers) = verdict {
        outcome.headers.extend(headers);
    }
    outcome
}

fn finish(
    shared: &Shared,
    incoming: &Incoming<'_>,
    route: Option<&'static Route>,
    body: Arc<str>,
    mut violations: Vec<String>,
    outcome: Outcome,
) -> Response<Body> {
    if incoming.is_bot {
        if !outcome.is_dropped {
            let wrong =
                shared.checks.answer(incoming.method, incoming.line, outcome.status, outcome.body.as_ref());
            violations.extend(wrong.iter().map(|violation| format!("answer: {violation}")));
        }
        let scope = limit::scope(&outcome.headers);
        let request = Recorded {
            index: 0,
            at: now_millis(),
            method: incoming.method.to_owned(),
            path: incoming.line.to_owned(),
            body,
            status: outcome.status,
            limited_by: scope.map(str::to_owned),
            violations,
        };
        let route = route.map_or(("?", "(no such route)"), |route| (route.method, route.path));
        let mut state = shared.lock();
        let counts = matches!(outcome.status, 401 | 403) || outcome.status == 429 && scope != Some("shared");
        if counts {
            state.limits.invalid.add();
        }
        state.requests.record(route, request);
    }
    if outcome.is_dropped {
        let mut response = Response::new(Body::empty());
        response.extensions_mut().insert(DropConnection);
        return response;
    }
    match outcome.body {
        Some(body) => response(&body, outcome.status, &outcome.headers),
        None => built(outcome.status, &outcome.headers, Body::empty()),
    }
}

/// The account of a token in the state, whatever stands before it.
pub fn account_of(state: &State, token: &str) -> Option<Id> {
    let token = token.strip_prefix("Bot ").unwrap_or(token);
    // discord.js takes a leading `bot` off each token: of `bot-token` it sends `-token`.
    state.tokens.get(token).or_else(|| state.tokens.get(&format!("bot{token}"))).copied()
}
