//! Where a record was told, and another try of what failed.

use chrono::TimeDelta;
use ovation::points::ids::{PartnerId, RecordId};
use ovation::points::refusal::Refusal;
use ovation::store::outside::{Channel, Message};
use ovation::store::{DeliveryState, ProgramChannels, Purpose};

use crate::database::Database;
use crate::moving::{ELSEWHERE, moving};
use crate::stage::{SERVER, SHOUT_OUTS, STAFF, Stage, refused};

const ANNOUNCEMENTS: Channel = Channel::new(131);

/// Two groups lift a company, of which the program is told as well: the company, and the award that did it.
async fn lifted(stage: &Stage) -> (PartnerId, RecordId) {
    let channels = ProgramChannels { announcements: Some(ANNOUNCEMENTS), ..ProgramChannels::default() };
    stage.store.set_channels(stage.act(), STAFF, channels).await.unwrap();
    let (first, second) = (stage.group("Ottawa").await, stage.group("Toronto").await);
    let partner = stage.partner("Litware").await;
    stage.award(first, partner, 100).await;
    (partner, stage.award(second, partner, 50).await.record)
}

pub async fn staff_see_where_a_record_was_told_and_try_again_what_failed(database: Database) {
    let stage = Stage::new(database).await;
    let (_, lifts) = lifted(&stage).await;
    let seen = async || {
        let told = stage.store.deliveries(lifts, 10).await.unwrap();
        assert_eq!((told.record, told.kind.as_str()), (lifts, "award"));
        told.each
    };
    let states = async || seen().await.iter().map(|one| one.state).collect::<Vec<_>>();
    let places: Vec<_> = seen().await.iter().map(|one| (one.purpose, one.channel, one.server)).collect();
    let expected = [
        (Purpose::Award, Some(SHOUT_OUTS), Some(SERVER)),
        (Purpose::Tier, Some(SHOUT_OUTS), Some(SERVER)),
        (Purpose::Tier, Some(ANNOUNCEMENTS), None),
    ];
    assert_eq!(places, expected, "its shout-out, and what it brought about");
    assert_eq!(states().await, [DeliveryState::Waiting; 3]);
    assert_eq!(stage.store.try_again(lifts).await.unwrap(), 0, "nothing failed");
    stage.clock.pass(TimeDelta::seconds(20));
    let due = stage.due().await;
    let of = |purpose| due.iter().rfind(|errand| errand.purpose == purpose).expect("it is due").clone();
    let (award, tier) = (of(Purpose::Award), of(Purpose::Tier));
    stage.store.begin_errand(&award).await.unwrap().expect("it is to be told");
    stage.store.errand_done(award.id, award.channel, Message::new(900)).await.unwrap();
    stage.store.begin_errand(&tier).await.unwrap().expect("it is to be told");
    stage.store.errand_failed(tier.id, "no-permission", true).await.unwrap();
    let each = seen().await;
    let made = each.iter().find(|one| one.purpose == Purpose::Award).expect("the shout-out");
    assert_eq!((made.state, made.message), (DeliveryState::Made, Some(Message::new(900))));
    assert_eq!(made.at, Some(stage.clock.now()));
    let failed: Vec<_> = each.iter().filter(|one| one.state == DeliveryState::Failed).collect();
    assert_eq!(failed.iter().map(|one| one.trouble.as_str()).collect::<Vec<_>>(), ["no-permission"]);
    assert_eq!(stage.store.try_again(lifts).await.unwrap(), 1);
    assert_eq!(stage.store.try_again(lifts).await.unwrap(), 0, "a second click finds it under way");
    assert!(stage.due().await.iter().any(|errand| errand.id == tier.id));
    assert!(!states().await.contains(&DeliveryState::Failed));
    let unknown = stage.store.deliveries(RecordId::from_raw(1_000_000), 10).await;
    assert_eq!(refused(unknown), Refusal::UnknownRecord);
}

pub async fn what_failed_comes_first_and_an_award_shows_what_those_before_it_brought(database: Database) {
    let stage = Stage::new(database).await;
    let (partner, lifts) = lifted(&stage).await;
    stage.clock.pass(TimeDelta::seconds(20));
    for errand in stage.due().await {
        if stage.store.begin_errand(&errand).await.unwrap().is_some() {
            match errand.channel == ANNOUNCEMENTS {
                true => stage.store.errand_failed(errand.id, "no-permission", true).await.unwrap(),
                false => stage.store.errand_done(errand.id, errand.channel, Message::new(900)).await.unwrap(),
            }
        }
    }
    let put_right = stage.correction(lifts, partner, 60, "It was a longer talk");
    let now = stage.store.correct(put_right).await.unwrap().award.record;
    let told = stage.store.deliveries(now, 2).await.unwrap();
    assert_eq!(
        (told.each.len(), told.in_all),
        (2, 4),
        "its shout-out, an edit, and the tier in two channels"
    );
    assert_eq!((told.each[0].state, told.each[0].channel), (DeliveryState::Failed, Some(ANNOUNCEMENTS)));
    assert_eq!(stage.store.try_again(now).await.unwrap(), 1);
}

pub async fn a_message_stays_in_the_server_where_its_group_was(database: Database) {
    let stage = Stage::new(database).await;
    let (group, partner) = (stage.group("Ottawa").await, stage.partner("Litware").await);
    let award = stage.award(group, partner, 40).await.record;
    stage.clock.pass(TimeDelta::seconds(20));
    for errand in stage.due().await {
        stage.store.begin_errand(&errand).await.unwrap().expect("it is to be told");
        stage.store.errand_done(errand.id, errand.channel, Message::new(900)).await.unwrap();
    }
    stage.clock.pass(TimeDelta::hours(1));
    stage.store.move_group(moving(&stage, group, ELSEWHERE)).await.expect("it moves");
    // It is drawn anew after that, where it is.
    stage.clock.pass(TimeDelta::hours(1));
    stage.store.reverse(stage.reversal(award)).await.unwrap();
    for errand in stage.due().await.iter().filter(|errand| errand.edits.is_some()) {
        stage.store.begin_errand(errand).await.unwrap().expect("it is to be drawn anew");
        stage.store.errand_done(errand.id, errand.channel, Message::new(900)).await.unwrap();
    }
    let told = stage.store.deliveries(award, 10).await.unwrap().each;
    assert_eq!(told.iter().map(|one| one.purpose).collect::<Vec<_>>(), [Purpose::Award, Purpose::Redraw]);
    for one in told {
        assert_eq!((one.channel, one.server), (Some(SHOUT_OUTS), Some(SERVER)), "{:?}", one.purpose);
    }
}

crate::contract!(
    a_message_stays_in_the_server_where_its_group_was,
    staff_see_where_a_record_was_told_and_try_again_what_failed,
    what_failed_comes_first_and_an_award_shows_what_those_before_it_brought,
);
