//! `/setup`: what is chosen isn't saved before "Save", and the bot may be killed between any two presses.

use discord_emulator::{Person, Reply};
use serde_json::json;

use crate::harness::{App, OTTAWA};
use crate::seen::{all_told, database, in_a_process, until, verified};

const SAVE: &str = "custom_id:v1:setup:send";

async fn killed_and_started(app: &mut App) {
    app.kill();
    app.control().fault(json!({ "kind": "clear" })).await.expect("no trouble");
    app.start_process().await;
}

/// The panel, as who manages the server opens it.
async fn panel(staff: &Person) -> Reply {
    staff.at(OTTAWA, "general").command("setup").send().await.expect("the panel")
}

async fn channel(app: &App, name: &str) -> String {
    app.control().channel(OTTAWA, name).await.expect("a channel")
}

/// No answer to a press reaches Discord.
async fn answers_are_lost(app: &App) {
    let callback = "/interactions/*/*/callback";
    let lost = json!({ "kind": "drop_request", "method": "POST", "path": callback, "times": 100 });
    app.control().fault(lost).await.expect("a fault");
}

/// Each group's number, name, channel and leaders, as they count.
async fn groups(app: &App) -> Vec<(i64, String, String, i64)> {
    let groups: Vec<(i64, String, i64, i64)> = sqlx::query_as(
        "SELECT g.id, g.name, g.shout_out_channel, (SELECT COUNT(*) FROM leader l WHERE l.group_id = g.id) \
           FROM user_group g ORDER BY g.id",
    )
    .fetch_all(&mut database(app).await)
    .await
    .expect("the groups");
    groups.into_iter().map(|(id, name, channel, leaders)| (id, name, channel.to_string(), leaders)).collect()
}

/// Records that a group was proposed or changed.
async fn saved(app: &App) -> i64 {
    sqlx::query_scalar("SELECT COUNT(*) FROM record WHERE kind IN ('group-proposed', 'group-changed')")
        .fetch_one(&mut database(app).await)
        .await
        .expect("the ledger")
}

/// The notes in the staff channel that say this.
async fn notes(app: &App, staff: &Person, says: &str) -> usize {
    all_told(app).await;
    let messages = staff.messages(OTTAWA, "program-staff").await.expect("messages");
    messages.iter().filter(|message| message.text().contains(says)).count()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_chosen_before_a_kill_is_saved_when_the_old_panel_says_so_and_not_before() {
    let mut app = in_a_process().await;
    let (staff, leader) = (app.person("staff").await, app.person("leader").await);
    let (before, records) = (groups(&app).await, saved(&app).await);
    let general = channel(&app, "general").await;
    let panel = panel(&staff).await.choose("Which group?", &["1"]).await.expect("the panel");
    let panel = panel.choose("Where do shout-outs appear?", &[&general]).await.expect("the panel");
    killed_and_started(&mut app).await;
    assert_eq!((groups(&app).await, saved(&app).await), (before, records), "nothing is saved");
    let told = panel.press("Save the changes").await.expect("an answer");
    assert!(
        told.text().contains(&format!("is changed. Shout-outs appear in <#{general}>.")),
        "{}",
        told.text()
    );
    assert_eq!(saved(&app).await, records + 1);
    app.award(&leader, "Contoso Cloud", "venue", 30, "A quiet room").await;
    let thanks = |message: &Reply| message.text().contains("A quiet room");
    leader.wait_for(OTTAWA, "general", thanks).await.expect("the shout-out where it was chosen");
    verified(&app);
    app.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_choice_that_nobody_heard_of_is_saved_as_the_answer_says() {
    let mut app = in_a_process().await;
    let staff = app.person("staff").await;
    let (before, records) = (groups(&app).await, saved(&app).await);
    let panel = panel(&staff).await.choose("Which group?", &["1"]).await.expect("the panel");
    answers_are_lost(&app).await;
    let general = channel(&app, "general").await;
    let unheard =
        panel.choose("Where do shout-outs appear?", &[&general]).await.expect_err("no answer comes");
    assert!(unheard.is_failure(), "{unheard}");
    let mut kept = database(&app).await;
    until(&app, "the choice", async || {
        let drafts = sqlx::query_scalar::<_, String>("SELECT body FROM draft").fetch_all(&mut kept).await;
        drafts.expect("drafts").iter().any(|draft| draft.contains(&general)).then_some(())
    })
    .await;
    drop(kept);
    killed_and_started(&mut app).await;
    assert_eq!((groups(&app).await, saved(&app).await), (before, records), "nothing is saved");
    let told = panel.press("Save the changes").await.expect("an answer").text();
    let now = groups(&app).await.remove(0).2;
    assert_eq!(now, general, "it was kept before its answer was sent: {told}");
    assert!(told.contains(&format!("Shout-outs appear in <#{now}>.")), "{told}");
    verified(&app);
    app.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_save_that_nobody_heard_of_is_whole_and_is_not_made_again() {
    let mut app = in_a_process().await;
    let (staff, member) = (app.person("staff").await, app.person("member").await);
    let records = saved(&app).await;
    let general = channel(&app, "general").await;
    let panel = panel(&staff).await.choose("Which group?", &["1"]).await.expect("the panel");
    let panel = panel.choose("Where do shout-outs appear?", &[&general]).await.expect("the panel");
    let panel = panel.choose("Who leads it? (people)", &[member.id()]).await.expect("the panel");
    answers_are_lost(&app).await;
    let unheard = tokio::spawn({
        let panel = panel.clone();
        async move { panel.press(SAVE).await }
    });
    until(&app, "the change", async || (saved(&app).await > records).then_some(())).await;
    app.kill();
    let unheard = unheard.await.expect("no panic").expect_err("no answer comes");
    assert!(unheard.is_failure(), "{unheard}");
    // Who led it in person does so no more; the role still does.
    let name = OTTAWA.to_owned();
    assert_eq!(groups(&app).await[0], (1, name, general, 2), "the channel and the leaders");
    killed_and_started(&mut app).await;
    let again = panel.press(SAVE).await.expect("an answer");
    assert!(again.text().contains("Everything is as you ask already"), "{}", again.text());
    assert_eq!(saved(&app).await, records + 1);
    assert_eq!(notes(&app, &staff, &format!("Leaders of {OTTAWA} changed")).await, 1);
    verified(&app);
    app.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_new_group_that_is_half_chosen_at_a_kill_is_none_and_the_old_panel_names_the_next_step() {
    let mut app = in_a_process().await;
    let (staff, member) = (app.person("staff").await, app.person("member").await);
    let before = groups(&app).await;
    let panel = panel(&staff).await.choose("Which group?", &["new"]).await.expect("the panel");
    let form = panel.press("Name and time zone…").await.expect("the form");
    let panel = form.fill(&[("Name", "Ottawa Night School")]).submit().await.expect("the panel");
    let panel = panel.choose("What kind of group?", &["study-group"]).await.expect("the panel");
    killed_and_started(&mut app).await;
    assert_eq!(groups(&app).await, before);
    let panel = panel.choose("Who leads it? (people)", &[member.id()]).await.expect("the panel");
    assert!(panel.text().contains("Name: **Ottawa Night School**"), "{}", panel.text());
    assert!(panel.text().contains("-# Still needed: a channel for shout-outs\n"), "{}", panel.text());
    killed_and_started(&mut app).await;
    let general = channel(&app, "general").await;
    let panel = panel.choose("Where do shout-outs appear?", &[&general]).await.expect("the panel");
    killed_and_started(&mut app).await;
    assert_eq!(groups(&app).await, before);
    let sent = panel.press("Propose this group").await.expect("an answer");
    assert!(sent.text().contains("**Ottawa Night School** is proposed"), "{}", sent.text());
    assert_eq!(groups(&app).await.len(), before.len() + 1);
    assert_eq!(notes(&app, &staff, "A group asks to take part").await, 1);
    verified(&app);
    app.finish().await;
}
