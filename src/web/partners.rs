//! Companies by tier, and looking for one.

use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};

use super::instead;
use super::layout::{self, About};
use super::visit::Visit;
use super::{Site, text};
use crate::store::WallPartner;
use crate::words::say;

pub(super) async fn list(State(site): State<Site>, visit: Visit) -> Response {
    let found = match site.service.wall_partners(&visit.typed, visit.page).await {
        Ok(found) => found,
        Err(failure) => return instead::trouble(&site, &visit, &failure),
    };
    let speaker = &visit.speaker;
    let about = About {
        title: say!(speaker, "wall-partners"),
        description: say!(speaker, "wall-lead"),
        query: visit.query(found.page),
        live: true,
        ..About::default()
    };
    let searched = !visit.typed.is_empty();
    let content = html! {
        h1 { (about.title) }
        (layout::search(&visit))
        p #count role="status" {
            @if searched || found.total > 0 { (say!(speaker, "wall-found", total = found.total)) }
        }
        div #found {
            @if found.total == 0 && searched {
                p { (say!(speaker, "wall-search-none")) " " a href=(visit.link("/partners", "")) { (say!(speaker, "wall-all-partners")) } }
            } @else if found.total == 0 {
                p { (say!(speaker, "wall-partners-empty")) }
            } @else {
                (by_tier(&site, &visit, &found.lines, |tier| html! { h2 { (tier) } }))
                (layout::pages(&visit, "/partners", found.page, found.pages))
            }
        }
    };
    layout::page(&site, &visit, &about, &content)
}

/// Companies, which come by tier, under the tier that they have as a heading of the level that is next there.
pub(super) fn by_tier(
    site: &Site,
    visit: &Visit,
    partners: &[WallPartner],
    heading: fn(Markup) -> Markup,
) -> Markup {
    html! {
        @for of_tier in partners.chunk_by(|one, next| one.tier == next.tier) {
            (heading(layout::tier(site, visit, of_tier.first().and_then(|one| one.tier.as_ref()))))
            ul .companies {
                @for partner in of_tier {
                    li {
                        (layout::named(visit, "partners", &partner.named))
                        @if !partner.description.is_empty() { p { bdi lang="" { (text::wording(&partner.description)) } } }
                    }
                }
            }
        }
    }
}
