//! A month's digest: its numbers, who reached a tier, what was applauded most.

use maud::{Markup, html};

use super::color::{GROUND, LIGHT, SOFT, between, hex, seen};
use super::fonts::{Drawn, FAMILY, Weight};
use super::text::{drawable, fitted, line};
use super::tier::star;
use super::{DigestCard, HEIGHT, WIDTH};

/// What a digest is drawn in: applause is warm.
const ACCENT: u32 = 0xF2_C1_4E;
/// So many of each are shown.
const SHOWN: usize = 4;

pub(super) fn drawing(card: &DigestCard, drawn: Drawn) -> Markup {
    let words =
        |text: &str, room: f32, size: u16, weight: Weight| line(&drawable(text, drawn), room, size, weight);
    let panel = hex(between(GROUND, LIGHT, 8));
    html! {
        svg xmlns="http://www.w3.org/2000/svg" width=(WIDTH) height=(HEIGHT) viewBox={ "0 0 " (WIDTH) " " (HEIGHT) } font-family=(FAMILY) {
            defs {
                linearGradient id="ground" x1="0" y1="0" x2="1" y2="1" {
                    stop offset="0" stop-color=(hex(GROUND)) {}
                    stop offset="1" stop-color=(hex(between(GROUND, ACCENT, 18))) {}
                }
            }
            rect width=(WIDTH) height=(HEIGHT) fill="url(#ground)" {}
            rect width="14" height=(HEIGHT) fill=(hex(ACCENT)) {}
            text x="84" y="92" font-size="30" fill=(hex(SOFT)) { (words(&card.program, 1000.0, 30, Weight::Regular)) }
            text x="84" y="164" font-size="66" font-weight="700" fill=(hex(LIGHT)) { (words(&card.month, 1030.0, 66, Weight::Bold)) }
            @for ((number, label), x) in card.figures.iter().take(SHOWN).zip([84_u16, 346, 608, 870]) {
                rect x=(x) y="200" width="246" height="124" rx="18" fill=(panel) {}
                text x=(x + 24) y="262" font-size="52" font-weight="700" fill=(hex(ACCENT)) { (words(number, 200.0, 52, Weight::Bold)) }
                text x=(x + 24) y="302" font-size="24" fill=(hex(SOFT)) { (words(label, 204.0, 24, Weight::Regular)) }
            }
            @if !card.tiers.is_empty() {
                text x="84" y="382" font-size="26" fill=(hex(SOFT)) { (words(&card.tiers_label, 500.0, 26, Weight::Regular)) }
                @for ((partner, tier, color), y) in card.tiers.iter().take(SHOWN).zip([428_u16, 476, 524, 572]) {
                    path d=(star((98.0, f32::from(y) - 10.0), (14.0, 6.0), 5)) fill=(hex(seen(*color))) {}
                    text x="126" y=(y) font-size="30" fill=(hex(LIGHT)) {
                        tspan font-weight="700" { (words(partner, 290.0, 30, Weight::Bold)) }
                        tspan fill=(hex(seen(*color))) { " " (words(tier, 160.0, 30, Weight::Regular)) }
                    }
                }
            }
            @if let Some((partner, what)) = &card.applauded {
                text x="640" y="382" font-size="26" fill=(hex(SOFT)) { (words(&card.applauded_label, 480.0, 26, Weight::Regular)) }
                text x="640" y="434" font-size="38" font-weight="700" fill=(hex(LIGHT)) { (words(partner, 480.0, 38, Weight::Bold)) }
                @for (words, y) in fitted(&drawable(what, drawn), 480.0, &[(2, 26, 26)], Weight::Regular).lines.iter().zip([478_u16, 514]) {
                    text x="640" y=(y) font-size="26" fill=(hex(SOFT)) { (words) }
                }
            }
        }
    }
}
