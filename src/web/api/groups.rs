//! Groups.

use axum::extract::State;
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;

use super::problem::Refused;
use super::query::{Asked, Slug};
use super::shape::{self, Group};
use super::{found, listed, parameters};
use crate::store::{GroupKind, GroupsWanted};
use crate::web::Site;

/// A part of the groups.
#[derive(Serialize, ToSchema)]
pub(super) struct Groups {
    /// Groups by name.
    items: Vec<Group>,
    /// The cursor of what comes next; null at the end.
    next: Option<String>,
}

/// Groups by name
///
/// User groups, study groups and communities that are active and on the wall.
#[utoipa::path(get,
    operation_id = "listGroups", path = "/api/v1/groups", tag = "Groups",
    responses((status = 200, description = "A part of the list.", body = Groups)))]
pub(super) async fn list(State(site): State<Site>, asked: Asked) -> Result<Response, Refused> {
    let mut query = asked.parameters(parameters::GROUPS);
    let wanted = GroupsWanted {
        typed: query.typed(),
        kind: query.word("kind", GroupKind::ALL.map(GroupKind::as_str), GroupKind::parse),
        language: query.language(&site),
    };
    let (limit, after) = (query.limit(), query.cursor("groups"));
    query.checked(&site, &asked)?;
    let found = site.service.listed_groups(&wanted, after.as_ref(), limit).await;
    let found = found.map_err(|failure| asked.trouble(&site, &failure))?;
    let show = |line: &_| shape::group(&site, line);
    Ok(listed(&asked, "groups", found, show, |items, next| Groups { items, next }))
}

/// A group
///
/// What it thanked for is in /api/v1/awards with its slug as `group`. One that was renamed leads to its address of now (301).
#[utoipa::path(get,
    operation_id = "getGroup", path = "/api/v1/groups/{slug}", tag = "Groups",
    responses((status = 200, description = "The group.", body = Group)))]
pub(super) async fn one(State(site): State<Site>, asked: Asked, slug: Slug) -> Result<Response, Refused> {
    asked.parameters(parameters::NONE).checked(&site, &asked)?;
    let Some(slug) = slug.0 else { return Err(asked.not_found(&site)) };
    let shown = site.service.wall_group(&slug).await;
    found(&site, &asked, "groups", shown, |shown| shape::group(&site, &shown.group))
}
