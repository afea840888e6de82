//! Groups, and a group's page.

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::response::Response;
use maud::html;

use super::company::is_slug;
use super::layout::{self, About, Who, said};
use super::visit::Visit;
use super::{Site, text};
use crate::service::wall::GroupShown;
use crate::store::Found;
use crate::words::say;

pub(super) async fn list(State(site): State<Site>, visit: Visit) -> Response {
    let found = match site.service.wall_groups(visit.page).await {
        Ok(found) => found,
        Err(failure) => return layout::trouble(&site, &visit, &failure),
    };
    let speaker = &visit.speaker;
    let about = About {
        title: say!(speaker, "wall-groups"),
        description: say!(speaker, "wall-lead"),
        ..About::default()
    };
    let content = html! {
        h1 { (about.title) }
        @if found.total == 0 {
            p { (layout::with_commands(&say!(speaker, "wall-groups-empty"))) }
        } @else {
            ul .companies {
                @for group in &found.lines {
                    li { (layout::named(&visit, "groups", &group.named)) p { (said(speaker, group.kind.as_str())) } }
                }
            }
            (layout::pages(&visit, "/groups", found.page, found.pages))
        }
    };
    layout::page(&site, &visit, &about, &content)
}

pub(super) async fn page(
    State(site): State<Site>,
    visit: Visit,
    slug: Result<Path<String>, PathRejection>,
) -> Response {
    let Some(slug) = slug.ok().map(|Path(slug)| slug).filter(|slug| is_slug(slug)) else {
        return layout::nothing_here(&site, &visit);
    };
    match site.service.wall_group(&slug).await {
        Ok(None) => layout::nothing_here(&site, &visit),
        Ok(Some(Found::Moved(slug))) => layout::moved(&visit, &format!("/groups/{slug}")),
        Ok(Some(Found::Here(shown))) => group(&site, &visit, &shown),
        Err(failure) => layout::trouble(&site, &visit, &failure),
    }
}

fn group(site: &Site, visit: &Visit, shown: &GroupShown) -> Response {
    let (speaker, group) = (&visit.speaker, &shown.group);
    let name = text::name(&group.named.name);
    let kind = said(speaker, group.kind.as_str());
    let about = About {
        title: name.clone(),
        description: format!("{name} · {kind}"),
        path: Some(format!("/groups/{}", group.named.slug)),
        ..About::default()
    };
    let content = html! {
        h1 { bdi { (name) } }
        p .lead { (kind) }
        @if !group.active { p { (say!(speaker, "wall-group-closed")) } }
        section aria-labelledby="newest" {
            h2 #newest { (say!(speaker, "wall-group-thanks")) }
            @if shown.thanks.is_empty() { p { (say!(speaker, "wall-no-thanks")) } }
            @else { (layout::thanks(site, visit, &shown.thanks, Who::Partner)) }
        }
    };
    layout::page(site, visit, &about, &content)
}
