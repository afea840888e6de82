//! The frame of each page, and what several have in common.

use axum::http::header::CONTENT_LANGUAGE;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use chrono::{DateTime, NaiveDate, Utc};
use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::visit::{Visit, address};
use super::{Site, kept, linked, text};
use crate::picture;
use crate::points::ids::{ContributionId, RecordId, TierId};
use crate::points::standing::program_day;
use crate::store::{Named, Part, WallThanks};
use crate::words::{Speaker, say};

/// What a page says of itself.
#[derive(Default)]
pub(super) struct About {
    pub(super) title: String,
    /// A sentence, for who passes the address on.
    pub(super) description: String,
    /// Where it is, when that isn't where it was asked for.
    pub(super) path: Option<String>,
    /// What is searched for and which page of a list it is, as they stand in an address.
    pub(super) query: String,
    /// Whether its list narrows down while one types.
    pub(super) live: bool,
    /// For machines (JSON-LD), if there is something to say.
    pub(super) linked: Option<serde_json::Value>,
    /// The picture of a link to it: its path, and what it shows.
    pub(super) picture: Option<(String, String)>,
}

/// A page of the wall.
pub(super) fn page(site: &Site, visit: &Visit, about: &About, content: &Markup) -> Response {
    framed(StatusCode::OK, site, visit, about, content)
}

/// With a status; only what is found is for machines as well.
pub(super) fn framed(
    status: StatusCode,
    site: &Site,
    visit: &Visit,
    about: &About,
    content: &Markup,
) -> Response {
    let (speaker, program) = (&visit.speaker, site.service.rules().name());
    let language = speaker.language();
    let wall = say!(speaker, "wall-title", program = program);
    let title = if about.title.is_empty() { wall } else { format!("{} · {program}", about.title) };
    let path = about.path.as_deref().unwrap_or(&visit.path);
    let here = format!("{}{}", site.base, visit.link(path, &about.query));
    let drawn = html! {
        (DOCTYPE)
        html lang=(language) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) }
                meta name="description" content=(about.description);
                link rel="stylesheet" href=(*kept::SHEET_ADDRESS);
                @if about.live { script src=(*kept::SCRIPT_ADDRESS) defer {} }
                link rel="alternate" type="application/atom+xml" title=(say!(speaker, "wall-feed")) href=(visit.link("/feed.atom", ""));
                @if status == StatusCode::OK {
                    link rel="canonical" href=(here);
                    @for other in site.words.languages() {
                        link rel="alternate" hreflang=(other) href={ (site.base) (address(path, &about.query, Some(other))) };
                    }
                    link rel="alternate" hreflang="x-default" href={ (site.base) (address(path, &about.query, None)) };
                    meta property="og:type" content="website";
                    meta property="og:site_name" content=(program);
                    meta property="og:title" content=(title);
                    meta property="og:description" content=(about.description);
                    meta property="og:url" content=(here);
                    meta property="og:locale" content=(language);
                    @if let Some((picture, shows)) = &about.picture {
                        meta property="og:image" content={ (site.base) (picture) "?lang=" (language) };
                        meta property="og:image:type" content="image/png";
                        meta property="og:image:width" content=(picture::WIDTH);
                        meta property="og:image:height" content=(picture::HEIGHT);
                        meta property="og:image:alt" content=(shows);
                        meta name="twitter:card" content="summary_large_image";
                    } @else {
                        meta name="twitter:card" content="summary";
                    }
                    @if let Some(linked) = &about.linked {
                        script type="application/ld+json" { (PreEscaped(linked::script(linked))) }
                    }
                } @else {
                    meta name="robots" content="noindex";
                }
            }
            body {
                a .skip href="#content" { (say!(speaker, "wall-skip")) }
                (header(site, visit))
                main #content tabindex="-1" { (content) }
                (footer(visit))
            }
        }
    };
    let mut response = (status, Html(drawn.into_string())).into_response();
    response.headers_mut().insert(CONTENT_LANGUAGE, HeaderValue::from_static(language));
    response
}

fn header(site: &Site, visit: &Visit) -> Markup {
    let speaker = &visit.speaker;
    let places = [
        ("/", "wall-nav-home"),
        ("/partners", "wall-nav-partners"),
        ("/groups", "wall-nav-groups"),
        ("/requests", "wall-nav-requests"),
    ];
    let here =
        |path: &str| visit.path == path || (path.len() > 1 && visit.path.starts_with(&format!("{path}/")));
    html! {
        header .top {
            a .program href=(visit.link("/", "")) { (site.service.rules().name()) }
            nav aria-label=(say!(speaker, "wall-nav")) {
                ul {
                    @for (path, key) in places {
                        li { a href=(visit.link(path, "")) aria-current=[here(path).then_some("page")] { (said(speaker, key)) } }
                    }
                }
            }
            nav .languages aria-label=(say!(speaker, "wall-languages")) {
                ul {
                    @for other in site.words.languages() {
                        li {
                            a href={ "?" (languages_query(visit, other)) } hreflang=(other) lang=(other) aria-current=[(other == speaker.language()).then_some("true")] { (other.to_uppercase()) }
                        }
                    }
                }
            }
        }
    }
}

fn languages_query(visit: &Visit, language: &str) -> String {
    let query = visit.query(visit.page);
    if query.is_empty() { format!("lang={language}") } else { format!("{query}&lang={language}") }
}

fn footer(visit: &Visit) -> Markup {
    let speaker = &visit.speaker;
    html! {
        footer {
            a href=(visit.link("/feed.atom", "")) { (say!(speaker, "wall-feed")) }
            a href="/log/head" { (say!(speaker, "wall-evidence")) }
            a href=(visit.link("/api", "")) { (say!(speaker, "api-title")) }
        }
    }
}

/// A text that names nothing.
pub(super) fn said(speaker: &Speaker, key: &str) -> String {
    speaker.say(key, &fluent_bundle::FluentArgs::new())
}

/// A text with commands in it, between backticks.
pub(super) fn with_commands(text: &str) -> Markup {
    html! {
        @for (at, part) in text.split('`').enumerate() {
            @if at % 2 == 1 { code { (part) } } @else { (part) }
        }
    }
}

/// The form that looks for a company.
pub(super) fn search(visit: &Visit) -> Markup {
    form(visit, "/partners", "wall-search-label", &html! {})
}

/// A form that narrows the list at `path` down by what is typed, called `label`, and by what else is chosen.
pub(super) fn form(visit: &Visit, path: &str, label: &str, choices: &Markup) -> Markup {
    let speaker = &visit.speaker;
    html! {
        form .search role="search" action=(path) method="get" {
            label for="q" { (said(speaker, label)) }
            input #q type="search" name="q" maxlength="100" value=(visit.typed) autocomplete="off";
            (choices)
            @if visit.chosen { input type="hidden" name="lang" value=(speaker.language()); }
            button type="submit" { (say!(speaker, "wall-search")) }
        }
    }
}

/// A name that leads to its page; `kind` is `partners` or `groups`.
pub(super) fn named(visit: &Visit, kind: &str, named: &Named) -> Markup {
    let path = format!("/{kind}/{}", named.slug);
    html! { a href=(visit.link(&path, "")) { bdi { (text::name(&named.name)) } } }
}

/// A tier by name, and its colour; or what a company without one is called.
pub(super) fn tier_word(site: &Site, visit: &Visit, tier: Option<&TierId>) -> (String, Option<u32>) {
    match tier.and_then(|id| site.service.rules().tier(id)) {
        Some(tier) => (tier.name().get(visit.speaker.language()).to_owned(), Some(tier.color())),
        None => (say!(visit.speaker, "wall-no-tier"), None),
    }
}

/// A tier by name, in its colour.
pub(super) fn tier(site: &Site, visit: &Visit, tier: Option<&TierId>) -> Markup {
    let (word, color) = tier_word(site, visit, tier);
    html! {
        span .tier {
            @if let Some(color) = color {
                svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true" focusable="false" {
                    circle cx="6" cy="6" r="5.5" fill={ "#" (format!("{color:06X}")) } {}
                }
            }
            (word)
        }
    }
}

/// A kind of contribution by name.
pub(super) fn contribution(site: &Site, visit: &Visit, id: &ContributionId) -> Markup {
    let known = site.service.rules().contribution(id);
    html! {
        @if let Some(kind) = known {
            span aria-hidden="true" { (kind.emoji()) " " }
            (kind.name().get(visit.speaker.language()))
        } @else { (id.as_str()) }
    }
}

/// Who is named on the card of an award: on somebody's own page they needn't be.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Who {
    Both,
    Group,
    Partner,
}

/// The newest awards. That there are none is said only where none are further back.
pub(super) fn newest(site: &Site, visit: &Visit, newest: &Part<WallThanks, RecordId>, who: Who) -> Markup {
    html! {
        @if !newest.lines.is_empty() { (thanks(site, visit, &newest.lines, who)) }
        @else if newest.next.is_none() { p { (say!(visit.speaker, "wall-no-thanks")) } }
    }
}

/// Awards as cards.
pub(super) fn thanks(site: &Site, visit: &Visit, thanks: &[WallThanks], who: Who) -> Markup {
    html! {
        ul .thanks {
            @for one in thanks {
                li {
                    article {
                        p .who {
                            @if who != Who::Partner { (named(visit, "groups", &one.group)) }
                            @if who == Who::Both { (thank(visit)) }
                            @if who != Who::Group { (named(visit, "partners", &one.partner)) }
                        }
                        @if let Some(reason) = &one.reason { blockquote { p { bdi lang=(one.language) { (text::wording(reason)) } } } }
                        p .meta {
                            span { (contribution(site, visit, &one.contribution)) }
                            span { (say!(visit.speaker, "wall-points", points = one.points)) }
                            time datetime=(day(site, one.at)) { (visit.day(day(site, one.at))) }
                        }
                    }
                }
            }
        }
    }
}

/// What stands between a group and a company on a card: an arrow, which is read out as a word.
fn thank(visit: &Visit) -> Markup {
    html! { span .arrow aria-hidden="true" { " → " } span .heard { " " (say!(visit.speaker, "wall-thanks-word")) " " } }
}

/// The day on which something happened, by the program's calendar.
pub(super) fn day(site: &Site, at: DateTime<Utc>) -> NaiveDate {
    program_day(site.service.rules(), at)
}

/// The ways to the other pages of a list; nothing where there is one alone.
pub(super) fn pages(visit: &Visit, path: &str, page: u32, pages: u32) -> Markup {
    let speaker = &visit.speaker;
    html! {
        @if pages > 1 {
            nav .pages aria-label=(say!(speaker, "wall-pages")) {
                @if page > 1 { a rel="prev" href=(visit.link(path, &visit.query(page - 1))) { "← " (say!(speaker, "wall-earlier")) } }
                span { (say!(speaker, "wall-page", page = page, pages = pages)) }
                @if page < pages { a rel="next" href=(visit.link(path, &visit.query(page + 1))) { (say!(speaker, "wall-later")) " →" } }
            }
        }
    }
}
