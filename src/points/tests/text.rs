use proptest::prelude::*;

use super::on;
use crate::points::Refusal;
use crate::points::refusal::{Field, WebsiteFault};
use crate::points::text::{CompanyName, GroupName, Note, Reason, Website, clean, parse_day, search_key};

#[test]
fn a_text_is_one_line_of_characters_that_can_be_seen() {
    let table = [
        ("  two\r\n\tlines \u{A0}\u{3000} and\u{2028}more ", "two lines and more"),
        ("zero\u{200B}width\u{FEFF} \u{2060}joined\u{200D}up", "zerowidth joinedup"),
        ("left\u{202E}thgir\u{202C} \u{2066}isolated\u{2069} \u{61C}\u{200F}mark", "leftthgir isolated mark"),
        ("nul\u{0} bell\u{7} escape\u{1B}[31m delete\u{7F} \u{85}c1\u{9F}", "nul bell escape[31m delete c1"),
        ("soft\u{AD}hyphen", "softhyphen"),
        ("hidden\u{E0041}\u{E0042}\u{E0100}\u{FE01} tags", "hidden tags"),
        ("filled \u{3164}\u{115F}\u{FFA0}\u{2800}\u{2800} blanks", "filled blanks"),
        ("non\u{FFFE}char\u{1FFFF}\u{FDD0}acters", "noncharacters"),
        ("e\u{301}te\u{301}", "été"),
        ("\u{301}\u{301}starts with marks", "starts with marks"),
        ("a \u{20DD}\u{301} mark on nothing", "a mark on nothing"),
        ("I ❤\u{FE0F} it 1\u{FE0F}\u{20E3}", "I ❤\u{FE0F} it 1\u{FE0F}\u{20E3}"),
        (
            "*bold* @everyone <@1> [x](https://x.example) `c` ||s||",
            "*bold* @everyone <@1> [x](https://x.example) `c` ||s||",
        ),
        ("שָׁלוֹם مَرْحَبًا नमस्ते ไม้เอก", "שָׁלוֹם مَرْحَبًا नमस्ते ไม้เอก"),
        ("\u{200B}\u{202E}\u{3164} \u{2800}", ""),
    ];
    for (typed, kept) in table {
        assert_eq!(
            clean(typed).chars().collect::<Vec<_>>(),
            clean(kept).chars().collect::<Vec<_>>(),
            "{typed:?}"
        );
        assert_eq!(clean(kept), unicode_normalization::UnicodeNormalization::nfc(kept).collect::<String>());
    }
}

#[test]
fn marks_do_not_pile_up_over_other_lines() {
    let piled = format!("Z{}algo", "\u{30D}\u{311}\u{316}".repeat(50));
    assert_eq!(clean(&piled).chars().count(), "Zalgo".len() + 4);
}

#[test]
fn lengths_are_counted_in_characters_after_cleaning() {
    let short = |what, actual, allowed| Err(Refusal::TooShort { what, actual, allowed });
    let long = |what, actual, allowed| Err(Refusal::TooLong { what, actual, allowed });
    let reason = |typed: &str| Reason::parse(typed).map(|reason| reason.as_str().to_owned());
    assert_eq!(reason(" \u{200B}ab\n"), short(Field::Reason, 2, 3));
    assert_eq!(reason("été"), Ok("été".to_owned()));
    assert_eq!(reason(&"é".repeat(300)), Ok("é".repeat(300)));
    assert_eq!(reason(&"é".repeat(301)), long(Field::Reason, 301, 300));
    assert_eq!(reason(&format!("{}\u{200B}", "x".repeat(300))), Ok("x".repeat(300)));
    assert_eq!(CompanyName::parse("A").map(|text| text.as_str().to_owned()), short(Field::CompanyName, 1, 2));
    assert_eq!(
        CompanyName::parse(&"A".repeat(61)).map(|text| text.as_str().to_owned()),
        long(Field::CompanyName, 61, 60)
    );
    assert_eq!(GroupName::parse("").map(|text| text.as_str().to_owned()), short(Field::GroupName, 0, 2));
    assert_eq!(Note::parse("").unwrap().as_str(), "");
    assert_eq!(
        Note::parse(&"n".repeat(201)).map(|text| text.as_str().to_owned()),
        long(Field::Note, 201, 200)
    );
}

#[test]
fn megabytes_of_text_are_refused_with_their_length() {
    let huge = "é\n".repeat(2_500_000);
    assert_eq!(
        Reason::parse(&huge),
        Err(Refusal::TooLong { what: Field::Reason, actual: 5_000_000, allowed: 300 })
    );
    assert_eq!(search_key(&"E\u{301}".repeat(2_500_000)).len(), 32 * 1024);
    assert!(matches!(parse_day(&huge), Err(Refusal::DayUnreadable { asked }) if asked.chars().count() <= 61));
}

#[test]
fn a_website_is_a_public_https_address() {
    let website = |typed: &str| Website::parse(typed).map(|site| site.as_str().to_owned());
    assert_eq!(website(" HTTPS://Example.COM "), Ok("https://example.com/".to_owned()));
    assert_eq!(website("https://example.com/a b?c=d#e"), Ok("https://example.com/a%20b?c=d#e".to_owned()));
    assert_eq!(website("https://exаmple.com"), Ok("https://xn--exmple-4nf.com/".to_owned()), "a Cyrillic а");
    // A backslash is a slash to an address, so that what follows is its path and no other host.
    let trick = website("https://example.com\\@evil.example@other.example");
    assert_eq!(trick, Ok("https://example.com/@evil.example@other.example".to_owned()));
    let bad = |why| Err(Refusal::BadWebsite { why });
    for (typed, why) in [
        ("", WebsiteFault::Unreadable),
        ("example.com", WebsiteFault::Unreadable),
        ("https://", WebsiteFault::Unreadable),
        ("http://example.com", WebsiteFault::NotHttps),
        ("javascript:alert(1)", WebsiteFault::NotHttps),
        ("data:text/html,hello", WebsiteFault::NotHttps),
        ("https://user@example.com", WebsiteFault::Credentials),
        ("https://:secret@example.com", WebsiteFault::Credentials),
        ("https://localhost", WebsiteFault::NoPublicName),
        ("https://com.", WebsiteFault::NoPublicName),
        ("https://127.0.0.1", WebsiteFault::NoPublicName),
        ("https://0x7f000001", WebsiteFault::NoPublicName),
        ("https://[::1]:8443/", WebsiteFault::NoPublicName),
    ] {
        assert_eq!(website(typed), bad(why), "{typed}");
    }
    let long = |actual| Err(Refusal::TooLong { what: Field::Website, actual, allowed: 200 });
    assert_eq!(website(&format!("https://example.com/{}", "a".repeat(181))), long(201));
    assert_eq!(website(&format!("https://example.com/{}", "é".repeat(100))), long(620), "as it is kept");
}

#[test]
fn a_name_is_found_whatever_its_accents_and_case() {
    for (one, other) in [
        ("Électricité Générale", "electricite generale"),
        ("ÅNGSTRÖM", "angstrom"),
        ("İstanbul", "istanbul"),
        ("ＦＵＬＬ　ｗｉｄｔｈ", "full width"),
        ("ﬁne", "FINE"),
        ("שָׁלוֹם", "שלום"),
        ("Hearts ❤\u{FE0F}", "hearts ❤"),
    ] {
        assert_eq!(search_key(one), search_key(other));
    }
    assert_ne!(search_key("かき"), search_key("がぎ"));
    assert_ne!(search_key("कि"), search_key("की"));
}

#[test]
fn a_day_is_read_in_one_way_only() {
    assert_eq!(parse_day(" 2028-02-29 "), Ok(on("2028-02-29")));
    for typed in [
        "",
        "2027-02-29",
        "2026-13-01",
        "29-02-2028",
        "2028-2-29",
        "yesterday",
        "+028-02-29",
        "２０２８-02-29",
    ] {
        assert_eq!(parse_day(typed), Err(Refusal::DayUnreadable { asked: typed.to_owned() }), "{typed}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases.max(512), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn cleaning_again_changes_nothing(text in hostile()) {
        let once = clean(&text);
        prop_assert_eq!(clean(&once), once.clone());
        let key = search_key(&text);
        prop_assert_eq!(search_key(&key), key.clone());
        prop_assert_eq!(search_key(&once), key);
    }

    #[test]
    fn nothing_unseen_is_left(text in hostile()) {
        let text = clean(&text);
        prop_assert!(!text.contains("  ") && text.trim() == text);
        for c in text.chars() {
            prop_assert!(c == ' ' || !c.is_whitespace(), "{c:?}");
            prop_assert!(!c.is_control());
            prop_assert!(!matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'), "{c:?}");
        }
    }

    #[test]
    fn any_text_is_taken_or_refused(text in hostile()) {
        let length = clean(&text).chars().count();
        prop_assert_eq!(Reason::parse(&text).is_ok(), (3..=300).contains(&length));
        prop_assert_eq!(CompanyName::parse(&text).is_ok(), (2..=60).contains(&length));
        let _ = parse_day(&text);
        if let Ok(site) = Website::parse(&text) {
            prop_assert!(site.as_str().starts_with("https://") && site.as_str().len() <= 200);
        }
        if let Ok(site) = Website::parse(&format!("https://{text}")) {
            prop_assert_eq!(Website::parse(site.as_str()), Ok(site.clone()));
        }
    }
}

/// Any characters, the troublesome ones more often than chance would have it.
fn hostile() -> impl Strategy<Value = String> {
    let trouble = prop_oneof![
        Just('\u{200D}'),
        Just('\u{FE0F}'),
        Just('\u{202E}'),
        Just('\u{3164}'),
        Just('\u{2800}'),
        Just('\u{0}'),
        Just(' '),
        Just('\n'),
        Just('\u{1100}'),
        Just('\u{1161}'),
        Just('\u{11A8}'),
        Just('\u{130}'),
        Just('Σ'),
        Just('\u{FDFA}'),
        Just('\u{2126}'),
        Just('\u{340}'),
        Just('\u{9C7}'),
        Just('\u{9BE}'),
        Just('\u{F73}'),
        prop::char::range('\u{300}', '\u{36F}'),
        prop::char::range('\u{591}', '\u{5C7}'),
        prop::char::range('\u{2000}', '\u{206F}'),
        prop::char::range('a', 'z'),
        any::<char>(),
    ];
    prop::collection::vec(trouble, 0..80).prop_map(|characters| characters.into_iter().collect())
}
