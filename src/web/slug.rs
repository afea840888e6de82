//! The name of a company or a group in an address. What can't be one isn't looked for.

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use axum::response::Response;

use super::visit::Visit;
use super::{Site, instead};

/// Longer than any of ours.
const LONGEST: usize = 120;

/// Whether a part of an address can be one of ours.
pub(super) fn is_slug(part: &str) -> bool {
    (1..=LONGEST).contains(&part.len())
        && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

/// The one that an address of a route with a single part of its own names, without `ending` if it has that.
pub(super) async fn read(parts: &mut Parts, site: &Site, ending: &str) -> Option<String> {
    let Path(part) = Path::<String>::from_request_parts(parts, site).await.ok()?;
    let slug = part.strip_suffix(ending).unwrap_or(&part);
    is_slug(slug).then(|| slug.to_owned())
}

async fn of_page(parts: &mut Parts, site: &Site, ending: &str) -> Result<String, Response> {
    if let Some(slug) = read(parts, site, ending).await {
        return Ok(slug);
    }
    let Ok(visit) = Visit::from_request_parts(parts, site).await;
    Err(instead::nothing_here(site, &visit))
}

/// The one in a page's address; without one there is no such page.
pub(super) struct Slug(pub(super) String);

impl FromRequestParts<Site> for Slug {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Response> {
        of_page(parts, site, "").await.map(Self)
    }
}

/// The one in the name of a badge's file.
pub(super) struct BadgeSlug(pub(super) String);

impl FromRequestParts<Site> for BadgeSlug {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Response> {
        of_page(parts, site, ".svg").await.map(Self)
    }
}
