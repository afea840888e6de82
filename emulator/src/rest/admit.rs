//! Who asks, and may they ask this?

use super::account_of;
use super::call::Who;
use super::error::ApiError;
use super::route::{Access, Route};
use crate::state::State;

/// What stands before a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// `Bot `.
    Bot,
    /// `Bearer `: a token that a person granted an application.
    Bearer,
    /// `Basic `: an application's id and secret, for tokens only.
    Basic,
    /// Nothing: a person's client.
    Bare,
}

/// The `Authorization` of a request.
#[derive(Debug, Clone, Copy)]
pub(super) struct Authorization<'a> {
    pub(super) kind: Kind,
    pub(super) token: &'a str,
}

impl<'a> Authorization<'a> {
    pub(super) fn read(header: &'a str) -> Self {
        let kinds = [("Bot ", Kind::Bot), ("Bearer ", Kind::Bearer), ("Basic ", Kind::Basic)];
        let found = kinds.into_iter().find_map(|(word, kind)| Some((kind, header.strip_prefix(word)?)));
        let (kind, token) = found.unwrap_or((Kind::Bare, header));
        Authorization { kind, token: token.trim() }
    }
}

/// The account behind a token.
pub(super) fn who_asks(state: &State, authorization: Option<Authorization<'_>>) -> Result<Who, ApiError> {
    let Some(Authorization { kind, token }) = authorization else { return Ok(Who::Nobody) };
    if kind == Kind::Bearer {
        let (grant, user) = state.oauth.granted(token).ok_or_else(ApiError::unauthorized)?;
        return Ok(Who::Bearer { user, grant });
    }
    let user = account_of(state, token).and_then(|id| state.users.get(&id));
    match user {
        Some(user) if user.is_bot() && kind == Kind::Bot => Ok(Who::Bot(user.id)),
        Some(user) if !user.is_bot() && kind == Kind::Bare => Ok(Who::Person(user.id)),
        _ => Err(ApiError::unauthorized()),
    }
}

/// Lets in whom the route is for.
pub(super) fn admit(state: &State, route: &Route, who: Result<Who, ApiError>) -> Result<Who, ApiError> {
    let who = match (route.access, who) {
        // The token in the path is what counts; a wrong header changes nothing.
        (Access::Token, who) => return Ok(who.unwrap_or(Who::Nobody)),
        (_, Err(error)) => return Err(error),
        (_, Ok(Who::Nobody)) => return Err(ApiError::unauthorized()),
        (_, Ok(who)) => who,
    };
    if let Who::Bearer { grant, .. } = who {
        let scopes = route.access.scopes().ok_or_else(ApiError::unauthorized)?;
        let has = |scope: &str| state.oauth.grant(grant).is_some_and(|grant| grant.has(scope));
        let may = scopes.is_empty() || scopes.iter().any(|scope| has(scope));
        return if may { Ok(who) } else { Err(ApiError::missing_scope()) };
    }
    match (route.access, who) {
        (Access::Bot | Access::Commands, Who::Person(_)) => Err(ApiError::only_bots()),
        (Access::Person | Access::Settings | Access::Connection, Who::Bot(_)) => Err(ApiError::bots_cannot()),
        (Access::Connection | Access::Grant, _) => Err(ApiError::unauthorized()),
        _ => Ok(who),
    }
}
