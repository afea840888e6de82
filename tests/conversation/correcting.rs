//! "Correct this award": from the menu of its shout-out, by who gave it, and by staff.

use discord_emulator::{Person, Reply};

use crate::harness::{App, OTTAWA, SHOUT_OUTS};

const CORRECT: &str = "Correct this award";

/// The shout-out that says this, once it is there.
async fn shout_out(who: &Person, says: &str) -> Reply {
    let public = |message: &Reply| !message.is_ephemeral() && message.text().contains(says);
    who.wait_for(OTTAWA, SHOUT_OUTS, public).await.expect("a shout-out")
}

/// The menu of a message that tells of an award. That it is out is written down right after it is seen.
async fn open(who: &Person, message: &Reply) -> Reply {
    loop {
        let card = menu(who, message).await;
        if !card.text().contains("isn't the shout-out") {
            return card;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
}

async fn menu(who: &Person, message: &Reply) -> Reply {
    let menu = who.at(OTTAWA, SHOUT_OUTS).message_command(CORRECT, message.message_id());
    menu.send().await.expect("an answer")
}

async fn left(who: &Person) -> String {
    who.at(OTTAWA, "general").command("allocation").send().await.expect("an answer").text()
}

#[tokio::test]
async fn who_gave_it_puts_it_right_and_the_shout_out_says_so() {
    let app = App::sample().await;
    let leader = app.person("leader").await;
    app.award(&leader, "Contoso Cloud", "presentation", 50, "Two hours of answers").await;
    let told = shout_out(&leader, "Two hours of answers").await;
    let card = open(&leader, &told).await;
    assert!(card.is_ephemeral());
    assert!(card.text().contains("**50** points to **Contoso Cloud**"), "{}", card.text());
    let form = card.press("Change it…").await.expect("a form");
    let wrong = form.fill(&[("Contribution", "dancing")]).submit().await.expect("an answer");
    assert!(wrong.text().contains("contribution"), "{}", wrong.text());
    let form = card.press("Change it…").await.expect("a form");
    let changed =
        form.fill(&[("Points", "80"), ("Contribution", "venue"), ("Reason", "A room for the evening")]);
    let changed = changed.submit().await.expect("an answer");
    let text = changed.text();
    assert!(
        text.contains("✅ It is put right.") && text.contains("**80** points to **Contoso Cloud**"),
        "{text}"
    );
    assert!(text.contains("**260** left"), "{text}");
    let drawn = shout_out(&leader, "A room for the evening").await;
    assert_eq!(drawn.message_id(), told.message_id(), "the same message");
    assert!(drawn.text().contains("**+80**") && drawn.text().contains("Venue"), "{}", drawn.text());
    assert!(left(&leader).await.contains("**260** of 500"));
    // It can be put right again from the same message, and taken back.
    let card = open(&leader, &drawn).await;
    assert!(card.text().contains("**80** points"), "{}", card.text());
    let form = card.press("Take it back…").await.expect("a form");
    let back =
        form.fill(&[("Why? (not shown in public)", "It was last year")]).submit().await.expect("an answer");
    assert!(back.text().contains("**340** left"), "{}", back.text());
    let drawn = shout_out(&leader, "was withdrawn").await;
    assert_eq!(drawn.message_id(), told.message_id());
    app.finish().await;
}

#[tokio::test]
async fn another_company_gets_it_with_a_shout_out_of_its_own() {
    let app = App::sample().await;
    let (leader, staff) = (app.person("leader").await, app.person("staff").await);
    app.award(&leader, "Contoso Cloud", "presentation", 50, "Two hours of answers").await;
    let told = shout_out(&leader, "Two hours of answers").await;
    let form = open(&staff, &told).await.press("Change it…").await.expect("a form");
    let changed = form.fill(&[("Company", "Litware Labs")]).submit().await.expect("an answer");
    assert!(changed.text().contains("to **Litware Labs**"), "{}", changed.text());
    let thanked = shout_out(&leader, "Thank you, Litware Labs").await;
    assert!(thanked.text().contains("Two hours of answers"), "{}", thanked.text());
    let withdrawn = |message: &Reply| message.text().contains("for Contoso Cloud was withdrawn");
    leader.wait_for(OTTAWA, SHOUT_OUTS, withdrawn).await.expect("the first one is withdrawn");
    assert!(left(&leader).await.contains("**290** of 500"));
    app.finish().await;
}

#[tokio::test]
async fn other_words_alone_move_no_points() {
    let app = App::sample().await;
    let leader = app.person("leader").await;
    app.award(&leader, "Contoso Cloud", "presentation", 50, "Two hours of anwsers").await;
    let told = shout_out(&leader, "Two hours of anwsers").await;
    let form = open(&leader, &told).await.press("Change it…").await.expect("a form");
    let changed = form.fill(&[("Reason", "Two hours of answers")]).submit().await.expect("an answer");
    assert!(changed.text().contains("The reason is told in other words"), "{}", changed.text());
    let drawn = shout_out(&leader, "Two hours of answers").await;
    assert_eq!(drawn.message_id(), told.message_id());
    assert!(left(&leader).await.contains("**290** of 500"));
    app.finish().await;
}

#[tokio::test]
async fn others_are_told_why_not() {
    let app = App::sample().await;
    let [leader, second, member] =
        [app.person("leader").await, app.person("second-leader").await, app.person("member").await];
    app.award(&leader, "Contoso Cloud", "presentation", 50, "Two hours of answers").await;
    let told = shout_out(&leader, "Two hours of answers").await;
    for person in [&second, &member] {
        let refused = open(person, &told).await;
        assert!(refused.is_ephemeral());
        assert!(refused.text().contains("Somebody else gave this award"), "{}", refused.text());
    }
    let chat = leader.at(OTTAWA, SHOUT_OUTS).say("Bravo!").await.expect("a message");
    let refused = menu(&leader, &chat).await;
    assert!(refused.text().contains("isn't the shout-out of an award"), "{}", refused.text());
    app.finish().await;
}
