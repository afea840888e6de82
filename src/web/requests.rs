//! Help wanted: how companies that aren't in the program find their way into it.

use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};

use super::instead;
use super::layout::{self, About, said};
use super::visit::Visit;
use super::{Site, text};
use crate::points::request::RequestKind;
use crate::store::WallRequest;
use crate::words::say;

pub(super) async fn list(State(site): State<Site>, visit: Visit) -> Response {
    let kind = RequestKind::parse(&visit.kind);
    let found = match site.service.wall_requests(&visit.typed, kind, visit.page).await {
        Ok(found) => found,
        Err(failure) => return instead::trouble(&site, &visit, &failure),
    };
    let speaker = &visit.speaker;
    let lead = say!(speaker, "wall-requests-lead");
    let about = About {
        title: say!(speaker, "wall-requests"),
        description: lead.clone(),
        query: visit.query(found.page),
        live: true,
        ..About::default()
    };
    let narrowed = !visit.typed.is_empty() || !visit.kind.is_empty();
    let content = html! {
        h1 { (about.title) }
        p .lead { (lead) }
        section .join aria-labelledby="join" {
            h2 #join { (say!(speaker, "wall-join")) }
            p { (layout::with_commands(&say!(speaker, "wall-join-text"))) }
        }
        (layout::form(&visit, "/requests", "wall-search-request-label", &kinds(&visit)))
        p #count role="status" {
            @if narrowed || found.total > 0 { (say!(speaker, "wall-found-requests", total = found.total)) }
        }
        div #found {
            @if found.total == 0 && narrowed {
                p { (say!(speaker, "wall-search-none-requests")) " " a href=(visit.link("/requests", "")) { (say!(speaker, "wall-all-requests")) } }
            } @else if found.total == 0 {
                p { (say!(speaker, "wall-requests-empty")) }
            } @else {
                ul .thanks { @for request in &found.lines { li { (one(&site, &visit, request)) } } }
                (layout::pages(&visit, "/requests", found.page, found.pages))
            }
        }
    };
    layout::page(&site, &visit, &about, &content)
}

/// Kinds of help to choose one of.
fn kinds(visit: &Visit) -> Markup {
    let speaker = &visit.speaker;
    html! {
        label for="kind" { (say!(speaker, "wall-request-kind")) }
        select #kind name="kind" {
            option value="" { (say!(speaker, "wall-request-any-kind")) }
            @for kind in RequestKind::ALL {
                option value=(kind.as_str()) selected[kind.as_str() == visit.kind] { (said(speaker, &format!("wanted-kind-{}", kind.as_str()))) }
            }
        }
    }
}

fn one(site: &Site, visit: &Visit, request: &WallRequest) -> Markup {
    let speaker = &visit.speaker;
    let when = request.days.map(|(first, last)| {
        if first == last {
            visit.day(first)
        } else {
            say!(speaker, "wall-request-days", first = visit.day(first), last = visit.day(last))
        }
    });
    let topic = text::name(&request.topic);
    html! {
        article {
            h2 { @if topic.is_empty() { (say!(speaker, "wall-request-erased")) } @else { bdi lang=(request.language) { (topic) } } }
            p .who { (said(speaker, &format!("wanted-kind-{}", request.kind.as_str()))) " · " (layout::named(visit, "groups", &request.group)) }
            @if let Some(wording) = &request.wording { p { bdi lang=(request.language) { (text::wording(wording)) } } }
            p .meta {
                @if let Some(when) = when { span { (say!(speaker, "wall-request-when", when = when)) } }
                @if !request.place.is_empty() { span { (say!(speaker, "wall-request-where")) " " bdi lang=(request.language) { (text::name(&request.place)) } } }
                span { (say!(speaker, "wall-request-until", day = visit.day(layout::day(site, request.ends_at)))) }
            }
        }
    }
}
