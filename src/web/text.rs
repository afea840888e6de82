//! What people wrote, as the web shows it. It is escaped where it is drawn; here goes what escaping leaves.

/// A name is shown so far.
const NAME: usize = 120;
/// A reason or a description.
const WORDING: usize = 700;
/// An id of Discord has at least so many digits.
const ID: usize = 17;

/// A name.
pub(super) fn name(text: &str) -> String {
    cut(&seen(text), NAME)
}

/// A reason, a description.
pub(super) fn wording(text: &str) -> String {
    cut(&nobody(&seen(text)), WORDING)
}

/// Without control characters and marks of writing direction, which no escaping stops and XML doesn't take.
fn seen(text: &str) -> String {
    let unseen = |c: char| {
        let direction = matches!(c, '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}');
        let none = matches!(c, '\u{FDD0}'..='\u{FDEF}') || (c as u32 & 0xFFFE) == 0xFFFE;
        direction || none || c.is_control()
    };
    text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).filter(|c| !unseen(*c)).collect()
}

/// Without mentions of Discord, and without whatever looks like one of its ids: both would name somebody.
fn nobody(text: &str) -> String {
    let mut rest = text;
    let mut told = String::with_capacity(text.len());
    while let Some(at) = rest.find('<') {
        told.push_str(&rest[..at]);
        rest = &rest[at..];
        let inside = rest.find('>').map(|end| (&rest[1..end], end + 1));
        match inside.and_then(|(inside, end)| Some((shown(inside)?, end))) {
            Some((shown, end)) => {
                told.push_str(shown);
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
fn shown(inside: &str) -> Option<&str> {
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
        if c.is_ascii_digit() {
            digits.push(c);
            continue;
        }
        told.push_str(if digits.len() >= ID { "…" } else { &digits });
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
            ("2026-01-15, room 12345678", "2026-01-15, room 12345678"),
            ("a < b > c <script>", "a < b > c <script>"),
            ("<<@5>>", "<…>"),
        ] {
            assert_eq!(wording(wrote), shown);
        }
    }

    #[test]
    fn what_isn_t_seen_goes_and_what_is_long_is_cut() {
        assert_eq!(name("a\u{202E}b\u{0}c\u{7}\nd\te"), "abc d e");
        assert_eq!(name(&"x".repeat(10_000)).chars().count(), NAME + 1);
        assert_eq!(wording(&"é".repeat(10_000)).chars().count(), WORDING + 1);
    }
}
