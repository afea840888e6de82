//! The page that teaches the API: what can be asked, with examples to copy.

use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};

use super::problem::Kind;
use super::{DESCRIPTION, PLACE, description, parameters};
use crate::web::Site;
use crate::web::layout::{self, About, said};
use crate::web::visit::Visit;
use crate::words::say;

/// Questions to begin with, behind [`PLACE`].
const EXAMPLES: [(&str, &str); 3] = [
    ("api-example-partners", "/partners?limit=5"),
    ("api-example-awards", "/awards?limit=5"),
    ("api-example-leaderboard", "/leaderboard?of=groups&period=all"),
];

pub(in crate::web) async fn guide(State(site): State<Site>, visit: Visit) -> Response {
    let speaker = &visit.speaker;
    let about = About {
        title: say!(speaker, "api-title"),
        description: say!(speaker, "api-lead"),
        ..About::default()
    };
    let curl = |path: &str| format!("curl '{}{PLACE}{path}'", site.base);
    let content = html! {
        h1 { (about.title) }
        p .lead { (about.description) }
        section aria-labelledby="try" {
            h2 #try { (say!(speaker, "api-try")) }
            @for (key, path) in EXAMPLES {
                p { (said(speaker, key)) }
                pre tabindex="0" { code { (curl(path)) } }
            }
            p { (say!(speaker, "api-described")) " " a href=(DESCRIPTION) { (DESCRIPTION) } }
        }
        (paths(&site, &visit))
        section aria-labelledby="parts" {
            h2 #parts { (say!(speaker, "api-parts")) }
            p { (say!(speaker, "api-parts-text", usual = parameters::USUAL, most = parameters::MOST)) }
            pre tabindex="0" { code { (curl("/awards?limit=5&cursor=…")) } }
        }
        section aria-labelledby="pace" {
            h2 #pace { (say!(speaker, "api-pace")) }
            p { (say!(speaker, "api-pace-text", limit = site.pace.per_minute())) }
            p { (say!(speaker, "api-etag-text")) }
            pre tabindex="0" { code { (format!("curl --etag-save mark --etag-compare mark '{}{PLACE}/partners'", site.base)) } }
        }
        (problems(&visit))
        section aria-labelledby="persons" {
            h2 #persons { (say!(speaker, "api-persons")) }
            p { (say!(speaker, "api-persons-text")) }
        }
    };
    layout::page(&site, &visit, &about, &content)
}

fn paths(site: &Site, visit: &Visit) -> Markup {
    let speaker = &visit.speaker;
    html! {
        section aria-labelledby="paths" {
            h2 #paths { (say!(speaker, "api-paths")) }
            dl .paths {
                @for (path, parameters) in description::paths(site) {
                    dt { code { "GET " (path) } }
                    dd {
                        (said(speaker, told_by(&path)))
                        @if !parameters.is_empty() {
                            br;
                            (say!(speaker, "api-parameters")) " "
                            @for (at, parameter) in parameters.iter().enumerate() {
                                @if at > 0 { ", " }
                                code { (parameter) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// What a path is told by.
fn told_by(path: &str) -> &'static str {
    match path.trim_start_matches(PLACE) {
        "/partners" => "api-path-partners",
        "/partners/{slug}" => "api-path-partners-slug",
        "/groups" => "api-path-groups",
        "/groups/{slug}" => "api-path-groups-slug",
        "/awards" => "api-path-awards",
        "/leaderboard" => "api-path-leaderboard",
        "/requests" => "api-path-requests",
        _ => "api-path-program",
    }
}

fn problems(visit: &Visit) -> Markup {
    let speaker = &visit.speaker;
    html! {
        section aria-labelledby="problems" {
            h2 #problems { (say!(speaker, "api-problems")) }
            p { (say!(speaker, "api-problems-text")) }
            dl .paths {
                @for kind in Kind::ALL {
                    @let [title, _, meaning] = kind.texts();
                    dt id=(kind.place()) { code { (kind.status().as_str()) } " " (said(speaker, title)) }
                    dd { (said(speaker, meaning)) }
                }
            }
        }
    }
}
