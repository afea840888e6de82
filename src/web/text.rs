//! What people wrote, as the web shows it. It is escaped where it is drawn; here goes what escaping leaves.

use crate::points::text::{ID, clean};

/// A name is shown so far.
const NAME: usize = 120;
/// A reason or a description.
const WORDING: usize = 700;

/// A name, a topic, a place.
pub(super) fn name(text: &str) -> String {
    shown(text, NAME)
}

/// A reason, a description.
pub(super) fn wording(text: &str) -> String {
    shown(text, WORDING)
}

/// Whether it has no mention of Discord and no id.
pub(super) fn names_nobody(text: &str) -> bool {
    nobody(text) == text
}

/// Cleaned again, since no escaping stops what nobody sees, and XML doesn't take it; a text may have come here another way
/// than through the commands.
fn shown(text: &str, most: usize) -> String {
    cut(&nobody(&clean(text)), most)
}

/// Without mentions of Discord, and without whatever looks like one of its ids: both would name somebody.
fn nobody(text: &str) -> String {
    let mut rest = text;
    let mut told = String::with_capacity(text.len());
    while let Some(at) = rest.find('<') {
        told.push_str(&rest[..at]);
        rest = &rest[at..];
        let inside = rest.find('>').map(|end| (&rest[1..end], end + 1));
        match inside.and_then(|(inside, end)| Some((meant(inside)?, end))) {
            Some((meant, end)) => {
                told.push_str(meant);
                rest = &rest[end..];
            }
            None => {
                told.push('<');
                rest = &rest[1..];
            }
        }
    }
    told.push_str(rest);
    without_ids(&told)
}

/// What stands for one of Discord's marks; `None` when it is none.
fn meant(inside: &str) -> Option<&str> {
    let number = inside.trim_start_matches(['@', '#', '!', '&']);
    if number.len() < inside.len() {
        return number.bytes().all(|byte| byte.is_ascii_digit()).then_some("…");
    }
    // An emoji of a server: `:name:id`, moving ones with an `a` before.
    let mut parts = inside.split(':');
    let (before, emoji, id) = (parts.next()?, parts.next()?, parts.next()?);
    let is_id = !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit()) && parts.next().is_none();
    ((before.is_empty() || before == "a") && is_id).then_some(emoji)
}

fn without_ids(text: &str) -> String {
    let mut told = String::with_capacity(text.len());
    let mut digits = String::new();
    for c in text.chars().chain(Some('\0')) {
        if c.is_numeric() {
            digits.push(c);
            continue;
        }
        told.push_str(if digits.chars().count() >= ID { "…" } else { &digits });
        digits.clear();
        if c != '\0' {
            told.push(c);
        }
    }
    told
}

fn cut(text: &str, most: usize) -> String {
    let text = text.trim();
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_named_by_a_mention_or_an_id() {
        for (wrote, shown) in [
            ("Thanks to <@1000000000000000011> and <@!1000000000000000012>", "Thanks to … and …"),
            ("in <#100> by <@&7>", "in … by …"),
            ("<:party:1000000000000000011> <a:wave:5>", "party wave"),
            ("ask 1000000000000000011.", "ask …."),
            ("ask １００００００００００００００００１１, or 10000000\u{200B}00000000011", "ask …, or …"),
            ("2026-01-15, room 12345678", "2026-01-15, room 12345678"),
            ("a < b > c <script>", "a < b > c <script>"),
            ("<<@5>>", "<…>"),
        ] {
            assert_eq!((name(wrote).as_str(), wording(wrote).as_str()), (shown, shown));
        }
    }

    #[test]
    fn what_isn_t_seen_goes_and_what_is_long_is_cut() {
        assert_eq!(name("a\u{202E}b\u{0}c\u{7}\nd\te"), "abc d e");
        assert_eq!(name("a\u{AD}b\u{2060}c\u{E0041}d\u{FFF9}e"), "abcde");
        assert_eq!(name(&format!("a{}b", "\u{335}".repeat(50))), format!("a{}b", "\u{335}".repeat(4)));
        assert_eq!(name(&"x".repeat(10_000)).chars().count(), NAME + 1);
        assert_eq!(wording(&"é".repeat(10_000)).chars().count(), WORDING + 1);
    }
}
