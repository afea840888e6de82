//! A company's points by month and kind: what its picture over time is made of.

use chrono::NaiveDate;
use ovation::points::Points;
use ovation::points::ids::ContributionId;
use ovation::points::text::{CompanyName, Note};
use ovation::store::OpeningOrder;

use crate::database::Database;
use crate::merges::{back, merged, two};
use crate::stage::{Stage, contribution};

fn on(day: &str) -> NaiveDate {
    day.parse().expect("a day")
}

fn talk() -> Option<ContributionId> {
    Some(contribution("talk"))
}

pub async fn points_by_month_and_kind_are_those_that_stand_of_all_that_are_one(database: Database) {
    let stage = Stage::new(database).await;
    let ([ottawa, toronto], [fabrikam, litware]) = two(&stage).await;
    let mut venue = stage.order(ottawa, litware, 20);
    venue.request.contribution = contribution("venue");
    venue.request.day = Some(on("2026-01-20"));
    stage.give(venue).await.expect("an award");
    let taken_back = stage.award(toronto, litware, 30).await;
    stage.store.reverse(stage.reversal(taken_back.record)).await.unwrap();
    let months = ["2025-12-01", "2026-01-01", "2026-02-01", "2026-03-01"].map(on);
    let of = async |partner, from: usize| stage.store.month_points(partner, &months[from..]).await.unwrap();
    let own = [(months[1], Some(contribution("venue")), 20), (months[2], talk(), 80)];
    assert_eq!(of(litware, 0).await, own);
    assert_eq!(of(litware, 2).await, own[1..]);
    assert_eq!(of(litware, 3).await, []);
    merged(&stage, fabrikam, litware).await;
    let both = [own[0].clone(), (months[2], talk(), 160)];
    for partner in [fabrikam, litware] {
        assert_eq!(of(partner, 0).await, both);
    }
    stage.store.merge_partners(back(&stage, fabrikam, litware)).await.unwrap();
    assert_eq!(of(litware, 0).await, own);
}

pub async fn what_was_brought_has_its_kind_or_none(database: Database) {
    let stage = Stage::new(database).await;
    let opened = async |name: &str, contribution: Option<ContributionId>| {
        let order = OpeningOrder {
            act: stage.act(),
            name: CompanyName::parse(name).expect("a name"),
            website: None,
            description: Note::parse("").expect("a note"),
            representative: None,
            points: Points::new(120).expect("points"),
            day: Some(on("2026-01-05")),
            contribution,
            group: None,
            tier: None,
        };
        stage.store.open(&[order]).await.expect("no trouble").expect("no refusal").remove(0).partner
    };
    let (bare, known) = (opened("Adatum", None).await, opened("Litware", talk()).await);
    for (partner, kind) in [(bare, None), (known, talk())] {
        let points = stage.store.month_points(partner, &[on("2026-01-01")]).await.unwrap();
        assert_eq!(points, [(on("2026-01-01"), kind, 120)]);
        assert_eq!(stage.store.month_points(partner, &[on("2026-02-01")]).await.unwrap(), []);
    }
}

crate::contract!(
    points_by_month_and_kind_are_those_that_stand_of_all_that_are_one,
    what_was_brought_has_its_kind_or_none,
);
