//! Text from people, made harmless for Discord: it never pings, never becomes markup, never breaks the layout.

use crate::store::outside::{Channel, Message, Server};

/// Begins and ends a piece of text with a direction of its own (Unicode UAX #9).
const FIRST_STRONG_ISOLATE: char = '\u{2068}';
const POP_DIRECTIONAL_ISOLATE: char = '\u{2069}';
/// Between `@` and a name it keeps a mention from being one, also in clients that ignore `allowed_mentions`.
const ZERO_WIDTH_SPACE: char = '\u{200B}';

/// The text with every mark of Discord's markdown escaped, mentions broken, and a direction of its own when it has
/// letters that are written from right to left.
#[must_use]
pub fn safe(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 8);
    let isolated = text.chars().any(is_right_to_left);
    if isolated {
        safe.push(FIRST_STRONG_ISOLATE);
    }
    for (at, character) in text.char_indices() {
        match character {
            '\\' | '*' | '_' | '~' | '`' | '|' | '<' | '>' | '[' | ']' | '(' | ')' | ':' => safe.push('\\'),
            // At the start of a line these make headings, lists and small print.
            '#' | '-' | '+' if at == 0 => safe.push('\\'),
            '.' if at > 0 && text[..at].bytes().all(|byte| byte.is_ascii_digit()) => safe.push('\\'),
            _ => {}
        }
        safe.push(character);
        if character == '@' {
            safe.push(ZERO_WIDTH_SPACE);
        }
    }
    if isolated {
        safe.push(POP_DIRECTIONAL_ISOLATE);
    }
    safe
}

/// The same for places where Discord shows plain text (labels, choices, placeholders): cut to `most` characters.
#[must_use]
pub fn plain(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let cut: String = text.chars().take(most.saturating_sub(1)).collect();
    cut + "…"
}

/// Markdown cut to `most` characters, at the end of a line where one is near, so that no mark is left open.
#[must_use]
pub fn cut(text: &str, most: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(most) else { return text.to_owned() };
    let end = text.char_indices().nth(most.saturating_sub(2)).map_or(end, |(end, _)| end);
    let kept = &text[..end];
    let kept = kept.rfind('\n').map_or(kept, |line| &kept[..line]).trim_end_matches('\\');
    // Discord takes no empty text, so the mark of the cut stays in any case.
    format!("{kept}\n…").trim_start().to_owned()
}

/// Hebrew, Arabic, Syriac, Thaana, N'Ko and their presentation forms.
fn is_right_to_left(character: char) -> bool {
    matches!(character, '\u{0590}'..='\u{08FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}' | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}

/// The address of a message.
pub(super) fn address(server: Server, channel: Channel, message: Message) -> String {
    format!("https://discord.com/channels/{server}/{channel}/{message}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_and_mentions_are_shown_and_do_nothing() {
        assert_eq!(
            safe("**bold** _x_ `code` ~~s~~ ||spoiler||"),
            r"\*\*bold\*\* \_x\_ \`code\` \~\~s\~\~ \|\|spoiler\|\|"
        );
        assert_eq!(safe("@everyone <@123> <#4>"), "@\u{200B}everyone \\<@\u{200B}123\\> \\<#4\\>");
        assert_eq!(safe("[free](https://evil.example)"), r"\[free\]\(https\://evil.example\)");
        assert_eq!(safe("# big"), r"\# big");
        assert_eq!(safe("- item"), r"\- item");
        assert_eq!(safe("1. item"), r"1\. item");
    }

    #[test]
    fn right_to_left_text_keeps_its_direction_to_itself() {
        assert_eq!(safe("שלום"), "\u{2068}שלום\u{2069}");
        assert_eq!(safe("Contoso"), "Contoso");
    }

    #[test]
    fn plain_text_is_cut_by_characters_and_says_so() {
        assert_eq!(plain("ééééé", 5), "ééééé");
        assert_eq!(plain("éééééé", 5), "éééé…");
    }
}
