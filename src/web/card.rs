//! A company's card: the picture that is shown where its page is linked to (Open Graph).

use axum::extract::State;
use axum::http::HeaderName;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

use super::guard;
use super::instead;
use super::slug::Slug;
use super::visit::Visit;
use super::{Site, text};
use crate::picture::said::{Illustration, tier_held};
use crate::store::WallPartner;

/// An hour: who shows links asks seldom, and keeps what it got.
const KEPT: &str = "public, max-age=3600";

pub(super) async fn card(State(site): State<Site>, visit: Visit, Slug(slug): Slug) -> Response {
    let shows = {
        let Some(_turn) = guard::turn(&site.turns).await else { return instead::busy(&site, &visit) };
        let found = site.service.wall_partner_held(&slug).await;
        match instead::here(&site, &visit, found, path) {
            Ok(held) => shows(&site, &visit, &held.partner, (held.points, held.groups)),
            Err(elsewhere) => return *elsewhere,
        }
    };
    // Drawing takes far longer than reading, and has turns of its own.
    let Some(png) = site.gallery.draw(&shows.picture).await else {
        return instead::busy(&site, &visit);
    };
    // Pages of others show it.
    let shared = (HeaderName::from_static("cross-origin-resource-policy"), "cross-origin");
    ([(CONTENT_TYPE, "image/png"), (CACHE_CONTROL, KEPT), shared], png.to_vec()).into_response()
}

/// What a company's card shows.
pub(super) fn shows(site: &Site, visit: &Visit, partner: &WallPartner, has: (i64, usize)) -> Illustration {
    let name = text::name(&partner.named.name);
    tier_held(site.service.rules(), &visit.speaker, &name, partner.tier.as_ref(), has)
}

/// Where a company's card is.
pub(super) fn path(slug: &str) -> String {
    format!("/partners/{slug}/card.png")
}
