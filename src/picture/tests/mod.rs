//! The promises of pictures.

mod hostile;
mod looks;
mod said;

use super::{DigestCard, History, Kind, Picture, TierCard};

pub(super) fn gold(partner: &str) -> TierCard {
    TierCard {
        program: "Northwind Partner Network".to_owned(),
        partner: partner.to_owned(),
        label: "New tier".to_owned(),
        tier: "Gold".to_owned(),
        color: 0xD4_AF_37,
        note: "26 November 2026".to_owned(),
    }
}

/// A year of points of as many kinds as are told.
pub(super) fn year(partner: &str, names: &[&str]) -> History {
    let short = ["Dec", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov"];
    let months = short.iter().map(|short| {
        let year = match *short {
            "Dec" => Some("2025".to_owned()),
            "Jan" => Some("2026".to_owned()),
            _ => None,
        };
        ((*short).to_owned(), year)
    });
    let kind = |(at, name): (i64, &&str)| {
        let points = (0..12)
            .map(|month| (month * 7 + at * 5) % 11 * (30 - at * 3))
            .map(|points| points.max(0))
            .collect();
        Kind { name: (*name).to_owned(), points }
    };
    let kinds = (0..).zip(names).map(kind).collect();
    History {
        partner: partner.to_owned(),
        title: "Points by month, by contribution".to_owned(),
        total: "4,210 points".to_owned(),
        thousands: ",".to_owned(),
        months: months.collect(),
        kinds,
    }
}

pub(super) fn month() -> DigestCard {
    let text = |text: &str| text.to_owned();
    DigestCard {
        program: text("Northwind Partner Network"),
        month: text("October 2026"),
        figures: vec![
            (text("42"), text("awards")),
            (text("3180"), text("points")),
            (text("9"), text("groups")),
            (text("17"), text("companies")),
        ],
        tiers_label: text("New tiers"),
        tiers: vec![
            (text("Contoso Cloud"), text("Gold"), 0xD4_AF_37),
            (text("Litware Labs"), text("Certified"), 0x2E_86_C1),
        ],
        applauded_label: text("Most applauded"),
        applauded: Some((text("Tailspin Travel"), text("👏 31 · Ottawa Windows Server User Group"))),
    }
}

/// Width and height of a PNG, as its header says.
pub(super) fn size(png: &[u8]) -> (u32, u32) {
    assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n");
    let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().expect("four bytes"));
    (number(16), number(20))
}

/// All kinds with the same words in every place where people's words stand.
pub(super) fn with(words: &str) -> Vec<Picture> {
    let text = || words.to_owned();
    let tier =
        TierCard { program: text(), partner: text(), label: text(), tier: text(), color: 0, note: text() };
    let mut history = year(words, &[words; 8]);
    history.months = history.months.into_iter().map(|_| (text(), Some(text()))).collect();
    history.total = text();
    history.title = text();
    let digest = DigestCard {
        program: text(),
        month: text(),
        figures: vec![(text(), text()); 5],
        tiers_label: text(),
        tiers: vec![(text(), text(), 0xFF_FF_FF); 5],
        applauded_label: text(),
        applauded: Some((text(), text())),
    };
    vec![Picture::Tier(tier), Picture::History(history), Picture::Digest(digest)]
}
