//! How pictures look: their drawings as they were, and what is in them.

use super::super::fonts::{Drawn, FONTS, Weight};
use super::super::text::fitted;
use super::super::tier::SIZES;
use super::{gold, month, size, year};
use crate::picture::{HEIGHT, Picture, TierCard, WIDTH};

const KINDS: [&str; 8] = [
    "Presentation",
    "Sponsorship",
    "Speaker travel",
    "Door prizes",
    "Venue",
    "Mentoring",
    "Brought along",
    "Others",
];

#[test]
fn pictures_have_the_size_that_links_are_shown_in() {
    let silver = TierCard {
        color: 0x00_00_00,
        tier: "Certified".to_owned(),
        ..gold("Wide World Hosting and Consulting Services International")
    };
    let held = TierCard {
        label: "Tier".to_owned(),
        color: 0x2E_86_C1,
        note: "1250 points · 4 groups helped".to_owned(),
        ..gold("Łódź Ελλάδα Київ 🎉")
    };
    let mut one = year("Contoso Cloud", &KINDS[..1]);
    one.months = (0..24)
        .map(|at| {
            (
                if at % 2 == 0 { "janv." } else { "févr." }.to_owned(),
                (at % 12 == 0).then(|| format!("{}", 2024 + at / 12)),
            )
        })
        .collect();
    one.kinds[0].points = (0..24).map(|at| at * 40).collect();
    for (name, picture) in [
        ("tier-gold", Picture::Tier(gold("Contoso Cloud"))),
        ("tier-long", Picture::Tier(silver)),
        ("tier-held", Picture::Tier(held)),
        ("tier-nameless", Picture::Tier(gold("株式会社"))),
        ("tier-arabic", Picture::Tier(gold("شركة المثال للتقنية"))),
        ("history", Picture::History(year("Contoso Cloud", &KINDS[..5]))),
        ("history-all", Picture::History(year("Contoso Cloud", &KINDS))),
        ("history-two-years", Picture::History(one)),
        ("digest", Picture::Digest(month())),
    ] {
        let png = picture.png().expect(name);
        assert_eq!(size(&png), (WIDTH, HEIGHT), "{name}");
    }
}

#[test]
fn every_font_is_there() {
    for (character, drawn) in [
        ('é', Drawn::ByFirst),
        ('Я', Drawn::ByFirst),
        ('ש', Drawn::ByAny),
        ('ع', Drawn::ByAny),
        ('🎉', Drawn::ByAny),
    ] {
        assert!(FONTS.draw(character, drawn), "{character}");
    }
    assert_eq!(FONTS.database.len(), 5);
    assert!(FONTS.width("MMM", 100.0, Weight::Bold) > FONTS.width("iii", 100.0, Weight::Bold));
}

#[test]
fn a_name_is_as_large_as_it_fits_and_cut_where_it_never_does() {
    let lines = |text: &str| fitted(text, 650.0, &SIZES, Weight::Bold);
    let short = lines("Contoso");
    assert_eq!((short.size, short.lines), (92.0, vec!["Contoso".to_owned()]));
    assert_eq!(lines("Contoso Cloud").lines, ["Contoso Cloud"]);
    assert_eq!(lines("Wide World Hosting and Consulting").lines.len(), 2);
    let long = lines(&"Contoso ".repeat(40));
    assert!(long.lines.len() == 3 && long.lines[2].ends_with('…'), "{long:?}");
    let endless = lines(&"W".repeat(200));
    assert!(endless.lines.len() == 1 && endless.lines[0].ends_with('…'), "{endless:?}");
    for line in long.lines.iter().chain(&endless.lines) {
        assert!(FONTS.width(line, 40.0, Weight::Bold) <= 650.0, "{line}");
    }
}

/// The texts of a drawing that show something, from the top down.
fn shown(picture: &Picture) -> Vec<String> {
    let drawing = text_of(picture);
    let texts = drawing.lines().filter(|line| line.starts_with("<text"));
    let texts = texts.filter_map(|line| line.split_once('>')?.1.split_once('<'));
    texts.map(|(text, _)| text.to_owned()).filter(|text| !text.is_empty()).collect()
}

#[test]
fn where_a_name_can_t_be_drawn_what_happened_is_the_headline_and_stands_there_once() {
    let card = |partner: &str, label: &str| {
        let label = label.to_owned();
        shown(&Picture::Tier(TierCard { label, ..gold(partner) }))
    };
    let (program, day) = ("Northwind Partner Network", "26 November 2026");
    assert_eq!(card("Contoso", "New tier"), [program, "Contoso", "New tier", "Gold", day]);
    for name in ["株式会社日本サンプル", "东风 Contoso", "한국", "漢", "\u{202E}\u{200B}", ""]
    {
        assert_eq!(card(name, "New tier"), [program, "New tier", "Gold", day], "{name:?}");
        // Who has no tier has no label either.
        let programs = [program, "Northwind", "Partner Network", "Gold", day];
        assert_eq!(card(name, ""), programs, "{name:?}");
        assert_eq!(card(name, "新等级"), programs, "{name:?}");
    }
}

#[test]
fn a_drawing_is_what_it_was() {
    insta::assert_snapshot!("tier", text_of(&Picture::Tier(gold("Contoso <Cloud> & Co"))));
    insta::assert_snapshot!("history", text_of(&Picture::History(year("Contoso Cloud", &KINDS[..2]))));
    insta::assert_snapshot!("digest", text_of(&Picture::Digest(month())));
}

/// The drawing, an element on a line.
fn text_of(picture: &Picture) -> String {
    picture.svg(Drawn::ByAny).replace("><", ">\n<")
}
