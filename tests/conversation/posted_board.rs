//! `/leaderboard` as a message that keeps itself up to date.

use discord_emulator::{Person, Reply};

use crate::harness::{App, OTTAWA, RUST, SHOUT_OUTS};

async fn post(who: &Person, server: &str, channel: &str) -> Reply {
    who.at(server, channel).command("leaderboard").option("post", true).send().await.expect("an answer")
}

#[tokio::test]
async fn a_board_is_posted_by_who_manages_the_server_and_drawn_anew_by_itself() {
    let mut app = App::sample().await;
    let (staff, member, leader) =
        (app.person("staff").await, app.person("member").await, app.person("leader").await);
    let refused = post(&member, OTTAWA, "general").await;
    assert!(
        refused.is_ephemeral() && refused.text().contains("by who may manage this server"),
        "{}",
        refused.text()
    );
    let done = post(&staff, OTTAWA, "general").await;
    assert!(
        done.is_ephemeral() && done.text().contains("This period's board appears in <#"),
        "{}",
        done.text()
    );
    let shows =
        |what: &'static str| move |message: &Reply| !message.is_ephemeral() && message.text().contains(what);
    let board = member.wait_for(OTTAWA, "general", shows("Companies that helped here, this quarter"));
    let board = board.await.expect("the board");
    assert!(board.text().contains("-# As of <t:") && board.pings().is_empty(), "{}", board.text());
    let mine = board.press("In my language").await.expect("an answer");
    assert!(mine.is_ephemeral() && mine.text().contains("Companies that helped here"), "{}", mine.text());
    app.award(&leader, "Contoso Cloud", "presentation", 50, "Two hours of answers").await;
    leader.wait_for(OTTAWA, SHOUT_OUTS, shows("Two hours of answers")).await.expect("the shout-out");
    app.stop().await;
    app.pass(chrono::TimeDelta::hours(2));
    app.start_task().await;
    let drawn = member.wait_for(OTTAWA, "general", shows("**Contoso Cloud** · 50 points from 1 award"));
    assert_eq!(drawn.await.expect("it is drawn anew").json()["id"], board.json()["id"], "the same message");
    // The gateway may not be connected again yet.
    for _ in 0..600 {
        let call = staff.at(OTTAWA, "general").command("leaderboard").option("post", true);
        if call.send().await.is_ok() {
            break;
        }
    }
    let moved = member.wait_for(OTTAWA, "general", shows("This board moved to a newer message"));
    assert_eq!(moved.await.expect("it says so").json()["id"], board.json()["id"]);
    app.finish().await;
}

#[tokio::test]
async fn a_board_speaks_the_language_of_who_posts_it() {
    let app = App::sample().await;
    let other = app.person("other-leader").await;
    let done = post(&other, RUST, "general").await;
    assert!(done.text().contains("Le classement de cette période paraît dans <#"), "{}", done.text());
    let board = |message: &Reply| !message.is_ephemeral() && message.text().contains("-# Au <t:");
    let board = other.wait_for(RUST, "general", board).await.expect("the board");
    assert!(board.buttons().contains(&"Dans ma langue".to_owned()), "{}", board.text());
    app.finish().await;
}

#[tokio::test]
async fn a_board_of_one_group_for_one_contribution_stays_one() {
    let app = App::sample().await;
    let other = app.person("other-leader").await;
    let channel = other.at(RUST, "general");
    let call = channel.command("leaderboard").option("post", true).option("group", "Rust Study Group");
    let done = call.option("contribution", "travel").send().await.expect("an answer");
    assert!(done.text().contains("paraît dans <#"), "{}", done.text());
    let board = |message: &Reply| !message.is_ephemeral() && message.text().contains("-# Au <t:");
    let board = other.wait_for(RUST, "general", board).await.expect("the board");
    for text in [board.text(), board.press("Dans ma langue").await.expect("an answer").text()] {
        assert!(text.contains("Rust Study Group") && text.contains("Pour 🚆"), "{text}");
        assert!(!text.contains("Contoso"), "{text}");
    }
    // With its group it ends.
    let staff = app.person("staff").await.at(OTTAWA, "general");
    let offered = staff.command("program close").complete("group", "Rust").await.expect("groups");
    let call = staff.command("program close").option("group", offered[0].value.clone());
    call.option("reason", "Nobody leads it any more").send().await.expect("an answer");
    let ended = |message: &Reply| message.text().contains("Ce classement est terminé");
    let ended = other.wait_for(RUST, "general", ended).await.expect("it says so");
    assert_eq!(ended.json()["id"], board.json()["id"]);
    app.finish().await;
}
