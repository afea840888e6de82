//! Groups, and a group's page.

use axum::extract::State;
use axum::response::Response;
use maud::html;

use super::instead;
use super::layout::{self, About, Who, said};
use super::slug::Slug;
use super::visit::Visit;
use super::{Site, text};
use crate::service::wall::GroupShown;
use crate::words::say;

pub(super) async fn list(State(site): State<Site>, visit: Visit) -> Response {
    let found = match site.service.wall_groups(&visit.typed, visit.page).await {
        Ok(found) => found,
        Err(failure) => return instead::trouble(&site, &visit, &failure),
    };
    let speaker = &visit.speaker;
    let about = About {
        title: say!(speaker, "wall-groups"),
        description: say!(speaker, "wall-lead"),
        query: visit.query(found.page),
        live: true,
        ..About::default()
    };
    let searched = !visit.typed.is_empty();
    let content = html! {
        h1 { (about.title) }
        (layout::form(&visit, "/groups", "wall-search-group-label", &html! {}))
        p #count role="status" {
            @if searched || found.total > 0 { (say!(speaker, "wall-found-groups", total = found.total)) }
        }
        div #found {
            @if found.total == 0 && searched {
                p { (say!(speaker, "wall-search-none-groups")) " " a href=(visit.link("/groups", "")) { (say!(speaker, "wall-all-groups")) } }
            } @else if found.total == 0 {
                p { (layout::with_commands(&say!(speaker, "wall-groups-empty"))) }
            } @else {
                ul .companies {
                    @for group in &found.lines {
                        li { (layout::named(&visit, "groups", &group.named)) p { (said(speaker, group.kind.as_str())) } }
                    }
                }
                (layout::pages(&visit, "/groups", found.page, found.pages))
            }
        }
    };
    layout::page(&site, &visit, &about, &content)
}

pub(super) async fn page(State(site): State<Site>, visit: Visit, Slug(slug): Slug) -> Response {
    let found = site.service.wall_group(&slug).await;
    let address = |slug: &str| format!("/groups/{slug}");
    instead::found(&site, &visit, found, address, |shown| group(&site, &visit, shown))
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
            (layout::newest(site, visit, &shown.thanks, Who::Partner))
        }
    };
    layout::page(site, visit, &about, &content)
}
