//! An award above the program's limit: asked for in the group's channel, decided in its leaders' own.

use discord_emulator::{Person, Reply};

use crate::harness::{App, OTTAWA, RUST, SHOUT_OUTS};

/// Where Ottawa's leaders talk among themselves.
const LEADERS: &str = "organizers";

async fn ask(who: &Person, server: &str, points: i64, reason: &str) -> Reply {
    let call = who.at(server, SHOUT_OUTS).command("award").option("partner", "Contoso Cloud");
    let call = call.option("contribution", "presentation").option("points", points);
    call.option("reason", reason).send().await.expect("an answer")
}

async fn allocation(who: &Person) -> Reply {
    who.at(OTTAWA, "general").command("allocation").send().await.expect("an answer")
}

fn card(message: &Reply) -> bool {
    message.text().contains("An award waits for an approval")
}

#[tokio::test]
async fn a_second_leader_approves_and_only_then_it_is_seen() {
    let app = App::sample().await;
    let (leader, second) = (app.person("leader").await, app.person("second-leader").await);
    let receipt = ask(&leader, OTTAWA, 240, "Two days of workshops").await;
    assert!(receipt.is_ephemeral());
    let text = receipt.text();
    assert!(text.contains("⏳ **240** points to **Contoso Cloud**"), "{text}");
    assert!(text.contains("Above 200 points a second leader of your group has to agree."), "{text}");
    assert!(text.contains("Left this quarter: **100** (before: 340)"), "{text}");
    let asked = second.wait_for(OTTAWA, LEADERS, card).await.expect("a card for the leaders");
    assert!(asked.text().contains("> Two days of workshops"), "{}", asked.text());
    let own = leader.wait_for(OTTAWA, LEADERS, card).await.expect("the same card");
    let refused = own.press("Approve").await.expect("an answer");
    assert!(refused.text().contains("You asked for this award yourself"), "{}", refused.text());
    let decided = asked.press("Approve").await.expect("an answer");
    assert!(decided.text().contains("✅ Approved by <@"), "{}", decided.text());
    let thanked = |message: &Reply| message.text().contains("Two days of workshops") && !card(message);
    let shout_out = leader.wait_for(OTTAWA, SHOUT_OUTS, thanked).await.expect("the shout-out");
    assert!(
        shout_out.text().contains("**+240** from **Ottawa Windows Server User Group**"),
        "{}",
        shout_out.text()
    );
    assert!(allocation(&leader).await.text().contains("**100** of 500"));
    app.finish().await;
}

#[tokio::test]
async fn what_waits_is_listed_and_taken_back_by_who_asked() {
    let app = App::sample().await;
    let (leader, second) = (app.person("leader").await, app.person("second-leader").await);
    let receipt = ask(&leader, OTTAWA, 240, "Two days of workshops").await;
    let listed = allocation(&second).await;
    assert!(listed.text().contains("Held for awards that wait: 240"), "{}", listed.text());
    assert!(listed.text().contains("asks for **240** points to **Contoso Cloud**"), "{}", listed.text());
    assert!(allocation(&leader).await.press("Approve").await.is_err(), "who asked has no such button");
    second.wait_for(OTTAWA, LEADERS, card).await.expect("a card for the leaders");
    let back = receipt.press("Take it back").await.expect("an answer");
    assert!(back.text().contains("↩️ Taken back by <@"), "{}", back.text());
    let late = listed.press("Approve").await.expect("an answer");
    assert!(late.text().contains("has withdrawn it"), "{}", late.text());
    let left = allocation(&leader).await.text();
    assert!(left.contains("**340** of 500") && !left.contains("asks for"), "{left}");
    let withdrawn = |message: &Reply| message.text().contains("Taken back by");
    second.wait_for(OTTAWA, LEADERS, withdrawn).await.expect("the card says so");
    app.finish().await;
}

#[tokio::test]
async fn under_allocation_another_leader_declines() {
    let app = App::sample().await;
    let (leader, second) = (app.person("leader").await, app.person("second-leader").await);
    ask(&leader, OTTAWA, 240, "Two days of workshops").await;
    let declined = allocation(&second).await.press("Decline").await.expect("an answer");
    let text = declined.text();
    assert!(text.contains("❌ Declined by <@") && text.contains("**340** of 500"), "{text}");
    app.finish().await;
}

#[tokio::test]
async fn where_no_other_leader_could_staff_decide() {
    let app = App::sample().await;
    let (leader, staff) = (app.person("other-leader").await, app.person("staff").await);
    let receipt = ask(&leader, RUST, 240, "A weekend of mentoring").await.text();
    assert!(receipt.contains("la question est posée à l’équipe du programme"), "{receipt}");
    let asked = staff.wait_for(OTTAWA, "program-staff", card).await.expect("a card for staff");
    let pending = staff.at(OTTAWA, "program-staff").command("program approve").send().await;
    let pending = pending.expect("an answer");
    assert!(pending.text().contains("asks for **240** points"), "{}", pending.text());
    let decided = asked.press("Approve").await.expect("an answer");
    assert!(decided.text().contains("✅ Approved by <@"), "{}", decided.text());
    let thanked = |message: &Reply| message.text().contains("A weekend of mentoring");
    leader.wait_for(RUST, SHOUT_OUTS, thanked).await.expect("the shout-out");
    app.finish().await;
}
