//! A company's page.

use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};

use super::instead;
use super::layout::{self, About, Who};
use super::slug::Slug;
use super::visit::Visit;
use super::{Site, badge, card, chart, linked, text};
use crate::service::wall::PartnerShown;
use crate::words::say;

pub(super) async fn page(State(site): State<Site>, visit: Visit, Slug(slug): Slug) -> Response {
    let found = site.service.wall_partner(&slug).await;
    let address = |slug: &str| format!("/partners/{slug}");
    instead::found(&site, &visit, found, address, |shown| company(&site, &visit, shown))
}

fn company(site: &Site, visit: &Visit, shown: &PartnerShown) -> Response {
    let (speaker, partner) = (&visit.speaker, &shown.partner);
    let name = text::name(&partner.named.name);
    let tier = partner.tier.as_ref().and_then(|id| site.service.rules().tier(id));
    let tier_name = tier.map(|tier| tier.name().get(speaker.language()));
    let described = if partner.description.is_empty() {
        badge::told(site, visit, partner)
    } else {
        text::wording(&partner.description)
    };
    let about = About {
        title: name.clone(),
        description: described,
        path: Some(format!("/partners/{}", partner.named.slug)),
        linked: Some(linked::company(site, shown, tier_name)),
        picture: Some((
            card::path(&partner.named.slug),
            card::shows(site, visit, partner, (shown.points, shown.groups)).alt,
        )),
        ..About::default()
    };
    let content = html! {
        h1 { bdi { (name) } }
        @if !partner.description.is_empty() { p .lead { bdi lang="" { (text::wording(&partner.description)) } } }
        @if linked::is_address(&partner.website) {
            p { (say!(speaker, "wall-website")) " " a href=(partner.website) rel="nofollow noopener ugc" { bdi { (text::name(&partner.website)) } } }
        }
        (figures(site, visit, shown))
        @if !shown.contributions.is_empty() { (did(site, visit, shown)) }
        @if !shown.months.is_empty() { (chart::history(visit, &name, &shown.months)) }
        @if !shown.thanks.is_empty() {
            section aria-labelledby="newest" {
                h2 #newest { (say!(speaker, "wall-newest")) }
                (layout::thanks(site, visit, &shown.thanks, Who::Group))
            }
        }
        @if !shown.helped.is_empty() {
            section aria-labelledby="helped" {
                h2 #helped { (say!(speaker, "wall-helped")) }
                ul .plain {
                    @for helped in &shown.helped {
                        li { (layout::named(visit, "groups", &helped.group)) " · " (say!(speaker, "wall-points", points = helped.points)) }
                    }
                }
            }
        }
        (badge::section(site, visit, partner))
    };
    layout::page(site, visit, &about, &content)
}

/// Tier, points, groups, and how many talks were free of a pitch.
fn figures(site: &Site, visit: &Visit, shown: &PartnerShown) -> Markup {
    let speaker = &visit.speaker;
    let months = site.service.rules().standing().window_months();
    html! {
        dl .figures {
            div { dt { (say!(speaker, "wall-tier")) } dd { (layout::tier(site, visit, shown.partner.tier.as_ref())) } }
            div {
                dt { (say!(speaker, "wall-points-label")) }
                dd { (speaker.number(shown.points)) small { (say!(speaker, "wall-points-window", months = months)) } }
            }
            div {
                dt { (say!(speaker, "wall-groups-label")) }
                dd { (shown.groups) small { (say!(speaker, "wall-points-window", months = months)) } }
            }
            @if shown.applause > 0 { div { dt { (say!(speaker, "wall-applause-label")) } dd { (speaker.number(shown.applause.into())) " " span aria-hidden="true" { "👏" } } } }
            @if let Some(free) = shown.pitch_free {
                div {
                    dt { (say!(speaker, "wall-pitch-free-label")) }
                    dd { (say!(speaker, "wall-pitch-free", free = free.free, talks = free.talks)) small { (say!(speaker, "wall-pitch-free-note")) } }
                }
            }
        }
    }
}

fn did(site: &Site, visit: &Visit, shown: &PartnerShown) -> Markup {
    let speaker = &visit.speaker;
    html! {
        section aria-labelledby="did" {
            h2 #did { (say!(speaker, "wall-did")) }
            ul .plain {
                @for (id, tally) in &shown.contributions {
                    li {
                        (layout::contribution(site, visit, id))
                        @if tally.counted > 0 { " · " (say!(speaker, "wall-did-times", times = tally.counted)) }
                        " · " (say!(speaker, "wall-points", points = tally.points.get()))
                    }
                }
            }
        }
    }
}
