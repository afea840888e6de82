//! Companies whose names want to be more than names, wherever they are told to everybody: they are shown as they were
//! written, ring for nobody, and leave nothing behind that nobody sees.

use discord_emulator::{CommandCall, Person, Reply};

use crate::digest::{choose, until_next_month};
use crate::harness::{App, OTTAWA, RUST, SHOUT_OUTS};
use crate::hostile::is_harmless;
use crate::pictures::{alt, words};

/// As it is typed: a heading, a link, mentions, marks of direction, a character without width.
const TYPED: &str = "# **[x](https://e.ex)** \u{202E}@everyone\u{200B} <@1000000000000000015>\u{2066}";
/// As it is kept: what nobody sees is gone.
const NAME: &str = "# **[x](https://e.ex)** @everyone <@1000000000000000015>";
/// How it looks in a message: each mark escaped, each mention broken.
const TAMED: &str =
    "\\# \\*\\*\\[x\\]\\(https\\://e.ex\\)\\*\\* @\u{200B}everyone \\<@\u{200B}1000000000000000015\\>";
/// The same of a name that is written from right to left: it has its direction for itself alone.
const FROM_THE_RIGHT: [&str; 3] =
    ["\u{202E}תודה_@here_ 1\u{200F}", "תודה_@here_ 1", "\u{2068}תודה\\_@\u{200B}here\\_ 1\u{2069}"];

fn at(who: &Person, command: &str) -> CommandCall {
    who.at(OTTAWA, "general").command(command)
}

/// The sample, in which the names of two companies are such.
async fn hostile() -> App {
    let app = App::sample().await;
    let (partner, staff) = (app.person("partner").await, app.person("staff").await);
    let other = at(&staff, "partner edit").option("partner", "Tailspin Travel");
    for (call, typed, tamed) in
        [(at(&partner, "partner edit"), TYPED, TAMED), (other, FROM_THE_RIGHT[0], FROM_THE_RIGHT[2])]
    {
        let renamed = call.option("name", typed).send().await.expect("an answer");
        assert!(renamed.text().contains(&format!("**{tamed}** is changed")), "{}", renamed.text());
        is_harmless(&renamed);
    }
    app
}

/// Fails unless a message shows this, and does nothing else.
fn shows(message: &Reply, parts: &[&str]) {
    for part in parts {
        assert!(message.text().contains(part), "{part:?} is not in {}", message.text().escape_debug());
    }
    is_harmless(message);
    // What a picture shows in words is no markdown.
    let words = words(message);
    for raw in ["@everyone", "@here", "<@1000000000000000015>", "**[x", "](https://e.ex"] {
        assert!(!words.contains(raw), "{raw}: {}", words.escape_debug());
    }
}

/// The company reaches a tier.
async fn lifted(app: &App) {
    let leader = app.person("leader").await;
    app.award(&leader, NAME, "mentoring", 60, "Answers for a week").await;
}

fn public(part: &str) -> impl Fn(&Reply) -> bool {
    move |message| !message.is_ephemeral() && message.text().contains(part)
}

#[tokio::test]
async fn a_new_tier_is_told_of_the_name_as_it_was_written() {
    let app = hostile().await;
    let (other, member) = (app.person("other-leader").await, app.person("member").await);
    let button = "⬜ Annoncer ici quand une entreprise remerciée change de niveau";
    choose(&other, RUST, ["Quel groupe\u{202F}?", "2", button, "Enregistrer les modifications"]).await;
    lifted(&app).await;
    for (server, channel, verb) in [
        (OTTAWA, SHOUT_OUTS, "is now Certified!"),
        (OTTAWA, "announcements", "is now Certified!"),
        (RUST, SHOUT_OUTS, "passe au niveau Certifié\u{202F}!"),
    ] {
        let news = member.wait_for(server, channel, public("🏆")).await.expect("the news");
        shows(&news, &[&format!("## 🏆 {TAMED} {verb}")]);
        let shown = alt(news.json()).expect("a card");
        assert!(shown.contains(&format!(": {NAME} · ")), "as it was written: {}", shown.escape_debug());
    }
    app.finish().await;
}

#[tokio::test]
async fn boards_and_the_audit_show_names_as_they_were_written() {
    let app = hostile().await;
    let (staff, member) = (app.person("staff").await, app.person("member").await);
    lifted(&app).await;
    let first = format!("🥇 **{}** · 160 points from 1 award", FROM_THE_RIGHT[2]);
    let second = format!("🥈 **{TAMED}** · 60 points from 1 award");
    let own = at(&member, "leaderboard").send().await.expect("an answer");
    let all = at(&member, "leaderboard").option("scope", "program").send().await.expect("an answer");
    at(&staff, "leaderboard").option("post", true).send().await.expect("an answer");
    let posted = member.wait_for(OTTAWA, "general", public("-# As of <t:")).await.expect("the board");
    let mine = posted.press("In my language").await.expect("an answer");
    for board in [&own, &all, &posted, &mine] {
        shows(board, &[&first, &second]);
    }
    let audit = at(&staff, "program audit").send().await.expect("an answer");
    let award = format!("Award · {TAMED} · {OTTAWA} · 60 points");
    let changed = format!("Company changed · {}", FROM_THE_RIGHT[2]);
    shows(&audit, &[&award, &changed]);
    app.finish().await;
}

#[tokio::test]
async fn the_digest_tells_of_names_as_they_were_written() {
    let mut app = hostile().await;
    let (staff, member) = (app.person("staff").await, app.person("member").await);
    let panel = ["Which group?", "1", "⬜ Tell us each month what happened here", "Save the changes"];
    choose(&staff, OTTAWA, panel).await;
    at(&staff, "program setup").option("digest", true).send().await.expect("an answer");
    lifted(&app).await;
    let thanks = member.wait_for(OTTAWA, SHOUT_OUTS, public("Answers for a week")).await;
    thanks.expect("the shout-out").press("👏").await.expect("applause");
    app.stop().await;
    app.pass(until_next_month());
    app.start_task().await;
    for channel in [SHOUT_OUTS, "announcements"] {
        let digest = member.wait_for(OTTAWA, channel, public("🗞️")).await.expect("the digest");
        let (tier, applauded) =
            (format!("\n- **{TAMED}** reached Certified"), format!("\n- **{TAMED}** · 🌱 Mentoring · "));
        shows(&digest, &[&tier, &applauded]);
        let shown = alt(digest.json()).expect("a picture");
        assert!(
            shown.contains(&format!("{NAME} (Certified)")),
            "as it was written: {}",
            shown.escape_debug()
        );
    }
    app.finish().await;
}
