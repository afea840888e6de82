//! The digest of a month, as people choose it and read it.

use chrono::{Datelike, Days, Months, TimeDelta};
use discord_emulator::{Person, Reply};
use ovation::discord::custom_id::{CustomId, Panel};
use ovation::discord::request::Request;
use ovation::store::ProgramChannels;

use crate::desk::{Desk, MEMBER, STAFF, Who, text};
use crate::harness::{App, OTTAWA, RUST, SHOUT_OUTS};
use crate::looks::steady;
use crate::pictures::alt;

/// A group's panel, a choice of it turned round, saved.
pub async fn choose(person: &Person, server: &str, [which, group, button, save]: [&str; 4]) {
    let panel = person.at(server, "general").command("setup").send().await.expect("the panel");
    let panel = panel.choose(which, &[group]).await.expect("the panel");
    let panel = panel.press(button).await.expect("the panel");
    panel.press(save).await.expect("an answer");
}

/// How long it is until the second day of the next month, in the program's time zone.
pub fn until_next_month() -> TimeDelta {
    let now = chrono::Utc::now();
    let today = now.with_timezone(&chrono_tz::America::Toronto).date_naive();
    let first = today.with_day(1).and_then(|day| day.checked_add_months(Months::new(1))).expect("a month");
    let then =
        first.checked_add_days(Days::new(1)).expect("a day").and_time(chrono::NaiveTime::MIN).and_utc();
    then - now
}

/// The gateway may not be connected again yet.
async fn pressed(message: &Reply, button: &str) -> Reply {
    for _ in 0..50 {
        if let Ok(answer) = message.press(button).await {
            return answer;
        }
    }
    panic!("{button} is not answered");
}

#[tokio::test]
async fn a_month_is_told_where_it_was_asked_for_in_the_channels_language() {
    let mut app = App::sample().await;
    let (staff, leader) = (app.person("staff").await, app.person("leader").await);
    let (other, member) = (app.person("other-leader").await, app.person("member").await);
    let panel = ["Which group?", "1", "⬜ Tell us each month what happened here", "Save the changes"];
    choose(&staff, OTTAWA, panel).await;
    let button = "⬜ Nous raconter chaque mois ce qui s’est passé ici";
    choose(&other, RUST, ["Quel groupe\u{202f}?", "2", button, "Enregistrer les modifications"]).await;
    let call = staff.at(OTTAWA, "general").command("program setup").option("digest", true);
    let set = call.send().await.expect("an answer").text();
    assert!(set.contains("Each month the announcements channel is told"), "{set}");
    app.award(&leader, "Fabrikam Training", "mentoring", 60, "Answers for a week").await;
    let thanks = |message: &Reply| message.text().contains("Answers for a week");
    let thanks = member.wait_for(OTTAWA, SHOUT_OUTS, thanks).await.expect("the shout-out");
    thanks.press("👏").await.expect("applause");
    let asked = other.at(RUST, "general").command("request").option("kind", "speaker").send().await;
    let fields = [("topic", "Backups *that* survive @everyone"), ("wording", "An hour of practice")];
    asked.expect("the form").fill(&fields).submit().await.expect("an answer");
    let told = |message: &Reply| !message.is_ephemeral() && message.text().contains("survive");
    member.wait_for(RUST, SHOUT_OUTS, told).await.expect("the request");
    app.stop().await;
    app.pass(until_next_month());
    app.start_task().await;
    let digest = |message: &Reply| message.text().contains("🗞️");
    let own = member.wait_for(OTTAWA, SHOUT_OUTS, digest).await.expect("the group's");
    let all = member.wait_for(OTTAWA, "announcements", digest).await.expect("the program's");
    let french = member.wait_for(RUST, SHOUT_OUTS, digest).await.expect("the other group's");
    for message in [&own, &all, &french] {
        assert!(message.pings().is_empty(), "{}", message.text());
        assert!(!message.text().contains("survive"), "nobody's words are in it: {}", message.text());
    }
    for (message, parts) in [
        (
            &own,
            &[
                "at Ottawa Windows Server User Group",
                "### 🏆 New tiers\n- **Fabrikam Training** reached Certified",
                "### 👏 Most applauded\n- **Fabrikam Training** · 🌱 Mentoring · 1 member clapped · [see it](https://discord.com/channels/1000000000000000101/1000000000000000121/",
                " that month · ",
            ][..],
        ),
        (
            &all,
            &[
                "in Northwind Partner Network",
                "reached Certified",
                "thanked by Ottawa Windows Server User Group · 1 member clapped",
                "### 🙋 Help is still wanted\n- **🎤 Speaker** · Rust Study Group · [see it](https://discord.com/channels/",
                "-# Can your company help?",
            ][..],
        ),
        (
            &french,
            &["## 🗞️ Rust Study Group, ", "### 🙋 De l’aide est encore demandée\n- **🎤 ", "`/offrir aider`"]
                [..],
        ),
    ] {
        for part in parts {
            assert!(message.text().contains(part), "{part} is not in {}", message.text());
        }
    }
    // What else was given this month depends on the day.
    for (message, of, tells) in [
        (&own, " · Ottawa Windows Server User Group · Northwind Partner Network · ", "(👏 1 · Mentoring)."),
        (&all, " · Northwind Partner Network · ", "(👏 1 · Mentoring · Ottawa Windows Server User Group)."),
    ] {
        let shown = alt(message.json()).expect("a picture");
        assert!(shown.starts_with("A card, and the words: ") && shown.contains(of), "{shown}");
        let news = "New tiers: Fabrikam Training (Certified). Most applauded: Fabrikam Training ";
        assert!(shown.ends_with(&format!("{news}{tells}")), "{shown}");
    }
    assert!(!own.text().contains("Help is still wanted"), "the other group's: {}", own.text());
    let list = pressed(&all, "What help is wanted?").await;
    assert!(list.is_ephemeral() && list.text().contains("Backups \\*that\\* survive"), "{}", list.text());
    app.finish().await;
}

#[tokio::test]
async fn who_sets_a_group_up_chooses_the_digest_and_the_wall_by_buttons() {
    let desk = Desk::sample().await;
    let ask = async |who: &Who, request| text(&desk.ask(who, request).await);
    let open = || Request::Choose(Panel::Group, vec!["1".to_owned()]);
    let panel = ask(&STAFF, open()).await;
    assert!(panel.contains("⬜ Tell us each month what happened here"), "{panel}");
    assert!(panel.contains("✅ On the program's wall on the web"), "{panel}");
    let french = Who { locale: "fr", ..STAFF };
    let panel = ask(&french, Request::Click(CustomId::Panel(Panel::Digest(true)))).await;
    assert!(panel.contains("✅ Nous raconter chaque mois"), "{panel}");
    let panel = ask(&french, Request::Click(CustomId::Panel(Panel::Wall(false)))).await;
    assert!(panel.contains("⬜ Sur le mur du programme, sur le web"), "{panel}");
    let sent = ask(&STAFF, Request::Click(CustomId::Panel(Panel::Send))).await;
    assert!(sent.contains("is changed"), "{sent}");
    let panel = ask(&STAFF, open()).await;
    assert!(panel.contains("✅ Tell us each month what happened here"), "it is the group's: {panel}");
    assert!(panel.contains("⬜ On the program's wall on the web"), "it is the group's: {panel}");
}

/// Off the wall is a choice that must not be lost to another one that is made in the same moment.
#[tokio::test]
async fn choices_that_are_made_at_once_are_all_kept() {
    let desk = Desk::sample().await;
    let ask = async |request| text(&desk.ask(&STAFF, request).await);
    let press = |part| Request::Click(CustomId::Panel(part));
    for _ in 0..8 {
        ask(Request::Choose(Panel::Group, vec!["1".to_owned()])).await;
        let pressed =
            [Panel::TierNews(true), Panel::Digest(true), Panel::Wall(false)].map(|part| ask(press(part)));
        futures_util::future::join_all(pressed).await;
        let panel = ask(press(Panel::TierNews(true))).await;
        for chosen in ["✅ Tell us when companies", "✅ Tell us each month", "⬜ On the program's wall"] {
            assert!(panel.contains(chosen), "{chosen}: {panel}");
        }
    }
}

#[tokio::test]
async fn staff_read_where_the_programs_digest_appears_and_that_it_appears_nowhere() {
    let desk = Desk::sample().await;
    let set = async |digest| {
        let wanted = ProgramChannels { digest, ..ProgramChannels::default() };
        text(&desk.ask(&STAFF, Request::ProgramSetup(wanted)).await)
    };
    let off = set(None).await;
    assert!(off.contains("There is no digest of each month: `/program setup` with `digest`"), "{off}");
    let on = set(Some(true)).await;
    assert!(on.contains("Each month the announcements channel is told"), "{on}");
    assert!(set(Some(true)).await.contains("Everything is as you ask already"));
    assert!(set(Some(false)).await.contains("There is no digest of each month"));
    let member = ProgramChannels { digest: Some(true), ..ProgramChannels::default() };
    let refused = text(&desk.ask(&MEMBER, Request::ProgramSetup(member)).await);
    assert!(!refused.contains("digest of each month"), "{refused}");
    let french = Who { locale: "fr", ..STAFF };
    let off = text(&desk.ask(&french, Request::ProgramSetup(ProgramChannels::default())).await);
    assert!(steady(&off).contains("`/programme "), "{off}");
}
