//! A company's badge: the program and the company's tier, to be shown on other sites.

use axum::extract::State;
use axum::http::HeaderName;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};

use super::instead;
use super::layout;
use super::slug::BadgeSlug;
use super::visit::Visit;
use super::{Site, text};
use crate::store::WallPartner;
use crate::words::say;

/// Of a company without a tier; the left side of each.
const GREY: u32 = 0x55_55_55;
/// An hour: sites that show it ask seldom.
const KEPT: &str = "public, max-age=3600";
/// A program's name is shown so far.
const NAME: usize = 40;

pub(super) async fn badge(State(site): State<Site>, visit: Visit, BadgeSlug(slug): BadgeSlug) -> Response {
    let found = site.service.wall_partner_found(&slug).await;
    let address = |slug: &str| format!("/badge/{slug}.svg");
    instead::found(&site, &visit, found, address, |partner| {
        let drawn = drawn(&site, &visit, partner).into_string();
        // Pages of others show it.
        let shared = (HeaderName::from_static("cross-origin-resource-policy"), "cross-origin");
        ([(CONTENT_TYPE, "image/svg+xml"), (CACHE_CONTROL, KEPT), shared], drawn).into_response()
    })
}

/// The part of a company's page that shows the badge and how to use it.
pub(super) fn section(site: &Site, visit: &Visit, partner: &WallPartner) -> Markup {
    let (speaker, slug) = (&visit.speaker, &partner.named.slug);
    let told = told(site, visit, partner);
    let line = format!(
        "<a href=\"{base}/partners/{slug}\"><img src=\"{base}/badge/{slug}.svg\" alt=\"{alt}\"></a>",
        base = site.base,
        alt = html! { (told) }.into_string(),
    );
    html! {
        section aria-labelledby="badge" {
            h2 #badge { (say!(speaker, "wall-badge")) }
            p { img src=(visit.link(&format!("/badge/{slug}.svg"), "")) alt=(told) height="20"; }
            p { (say!(speaker, "wall-badge-use")) }
            pre tabindex="0" { code { (line) } }
        }
    }
}

/// A company, the program and its tier, in a line.
pub(super) fn told(site: &Site, visit: &Visit, partner: &WallPartner) -> String {
    let (name, (tier, _)) =
        (text::name(&partner.named.name), layout::tier_word(site, visit, partner.tier.as_ref()));
    say!(visit.speaker, "wall-badge-text", partner = name, program = site.service.rules().name(), tier = tier)
}

fn drawn(site: &Site, visit: &Visit, partner: &WallPartner) -> Markup {
    let program: String = site.service.rules().name().chars().take(NAME).collect();
    let (tier, color) = layout::tier_word(site, visit, partner.tier.as_ref());
    let color = color.unwrap_or(GREY);
    let (left, right) = (width(&program), width(&tier));
    let all = left + right;
    let ink = if is_light(color) { "#111" } else { "#fff" };
    html! {
        svg xmlns="http://www.w3.org/2000/svg" width=(all) height="20" viewBox={ "0 0 " (all) " 20" } role="img" lang=(visit.speaker.language()) {
            title { (told(site, visit, partner)) }
            clipPath id="r" { rect width=(all) height="20" rx="3" {} }
            g clip-path="url(#r)" {
                rect width=(left) height="20" fill="#3b3b3b" {}
                rect x=(left) width=(right) height="20" fill={ "#" (format!("{color:06x}")) } {}
            }
            g font-family="Verdana,Geneva,DejaVu Sans,sans-serif" font-size="11" text-anchor="middle" {
                text x=(left / 2) y="14" fill="#fff" textLength=(left - 14) { (program) }
                text x=(left + right / 2) y="14" fill=(ink) textLength=(right - 14) { (tier) }
            }
        }
    }
}

/// About how wide a text is, with its margins; the text is stretched to it.
fn width(text: &str) -> u32 {
    let wide = |c: char| match c {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | '\'' | ' ' | '|' => 38,
        'm' | 'w' | 'M' | 'W' => 105,
        c if c.is_ascii_uppercase() => 75,
        c if (c as u32) >= 0x1100 => 120,
        _ => 64,
    };
    text.chars().map(wide).sum::<u32>() / 10 + 14
}

/// Whether dark letters are read better on it (relative luminance, WCAG 2).
fn is_light(color: u32) -> bool {
    let part = |shift: u32| {
        let value = f64::from((color >> shift) & 0xFF) / 255.0;
        if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * part(16) + 0.7152 * part(8) + 0.0722 * part(0) > 0.179
}

#[cfg(test)]
mod tests {
    use super::is_light;

    #[test]
    fn letters_stand_out_from_each_color() {
        assert!(is_light(0xD4_AF_37) && is_light(0xFF_FF_FF));
        assert!(!is_light(0x00_00_00) && !is_light(0x1F_3A_5F));
    }
}
