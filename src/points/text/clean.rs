//! What a typed text may be made of.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// How many marks may stand on one character. Hebrew needs four; what needs more is there to spill over other
/// lines.
const MARKS_AT_MOST: usize = 4;

/// A text on one line, in composed form, of characters that can be seen, with single spaces between words.
///
/// Taken out: control characters, marks of writing direction, characters without width (joiners too: a joined
/// emoji falls into its parts), tags and selectors that hide data, noncharacters; marks that stand on nothing
/// or pile up. Runs of any white space, line breaks among them, become one space. Cleaning again changes nothing.
#[must_use]
pub fn clean(typed: &str) -> String {
    let mut text = String::with_capacity(typed.len().min(1024));
    let mut marks_left = 0;
    let mut space = false;
    for c in typed.chars().map(|c| if is_blank(c) { ' ' } else { c }).filter(|c| !is_unseen(*c)).nfc() {
        if c == ' ' {
            space = true;
            marks_left = 0;
        } else if is_combining_mark(c) {
            if marks_left > 0 {
                marks_left -= 1;
                text.push(c);
            }
        } else {
            if space && !text.is_empty() {
                text.push(' ');
            }
            space = false;
            marks_left = MARKS_AT_MOST;
            text.push(c);
        }
    }
    text
}

/// White space of every kind, and what only looks like it.
fn is_blank(c: char) -> bool {
    // The empty Braille cell is drawn as a gap.
    c.is_whitespace() || c == '\u{2800}'
}

/// Characters that nobody sees: control characters, those that Unicode tells a renderer to ignore
/// (Default_Ignorable_Code_Point), annotations, and noncharacters.
fn is_unseen(c: char) -> bool {
    let ignored = matches!(c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}'..='\u{1160}' | '\u{17B4}'..='\u{17B5}'
        | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0D}' | '\u{FEFF}' | '\u{FFA0}'
        | '\u{FFF0}'..='\u{FFFB}' | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}'
        | '\u{E0000}'..='\u{E0FFF}');
    let nonchar = matches!(c, '\u{FDD0}'..='\u{FDEF}') || (c as u32 & 0xFFFE) == 0xFFFE;
    c.is_control() || ignored || nonchar
}
