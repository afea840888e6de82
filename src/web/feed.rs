//! The newest thanks and tiers, for feed readers (Atom, RFC 4287).

use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use chrono::SecondsFormat;
use maud::{Markup, PreEscaped, html};

use super::visit::Visit;
use super::{Site, instead, text};
use crate::service::wall::News;
use crate::words::say;

pub(super) async fn feed(State(site): State<Site>, visit: Visit) -> Response {
    let news = match site.service.wall_news().await {
        Ok(news) => news,
        Err(failure) => return instead::trouble(&site, &visit, &failure),
    };
    let speaker = &visit.speaker;
    let program = site.service.rules().name();
    let updated = news.first().map(News::at).unwrap_or_default();
    let drawn = html! {
        (PreEscaped("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"))
        feed xmlns="http://www.w3.org/2005/Atom" xml:lang=(speaker.language()) {
            id { (site.base) "/" }
            title { (say!(speaker, "wall-title", program = program)) }
            updated { (updated.to_rfc3339_opts(SecondsFormat::Secs, true)) }
            author { name { (program) } }
            (link(&site, &visit, " rel=\"self\"", "/feed.atom"))
            (link(&site, &visit, "", "/"))
            @for one in &news { (entry(&site, &visit, one)) }
        }
    };
    ([(CONTENT_TYPE, "application/atom+xml; charset=utf-8")], drawn.into_string()).into_response()
}

/// A link to a page, in the language that was chosen. HTML, as it is drawn otherwise, closes none.
fn link(site: &Site, visit: &Visit, relation: &str, path: &str) -> Markup {
    let address = html! { (site.base) (visit.link(path, "")) }.into_string();
    PreEscaped(format!("<link{relation} href=\"{address}\"/>"))
}

fn entry(site: &Site, visit: &Visit, news: &News) -> Markup {
    let (rules, language) = (site.service.rules(), visit.speaker.language());
    let (record, partner, title, told) = match news {
        News::Thanks(thanks) => {
            let (group, partner) = (text::name(&thanks.group.name), text::name(&thanks.partner.name));
            let title = say!(visit.speaker, "wall-thanks-to", group = group, partner = partner);
            (
                thanks.record,
                &thanks.partner,
                title,
                thanks.reason.as_deref().map(|reason| (text::wording(reason), &thanks.language)),
            )
        }
        News::Tier(tier, to) => {
            let partner = text::name(&tier.partner.name);
            let name = rules.tier(to).map_or(to.as_str(), |tier| tier.name().get(language));
            let title = say!(visit.speaker, "wall-feed-tier", partner = partner, tier = name);
            (tier.record, &tier.partner, title, None)
        }
    };
    html! {
        entry {
            // The number of a record never changes, whatever a company is called.
            id { (site.base) "/#record-" (record) }
            title { (title) }
            updated { (news.at().to_rfc3339_opts(SecondsFormat::Secs, true)) }
            (link(site, visit, "", &format!("/partners/{}", partner.slug)))
            @if let Some((told, language)) = told { content type="text" xml:lang=(language) { (told) } }
        }
    }
}
