//! Direct conversations, threads and forums.

use serde_json::json;

use crate::pool::trials;
use crate::stage::{HARBOUR, Stage};
use crate::view::{named, test};

trials![
    a_direct_conversation_is_begun_and_answered,
    the_bot_is_written_to_and_its_commands_used,
    a_thread_is_begun_and_written_in,
    posts_of_a_forum_are_read_and_answered,
    a_post_is_written_with_its_tag,
    a_post_is_thought_better_of,
];

async fn a_direct_conversation_is_begun_and_answered(stage: Stage) {
    let ana = stage.ana().await;
    ana.click(&test("people-toggle")).await;
    ana.click(&named("person", "ben")).await;
    ana.click(&named("menu-act", "Write to them")).await;
    ana.reads("h2", "Ben Okoro").await;
    ana.type_into(&test("composer"), "Between us\n").await;
    ana.sees("Between us").await;
    let ben = stage.view("ben", "@me", "").await;
    ben.reads("h2", "Ana Lima").await;
    ben.sees("Between us").await;
}

async fn the_bot_is_written_to_and_its_commands_used(stage: Stage) {
    let ana = stage.ana().await;
    ana.click(&test("people-toggle")).await;
    ana.click(&named("person", "Helper")).await;
    ana.click(&named("menu-act", "Write to them")).await;
    ana.reads("h2", "Helper").await;
    ana.begin("say").await;
    ana.keys("Alone with you").await;
    ana.send().await;
    ana.sees("Alone with you").await;
    let heard = stage.bot.heard(2).await;
    assert_eq!((&heard["context"], &heard["user"]["username"]), (&json!(1), &json!("ana")));
}

async fn a_thread_is_begun_and_written_in(stage: Stage) {
    let said = stage.says("ben", "Who has the keys?").await;
    let ana = stage.ana().await;
    ana.click(&format!("{} [data-test=message-menu]", ana.of(&said))).await;
    ana.click(&named("menu-act", "Start a thread")).await;
    ana.keys("The keys\n").await;
    ana.reads("h2", "The keys").await;
    ana.type_into(&test("composer"), "Ask the harbour master\n").await;
    ana.sees("Ask the harbour master").await;
    ana.has(&named("channel", "The keys")).await;
    let ben = stage.view("ben", HARBOUR, "general").await;
    ben.click(&format!("{} [data-test=thread]", ben.of(&said))).await;
    ben.sees("Ask the harbour master").await;
}

async fn posts_of_a_forum_are_read_and_answered(stage: Stage) {
    let ana = stage.view("ana", HARBOUR, "ideas").await;
    let forum = stage.channel("ideas").await;
    let post = json!({"name": "A new crane", "message": {"content": "The old one squeaks"}});
    stage.bot.ask("POST", &format!("/channels/{forum}/threads"), Some(post)).await;
    ana.click(&named("post", "A new crane")).await;
    ana.reads("h2", "A new crane").await;
    ana.sees("The old one squeaks").await;
    ana.type_into(&test("composer"), "It does\n").await;
    ana.sees("It does").await;
}

async fn a_post_is_written_with_its_tag(stage: Stage) {
    let ana = stage.view("ana", HARBOUR, "ideas").await;
    ana.click(&test("new-post")).await;
    ana.click(&test("post-send")).await;
    ana.reads(&test("post-form"), "A post needs a title.").await;
    ana.keys("A lighter boat").await;
    ana.click(&test("post-send")).await;
    ana.reads(&test("post-form"), "A post needs a message.").await;
    ana.keys("Ours is heavy").await;
    ana.click(&named("post-tag", "boats")).await;
    ana.click(&test("post-send")).await;
    ana.reads("h2", "A lighter boat").await;
    ana.sees("Ours is heavy").await;
    ana.click(&named("channel", "ideas")).await;
    ana.reads(&named("post", "A lighter boat"), "boats").await;
}

async fn a_post_is_thought_better_of(stage: Stage) {
    let ana = stage.view("ana", HARBOUR, "ideas").await;
    ana.click(&test("new-post")).await;
    ana.has(&test("post-form")).await;
    ana.click(&test("post-cancel")).await;
    ana.has_no(&test("post-form")).await;
}
