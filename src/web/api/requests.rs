//! Help wanted.

use axum::extract::State;
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;

use super::problem::Refused;
use super::query::Asked;
use super::shape::{self, Request};
use super::{listed, parameters};
use crate::points::request::RequestKind;
use crate::store::RequestsWanted;
use crate::web::Site;

/// A part of what is asked for.
#[derive(Serialize, ToSchema)]
pub(super) struct Requests {
    /// Requests that take offers, what ends first first.
    items: Vec<Request>,
    /// The cursor of what comes next; null at the end.
    next: Option<String>,
}

/// Help wanted
///
/// What groups ask for: a speaker, a room, a little money. Companies offer it by `/offer` in Discord.
#[utoipa::path(get,
    operation_id = "listRequests", path = "/api/v1/requests", tag = "Help wanted",
    responses((status = 200, description = "A part of the list.", body = Requests)))]
pub(super) async fn list(State(site): State<Site>, asked: Asked) -> Result<Response, Refused> {
    let mut query = asked.parameters(parameters::REQUESTS);
    let kinds = RequestKind::ALL.iter().map(|kind| kind.as_str());
    let wanted = RequestsWanted {
        kind: query.word("kind", kinds, RequestKind::parse),
        group: query.group(&site, &asked).await?,
        language: query.language(&site),
    };
    let (limit, after) = (query.limit(), query.cursor("requests"));
    query.checked(&site, &asked)?;
    let found = site.service.listed_requests(&wanted, after, limit).await;
    let found = found.map_err(|failure| asked.trouble(&site, &failure))?;
    let show = |line: &_| shape::request(&site, line);
    Ok(listed(&asked, "requests", found, show, |items, next| Requests { items, next }))
}
