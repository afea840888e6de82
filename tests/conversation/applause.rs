//! Applause of a crowd: what a shout-out says of it, in the language of its group.

use std::fmt::Write as _;

use discord_emulator::{Person, Reply};
use ovation::playground::WORLD;

use crate::harness::database::Database;
use crate::harness::{App, OTTAWA, RUST, SHOUT_OUTS, meant, quick_rules};

/// As many as the greatest applause needs.
const CROWD: usize = 50;

/// The sample's Discord, with a crowd in both servers.
fn crowded() -> String {
    let mut world = WORLD.to_owned();
    let mut members = "member = [\n".to_owned();
    for number in 1..=CROWD {
        let _ = write!(world, "\n[[user]]\nusername = \"clapper-{number}\"\n");
        let _ = writeln!(members, "  {{ user = \"clapper-{number}\" }},");
    }
    world.replace("member = [\n", &members)
}

/// A shout-out that is out.
async fn shout_out(leader: &Person, server: &str, reason: &str) -> Reply {
    let award = leader.at(server, SHOUT_OUTS).command("award").option("partner", "Contoso Cloud");
    let award = award.option("contribution", "mentoring").option("points", 20).option("reason", reason);
    meant(award.send().await.expect("a receipt")).await;
    let says = |message: &Reply| !message.is_ephemeral() && message.text().contains(&format!("> {reason}"));
    leader.wait_for(server, SHOUT_OUTS, says).await.expect("the shout-out")
}

/// What stands above the button, as soon as that counts so many.
async fn above_the_button(leader: &Person, server: &str, message: &Reply, many: usize) -> String {
    let button = format!("[👏 {many}]");
    let counts = |seen: &Reply| seen.message_id() == message.message_id() && seen.text().contains(&button);
    let text = leader.wait_for(server, SHOUT_OUTS, counts).await.expect("it is drawn anew").text();
    let before = text.split(&button).next().unwrap_or_default().trim_end();
    before.lines().last().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn a_crowd_that_claps_is_told_of_at_ten_at_twenty_five_and_at_fifty() {
    let mut app = App::prepare_in(&crowded(), Database::of_this_run(), &quick_rules(), true).await;
    app.start_task().await;
    let (leader, other) = (app.person("leader").await, app.person("other-leader").await);
    let english = shout_out(&leader, OTTAWA, "Answers for a week").await;
    let french = shout_out(&other, RUST, "Des réponses toute une semaine").await;
    let mut crowd = Vec::new();
    for number in 1..=CROWD {
        crowd.push(app.person(&format!("clapper-{number}")).await);
    }
    let big = [
        (9, "", ""),
        (
            10,
            "A BIG round of applause: **10** members and more clap!",
            "De GRANDS applaudissements\u{A0}: **10** membres et plus\u{202F}!",
        ),
        (
            25,
            "A very BIG round of applause: **25** members and more clap!",
            "De TRÈS GRANDS applaudissements\u{A0}: **25** membres et plus\u{202F}!",
        ),
        (
            50,
            "A HUGE round of applause: **50** members and more clap!",
            "Un tonnerre d’applaudissements\u{A0}: **50** membres et plus\u{202F}!",
        ),
    ];
    let mut clapped = 0;
    for (many, in_english, in_french) in big {
        for message in [&english, &french] {
            for member in &crowd[clapped..many] {
                message.seen_by(member).press_quietly("custom_id:v1:applaud").await.expect("it is taken");
            }
        }
        clapped = many;
        for (who, server, message, says) in
            [(&leader, OTTAWA, &english, in_english), (&other, RUST, &french, in_french)]
        {
            let above = above_the_button(who, server, message, many).await;
            match says {
                "" => assert!(above.starts_with("-# "), "{many}: {above}"),
                says => assert_eq!(above, format!("👏 {says}"), "{many}"),
            }
        }
    }
    app.finish().await;
}
