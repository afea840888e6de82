//! The first page: the newest thanks, and companies by tier.

use axum::extract::State;
use axum::response::Response;
use maud::html;

use super::Site;
use super::instead;
use super::layout::{self, About, Who};
use super::partners::by_tier;
use super::visit::Visit;
use crate::words::say;

pub(super) async fn front(State(site): State<Site>, visit: Visit) -> Response {
    let front = match site.service.wall_front().await {
        Ok(front) => front,
        Err(failure) => return instead::trouble(&site, &visit, &failure),
    };
    let speaker = &visit.speaker;
    let lead = say!(speaker, "wall-lead");
    let content = html! {
        section .hero {
            h1 { (site.service.rules().name()) }
            p .lead { (lead) }
            (layout::search(&visit))
        }
        section aria-labelledby="newest" {
            h2 #newest { (say!(speaker, "wall-newest")) }
            (layout::newest(&site, &visit, &front.thanks, Who::Both))
        }
        section aria-labelledby="companies" {
            h2 #companies { (say!(speaker, "wall-partners")) }
            @if front.partners.is_empty() { p { (say!(speaker, "wall-partners-empty")) } }
            @else { (by_tier(&site, &visit, &front.partners, |tier| html! { h3 { (tier) } })) }
            @if front.total as usize > front.partners.len() {
                p { a href=(visit.link("/partners", "")) { (say!(speaker, "wall-all-partners")) " (" (speaker.number(front.total.into())) ")" } }
            }
        }
        section .join aria-labelledby="join" {
            h2 #join { (say!(speaker, "wall-join")) }
            p { (layout::with_commands(&say!(speaker, "wall-join-text"))) }
            p { a href=(visit.link("/requests", "")) { (say!(speaker, "wall-requests")) } }
        }
    };
    layout::page(&site, &visit, &About { description: lead, ..About::default() }, &content)
}
