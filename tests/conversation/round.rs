//! Recognition that goes round: applause that grows, news of tiers where a group helped, shout-outs that are published.

use discord_emulator::{Person, Reply};
use ovation::discord::custom_id::{CustomId, Panel};
use ovation::discord::reply::Reply as Answer;
use ovation::discord::request::Request;
use ovation::service::{AwardAsked, Caller};
use ovation::store::{Errand, Outbox as _, Purpose};
use serde_json::json;

use crate::desk::{
    Desk, LEADER, MEMBER, OTHER_LEADER, PARTNER, SHOUT_OUTS, STAFF, Who, award, custom_id, text,
};
use crate::harness::{App, OTTAWA, RUST, SHOUT_OUTS as CHANNEL};
use crate::setup::filled;

/// An award of Ottawa's, and its message that is to be told.
async fn thanked(desk: &Desk, contribution: &str) -> (String, Errand) {
    let here = Caller { channel: Some(SHOUT_OUTS), ..desk.caller(&LEADER) };
    let asked = AwardAsked { contribution: contribution.to_owned(), ..award("Fabrikam Training", 5) };
    let given = desk.ask_as(here, "en", Request::Award(asked)).await;
    let (due, _) = desk.store.due_errands(100).await.expect("errands");
    let told = due.into_iter().rfind(|errand| errand.purpose == Purpose::Award).expect("the shout-out");
    (custom_id(&given, "v1:undo"), told)
}

#[tokio::test]
async fn much_applause_is_said_to_be_much_and_a_company_sees_all_that_it_got() {
    let desk = Desk::sample().await;
    let (_, told) = thanked(&desk, "venue").await;
    let clap = async |number: u64, on: &Errand| {
        let who = Who { account: 5_000 + number, ..MEMBER };
        let taken = desk.ask(&who, Request::Click(CustomId::Applaud(on.id))).await;
        assert_eq!(taken, Answer::Taken);
    };
    for number in 1..=50 {
        clap(number, &told).await;
    }
    let (undo, other) = thanked(&desk, "prizes").await;
    clap(1, &other).await;
    let view =
        async |who: &Who| text(&desk.ask(who, Request::ViewPartner("Fabrikam Training".to_owned())).await);
    let mine = async |who: &Who| text(&desk.ask(who, Request::MyPoints { partner: None }).await);
    let french = Who { locale: "fr", ..PARTNER };
    for shown in [view(&MEMBER).await, mine(&PARTNER).await] {
        assert!(shown.contains("👏 Members clapped 51 times for what this company did."), "{shown}");
    }
    for shown in [view(&OTHER_LEADER).await, mine(&french).await] {
        assert!(shown.contains("👏 51 applaudissements des membres"), "{shown}");
    }
    desk.press(&LEADER, &undo).await;
    assert!(
        mine(&PARTNER).await.contains("Members clapped 50 times"),
        "an award that is undone loses its own"
    );
}

#[tokio::test]
async fn who_sets_a_group_up_chooses_by_a_button_to_hear_of_tiers() {
    let desk = Desk::sample().await;
    let ask = async |who: &Who, request| text(&desk.ask(who, request).await);
    let (asked, not) =
        ("✅ Tell us when companies that we thanked", "⬜ Tell us when companies that we thanked");
    let open = || Request::Choose(Panel::Group, vec!["1".to_owned()]);
    let set = |wanted| Request::Click(CustomId::Panel(Panel::TierNews(wanted)));
    let panel = ask(&STAFF, open()).await;
    assert!(panel.contains(not), "{panel}");
    assert!(
        !panel.contains("Publish our shout-outs"),
        "not in a channel of which nobody says it can: {panel}"
    );
    let french = Who { locale: "fr", ..STAFF };
    let panel = ask(&french, set(true)).await;
    assert!(panel.contains("✅ Annoncer ici quand une entreprise"), "{panel}");
    assert!(ask(&STAFF, set(true)).await.contains(asked), "the same press once more sets nothing back");
    assert!(ask(&STAFF, set(false)).await.contains(not), "the button that is there by then takes it back");
    assert!(ask(&STAFF, set(true)).await.contains(asked));
    let sent = ask(&STAFF, Request::Click(CustomId::Panel(Panel::Send))).await;
    assert!(sent.contains("is changed"), "{sent}");
    assert!(ask(&STAFF, open()).await.contains(asked), "it is the group's");
}

/// Turns a choice of a group round in its panel, and saves it.
async fn choose(person: &Person, server: &str, group: &str, button: &str) {
    let panel = person.at(server, "general").command("setup").send().await.expect("the panel");
    let panel = panel.choose("Which group?", &[group]).await.expect("the panel");
    let panel = panel.press(&format!("⬜ {button}")).await.expect("the panel");
    assert!(panel.buttons().contains(&format!("✅ {button}")), "{}", panel.text());
    let saved = panel.press("Save the changes").await.expect("an answer");
    assert!(saved.text().contains("is changed"), "{}", saved.text());
}

#[tokio::test]
async fn a_new_tier_is_told_where_a_group_helped_and_asked_in_its_language() {
    let app = App::sample().await;
    let (leader, member) = (app.person("leader").await, app.person("member").await);
    let other = app.person("other-leader").await;
    let panel = other.at(RUST, "general").command("setup").send().await.expect("the panel");
    let panel = panel.choose("Quel groupe\u{202f}?", &["2"]).await.expect("the panel");
    let button = "⬜ Annoncer ici quand une entreprise remerciée change de niveau";
    let panel = panel.press(button).await.expect("the panel");
    panel.press("Enregistrer les modifications").await.expect("an answer");
    app.award(&leader, "Fabrikam Training", "mentoring", 60, "Answers for a week").await;
    let news = |message: &Reply| message.text().contains("🏆 Fabrikam Training passe au niveau");
    let there = member.wait_for(RUST, CHANNEL, news).await.expect("the news").text();
    assert!(there.contains("💛 **Rust Study Group** y est pour quelque chose"), "{there}");
    let own = |message: &Reply| message.text().contains("🏆 Fabrikam Training is now");
    let here = member.wait_for(OTTAWA, CHANNEL, own).await.expect("the news").text();
    assert!(!here.contains("helped them there"), "it gave the thanks itself: {here}");
    app.finish().await;
}

/// What became of publishing so far: statuses, in order.
async fn published(app: &App, until: usize) -> Vec<u64> {
    let mut statuses = Vec::new();
    for _ in 0..600 {
        let requests = app.control().requests(0).await.expect("the stand-in answers");
        let crossposts = requests
            .iter()
            .filter(|request| request["path"].as_str().is_some_and(|path| path.ends_with("/crosspost")));
        statuses = crossposts.filter_map(|request| request["status"].as_u64()).collect();
        if statuses.len() >= until {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    statuses
}

#[tokio::test]
async fn shout_outs_in_an_announcement_channel_are_published_where_the_group_wants_it() {
    let app = App::sample().await;
    let (staff, member) = (app.person("staff").await, app.person("member").await);
    let publish = "Publish our shout-outs to servers that follow the channel";
    let panel = filled(&app, &staff, "Ottawa Night School", &member, "general").await;
    assert!(!panel.buttons().iter().any(|button| button.contains(publish)), "{}", panel.text());
    crate::setup::approved(&app, &staff, "Ottawa Night School", &member, "announcements").await;
    choose(&staff, OTTAWA, "3", publish).await;
    let thank = async |kind: &str, reason: &str| {
        let call = member.at(OTTAWA, "general").command("award").option("partner", "Contoso Cloud");
        let call = call.option("contribution", kind).option("reason", reason).option("points", 5);
        call.send().await.expect("a receipt");
        let says = |message: &Reply| message.text().contains(reason);
        member.wait_for(OTTAWA, "announcements", says).await.expect("the shout-out")
    };
    thank("venue", "A quiet room for six evenings").await;
    assert_eq!(published(&app, 1).await, [200]);
    // Its answer is lost: it is tried again, and published already.
    let fault = async |fault| app.control().fault(fault).await.expect("a fault");
    fault(json!({ "kind": "lose_answer", "method": "POST", "path": "/channels/*/messages/*/crosspost", "times": 1 })).await;
    thank("prizes", "A quiet room for the seventh evening").await;
    assert_eq!(published(&app, 3).await.last(), Some(&400));
    // Discord's limit: what is put off holds back no message.
    let limit = json!({ "kind": "answer", "method": "POST", "path": "/channels/*/messages/*/crosspost", "times": 1, "status": 429, "retry_after": 600.0, "scope": "user" });
    fault(limit).await;
    thank("travel", "A quiet room for the eighth evening").await;
    assert_eq!(published(&app, 4).await.last(), Some(&429));
    thank("mentoring", "A quiet room for the ninth evening").await;
    let mut database = app.place.connect().await;
    let mut states = String::new();
    for _ in 0..600 {
        let rows = "SELECT state FROM outbox WHERE purpose = 'crosspost' ORDER BY id";
        let rows: Vec<String> = sqlx::query_scalar(rows).fetch_all(&mut database).await.expect("the outbox");
        states = rows.join(" ");
        if states == "posted posted waiting waiting" {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert_eq!(states, "posted posted waiting waiting");
    app.finish().await;
}

#[tokio::test]
async fn a_message_that_takes_no_more_edits_holds_back_no_other() {
    let app = App::sample().await;
    let (leader, member) = (app.person("leader").await, app.person("member").await);
    app.award(&leader, "Contoso Cloud", "venue", 20, "A quiet room").await;
    let says = |what: &'static str| move |message: &Reply| message.text().contains(what);
    let first = member.wait_for(OTTAWA, CHANNEL, says("A quiet room")).await.expect("the shout-out");
    // Discord's answer to a published message that was edited three times within an hour.
    let limit = json!({
        "kind": "answer", "method": "PATCH", "path": "/channels/*/messages/*", "times": 1, "status": 429,
        "retry_after": 1163.0, "scope": "shared",
    });
    app.control().fault(limit).await.expect("a fault");
    first.press_quietly("👏").await.expect("it is taken");
    let mut database = app.place.connect().await;
    for _ in 0..600 {
        let put_off =
            "SELECT COUNT(*) FROM outbox WHERE purpose = 'redraw' AND state = 'waiting' AND attempts > 0";
        let put_off: i64 = sqlx::query_scalar(put_off).fetch_one(&mut database).await.expect("the outbox");
        if put_off == 1 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    app.award(&leader, "Contoso Cloud", "prizes", 20, "Stickers for all").await;
    let second = member.wait_for(OTTAWA, CHANNEL, says("Stickers for all")).await.expect("the shout-out");
    let clapped = second.press("👏").await.expect("it is taken");
    assert!(clapped.text().contains("👏 1"), "{}", clapped.text());
    assert!(!first.again().await.expect("it is there").text().contains("👏 1"));
    app.finish().await;
}
