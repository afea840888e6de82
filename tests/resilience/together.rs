//! Many at once: a group never gives more than it has.

use discord_emulator::World;

use crate::harness::{OTTAWA, SHOUT_OUTS, another};
use crate::seen::{
    acknowledged, database, everything_is_told_once, newest_request, points_are_the_sum, sample,
};

/// People who lead the group by its role.
const PEOPLE: usize = 64;

/// More organizers, in the sample's own server.
fn organizers() -> World {
    let mut text = String::new();
    for number in 0..PEOPLE {
        text.push_str(&format!("[[user]]\nusername = \"organizer-{number}\"\n"));
    }
    text.push_str(&format!("[[guild]]\nname = \"{OTTAWA}\"\n"));
    for number in 0..PEOPLE {
        text.push_str(&format!(
            "[[guild.member]]\nuser = \"organizer-{number}\"\nroles = [\"Organizers\"]\n"
        ));
    }
    World::from_toml(&text).expect("a world")
}

#[tokio::test]
async fn sixty_four_people_at_once_never_give_more_than_the_group_has() {
    let app = sample().await;
    // This is about the group's points: a slow machine takes its time for so many.
    app.control().clock(20.0).await.expect("the clock is set");
    app.control().world(&organizers()).await.expect("more people");
    let before = newest_request(&app).await;
    let mut people = Vec::new();
    for number in 0..PEOPLE {
        people.push(app.person(&format!("organizer-{number}")).await);
    }
    // 340 points are left: enough for 34 of them.
    let sent: Vec<_> = people
        .iter()
        .enumerate()
        .map(|(number, person)| {
            let call = person.at(OTTAWA, SHOUT_OUTS).command("award");
            let call = another(call, u64::try_from(number).expect("a small number")).option("points", 10);
            tokio::spawn(call.option("reason", format!("Thanks of {number}")).send())
        })
        .collect();
    let (mut given, mut refused) = (0, 0);
    for answer in sent {
        let answer = answer.await.expect("no panic").expect("an answer");
        assert!(answer.is_ephemeral());
        if answer.text().contains("points to **Adatum Events**") {
            given += 1;
        } else {
            assert!(answer.text().contains("more than your group has left: **0**"), "{}", answer.text());
            refused += 1;
        }
    }
    assert_eq!((given, refused), (34, 30));
    let acknowledged = acknowledged(&app, before).await;
    assert_eq!(acknowledged.len(), 34);
    points_are_the_sum(&mut database(&app).await).await;
    let left = people[0].at(OTTAWA, SHOUT_OUTS).command("allocation").send().await.expect("an answer");
    assert!(left.text().contains("**0** of 500 points left"), "{}", left.text());
    let faster = serde_json::json!({ "kind": "channel_limit", "limit": 100, "per_millis": 1000 });
    app.control().fault(faster).await.expect("a limit");
    everything_is_told_once(&app, &acknowledged).await;
    app.finish().await;
}
