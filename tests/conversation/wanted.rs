//! Help wanted, the whole way: a group asks, a company offers, a leader accepts, the day passes, they are thanked.

use chrono::{Days, TimeDelta, Utc};
use discord_emulator::{Person, Reply};

use crate::harness::{App, OTTAWA, RUST, SHOUT_OUTS};

/// Where Ottawa's leaders talk among themselves.
const LEADERS: &str = "organizers";

fn in_days(days: u64) -> String {
    (Utc::now().date_naive() + Days::new(days)).to_string()
}

/// Asks for a speaker; what who asked sees.
async fn ask(who: &Person, server: &str, topic: &str, days: &str) -> Reply {
    let form = who.at(server, "general").command("request").option("kind", "speaker").send().await;
    let form = form.expect("the form");
    assert!(form.is_modal(), "{}", form.text());
    let fields = [
        ("custom_id:topic", topic),
        ("custom_id:days", days),
        ("custom_id:place", "Ottawa, or online"),
        ("custom_id:wording", "An hour of practice, and no sales pitch"),
    ];
    form.fill(&fields.map(|(name, value)| (&name["custom_id:".len()..], value)))
        .submit()
        .await
        .expect("an answer")
}

/// The place of a forum's post, as soon as it is there.
async fn post(who: &Person, topic: &str) -> Reply {
    who.wait_for_event("THREAD_CREATE", |thread| thread["name"] == topic).await.expect("the post");
    who.wait_for(OTTAWA, topic, |message| message.text().contains(topic)).await.expect("its message")
}

/// Offers help with what a message asks for.
async fn help(message: &Reply, who: &Person, wording: &str) -> Reply {
    let form = message.seen_by(who).press("custom_id:v1:wanted-help").await.expect("the form");
    assert!(form.is_modal(), "{}", form.text());
    form.fill(&[("wording", wording)]).submit().await.expect("an answer")
}

#[tokio::test]
async fn from_a_request_in_a_forum_to_thanks_for_what_happened() {
    let app = App::sample().await;
    let (leader, partner) = (app.person("leader").await, app.person("partner").await);
    let member = app.person("member").await;
    let topic = "Backups that survive a fire";
    let receipt = ask(&leader, OTTAWA, topic, &in_days(3)).await;
    assert!(receipt.is_ephemeral());
    assert!(receipt.text().contains("✅ Your request is out."), "{}", receipt.text());
    let message = post(&member, topic).await;
    assert!(message.pings().is_empty());
    let text = message.text();
    assert!(text.contains("Speaker wanted") && text.contains("An hour of practice"), "{text}");
    assert!(text.contains("📍 Ottawa, or online") && text.contains("Open until <t:"), "{text}");
    let refused = message.press("We can help").await.expect("an answer");
    assert!(refused.text().contains("for those who represent the company"), "{}", refused.text());
    let made = help(&message, &partner, "Our engineer Kim talks for an hour").await;
    assert!(made.text().contains("✅ Your offer is with the leaders of"), "{}", made.text());
    let offers = |message: &Reply| message.text().contains("can help, says <@");
    let card = leader.wait_for(OTTAWA, topic, offers).await.expect("the card in the thread");
    assert!(card.text().contains("> Our engineer Kim talks for an hour"), "{}", card.text());
    assert!(card.pings().is_empty());
    let other = card.seen_by(&member).press("Accept").await.expect("an answer");
    assert!(other.text().contains("You don't lead a group here"), "{}", other.text());
    let accepted = card.press("Accept").await.expect("an answer");
    assert!(accepted.text().contains("accepted: thank you!"), "{}", accepted.text());
    let found = |message: &Reply| message.text().contains("✅ **Fabrikam Training** helps.");
    let message = member.wait_for(OTTAWA, topic, found).await.expect("the request says so");
    assert!(!message.buttons().contains(&"We can help".to_owned()), "{:?}", message.buttons());
    let late = message.seen_by(&partner).press("custom_id:v1:wanted-help").await;
    assert!(late.is_err(), "a button that is greyed can't be pressed");
    // Its day passes. An act, whichever, has the bot look at its clock.
    app.pass(TimeDelta::days(5));
    app.award(&leader, "Contoso Cloud", "venue", 10, "A quiet room").await;
    let asks = |message: &Reply| message.text().contains("Did it happen?");
    let prompt = leader.wait_for(OTTAWA, LEADERS, asks).await.expect("the question");
    let form = prompt.press("Thank them…").await.expect("the form");
    assert!(form.is_modal(), "{}", form.text());
    assert!(form.text().contains("Presentation") && form.text().contains(topic), "{}", form.text());
    let thanks = form.fill(&[("reason", "An hour of honest answers")]).submit().await.expect("an answer");
    assert!(thanks.text().contains("to **Fabrikam Training**"), "{}", thanks.text());
    let thanked = |message: &Reply| message.text().contains("An hour of honest answers");
    let shout_out = member.wait_for(OTTAWA, SHOUT_OUTS, thanked).await.expect("the shout-out");
    assert!(shout_out.text().contains(&format!("At **{topic}**")), "{}", shout_out.text());
    let done = |message: &Reply| message.text().contains("👏 **Fabrikam Training** helped, and was thanked.");
    member.wait_for(OTTAWA, topic, done).await.expect("the request says so");
    let prompt = leader.wait_for(OTTAWA, LEADERS, done).await.expect("so does the question");
    assert!(prompt.buttons().is_empty(), "{:?}", prompt.buttons());
    let twice = form.fill(&[("reason", "Once more, with feeling")]).submit().await.expect("an answer");
    assert!(twice.text().contains("was thanked already"), "{}", twice.text());
    app.finish().await;
}

#[tokio::test]
async fn in_french_and_in_a_text_channel_the_thread_opens_with_the_first_offer() {
    let app = App::sample().await;
    let (leader, staff) = (app.person("other-leader").await, app.person("staff").await);
    let partner = app.person("partner").await;
    let topic = "Des vecteurs sans larmes";
    let receipt = ask(&leader, RUST, topic, "").await;
    assert!(receipt.text().contains("✅ Votre demande est publiée."), "{}", receipt.text());
    let asked = |message: &Reply| message.text().contains(topic);
    let message = leader.wait_for(RUST, SHOUT_OUTS, asked).await.expect("the request");
    assert!(message.text().contains("Demande d’aide\u{a0}: 🎤 Présentation"), "{}", message.text());
    // The company's representative isn't in that server: the list of the whole program has it.
    let list = partner.at(OTTAWA, "general").command("requests").option("scope", "program").send().await;
    let list = list.expect("the list");
    assert!(list.text().contains(topic), "{}", list.text());
    let made = help(&list, &partner, "Une heure avec Kim").await;
    assert!(made.text().contains("Your offer is with the leaders"), "{}", made.text());
    let offers = |message: &Reply| message.text().contains("peut aider, dit <@");
    leader.wait_for_event("THREAD_CREATE", |thread| thread["name"] == topic).await.expect("the thread");
    let card = leader.wait_for(RUST, topic, offers).await.expect("the card in the thread");
    let declined = card.press("Refuser").await.expect("an answer");
    assert!(declined.text().contains("ne la retient pas cette fois"), "{}", declined.text());
    let mine = partner.at(OTTAWA, "general").command("offer list").send().await.expect("the offers");
    assert!(mine.text().contains("thanks you for the offer, and doesn't take it"), "{}", mine.text());
    let again = staff.at(OTTAWA, "general").command("offer list").send().await.expect("an answer");
    assert!(again.text().contains("for those who represent the company"), "{}", again.text());
    app.finish().await;
}

#[tokio::test]
async fn a_group_ends_its_request_and_late_clicks_get_clear_answers() {
    let app = App::sample().await;
    let (leader, partner) = (app.person("leader").await, app.person("partner").await);
    let member = app.person("member").await;
    let topic = "A room for sixty";
    ask(&leader, OTTAWA, topic, "").await;
    let message = post(&member, topic).await;
    let form = message.seen_by(&partner).press("We can help").await.expect("the form");
    let list = member.at(OTTAWA, "general").command("requests").send().await.expect("the list");
    assert!(!list.buttons().contains(&"No longer needed".to_owned()), "{:?}", list.buttons());
    let list = leader.at(OTTAWA, "general").command("requests").send().await.expect("the list");
    let ended = list.press("No longer needed").await.expect("an answer");
    assert!(ended.text().contains("✅ The request is closed, and its message says so."), "{}", ended.text());
    let over = |message: &Reply| message.text().contains("-# No longer needed.");
    member.wait_for(OTTAWA, topic, over).await.expect("the message says so");
    let late = form.fill(&[("wording", "Our big hall")]).submit().await.expect("an answer");
    assert!(late.text().contains("The group needs this no more."), "{}", late.text());
    app.finish().await;
}

#[tokio::test]
async fn an_offer_is_answered_where_requests_are_listed_too_and_words_are_never_lost() {
    let app = App::sample().await;
    let (leader, partner) = (app.person("leader").await, app.person("partner").await);
    let topic = "Backups that survive a fire";
    let refused = ask(&leader, OTTAWA, topic, "the 18th of March").await;
    assert!(refused.text().contains("is no day."), "{}", refused.text());
    assert!(refused.text().contains(&format!("> {topic}\n")), "{}", refused.text());
    let again = refused.press("Try again…").await.expect("the form");
    assert!(again.is_modal());
    let fields = [("topic", topic), ("wording", "An hour of practice")];
    let asked = again.fill(&fields).submit().await.expect("an answer");
    assert!(asked.text().contains("Your request is out"), "{}", asked.text());
    let message = post(&leader, topic).await;
    let tags = message.channel_id().to_owned();
    help(&message, &partner, "Our engineer Kim talks for an hour").await;
    let list = leader.at(OTTAWA, "general").command("requests").send().await.expect("the list");
    let offers = list.press("1 offer…").await.expect("the offers");
    assert!(offers.text().contains("> Our engineer Kim talks for an hour"), "{}", offers.text());
    let accepted = offers.press("Accept").await.expect("an answer");
    assert!(accepted.text().contains("accepted: thank you!"), "{}", accepted.text());
    let tagged = |thread: &serde_json::Value| {
        thread["id"] == tags.as_str() && thread["applied_tags"].as_array().is_some_and(|tags| tags.len() == 2)
    };
    leader.wait_for_event("THREAD_UPDATE", tagged).await.expect("the post is tagged anew");
    let promised = leader.at(OTTAWA, "general").command("requests").send().await.expect("the list");
    let thanks = promised.press("Thank them…").await.expect("the form");
    let receipt = thanks.fill(&[("reason", "An hour of answers")]).submit().await.expect("an answer");
    assert!(receipt.text().contains("to **Fabrikam Training**"), "{}", receipt.text());
    // Undone, they can be said anew.
    receipt.press("custom_id:v1:undo").await.expect("an answer");
    let twice = thanks.fill(&[("reason", "An hour of good answers")]).submit().await.expect("an answer");
    assert!(twice.text().contains("to **Fabrikam Training**"), "{}", twice.text());
    app.finish().await;
}

#[tokio::test]
async fn what_cannot_be_asked_for_is_refused_with_what_to_do() {
    let app = App::sample().await;
    let (leader, member) = (app.person("leader").await, app.person("member").await);
    let past = ask(&leader, OTTAWA, "Too late", "2026-01-05").await;
    assert!(past.text().contains("Give a day to come, or leave it out."), "{}", past.text());
    let far = ask(&leader, OTTAWA, "Too early", "2031-01-05").await;
    assert!(far.text().contains("is too far away."), "{}", far.text());
    let unreadable = ask(&leader, OTTAWA, "When?", "next Tuesday").await;
    assert!(unreadable.text().contains("next Tuesday"), "{}", unreadable.text());
    let stranger = member.at(OTTAWA, "general").command("request").option("kind", "venue").send().await;
    let stranger = stranger.expect("an answer");
    assert!(stranger.text().contains("You don't lead a group here"), "{}", stranger.text());
    for number in 0..10 {
        let asked = ask(&leader, OTTAWA, &format!("Evening {number}"), "").await;
        assert!(asked.text().contains("Your request is out"), "{}", asked.text());
    }
    let many = ask(&leader, OTTAWA, "One more evening", "").await;
    assert!(many.text().contains("Your group asks for 10 things already."), "{}", many.text());
    app.finish().await;
}

#[tokio::test]
async fn the_words_of_who_is_erased_leave_the_forum_too() {
    let app = App::sample().await;
    let (leader, member) = (app.person("leader").await, app.person("member").await);
    let topic = "An unmistakable topic";
    ask(&leader, OTTAWA, topic, "").await;
    let message = post(&member, topic).await;
    let question = leader.at(OTTAWA, "general").command("privacy delete").send().await.expect("a question");
    let button = question.buttons().into_iter().next().expect("the red button");
    question.press(&button).await.expect("an answer");
    let renamed = |thread: &serde_json::Value| thread["id"] == message.channel_id() && thread["name"] == "…";
    member.wait_for_event("THREAD_UPDATE", renamed).await.expect("another name");
    let anew = member.wait_for(OTTAWA, "…", |message| message.text().contains("🎤 Speaker** · ")).await;
    let anew = anew.expect("without their words").text();
    assert!(!anew.contains("unmistakable") && !anew.contains("no sales pitch"), "{anew}");
    app.finish().await;
}

#[tokio::test]
async fn who_asks_for_it_is_told_directly_and_stops_it_with_a_button() {
    let app = App::sample().await;
    let (leader, partner) = (app.person("leader").await, app.person("partner").await);
    let panel = partner.at(OTTAWA, "general").command("offer subscribe").send().await.expect("the panel");
    assert!(panel.text().contains("What do you want to hear of?"), "{}", panel.text());
    let panel = panel.choose("Requests of which kinds?", &["speaker", "venue"]).await.expect("the panel");
    let panel = panel.press("By direct message").await.expect("the panel");
    assert!(panel.text().contains("You get a direct message"), "{}", panel.text());
    ask(&leader, OTTAWA, "Backups that survive a fire", "").await;
    let direct = partner
        .wait_for_event("MESSAGE_CREATE", |message| {
            message["guild_id"].is_null() && message.to_string().contains("Backups that survive a fire")
        })
        .await
        .expect("a direct message");
    let told = direct.to_string();
    assert!(
        told.contains("A group asks for help that you may give") && told.contains("v1:wanted-stop:"),
        "{told}"
    );
    app.finish().await;
}
