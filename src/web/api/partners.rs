//! Companies.

use axum::extract::State;
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;

use super::query::Asked;
use super::shape::{self, Contribution, Partner, Who};
use super::{found, listed, parameters};
use crate::points::ids::TierId;
use crate::service::wall::PartnerShown;
use crate::store::PartnersWanted;
use crate::web::Site;
use crate::web::api::problem::Refused;
use crate::web::api::query::Slug;

/// A part of the companies.
#[derive(Serialize, ToSchema)]
pub(super) struct Partners {
    /// Companies by name.
    items: Vec<Partner>,
    /// The cursor of what comes next; null at the end.
    next: Option<String>,
}

/// What a company did in the program's window, by kind.
#[derive(Serialize, ToSchema)]
pub(super) struct Done {
    contribution: Contribution,
    /// Points for it.
    points: i64,
    /// How often it counts towards a tier.
    times: u32,
}

/// What a company has from a group, whenever it was.
#[derive(Serialize, ToSchema)]
pub(super) struct HelpedGroup {
    group: Who,
    /// Points.
    points: i64,
}

/// How many talks were free of a sales pitch, as members said who were there.
#[derive(Serialize, ToSchema)]
pub(super) struct PitchFree {
    /// Talks of which enough members said something.
    #[schema(minimum = 1)]
    talks: u32,
    /// Those of them that were free of a sales pitch.
    free: u32,
}

/// The points of a month.
#[derive(Serialize, ToSchema)]
pub(super) struct Month {
    /// The month.
    #[schema(pattern = "^[0-9]{4}-[0-9]{2}$", example = "2026-01")]
    month: String,
    /// Points for what was done in it.
    points: i64,
}

/// A company with all that its page shows.
#[derive(Serialize, ToSchema)]
pub(super) struct PartnerDetail {
    #[serde(flatten)]
    partner: Partner,
    /// Its points in the program's window, also from groups that aren't on the wall.
    points: i64,
    /// The window in months; 0: since the beginning.
    window_months: u32,
    /// From how many groups it has them.
    groups: usize,
    /// What it did in the window.
    contributions: Vec<Done>,
    /// Null where too few members said something.
    pitch_free: Option<PitchFree>,
    /// How often members applauded its thanks.
    applause: u32,
    /// The groups that it helped at any time, most points first; 50 at most.
    helped: Vec<HelpedGroup>,
    /// The last 24 months, earliest first; empty where there are no points.
    months: Vec<Month>,
}

/// Companies by name
///
/// Those that are in the program and on its wall. Of companies that are one, the one that stays.
#[utoipa::path(get,
    operation_id = "listPartners", path = "/api/v1/partners", tag = "Companies",
    responses((status = 200, description = "A part of the list.", body = Partners)))]
pub(super) async fn list(State(site): State<Site>, asked: Asked) -> Result<Response, Refused> {
    let mut query = asked.parameters(parameters::PARTNERS);
    let tiers = site.service.rules().tiers().iter().map(|tier| tier.id());
    let tier = query.word("tier", tiers, |word| TierId::parse(word).ok());
    let wanted = PartnersWanted { typed: query.typed(), tier };
    let (limit, after) = (query.limit(), query.cursor("partners"));
    query.checked(&site, &asked)?;
    let found = site.service.listed_partners(&wanted, after.as_ref(), limit).await;
    let found = found.map_err(|failure| asked.trouble(&site, &failure))?;
    let show = |line: &_| shape::partner(&site, line);
    Ok(listed(&asked, "partners", found, show, |items, next| Partners { items, next }))
}

/// A company
///
/// All that its page on the wall shows. One that was renamed, or is another company by now, leads there (301).
#[utoipa::path(get,
    operation_id = "getPartner", path = "/api/v1/partners/{slug}", tag = "Companies",
    responses((status = 200, description = "The company.", body = PartnerDetail)))]
pub(super) async fn one(State(site): State<Site>, asked: Asked, slug: Slug) -> Result<Response, Refused> {
    asked.parameters(parameters::NONE).checked(&site, &asked)?;
    let Some(slug) = slug.0 else { return Err(asked.not_found(&site)) };
    let shown = site.service.wall_partner(&slug).await;
    found(&site, &asked, "partners", shown, |shown| detail(&site, shown))
}

fn detail(site: &Site, shown: &PartnerShown) -> PartnerDetail {
    let done = shown.contributions.iter().map(|(id, tally)| Done {
        contribution: shape::contribution(site, id),
        points: tally.points.get(),
        times: tally.counted,
    });
    let helped = shown.helped.iter().map(|helped| HelpedGroup {
        group: shape::who(site, "groups", &helped.group),
        points: helped.points,
    });
    let month = |(first, points): &(chrono::NaiveDate, i64)| Month {
        month: first.format("%Y-%m").to_string(),
        points: *points,
    };
    PartnerDetail {
        partner: shape::partner(site, &shown.partner),
        points: shown.points,
        window_months: site.service.rules().standing().window_months(),
        groups: shown.groups,
        contributions: done.collect(),
        pitch_free: shown.pitch_free.map(|share| PitchFree { talks: share.talks, free: share.free }),
        applause: shown.applause,
        helped: helped.collect(),
        months: shown.months.iter().map(month).collect(),
    }
}
