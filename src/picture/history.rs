//! Points over time: a bar for each month, made of what was done. Each kind has a pattern beside its colour, and its name
//! and number below, so that nobody has to tell colours apart.

use maud::{Markup, html};

use super::color::{GROUND, LIGHT, SOFT, between, hex};
use super::fonts::{Drawn, FAMILY, FONTS, Weight};
use super::text::{drawable, line};
use super::tier::rounded;
use super::{HEIGHT, History, Kind, WIDTH};
use crate::words::grouped;

/// The place of the bars.
const LEFT: f32 = 118.0;
const RIGHT: f32 = 1140.0;
const TOP: f32 = 176.0;
const FLOOR: f32 = 462.0;
/// The legend: so many kinds beside each other.
const COLUMNS: usize = 4;
/// Kinds that have a pattern of their own.
pub(super) const KINDS: usize = 8;

/// Colours that most eyes tell apart (after Okabe and Ito), light enough for the ground.
const COLORS: [u32; KINDS] =
    [0x56_B4_E9, 0xF2_A9_3B, 0x3C_C8_96, 0xF0_E4_42, 0xE0_8F_C0, 0x7C_9D_FF, 0xFF_84_57, 0xB8_C0_CC];

pub(super) fn drawing(history: &History, drawn: Drawn) -> Markup {
    let months = history.months.len().max(1);
    let sums: Vec<i64> = (0..months).map(|month| sum(&history.kinds, month)).collect();
    let scale = Scale::of(sums.iter().copied().max().unwrap_or(0));
    let step = (RIGHT - LEFT) / wide(months);
    let name = drawable(&history.partner, drawn);
    let total = drawable(&history.total, drawn);
    let beside = FONTS.width(&total, 38.0, Weight::Bold);
    let title = drawable(&history.title, drawn);
    let (headline, lower) = if name.is_empty() { (&title, "") } else { (&name, title.as_str()) };
    html! {
        svg xmlns="http://www.w3.org/2000/svg" width=(WIDTH) height=(HEIGHT) viewBox={ "0 0 " (WIDTH) " " (HEIGHT) } font-family=(FAMILY) {
            defs { @for at in 0..KINDS { (pattern(at)) } }
            rect width=(WIDTH) height=(HEIGHT) fill=(hex(GROUND)) {}
            text x="60" y="78" font-size="42" font-weight="700" fill=(hex(LIGHT)) { (line(headline, 1040.0 - beside, 42, Weight::Bold)) }
            text x="60" y="122" font-size="26" fill=(hex(SOFT)) { (line(lower, 1000.0, 26, Weight::Regular)) }
            text x=(RIGHT) y="78" font-size="38" font-weight="700" text-anchor="end" fill=(hex(LIGHT)) { (total) }
            @for mark in scale.marks() {
                line x1=(LEFT) x2=(RIGHT) y1=(scale.y(mark)) y2=(scale.y(mark)) stroke=(hex(between(GROUND, LIGHT, 18))) stroke-width="2" {}
                text x=(LEFT - 16.0) y=(scale.y(mark) + 8.0) font-size="22" text-anchor="end" fill=(hex(SOFT)) { (number(history, mark, drawn)) }
            }
            @for (month, sum) in sums.iter().enumerate() {
                (bar(history, &scale, month, (LEFT + step * wide(month), step)))
                @if *sum > 0 {
                    text x=(rounded(LEFT + step * (wide(month) + 0.5))) y=(rounded(scale.y(*sum) - 10.0)) font-size=(if months > 14 { 17 } else { 21 }) font-weight="700" text-anchor="middle" fill=(hex(LIGHT)) stroke=(hex(GROUND)) stroke-width="6" stroke-linejoin="round" paint-order="stroke" { (number(history, *sum, drawn)) }
                }
            }
            @for (month, (short, year)) in history.months.iter().enumerate() {
                text x=(rounded(LEFT + step * (wide(month) + 0.5))) y="490" font-size=(if months > 14 { 16 } else { 20 }) text-anchor="middle" fill=(hex(SOFT)) { (line(&drawable(short, drawn), step, 16, Weight::Regular)) }
                @if let Some(year) = year {
                    text x=(rounded(LEFT + step * (wide(month) + 0.5))) y="514" font-size="18" text-anchor="middle" fill=(hex(SOFT)) { (drawable(year, drawn)) }
                }
            }
            @for (at, kind) in history.kinds.iter().take(KINDS).enumerate() { (named(at, kind, history, drawn)) }
        }
    }
}

/// A month's bar, the kind with most points at its foot.
fn bar(history: &History, scale: &Scale, month: usize, (x, step): (f32, f32)) -> Markup {
    let mut below = 0;
    let mut parts = Vec::new();
    for (at, kind) in history.kinds.iter().take(KINDS).enumerate() {
        let points = kind.points.get(month).copied().unwrap_or(0).max(0);
        if points > 0 {
            let (foot, head) = (scale.y(below), scale.y(below.saturating_add(points)));
            parts.push((at, head, (foot - head).max(1.0)));
            below = below.saturating_add(points);
        }
    }
    let margin = (step * 0.16).min(14.0);
    html! {
        @for (at, y, height) in parts {
            rect x=(rounded(x + margin)) y=(rounded(y)) width=(rounded(step - 2.0 * margin)) height=(rounded(height)) fill={ "url(#kind" (at) ")" } stroke=(hex(GROUND)) stroke-width="2" {}
        }
    }
}

/// A kind in the legend.
fn named(at: usize, kind: &Kind, history: &History, drawn: Drawn) -> Markup {
    let x = 60.0 + 272.0 * wide(at % COLUMNS);
    let y = 548.0 + 42.0 * wide(at / COLUMNS);
    let points: i64 =
        kind.points.iter().map(|points| points.max(&0)).fold(0, |sum, points| sum.saturating_add(*points));
    let number = number(history, points, drawn);
    let room = 214.0 - FONTS.width(&number, 22.0, Weight::Bold);
    let name = line(&drawable(&kind.name, drawn), room, 22, Weight::Regular);
    let beside = FONTS.width(&name, 22.0, Weight::Regular) + 10.0;
    html! {
        rect x=(x) y=(y) width="30" height="26" rx="4" fill={ "url(#kind" (at) ")" } {}
        text x=(x + 42.0) y=(y + 21.0) font-size="22" fill=(hex(SOFT)) { (name) }
        text x=(rounded(x + 42.0 + beside)) y=(y + 21.0) font-size="22" font-weight="700" fill=(hex(LIGHT)) { (number) }
    }
}

/// A number as the picture's language writes it.
fn number(history: &History, number: i64, drawn: Drawn) -> String {
    drawable(&grouped(number, &history.thousands), drawn)
}

/// A kind's colour with marks on it that no other has.
fn pattern(at: usize) -> Markup {
    let color = COLORS[at % KINDS];
    let mark = hex(between(color, GROUND, 58));
    let marks = match at {
        0 => html! {},
        1 => html! { path d="M-4 4 L4 -4 M0 16 L16 0 M12 20 L20 12" stroke=(mark) stroke-width="4" {} },
        2 => html! { circle cx="8" cy="8" r="3.4" fill=(mark) {} },
        3 => html! { path d="M0 8 H16" stroke=(mark) stroke-width="4" {} },
        4 => html! { path d="M0 0 L16 16 M16 0 L0 16" stroke=(mark) stroke-width="2.6" {} },
        5 => html! { path d="M8 0 V16" stroke=(mark) stroke-width="4" {} },
        6 => html! { path d="M-4 12 L4 20 M0 0 L16 16 M12 -4 L20 4" stroke=(mark) stroke-width="4" {} },
        _ => html! { path d="M0 0 H8 V8 H0 Z M8 8 H16 V16 H8 Z" fill=(mark) {} },
    };
    html! {
        pattern id={ "kind" (at) } patternUnits="userSpaceOnUse" width="16" height="16" {
            rect width="16" height="16" fill=(hex(color)) {}
            (marks)
        }
    }
}

fn sum(kinds: &[Kind], month: usize) -> i64 {
    let points = kinds.iter().take(KINDS).filter_map(|kind| kind.points.get(month));
    points.fold(0, |sum, points| sum.saturating_add((*points).max(0)))
}

/// A count as a length; there are few of anything here.
fn wide(count: usize) -> f32 {
    f32::from(u16::try_from(count).unwrap_or(u16::MAX))
}

/// How points become heights.
struct Scale {
    top: i64,
    step: i64,
}

impl Scale {
    /// One on which so many points fit, with marks at round numbers: 1, 2 or 5 times a power of ten.
    fn of(most: i64) -> Self {
        let most = most.max(4);
        let mut power: i64 = 1;
        let step = loop {
            let fits = [1, 2, 5]
                .map(|times| power.saturating_mul(times))
                .into_iter()
                .find(|step| most <= step.saturating_mul(4));
            match (fits, power.checked_mul(10)) {
                (Some(step), _) => break step,
                (None, Some(next)) => power = next,
                (None, None) => break most / 4 + 1,
            }
        };
        let marks = most.div_euclid(step) + i64::from(most % step > 0);
        Self { top: step.saturating_mul(marks), step }
    }

    fn marks(&self) -> impl Iterator<Item = i64> {
        (0..=self.top / self.step).map(|mark| mark * self.step)
    }

    #[allow(clippy::cast_precision_loss, reason = "a height in pixels needs no more digits")]
    fn y(&self, points: i64) -> f32 {
        rounded(FLOOR - (FLOOR - TOP) * (points as f32 / self.top.max(1) as f32))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_highest_bar_fits_and_marks_are_round() {
        for (most, step, top) in
            [(0, 1, 4), (4, 1, 4), (5, 2, 6), (100, 50, 100), (101, 50, 150), (2_001, 1_000, 3_000)]
        {
            let scale = Scale::of(most);
            assert_eq!((scale.step, scale.top), (step, top), "{most}");
        }
        let scale = Scale::of(i64::MAX);
        assert!(scale.y(i64::MAX) >= TOP - 1.0 && scale.marks().count() < 7);
    }
}
