//! What people wrote, as a picture can show it: what can be drawn of it, in the room that there is.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::fonts::{Drawn, FONTS, Weight};

/// No picture has room for more characters of one text.
const MOST: usize = 200;
/// Marks over and under a letter; more would reach into other lines.
const MARKS: usize = 2;

/// A text in lines of one size.
#[derive(Debug, PartialEq)]
pub(super) struct Lines {
    pub(super) size: f32,
    pub(super) lines: Vec<String>,
}

/// A text as it can be drawn: without marks that can't be, and empty where a letter or a digit can't, because half a name is
/// another name.
pub(super) fn drawable(text: &str, drawn: Drawn) -> String {
    let composed: String = text.chars().take(10 * MOST).nfc().take(MOST).collect();
    let words = composed.split(|c: char| c.is_whitespace() || c.is_control());
    let kept: Option<Vec<String>> = words.map(|word| word_of(word, drawn)).collect();
    let kept = kept.unwrap_or_default();
    kept.iter().filter(|word| !word.is_empty()).map(String::as_str).collect::<Vec<_>>().join(" ")
}

/// A word without what can't be drawn; none where that is a letter or a digit.
fn word_of(word: &str, drawn: Drawn) -> Option<String> {
    let mut kept = String::new();
    let mut marks = 0;
    for character in word.chars().filter(|character| !is_unseen(*character)) {
        let can = FONTS.draw(character, drawn);
        if is_combining_mark(character) {
            marks += 1;
            if can && marks <= MARKS && !kept.is_empty() {
                kept.push(character);
            }
            continue;
        }
        marks = 0;
        match (can, character.is_alphanumeric()) {
            (true, _) => kept.push(character),
            (false, true) => return None,
            (false, false) => {}
        }
    }
    Some(kept)
}

/// What has no look of its own, or is nobody's character: joiners, marks of direction, variants, private use.
fn is_unseen(character: char) -> bool {
    matches!(character,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}'
        | '\u{E000}'..='\u{F8FF}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFF}'
        | '\u{1F3FB}'..='\u{1F3FF}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{10FFFF}')
}

/// A text as large as it fits, and in the fewest lines: of each number of lines the largest and the smallest size; cut where it
/// is too long for the last of them.
pub(super) fn fitted(text: &str, room: f32, sizes: &[(usize, u16, u16)], weight: Weight) -> Lines {
    let fits = |lines: &[String], size: f32, most: usize| {
        lines.len() <= most && lines.iter().all(|line| FONTS.width(line, size, weight) <= room)
    };
    for (most, largest, smallest) in sizes {
        for size in (*smallest..=*largest).rev().step_by(4) {
            let size = f32::from(size);
            let lines = wrapped(text, room, size, weight);
            if fits(&lines, size, *most) {
                return Lines { size, lines };
            }
        }
    }
    let (most, _, smallest) = sizes.last().copied().unwrap_or((1, 20, 20));
    let size = f32::from(smallest);
    let mut lines = wrapped(text, room, size, weight);
    let rest = lines.len() > most;
    lines.truncate(most);
    let last = lines.len();
    for (at, line) in lines.iter_mut().enumerate() {
        *line = cut(line, room, size, weight, rest && at + 1 == last);
    }
    Lines { size, lines }
}

/// A text in one line of a size, cut where it is too long.
pub(super) fn line(text: &str, room: f32, size: u16, weight: Weight) -> String {
    cut(text, room, f32::from(size), weight, false)
}

fn wrapped(text: &str, room: f32, size: f32, weight: Weight) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        match lines.last_mut() {
            Some(line) if FONTS.width(&format!("{line} {word}"), size, weight) <= room => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// A line with "…" at its end when it is too long, or when something follows.
fn cut(line: &str, room: f32, size: f32, weight: Weight, more: bool) -> String {
    if !more && FONTS.width(line, size, weight) <= room {
        return line.to_owned();
    }
    let mut kept = line.to_owned();
    while !kept.is_empty() && FONTS.width(&format!("{kept}…"), size, weight) > room {
        kept.pop();
    }
    // A mark without its letter would stand on the dots.
    let end = kept.trim_end_matches(|c: char| c.is_whitespace() || c.is_ascii_punctuation()).len();
    kept.truncate(end);
    format!("{kept}…")
}
