//! Companies that are merged: what is refused of them, who represents them, and merges at the same time.

use std::sync::Arc;

use chrono::NaiveDate;
use ovation::points::refusal::Refusal;
use ovation::points::text::CompanyName;
use ovation::store::outside::{Account, Channel};
use ovation::store::{Facts, MergeOrder, PartnerEdit, ProgramChannels, Purpose};

use crate::database::Database;
use crate::merges::{back, merge, merged, points, represent, sound, two};
use crate::stage::{LEADER, STAFF, Stage, at_once, refused};

/// Somebody who leads nothing here.
const SECOND: Account = Account::new(12);

pub async fn the_absorbed_one_is_left_alone_and_found_by_its_name(database: Database) {
    let stage = Stage::new(database).await;
    let ([group, _], [fabrikam, litware]) = two(&stage).await;
    merged(&stage, fabrikam, litware).await;
    let into = || Refusal::PartnerMerged { into: "Litware".to_owned() };
    assert_eq!(refused(stage.give(stage.order(group, fabrikam, 10)).await), into());
    for resume in [false, true] {
        let suspension = stage.suspension(fabrikam, resume);
        assert_eq!(refused(stage.store.suspend_partner(suspension).await), into());
    }
    let name = Some(CompanyName::parse("Fabrikam Ltd").unwrap());
    let (website, description) = (None, None);
    let edit = PartnerEdit {
        act: stage.act(),
        by: STAFF,
        partner: fabrikam,
        name,
        website,
        description,
        on_the_wall: None,
    };
    assert_eq!(refused(stage.store.edit_partner(edit).await), into());
    let registration = stage.registration("Fabrikam");
    let taken = refused(stage.store.register_partner(registration).await);
    assert_eq!(taken, Refusal::NameTaken { name: "Fabrikam".to_owned() });
    let offered = stage.store.suggest_partners("fabri", Some(group), 25).await.unwrap();
    assert_eq!(offered.iter().map(|one| one.id).collect::<Vec<_>>(), [litware]);
    let absorbed = stage.store.suggest_absorbed("fabri", 25).await.unwrap();
    assert_eq!(absorbed.iter().map(|one| one.id).collect::<Vec<_>>(), [fabrikam]);
    assert_eq!(stage.store.list_partners(None, 0, 10).await.unwrap().1, 1);
}

pub async fn no_company_is_merged_twice_with_itself_or_in_a_circle(database: Database) {
    let stage = Stage::new(database).await;
    let (_, [fabrikam, litware]) = two(&stage).await;
    let (proseware, waits) = (stage.partner("Proseware").await, stage.nominated("Waits").await);
    let ask = async |order: MergeOrder| refused(stage.store.merge_partners(order).await);
    assert_eq!(ask(merge(&stage, litware, litware)).await, Refusal::MergeWithItself);
    assert_eq!(ask(merge(&stage, waits, litware)).await, Refusal::PartnerNotActive);
    let tomorrow = NaiveDate::from_ymd_opt(2026, 2, 11);
    let future = MergeOrder { since: tomorrow, ..merge(&stage, fabrikam, litware) };
    assert!(matches!(ask(future).await, Refusal::DayInFuture { .. }));
    assert_eq!(ask(back(&stage, fabrikam, litware)).await, Refusal::NotMerged);
    let past = NaiveDate::from_ymd_opt(2026, 1, 1);
    let past = MergeOrder { since: past, ..merge(&stage, fabrikam, litware) };
    stage.store.merge_partners(past).await.unwrap();
    assert_eq!(
        ask(merge(&stage, litware, fabrikam)).await,
        Refusal::MergeInCircle { into: "Fabrikam".to_owned() }
    );
    let into = Refusal::PartnerMerged { into: "Litware".to_owned() };
    assert_eq!(ask(merge(&stage, fabrikam, proseware)).await, into);
    assert_eq!(ask(merge(&stage, proseware, fabrikam)).await, into);
    // On with the joint company: the first one is what that becomes.
    merged(&stage, litware, proseware).await;
    assert_eq!(points(&stage, fabrikam).await, (160, 2));
    assert_eq!(stage.store.standing(fabrikam, 0).await.unwrap().partner.id, proseware);
    sound(&stage).await;
    let with = |name: &str| Refusal::MergedSince { with: name.to_owned() };
    assert_eq!(ask(back(&stage, fabrikam, litware)).await, with("Proseware"));
    assert_eq!(ask(back(&stage, fabrikam, proseware)).await, Refusal::NotMerged);
    let northwind = stage.partner("Northwind").await;
    merged(&stage, northwind, proseware).await;
    assert_eq!(ask(back(&stage, litware, proseware)).await, with("Northwind"));
    sound(&stage).await;
    stage.store.merge_partners(back(&stage, northwind, proseware)).await.unwrap();
    stage.store.merge_partners(back(&stage, litware, proseware)).await.unwrap();
    assert_eq!((points(&stage, litware).await, points(&stage, proseware).await), ((160, 2), (0, 0)));
    sound(&stage).await;
    stage.store.merge_partners(back(&stage, fabrikam, litware)).await.unwrap();
    sound(&stage).await;
}

pub async fn of_many_merges_at_once_each_company_is_merged_once(database: Database) {
    let stage = Stage::new(database).await;
    let (_, [fabrikam, litware]) = two(&stage).await;
    let answers = at_once(16, |number| {
        let order = match number % 2 {
            0 => merge(&stage, fabrikam, litware),
            _ => merge(&stage, litware, fabrikam),
        };
        let store = Arc::clone(&stage.store);
        async move { store.merge_partners(order).await }
    })
    .await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
    for refusal in answers.into_iter().filter(Result::is_err).map(refused) {
        assert!(
            matches!(refusal, Refusal::PartnerMerged { .. } | Refusal::MergeInCircle { .. }),
            "{refusal:?}"
        );
    }
    assert_eq!(stage.raw().await.number("SELECT COUNT(*) FROM record WHERE kind = 'merge'").await, 1);
    sound(&stage).await;
    let stays = stage.store.standing(fabrikam, 0).await.unwrap().partner.id;
    let gone = if stays == litware { fabrikam } else { litware };
    let answers = at_once(8, |_| {
        let (store, order) = (Arc::clone(&stage.store), back(&stage, gone, stays));
        async move { store.merge_partners(order).await }
    })
    .await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
    sound(&stage).await;
}

pub async fn who_represents_one_represents_both(database: Database) {
    let stage = Stage::new(database).await;
    let ([group, _], [fabrikam, litware]) = two(&stage).await;
    represent(&stage, fabrikam, LEADER, true).await.unwrap();
    stage.award(group, litware, 10).await;
    merged(&stage, fabrikam, litware).await;
    assert_eq!(refused(stage.give(stage.order(group, litware, 10)).await), Refusal::Conflict);
    let mine = stage.store.represented_by(LEADER).await.unwrap();
    assert_eq!(mine.iter().map(|one| one.id).collect::<Vec<_>>(), [litware]);
    let shown = stage.store.partner(litware).await.unwrap().unwrap();
    assert_eq!(shown.representatives, [LEADER]);
    assert_eq!(refused(represent(&stage, litware, LEADER, true).await), Refusal::NothingToChange);
    let gone = represent(&stage, fabrikam, LEADER, false).await;
    assert_eq!(refused(gone), Refusal::PartnerMerged { into: "Litware".to_owned() });
    represent(&stage, litware, LEADER, false).await.unwrap();
    stage.award(group, litware, 10).await;
    represent(&stage, litware, LEADER, true).await.unwrap();
    stage.store.merge_partners(back(&stage, fabrikam, litware)).await.unwrap();
    stage.award(group, fabrikam, 10).await;
    assert_eq!(refused(stage.give(stage.order(group, litware, 10)).await), Refusal::Conflict);
    sound(&stage).await;
}

pub async fn staff_see_what_a_representative_gave_before(database: Database) {
    let stage = Stage::new(database).await;
    let staff = ProgramChannels { staff: Some(Channel::new(131)), ..ProgramChannels::default() };
    stage.store.set_channels(stage.act(), STAFF, staff).await.unwrap();
    let ([group, _], [fabrikam, litware]) = two(&stage).await;
    let gone = stage.award(group, litware, 40).await;
    stage.store.reverse(stage.undo(gone.record)).await.unwrap();
    merged(&stage, fabrikam, litware).await;
    represent(&stage, litware, SECOND, true).await.unwrap();
    let conflicts = async || {
        let due = stage.due().await;
        due.into_iter().filter(|errand| errand.purpose == Purpose::Conflict).collect::<Vec<_>>()
    };
    assert_eq!(conflicts().await, [], "they gave nothing");
    represent(&stage, litware, LEADER, true).await.unwrap();
    let told = conflicts().await;
    assert_eq!(told.len(), 1);
    let facts = stage.store.facts(told[0].id).await.unwrap();
    let (who, by) = (Some(LEADER), Some(STAFF));
    let partner_name = "Litware".to_owned();
    assert_eq!(
        facts,
        Facts::Conflict { partner_name, who, by, awards: 2, points: 160 },
        "to both, and what stands"
    );
    sound(&stage).await;
}

crate::contract!(
    the_absorbed_one_is_left_alone_and_found_by_its_name,
    no_company_is_merged_twice_with_itself_or_in_a_circle,
    of_many_merges_at_once_each_company_is_merged_once,
    who_represents_one_represents_both,
    staff_see_what_a_representative_gave_before,
);
