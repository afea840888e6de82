//! Whatever people are called, there is a picture, and no box is in it.

use proptest::prelude::*;

use super::super::fonts::Drawn;
use super::super::paint::{boxes, tree};
use super::super::text::drawable;
use super::super::{HEIGHT, WIDTH};
use super::{gold, size, with};
use crate::picture::Picture;

const NAMES: [&str; 22] = [
    "",
    " ",
    "\u{0}\u{1}\u{7}\u{8}\u{b}\u{c}\u{1f}\u{7f}\u{85}\u{9f}",
    "<script>alert(1)</script>",
    "&#0; &amp; &lt;x/> ]]> <!-- --> <![CDATA[ \" ' `",
    "Zoë's \"Café\" & Sönner <GmbH>",
    "株式会社日本サンプル",
    "东风 Contoso 한국",
    "Ελληνικά Компания Łódź",
    "شركة المثال للتقنية",
    "דוגמה בע״מ Contoso",
    "\u{202E}desrever\u{202C} \u{2066}isolated\u{2069} \u{200F}rtl",
    "👩\u{200D}💻 🎉 🏳\u{FE0F}\u{200D}🌈 👍🏽 🇨🇦",
    "Z\u{300}\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}\u{307}\u{308}\u{309}\u{30A}\u{30B}\u{30C}a\u{316}\u{317}\u{318}\u{319}lgo",
    "\u{301}\u{302}\u{303}",
    "हिन्दी কোম্পানি தமிழ் ไทย",
    "ﷺ ﷽ ꧁꧂ 𒐫 𝕌𝕟𝕚𝕔𝕠𝕕𝕖",
    "\u{E000}\u{F8FF}\u{FDD0}\u{FFFE}\u{FFFF}\u{10FFFF}\u{E0001}\u{E007F}",
    "ﬁ ﬃ Ǆ ẞ ŉ İ ı K Å",
    "a\u{AD}b\u{200B}c\u{2060}d\u{FEFF}e\u{180E}f\u{3164}g\u{115F}h",
    "x\u{2028}y\u{2029}z\t\n\r",
    "e\u{301}\u{1F3FB}\u{20E3}\u{FE0F} 1\u{FE0F}\u{20E3} ©\u{FE0F} ™",
];

fn drawn_without_boxes(picture: &Picture) {
    let png = picture.png().unwrap_or_else(|fault| panic!("{fault}: {picture:?}"));
    assert_eq!(size(&png), (WIDTH, HEIGHT));
}

#[test]
fn every_name_gives_a_picture_without_a_box() {
    let long = [
        "W".repeat(10_000),
        "é ".repeat(5_000),
        "\u{301}".repeat(10_000),
        "漢".repeat(10_000),
        "🎉".repeat(10_000),
    ];
    for name in NAMES.into_iter().chain(long.iter().map(String::as_str)) {
        // The one that people write most is drawn whole; of the others the letters are put together and looked at.
        drawn_without_boxes(&Picture::Tier(gold(name)));
        for picture in with(name) {
            let svg =
                [Drawn::ByAny, Drawn::ByFirst].map(|drawn| tree(&picture.svg(drawn)).expect("a drawing"));
            let [any, first] = svg.map(|tree| boxes(tree.root()));
            assert!(any == 0 || first == 0, "{name:?}: {any} and {first} boxes");
        }
    }
}

#[test]
fn a_box_is_found_where_there_is_one() {
    let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='99' height='9' font-family='Noto Sans'><g><text>a漢b</text></g></svg>";
    assert_eq!(boxes(tree(svg).expect("a drawing").root()), 1);
}

#[test]
fn a_text_of_which_a_letter_can_t_be_drawn_is_left_out_whole() {
    for (wrote, shown) in [
        ("株式会社 Contoso", ""),
        ("Contoso株式 Cloud", ""),
        ("株式会社", ""),
        ("Contoso\u{202E} 🎉", "Contoso 🎉"),
        ("e\u{301}", "é"),
        ("Łódź  Ελλάδα\tКиїв", "Łódź Ελλάδα Київ"),
        ("شركة", "شركة"),
        ("o\u{301}\u{302}\u{303}\u{304}\u{305}", "ó\u{302}\u{303}"),
        ("a\u{FDD0}b\u{0}c", "ab c"),
    ] {
        assert_eq!(drawable(wrote, Drawn::ByAny), shown, "{wrote:?}");
    }
    assert_eq!(drawable("Contoso 🎉 Ελλάδα", Drawn::ByFirst), "Contoso Ελλάδα");
    assert_eq!(drawable(&"x".repeat(10_000), Drawn::ByAny).len(), 200);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn no_text_breaks_a_drawing_or_shows_a_box(name in "\\PC{0,40}|[\\x00-\\u{2FFF}]{0,30}|[\u{600}-\u{6FF}\u{300}-\u{36F}a 🎉👍-]{1,24}") {
        let picture = Picture::Tier(gold(&name));
        let any = boxes(tree(&picture.svg(Drawn::ByAny)).expect("a drawing").root());
        let first = boxes(tree(&picture.svg(Drawn::ByFirst)).expect("a drawing").root());
        prop_assert!(any == 0 || first == 0, "{name:?}: {any} and {first} boxes");
    }
}
