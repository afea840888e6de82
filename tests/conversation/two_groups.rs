//! Two groups in one server: for which one somebody acts.

use crate::harness::{App, OTTAWA, SHOUT_OUTS};
use crate::setup::approved;

#[tokio::test]
async fn who_leads_two_groups_is_asked_which_unless_the_channel_or_the_option_says() {
    let app = App::sample().await;
    let (staff, leader) = (app.person("staff").await, app.person("leader").await);
    approved(&app, &staff, "Ottawa Night School", &leader, "general").await;
    let asked = leader.at(OTTAWA, "announcements").command("allocation").send().await.expect("an answer");
    assert!(asked.is_ephemeral());
    assert!(
        asked.text().contains("several groups here: **Ottawa Night School**, **Ottawa Windows"),
        "{}",
        asked.text()
    );
    assert!(asked.text().contains("with the option `group`"), "{}", asked.text());
    for (channel, group) in [("general", "Ottawa Night School"), (SHOUT_OUTS, OTTAWA), ("organizers", OTTAWA)]
    {
        let left = leader.at(OTTAWA, channel).command("allocation").send().await.expect("an answer");
        assert!(left.text().contains(&format!("### {group}, this quarter")), "{channel}: {}", left.text());
    }
    let place = leader.at(OTTAWA, "announcements");
    let offered = place.command("award").complete("group", "NIGHT").await.expect("choices");
    assert_eq!(offered.len(), 1, "{offered:?}");
    assert_eq!(offered[0].name, "Ottawa Night School");
    for said in [offered[0].value.clone(), "ottawa night school".into()] {
        let left = place.command("allocation").option("group", said).send().await.expect("an answer");
        assert!(left.text().contains("### Ottawa Night School, this quarter"), "{}", left.text());
    }
    let award = place.command("award").option("partner", "Contoso Cloud").option("contribution", "prizes");
    let award = award.option("reason", "Books for the winners").option("group", "Ottawa Night School");
    let receipt = award.send().await.expect("a receipt");
    assert!(receipt.text().contains("from **Ottawa Night School**"), "{}", receipt.text());
    leader
        .wait_for(OTTAWA, "general", |message| message.text().contains("from **Ottawa Night School**"))
        .await
        .expect("the shout-out in that group's channel");
    app.finish().await;
}

#[tokio::test]
async fn the_points_offered_are_those_of_the_group_that_is_meant() {
    let app = App::sample().await;
    let (staff, leader) = (app.person("staff").await, app.person("leader").await);
    approved(&app, &staff, "Ottawa Night School", &leader, "general").await;
    let place = leader.at(OTTAWA, "announcements");
    let none = place.command("award").complete("points", "").await.expect("choices");
    assert!(none.is_empty(), "nobody knows for which group: {none:?}");
    let of = async |group: &str| {
        let typing = place.command("award").option("contribution", "venue").option("group", group);
        typing.complete("points", "").await.expect("choices").remove(0).name
    };
    assert_eq!(of("Ottawa Night School").await, "80 · 500 left");
    assert_eq!(of(OTTAWA).await, "80 · 340 left");
    app.finish().await;
}
