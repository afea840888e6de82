//! The rules alone, and the drawing of pictures: `cargo bench --bench points`.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeZone, Utc};
use ovation::picture::{DigestCard, History, Kind, Picture, TierCard};
use ovation::playground::RULES;
use ovation::points::Points;
use ovation::points::allocation::Allocation;
use ovation::points::award::{AwardRequest, AwardState, PartnerState, decide};
use ovation::points::ids::{ContributionId, GroupId, PartnerId};
use ovation::points::period::Period;
use ovation::points::rules::{self, Rules};
use ovation::points::standing::Standing;
use ovation::points::text::Reason;
use resvg::tiny_skia::Pixmap;

fn main() {
    divan::main();
}

fn sample() -> Rules {
    rules::parse("program.toml", RULES, &["en", "fr"]).expect("the sample is good")
}

fn points(number: i64) -> Points {
    Points::new(number).expect("a number of points")
}

fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 24, 12, 0, 0).single().expect("a moment")
}

#[divan::bench]
fn parse_the_rules(bencher: divan::Bencher) {
    bencher.bench(sample);
}

#[divan::bench(args = [4, 100, 1000])]
fn decide_an_award(bencher: divan::Bencher, groups: i64) {
    let rules = sample();
    let presentation = ContributionId::parse("presentation").expect("an id");
    let given = (1..=groups).map(|group| (GroupId::from_raw(group), points(100))).collect::<BTreeMap<_, _>>();
    let standing = Standing::from_parts(points(100 * groups), BTreeMap::new(), given);
    let request = AwardRequest {
        group: GroupId::from_raw(1),
        partner: PartnerId::from_raw(1),
        contribution: presentation,
        points: Some(points(100)),
        reason: Reason::parse("Two hours of answers").expect("a reason"),
        day: None,
        confirmed: false,
    };
    let state = AwardState {
        group_active: true,
        group_timezone: rules.timezone(),
        leads: true,
        represents: false,
        partner: PartnerState::Active,
        merged_into: None,
        tier: None,
        warned: false,
        given_to_partner: Points::ZERO,
        similar: None,
        allocation: Allocation::opened(points(500)),
        period: Period::containing(rules.allocation().period(), rules.timezone(), now()),
        standing,
        cell: Points::ZERO,
        claimed_on: None,
    };
    bencher.bench(|| decide(&rules, &state, &request, now()));
}

#[divan::bench]
fn clean_a_reason(bencher: divan::Bencher) {
    let typed =
        "Two hours of answers, **bold** words and an emoji 🎤 in the middle of the sentence. ".repeat(3);
    bencher.bench(|| Reason::parse(&typed));
}

fn tier_card() -> Picture {
    let text = str::to_owned;
    Picture::Tier(TierCard {
        program: text("Northwind Partner Network"),
        partner: text("Contoso Cloud Consulting and Training"),
        label: text("New tier"),
        tier: text("Gold"),
        color: 0xD4_AF_37,
        note: text("26 November 2026"),
    })
}

/// Two years of eight kinds, the most that a picture shows.
fn history() -> Picture {
    let kind = |number: i64| Kind {
        name: format!("Contribution {number}"),
        points: (1..=24).map(|month| month * number).collect(),
    };
    Picture::History(History {
        partner: "Contoso Cloud".to_owned(),
        title: "Points by month, by contribution".to_owned(),
        total: "10,800 points".to_owned(),
        thousands: ",".to_owned(),
        months: (0..24)
            .map(|month| (format!("M{month}"), (month % 12 == 0).then(|| "2026".to_owned())))
            .collect(),
        kinds: (1..=8).map(kind).collect(),
    })
}

/// As many lines as a digest shows.
fn digest() -> Picture {
    let text = str::to_owned;
    let figure = |number: u32| (number.to_string(), format!("things {number}"));
    Picture::Digest(DigestCard {
        program: text("Northwind Partner Network"),
        month: text("November 2026"),
        figures: (1..=4).map(figure).collect(),
        tiers_label: text("New tiers"),
        tiers: (1..=4).map(|number| (format!("Company {number}"), text("Gold"), 0xD4_AF_37)).collect(),
        applauded_label: text("Most applauded"),
        applauded: Some((
            text("Contoso Cloud"),
            text("👏 42 · Presentation · Ottawa Windows Server User Group"),
        )),
    })
}

const CARDS: [&str; 3] = ["tier", "history", "digest"];

fn card(which: &str) -> Picture {
    match which {
        "tier" => tier_card(),
        "history" => history(),
        _ => digest(),
    }
}

/// A card, from its facts to a file: under 150 ms is promised.
#[divan::bench(args = CARDS)]
fn draw_a_card(bencher: divan::Bencher, which: &str) {
    let picture = card(which);
    bencher.bench(|| picture.png().expect("a picture"));
}

/// The ceiling of that: its pixels made a file, and nothing else.
#[divan::bench(args = CARDS)]
fn write_a_card(bencher: divan::Bencher, which: &str) {
    let picture = card(which);
    let pixels = Pixmap::decode_png(&picture.png().expect("a picture")).expect("pixels");
    bencher.bench(|| pixels.encode_png().expect("a file"));
}
