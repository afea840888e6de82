use std::collections::BTreeMap;

use super::{at, group, points, sample, tier_id};
use crate::points::allocation::Allocation;
use crate::points::award::PartnerState;
use crate::points::company::{self, GivenAward};
use crate::points::group::{self, BASE_AT_MOST, BaseDecision, GroupState, Waiting};
use crate::points::ids::{GroupId, PeriodId, RecordId};
use crate::points::refusal::Figures;
use crate::points::standing::Standing;
use crate::points::{Points, Refusal};

const NOW: &str = "2026-02-10T15:00:00Z";
const NEXT: &str = "2026-04-01T04:00:00Z";

fn state() -> GroupState {
    GroupState { staff: true, active: true }
}

fn key(of: i64, period: i64) -> (GroupId, PeriodId) {
    (group(of), PeriodId::from_raw(period))
}

fn waiting(record: i64, period: i64, amount: i64) -> Waiting {
    Waiting {
        record: RecordId::from_raw(record),
        group: group(1),
        period: PeriodId::from_raw(period),
        period_open: period == 2,
        points: points(amount),
    }
}

fn reserved(amount: i64) -> Allocation {
    Allocation::opened(points(500)).reserve(points(amount)).unwrap()
}

#[test]
fn another_base_is_for_the_next_period() {
    let set = |own: Option<i64>, asked: Option<i64>| {
        group::set_base(&state(), own.map(points), asked.map(points), at(NEXT), at(NOW))
    };
    let made = BaseDecision { at: at(NOW), base: Some(points(800)), from: at(NEXT) };
    assert_eq!(set(None, Some(800)), Ok(made));
    assert_eq!(set(Some(800), None), Ok(BaseDecision { base: None, ..made }));
    assert_eq!(set(Some(800), Some(800)), Err(Refusal::NothingToChange));
    assert_eq!(set(None, Some(1_000_001)), Err(Refusal::BaseOutOfRange { most: BASE_AT_MOST }));
    assert_eq!(group::base(&sample(), Some(points(0))), Points::ZERO);
    assert_eq!(group::base(&sample(), None), points(500));
    let refusal =
        |state: GroupState| group::set_base(&state, None, Some(points(1)), at(NEXT), at(NOW)).unwrap_err();
    assert_eq!(refusal(GroupState { staff: false, ..state() }), Refusal::StaffOnly);
    assert_eq!(refusal(GroupState { active: false, ..state() }), Refusal::GroupNotActive);
}

#[test]
fn a_group_that_closes_or_moves_frees_what_it_had_reserved() {
    let waiting = [waiting(5, 1, 60), waiting(6, 2, 70), waiting(7, 2, 30)];
    let before = BTreeMap::from([(key(1, 1), reserved(60)), (key(1, 2), reserved(120))]);
    let closed = group::close(&state(), &waiting, &before, at(NOW)).unwrap();
    let records: Vec<(i64, bool)> = closed.freed.records.iter().map(|(id, gone)| (id.get(), *gone)).collect();
    assert_eq!(records, [(5, true), (6, false), (7, false)]);
    let after = [key(1, 1), key(1, 2)].map(|key| closed.freed.allocations[&key].reserved().get());
    assert_eq!(after, [0, 20]);
    assert_eq!(group::move_to(&state(), false, &waiting, &before, at(NOW)), Ok(closed));
    assert_eq!(group::move_to(&state(), true, &waiting, &before, at(NOW)), Err(Refusal::NothingToChange));
    let again = GroupState { active: false, ..state() };
    assert_eq!(group::close(&again, &[], &before, at(NOW)), Err(Refusal::GroupNotActive));
    let fault = Err(Refusal::FiguresDisagree { which: Figures::Allocation });
    assert_eq!(group::close(&state(), &waiting, &BTreeMap::new(), at(NOW)), fault);
}

#[test]
fn a_declined_company_gives_its_points_back_as_grants() {
    let given = |record, of, amount| GivenAward {
        record: RecordId::from_raw(record),
        group: group(of),
        points: points(amount),
    };
    let awards = [given(1, 1, 100), given(2, 2, 50), given(3, 1, 30), given(4, 9, 40)];
    // Group 9 is closed: it has no open allocation here.
    let before = BTreeMap::from([
        (key(1, 2), Allocation::opened(points(500)).spend(points(480)).unwrap().reserve(points(20)).unwrap()),
        (key(2, 2), Allocation::opened(points(500))),
    ]);
    let waiting = [waiting(5, 2, 20)];
    let open = PeriodId::from_raw(2);
    let made = company::decline(true, PartnerState::Nominated, &awards, &waiting, open, &before).unwrap();
    assert_eq!(made.reversed.len(), 4);
    assert_eq!(made.grants, BTreeMap::from([(group(1), points(130)), (group(2), points(50))]));
    let first = made.allocations[&key(1, 2)];
    assert_eq!(
        (first.granted(), first.reserved(), first.remaining()),
        (points(130), Points::ZERO, points(150))
    );
    assert_eq!(made.allocations[&key(2, 2)].remaining(), points(550));
    let refusal =
        |staff, partner| company::decline(staff, partner, &awards, &waiting, open, &before).unwrap_err();
    assert_eq!(refusal(false, PartnerState::Nominated), Refusal::StaffOnly);
    assert_eq!(refusal(true, PartnerState::Active), Refusal::AlreadyDecided);
    let rich = BTreeMap::from([(key(1, 2), Allocation::opened(Points::MAX).reserve(points(20)).unwrap())]);
    let full = company::decline(true, PartnerState::Nominated, &awards, &waiting, open, &rich);
    assert_eq!(full, Err(Refusal::TotalTooLarge { max: Points::MAX }));
}

#[test]
fn a_company_is_approved_suspended_and_resumed_by_staff() {
    use PartnerState::{Active, Declined, Nominated, Suspended};
    let suspend = |staff, partner| company::suspend(staff, partner, None);
    assert_eq!(suspend(true, Active), Ok(()));
    assert_eq!(suspend(false, Active), Err(Refusal::StaffOnly));
    assert_eq!(suspend(true, Suspended), Err(Refusal::NothingToChange));
    assert_eq!(suspend(true, Nominated), Err(Refusal::PartnerNotActive));
    assert_eq!(suspend(true, Declined), Err(Refusal::PartnerDeclined));
    let merged = Err(Refusal::PartnerMerged { into: "Contoso".to_owned() });
    assert_eq!(company::suspend(true, Active, Some("Contoso")), merged);
    let resume = |staff, partner| {
        company::resume(&sample(), staff, partner, None, (None, false), &Standing::default())
    };
    let back = resume(true, Suspended).unwrap().tier.unwrap();
    assert_eq!(back.to, Some(tier_id("registered")));
    assert_eq!(resume(false, Suspended), Err(Refusal::StaffOnly));
    assert_eq!(resume(true, Active), Err(Refusal::NothingToChange));
    assert_eq!(resume(true, Nominated), Err(Refusal::PartnerNotActive));
    let approve = |staff, partner| company::approve(&sample(), staff, partner, &Standing::default());
    assert_eq!(approve(true, Nominated).unwrap().tier.unwrap().to, Some(tier_id("registered")));
    assert_eq!(approve(false, Nominated), Err(Refusal::StaffOnly));
    assert_eq!(approve(true, Declined), Err(Refusal::AlreadyDecided));
}
