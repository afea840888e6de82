//! The wall's lists: read on from part to part they are whole.

use ovation::points::ids::{ContributionId, RecordId};
use ovation::store::{AwardsWanted, BoardOf, BoardPeriod, BoardWanted, PartnersWanted};

use crate::database::Database;
use crate::merges::merged;
use crate::stage::Stage;

/// The numbers of all awards that are wanted, read in parts of so many; and in how many parts they came.
async fn walked(stage: &Stage, wanted: &AwardsWanted, limit: u32) -> (Vec<RecordId>, usize) {
    let (mut found, mut before, mut parts) = (Vec::new(), None, 0);
    loop {
        let part = stage.store.awards_part(wanted, before, limit).await.expect("a part");
        assert!(part.lines.len() <= usize::try_from(limit).expect("few"));
        found.extend(part.lines.iter().map(|line| line.record));
        parts += 1;
        match part.next {
            None => return (found, parts),
            next => before = next,
        }
    }
}

/// Many awards of a group that is hidden lie before those of another: they are read past, and nothing is lost.
pub async fn what_lies_behind_many_that_are_hidden_is_found(database: Database) {
    let stage = Stage::new(database).await;
    let (shown, hidden) = (stage.group("Ottawa").await, stage.group("Montréal").await);
    let (litware, adatum) = (stage.partner("Litware").await, stage.partner("Adatum").await);
    let old = [stage.award(shown, litware, 1).await.record, stage.award(shown, adatum, 2).await.record];
    // More than are looked at in one go.
    for _ in 0..210 {
        stage.award(hidden, litware, 1).await;
        stage.award(hidden, adatum, 1).await;
    }
    let new = stage.award(shown, litware, 3).await.record;
    stage.raw().await.run("UPDATE user_group SET wall_hidden = 1 WHERE name = 'Montréal'").await.unwrap();
    let all = AwardsWanted::default();
    for limit in [1, 2, 50] {
        assert_eq!(walked(&stage, &all, limit).await.0, [new, old[1], old[0]], "{limit}");
    }
    let of = |partner| AwardsWanted { partner: Some(partner), ..AwardsWanted::default() };
    assert_eq!(walked(&stage, &of(litware), 1).await.0, [new, old[0]]);
    // Together they have more than that as well.
    merged(&stage, adatum, litware).await;
    assert_eq!(walked(&stage, &of(litware), 1).await.0, [new, old[1], old[0]]);
    let rare =
        AwardsWanted { contribution: ContributionId::parse("sponsorship").ok(), ..AwardsWanted::default() };
    assert_eq!(walked(&stage, &rare, 10).await, (Vec::new(), 1));
}

pub async fn lists_are_in_the_order_of_their_names_and_points(database: Database) {
    let stage = Stage::new(database).await;
    let group = stage.group("Ottawa").await;
    let mut partners = Vec::new();
    for name in ["Éclair", "adatum", "Zeta", "Litware"] {
        partners.push(stage.partner(name).await);
    }
    let wanted = PartnersWanted::default();
    let (mut names, mut after) = (Vec::new(), None);
    loop {
        let part = stage.store.partners_part(&wanted, after.as_ref(), 1).await.expect("a part");
        names.extend(part.lines.into_iter().map(|line| line.named.name));
        after = part.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(names, ["adatum", "Éclair", "Litware", "Zeta"]);
    for (partner, points) in partners.iter().zip([10, 30, 10, 20]) {
        stage.award(group, *partner, points).await;
    }
    let of_group = BoardWanted { of: BoardOf::Group(group), ..BoardWanted::default() };
    let (mut board, mut after) = (Vec::new(), None);
    loop {
        let best = stage.store.best_partners_part(&of_group, after.as_ref(), 1).await;
        let (part, period) = best.expect("a part");
        assert!(period.is_some());
        board.extend(part.lines.into_iter().map(|line| (line.named.name, line.points)));
        after = part.next;
        if after.is_none() {
            break;
        }
    }
    let board: Vec<(&str, i64)> = board.iter().map(|(name, points)| (name.as_str(), *points)).collect();
    assert_eq!(board, [("adatum", 30), ("Litware", 20), ("Éclair", 10), ("Zeta", 10)]);
    let (groups, _) = stage
        .store
        .best_groups_part(&BoardWanted { period: BoardPeriod::All, ..BoardWanted::default() }, None, 5)
        .await
        .expect("a part");
    assert_eq!((groups.lines.len(), groups.lines[0].points), (1, 70));
    let (none, _) = stage
        .store
        .best_partners_part(&BoardWanted { period: BoardPeriod::Last, ..BoardWanted::default() }, None, 5)
        .await
        .expect("a part");
    assert!(none.lines.is_empty() && none.next.is_none());
}

crate::contract!(
    what_lies_behind_many_that_are_hidden_is_found,
    lists_are_in_the_order_of_their_names_and_points,
);
