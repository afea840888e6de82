//! What a company or a group is called in the address of its page.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::text::ID;

/// Longer ones are cut.
const MAX: usize = 60;

/// The name in small letters and digits of ASCII, words parted by hyphens. `None` when a letter of it has no such form:
/// what is left of it would be another name, perhaps that of somebody else. Nor when it has a number by which somebody is known.
#[must_use]
pub fn slug(name: &str) -> Option<String> {
    let mut slug = String::new();
    let mut parted = false;
    for character in name.nfkd().filter(|character| !is_combining_mark(*character)) {
        let letters = match character {
            'a'..='z' | 'A'..='Z' | '0'..='9' => character.to_ascii_lowercase().to_string(),
            other => match spelled(other) {
                Some(letters) => letters.to_owned(),
                None if other.is_alphanumeric() => return None,
                None => {
                    parted = true;
                    continue;
                }
            },
        };
        if parted && !slug.is_empty() {
            slug.push('-');
        }
        parted = false;
        slug.push_str(&letters);
        if slug.len() >= MAX {
            slug.truncate(MAX);
            break;
        }
    }
    let slug = slug.trim_end_matches('-').to_owned();
    let names_somebody = slug.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() >= ID);
    (!slug.is_empty() && !names_somebody).then_some(slug)
}

/// Letters that don't come apart into one of ASCII and marks, and that European languages write in ASCII so.
fn spelled(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ß' | 'ẞ' => "ss",
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'ø' | 'Ø' => "o",
        'ł' | 'Ł' => "l",
        'đ' | 'Đ' | 'ð' | 'Ð' => "d",
        'þ' | 'Þ' => "th",
        'ı' => "i",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_become_plain_words() {
        for (name, expected) in [
            ("Litware Labs", "litware-labs"),
            ("Société Générale", "societe-generale"),
            ("  A.B.C.  & Söhne  ", "a-b-c-sohne"),
            ("Straße 7", "strasse-7"),
            ("Ｆｕｌｌｗｉｄｔｈ", "fullwidth"),
            ("<script>alert(1)</script>", "script-alert-1-script"),
            ("../../etc/passwd", "etc-passwd"),
        ] {
            assert_eq!(slug(name).as_deref(), Some(expected), "{name}");
        }
    }

    #[test]
    fn a_name_that_would_become_another_has_none() {
        // The first letter is Cyrillic; nothing but what isn't ASCII; nothing at all.
        for name in ["Сontoso", "株式会社", "🎉🎉", "", "---"] {
            assert_eq!(slug(name), None, "{name}");
        }
    }

    #[test]
    fn a_number_by_which_somebody_is_known_is_in_no_address() {
        for name in
            ["Ask <@1000000000000000011>", "１００００００００００００００００１１", "x10000000000000000"]
        {
            assert_eq!(slug(name), None, "{name}");
        }
        assert_eq!(slug("Room 1000000000000000").as_deref(), Some("room-1000000000000000"));
    }

    proptest! {
        #[test]
        fn whatever_the_name_it_needs_no_escaping(name in ".*") {
            if let Some(slug) = slug(&name) {
                prop_assert!(slug.len() <= MAX);
                prop_assert!(!slug.starts_with('-') && !slug.ends_with('-') && !slug.contains("--"));
                prop_assert!(slug.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'));
            }
        }
    }
}
