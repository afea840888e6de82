//! What members say of a talk: one voice each, counted right, and nobody's name when it can't be changed any more.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::TimeDelta;
use ovation::points::ids::{PartnerId, RecordId};
use ovation::points::refusal::Refusal;
use ovation::points::voices::{PitchFree, Voice, Voices};
use ovation::store::outside::Account;
use ovation::store::{ErrandId, Facts, RepresentativeChange, ShoutOutFacts};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use crate::database::Database;
use crate::model::recount;
use crate::stage::{LEADER, RULES, STAFF, Stage, at_once, contribution, refused};

const MEMBER: Account = Account::new(15);

/// A program that asks how talks were.
async fn asking(database: Database) -> Stage {
    Stage::with(database, &RULES.replace("min_points = 25", "min_points = 25\nvoices = true")).await
}

async fn shout_out(stage: &Stage, award: RecordId) -> ErrandId {
    let asked = format!("SELECT id FROM outbox WHERE purpose = 'award' AND record_id = {award}");
    ErrandId::from_raw(stage.raw().await.number(&asked).await)
}

/// A talk of a company, its shout-out out.
async fn talk(stage: &Stage) -> (PartnerId, RecordId, ErrandId) {
    let (group, partner) = (stage.group("Ottawa").await, stage.partner("Litware").await);
    let award = stage.award(group, partner, 50).await.record;
    (partner, award, shout_out(stage, award).await)
}

async fn facts(stage: &Stage, told: ErrandId) -> ShoutOutFacts {
    match stage.store.facts(told).await.expect("the facts") {
        Facts::ShoutOut(facts) => *facts,
        other => panic!("no shout-out: {other:?}"),
    }
}

fn voices(useful: u32, so_so: u32, pitch: u32) -> Voices {
    Voices { useful, so_so, pitch }
}

pub async fn a_voice_is_one_of_each_member_and_can_be_changed_for_fourteen_days(database: Database) {
    let stage = asking(database).await;
    let (_, _, told) = talk(&stage).await;
    stage.store.hear(told, MEMBER, Voice::Pitch).await.expect("it is taken");
    assert_eq!(refused(stage.store.hear(told, MEMBER, Voice::Pitch).await), Refusal::VoiceCounted);
    stage.clock.pass(TimeDelta::days(14) - TimeDelta::seconds(1));
    stage.store.hear(told, MEMBER, Voice::Useful).await.expect("it is changed");
    assert_eq!(facts(&stage, told).await.voices, voices(1, 0, 0));
    stage.clock.pass(TimeDelta::seconds(1));
    assert_eq!(refused(stage.store.hear(told, MEMBER, Voice::SoSo).await), Refusal::VoicesClosed);
    recount(&*stage.store, &mut stage.raw().await).await;
}

pub async fn who_has_a_part_in_it_has_no_voice_and_what_is_withdrawn_takes_none(database: Database) {
    let stage = asking(database).await;
    let (partner, award, told) = talk(&stage).await;
    let colleague = Account::new(21);
    let change = RepresentativeChange { act: stage.act(), by: STAFF, partner, who: colleague, add: true };
    stage.store.change_representative(change).await.expect("a representative");
    assert_eq!(refused(stage.store.hear(told, colleague, Voice::Useful).await), Refusal::VoiceOnOwnCompany);
    assert_eq!(refused(stage.store.hear(told, LEADER, Voice::Useful).await), Refusal::VoiceOnOwnAward);
    let mut room = stage.order(stage.group("Toronto").await, partner, 20);
    room.request.contribution = contribution("venue");
    let room = stage.give(room).await.expect("points").record;
    let unasked = shout_out(&stage, room).await;
    assert_eq!(refused(stage.store.hear(unasked, MEMBER, Voice::Useful).await), Refusal::VoicesClosed);
    for member in 100..103 {
        stage.store.hear(told, Account::new(member), Voice::Useful).await.expect("it is taken");
    }
    let shown = stage.store.standing(partner, 1).await.expect("a company").pitch_free;
    assert_eq!(shown, Some(PitchFree { talks: 1, free: 1 }));
    stage.store.reverse(stage.reversal(award)).await.expect("it is taken back");
    assert_eq!(refused(stage.store.hear(told, MEMBER, Voice::Useful).await), Refusal::Withdrawn);
    assert_eq!(
        stage.store.standing(partner, 1).await.expect("a company").pitch_free,
        None,
        "it counts nowhere"
    );
    let nothing = ErrandId::from_raw(1_000_000);
    assert_eq!(refused(stage.store.hear(nothing, MEMBER, Voice::Useful).await), Refusal::UnknownRecord);
}

pub async fn an_award_that_is_put_right_keeps_its_voices_and_their_days(database: Database) {
    let stage = asking(database).await;
    let (partner, award, told) = talk(&stage).await;
    for member in 100..103 {
        stage.store.hear(told, Account::new(member), Voice::Pitch).await.expect("it is taken");
    }
    stage.clock.pass(TimeDelta::days(13));
    let order = stage.correction(award, partner, 80, "Two talks");
    stage.store.correct(order).await.expect("it is put right");
    assert_eq!(facts(&stage, told).await.voices, voices(0, 0, 3), "they stay with the message");
    let share = stage.store.standing(partner, 1).await.expect("a company").pitch_free;
    assert_eq!(share, Some(PitchFree { talks: 1, free: 0 }));
    stage.clock.pass(TimeDelta::days(1));
    assert_eq!(refused(stage.store.hear(told, MEMBER, Voice::SoSo).await), Refusal::VoicesClosed);
    assert_eq!(stage.store.fold_voices().await.expect("no trouble"), 1);
}

pub async fn members_at_once_are_all_counted_and_one_twice_is_one(database: Database) {
    let stage = asking(database).await;
    let (_, _, told) = talk(&stage).await;
    let heard = at_once(64, |number| {
        let store = Arc::clone(&stage.store);
        async move { store.hear(told, Account::new(100 + number as u64), Voice::ALL[number % 3]).await }
    })
    .await;
    assert!(heard.iter().all(Result::is_ok));
    assert_eq!(facts(&stage, told).await.voices, voices(22, 21, 21));
    let twice = at_once(16, |number| {
        let store = Arc::clone(&stage.store);
        async move { store.hear(told, MEMBER, [Voice::Useful, Voice::Pitch][number % 2]).await.is_ok() }
    })
    .await;
    assert!(twice.contains(&true));
    assert_eq!(facts(&stage, told).await.voices.total(), 65, "one member, one voice");
}

pub async fn voices_are_folded_once_and_nobody_is_named_any_more(database: Database) {
    let stage = asking(database).await;
    let (_, _, told) = talk(&stage).await;
    for member in 100..105 {
        stage.store.hear(told, Account::new(member), Voice::Useful).await.expect("it is taken");
    }
    assert_eq!(stage.store.fold_voices().await.expect("no trouble"), 0, "they can be changed");
    stage.clock.pass(TimeDelta::days(14));
    let folded = at_once(8, |_| {
        let store = Arc::clone(&stage.store);
        async move { store.fold_voices().await.expect("no trouble") }
    })
    .await;
    assert_eq!(folded.iter().sum::<u64>(), 1);
    let facts = facts(&stage, told).await;
    assert_eq!((facts.voices, facts.voices_folded), (voices(5, 0, 0), true));
    assert_eq!(stage.raw().await.number("SELECT COUNT(*) FROM voice").await, 0);
}

pub async fn folding_changes_no_count(database: Database) {
    let stage = asking(database).await;
    let (group, partner) = (stage.group("Ottawa").await, stage.partner("Litware").await);
    let said =
        prop::collection::vec((0_usize..3, 100_u64..108, prop::sample::select(Voice::ALL.to_vec())), 0..40);
    let mut runner = TestRunner::deterministic();
    for _ in 0..6 {
        let mut talks = Vec::new();
        for _ in 0..3 {
            let award = stage.award(group, partner, 1).await.record;
            talks.push(shout_out(&stage, award).await);
        }
        let mut plain: BTreeMap<(usize, u64), Voice> = BTreeMap::new();
        for (talk, member, voice) in said.new_tree(&mut runner).expect("a value").current() {
            let heard = stage.store.hear(talks[talk], Account::new(member), voice).await;
            match plain.insert((talk, member), voice) == Some(voice) {
                true => assert_eq!(refused(heard), Refusal::VoiceCounted),
                false => assert!(heard.is_ok(), "{heard:?}"),
            }
        }
        let count = |talk: usize, voice: Voice| {
            let here = plain.iter().filter(|((of, _), said)| *of == talk && **said == voice);
            u32::try_from(here.count()).expect("a few")
        };
        let counted: Vec<Voices> = (0..3)
            .map(|talk| {
                voices(count(talk, Voice::Useful), count(talk, Voice::SoSo), count(talk, Voice::Pitch))
            })
            .collect();
        let share = stage.store.standing(partner, 1).await.expect("a company").pitch_free;
        let read = async || {
            let mut read = Vec::new();
            for talk in &talks {
                read.push(facts(&stage, *talk).await.voices);
            }
            read
        };
        assert_eq!(read().await, counted);
        stage.clock.pass(TimeDelta::days(14));
        stage.store.fold_voices().await.expect("no trouble");
        assert_eq!(read().await, counted);
        assert_eq!(stage.store.standing(partner, 1).await.expect("a company").pitch_free, share);
        assert_eq!(stage.raw().await.number("SELECT COUNT(*) FROM voice").await, 0);
        assert_eq!(stage.store.fold_voices().await.expect("no trouble"), 0);
    }
}

crate::contract!(
    a_voice_is_one_of_each_member_and_can_be_changed_for_fourteen_days,
    who_has_a_part_in_it_has_no_voice_and_what_is_withdrawn_takes_none,
    an_award_that_is_put_right_keeps_its_voices_and_their_days,
    members_at_once_are_all_counted_and_one_twice_is_one,
    voices_are_folded_once_and_nobody_is_named_any_more,
    folding_changes_no_count,
);
