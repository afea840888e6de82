//! Pictures: a new tier's card, points over time; what they show in words; and that nothing waits for them.

use std::time::Duration;

use discord_emulator::Reply as Seen;
use ovation::discord::reply::Reply;
use ovation::discord::request::Request;
use ovation::picture::{HEIGHT, Picture, WIDTH};
use ovation::service::AwardAsked;
use serde_json::{Value, json};

use crate::desk::{Desk, LEADER, PARTNER, STAFF, Who, award};
use crate::harness::{App, OTTAWA, SHOUT_OUTS, quick_rules};

/// Discord: the right ATTACH_FILES.
const ATTACH_FILES: u64 = 1 << 15;

/// What the picture of a message shows in words, where it has one that is shown once and is the message's own.
pub fn alt(message: &Value) -> Option<String> {
    fn galleries(part: &Value, found: &mut Vec<Value>) {
        if part["type"] == 12 {
            found.extend(part["items"].as_array().into_iter().flatten().cloned());
        }
        part["components"].as_array().into_iter().flatten().for_each(|part| galleries(part, found));
    }
    let mut found = Vec::new();
    galleries(message, &mut found);
    let files = message["attachments"].as_array().map(Vec::as_slice).unwrap_or_default();
    assert_eq!(found.len(), files.len(), "each file is shown: {message}");
    let (item, file) = (found.first()?, files.first()?);
    assert_eq!(found.len(), 1, "{message}");
    assert_eq!((&item["media"]["url"], &item["description"]), (&file["url"], &file["description"]));
    assert_eq!(file["content_type"], "image/png");
    item["description"].as_str().map(str::to_owned)
}

/// What stands in a message beside its picture.
pub fn words(message: &Seen) -> String {
    let shown = alt(message.json()).unwrap_or_default();
    let text = message.text();
    let lines = text.lines().filter(|line| *line != shown && !line.ends_with(".png)"));
    lines.collect::<Vec<_>>().join("\n")
}

/// A message's picture. Fails unless it can be fetched and has the size of all pictures.
pub async fn fetched(message: &Value) -> Vec<u8> {
    let address = message["attachments"][0]["url"].as_str().expect("an address");
    let png = reqwest::get(address).await.expect("an answer").bytes().await.expect("a picture");
    assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n");
    let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().expect("four bytes"));
    assert_eq!((number(16), number(20)), (WIDTH, HEIGHT));
    png.to_vec()
}

/// Looks at a message until it is so.
async fn until(message: &Seen, is: impl Fn(&Value) -> bool) -> Value {
    let mut now = message.json().clone();
    for _ in 0..600 {
        if is(&now) {
            return now;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
        now = message.again().await.expect("it is there").json().clone();
    }
    panic!("it isn't so: {now}");
}

/// Fabrikam reaches a tier; the receipt of the award that did it, and the news.
async fn lifted(app: &App) -> (Seen, Seen) {
    let (leader, member) = (app.person("leader").await, app.person("member").await);
    let receipt = app.award(&leader, "Fabrikam Training", "mentoring", 60, "Answers for a week").await;
    let news = |message: &Seen| message.text().contains("🏆 Fabrikam Training is now Certified");
    (receipt, member.wait_for(OTTAWA, SHOUT_OUTS, news).await.expect("the news"))
}

#[tokio::test]
async fn a_new_tier_is_told_with_a_card_that_applause_keeps_and_withdrawal_takes_away() {
    let app = App::sample().await;
    let (receipt, news) = lifted(&app).await;
    let says =
        "A medal, and the words: Fabrikam Training · new tier Certified · Northwind Partner Network · ";
    let told = alt(news.json()).expect("a card");
    assert!(told.starts_with(says), "{told}");
    fetched(news.json()).await;
    let clapped = news.press("custom_id:v1:applaud").await.expect("the message");
    assert!(clapped.text().contains("👏 1"), "{}", clapped.text());
    assert_eq!(alt(clapped.json()), Some(told));
    fetched(clapped.json()).await;
    receipt.press("custom_id:v1:undo").await.expect("an answer");
    let gone = until(&news, |message| message["attachments"].as_array().is_none_or(Vec::is_empty)).await;
    assert_eq!(alt(&gone), None);
    app.finish().await;
}

#[tokio::test]
async fn where_files_aren_t_taken_a_new_tier_is_told_in_words() {
    let app = App::sample().await;
    let control = app.control();
    let (channel, bot) = (control.channel(OTTAWA, SHOUT_OUTS).await, control.user("Ovation").await);
    let (channel, bot) = (channel.expect("a channel"), bot.expect("the bot"));
    control.overwrite(&channel, &bot, true, 0, ATTACH_FILES).await.expect("rights");
    let (_, news) = lifted(&app).await;
    assert_eq!(alt(news.json()), None);
    // It isn't tried in vain with each message.
    let clapped = news.press("custom_id:v1:applaud").await.expect("the message");
    assert!(clapped.text().contains("👏 1"), "{}", clapped.text());
    let requests = control.requests(0).await.expect("the stand-in answers");
    let refused = requests.iter().filter(|request| request["status"] == 403);
    assert_eq!(refused.count(), 1, "{requests:?}");
    app.finish().await;
}

#[tokio::test]
async fn a_card_that_is_out_stays_though_files_are_not_taken_any_more() {
    let app = App::sample().await;
    let (_, news) = lifted(&app).await;
    let told = alt(news.json()).expect("a card");
    let control = app.control();
    let (channel, bot) = (control.channel(OTTAWA, SHOUT_OUTS).await, control.user("Ovation").await);
    let (channel, bot) = (channel.expect("a channel"), bot.expect("the bot"));
    control.overwrite(&channel, &bot, true, 0, ATTACH_FILES).await.expect("rights");
    let clapped = news.press("custom_id:v1:applaud").await.expect("the message");
    assert!(clapped.text().contains("👏 1"), "{}", clapped.text());
    assert_eq!(alt(clapped.json()), Some(told));
    fetched(clapped.json()).await;
    app.finish().await;
}

#[tokio::test]
async fn mypoints_says_its_words_at_once_and_shows_points_over_time_as_soon_as_they_are_drawn() {
    let app = App::sample().await;
    let partner = app.person("partner").await;
    let ask = async || partner.at(OTTAWA, "general").command("mypoints").send().await.expect("an answer");
    let first = ask().await;
    assert!(first.is_ephemeral() && first.text().contains("Fabrikam Training"), "{}", first.text());
    let drawn = until(&first, |message| alt(message).is_some()).await;
    let told = alt(&drawn).expect("a picture");
    assert!(told.starts_with("Bars by month: points of Fabrikam Training from "), "{told}");
    assert!(told.contains("340 in all. By contribution: Presentation (220), "), "{told}");
    assert!(told.contains("By month: "), "{told}");
    fetched(&drawn).await;
    app.finish().await;
}

/// What was sent in answer to commands so far: method, status, and whether a file is in it.
async fn answers(app: &App) -> Vec<(String, u64, bool)> {
    let requests = app.control().requests(0).await.expect("the stand-in answers");
    let text = |request: &Value, key: &str| request[key].as_str().unwrap_or_default().to_owned();
    let answers = requests.iter().filter(|request| {
        let path = text(request, "path");
        path.ends_with("/callback") || path.contains("/webhooks/")
    });
    let sent = answers.map(|request| {
        let body = &request["body"];
        let files = [&body["attachments"], &body["data"]["attachments"]];
        let has_file = files.iter().any(|files| files.as_array().is_some_and(|files| !files.is_empty()));
        (text(request, "method"), request["status"].as_u64().unwrap_or(0), has_file)
    });
    sent.collect()
}

/// Waits until so many answers were sent; these.
async fn answered(app: &App, many: usize) -> Vec<(String, u64, bool)> {
    for _ in 0..600 {
        if answers(app).await.len() >= many {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    answers(app).await
}

#[tokio::test]
async fn mypoints_is_answered_in_words_and_the_picture_is_added_to_them() {
    let app = App::sample().await;
    let partner = app.person("partner").await;
    let first = partner.at(OTTAWA, "general").command("mypoints").send().await.expect("an answer");
    let drawn = until(&first, |message| alt(message).is_some()).await;
    let [(callback, _, early), (edit, _, late)] = &answered(&app, 2).await[..] else {
        panic!("two requests")
    };
    assert_eq!((callback.as_str(), *early, edit.as_str(), *late), ("POST", false, "PATCH", true));
    assert_eq!(words(&first.again().await.expect("it is there")), words(&first), "{drawn}");
    app.finish().await;
}

#[tokio::test]
async fn where_files_aren_t_taken_mypoints_is_its_words_and_nothing_fails() {
    let app = App::sample().await;
    let (control, partner) = (app.control(), app.person("partner").await);
    let (channel, bot) = (control.channel(OTTAWA, "general").await, control.user("Ovation").await);
    let (channel, bot) = (channel.expect("a channel"), bot.expect("the bot"));
    let everyone = control.guild(OTTAWA).await.expect("the server");
    for (of, is_user) in [(&bot, true), (&everyone, false)] {
        control.overwrite(&channel, of, is_user, 0, ATTACH_FILES).await.expect("rights");
    }
    // The stand-in lets answers to commands have files all the same; where Discord doesn't, it says so.
    let body = json!({ "message": "Missing Permissions", "code": 50_013 });
    let refused = json!({ "kind": "answer", "method": "PATCH", "path": "/webhooks/**", "times": 9, "status": 403, "body": body });
    control.fault(refused).await.expect("a fault");
    let ask = async || partner.at(OTTAWA, "general").command("mypoints").send().await.expect("an answer");
    let first = ask().await;
    assert!(first.is_ephemeral() && first.text().contains("Fabrikam Training"), "{}", first.text());
    let sent = answered(&app, 2).await;
    let again = first.again().await.expect("it is there");
    assert_eq!((alt(again.json()), again.text()), (None, first.text()));
    // Nor is anything else said of it.
    ask().await;
    let all = answered(&app, 4).await;
    let [callback, refused] = &sent[..] else { panic!("{sent:?}") };
    assert_eq!((callback.1 < 300, refused.1, refused.2), (true, 403, true));
    assert_eq!(all, [sent.clone(), sent].concat());
    app.finish().await;
}

#[tokio::test]
async fn a_picture_speaks_the_reader_s_language() {
    let app = App::sample_in_french(&quick_rules()).await;
    let partner = app.person("partner").await;
    let answer = partner.at(OTTAWA, "general").command("mypoints").send().await.expect("an answer");
    let drawn = until(&answer, |message| alt(message).is_some()).await;
    let told = alt(&drawn).expect("a picture");
    assert!(told.starts_with("Barres par mois ("), "{told}");
    assert!(told.contains(")\u{a0}: points pour Fabrikam Training, 340 en tout. Par contribution\u{a0}: Présentation (220), "), "{told}");
    app.finish().await;
}

#[tokio::test]
async fn who_has_no_points_gets_no_picture() {
    let desk = Desk::sample().await;
    let mine = async |who: &Who, partner: &str| {
        desk.ask(who, Request::MyPoints { partner: Some(partner.to_owned()) }).await
    };
    assert!(matches!(mine(&STAFF, "Wide World Hosting").await, Reply::Private(_)));
    let Reply::Pictured(_, shows) = mine(&PARTNER, "Fabrikam Training").await else { panic!("no picture") };
    let Picture::History(before) = shows.picture else { panic!("another picture") };
    // What is given shows at once, and what is taken back is gone.
    let venue = AwardAsked { contribution: "venue".to_owned(), ..award("Fabrikam Training", 5) };
    let given = desk.ask(&LEADER, Request::Award(venue)).await;
    let undo = crate::desk::custom_id(&given, "v1:undo");
    let Reply::Pictured(_, shows) = mine(&PARTNER, "Fabrikam Training").await else { panic!("no picture") };
    let Picture::History(after) = shows.picture else { panic!("another picture") };
    assert_eq!((before.kinds.len() + 1, after.total.as_str()), (after.kinds.len(), "345 points"));
    assert_eq!(after.kinds.last().map(|kind| kind.name.as_str()), Some("Venue"));
    desk.press(&LEADER, &undo).await;
    let Reply::Pictured(_, shows) = mine(&PARTNER, "Fabrikam Training").await else { panic!("no picture") };
    assert_eq!(shows.picture, Picture::History(before));
}
