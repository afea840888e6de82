//! Members who were there say how a talk was, under its shout-out.

use discord_emulator::{Person, Reply};
use ovation::discord::custom_id::CustomId;
use ovation::discord::reply::Reply as Answer;
use ovation::discord::request::Request;
use ovation::points::voices::Voice;
use ovation::service::Caller;
use ovation::store::outside::Message;
use ovation::store::{ErrandId, Outbox, Purpose};

use crate::desk::{
    Desk, LEADER, MEMBER, OTHER_LEADER, PARTNER, SECOND_LEADER, SHOUT_OUTS, STAFF, Who, custom_id, text,
};
use crate::harness::{App, OTTAWA, SHOUT_OUTS as CHANNEL, quick_rules};
use crate::refusals::{Heard, of_kind};

async fn shout_out(who: &Person, says: &str) -> Reply {
    let public = |message: &Reply| !message.is_ephemeral() && message.text().contains(says);
    who.wait_for(OTTAWA, CHANNEL, public).await.expect("a shout-out")
}

#[tokio::test]
async fn members_say_how_a_talk_was_and_from_three_on_everybody_sees_it() {
    let app = App::sample().await;
    let leader = app.person("leader").await;
    app.award(&leader, "Contoso Cloud", "presentation", 50, "Two hours of answers").await;
    for (number, username, voice) in
        [(1, "member", "Useful"), (2, "staff", "A sales pitch"), (3, "second-leader", "Useful")]
    {
        let person = app.person(username).await;
        let message = shout_out(&person, "Two hours of answers").await;
        if number == 1 {
            assert!(message.text().contains("Were you there?"), "{}", message.text());
        }
        let said = message.press(voice).await.expect("an answer").text();
        match number {
            1 => assert!(said.contains("1 opinion so far"), "{said}"),
            2 => assert!(said.contains("2 opinions so far") && !said.contains("1 useful"), "{said}"),
            _ => assert!(said.contains("3 opinions: 2 useful · 0 so-so · 1 sales pitch"), "{said}"),
        }
    }
    let member = app.person("member").await;
    let message = shout_out(&member, "Two hours of answers").await;
    let again = message.press("Useful").await.expect("an answer");
    assert!(again.is_ephemeral() && again.text().contains("it is counted"), "{}", again.text());
    let changed = message.press("So-so").await.expect("an answer").text();
    assert!(changed.contains("3 opinions: 1 useful · 1 so-so · 1 sales pitch"), "{changed}");
    let applauded = shout_out(&member, "3 opinions").await.press("👏").await.expect("applause").text();
    assert!(applauded.contains("3 opinions: 1 useful"), "{applauded}");
    let view = member.at(OTTAWA, "general").command("partner view").option("partner", "Contoso Cloud");
    let view = view.send().await.expect("an answer").text();
    assert!(view.contains("🎤 1 of 1 talk was no sales pitch, as members said."), "{view}");
    app.award(&leader, "Contoso Cloud", "venue", 20, "A room for the evening").await;
    let room = shout_out(&member, "A room for the evening").await;
    assert!(!room.text().contains("Were you there?"), "{}", room.text());
    app.finish().await;
}

#[tokio::test]
async fn a_french_group_is_asked_in_french() {
    let app = App::sample().await;
    let leader = app.person("other-leader").await;
    let call = leader.at(crate::harness::RUST, CHANNEL).command("award").option("partner", "Contoso Cloud");
    let call = call.option("contribution", "presentation").option("reason", "Une soirée de réponses");
    call.option("points", 10).send().await.expect("a receipt");
    let member = app.person("member").await;
    let asked = member
        .wait_for(crate::harness::RUST, CHANNEL, |message| message.text().contains("Une soirée de réponses"))
        .await
        .expect("the shout-out");
    assert!(asked.text().contains("Vous y étiez"), "{}", asked.text());
    let said = asked.press("Utile").await.expect("an answer").text();
    assert!(said.contains("1 avis pour l’instant"), "{said}");
    app.finish().await;
}

#[tokio::test]
async fn voices_that_can_be_changed_no_more_are_folded_when_the_bot_starts() {
    let mut app = App::prepare(&quick_rules(), true).await;
    let mut connection = app.place.connect().await;
    for sql in [
        "INSERT INTO outbox (id, purpose, record_id, audience, group_id, due_at, state, channel, message) \
         SELECT 7000, 'award', r.id, 'group', r.group_id, r.at, 'posted', 1, 1 FROM record r \
          WHERE r.id = (SELECT MIN(id) FROM record WHERE kind = 'award')",
        "INSERT INTO voice (outbox_id, person_id, says) SELECT 7000, id, 'useful' FROM person",
    ] {
        sqlx::query(sql).execute(&mut connection).await.expect("voices of long ago");
    }
    let count = "SELECT COUNT(*) FROM voice";
    let before: i64 = sqlx::query_scalar(count).fetch_one(&mut connection).await.expect("voices");
    app.start_task().await;
    let left: i64 = sqlx::query_scalar(count).fetch_one(&mut connection).await.expect("voices");
    let useful = "SELECT useful FROM voice_count WHERE outbox_id = 7000";
    let useful: i64 = sqlx::query_scalar(useful).fetch_one(&mut connection).await.expect("the count");
    assert!(before > 0);
    assert_eq!((left, useful), (0, before), "nobody is named any more, and each is counted");
    app.finish().await;
}

/// Why a voice, or a report, isn't taken.
pub async fn voices(heard: &mut Heard) {
    let desk = Desk::sample().await;
    let give = async |partner: &str, kind: &str| {
        let here = Caller { channel: Some(SHOUT_OUTS), ..desk.caller(&LEADER) };
        let mut asked = of_kind(kind, 4);
        asked.partner = partner.to_owned();
        let given = desk.ask_as(here, "en", Request::Award(asked)).await;
        let (due, _) = desk.store.due_errands(100).await.expect("errands");
        let told =
            due.iter().rfind(|errand| errand.purpose == Purpose::Award).expect("the shout-out").clone();
        (custom_id(&given, "v1:undo"), told)
    };
    let say =
        async |who: &Who, told, voice| desk.ask(who, Request::Click(CustomId::Voice(told, voice))).await;
    let (undo, told) = give("Fabrikam Training", "presentation").await;
    let (_, other) = give("Litware Labs", "presentation").await;
    heard.hear("voice-on-own-award", "a voice", &say(&LEADER, told.id, Voice::Useful).await);
    heard.hear("voice-on-own-company", "a voice", &say(&PARTNER, told.id, Voice::Useful).await);
    assert_eq!(say(&MEMBER, told.id, Voice::Useful).await, Answer::Taken);
    heard.hear("voice-counted", "a voice", &say(&MEMBER, told.id, Voice::Useful).await);
    let french = Who { locale: "fr", ..MEMBER };
    heard.hear("voice-counted", "a voice in French", &say(&french, told.id, Voice::Useful).await);
    let mut others = vec![told.clone(), other.clone()];
    for kind in ["sponsorship", "travel", "prizes", "venue", "mentoring"] {
        others.push(give("Litware Labs", kind).await.1);
    }
    // A shout-out is out when its message is known.
    for errand in &others {
        desk.store.begin_errand(errand).await.expect("no trouble").expect("it is to be told");
        let message = Message::new(5_000 + errand.id.get() as u64);
        desk.store.errand_done(errand.id, errand.channel, message).await.expect("no trouble");
    }
    let others: Vec<ErrandId> = others.iter().skip(1).map(|errand| errand.id).collect();
    reports(&desk, heard, told.id, &others).await;
    desk.press(&LEADER, &undo).await;
    heard.hear("withdrawn", "a voice", &say(&MEMBER, told.id, Voice::SoSo).await);
    desk.later(14 * 24 * 60);
    heard.hear("voices-closed", "a voice", &say(&OTHER_LEADER, other.id, Voice::SoSo).await);
    let unknown = ErrandId::from_raw(1_000_000);
    heard.hear("unknown-record", "a voice", &say(&SECOND_LEADER, unknown, Voice::SoSo).await);
}

async fn reports(desk: &Desk, heard: &mut Heard, told: ErrandId, others: &[ErrandId]) {
    let report = |shout_out, why: &str| Request::FillReport { shout_out, why: why.to_owned() };
    heard.hear("too-short", "Report to staff", &desk.ask(&MEMBER, report(told, "x")).await);
    let thanks = desk.ask(&MEMBER, report(told, "It thanks the wrong company")).await;
    assert!(text(&thanks).contains("staff were told"), "{}", text(&thanks));
    let again = desk.ask(&MEMBER, report(told, "It thanks the wrong one")).await;
    heard.hear("reported-already", "Report to staff", &again);
    let message = Message::new(5_000 + told.get() as u64);
    let menu = desk.ask(&MEMBER, Request::ReportMessage(message)).await;
    heard.hear("reported-already", "Report to staff, the menu", &menu);
    let home = Caller { server: None, ..desk.caller(&MEMBER) };
    let alone = desk.ask_as(home, "en", Request::ReportMessage(message)).await;
    heard.hear("server-only", "Report to staff", &alone);
    for told in &others[..5] {
        desk.ask(&STAFF, report(*told, "It thanks the wrong company")).await;
    }
    heard.hear(
        "too-many-reports",
        "Report to staff",
        &desk.ask(&STAFF, report(others[5], "And this one")).await,
    );
}
