//! How much a group asks for at once, and that it asks for one thing once.

use std::sync::Arc;

use ovation::points::refusal::Refusal;
use ovation::points::request::WantedRefusal;
use ovation::store::RequestOrder;

use crate::database::Database;
use crate::model::recount;
use crate::requests::{asked, day};
use crate::stage::{Stage, at_once, refused};

pub async fn a_group_asks_for_ten_things_at_most(database: Database) {
    let stage = Arc::new(Stage::new(database).await);
    let group = stage.group("Ottawa").await;
    let answers = at_once(16, |_| {
        let stage = Arc::clone(&stage);
        async move { stage.store.ask_for_help(asked(&stage, group, None)).await }
    })
    .await;
    assert_eq!(answers.iter().filter(|one| one.is_ok()).count(), 10);
    for other in answers.into_iter().filter(Result::is_err) {
        assert_eq!(refused(other), Refusal::Wanted(WantedRefusal::TooManyRequests { most: 10 }));
    }
}

pub async fn of_the_same_form_sent_many_times_one_request_is_made(database: Database) {
    let stage = Arc::new(Stage::new(database).await);
    let group = stage.group("Ottawa").await;
    let order = asked(&stage, group, Some("2026-02-20"));
    let answers = at_once(8, |_| {
        let (stage, order) = (Arc::clone(&stage), RequestOrder { act: stage.act(), ..order.clone() });
        async move { stage.store.ask_for_help(order).await }
    })
    .await;
    let (made, others): (Vec<_>, Vec<_>) = answers.into_iter().partition(Result::is_ok);
    assert_eq!(made.len(), 1);
    for other in others {
        assert_eq!(refused(other), Refusal::Wanted(WantedRefusal::AskedAlready));
    }
    let again = |span| RequestOrder { act: stage.act(), span, ..order.clone() };
    let another_day = again(Some((day("2026-02-21"), day("2026-02-21"))));
    stage.store.ask_for_help(another_day).await.expect("another day is another request");
    stage.store.ask_for_help(again(None)).await.expect("so is any day");
    let twice = stage.store.ask_for_help(again(None)).await;
    assert_eq!(refused(twice), Refusal::Wanted(WantedRefusal::AskedAlready));
    stage.clock.set("2026-02-22T05:00:00Z".parse().unwrap());
    stage.store.ask_for_help(again(Some((day("2026-02-20"), day("2026-02-22"))))).await.expect("other days");
    stage.store.close_group(stage.closing(group)).await.expect("it is closed");
    recount(&*stage.store, &mut stage.raw().await).await;
}

crate::contract!(a_group_asks_for_ten_things_at_most, of_the_same_form_sent_many_times_one_request_is_made,);
