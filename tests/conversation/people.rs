//! What each sees of what is theirs: `/mypoints`, `/allocation`, 👏.

use crate::harness::{App, OTTAWA, SHOUT_OUTS};

#[tokio::test]
async fn a_group_sees_what_it_has_and_a_company_what_is_missing() {
    let app = App::sample().await;
    let (leader, partner) = (app.person("leader").await, app.person("partner").await);
    let left = leader.at(OTTAWA, "general").command("allocation").send().await.expect("an answer");
    assert!(left.is_ephemeral());
    let mine = partner.at(OTTAWA, "general").command("mypoints").send().await.expect("an answer");
    assert!(mine.is_ephemeral());
    assert!(mine.pings().is_empty());
    insta::assert_snapshot!("allocation", without_moments(&left.text()));
    insta::assert_snapshot!("mypoints", without_moments(&mine.text()));
    app.finish().await;
}

#[tokio::test]
async fn each_member_applauds_a_shout_out_once() {
    let app = App::sample().await;
    let (leader, member, partner) =
        (app.person("leader").await, app.person("member").await, app.person("partner").await);
    app.award(&leader, "Contoso Cloud", "prizes", 20, "Stickers for all").await;
    let shout_out = member
        .wait_for(OTTAWA, SHOUT_OUTS, |message| message.text().contains("Stickers for all"))
        .await
        .expect("the shout-out");
    let before = shout_out.text();
    assert!(shout_out.press("👏").await.expect("applause").text().contains("[👏 1]"));
    let second = shout_out.seen_by(&partner).press("custom_id:v1:applaud").await.expect("applause");
    assert_eq!(second.text(), before.replace("[👏]", "[👏 2]"), "nothing else of it changes");
    let again = shout_out.press("custom_id:v1:applaud").await.expect("an answer");
    assert!(again.is_ephemeral() && again.text().contains("applauded already"), "{}", again.text());
    app.finish().await;
}

/// The moments, which change from day to day, without their numbers.
fn without_moments(text: &str) -> String {
    let mut parts = text.split("<t:");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |out, part| {
        let (moment, rest) = part.split_once('>').expect("a moment ends");
        let style = moment.rsplit(':').next().unwrap_or_default();
        format!("{out}(moment {style}){rest}")
    })
}
