//! Awards.

use axum::extract::State;
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;

use super::problem::Refused;
use super::query::Asked;
use super::shape::{self, Award};
use super::{listed, parameters};
use crate::points::ids::ContributionId;
use crate::store::AwardsWanted;
use crate::web::Site;

/// A part of the awards.
#[derive(Serialize, ToSchema)]
pub(super) struct Awards {
    /// Awards, newest first. What was taken back isn't there.
    items: Vec<Award>,
    /// The cursor of what comes next; null at the end.
    next: Option<String>,
}

/// Awards, newest first
///
/// Each says who thanked whom, what for, and why. Nobody is named in it: a group thanks a company.
#[utoipa::path(get,
    operation_id = "listAwards", path = "/api/v1/awards", tag = "Thanks",
    responses((status = 200, description = "A part of the list.", body = Awards)))]
pub(super) async fn list(State(site): State<Site>, asked: Asked) -> Result<Response, Refused> {
    let mut query = asked.parameters(parameters::AWARDS);
    let kinds = site.service.rules().contributions().iter().map(|kind| kind.id());
    let wanted = AwardsWanted {
        partner: query.partner(&site, &asked).await?,
        group: query.group(&site, &asked).await?,
        contribution: query.word("contribution", kinds, |word| ContributionId::parse(word).ok()),
    };
    let (limit, before) = (query.limit(), query.cursor("awards"));
    query.checked(&site, &asked)?;
    let found = site.service.listed_awards(&wanted, before, limit).await;
    let found = found.map_err(|failure| asked.trouble(&site, &failure))?;
    let show = |line: &_| shape::award(&site, line);
    Ok(listed(&asked, "awards", found, show, |items, next| Awards { items, next }))
}
