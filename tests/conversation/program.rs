//! `/program`: what staff do, and nobody else.

use discord_emulator::{CommandCall, Person};

use crate::harness::{App, OTTAWA, RUST, SHOUT_OUTS};

fn at(who: &Person, command: &str) -> CommandCall {
    who.at(OTTAWA, "general").command(command)
}

#[tokio::test]
async fn only_staff_use_it_and_only_in_the_programs_own_server() {
    let app = App::sample().await;
    let (leader, other) = (app.person("leader").await, app.person("other-leader").await);
    for command in ["program approve", "program audit", "program setup"] {
        let refused = at(&leader, command).send().await.expect("an answer");
        assert!(refused.is_ephemeral());
        assert!(refused.text().contains("Only the program's staff may do that"), "{}", refused.text());
    }
    let grant = at(&leader, "program grant").option("group", "number:1").option("points", 50);
    let refused = grant.option("reason", "Because I can").send().await.expect("an answer");
    assert!(refused.text().contains("Only the program's staff may do that"), "{}", refused.text());
    let offered = at(&leader, "program grant").complete("group", "").await.expect("choices");
    assert!(offered.is_empty(), "{offered:?}");
    assert!(!other.commands(RUST).await.expect("commands").contains(&"program".to_owned()));
    app.finish().await;
}

#[tokio::test]
async fn a_grant_is_there_at_once_and_can_be_taken_back_as_far_as_it_is_left() {
    let app = App::sample().await;
    let (staff, leader) = (app.person("staff").await, app.person("leader").await);
    let groups = at(&staff, "program grant").complete("group", "rust").await.expect("choices");
    assert_eq!(groups.len(), 1, "{groups:?}");
    assert_eq!(groups[0].name, "Rust Study Group");
    let grant = async |points: i64| {
        let grant = at(&staff, "program grant").option("group", OTTAWA).option("points", points);
        grant.option("reason", "The autumn day").send().await.expect("an answer").text()
    };
    let given = grant(100).await;
    assert!(
        given.contains(&format!("100 points granted to **{OTTAWA}**: it has **440** left until")),
        "{given}"
    );
    let left = at(&leader, "allocation").send().await.expect("an answer");
    assert!(left.text().contains("**440** of 600 points left to give"), "{}", left.text());
    assert!(left.text().contains("Granted by staff: 100"), "{}", left.text());
    let too_much = grant(-101).await;
    assert!(too_much.contains("101 points can't be taken back. At most 100 can"), "{too_much}");
    let back = grant(-99).await;
    assert!(back.contains("99 points taken back") && back.contains("**341** left"), "{back}");
    app.finish().await;
}

#[tokio::test]
async fn staff_take_an_award_back_by_the_number_that_the_audit_shows() {
    let app = App::sample().await;
    let (staff, leader) = (app.person("staff").await, app.person("leader").await);
    app.award(&leader, "Contoso Cloud", "venue", 30, "A room for the quiz").await;
    let thanked = |message: &discord_emulator::Reply| message.text().contains("A room for the quiz");
    leader.wait_for(OTTAWA, SHOUT_OUTS, thanked).await.expect("the shout-out");
    let audit = at(&staff, "program audit").send().await.expect("an answer").text();
    let line = audit.lines().find(|line| line.contains("Award · Contoso Cloud")).expect("the award");
    let record: i64 = line.split('`').nth(1).and_then(|number| number.parse().ok()).expect("its number");
    let reverse = async |who: &Person| {
        let call = at(who, "program reverse").option("record", record);
        call.option("reason", "It was another company's room").send().await.expect("an answer")
    };
    let refused = reverse(&leader).await;
    assert!(refused.text().contains("Only the program's staff may do that"), "{}", refused.text());
    // Discord may deliver it twice: it is one reversal all the same.
    let twice =
        serde_json::json!({ "kind": "duplicate_next_event", "event": "INTERACTION_CREATE", "times": 1 });
    app.control().fault(twice).await.expect("a fault");
    let reversed = reverse(&staff).await;
    assert!(reversed.is_ephemeral());
    assert!(reversed.text().contains("30 points to **Contoso Cloud**"), "{}", reversed.text());
    assert!(reversed.text().contains("The group has **340** left."), "{}", reversed.text());
    assert!(reversed.text().contains("now says that it was withdrawn"), "{}", reversed.text());
    let again = reverse(&staff).await;
    assert!(again.text().contains("was taken back before"), "{}", again.text());
    app.finish().await;
}

#[tokio::test]
async fn staff_set_a_base_suspend_a_company_and_close_a_group() {
    let app = App::sample().await;
    let (staff, leader) = (app.person("staff").await, app.person("leader").await);
    let why = "Decided by the steering committee";
    let base = at(&staff, "program base").option("group", OTTAWA).option("base", 800);
    let set = base.option("reason", why).send().await.expect("an answer");
    assert!(set.is_ephemeral());
    let expected = format!("**{OTTAWA}** starts each period with **800** points of its own");
    assert!(set.text().contains(&expected), "{}", set.text());
    let suspend = async |resume: bool| {
        let call = at(&staff, "program suspend").option("partner", "Contoso Cloud").option("resume", resume);
        call.option("reason", why).send().await.expect("an answer").text()
    };
    let suspended = suspend(false).await;
    assert!(suspended.contains("**Contoso Cloud** is suspended"), "{suspended}");
    let refused = app.award(&leader, "Contoso Cloud", "venue", 10, "A quiet room").await;
    assert!(refused.text().contains("suspended"), "{}", refused.text());
    let offered = leader.at(OTTAWA, SHOUT_OUTS).command("award").complete("partner", "contoso").await;
    assert!(offered.expect("choices").is_empty(), "nobody is offered what can't be awarded");
    let offered = at(&staff, "program suspend").complete("partner", "contoso").await.expect("choices");
    assert_eq!(offered.len(), 1, "staff are, to resume it");
    let resumed = suspend(true).await;
    assert!(resumed.contains("**Contoso Cloud** can be awarded again"), "{resumed}");
    let given = app.award(&leader, "Contoso Cloud", "venue", 10, "A quiet room").await;
    assert!(given.text().contains("**10** points"), "{}", given.text());
    let close = at(&staff, "program close").option("group", OTTAWA).option("reason", why);
    let closed = close.send().await.expect("an answer");
    assert!(closed.text().contains(&format!("**{OTTAWA}** is closed")), "{}", closed.text());
    let refused = app.award(&leader, "Contoso Cloud", "venue", 10, "A quiet room").await;
    assert!(refused.is_ephemeral());
    assert!(!refused.text().contains("**10** points"), "{}", refused.text());
    let audit = at(&staff, "program audit").send().await.expect("an answer").text();
    for line in ["Group closed", "Company resumed", "Company suspended", "Base changed"] {
        assert!(audit.contains(line), "{line}: {audit}");
    }
    app.finish().await;
}

#[tokio::test]
async fn the_programs_channels_are_shown_and_set_and_a_missing_right_is_named() {
    let app = App::sample().await;
    let staff = app.person("staff").await;
    let control = app.control();
    let (general, announcements) = (
        control.channel(OTTAWA, "general").await.expect("the channel"),
        control.channel(OTTAWA, "announcements").await.expect("the channel"),
    );
    let shown = at(&staff, "program setup").send().await.expect("an answer");
    assert!(shown.text().contains(&format!("announced in: <#{announcements}>")), "{}", shown.text());
    let bot = control.role(OTTAWA, "Ovation").await.expect("the bot's role");
    control.overwrite(&general, &bot, false, 0, 1 << 11).await.expect("an exception");
    let everyone = control.guild(OTTAWA).await.expect("the server");
    control.overwrite(&general, &everyone, false, 0, 1 << 11).await.expect("an exception");
    let set = at(&staff, "program setup").option("announcements-channel", general.as_str());
    let set = set.send().await.expect("an answer");
    assert!(set.text().contains(&format!("announced in: <#{general}>")), "{}", set.text());
    assert!(
        set.text().contains(&format!("⚠️ I lack the permission “Send Messages” in <#{general}>")),
        "{}",
        set.text()
    );
    let again = at(&staff, "program setup").option("announcements-channel", general.as_str());
    let again = again.send().await.expect("an answer");
    assert!(again.text().contains("Everything is as you ask already"), "{}", again.text());
    app.finish().await;
}

#[tokio::test]
async fn the_audit_shows_what_is_not_out_and_the_newest_records() {
    let app = App::sample().await;
    let (staff, leader) = (app.person("staff").await, app.person("leader").await);
    app.award(&leader, "Contoso Cloud", "venue", 30, "A room for the quiz").await;
    leader
        .wait_for(OTTAWA, SHOUT_OUTS, |message| message.text().contains("Thank you, Contoso Cloud!"))
        .await
        .expect("the shout-out");
    let audit = at(&staff, "program audit").send().await.expect("an answer");
    assert!(audit.is_ephemeral());
    assert!(audit.text().contains("✅ Every message that is due is out."), "{}", audit.text());
    let line = format!("Award · Contoso Cloud · {OTTAWA} · 30 points · <@{}>", leader.id());
    assert!(audit.text().contains(&line), "{}", audit.text());
    let channel = app.control().channel(OTTAWA, SHOUT_OUTS).await.expect("the channel");
    app.control().delete_channel(&channel).await.expect("the channel goes");
    let lost = leader.at(OTTAWA, "general").command("award").option("partner", "Contoso Cloud");
    let lost = lost.option("contribution", "prizes").option("reason", "Books again").option("points", 31);
    let receipt = lost.send().await.expect("a receipt");
    assert!(receipt.text().contains("**31** points to **Contoso Cloud**"), "{}", receipt.text());
    let wanted = format!("isn't out · <#{channel}>: its channel is gone. Choose another one.");
    loop {
        let audit = at(&staff, "program audit").send().await.expect("an answer").text();
        if audit.contains(&wanted) {
            assert!(audit.contains("❌ A shout-out (record "), "{audit}");
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    app.finish().await;
}

#[tokio::test]
async fn a_period_is_reported_in_figures_with_each_company_in_a_file() {
    let app = App::sample().await;
    let [leader, staff] = [app.person("leader").await, app.person("staff").await];
    let refused = at(&leader, "program report").send().await.expect("an answer");
    assert!(refused.text().contains("Only the program's staff"), "{}", refused.text());
    app.award(&leader, "Contoso Cloud", "presentation", 50, "Two hours of answers").await;
    let report = at(&staff, "program report").send().await.expect("an answer");
    let text = report.text();
    assert!(text.contains("**210** of 1,000 points given, in 2 awards"), "{text}");
    assert!(text.contains("Active groups: **2**; **1** hasn't said thanks yet"), "{text}");
    assert!(text.contains("Rust Study Group") && text.contains("Gold"), "{text}");
    let url = report.json()["attachments"][0]["url"].as_str().expect("an address").to_owned();
    let file = reqwest::get(url).await.expect("the file is there").bytes().await.expect("its content");
    let mut read = csv::Reader::from_reader(&*file);
    let rows: Vec<csv::StringRecord> = read.records().collect::<Result<_, _>>().expect("a table");
    let contoso = rows.iter().find(|row| &row[1] == "Contoso Cloud").expect("its line");
    assert_eq!((&contoso[2], &contoso[9], &contoso[10]), ("active", "50", "1"));
    app.finish().await;
}
