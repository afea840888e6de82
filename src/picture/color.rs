//! Colours, 0xRRGGBB.

/// What pictures are drawn on.
pub(super) const GROUND: u32 = 0x14_1B_2D;
/// Light letters.
pub(super) const LIGHT: u32 = 0xFF_FF_FF;
/// Letters that say less.
pub(super) const SOFT: u32 = 0xC3_CB_DA;
/// Dark letters.
const DARK: u32 = 0x11_16_24;

/// As SVG writes it.
pub(super) fn hex(color: u32) -> String {
    format!("#{:06X}", color & 0xFF_FF_FF)
}

/// A colour on the way from one to another, `percent` of it.
pub(super) fn between(from: u32, to: u32, percent: u32) -> u32 {
    let part = |shift: u32| {
        let (from, to) = ((from >> shift) & 0xFF, (to >> shift) & 0xFF);
        ((from * (100 - percent) + to * percent) / 100) << shift
    };
    part(16) | part(8) | part(0)
}

/// The letters that stand out from a colour.
pub(super) fn ink(color: u32) -> u32 {
    if luminance(color) > 0.179 { DARK } else { LIGHT }
}

/// A tier's colour, light enough to be seen on the ground.
pub(super) fn seen(color: u32) -> u32 {
    let contrast = |color: u32| (luminance(color) + 0.05) / (luminance(GROUND) + 0.05);
    (0..=100)
        .step_by(10)
        .map(|light| between(color, LIGHT, light))
        .find(|color| contrast(*color) >= 4.5)
        .unwrap_or(LIGHT)
}

/// Relative luminance (WCAG 2).
fn luminance(color: u32) -> f64 {
    let part = |shift: u32| {
        let value = f64::from((color >> shift) & 0xFF) / 255.0;
        if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * part(16) + 0.7152 * part(8) + 0.0722 * part(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_color_of_a_tier_is_seen_on_the_ground_and_has_letters_that_stand_out() {
        for color in [0, 0x14_1B_2D, 0x00_00_80, 0x7A_8B_99, 0xD4_AF_37, 0xFF_FF_FF] {
            let seen = seen(color);
            assert!((luminance(seen) + 0.05) / (luminance(GROUND) + 0.05) >= 4.5, "{color:06x} → {seen:06x}");
            let (paper, ink) = (luminance(seen) + 0.05, luminance(ink(seen)) + 0.05);
            assert!(paper.max(ink) / paper.min(ink) >= 4.5, "{color:06x}");
        }
    }
}
