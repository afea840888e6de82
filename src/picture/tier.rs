//! The card of a company and its tier: to be proud of, and to be passed on.

use maud::{Markup, html};

use super::color::{GROUND, LIGHT, SOFT, between, hex, ink, seen};
use super::fonts::{Drawn, FAMILY, FONTS, Weight};
use super::text::{drawable, fitted, line};
use super::{HEIGHT, TierCard, WIDTH};

/// Where texts begin, and the room that they have beside the medal.
const LEFT: f32 = 84.0;
const ROOM: f32 = 650.0;
/// A name in so many lines, from the largest letters to the smallest.
pub(super) const SIZES: [(usize, u16, u16); 3] = [(1, 92, 64), (2, 72, 52), (3, 56, 40)];
/// The middle of the medal.
const MEDAL: (f32, f32) = (966.0, 282.0);

pub(super) fn drawing(card: &TierCard, drawn: Drawn) -> Markup {
    let color = seen(card.color);
    let name = drawable(&card.partner, drawn);
    let tier = line(&drawable(&card.tier, drawn), 440.0, 44, Weight::Bold);
    let label = line(&drawable(&card.label, drawn), ROOM, 30, Weight::Regular);
    // Without a name that can be drawn the tier, or the program, speaks for itself.
    let lower = if name.is_empty() { "" } else { label.as_str() };
    let program = drawable(&card.program, drawn);
    let headline =
        [&name, &label, &program].into_iter().find(|words| !words.is_empty()).map_or("", String::as_str);
    let headline = fitted(headline, ROOM, &SIZES, Weight::Bold);
    let leading = headline.size * 1.12;
    let count = f32::from(u8::try_from(headline.lines.len()).unwrap_or(1));
    // The headline, the label and the tier stand together, in the middle of the height.
    let top = 296.0 - (count * leading + 150.0) / 2.0 + headline.size * 0.86;
    let below = top + (count - 1.0) * leading;
    let pill = FONTS.width(&tier, 44.0, Weight::Bold) + 76.0;
    html! {
        svg xmlns="http://www.w3.org/2000/svg" width=(WIDTH) height=(HEIGHT) viewBox={ "0 0 " (WIDTH) " " (HEIGHT) } font-family=(FAMILY) {
            defs {
                linearGradient id="ground" x1="0" y1="0" x2="1" y2="1" {
                    stop offset="0" stop-color=(hex(GROUND)) {}
                    stop offset="1" stop-color=(hex(between(GROUND, color, 26))) {}
                }
                radialGradient id="glow" {
                    stop offset="0" stop-color=(hex(color)) stop-opacity="0.42" {}
                    stop offset="1" stop-color=(hex(color)) stop-opacity="0" {}
                }
                linearGradient id="metal" x1="0" y1="0" x2="1" y2="1" {
                    stop offset="0" stop-color=(hex(between(color, LIGHT, 55))) {}
                    stop offset="0.5" stop-color=(hex(color)) {}
                    stop offset="1" stop-color=(hex(between(color, GROUND, 38))) {}
                }
            }
            rect width=(WIDTH) height=(HEIGHT) fill="url(#ground)" {}
            (medal(color))
            rect width="14" height=(HEIGHT) fill=(hex(color)) {}
            text x=(LEFT) y="98" font-size="30" fill=(hex(SOFT)) { (line(&program, ROOM, 30, Weight::Regular)) }
            @for (at, words) in headline.lines.iter().enumerate() {
                text x=(LEFT) y=(rounded(top + leading * f32::from(u8::try_from(at).unwrap_or(0)))) font-size=(headline.size) font-weight="700" fill=(hex(LIGHT)) { (words) }
            }
            text x=(LEFT) y=(rounded(below + 64.0)) font-size="30" fill=(hex(SOFT)) { (lower) }
            rect x=(LEFT) y=(rounded(below + 88.0)) width=(rounded(pill)) height="76" rx="38" fill="url(#metal)" {}
            text x=(rounded(LEFT + pill / 2.0)) y=(rounded(below + 142.0)) font-size="44" font-weight="700" text-anchor="middle" fill=(hex(ink(color))) { (tier) }
            text x=(LEFT) y="560" font-size="28" fill=(hex(SOFT)) { (line(&drawable(&card.note, drawn), 1030.0, 28, Weight::Regular)) }
        }
    }
}

/// A medal on its ribbon, in the tier's colour.
fn medal(color: u32) -> Markup {
    let (x, y) = MEDAL;
    let dark = hex(between(color, GROUND, 62));
    html! {
        circle cx=(x) cy=(y) r="400" fill="url(#glow)" {}
        path d={ "M" (x - 86.0) " " (y + 96.0) " l-34 226 60 -44 48 54 26 -206 z" } fill=(hex(between(color, GROUND, 34))) {}
        path d={ "M" (x + 86.0) " " (y + 96.0) " l34 226 -60 -44 -48 54 -26 -206 z" } fill=(hex(between(color, GROUND, 50))) {}
        path d=(star(MEDAL, (186.0, 168.0), 28)) fill="url(#metal)" {}
        circle cx=(x) cy=(y) r="140" fill=(dark) {}
        circle cx=(x) cy=(y) r="128" fill="url(#metal)" {}
        path d=(star(MEDAL, (92.0, 38.0), 5)) fill=(hex(between(color, LIGHT, 82))) stroke=(dark) stroke-width="3" stroke-linejoin="round" {}
    }
}

/// A star with so many points, the first one up.
pub(super) fn star((x, y): (f32, f32), (outer, inner): (f32, f32), points: u8) -> String {
    let turn = std::f32::consts::PI / f32::from(points);
    let corner = |at: u8| {
        let (sin, cos) = (f32::from(at) * turn).sin_cos();
        let far = if at.is_multiple_of(2) { outer } else { inner };
        format!("{} {}", rounded(x + far * sin), rounded(y - far * cos))
    };
    let corners: Vec<String> = (0..points * 2).map(corner).collect();
    format!("M{}z", corners.join(" L"))
}

/// To a tenth: nobody sees more of it.
pub(super) fn rounded(value: f32) -> f32 {
    (value * 10.0).round() / 10.0
}
