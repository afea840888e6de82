use super::{at, group, kind, on, points, sample, sample_with, tier_id};
use crate::points::Points;
use crate::points::evaluation::{Adopted, Held};
use crate::points::ids::{PartnerId, RecordId};
use crate::points::preview::{Company, Course, lacking, preview};
use crate::points::refusal::Figures;
use crate::points::standing::{Cell, OpeningBalance};
use crate::points::why::{Act, Cause, Line, why};

fn cell(from: i64, word: &str, day: &str) -> Cell {
    Cell { group: group(from), contribution: kind(word), day: on(day) }
}

fn held(tier: &str, since: &str) -> Held {
    Held::begun(&sample(), tier_id(tier), on(since))
}

/// Certified: 500 points, two presentations, two groups.
fn certified(number: i64) -> Company {
    Company {
        id: PartnerId::from_raw(number),
        held: Some(held("certified", "2025-12-01")),
        cells: vec![
            (cell(1, "presentation", "2025-11-01"), points(250)),
            (cell(2, "presentation", "2025-12-01"), points(250)),
        ],
        openings: Vec::new(),
    }
}

#[test]
fn a_preview_says_who_would_move_where_and_why() {
    let today = on("2026-06-15");
    assert_eq!(preview(&sample(), &[certified(1)], today), Ok(Vec::new()), "who stays is left out");
    let harder = sample_with(&[("points = 500\nrequires", "points = 600\nrequires")]);
    let made = preview(&harder, &[certified(1)], today).unwrap();
    let Course::Down { to, not_before, progress } = &made[0].course else { panic!("{made:?}") };
    assert_eq!(
        (made[0].from.as_ref(), to.as_ref()),
        (Some(&tier_id("certified")), Some(&tier_id("registered")))
    );
    // Guaranteed up to 1 December, then 90 days.
    assert_eq!((*not_before, progress.missing_points()), (on("2027-03-01"), points(100)));
    let warned = Held { warned_until: Some(on("2026-07-01")), ..held("certified", "2025-01-01") };
    let made = preview(&harder, &[Company { held: Some(warned), ..certified(1) }], today).unwrap();
    assert!(matches!(made[0].course, Course::Down { not_before, .. } if not_before == on("2026-07-01")));
    let easier = sample_with(&[
        ("points = 2000", "points = 501"),
        ("requires = { presentation = 6, sponsorship = 2 }\ngroups = 4", ""),
    ]);
    let brought = OpeningBalance { day: today, points: Points::ONE, contribution: None, group: None };
    let made = preview(&easier, &[Company { openings: vec![brought], ..certified(1) }, certified(2)], today)
        .unwrap();
    let Course::Up { to, progress } = &made[0].course else { panic!("{made:?}") };
    assert_eq!((to, progress.is_met(), made.len()), (&tier_id("gold"), true, 1));
    // A shorter window forgets the first presentation.
    let shorter = sample_with(&[("window_months = 12", "window_months = 7")]);
    let made = preview(&shorter, &[certified(1)], today).unwrap();
    let Course::Down { progress, .. } = &made[0].course else { panic!("{made:?}") };
    assert_eq!(progress.missing_contributions().map(|(_, number)| number).collect::<Vec<_>>(), [1]);
}

#[test]
fn ids_in_use_are_not_to_be_removed() {
    let renamed = sample_with(&[("id = \"gold\"", "id = \"golden\""), ("id = \"venue\"", "id = \"room\"")]);
    let kinds = [kind("venue"), kind("travel")].into();
    let tiers = [tier_id("gold"), tier_id("registered")].into();
    assert_eq!(lacking(&sample(), &kinds, &tiers), None);
    let lacks = lacking(&renamed, &kinds, &tiers).unwrap();
    assert_eq!((lacks.contributions, lacks.tiers), (vec![kind("venue")], vec![tier_id("gold")]));
    let gold = Company { held: Some(held("gold", "2026-01-01")), ..certified(1) };
    let made = preview(&renamed, &[gold], on("2026-06-15")).unwrap();
    assert_eq!(made[0].course, Course::Nowhere);
}

#[test]
fn why_a_tier_on_a_day_is_answered_from_the_records() {
    let rules = sample();
    let adopted = [Adopted { on: on("2025-01-01"), rules: &rules }];
    let line = |record, day: &str, act| Line {
        record: RecordId::from_raw(record),
        at: at(&format!("{day}T15:00:00Z")),
        act,
    };
    let award = |record, day: &str, from, amount| {
        line(record, day, Act::Award { cell: cell(from, "presentation", day), points: points(amount) })
    };
    let tier =
        |record, day: &str, to: &str, cause| line(record, day, Act::Tier { to: Some(tier_id(to)), cause });
    let act = |record| Cause::Act(RecordId::from_raw(record));
    let lines = [
        award(1, "2026-01-10", 1, 250),
        tier(2, "2026-01-10", "registered", act(1)),
        award(3, "2026-02-10", 2, 250),
        tier(4, "2026-02-10", "certified", act(3)),
        tier(5, "2027-02-10", "certified", Cause::Warning),
        tier(6, "2027-05-11", "registered", Cause::Evaluation),
        award(7, "2027-05-12", 2, 40),
        line(8, "2027-05-13", Act::Reversal { of: RecordId::from_raw(7) }),
    ];
    let asked = |day: &str| why(&adopted, &lines, on(day)).unwrap().unwrap();
    let before = asked("2026-01-09");
    assert_eq!((before.tier, before.since, before.progress), (None, None, None));
    let then = asked("2026-02-10");
    assert_eq!((then.tier, then.standing.points()), (Some(tier_id("certified")), points(500)));
    assert_eq!(then.since.map(|(record, _, cause)| (record.get(), cause)), Some((4, act(3))));
    assert!(then.progress.unwrap().is_met());
    // Two months on, the guarantee is over and the first presentation has lapsed; grace holds it.
    let held = asked("2027-03-01");
    assert_eq!(
        (held.tier, held.afterwards.map(|one| one.2)),
        (Some(tier_id("certified")), Some(Cause::Warning))
    );
    assert!(!held.progress.unwrap().is_met());
    let fallen = asked("2027-05-12");
    assert_eq!((fallen.tier, fallen.standing.points()), (Some(tier_id("registered")), points(40)));
    assert_eq!(fallen.since.map(|one| one.2), Some(Cause::Evaluation));
    assert_eq!(asked("2027-05-13").standing.points(), Points::ZERO);
    assert_eq!(why(&[], &lines, on("2026-01-01")), Ok(None));
    assert_eq!(why(&adopted, &lines[7..], on("2027-06-01")), Err(Figures::Standing));
}
