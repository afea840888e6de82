use super::{at, group, kind, on, points, sample, tier_id};
use crate::points::award::PartnerState;
use crate::points::evaluation::Held;
use crate::points::opening::{self, OpeningDecision, OpeningRequest, OpeningState};
use crate::points::standing::{Cell, OpeningBalance, Standing, Tally};
use crate::points::tier::TierMove;
use crate::points::{Points, Refusal};

const NOW: &str = "2026-06-15T12:00:00Z";

fn state() -> OpeningState {
    OpeningState {
        staff: true,
        partner: PartnerState::Active,
        merged_into: None,
        already: false,
        held: None,
        standing: Standing::default(),
        cell: Points::ZERO,
    }
}

fn balance(number: i64, day: &str) -> OpeningBalance {
    OpeningBalance { day: on(day), points: points(number), contribution: None, group: None }
}

fn request(number: i64, day: &str, tier: Option<&str>) -> OpeningRequest {
    OpeningRequest { balance: balance(number, day), tier: tier.map(str::to_owned) }
}

fn decide(state: &OpeningState, request: &OpeningRequest) -> Result<OpeningDecision, Refusal> {
    opening::decide(&sample(), state, request, at(NOW))
}

#[test]
fn points_count_from_their_day_on_without_group_or_kind() {
    let made = decide(&state(), &request(1200, "2025-06-16", None)).unwrap();
    assert_eq!((made.standing.points(), made.standing.groups()), (points(1200), 0));
    assert_eq!(made.standing.contributions().count(), 0);
    // 500 points are there for certified, contributions and groups aren't.
    assert_eq!(made.held, Some(Held::begun(&sample(), tier_id("registered"), on("2026-06-15"))));
    let lapsed = decide(&state(), &request(1200, "2025-06-15", None)).unwrap();
    assert_eq!(lapsed.standing, Standing::default());
}

#[test]
fn a_kind_or_a_group_counts_where_it_is_known() {
    let with = |contribution: Option<&str>, from: Option<i64>| {
        let balance = OpeningBalance {
            contribution: contribution.map(kind),
            group: from.map(group),
            ..balance(100, "2026-01-01")
        };
        decide(&state(), &OpeningRequest { balance, tier: None }).unwrap().standing
    };
    let talk = Tally { points: points(100), counted: 1 };
    let kind_alone = with(Some("presentation"), None);
    assert_eq!((kind_alone.contribution(&kind("presentation")), kind_alone.groups()), (talk, 0));
    assert_eq!(with(None, Some(3)).from_group(group(3)), points(100));
    let both = with(Some("presentation"), Some(3));
    assert_eq!((both.contribution(&kind("presentation")), both.from_group(group(3))), (talk, points(100)));
    // Both make a cell that an award of that day joins.
    let cell = Cell { group: group(3), contribution: kind("presentation"), day: on("2026-01-01") };
    let opening = OpeningBalance {
        contribution: Some(kind("presentation")),
        group: Some(group(3)),
        ..balance(100, "2026-01-01")
    };
    let joined = Standing::on_day(&sample(), on("2026-06-15"), [(cell, points(20))], &[opening]).unwrap();
    assert_eq!(joined.contribution(&kind("presentation")), Tally { points: points(120), counted: 1 });
}

#[test]
fn a_tier_is_brought_with_its_guarantee_and_never_lowers_one() {
    let gold = Held::begun(&sample(), tier_id("gold"), on("2026-01-10"));
    let made = decide(&state(), &request(0, "2026-01-10", Some("gold"))).unwrap();
    assert_eq!(made.held.as_ref(), Some(&gold));
    assert_eq!(made.tier, Some(TierMove { from: None, to: Some(tier_id("gold")) }));
    let holds = OpeningState { held: Some(gold.clone()), ..state() };
    let made = decide(&holds, &request(10, "2026-06-01", Some("certified"))).unwrap();
    assert_eq!((made.held, made.tier), (Some(gold), None));
}

#[test]
fn what_cannot_be_brought_is_refused() {
    let refusal = |state: OpeningState, request: OpeningRequest| decide(&state, &request).unwrap_err();
    let good = || request(10, "2026-01-01", Some("gold"));
    assert_eq!(refusal(OpeningState { staff: false, ..state() }, good()), Refusal::StaffOnly);
    assert_eq!(refusal(OpeningState { already: true, ..state() }, good()), Refusal::AlreadyOpened);
    let nominated = OpeningState { partner: PartnerState::Nominated, ..state() };
    assert_eq!(refusal(nominated.clone(), good()), Refusal::PartnerNotActive);
    assert_eq!(decide(&nominated, &request(10, "2026-01-01", None)).unwrap().held, None);
    let merged = OpeningState { merged_into: Some("Contoso".to_owned()), ..state() };
    assert_eq!(refusal(merged, good()), Refusal::PartnerMerged { into: "Contoso".to_owned() });
    assert_eq!(refusal(state(), request(0, "2026-01-01", None)), Refusal::NothingToChange);
    let future = Refusal::DayInFuture { day: on("2026-06-16"), today: on("2026-06-15") };
    assert_eq!(refusal(state(), request(10, "2026-06-16", None)), future);
    for word in ["platinum", "Gold"] {
        let unknown = Refusal::UnknownTier { asked: word.to_owned() };
        assert_eq!(refusal(state(), request(10, "2026-01-01", Some(word))), unknown);
    }
}
